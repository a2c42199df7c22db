use std::fmt;

use record::Rule;
use serde::{Deserialize, Serialize};

use crate::error::{AuditError, Result};

/// Most choices of a contest.
pub const MAX_CHOICES: usize = 1_000;

/// A choice of the audited contest: a candidate, in the order of its columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ChoiceNo(pub u16);

impl ChoiceNo {
    /// The choice of an index.
    ///
    /// # Errors
    /// A506 beyond 65,535.
    pub fn from_index(index: usize) -> Result<Self> {
        u16::try_from(index)
            .map(Self)
            .map_err(|_| AuditError::new(Rule::AuditNumberTooLarge, format!("choice {index}")))
    }

    /// Its index.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// What has to be true for the outcome to be right: some choices together have more votes than some others
/// together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assertion {
    /// Those said to have more.
    pub more: Vec<ChoiceNo>,
    /// Those said to have fewer.
    pub fewer: Vec<ChoiceNo>,
}

impl Assertion {
    /// One choice has more votes than another.
    pub fn beats(winner: ChoiceNo, loser: ChoiceNo) -> Self {
        Self { more: vec![winner], fewer: vec![loser] }
    }

    /// Votes for those said to have more, minus votes for the others.
    pub fn score(&self, votes: &[u64]) -> i128 {
        let sum = |choices: &[ChoiceNo]| -> i128 {
            choices.iter().map(|choice| i128::from(votes[choice.index()])).sum()
        };
        sum(&self.more) - sum(&self.fewer)
    }
}

/// Choices by number, as `0>1`, or `0>1+2`.
impl fmt::Display for Assertion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = |choices: &[ChoiceNo]| {
            choices.iter().map(|choice| choice.0.to_string()).collect::<Vec<_>>().join("+")
        };
        write!(f, "{}>{}", side(&self.more), side(&self.fewer))
    }
}

/// An outcome, as the assertions that make it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Number of choices of the contest.
    pub choices: usize,
    /// Who wins, or goes to the second round.
    pub winners: Vec<ChoiceNo>,
    /// All others.
    pub losers: Vec<ChoiceNo>,
    /// What has to be true.
    pub assertions: Vec<Assertion>,
    /// Votes that one ballot can give, at least one.
    pub votes_allowed: u64,
}

impl Outcome {
    /// The choices with the most votes win: one for each seat.
    ///
    /// # Errors
    /// A509 without a winner or a loser, A530 where the last winner and the first loser are tied.
    pub fn plurality(totals: &[u64], seats: usize) -> Result<Self> {
        let order = ranked(totals)?;
        if seats == 0 || seats >= order.len() {
            let detail = format!("{seats} seats for {} choices", order.len());
            return AuditError::err(Rule::AuditContestUndefined, detail);
        }
        let (winners, losers) = order.split_at(seats);
        not_tied(totals, winners[seats - 1], losers[0])?;
        Self::of(totals.len(), winners.to_vec(), losers.to_vec())
    }

    /// Whoever has more than half of the votes for choices wins; if nobody has, the first two go to a second
    /// round. What is asserted of each who advances includes on which side of one half it is.
    ///
    /// # Errors
    /// As [`Outcome::plurality`]; A530 also where exactly half was reached.
    pub fn majority_or_runoff(totals: &[u64]) -> Result<Self> {
        let order = ranked(totals)?;
        let all: u128 = totals.iter().map(|votes| u128::from(*votes)).sum();
        let twice = |choice: ChoiceNo| 2 * u128::from(totals[choice.index()]);
        if twice(order[0]) == all {
            return AuditError::err(
                Rule::AuditTie,
                "the first choice has exactly half of the votes",
            );
        }
        let majority = twice(order[0]) > all;
        let mut outcome = match (majority, order.len()) {
            (true, 2..) => Self::plurality(totals, 1)?,
            (false, 3..) => Self::plurality(totals, 2)?,
            // Two choices below one half each do not exist; one alone beats nobody.
            (_, len) => {
                return AuditError::err(Rule::AuditContestUndefined, format!("{len} choices"));
            }
        };
        for one in outcome.winners.clone() {
            let others: Vec<_> = order.iter().copied().filter(|other| *other != one).collect();
            outcome.assertions.push(match majority {
                true => Assertion { more: vec![one], fewer: others },
                false => Assertion { more: others, fewer: vec![one] },
            });
        }
        Ok(outcome)
    }

