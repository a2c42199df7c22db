//! Checkpoints: what a log says it holds (C2SP tlog-checkpoint).

use std::fmt;

use record::Rule;

use crate::LedgerError;
use crate::hash::Hash;

/// A log's name, its size and its root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Name of the log, for all its life.
    pub origin: String,
    /// Entries.
    pub size: u64,
    /// Root of the tree over them.
    pub root: Hash,
}

impl Checkpoint {
    /// Parses the text of a note. Extension lines are refused: no monitor could audit them.
    ///
    /// # Errors
    /// L419 with what is wrong.
    pub fn parse(text: &str) -> Result<Self, LedgerError> {
        let wrong = |what: &str| LedgerError::new(Rule::CheckpointMalformed, what);
        let lines = text.strip_suffix('\n').ok_or_else(|| wrong("its last line is cut"))?;
        let lines: Vec<_> = lines.splitn(4, '\n').collect();
        let [origin, size, root] = lines.as_slice() else {
            return Err(wrong("it does not have exactly three lines"));
        };
        if origin.is_empty() {
            return Err(wrong("it names no log"));
        }
        Ok(Self {
            origin: (*origin).to_owned(),
            size: decimal(size).ok_or_else(|| wrong("its size is not a plain number"))?,
            root: root.parse().map_err(|_| wrong("its root is not a hash"))?,
        })
    }
}

/// The text that is signed.
impl fmt::Display for Checkpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n{}\n{}", self.origin, self.size, self.root)
    }
}

/// A number in its one spelling: digits, no leading zeros, no sign.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    let number: u64 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}
