use record::AreaNo;
use record::election::Areas;
use tally::{Coverage, Totals};

use super::Report;

impl Report<'_> {
    /// How much of an area totals cover. For the whole country the frame counts, where it is larger than
    /// what the election file lists: a file made from one source's tables would call itself complete.
    pub(crate) fn coverage(&self, totals: &Totals, area: AreaNo) -> Coverage {
        let mut coverage = totals.coverage(area);
        if area != Areas::COUNTRY {
            return coverage;
        }
        if let Some(tables) = self.frame.tables {
            coverage.tables.of = coverage.tables.of.max(tables);
        }
        if let Some(electors) = self.frame.electors {
            let rolls = &mut coverage.electors;
            rolls.of = rolls.of.max(electors);
            rolls.unknown_outstanding = 0;
            // A table whose roll is not known has at least as many electors as votes.
            let behind = if rolls.unknown_counted == 0 {
                rolls.counted
            } else {
                rolls.counted.max(coverage.votes.counted)
            };
            coverage.votes.outstanding_at_most = Some(rolls.of.saturating_sub(behind));
        } else if coverage.tables.of > totals.coverage(area).tables.of {
            // Tables beyond the election file, with nobody knows how many electors.
            coverage.votes.outstanding_at_most = None;
            coverage.electors.unknown_outstanding +=
                coverage.tables.of - totals.coverage(area).tables.of;
        }
        coverage
    }
}