    /// Winners and losers as given; every winner is asserted to beat every loser.
    ///
    /// # Errors
    /// A509 where there is no winner or no loser, one of them is not a choice, or stands twice.
    pub fn of(choices: usize, winners: Vec<ChoiceNo>, losers: Vec<ChoiceNo>) -> Result<Self> {
        let mut named: Vec<_> = winners.iter().chain(&losers).copied().collect();
        named.sort_unstable();
        let twice = named.windows(2).any(|two| two[0] == two[1]);
        let known = named.iter().all(|choice| choice.index() < choices);
        if winners.is_empty() || losers.is_empty() || twice || !known || choices > MAX_CHOICES {
            let detail = format!("winners {winners:?}, losers {losers:?} of {choices} choices");
            return AuditError::err(Rule::AuditContestUndefined, detail);
        }
        let assertions = winners
            .iter()
            .flat_map(|winner| losers.iter().map(|loser| Assertion::beats(*winner, *loser)))
            .collect();
        Ok(Self { choices, winners, losers, assertions, votes_allowed: 1 })
    }

    /// The same with several votes on each ballot.
    ///
    /// # Errors
    /// A523 where it is zero.
    pub fn with_votes_allowed(self, votes_allowed: u64) -> Result<Self> {
        if votes_allowed == 0 {
            return AuditError::err(Rule::AuditParameterInvalid, "0 votes allowed on a ballot");
        }
        Ok(Self { votes_allowed, ..self })
    }
}

/// Choices by votes, the most first; equal ones in their order.
fn ranked(totals: &[u64]) -> Result<Vec<ChoiceNo>> {
    if totals.is_empty() || totals.len() > MAX_CHOICES {
        return AuditError::err(Rule::AuditContestUndefined, format!("{} choices", totals.len()));
    }
    let mut order = (0..totals.len()).map(ChoiceNo::from_index).collect::<Result<Vec<_>>>()?;
    order.sort_by_key(|choice| std::cmp::Reverse(totals[choice.index()]));
    Ok(order)
}

fn not_tied(totals: &[u64], winner: ChoiceNo, loser: ChoiceNo) -> Result<()> {
    if totals[winner.index()] == totals[loser.index()] {
        let detail = format!("choices {} and {} have equal votes", winner.0, loser.0);
        return AuditError::err(Rule::AuditTie, detail);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(outcome: &Outcome) -> Vec<String> {
        outcome.assertions.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn several_seats_and_second_rounds() {
        let two = Outcome::plurality(&[5, 9, 7, 1], 2).unwrap();
        assert_eq!(shown(&two), ["1>0", "1>3", "2>0", "2>3"]);
        let majority = Outcome::majority_or_runoff(&[60, 30, 10]).unwrap();
        assert_eq!(shown(&majority), ["0>1", "0>2", "0>1+2"]);
        let runoff = Outcome::majority_or_runoff(&[45, 30, 25]).unwrap();
        assert_eq!(shown(&runoff), ["0>2", "1>2", "1+2>0", "0+2>1"]);
    }

    #[test]
    fn refuses_ties_and_contests_that_are_none() {
        let rule = |result: Result<Outcome>| result.unwrap_err().rule;
        assert_eq!(rule(Outcome::plurality(&[5, 5], 1)), Rule::AuditTie);
        assert_eq!(rule(Outcome::majority_or_runoff(&[50, 30, 20])), Rule::AuditTie);
        assert_eq!(rule(Outcome::majority_or_runoff(&[40, 30, 30])), Rule::AuditTie);
        for bad in [
            Outcome::plurality(&[5], 1),
            Outcome::plurality(&[], 1),
            Outcome::plurality(&[5, 3], 0),
        ] {
            assert_eq!(rule(bad), Rule::AuditContestUndefined);
        }
        let choice = ChoiceNo;
        assert_eq!(
            rule(Outcome::of(2, vec![choice(0)], vec![choice(2)])),
            Rule::AuditContestUndefined
        );
        assert_eq!(
            rule(Outcome::of(2, vec![choice(0)], vec![choice(0)])),
            Rule::AuditContestUndefined
        );
    }
}
