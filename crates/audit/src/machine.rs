//! What may happen when: the state machine drawn in `docs/design/audit.md`.
//!
//! A state holds what it may hold and nothing else, so that an audit without a seed has no boxes. Steps are
//! values; [`Audit::apply`] gives the next state or refuses, and the state before stays what it was.

mod entries;

pub use entries::{Entries, Entry, Progress};

use record::Rule;

use crate::error::{AuditError, Result};
use crate::manifest::{BoxNo, RiskLimit};
use crate::preconditions::Commitment;
use crate::seed::Seed;

/// Most rounds of one audit.
pub const MAX_ROUNDS: usize = 1_000;

/// An audit, by its state.
#[derive(Clone, Debug, PartialEq)]
pub enum Audit {
    /// What is to be audited is known.
    Planned(Planned),
    /// The results are committed.
    Committed(Committed),
    /// The seed is known.
    Seeded(Seeded),
    /// Boxes are counted.
    Counting(Sample),
    /// All boxes drawn are counted, and do not confirm the outcome yet.
    Measured(Sample),
    /// Every box is counted.
    FullCount(FullCount),
    /// The outcome is confirmed.
    Confirmed(Vec<f64>),
    /// The paper gives another outcome, which replaces the one reported.
    Replaced(Vec<f64>),
}

/// Contents of [`Audit::Planned`].
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    /// The largest chance of confirming a wrong outcome.
    pub limit: RiskLimit,
    /// Number of boxes.
    pub boxes: u32,
}

/// Contents of [`Audit::Committed`].
#[derive(Clone, Debug, PartialEq)]
pub struct Committed {
    /// What was planned.
    pub plan: Planned,
    /// What is committed.
    pub commitment: Commitment,
}

/// Contents of [`Audit::Seeded`].
#[derive(Clone, Debug, PartialEq)]
pub struct Seeded {
    /// What was committed before.
    pub committed: Committed,
    /// The seed; it never changes.
    pub seed: Seed,
}

/// Boxes drawn and what was entered of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// Where the draw comes from.
    pub seeded: Seeded,
    /// Every draw so far in its order, a box drawn twice twice. Only ever extended.
    pub drawn: Vec<BoxNo>,
    /// Draws of each round.
    pub rounds: Vec<usize>,
    /// What was entered.
    pub entries: Entries,
    /// The risk after each round measured.
    pub risks: Vec<f64>,
}

/// Contents of [`Audit::FullCount`].
#[derive(Clone, Debug, PartialEq)]
pub struct FullCount {
    /// What was planned.
    pub plan: Planned,
    /// What was entered, before and since.
    pub entries: Entries,
    /// The risk after each round before.
    pub risks: Vec<f64>,
}

/// A step.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// The preconditions hold ([`crate::preconditions::all_met`]).
    Commit(Commitment),
    /// A seed from [`crate::preconditions::seed`].
    Seed(Seed),
    /// The next draws of the order that the seed gives.
    Draw(Vec<BoxNo>),
    /// One person enters what was found in one box.
    Enter(BoxNo, Entry),
    /// The risk after all boxes drawn, or all boxes, were settled.
    Measure(Measured),
    /// No sample is to be taken, or no further one: every box is counted.
    GiveUp,
}

/// What a measurement gives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measured {
    /// The risk; zero or one after a full count.
    pub risk: f64,
    /// Whether no sample can confirm the outcome any more.
    pub hopeless: bool,
}

impl Audit {
    /// A new audit.
    pub fn plan(limit: RiskLimit, boxes: u32) -> Self {
        Self::Planned(Planned { limit, boxes })
    }

    /// The state's name in the drawing.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Planned(_) => "planned",
            Self::Committed(_) => "committed",
            Self::Seeded(_) => "seeded",
            Self::Counting(_) => "counting",
            Self::Measured(_) => "measured",
            Self::FullCount(_) => "full-count",
            Self::Confirmed(_) => "confirmed",
            Self::Replaced(_) => "replaced",
        }
    }

    /// Takes a step in place: as [`Audit::apply`], without a copy for each of many entries.
    ///
    /// # Errors
    /// As [`Audit::apply`]; nothing is changed then.
    pub fn take(&mut self, step: Step) -> Result<()> {
        match (&mut *self, step) {
            (Self::Counting(sample), Step::Enter(number, entry)) => sample.enter(number, entry),
            (Self::FullCount(full), Step::Enter(number, entry)) => full.enter(number, entry),
            (_, step) => {
                *self = self.apply(step)?;
                Ok(())
            }
        }
    }

    /// The state after a step.
    ///
    /// # Errors
    /// A522 for a step that this state does not have, or whose condition does not hold; A519, A503 and A521 for
    /// entries, A510 for draws. The state before is not changed.
    pub fn apply(&self, step: Step) -> Result<Self> {
        match (self.clone(), step) {
            (Self::Planned(plan), Step::Commit(commitment)) => {
                Ok(Self::Committed(Committed { plan, commitment }))
            }
            (Self::Planned(plan), Step::GiveUp) => {
                let (entries, risks) = (Entries::default(), Vec::new());
                Ok(Self::FullCount(FullCount { plan, entries, risks }))
            }
            (Self::Committed(committed), Step::Seed(seed)) => {
                Ok(Self::Seeded(Seeded { committed, seed }))
            }
            (Self::Seeded(seeded), Step::Draw(boxes)) => Sample::new(seeded).draw(&boxes),
            (Self::Measured(sample), Step::Draw(boxes)) => sample.draw(&boxes),
            (Self::Measured(sample), Step::GiveUp) => Ok(Self::FullCount(sample.into_full_count())),
            (Self::Counting(mut sample), Step::Enter(number, entry)) => {
                sample.enter(number, entry)?;
                Ok(Self::Counting(sample))
            }
            (Self::Counting(sample), Step::Measure(measured)) => sample.measure(measured),
            (Self::FullCount(mut full), Step::Enter(number, entry)) => {
                full.enter(number, entry)?;
                Ok(Self::FullCount(full))
            }
            (Self::FullCount(full), Step::Measure(measured)) => full.measure(measured),
            (state, step) => not_now(format!("`{}` while {}", step.name(), state.name())),
        }
    }
}

