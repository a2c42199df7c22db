//! Ticket numbers: consistent sampling (Rivest 2018, arXiv:1808.10016).
//!
//! A ticket is a decimal fraction made from the seed and a box's code alone, so the order of a list, and who
//! computes it where, do not matter. Its successors are uniform on what is above it.

mod wide;

use std::fmt;

use sha2::{Digest as _, Sha256};

use wide::MAX_DIGITS;
pub use wide::Wide;

/// Digits that a first hash is filled up to.
const LEAST_DIGITS: usize = 64;
/// Digits that a ticket's logarithm is taken from: more than 53 bits hold.
const LOGARITHM_DIGITS: usize = 30;
/// A successor is found after ten trials in the worst case on average; this many fail with a chance of 10⁻⁴⁵.
const MAX_TRIALS: u32 = 1_000;

/// A number between 0 and 1 with all its decimal digits, ordered by them.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ticket(String);

/// Makes first tickets of one seed.
#[derive(Clone)]
pub struct TicketMaker {
    /// After the 64 hexadecimal digits of the seed's hash, which fill one block.
    after_seed: Sha256,
}

impl TicketMaker {
    /// For a seed.
    pub fn new(seed: &(impl AsRef<str> + ?Sized)) -> Self {
        let seed_hash = const_hex::encode(Sha256::digest(seed.as_ref()));
        let mut after_seed = Sha256::new();
        after_seed.update(seed_hash);
        Self { after_seed }
    }

    /// The first ticket of a box.
    pub fn first(&self, id: &str) -> Ticket {
        let mut hasher = self.after_seed.clone();
        hasher.update(id);
        let mut text = String::with_capacity(2 + MAX_DIGITS);
        text.push_str("0.");
        Wide::from_bytes(&hasher.finalize().into()).push_reversed(LEAST_DIGITS, &mut text);
        Ticket(text)
    }
}

impl Ticket {
    /// The ticket with exactly these digits, as `0.25471`; none where it is no such number.
    pub fn from_digits(text: &str) -> Option<Self> {
        let digits = text.strip_prefix("0.")?;
        let good = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
        good.then(|| Self(text.to_owned()))
    }

    /// The number a text's hash is: uniform between 0 and 1.
    pub fn uniform(text: &str) -> Self {
        let mut out = "0.".to_owned();
        Wide::from_bytes(&Sha256::digest(text).into()).push_reversed(0, &mut out);
        Self(out)
    }

    /// The ticket after this one of the same box: larger, and uniform among what is larger.
    ///
    /// # Panics
    /// With a chance below 10⁻⁴⁵.
    #[must_use]
    pub fn next(&self) -> Self {
        let nines = self.nines();
        let mut before = Sha256::new();
        before.update(&self.0);
        before.update(":");
        let mut text = String::with_capacity(2 + nines + MAX_DIGITS);
        text.push_str(&self.0[..2 + nines]);
        for trial in 1..=MAX_TRIALS {
            text.truncate(2 + nines);
            let hash = before.clone().chain_update(trial.to_string()).finalize();
            Wide::from_bytes(&hash.into()).push_reversed(0, &mut text);
            if self.is_below(&text) {
                return Self(text);
            }
        }
        unreachable!("a larger number is found in far fewer trials")
    }

    /// The digits after `0.` with `digits` of them kept after the leading nines.
    pub fn trimmed(&self, digits: usize) -> &str {
        &self.0[..self.0.len().min(2 + self.nines() + digits)]
    }

    /// All digits, `0.` in front.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// −ln(1 − x): the time of this event in a Poisson process of rate one, whose events the successive
    /// tickets of a box are.
    pub fn waiting_time(&self) -> f64 {
        let nines = self.nines();
        let rest = &self.0[2 + nines..];
        let rest = &rest[..rest.len().min(LOGARITHM_DIGITS)];
        let fraction: f64 = match nines {
            // Most tickets: their digits as they stand.
            0 => self.0[..2 + rest.len()].parse().expect("digits"),
            _ => format!("0.{rest}0").parse().expect("digits"),
        };
        nines as f64 * std::f64::consts::LN_10 - (-fraction).ln_1p()
    }

    /// Whether other digits are above this ticket's with one zero more.
    fn is_below(&self, other: &str) -> bool {
        match other.strip_prefix(self.as_str()) {
            Some(more) => more > "0",
            None => other > self.as_str(),
        }
    }

    fn nines(&self) -> usize {
        self.0[2..].bytes().take_while(|digit| *digit == b'9').count()
    }
}

impl fmt::Display for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
