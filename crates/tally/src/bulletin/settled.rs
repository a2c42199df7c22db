use record::election::{Contest, Share};
use serde::{Deserialize, Serialize};

use super::figures::AreaFigures;
use crate::Ratio;
use crate::irreversibility::{Arithmetic, Cap, Race, arithmetic, conditional};

/// Millionths in a whole [`Share`].
const WHOLE: i128 = 1_000_000;

/// Whether what is outstanding can change the winners of a contest. A projection has no place here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Irreversibility {
    /// Winners.
    pub seats: u16,
    /// Key of the last winner; of several tied, the first in the election file.
    pub last_winner: String,
    /// Key of the first loser.
    pub first_loser: String,
    /// Votes between the two, as far as counted.
    pub lead: u64,
    /// What bounds the votes of an outstanding table: always `electors`, those on its roll.
    pub cap: String,
    /// Tables not counted.
    pub outstanding_tables: u64,
    /// Counted tables that give no number for some candidate, so that votes may be missing there.
    pub incomplete_tables: u64,
    /// Electors of both kinds of tables, the most votes that can still come; none where a roll is not
    /// known.
    pub votes_at_most: Option<u64>,
    /// By arithmetic alone.
    pub level_a: LevelA,
    /// Under an assumed largest turnout; none where nobody names one or the votes have no bound.
    pub level_b: Option<LevelB>,
}

/// Level A: the lead against everything that can still come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelA {
    /// The answer.
    pub verdict: Verdict,
    /// Share of the votes still to come, in a two-way vote, that the first loser needs for a tie, as a
    /// fraction not reduced: `lead + cap` over `2 cap`. None where nothing or nothing bounded is to come.
    pub needed_share: Option<String>,
    /// Turnout among what is outstanding at which the lead could just be made up: `lead` over `cap`.
    pub break_even_turnout: Option<String>,
}

/// Level B: the same if at most an assumed share of those electors vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelB {
    /// The assumption, the signer's word.
    pub assumed_turnout: Share,
    /// The votes it implies, to the nearest vote.
    pub votes: u64,
    /// The answer, from the exact product and not from `votes`.
    pub verdict: Verdict,
}

/// What arithmetic says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The lead is larger than all that can come.
    Irreversible,
    /// It is not. A lead equal to all that can come leaves a tie possible, and is open.
    Open,
    /// It cannot be said: a table outstanding has no known roll.
    Unbounded,
}

impl Irreversibility {
    /// Of a contest; none where there are not more candidates than seats.
    ///
    /// `incomplete` is how many counted tables lack a number, and the most votes missing there.
    pub(super) fn of(
        contest: &Contest,
        country: &AreaFigures,
        incomplete: (u64, Option<u64>),
        turnout: Option<Share>,
    ) -> Option<Self> {
        let votes: Vec<u64> =
            contest.candidates.iter().map(|one| country.candidates[&one.key].sum).collect();
        let race = Race::of(&votes, contest.seats)?;
        let outstanding = country.coverage.votes.outstanding_at_most;
        let votes_at_most = outstanding.zip(incomplete.1).map(|(a, b)| a + b);
        let mut found = Self {
            seats: contest.seats,
            last_winner: contest.candidates[race.last_winner].key.clone(),
            first_loser: contest.candidates[race.first_loser].key.clone(),
            lead: race.lead,
            cap: "electors".to_owned(),
            outstanding_tables: country.outstanding.tables,
            incomplete_tables: incomplete.0,
            votes_at_most,
            level_a: LevelA {
                verdict: Verdict::Unbounded,
                needed_share: None,
                break_even_turnout: None,
            },
            level_b: None,
        };
        if let Some(level_a) = found.arithmetic() {
            found.level_a = LevelA {
                verdict: Verdict::of(level_a.irreversible),
                needed_share: level_a.needed_share().map(fraction),
                break_even_turnout: level_a.break_even_turnout().map(fraction),
            };
            found.level_b = turnout.and_then(|turnout| LevelB::of(&level_a, turnout));
        }
        Some(found)
    }

    /// Level A from the lead and the bound, whatever the text says of it.
    pub(super) fn recomputed_a(&self) -> Verdict {
        self.arithmetic().map_or(Verdict::Unbounded, |level_a| Verdict::of(level_a.irreversible))
    }

    /// Level B from the lead, the bound and the assumption, whatever the text says of it.
    pub(super) fn recomputed_b(&self) -> Option<Verdict> {
        let turnout = self.level_b.as_ref()?.assumed_turnout;
        Some(LevelB::of(&self.arithmetic()?, turnout)?.verdict)
    }

    fn arithmetic(&self) -> Option<Arithmetic> {
        Some(arithmetic(self.lead, self.votes_at_most?, Cap::Electors))
    }
}

impl LevelB {
    fn of(level_a: &Arithmetic, assumed_turnout: Share) -> Option<Self> {
        let turnout = Ratio::new(i128::from(assumed_turnout.millionths()), WHOLE).ok()?;
        let found = conditional(level_a, turnout)?;
        let verdict = Verdict::of(found.irreversible);
        Some(Self { assumed_turnout, votes: found.outstanding_votes, verdict })
    }
}

impl Verdict {
    fn of(irreversible: bool) -> Self {
        if irreversible { Self::Irreversible } else { Self::Open }
    }
}

fn fraction(ratio: Ratio) -> String {
    format!("{}/{}", ratio.numerator(), ratio.denominator())
}
