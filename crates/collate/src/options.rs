use tally::{Policy, Ratio};

/// How to collate. The default suits a first look at any sources.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Which copy of a table counts in the totals.
    pub policy: Policy,
    /// Also list every table on which all agree (C201). They are always counted.
    pub list_agreements: bool,
    /// What is known of the whole beyond the tables of the election file.
    pub frame: Frame,
    /// Largest turnout to assume at outstanding tables, for irreversibility level B. Without it, the
    /// announcement's own turnout is taken where it gives one.
    pub turnout: Option<Ratio>,
}

/// The size of the whole as its authority gives it, for election files that hold only part of the tables.
///
/// Announcements are held against the larger of the frame and the election file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// Tables of the whole.
    pub tables: Option<u64>,
    /// Electors of the whole.
    pub electors: Option<u64>,
}
