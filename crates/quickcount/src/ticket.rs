//! The ticket by which tables are drawn (Rivest 2018, arXiv:1808.10016, "consistent sampling").
//!
//! To be replaced by the ticket of the crate `audit` when both are in one tree: they are the same function.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

/// A ticket: a decimal fraction as text. Comparing texts compares tickets.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ticket(String);

impl Ticket {
    /// The whole ticket, `0.` in front.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The ticket cut off after its leading nines and `digits` more, as worksheets show it.
    pub fn trimmed(&self, digits: usize) -> &str {
        let fraction = &self.0[POINT..];
        let nines = fraction.len() - fraction.trim_start_matches('9').len();
        &self.0[..self.0.len().min(POINT + nines + digits)]
    }
}

/// The ticket of an id under a seed. Generation 1 is the first; each next one is larger, for drawing with
/// replacement.
pub fn ticket(seed: &str, id: &str, generation: u32) -> Ticket {
    let seed_hash = const_hex::encode(Sha256::digest(seed.as_bytes()));
    let mut ticket = format!("0.{}", reversed_decimal(&format!("{seed_hash}{id}")));
    for _ in 1..generation {
        ticket = next(&ticket);
    }
    Ticket(ticket)
}

/// Length of `0.`.
const POINT: usize = 2;

/// A fraction above `of`: its leading nines, then fresh digits until it is larger.
fn next(of: &str) -> String {
    let fraction = &of[POINT..];
    let nines = fraction.len() - fraction.trim_start_matches('9').len();
    let (kept, least) = (&of[..POINT + nines], format!("{of}0"));
    // The first digit of `of` behind its nines is no nine, so each try succeeds with a chance of one tenth
    // at least: the bound is for proof, not for use.
    const TRIES: u64 = 10_000;
    (1..=TRIES)
        .map(|at| format!("{kept}{}", reversed_decimal(&format!("{of}:{at}"))))
        .find(|larger| *larger > least)
        .expect("ten thousand independent tries of one in ten")
}

/// SHA-256 as a decimal number of at least 64 digits, its digits in reverse.
fn reversed_decimal(of: &str) -> String {
    const LEAST_DIGITS: usize = 64;
    const BILLION: u64 = 1_000_000_000;
    let hash = Sha256::digest(of.as_bytes());
    let mut limbs: Vec<u64> = hash
        .chunks_exact(4)
        .map(|four| four.iter().fold(0, |limb, byte| limb << 8 | u64::from(*byte)))
        .collect();
    let mut text = String::with_capacity(LEAST_DIGITS + 20);
    while limbs.iter().any(|limb| *limb > 0) {
        let mut rest = 0;
        for limb in &mut limbs {
            let value = rest << 32 | *limb;
            (*limb, rest) = (value / BILLION, value % BILLION);
        }
        let digits = format!("{rest:09}");
        let _ = write!(text, "{}", digits.chars().rev().collect::<String>());
    }
    let given = text.trim_end_matches('0').len();
    text.truncate(given);
    while text.len() < LEAST_DIGITS {
        text.push('0');
    }
    text
}
