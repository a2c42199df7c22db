//! Whether what is still outstanding can change who wins.
//!
//! Level A is arithmetic on the totals given and says nothing about whether they are true. Level B adds
//! an assumed largest turnout, which it names. A projection (see [`crate::partial`]) is never called
//! irreversible.

use serde::Serialize;

use crate::Ratio;

/// What level A rests on; printed beside every result.
pub const CAVEAT_ARITHMETIC: &str =
    "Arithmetic on the reported totals; says nothing about whether they are true.";

/// The last winner and the first loser among reported votes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Race {
    /// Position of the last winner; of several tied, the first in the order given.
    pub last_winner: usize,
    /// Position of the first loser.
    pub first_loser: usize,
    /// Votes between them.
    pub lead: u64,
}

impl Race {
    /// The race for the last of `seats` seats; none where there are not more candidates than seats.
    pub fn of(votes: &[u64], seats: u16) -> Option<Self> {
        let seats = usize::from(seats);
        if seats == 0 || votes.len() <= seats {
            return None;
        }
        let mut order: Vec<_> = (0..votes.len()).collect();
        order.sort_by_key(|candidate| std::cmp::Reverse(votes[*candidate]));
        let (last_winner, first_loser) = (order[seats - 1], order[seats]);
        Some(Self { last_winner, first_loser, lead: votes[last_winner] - votes[first_loser] })
    }
}

/// Which facts bound the votes of an outstanding table. They are never mixed silently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cap {
    /// Electors on its roll.
    Electors,
    /// Voters recorded in the closed poll book.
    PollBook,
    /// The vote counter in the machine's closing report.
    Machine,
}

/// Level A: can the outstanding tables, whatever they hold, change the last winner?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Arithmetic {
    /// The last winner's lead.
    pub lead: u64,
    /// Most votes that the outstanding tables can hold.
    pub outstanding: u64,
    /// What bounds them.
    pub cap: Cap,
    /// Whether the lead is larger than anything outstanding.
    pub irreversible: bool,
    /// Whether the outstanding votes suffice for a tie.
    pub tie_possible: bool,
}

/// Level A (METHODS of the field: lead against caps). A lead equal to the cap leaves a tie possible, so
/// it is not irreversible.
pub fn arithmetic(lead: u64, outstanding: u64, cap: Cap) -> Arithmetic {
    let irreversible = lead > outstanding;
    Arithmetic { lead, outstanding, cap, irreversible, tie_possible: !irreversible }
}

impl Arithmetic {
    /// Share of the outstanding votes, of a two-way vote between them, that the first loser needs for a
    /// tie: `(lead + cap) / (2 cap)`. Above 1 it is impossible; none where nothing is outstanding.
    pub fn needed_share(&self) -> Option<Ratio> {
        let (lead, cap) = (i128::from(self.lead), i128::from(self.outstanding));
        Ratio::new(lead + cap, 2 * cap).ok()
    }

    /// Net margin that the first loser needs among the outstanding, in points: `100 lead / cap`.
    pub fn needed_margin_points(&self) -> Option<Ratio> {
        Ratio::new(100 * i128::from(self.lead), i128::from(self.outstanding)).ok()
    }

    /// The turnout among the outstanding at which the lead could just be made up: `lead / cap`. Above 1
    /// no turnout suffices.
    pub fn break_even_turnout(&self) -> Option<Ratio> {
        Ratio::new(i128::from(self.lead), i128::from(self.outstanding)).ok()
    }
}

/// Level B: the same under an assumed largest turnout among the outstanding tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Conditional {
    /// The assumption.
    pub turnout: Ratio,
    /// The outstanding votes it implies, to the nearest vote.
    pub outstanding_votes: u64,
    /// Whether the lead is larger than the outstanding votes under the assumption.
    pub irreversible: bool,
}

/// Level B, decided in exact arithmetic; none for a turnout outside 0 to 1.
pub fn conditional(level_a: &Arithmetic, turnout: Ratio) -> Option<Conditional> {
    let (part, whole) = (turnout.numerator(), turnout.denominator());
    if part < 0 || part > whole {
        return None;
    }
    let outstanding_votes = u64::try_from(turnout.times(level_a.outstanding)).ok()?;
    let irreversible = i128::from(level_a.lead) * whole > part * i128::from(level_a.outstanding);
    Some(Conditional { turnout, outstanding_votes, irreversible })
}
