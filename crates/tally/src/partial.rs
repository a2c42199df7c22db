//! What tables at hand say about those that are not: bounds without assumption, and a projection with one.

use record::{Breach, Rule};
use serde::Serialize;

/// What bounds rest on.
pub const CAVEAT_BOUNDS: &str = "Valid only for authentic sheets.";

/// What a projection rests on.
pub const CAVEAT_PROJECTION: &str =
    "Assumes unreported tables resemble reported ones of the same stratum.";

/// Bounds on a margin, whatever the missing tables hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct MarginBounds {
    /// Margin among the tables at hand; negative where the second is ahead.
    pub reported: i64,
    /// Electors of missing tables.
    pub outstanding_electors: u64,
    /// Least margin possible.
    pub least: i64,
    /// Largest margin possible.
    pub most: i64,
    /// Whether every margin possible has the same sign.
    pub sign_determined: bool,
}

/// Bounds on the margin of the first over the second; none beyond the range of 64 bits.
pub fn margin_bounds(first: u64, second: u64, outstanding_electors: u64) -> Option<MarginBounds> {
    let reported = i64::try_from(i128::from(first) - i128::from(second)).ok()?;
    let electors = i64::try_from(outstanding_electors).ok()?;
    Some(MarginBounds {
        reported,
        outstanding_electors,
        least: reported.checked_sub(electors)?,
        most: reported.checked_add(electors)?,
        sign_determined: reported.unsigned_abs() > outstanding_electors,
    })
}

/// A stratum of a projection: what its reported tables hold, and how many electors the others have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stratum {
    /// Votes per candidate at reported tables.
    pub votes: Vec<u64>,
    /// Electors of reported tables.
    pub electors_in: u64,
    /// Electors of the others.
    pub electors_out: u64,
}

impl Stratum {
    /// Refuses figures from which nothing can be projected.
    ///
    /// # Errors
    /// Q724 for figures beyond [`MAX_FIGURE`], Q728 for more votes than electors.
    pub fn check(&self) -> Result<(), Breach> {
        let figures = self.votes.iter().chain([&self.electors_in, &self.electors_out]);
        if let Some(wrong) = figures.into_iter().find(|one| **one > MAX_FIGURE) {
            return Err(Breach::new(Rule::FiguresOverflow, wrong.to_string()));
        }
        let votes = self.votes.iter().map(|one| u128::from(*one)).sum::<u128>();
        if votes > u128::from(self.electors_in) {
            let detail = format!("{votes} votes, {} electors", self.electors_in);
            return Err(Breach::new(Rule::VoteAboveElectors, detail));
        }
        Ok(())
    }
}

/// Largest figure of a stratum: far more than people, and any sum of strata still fits.
pub const MAX_FIGURE: u64 = 1 << 40;

/// A projection between two candidates: level C. It is never called irreversible.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Projection {
    /// Projected votes of the first.
    pub first: f64,
    /// Projected votes of the second.
    pub second: f64,
    /// Projected margin.
    pub margin: f64,
    /// Expected votes for the two at the outstanding tables.
    pub outstanding_votes: f64,
    /// How many points the outstanding tables must differ from the reported ones of their stratum, in the
    /// share of the two-way vote, to turn the projected margin around; none where nothing is outstanding.
    pub tipping_shift_points: Option<f64>,
    /// Whether a shift of that size is possible at all (at most 100 points).
    pub feasible: bool,
    /// Electors of strata without any reported table: the projection leaves them out, and says so.
    pub unprojected_electors: u64,
}

/// Projects by stratum: votes per elector of the reported tables hold for the others.
///
/// The whole part of every stratum is added exactly; only remainders below one vote pass through `f64`.
pub fn project(strata: &[Stratum], first: usize, second: usize) -> Projection {
    let mut of_first = Exact::default();
    let mut of_second = Exact::default();
    let mut reported = [0_u64; 2];
    let mut unprojected_electors = 0;
    for stratum in strata {
        let votes = [vote(stratum, first), vote(stratum, second)];
        reported[0] += votes[0];
        reported[1] += votes[1];
        if stratum.electors_in == 0 {
            unprojected_electors += stratum.electors_out;
            continue;
        }
        of_first.add(votes[0], stratum);
        of_second.add(votes[1], stratum);
    }
    let [first, second] = [(reported[0], of_first), (reported[1], of_second)]
        .map(|(reported, outstanding)| outstanding.plus(reported));
    let margin = first - second;
    let outstanding_votes = of_first.plus(0) + of_second.plus(0);
    let tipping_shift_points =
        (outstanding_votes > 0.0).then(|| 100.0 * margin / (2.0 * outstanding_votes));
    Projection {
        first,
        second,
        margin,
        outstanding_votes,
        tipping_shift_points,
        feasible: tipping_shift_points.is_some_and(|points| points.abs() <= 100.0),
        unprojected_electors,
    }
}

fn vote(stratum: &Stratum, candidate: usize) -> u64 {
    stratum.votes.get(candidate).copied().unwrap_or(0)
}

/// A sum of quotients: whole parts exactly, remainders (each below one) apart.
#[derive(Clone, Copy, Debug, Default)]
struct Exact {
    whole: u128,
    rest: f64,
}

impl Exact {
    #[expect(clippy::cast_precision_loss, reason = "the remainder only decides the digits shown")]
    fn add(&mut self, votes: u64, stratum: &Stratum) {
        let product = u128::from(votes) * u128::from(stratum.electors_out);
        let electors = u128::from(stratum.electors_in);
        self.whole += product / electors;
        self.rest += (product % electors) as f64 / electors as f64;
    }

    #[expect(clippy::cast_precision_loss, reason = "votes of an election are far below 2^53")]
    fn plus(self, reported: u64) -> f64 {
        (self.whole + u128::from(reported)) as f64 + self.rest
    }
}
