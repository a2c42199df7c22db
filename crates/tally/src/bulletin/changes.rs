use std::collections::{BTreeMap, BTreeSet};

use record::election::Contest;
use record::{Collection, ContestNo, Election, TableNo};
use serde::{Deserialize, Serialize};

use super::document::{Bulletin, ContestResult};
use super::figures::{AreaFigures, Figure, LISTED_TABLES};
use super::issue::IssueError;
use crate::{ContestShape, CopyIndex, CopyRef, Policy, Selection, UnsettledReason};

/// What became of a table between two bulletins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// It counts now and did not before.
    Added,
    /// It counted before and counts now with other figures.
    Corrected,
    /// It counted before and does not now, because no copy of it is in force.
    Withdrawn,
    /// It counted before and does not now, because its copies contradict each other.
    Unsettled,
    /// It counted before and does not now, because a ruling annulled it.
    Annulled,
}

/// A change of one table, as the caller hands it to [`Bulletin::issue`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableChange {
    /// Contest.
    pub contest: ContestNo,
    /// Table.
    pub table: TableNo,
    /// What became of it.
    pub change: Change,
    /// The reason that the log gives; none where it gives none.
    pub reason: Option<String>,
    /// Who signed that; none where nobody is known.
    pub signer: Option<String>,
}

/// What is new in a contest since the previous bulletin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Changes {
    /// Number of the previous bulletin.
    pub since: u32,
    /// Tables counted, now less then.
    pub tables: i64,
    /// Votes by key of candidate in the country, now less then.
    pub candidates: BTreeMap<String, i64>,
    /// Null votes.
    pub null: i64,
    /// Blank votes.
    pub blank: i64,
    /// Voters.
    pub voters: i64,
    /// Tables that count now and did not then.
    pub added: AddedTables,
    /// Every other table that changed, in the order of their codes.
    pub altered: Vec<AlteredTable>,
    /// Every figure of any area that is lower now than then.
    pub decreases: Decreases,
}

/// Tables that count now and did not before.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddedTables {
    /// How many.
    pub count: u64,
    /// Codes of the first [`LISTED_TABLES`] in the order of codes.
    pub tables: Vec<String>,
}

/// A table that counted before and was corrected, withdrawn or left out since.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlteredTable {
    /// Its code as printed.
    pub table: String,
    /// What became of it.
    pub change: Change,
    /// The reason given; none where none is.
    pub reason: Option<String>,
    /// Who signed it; none where nobody is known.
    pub signer: Option<String>,
}

/// Figures that went down.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decreases {
    /// How many, in all areas together.
    pub count: u64,
    /// The first [`LISTED_TABLES`], the country's first.
    pub figures: Vec<Decrease>,
}

/// A figure that is lower than in the previous bulletin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decrease {
    /// Path of the area; empty for the country.
    pub area: String,
    /// `tables`, `null`, `blank`, `voters`, `candidates KEY` or `lists CODE`.
    pub figure: String,
    /// Then.
    pub before: u64,
    /// Now.
    pub now: u64,
}

/// What became of every table between two folds of the same log, in the order of contests and tables.
/// Reasons and signers are for the caller to add: they stand in the log's entries.
pub fn table_changes(
    election: &Election,
    before: &Collection,
    now: &Collection,
) -> Vec<TableChange> {
    let mut changes = Vec::new();
    for contest in &election.contests {
        let (then, after) = (Side::of(election, contest, before), Side::of(election, contest, now));
        let tables: BTreeSet<TableNo> = then
            .selection
            .settled
            .iter()
            .chain(&after.selection.settled)
            .map(|s| s.table)
            .collect();
        for table in tables {
            let change = match (then.selection.of(table), after.selection.of(table)) {
                (None, Some(_)) => Change::Added,
                (Some(old), Some(new)) if then.figures(old) != after.figures(new) => {
                    Change::Corrected
                }
                (Some(_), None) => after.why_not(table),
                _ => continue,
            };
            let contest = contest.no;
            changes.push(TableChange { contest, table, change, reason: None, signer: None });
        }
    }
    changes
}

struct Side<'a> {
    collections: &'a [Collection],
    selection: Selection,
}

impl<'a> Side<'a> {
    fn of(election: &Election, contest: &Contest, collection: &'a Collection) -> Self {
        let collections = std::slice::from_ref(collection);
        let index = CopyIndex::build(election, contest.no, collections);
        let shape = ContestShape::of(contest);
        let policy = Policy::BestGrade;
        Self { collections, selection: Selection::choose(&shape, &index, collections, &policy) }
    }

    /// Everything of a copy that a total takes in.
    fn figures(&self, at: CopyRef) -> impl PartialEq + use<'a> {
        let copy = at.of(self.collections);
        let singles = [copy.null, copy.blank, copy.voters_machine, copy.electors];
        (copy.basis, singles, at.cells(self.collections))
    }

    fn why_not(&self, table: TableNo) -> Change {
        let unsettled = &self.selection.unsettled;
        match unsettled.binary_search_by_key(&table, |one| one.table) {
            Ok(at) => match unsettled[at].reason {
                UnsettledReason::NoneInForce => Change::Withdrawn,
                UnsettledReason::Annulled => Change::Annulled,
                UnsettledReason::SignedConflict
                | UnsettledReason::Tie
                | UnsettledReason::NotUnanimous => Change::Unsettled,
            },
            Err(_) => Change::Withdrawn,
        }
    }
}

