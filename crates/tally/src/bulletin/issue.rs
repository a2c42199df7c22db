use std::collections::BTreeMap;

use jiff::Timestamp;
use record::election::{Contest, Share};
use record::{Collection, Election, Rule};

use super::Cutoff;
use super::changes::{Change, Changes, Decrease, TableChange};
use super::document::{Bulletin, Checkpoint, Claim, ContestResult, FORMAT, Previous};
use super::figures::{ContestedTable, UnsettledTables, incomplete, of_areas};
use super::settled::Irreversibility;
use crate::{ContestShape, CopyIndex, Policy, Selection, Totals};

/// Everything that a bulletin is a function of.
#[derive(Clone, Debug)]
pub struct Input<'a> {
    /// The election file.
    pub election: &'a Election,
    /// The records of the log up to the checkpoint.
    pub collection: &'a Collection,
    /// The checkpoint.
    pub checkpoint: Checkpoint,
    /// By when a quorum had cosigned the checkpoint, where kept signatures say so: what a cut-off by time
    /// rests on.
    pub published: Option<Timestamp>,
    /// 1 for the first bulletin, else one more than the previous.
    pub number: u32,
    /// When the signer says it is issued.
    pub stated: Timestamp,
    /// The policy by which the checkpoint was chosen, where there is one.
    pub cutoff: Option<Cutoff>,
    /// The bulletin before this one; none for number 1.
    pub previous: Option<&'a Bulletin>,
    /// What became of tables since; [`super::table_changes`] computes it. Empty for number 1.
    pub changes: &'a [TableChange],
    /// How many findings there are under each rule.
    pub findings: &'a BTreeMap<Rule, u64>,
    /// The largest turnout among outstanding tables that level B shall assume.
    pub assumed_turnout: Option<Share>,
    /// What shall be claimed.
    pub claims: &'a [Claim],
}

/// Why there is no such bulletin.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IssueError {
    /// A claim that the figures do not carry.
    #[error(
        "the figures do not carry the claim that {0}: the lead must be larger than all that can still come, \
         and equality is not larger; issue the bulletin without the claim, or wait for more tables"
    )]
    ClaimNotCarried(Claim),
    /// The cut-off named is not reached at this checkpoint.
    #[error(
        "the cut-off {0} is not reached at this checkpoint; wait, or issue it without a cut-off"
    )]
    CutoffNotReached(Cutoff),
    /// A cut-off by time, and no quorum's signatures that say when the checkpoint was published.
    #[error(
        "the cut-off {0} is by time, and no quorum's signatures over this very checkpoint are kept; choose \
         the size of one that was cosigned by then, or cut by coverage"
    )]
    CutoffNotCheckable(Cutoff),
    /// Number and previous bulletin do not fit.
    #[error(
        "bulletin {number} cannot follow {}; number bulletins from 1 without a gap and give the one before",
        previous.map_or("nothing".to_owned(), |number| format!("bulletin {number}"))
    )]
    NumberOutOfOrder {
        /// The number asked for.
        number: u32,
        /// That of the previous bulletin, where one was given.
        previous: Option<u32>,
    },
    /// The previous bulletin is of another election or log.
    #[error(
        "the previous bulletin is of another election or log; give the one before from this log"
    )]
    PreviousOther,
    /// The previous bulletin stands on a larger log.
    #[error(
        "the previous bulletin stands on {previous} entries and this one on {size}: a log never shrinks; \
         run `cotejo log fsck` before anything else"
    )]
    LogShrank {
        /// Entries under the previous bulletin.
        previous: u64,
        /// Entries now.
        size: u64,
    },
    /// A change listed is not what the log shows.
    #[error(
        "contest {contest}, table {table}: listed as {change:?}, which is not its state at this \
         checkpoint, or listed twice; compute the changes from the log"
    )]
    ChangeDoesNotFit {
        /// Key of the contest.
        contest: String,
        /// Code of the table.
        table: String,
        /// What was said.
        change: Change,
    },
    /// The changes listed add another number of tables than is counted more.
    #[error(
        "contest {contest}: the changes listed come to {listed} tables and the count differs by {counted}; \
         compute the changes from the log"
    )]
    ChangesDoNotAddUp {
        /// Key of the contest.
        contest: String,
        /// Tables that the list adds, less those it takes away.
        listed: i64,
        /// Tables counted now, less those counted before.
        counted: i64,
    },
    /// A figure went down and no table was corrected, withdrawn or left out.
    #[error(
        "contest {contest}, area {:?}, {}: {} before and {} now, and no table is listed as corrected, \
         withdrawn or unsettled; find out why before publishing anything",
        decrease.area, decrease.figure, decrease.before, decrease.now
    )]
    UnexplainedDecrease {
        /// Key of the contest.
        contest: String,
        /// The first such figure.
        decrease: Decrease,
    },
}

