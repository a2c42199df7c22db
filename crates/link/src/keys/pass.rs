//! What a station holds, as a file: lines of text that a person can look at before an election.

use std::fmt::Write as _;

use record::{Digest, ElectionId, Rule, TableNo};
use zeroize::Zeroizing;

use super::{CentrePublic, Counter, MacKey, Tag};
use crate::LinkError;

/// Most tickets in a pass: the sheets of a table with all their corrections need a handful.
pub const MAX_TICKETS: usize = 256;
/// Largest file of a pass, applied before it is read.
pub const MAX_PASS_BYTES: usize = 16_384;

const FIRST_LINE: &str = "cotejo-link-pass 1";

/// The right to send one request: a counter of a table, with its tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StationTicket {
    /// The table.
    pub table: TableNo,
    /// The number of the request.
    pub counter: Counter,
    /// What the filter looks for.
    pub tag: Tag,
}

/// All that one station holds of one centre's link: nothing here helps against another table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StationPass {
    election: ElectionId,
    table: TableNo,
    centre: CentrePublic,
    mac_key: MacKey,
    tags: Vec<Tag>,
}

impl StationPass {
    pub(super) fn new(
        election: ElectionId,
        table: TableNo,
        centre: CentrePublic,
        mac_key: MacKey,
        tags: Vec<Tag>,
    ) -> Result<Self, LinkError> {
        if tags.is_empty() || tags.len() > MAX_TICKETS {
            let detail = format!("{} asked for", tags.len());
            return Err(LinkError::new(Rule::TooManyTickets, detail));
        }
        Ok(Self { election, table, centre, mac_key, tags })
    }

    /// The election it is for.
    pub fn election(&self) -> &ElectionId {
        &self.election
    }

    /// The table it is for.
    pub fn table(&self) -> TableNo {
        self.table
    }

    /// The key to which sheets are sealed.
    pub fn centre(&self) -> &CentrePublic {
        &self.centre
    }

    /// How many tickets it has.
    pub fn tickets(&self) -> usize {
        self.tags.len()
    }

    /// The ticket with a number, where there is one.
    pub fn ticket(&self, counter: Counter) -> Option<StationTicket> {
        let tag = self.tags.get(usize::try_from(counter.0).ok()?)?;
        Some(StationTicket { table: self.table, counter, tag: *tag })
    }

    pub(crate) fn mac_key(&self) -> &MacKey {
        &self.mac_key
    }

    /// The pass as the text of its file. It is a secret of the station.
    pub fn to_text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::new());
        let key = Zeroizing::new(const_hex::encode(self.mac_key.0));
        let _ = write!(
            text,
            "{FIRST_LINE}\nelection {}\ntable {}\ncentre {}\nkey {}\n",
            self.election, self.table, self.centre, *key
        );
        for tag in &self.tags {
            let _ = writeln!(text, "tag {}", const_hex::encode(tag.0));
        }
        text
    }

    /// Reads the text of a pass.
    ///
    /// # Errors
    /// T810 for anything but the one form that [`Self::to_text`] writes, T813 for a weak centre key.
    pub fn parse(text: &str) -> Result<Self, LinkError> {
        if text.len() > MAX_PASS_BYTES {
            return Err(malformed("it is too large"));
        }
        let mut lines = text.lines();
        if lines.next() != Some(FIRST_LINE) {
            return Err(malformed("its first line is another"));
        }
        let election = ElectionId(digest(field(lines.next(), "election")?)?);
        let table = field(lines.next(), "table")?.parse().map_err(|_| malformed("`table`"))?;
        let centre = CentrePublic::from_hex(field(lines.next(), "centre")?)?;
        let mac_key = MacKey(digest(field(lines.next(), "key")?)?.0);
        let tags: Vec<_> = lines.map(tag).collect::<Result<_, _>>()?;
        let pass = Self::new(election, TableNo(table), centre, mac_key, tags)
            .map_err(|error| malformed(error.detail))?;
        // One spelling: no capitals, no sign before a number, one line end.
        if *pass.to_text() == text { Ok(pass) } else { Err(malformed("another spelling of it")) }
    }
}

fn field<'a>(line: Option<&'a str>, name: &str) -> Result<&'a str, LinkError> {
    line.and_then(|line| line.strip_prefix(name)?.strip_prefix(' '))
        .ok_or_else(|| malformed(format!("`{name}` is not in its place")))
}

fn digest(text: &str) -> Result<Digest, LinkError> {
    text.parse().map_err(|error: record::id::DigestError| malformed(error.to_string()))
}

fn tag(line: &str) -> Result<Tag, LinkError> {
    let text = field(Some(line), "tag")?;
    const_hex::decode_to_array(text).map(Tag).map_err(|_| malformed("a tag is not 16 digits"))
}

fn malformed(detail: impl Into<String>) -> LinkError {
    LinkError::new(Rule::PassMalformed, detail)
}
