//! A quick count as of what was received: intervals, response, the worst case, and whether a winner is called.

use record::{Breach, Rule};
use serde::Serialize;

use crate::design::Design;
use crate::draw::Sample;
use crate::estimate::{Estimate, Interval};
use crate::plan::Plan;
use crate::quantile::{Level, to_f64};
use crate::received::{Received, TableState};
use crate::refusal::{Refusal, refuse};

/// What every quick count is published with.
pub const CAVEAT: &str = "Sampling error only.";

/// A quick count.
#[derive(Clone, Debug, Serialize)]
pub struct QuickCount {
    /// Share of the valid votes, for each candidate in the order received.
    pub shares: Vec<Measured>,
    /// Valid votes of the electors; none where electors are not known everywhere.
    pub turnout: Option<Measured>,
    /// Position of the candidate with the most votes by estimate.
    pub leader: usize,
    /// The leader's margin over every other candidate, in shares of the valid votes.
    pub margins: Vec<Margin>,
    /// Response by planned stratum.
    pub response: Vec<Response>,
    /// Groups of planned strata that were estimated as one, because one of them had fewer than two tables.
    pub merged: Vec<Vec<usize>>,
    /// Least and largest margin over the runner-up if every missing table voted wholly for the one or the
    /// other, sampling error included; none where a missing table's electors are not known.
    pub worst_case: Option<Interval>,
    /// The leader's margin over the runner-up among the earlier and the later half received.
    pub halves: Option<[f64; 2]>,
    /// What stands in the way of a call, and what a reader has to know.
    pub notes: Vec<Breach>,
    /// Whether the leader is called the winner.
    pub called: bool,
}

/// An estimate with both its intervals.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Measured {
    /// The estimate.
    #[serde(flatten)]
    pub estimate: Estimate,
    /// By Student's t: the one to publish.
    pub student: Interval,
    /// By the normal distribution.
    pub normal: Interval,
}

/// A margin, estimated directly.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Margin {
    /// Position of the other candidate.
    pub over: usize,
    /// The margin.
    #[serde(flatten)]
    pub measured: Measured,
}

/// Response of a planned stratum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Response {
    /// Tables drawn.
    pub drawn: u64,
    /// Of these, received.
    pub received: u64,
}

impl QuickCount {
    /// Estimates from what was received.
    ///
    /// A stratum with fewer than two tables received is estimated together with the one after it (the last
    /// with the one before): a rule of counts alone, fixed here before any data.
    ///
    /// # Errors
    /// Q723 where there are fewer than two candidates or two tables, Q705 without votes.
    pub fn new(plan: &Plan, sample: &Sample, received: &Received) -> Result<Self, Refusal> {
        let level = plan.level_of_confidence()?;
        if received.candidates.len() < 2 {
            return refuse(Rule::NothingToEstimate, "fewer than two candidates");
        }
        let response = response(plan, sample, received);
        let groups = groups(&response)?;
        let with = |all: &dyn Fn(&TableState) -> Option<Vec<i64>>| {
            Held::new(plan, sample, received, &groups, all)
        };
        let held = with(&|state| state.votes.clone())?;
        let shares = (0..received.candidates.len())
            .map(|candidate| held.share(&held.column(candidate), level))
            .collect::<Result<Vec<_>, _>>()?;
        let leader = lead(&shares);
        let margins = (0..shares.len())
            .filter(|other| *other != leader)
            .map(|over| Ok(Margin { over, measured: held.margin(leader, over, level)? }))
            .collect::<Result<Vec<_>, Refusal>>()?;
        let by_margin = |a: &&Margin, b: &&Margin| {
            a.measured.estimate.estimate.total_cmp(&b.measured.estimate.estimate)
        };
        let runner_up = margins.iter().min_by(by_margin).map_or(leader, |margin| margin.over);
        let one_sided = |to: usize| {
            let filled = with(&|state: &TableState| {
                state.votes.clone().or_else(|| {
                    let mut votes = vec![0; received.candidates.len()];
                    votes[to] = state.electors?;
                    Some(votes)
                })
            });
            filled.and_then(|held| held.margin(leader, runner_up, level)).ok()
        };
        let bounded =
            received.tables.values().all(|state| state.votes.is_some() || state.electors.is_some());
        let worst_case = bounded
            .then(|| {
                Some(Interval {
                    low: one_sided(runner_up)?.student.low,
                    high: one_sided(leader)?.student.high,
                })
            })
            .flatten();
        let mut quick = Self {
            turnout: held.turnout(level)?,
            shares,
            leader,
            margins,
            response,
            merged: groups.into_iter().filter(|group| group.len() > 1).collect(),
            worst_case,
            halves: held.halves(leader, runner_up),
            notes: Vec::new(),
            called: false,
        };
        quick.judge(plan, bounded);
        Ok(quick)
    }