impl Step {
    /// The step's name in the drawing.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Commit(_) => "commit",
            Self::Seed(_) => "seed",
            Self::Draw(_) => "draw",
            Self::Enter(..) => "enter",
            Self::Measure(_) => "measure",
            Self::GiveUp => "give-up",
        }
    }
}

impl Sample {
    fn new(seeded: Seeded) -> Self {
        let (drawn, rounds, risks) = (Vec::new(), Vec::new(), Vec::new());
        Self { seeded, drawn, rounds, entries: Entries::default(), risks }
    }

    /// Drawn boxes that are not settled, each once, in the order of the draw.
    pub fn open(&self) -> Vec<BoxNo> {
        let mut seen = std::collections::BTreeSet::new();
        let open = |number: &BoxNo| {
            seen.insert(*number) && self.entries.progress(*number) != Progress::Settled
        };
        self.drawn.iter().copied().filter(open).collect()
    }

    fn enter(&mut self, number: BoxNo, entry: Entry) -> Result<()> {
        if !self.drawn.contains(&number) {
            return AuditError::err(Rule::AuditBoxNotDrawn, format!("box {}", number.0));
        }
        self.entries.enter(number, entry)
    }

    fn draw(mut self, boxes: &[BoxNo]) -> Result<Audit> {
        let there = self.seeded.committed.plan.boxes;
        if boxes.is_empty() || self.rounds.len() >= MAX_ROUNDS {
            return not_now(format!("a round of {} boxes", boxes.len()));
        }
        if let Some(unknown) = boxes.iter().find(|number| number.0 >= there) {
            return AuditError::err(Rule::AuditBoxUnknown, format!("box {} of {there}", unknown.0));
        }
        self.drawn.extend(boxes);
        self.rounds.push(boxes.len());
        Ok(Audit::Counting(self))
    }

    fn measure(mut self, measured: Measured) -> Result<Audit> {
        let limit = self.seeded.committed.plan.limit;
        let open = self.open();
        if let Some(first) = open.first() {
            return not_now(format!("{} boxes are not settled, box {} first", open.len(), first.0));
        }
        self.risks.push(measured.checked()?);
        Ok(match measured {
            Measured { hopeless: true, .. } => Audit::FullCount(self.into_full_count()),
            Measured { risk, .. } if risk <= limit.alpha() => Audit::Confirmed(self.risks),
            Measured { .. } => Audit::Measured(self),
        })
    }

    fn into_full_count(self) -> FullCount {
        FullCount { plan: self.seeded.committed.plan, entries: self.entries, risks: self.risks }
    }
}

impl FullCount {
    fn enter(&mut self, number: BoxNo, entry: Entry) -> Result<()> {
        if number.0 >= self.plan.boxes {
            return AuditError::err(Rule::AuditBoxUnknown, format!("box {}", number.0));
        }
        self.entries.enter(number, entry)
    }

    fn measure(mut self, measured: Measured) -> Result<Audit> {
        let settled = (0..self.plan.boxes)
            .filter(|number| self.entries.progress(BoxNo(*number)) == Progress::Settled)
            .count();
        if u32::try_from(settled).is_ok_and(|settled| settled < self.plan.boxes) {
            return not_now(format!("{settled} of {} boxes are settled", self.plan.boxes));
        }
        self.risks.push(measured.checked()?);
        let stands = measured.risk == 0.0 && !measured.hopeless;
        Ok(if stands { Audit::Confirmed(self.risks) } else { Audit::Replaced(self.risks) })
    }
}

impl Measured {
    fn checked(self) -> Result<f64> {
        match (0.0..=1.0).contains(&self.risk) {
            true => Ok(self.risk),
            false => {
                AuditError::err(Rule::AuditParameterInvalid, format!("a risk of {}", self.risk))
            }
        }
    }
}

fn not_now<T>(detail: String) -> Result<T> {
    AuditError::err(Rule::AuditStepNotAllowed, detail)
}