impl Changes {
    /// What changed in a contest, refused where the tables named do not account for the figures.
    pub(super) fn since(
        previous: &Bulletin,
        election: &Election,
        contest: &Contest,
        now: &ContestResult,
        selection: &Selection,
        changes: &[TableChange],
    ) -> Result<Self, IssueError> {
        let then = previous.contest(&contest.key).ok_or(IssueError::PreviousOther)?;
        let mut all = Self {
            since: previous.number,
            tables: delta(
                then.country.coverage.tables.counted,
                now.country.coverage.tables.counted,
            )?,
            candidates: BTreeMap::new(),
            null: delta(then.country.null.sum, now.country.null.sum)?,
            blank: delta(then.country.blank.sum, now.country.blank.sum)?,
            voters: delta(then.country.voters.sum, now.country.voters.sum)?,
            added: AddedTables::default(),
            altered: Vec::new(),
            decreases: Decreases::of(then, now),
        };
        for (key, figure) in &now.country.candidates {
            let before = then.country.candidates.get(key).ok_or(IssueError::PreviousOther)?;
            all.candidates.insert(key.clone(), delta(before.sum, figure.sum)?);
        }
        let of_contest = changes.iter().filter(|change| change.contest == contest.no);
        let net = all.list_tables(election, contest, selection, of_contest)?;
        if net != all.tables {
            let (contest, counted) = (contest.key.clone(), all.tables);
            return Err(IssueError::ChangesDoNotAddUp { contest, listed: net, counted });
        }
        match all.decreases.figures.first() {
            Some(first) if all.altered.is_empty() => Err(IssueError::UnexplainedDecrease {
                contest: contest.key.clone(),
                decrease: first.clone(),
            }),
            _ => Ok(all),
        }
    }

    /// Lists the tables in the order of their codes and gives the net number of tables they add.
    fn list_tables<'c>(
        &mut self,
        election: &Election,
        contest: &Contest,
        selection: &Selection,
        changes: impl Iterator<Item = &'c TableChange>,
    ) -> Result<i64, IssueError> {
        let mut sorted: Vec<_> = changes.collect();
        sorted.sort_by_key(|change| change.table);
        let mut net = 0;
        let mut last = None;
        for one in sorted {
            let known = election.tables.has(one.table);
            let counts = selection.of(one.table).is_some();
            let should_count = matches!(one.change, Change::Added | Change::Corrected);
            if !known || counts != should_count || last.replace(one.table) == Some(one.table) {
                let table = match known {
                    true => election.tables.code(one.table).to_owned(),
                    false => format!("row {}", one.table),
                };
                let (contest, change) = (contest.key.clone(), one.change);
                return Err(IssueError::ChangeDoesNotFit { contest, table, change });
            }
            let table = election.tables.code(one.table).to_owned();
            match one.change {
                Change::Added => {
                    net += 1;
                    self.added.count += 1;
                    if self.added.tables.len() < LISTED_TABLES {
                        self.added.tables.push(table);
                    }
                    continue;
                }
                Change::Corrected => {}
                Change::Withdrawn | Change::Unsettled | Change::Annulled => net -= 1,
            }
            let (change, reason, signer) = (one.change, one.reason.clone(), one.signer.clone());
            self.altered.push(AlteredTable { table, change, reason, signer });
        }
        Ok(net)
    }
}

impl Decreases {
    fn of(then: &ContestResult, now: &ContestResult) -> Self {
        let mut all = Self::default();
        all.compare("", &then.country, &now.country);
        let nothing = AreaFigures::default();
        for (path, then) in &then.areas {
            all.compare(path, then, now.areas.get(path).unwrap_or(&nothing));
        }
        all
    }

    fn compare(&mut self, area: &str, then: &AreaFigures, now: &AreaFigures) {
        let mut add = |figure: &dyn Fn() -> String, before: u64, now: u64| {
            if now < before {
                self.count += 1;
                if self.figures.len() < LISTED_TABLES {
                    let (area, figure) = (area.to_owned(), figure());
                    self.figures.push(Decrease { area, figure, before, now });
                }
            }
        };
        let tables = (then.coverage.tables.counted, now.coverage.tables.counted);
        add(&|| "tables".to_owned(), tables.0, tables.1);
        for (name, then, now) in [
            ("null", then.null, now.null),
            ("blank", then.blank, now.blank),
            ("voters", then.voters, now.voters),
        ] {
            add(&|| name.to_owned(), then.sum, now.sum);
        }
        let groups =
            [("candidates", &then.candidates, &now.candidates), ("lists", &then.lists, &now.lists)];
        for (group, then, now) in groups {
            for (key, before) in then {
                let after = now.get(key).copied().unwrap_or(Figure::default());
                add(&|| format!("{group} {key}"), before.sum, after.sum);
            }
        }
    }
}

fn delta(before: u64, now: u64) -> Result<i64, IssueError> {
    i64::try_from(i128::from(now) - i128::from(before)).map_err(|_| IssueError::PreviousOther)
}