    /// Tables drawn and received in all.
    pub fn responded(&self) -> Response {
        let sum = |of: fn(&Response) -> u64| self.response.iter().map(of).sum();
        Response { drawn: sum(|one| one.drawn), received: sum(|one| one.received) }
    }

    fn judge(&mut self, plan: &Plan, bounded: bool) {
        let settled = self.margins.iter().all(|margin| margin.measured.student.low > 0.0);
        let all = self.responded();
        let mut responded = true;
        if all.share() < plan.least_response {
            responded = false;
            self.notes.push(Breach::new(
                Rule::ResponseTooLow,
                format!(
                    "{} of {} tables, the plan asks for a share of {}",
                    all.received, all.drawn, plan.least_response
                ),
            ));
        }
        for (at, one) in self.response.iter().enumerate() {
            if one.share() < plan.least_stratum_response {
                responded = false;
                let detail = format!(
                    "stratum {at}: {} of {} tables, the plan asks for a share of {}",
                    one.received, one.drawn, plan.least_stratum_response
                );
                self.notes.push(Breach::new(Rule::ResponseTooLow, detail));
            }
        }
        if all.received < all.drawn {
            let detail =
                format!("{} of {} tables are missing", all.drawn - all.received, all.drawn);
            self.notes.push(Breach::new(Rule::EarlyArrivals, detail));
        }
        if !bounded {
            self.notes.push(Breach::new(
                Rule::ElectorsUnknown,
                "of a missing table, so there is no worst case",
            ));
        }
        self.called = settled && responded;
        let closest =
            self.margins.iter().map(|one| one.measured.student.low).fold(f64::INFINITY, f64::min);
        let detail = format!("the least margin in the interval is {:.2} points", 100.0 * closest);
        if !settled {
            self.notes.push(Breach::new(Rule::MarginNotSettled, detail));
        } else if self.called {
            self.notes.push(Breach::new(Rule::WinnerCalled, detail));
        }
    }
}

impl Response {
    /// Share received.
    pub fn share(&self) -> f64 {
        if self.drawn == 0 { 0.0 } else { to_f64(self.received) / to_f64(self.drawn) }
    }
}

/// The tables estimated from.
struct Held<'a> {
    design: Design,
    states: Vec<&'a TableState>,
    votes: Vec<Vec<i64>>,
    valid: Vec<i64>,
}

impl<'a> Held<'a> {
    fn new(
        plan: &Plan,
        sample: &Sample,
        received: &'a Received,
        groups: &[Vec<usize>],
        votes_of: &dyn Fn(&TableState) -> Option<Vec<i64>>,
    ) -> Result<Self, Refusal> {
        let group_of = |stratum: usize| groups.iter().position(|group| group.contains(&stratum));
        let (mut states, mut votes, mut strata) = (Vec::new(), Vec::new(), Vec::new());
        for drawn in &sample.tables {
            let state = received.tables.get(&drawn.table);
            let Some((state, of_table)) = state.and_then(|one| Some((one, votes_of(one)?))) else {
                continue;
            };
            states.push(state);
            votes.push(of_table);
            strata.extend(group_of(drawn.stratum));
        }
        let tables: Vec<u64> = groups
            .iter()
            .map(|group| group.iter().map(|stratum| plan.strata[*stratum].tables).sum())
            .collect();
        let design = Design::stratified(&tables, &strata)?;
        let valid = votes.iter().map(|votes| votes.iter().sum()).collect();
        Ok(Self { design, states, votes, valid })
    }

