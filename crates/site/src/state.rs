//! What an earlier build was made from: a digest for each page.

use std::collections::BTreeMap;

use record::{Digest, ElectionId, Rule};

use crate::site::SiteError;

/// Start of the digest of what a page was made from. Sixteen bytes: nobody gains by making two pages alike.
pub type Key = [u8; 16];

/// Digests of what a site's pages were made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// The election, and everything that all pages share.
    pub of: Digest,
    /// One for each table, by row; zeros for none.
    pub tables: Vec<Key>,
    /// One for each area.
    pub areas: Vec<Key>,
    /// The other files, by path.
    pub files: BTreeMap<String, Key>,
}

const MAGIC: &[u8; 16] = b"cotejo site v1\n\n";
/// Files besides those of tables and areas: lists of findings, bulletins, audits.
const MAX_FILES: u64 = 1_000_000;

impl State {
    /// A state in which nothing is made.
    pub fn empty(of: Digest, tables: usize, areas: usize) -> Self {
        Self {
            of,
            tables: vec![[0; 16]; tables],
            areas: vec![[0; 16]; areas],
            files: BTreeMap::new(),
        }
    }

    /// Largest state of an election of so many tables and areas, in bytes.
    pub fn max_bytes(tables: usize, areas: usize) -> u64 {
        let keys = u64::try_from(tables.saturating_add(areas)).unwrap_or(u64::MAX);
        keys.saturating_mul(16).saturating_add(MAX_FILES * 300)
    }

    /// As bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(64 + 16 * (self.tables.len() + self.areas.len()));
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&self.of.0);
        for keys in [&self.tables, &self.areas] {
            bytes.extend_from_slice(&u64::try_from(keys.len()).unwrap_or(u64::MAX).to_le_bytes());
            bytes.extend(keys.iter().flatten());
        }
        for (path, key) in &self.files {
            bytes.extend_from_slice(key);
            bytes.extend_from_slice(path.as_bytes());
            bytes.push(b'\n');
        }
        bytes
    }

    /// From bytes, for an election of so many tables and areas.
    ///
    /// # Errors
    /// W105 for anything but a whole state of that size.
    pub fn parse(bytes: &[u8], tables: usize, areas: usize) -> Result<Self, SiteError> {
        let wrong = |what: &str| SiteError::new(Rule::SiteStateUnreadable, what);
        let mut rest = bytes.strip_prefix(MAGIC).ok_or_else(|| wrong("it is no state"))?;
        let of = Digest(take::<32>(&mut rest).ok_or_else(|| wrong("it is cut"))?);
        let mut keys = |wanted: usize| {
            let many = u64::from_le_bytes(take::<8>(&mut rest).ok_or_else(|| wrong("it is cut"))?);
            if usize::try_from(many) != Ok(wanted) {
                return Err(wrong("it is of another number of pages"));
            }
            (0..wanted).map(|_| take::<16>(&mut rest).ok_or_else(|| wrong("it is cut"))).collect()
        };
        let (tables, areas) = (keys(tables)?, keys(areas)?);
        let mut files = BTreeMap::new();
        while !rest.is_empty() {
            let key = take::<16>(&mut rest).ok_or_else(|| wrong("it is cut"))?;
            let end =
                rest.iter().position(|byte| *byte == b'\n').ok_or_else(|| wrong("it is cut"))?;
            let path = std::str::from_utf8(&rest[..end]).map_err(|_| wrong("a path in it"))?;
            files.insert(path.to_owned(), key);
            rest = &rest[end + 1..];
        }
        Ok(Self { of, tables, areas, files })
    }
}

/// The digest of what everything shares.
pub(crate) fn shared(election: &ElectionId, parts: &[&[u8]]) -> Digest {
    let mut all = election.0.0.to_vec();
    for part in parts {
        all.extend_from_slice(&Digest::of(part).0);
    }
    Digest::of(&all)
}

/// The key of a page's inputs.
pub(crate) fn key(parts: &[&[u8]]) -> Key {
    match parts {
        [one] => Digest::of(one).prefix(),
        many => {
            let all: Vec<u8> = many.iter().flat_map(|part| Digest::of(part).0).collect();
            Digest::of(&all).prefix()
        }
    }
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (first, others) = rest.split_first_chunk::<N>()?;
    *rest = others;
    Some(*first)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_written_is_read_and_what_is_cut_is_refused(
            tables in proptest::collection::vec(any::<Key>(), 0..20),
            areas in proptest::collection::vec(any::<Key>(), 0..20),
            files in proptest::collection::btree_map("[a-z/.]{1,30}", any::<Key>(), 0..20),
        ) {
            let state = State { of: Digest::of(b"x"), tables, areas, files };
            let bytes = state.to_bytes();
            let (tables, areas) = (state.tables.len(), state.areas.len());
            prop_assert_eq!(State::parse(&bytes, tables, areas).unwrap(), state.clone());
            prop_assert!(State::parse(&bytes, tables + 1, areas).is_err());
            let cut = &bytes[..bytes.len() - 1];
            prop_assert!(State::parse(cut, tables, areas).map_or(true, |other| other != state));
        }
    }
}
