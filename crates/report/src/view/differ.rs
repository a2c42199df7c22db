use record::{AreaNo, Rule};

use crate::lang::Lang;
use crate::model::Report;

/// How many tables of each area have a finding that sources differ.
pub(crate) struct Differ {
    contests: Vec<Vec<u32>>,
}

/// The rules by which two sources, or two copies, of a table contradict each other.
const RULES: [Rule; 5] = [
    Rule::Differ,
    Rule::ColumnSlip,
    Rule::SwappedCells,
    Rule::DuplicateDifferent,
    Rule::Equivocation,
];

impl Differ {
    pub(crate) fn of(report: &Report<'_>) -> Self {
        let election = report.election;
        let mut seen = vec![vec![false; election.tables.len()]; report.contests.len()];
        let counted = report.findings.counts();
        for rule in RULES.into_iter().filter(|rule| counted.iter().any(|one| one.rule == *rule)) {
            for finding in report.findings.of(rule, Lang::En) {
                if let Some(table) = finding.table {
                    seen[finding.contest][table.index()] = true;
                }
            }
        }
        let by_area = |tables: Vec<bool>| {
            let mut areas = vec![0_u32; election.areas.len()];
            for (table, _) in election.tables.iter().zip(tables).filter(|(_, seen)| *seen) {
                for area in election.areas.up(election.tables.area(table)) {
                    areas[area.index()] += 1;
                }
            }
            areas
        };
        Self { contests: seen.into_iter().map(by_area).collect() }
    }

    /// Tables of an area on which something differs.
    pub(crate) fn at(&self, contest: usize, area: AreaNo) -> u64 {
        u64::from(self.contests[contest][area.index()])
    }
}