impl IssueError {
    /// The rule that the bulletin would break.
    pub const fn rule(&self) -> Rule {
        match self {
            Self::ClaimNotCarried(_) => Rule::ClaimNotCarried,
            Self::CutoffNotReached(_) | Self::CutoffNotCheckable(_) => Rule::CutoffNotReached,
            Self::NumberOutOfOrder { .. } | Self::PreviousOther => Rule::BulletinOutOfOrder,
            Self::LogShrank { .. } => Rule::LogRolledBack,
            Self::ChangeDoesNotFit { .. } | Self::ChangesDoNotAddUp { .. } => {
                Rule::ChangesDoNotAddUp
            }
            Self::UnexplainedDecrease { .. } => Rule::UnexplainedDecrease,
        }
    }
}

impl Bulletin {
    /// Computes the bulletin.
    ///
    /// # Errors
    /// A claim that is not carried, a cut-off not reached, or a previous bulletin that this one cannot
    /// follow: see [`IssueError`].
    pub fn issue(input: &Input) -> Result<Self, IssueError> {
        check_order(input)?;
        let contests = input
            .election
            .contests
            .iter()
            .map(|contest| result(input, contest))
            .collect::<Result<_, _>>()?;
        let bulletin = Self {
            format: FORMAT,
            election: input.election.id,
            number: input.number,
            checkpoint: input.checkpoint.clone(),
            stated: input.stated,
            policy: Policy::BestGrade.word().to_owned(),
            cutoff: input.cutoff.clone(),
            previous: input.previous.map(|previous| Previous {
                number: previous.number,
                digest: previous.digest(),
                size: previous.checkpoint.size,
            }),
            claims: input.claims.to_vec(),
            findings: input
                .findings
                .iter()
                .filter(|(_, many)| **many > 0)
                .map(|(rule, many)| (rule.code().to_owned(), *many))
                .collect(),
            contests,
        };
        match &bulletin.cutoff {
            Some(time @ Cutoff::Time { .. }) if input.published.is_none() => {
                return Err(IssueError::CutoffNotCheckable(time.clone()));
            }
            Some(cutoff) if !cutoff.is_met(&bulletin, input.published) => {
                return Err(IssueError::CutoffNotReached(cutoff.clone()));
            }
            _ => {}
        }
        match input.claims.iter().find(|claim| !bulletin.carries(claim)) {
            Some(claim) => Err(IssueError::ClaimNotCarried(claim.clone())),
            None => Ok(bulletin),
        }
    }
}

fn check_order(input: &Input) -> Result<(), IssueError> {
    let (number, size) = (input.number, input.checkpoint.size);
    let expected = match input.previous {
        None => Some(1),
        Some(previous) => previous.number.checked_add(1),
    };
    if expected != Some(number) {
        let previous = input.previous.map(|previous| previous.number);
        return Err(IssueError::NumberOutOfOrder { number, previous });
    }
    let Some(previous) = input.previous else { return Ok(()) };
    if previous.election != input.election.id
        || previous.checkpoint.origin != input.checkpoint.origin
    {
        return Err(IssueError::PreviousOther);
    }
    if previous.checkpoint.size > size {
        return Err(IssueError::LogShrank { previous: previous.checkpoint.size, size });
    }
    Ok(())
}

fn result(input: &Input, contest: &Contest) -> Result<ContestResult, IssueError> {
    let (election, collection) = (input.election, input.collection);
    let collections = std::slice::from_ref(collection);
    let index = CopyIndex::build(election, contest.no, collections);
    let shape = ContestShape::of(contest);
    let selection = Selection::choose(&shape, &index, collections, &Policy::BestGrade);
    let totals = Totals::fold(election, contest, collections, &selection);
    let (country, areas) = of_areas(election, contest, &totals, &selection);
    let incomplete = incomplete(election, contest, collection, &selection);
    let turnout = input.assumed_turnout;
    let mut result = ContestResult {
        contest: contest.key.clone(),
        irreversibility: Irreversibility::of(contest, &country, incomplete, turnout),
        country,
        areas,
        unsettled: UnsettledTables::of(election, &selection),
        contested: ContestedTable::of(election, &selection),
        changes: None,
    };
    if let Some(previous) = input.previous {
        let changes = input.changes;
        result.changes =
            Some(Changes::since(previous, election, contest, &result, &selection, changes)?);
    }
    Ok(result)
}
