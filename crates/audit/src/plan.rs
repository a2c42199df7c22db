//! What an audit will cost, before anything is opened.

use record::Rule;
use serde::{Deserialize, Serialize};

use crate::bounds::Bounds;
use crate::comparison::{sample_size, whole};
use crate::error::{AuditError, Result};
use crate::manifest::{BoxNo, RiskLimit};
use crate::sum::Sum;

/// How fast people count.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pace {
    /// Seconds for each receipt.
    pub seconds_per_receipt: f64,
    /// Minutes for each box: fetching, opening, sealing, writing down.
    pub minutes_per_box: f64,
    /// People at each box.
    pub people: u32,
}

impl Pace {
    /// Four seconds for a receipt, forty minutes for a box, three people: a guess to be replaced by a trial.
    pub const GUESS: Self = Self { seconds_per_receipt: 4.0, minutes_per_box: 40.0, people: 3 };

    /// Whether anybody can work at this pace.
    ///
    /// # Errors
    /// A523 where a figure is negative, no number or beyond reason, or where there is nobody.
    pub fn check(self) -> Result<()> {
        let good = |number: f64| number.is_finite() && (0.0..1e6).contains(&number);
        match good(self.seconds_per_receipt) && good(self.minutes_per_box) && self.people > 0 {
            true => Ok(()),
            false => AuditError::err(Rule::AuditParameterInvalid, format!("a pace of {self:?}")),
        }
    }
}

/// Expected work, where no box shows an error.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Work {
    /// Boxes to open, each once.
    pub boxes: f64,
    /// Receipts in them.
    pub receipts: f64,
    /// Hours of all people together.
    pub hours: f64,
}

/// Work of a whole audit, and of each group of boxes.
#[derive(Clone, Debug, PartialEq)]
pub struct Expected {
    /// Draws of the first round: enough where no box shows an error.
    pub draws: u64,
    /// In all.
    pub all: Work,
    /// For each group, in the order of the groups.
    pub groups: Vec<Work>,
}

/// Expected work of a draw with replacement by the bounds, for the first round that can confirm.
///
/// `sizes` are receipts expected in each box, `group` tells to which of `groups` groups a box belongs.
///
/// # Errors
/// A523 for a pace that is none, A533 where sizes are not as many as boxes.
pub fn expected(
    bounds: &Bounds,
    limit: RiskLimit,
    sizes: &[u64],
    groups: usize,
    group: impl Fn(BoxNo) -> usize,
    pace: Pace,
) -> Result<Expected> {
    pace.check()?;
    if sizes.len() != bounds.boxes().len() {
        let detail = format!("{} sizes, {} boxes", sizes.len(), bounds.boxes().len());
        return AuditError::err(Rule::AuditMalformed, detail);
    }
    let draws = sample_size(bounds, limit);
    let total = bounds.total_f64();
    let mut sums = vec![(Sum::default(), Sum::default()); groups];
    for (index, (one, size)) in bounds.boxes().iter().zip(sizes).enumerate() {
        // 1 − (1 − u/U)ⁿ: the chance to be drawn at least once.
        let drawn = -((draws as f64) * (-one.to_f64() / total).ln_1p()).exp_m1();
        let Some((boxes, receipts)) =
            BoxNo::from_index(index).and_then(|number| sums.get_mut(group(number)))
        else {
            return AuditError::err(Rule::AuditMalformed, format!("box {index} is in no group"));
        };
        boxes.add(drawn);
        receipts.add(drawn * *size as f64);
    }
    let groups: Vec<Work> =
        sums.iter().map(|(boxes, receipts)| work(boxes.value(), receipts.value(), pace)).collect();
    let sum = |of: fn(&Work) -> f64| groups.iter().map(of).collect::<Sum>().value();
    let all = work(sum(|one| one.boxes), sum(|one| one.receipts), pace);
    Ok(Expected { draws, all, groups })
}

/// Work for a given number of boxes and receipts.
pub fn work(boxes: f64, receipts: f64, pace: Pace) -> Work {
    let alone = receipts * pace.seconds_per_receipt / 3_600.0 + boxes * pace.minutes_per_box / 60.0;
    Work { boxes, receipts, hours: alone * f64::from(pace.people) }
}

/// A number of people or hours, rounded up, for showing.
pub fn rounded_up(number: f64) -> u64 {
    whole(number.ceil())
}
