use std::fmt;

use record::Rule;

use crate::error::{AuditError, Result};

/// Fewest decimal digits of a seed: twenty dice of ten sides give 66 bits.
pub const MIN_SEED_DIGITS: usize = 20;
/// Most bytes of a seed of any kind.
pub const MAX_SEED_BYTES: usize = 1_000;

/// The seed of a draw. Whoever has it and the list of boxes makes the same draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seed(String);

impl Seed {
    /// The digits of public dice.
    ///
    /// # Errors
    /// A501 with fewer than [`MIN_SEED_DIGITS`], A502 where anything but digits is in it.
    pub fn from_dice(digits: &str) -> Result<Self> {
        if let Some(other) = digits.chars().find(|c| !c.is_ascii_digit()) {
            return AuditError::err(Rule::SeedMalformed, format!("it has {other:?}"));
        }
        if digits.len() < MIN_SEED_DIGITS {
            let detail = format!("{} digits, {MIN_SEED_DIGITS} are the least", digits.len());
            return AuditError::err(Rule::SeedTooShort, detail);
        }
        Self::from_text(digits)
    }

    /// Any text: the seeds of other people's draws, to make those again. A draw of ours takes
    /// [`Seed::from_dice`].
    ///
    /// # Errors
    /// A502 where it is empty or longer than 1,000 bytes.
    pub fn from_text(text: &str) -> Result<Self> {
        if text.is_empty() || text.len() > MAX_SEED_BYTES {
            let detail = format!("{} bytes, 1 to {MAX_SEED_BYTES} are possible", text.len());
            return AuditError::err(Rule::SeedMalformed, detail);
        }
        Ok(Self(text.to_owned()))
    }

    /// Its text, which is hashed as UTF-8.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Seed {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
