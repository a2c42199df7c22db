use std::fmt;

use record::Rule;
use zeroize::Zeroize;

use crate::LookupError;

/// Longest ID number, in characters, without what only separates.
pub const MAX_ID_BYTES: usize = 24;
/// Longest text that is looked at.
const MAX_TYPED_BYTES: usize = 64;
/// What people write between the digits.
const SEPARATORS: &[u8] = b" .-/";

/// An ID number in its one spelling: capital letters and digits, at least one digit, no separators.
///
/// A number of digits alone loses its leading zeros: rolls and cards differ in them. It is never shown in errors or
/// debug output, and wiped when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct IdNumber(String);

impl IdNumber {
    /// Reads an ID number as somebody typed it.
    ///
    /// # Errors
    /// W202, without saying what was typed.
    pub fn parse(typed: &str) -> Result<Self, LookupError> {
        let wrong = |why: &str| Err(LookupError::new(Rule::LookupIdMalformed, why));
        if typed.len() > MAX_TYPED_BYTES {
            return wrong("it is too long");
        }
        let mut spelled = String::with_capacity(typed.len());
        for byte in typed.bytes().filter(|byte| !SEPARATORS.contains(byte)) {
            match byte.to_ascii_uppercase() {
                byte @ (b'0'..=b'9' | b'A'..=b'Z') => spelled.push(char::from(byte)),
                _ => return wrong("it has characters other than letters, digits and separators"),
            }
        }
        let mut id = Self(spelled);
        if id.0.bytes().all(|byte| byte.is_ascii_digit()) {
            let zeros = id.0.len() - id.0.trim_start_matches('0').len();
            id.0.drain(..zeros);
        }
        match id.0.len() {
            0 => wrong("there is no number"),
            1..=MAX_ID_BYTES if id.0.bytes().any(|byte| byte.is_ascii_digit()) => Ok(id),
            1..=MAX_ID_BYTES => wrong("it has no digit"),
            _ => wrong("it is too long"),
        }
    }

    /// The one spelling.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for IdNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IdNumber(…)")
    }
}

impl Drop for IdNumber {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_spelling() {
        for (typed, spelled) in [
            ("V-12.345.678", "V12345678"),
            (" v 12345678 ", "V12345678"),
            ("0012345", "12345"),
            ("V0012345", "V0012345"),
            ("12345678z", "12345678Z"),
        ] {
            assert_eq!(IdNumber::parse(typed).expect(typed).as_str(), spelled);
        }
    }

    #[test]
    fn what_is_none() {
        let long = "1".repeat(25);
        for typed in ["", "000", "ANA", "12é4", "12_3", long.as_str(), &"-".repeat(65)] {
            let error = IdNumber::parse(typed).expect_err(typed);
            assert_eq!(error.rule, Rule::LookupIdMalformed);
        }
    }

    #[test]
    fn it_is_not_shown() {
        let id = IdNumber::parse("12345678").expect("a number");
        assert!(!format!("{id:?}").contains("12345678"));
    }
}
