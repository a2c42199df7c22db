use std::collections::BTreeMap;

use record::election::Contest;
use record::{AreaNo, Collection, Election};
use serde::{Deserialize, Serialize};

use crate::{ContestShape, Selection, Total, Totals, UnsettledReason};

/// Most codes that a list of tables in a bulletin names; its count is always of all.
pub const LISTED_TABLES: usize = 1_000;

/// Everything counted in one area.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AreaFigures {
    /// How much of the area is counted: of tables, of electors, of votes.
    pub coverage: Shares,
    /// What is not counted.
    pub outstanding: Outstanding,
    /// Votes by key of candidate.
    pub candidates: BTreeMap<String, Figure>,
    /// Votes by code of list.
    pub lists: BTreeMap<String, Figure>,
    /// Null votes.
    pub null: Figure,
    /// Blank votes: votes cast for nobody.
    pub blank: Figure,
    /// Voters.
    pub voters: Figure,
}

/// A [`Total`] in a bulletin: the sum of what was given, and on how many sheets it was what. Numbers of
/// sheets that are zero are left out of the text, `given` never is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// Sum of what was given.
    pub sum: u64,
    /// Counted sheets on which the number is given.
    pub given: u64,
    /// Counted sheets on which the box is empty.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub blank: u64,
    /// Counted sheets on which nobody can read it.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub unreadable: u64,
    /// Counted sheets that have no such box.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub absent: u64,
}

/// Coverage always says of what; the three shares differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shares {
    /// Of tables.
    pub tables: Tables,
    /// Of electors on the rolls.
    pub electors: Electors,
    /// Of votes.
    pub votes: Votes,
}

/// Tables counted, of all of the election file at which the contest is held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tables {
    /// Counted.
    pub counted: u64,
    /// All.
    pub of: u64,
}

/// Electors of the tables counted, of all electors whose number is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Electors {
    /// Of tables counted.
    pub counted: u64,
    /// Of all tables.
    pub of: u64,
    /// Counted tables whose electors nobody states.
    pub unknown_counted: u64,
}

/// Votes counted, and the most that can be missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Votes {
    /// Voters where the sheet gives them, else valid, null and blank votes.
    pub counted: u64,
    /// Electors of the tables not counted; none where one of them has no known roll.
    pub outstanding_at_most: Option<u64>,
}

/// What is not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outstanding {
    /// Tables not counted, with or without records in the log.
    pub tables: u64,
    /// Their electors, as far as the election file states them.
    pub electors: u64,
    /// Those of them whose electors it does not state.
    pub without_roll: u64,
    /// Those of them that are in the log and not settled.
    pub unsettled: u64,
}

/// Tables of which records are held and none counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnsettledTables {
    /// How many there are for each reason: `signed-conflict`, `tie`, `not-unanimous`, `none-in-force`,
    /// `annulled`.
    pub reasons: BTreeMap<String, u64>,
    /// The first [`LISTED_TABLES`] in the order of their codes.
    pub tables: Vec<UnsettledTable>,
}

/// A table with records none of which counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnsettledTable {
    /// Its code as printed.
    pub table: String,
    /// Why.
    pub reason: String,
}

/// A table settled although a copy of the same grade says otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContestedTable {
    /// Its code as printed.
    pub table: String,
    /// Sources that hold what counts.
    pub supporting: u16,
    /// Sources that hold the runner-up.
    pub against: u16,
}

impl From<Total> for Figure {
    fn from(total: Total) -> Self {
        let Total { sum, given, blank, unreadable, absent } = total;
        Self { sum, given, blank, unreadable, absent }
    }
}

impl Figure {
    /// Whether every counted sheet gave this number, so that the sum is the whole.
    pub fn is_complete(&self) -> bool {
        self.blank + self.unreadable + self.absent == 0
    }
}

impl UnsettledTables {
    /// How many there are.
    pub fn count(&self) -> u64 {
        self.reasons.values().fold(0, |sum, many| sum.saturating_add(*many))
    }

    pub(super) fn of(election: &Election, selection: &Selection) -> Self {
        let mut all = Self::default();
        for one in &selection.unsettled {
            let reason = word(one.reason);
            *all.reasons.entry(reason.to_owned()).or_default() += 1;
            if all.tables.len() < LISTED_TABLES {
                let table = election.tables.code(one.table).to_owned();
                all.tables.push(UnsettledTable { table, reason: reason.to_owned() });
            }
        }
        all
    }
}

