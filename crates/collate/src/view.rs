use record::{Collection, Election, SourceNo, TableNo};
use tally::ContestShape;

use crate::caveat::Language;
use crate::{CellDifference, Collation, ContestCollation, Finding, Place, differences};

/// A collation together with what it was made from, which is what texts and files need.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The election file.
    pub election: &'a Election,
    /// The collections, in the order given to [`crate::collate`].
    pub collections: &'a [Collection],
    /// What was found.
    pub collation: &'a Collation,
    /// The language of texts.
    pub language: Language,
}

impl<'a> View<'a> {
    /// The short name of a source.
    pub fn source(&self, source: SourceNo) -> &'a str {
        &self.collections[source.index()].source.id
    }

    /// The code of a finding's table, as the election file or else the source writes it.
    pub fn table(&self, finding: &Finding) -> &'a str {
        match finding.place {
            Place::Table(table) => self.table_code(table),
            Place::Unknown => {
                let collection = &self.collections[finding.a.source.index()];
                collection.unknown_table(finding.a.of(self.collections)).unwrap_or("?")
            }
        }
    }

    /// The code of a table.
    pub fn table_code(&self, table: TableNo) -> &'a str {
        self.election.tables.code(table)
    }

    /// The figures that a finding's two copies show differently; nothing for a finding about one copy.
    pub fn differences(&self, finding: &Finding) -> Vec<CellDifference> {
        let Some(contest) = self.election.contest(finding.contest) else { return Vec::new() };
        if finding.a == finding.b {
            return Vec::new();
        }
        let shape = ContestShape::of(contest);
        let fits = |at: tally::CopyRef| {
            shape.fits(at.of(self.collections).basis, at.cells(self.collections))
        };
        if fits(finding.a) && fits(finding.b) {
            differences(&shape, self.collections, finding.a, finding.b)
        } else {
            Vec::new()
        }
    }

    /// The sources of a finding, by short name.
    pub fn sources(
        &self,
        contest: &'a ContestCollation,
        finding: &Finding,
    ) -> impl Iterator<Item = &'a str> {
        let collections = self.collections;
        contest
            .findings
            .sources(finding)
            .iter()
            .map(move |source| collections[source.index()].source.id.as_str())
    }
}
