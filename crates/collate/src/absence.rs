use record::{AreaNo, Election, SourceNo};

use record::Rule;

use crate::{Findings, Place};

/// How many tables sources lack or hold alone, by area: the findings C205 and C206 added up, since there
/// can be tens of thousands of them.
#[derive(Clone, Debug, Default)]
pub struct Absences {
    areas: usize,
    counts: Vec<AbsenceCounts>,
}

/// Absences of one source in one area.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AbsenceCounts {
    /// Tables that it lacks and at least two other sources have.
    pub missing: u32,
    /// Tables that it alone has.
    pub only: u32,
    /// Votes on the tables that it alone has.
    pub only_votes: u64,
}

impl Absences {
    pub(crate) fn of(election: &Election, sources: usize, findings: &Findings) -> Self {
        let areas = election.areas.len();
        let mut absences = Self { areas, counts: vec![AbsenceCounts::default(); areas * sources] };
        for rule in [Rule::MissingIn, Rule::OnlyIn] {
            for finding in findings.of(rule) {
                let Place::Table(table) = finding.place else { continue };
                let area = election.tables.area(table);
                for source in findings.sources(finding) {
                    let counts = absences.at_mut(*source, area.index());
                    if rule == Rule::MissingIn {
                        counts.missing += 1;
                    } else {
                        counts.only += 1;
                        counts.only_votes += u64::from(finding.votes);
                    }
                }
            }
        }
        absences.roll_up(election, sources);
        absences
    }

    /// The absences of a source in an area, the country for all of them.
    pub fn at(&self, source: SourceNo, area: AreaNo) -> AbsenceCounts {
        self.counts[source.index() * self.areas + area.index()]
    }

    fn at_mut(&mut self, source: SourceNo, area: usize) -> &mut AbsenceCounts {
        &mut self.counts[source.index() * self.areas + area]
    }

    fn roll_up(&mut self, election: &Election, sources: usize) {
        let parents: Vec<_> =
            election.areas.iter().map(|(_, area)| area.parent.map(AreaNo::index)).collect();
        for own in self.counts.chunks_mut(self.areas).take(sources) {
            for (area, parent) in parents.iter().enumerate().rev() {
                let Some(parent) = *parent else { continue };
                let more = own[area];
                own[parent].missing += more.missing;
                own[parent].only += more.only;
                own[parent].only_votes += more.only_votes;
            }
        }
    }
}