impl ContestedTable {
    pub(super) fn of(election: &Election, selection: &Selection) -> Vec<Self> {
        let named = |one: &crate::Contested| Self {
            table: election.tables.code(one.table).to_owned(),
            supporting: one.supporting,
            against: one.against,
        };
        selection.contested.iter().map(named).collect()
    }
}

/// The figures of every area that has a table of the contest, and of the country.
pub(super) fn of_areas(
    election: &Election,
    contest: &Contest,
    totals: &Totals,
    selection: &Selection,
) -> (AreaFigures, BTreeMap<String, AreaFigures>) {
    let mut unsettled = vec![0_u64; election.areas.len()];
    for one in &selection.unsettled {
        for area in election.areas.up(election.tables.area(one.table)) {
            unsettled[area.index()] += 1;
        }
    }
    let figures = |area: AreaNo| of_area(contest, totals, area, unsettled[area.index()]);
    let country = figures(record::election::Areas::COUNTRY);
    let areas = election
        .areas
        .iter()
        .skip(1)
        .filter(|(no, _)| totals.coverage(*no).tables.of > 0)
        .map(|(no, area)| (area.path.to_owned(), figures(no)))
        .collect();
    (country, areas)
}

/// Counted tables that give no number for a candidate who can have votes there, with the most votes that
/// may be missing from them; none where one of them has no known roll.
pub(super) fn incomplete(
    election: &Election,
    contest: &Contest,
    collection: &Collection,
    selection: &Selection,
) -> (u64, Option<u64>) {
    let shape = ContestShape::of(contest);
    let collections = std::slice::from_ref(collection);
    let mut votable = vec![false; shape.candidates()];
    shape.candidate_of_list().iter().for_each(|candidate| votable[*candidate] = true);
    let (mut tables, mut at_most) = (0, Some(0_u64));
    let mut by_candidate = Vec::new();
    for one in &selection.settled {
        let copy = one.copy.of(collections);
        let lists = copy.basis == record::Basis::Lists;
        let cells = one.copy.cells(collections);
        shape.by_candidate(copy.basis, cells, &mut by_candidate);
        let mut counts = by_candidate.iter().zip(&votable);
        if counts.all(|(count, votable)| count.number().is_some() || (lists && !votable)) {
            continue;
        }
        tables += 1;
        let electors = election.tables.electors(one.table).number().or(copy.electors.number());
        at_most = at_most.zip(electors).map(|(sum, electors)| sum + u64::from(electors));
    }
    (tables, at_most)
}

fn of_area(contest: &Contest, totals: &Totals, area: AreaNo, unsettled: u64) -> AreaFigures {
    let coverage = totals.coverage(area);
    let candidates = (0..).map(record::CandidateNo).zip(&contest.candidates);
    let lists = (0..).map(record::ListNo).zip(&contest.lists);
    AreaFigures {
        coverage: Shares {
            tables: Tables { counted: coverage.tables.counted, of: coverage.tables.of },
            electors: Electors {
                counted: coverage.electors.counted,
                of: coverage.electors.of,
                unknown_counted: coverage.electors.unknown_counted,
            },
            votes: Votes {
                counted: coverage.votes.counted,
                outstanding_at_most: coverage.votes.outstanding_at_most,
            },
        },
        outstanding: Outstanding {
            tables: coverage.tables.of - coverage.tables.counted,
            electors: coverage.electors.of - coverage.electors.counted,
            without_roll: coverage.electors.unknown_outstanding,
            unsettled,
        },
        candidates: candidates
            .map(|(no, one)| (one.key.clone(), totals.candidate(area, no).into()))
            .collect(),
        lists: lists.map(|(no, one)| (one.code.clone(), totals.list(area, no).into())).collect(),
        null: totals.null(area).into(),
        blank: totals.blank(area).into(),
        voters: totals.voters(area).into(),
    }
}

/// The word of a reason in files.
fn word(reason: UnsettledReason) -> &'static str {
    match reason {
        UnsettledReason::SignedConflict => "signed-conflict",
        UnsettledReason::Tie => "tie",
        UnsettledReason::NotUnanimous => "not-unanimous",
        UnsettledReason::NoneInForce => "none-in-force",
        UnsettledReason::Annulled => "annulled",
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(number: &u64) -> bool {
    *number == 0
}
