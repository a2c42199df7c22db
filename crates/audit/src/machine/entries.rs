use std::collections::BTreeMap;

use record::Rule;

use crate::comparison::Found;
use crate::error::{AuditError, Result};
use crate::manifest::BoxNo;

/// What one person entered of one box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Who: an id, the same each time. Not shown to others than the organisers.
    pub person: String,
    /// What was found.
    pub found: Found,
}

/// How far a box is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Nobody entered anything.
    Nothing,
    /// One person entered it.
    Once,
    /// Two people entered different figures: it is counted again.
    Differ,
    /// Two people entered the same.
    Settled,
}

/// Every entry of an audit, in the order they were made. None is ever removed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entries(BTreeMap<BoxNo, Vec<Entry>>);

impl Entries {
    /// Adds an entry.
    ///
    /// # Errors
    /// A503 for a box that is settled, A521 where the same person entered it just before.
    pub fn enter(&mut self, number: BoxNo, entry: Entry) -> Result<()> {
        let progress = self.progress(number);
        let of_box = self.0.entry(number).or_default();
        if progress == Progress::Settled {
            return AuditError::err(
                Rule::AuditBoxDuplicate,
                format!("box {} is settled", number.0),
            );
        }
        if progress == Progress::Once && of_box.last().is_some_and(|one| one.person == entry.person)
        {
            return AuditError::err(Rule::AuditSamePerson, entry.person);
        }
        of_box.push(entry);
        Ok(())
    }

    /// How far a box is. After entries that differ it begins again: only entries made since then settle it.
    pub fn progress(&self, number: BoxNo) -> Progress {
        let of_box = self.of(number);
        match (of_box.len() % 2, of_box) {
            (_, []) => Progress::Nothing,
            (1, _) => Progress::Once,
            (_, [.., first, second]) if first.found == second.found => Progress::Settled,
            _ => Progress::Differ,
        }
    }

    /// What was found in a box that is settled.
    pub fn settled(&self, number: BoxNo) -> Option<&Found> {
        let last = self.of(number).last()?;
        (self.progress(number) == Progress::Settled).then_some(&last.found)
    }

    /// Every entry of a box.
    pub fn of(&self, number: BoxNo) -> &[Entry] {
        self.0.get(&number).map_or(&[], Vec::as_slice)
    }

    /// The boxes of which anything was entered.
    pub fn boxes(&self) -> impl Iterator<Item = BoxNo> {
        self.0.keys().copied()
    }
}
