use std::fmt;

use record::Rule;

use crate::error::{AuditError, Result};
use crate::sum::Sum;

/// What a bettor against the null hypothesis has, of one at the start. By Ville's inequality, p = 1/max T is
/// a p-value at every moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wealth(State);

#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    /// Its logarithm.
    Some(Sum),
    /// Nothing is left, for ever.
    Ruined,
    /// The null hypothesis is impossible, for ever.
    Certain,
}

impl Wealth {
    /// One: before the first draw.
    pub fn start() -> Self {
        Self(State::Some(Sum::default()))
    }

    /// The null hypothesis is impossible.
    pub fn certain() -> Self {
        Self(State::Certain)
    }

    /// Everything was lost.
    pub fn ruined() -> Self {
        Self(State::Ruined)
    }

    /// After a bet that multiplies it.
    ///
    /// # Errors
    /// A525 where the factor is negative or no number: more was bet than there was.
    pub fn times(self, factor: f64) -> Result<Self> {
        if factor.is_nan() || factor < 0.0 {
            return AuditError::err(Rule::AuditBetRuinous, format!("a factor of {factor}"));
        }
        Ok(Self(match self.0 {
            State::Some(_) if factor == 0.0 => State::Ruined,
            State::Some(_) if factor.is_infinite() => State::Certain,
            State::Some(mut sum) => {
                sum.add(factor.ln());
                State::Some(sum)
            }
            forever => forever,
        }))
    }

    /// The natural logarithm: −∞ where ruined, ∞ where certain.
    pub fn ln(self) -> f64 {
        match self.0 {
            State::Some(sum) => sum.value(),
            State::Ruined => f64::NEG_INFINITY,
            State::Certain => f64::INFINITY,
        }
    }

    /// Its value.
    pub fn value(self) -> f64 {
        self.ln().exp()
    }

    /// min(1, 1/T).
    pub fn p_now(self) -> f64 {
        (-self.ln()).exp().min(1.0)
    }

    /// Whether the null hypothesis is impossible.
    pub fn is_certain(self) -> bool {
        self.0 == State::Certain
    }

    /// Whether nothing is left.
    pub fn is_ruined(self) -> bool {
        self.0 == State::Ruined
    }
}

impl fmt::Display for Wealth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value().fmt(f)
    }
}

/// The wealth after each draw, and what it amounts to.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    /// T after each draw.
    pub wealth: Vec<Wealth>,
    /// min(1, 1/max T): what the draws show, whenever one looks.
    pub p: f64,
}

impl History {
    pub(crate) fn of(wealth: Vec<Wealth>) -> Self {
        let p = wealth.iter().map(|one| one.p_now()).fold(1.0, f64::min);
        Self { wealth, p }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ruin_and_certainty_are_for_ever() {
        let ruined = Wealth::start().times(0.0).unwrap().times(f64::INFINITY).unwrap();
        assert!(ruined.is_ruined() && ruined.p_now() == 1.0 && ruined.value() == 0.0);
        let certain = Wealth::start().times(f64::INFINITY).unwrap().times(0.0).unwrap();
        assert!(certain.is_certain() && certain.p_now() == 0.0);
        for bad in [-0.1, f64::NAN, f64::NEG_INFINITY] {
            assert_eq!(Wealth::start().times(bad).unwrap_err().rule, Rule::AuditBetRuinous);
        }
    }
}