    fn column(&self, candidate: usize) -> Vec<i64> {
        self.votes.iter().map(|votes| votes[candidate]).collect()
    }

    fn share(&self, of: &[i64], level: Level) -> Result<Measured, Refusal> {
        measured(self.design.ratio(of, &self.valid)?, level)
    }

    fn difference(&self, first: usize, second: usize) -> Vec<i64> {
        self.votes.iter().map(|votes| votes[first] - votes[second]).collect()
    }

    fn margin(&self, first: usize, second: usize, level: Level) -> Result<Measured, Refusal> {
        self.share(&self.difference(first, second), level)
    }

    fn turnout(&self, level: Level) -> Result<Option<Measured>, Refusal> {
        let electors: Option<Vec<i64>> = self.states.iter().map(|state| state.electors).collect();
        electors
            .map(|electors| measured(self.design.ratio(&self.valid, &electors)?, level))
            .transpose()
    }

    /// The weighted margin among the half of the tables that came first, and among the others.
    fn halves(&self, first: usize, second: usize) -> Option<[f64; 2]> {
        let times: Option<Vec<i64>> = self.states.iter().map(|state| state.at).collect();
        let times = times?;
        let mut sorted = times.clone();
        sorted.sort_unstable();
        let (start, middle) = (*sorted.first()?, sorted[sorted.len() / 2]);
        if start == middle {
            return None;
        }
        let difference = self.difference(first, second);
        let margin = |early: bool| {
            let (mut top, mut bottom) = (0.0, 0.0);
            for (unit, weight) in self.design.weights().iter().enumerate() {
                if (times[unit] < middle) == early {
                    top += weight * difference[unit] as f64;
                    bottom += weight * self.valid[unit] as f64;
                }
            }
            (bottom > 0.0).then(|| top / bottom)
        };
        Some([margin(true)?, margin(false)?])
    }
}

fn measured(estimate: Estimate, level: Level) -> Result<Measured, Refusal> {
    Ok(Measured { estimate, student: estimate.student(level)?, normal: estimate.normal(level) })
}

fn lead(shares: &[Measured]) -> usize {
    let ahead = |best: usize, at: usize| {
        if shares[at].estimate.estimate > shares[best].estimate.estimate { at } else { best }
    };
    (1..shares.len()).fold(0, ahead)
}

fn response(plan: &Plan, sample: &Sample, received: &Received) -> Vec<Response> {
    let mut response = vec![Response { drawn: 0, received: 0 }; plan.strata.len()];
    for one in &sample.tables {
        let Some(slot) = response.get_mut(one.stratum) else { continue };
        slot.drawn += 1;
        let came = received.tables.get(&one.table).is_some_and(|state| state.votes.is_some());
        slot.received += u64::from(came);
    }
    response
}

/// Neighbouring strata together until each group has two tables received.
fn groups(response: &[Response]) -> Result<Vec<Vec<usize>>, Refusal> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let (mut open, mut received) = (Vec::new(), 0);
    for (stratum, one) in response.iter().enumerate() {
        open.push(stratum);
        received += one.received;
        if received >= crate::size::MIN_OF_STRATUM {
            groups.push(std::mem::take(&mut open));
            received = 0;
        }
    }
    match groups.last_mut() {
        Some(last) => last.extend(open),
        None => return refuse(Rule::NothingToEstimate, "fewer than two tables received"),
    }
    Ok(groups)
}
