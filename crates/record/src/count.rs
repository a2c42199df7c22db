//! A count as a sheet shows it: a number, an empty box, an illegible one, or no box at all.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The largest number a single count may hold: more than any table, centre or state has electors.
pub const MAX_COUNT: u32 = 999_999_999;

/// One count of a sheet, in four bytes. Absent, blank, zero and unreadable are four different values.
///
/// [`Count::reading`] gives the case to match on; arithmetic never sees anything but a given number.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Count(u32);

/// What a [`Count`] says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// The source has no such box.
    Absent,
    /// The box is there and nothing stands in it.
    Blank,
    /// This number stands in the box.
    Given(u32),
    /// Something stands in the box that nobody can read.
    Unreadable,
}

impl Count {
    /// The source has no such box.
    pub const ABSENT: Self = Self(u32::MAX);
    /// An empty box.
    pub const BLANK: Self = Self(u32::MAX - 1);
    /// The number zero, written in the box.
    pub const ZERO: Self = Self(0);
    /// An illegible box.
    pub const UNREADABLE: Self = Self(u32::MAX - 2);

    /// A given number.
    ///
    /// # Errors
    /// Numbers above [`MAX_COUNT`] are refused.
    pub const fn given(number: u32) -> Result<Self, CountError> {
        if number > MAX_COUNT { Err(CountError::TooLarge) } else { Ok(Self(number)) }
    }

    /// The case to match on.
    pub const fn reading(self) -> Reading {
        match self {
            Self::ABSENT => Reading::Absent,
            Self::BLANK => Reading::Blank,
            Self::UNREADABLE => Reading::Unreadable,
            Self(number) => Reading::Given(number),
        }
    }

    /// The number, where one is given.
    pub const fn number(self) -> Option<u32> {
        match self.reading() {
            Reading::Given(number) => Some(number),
            _ => None,
        }
    }

    /// Whether the source has such a box at all.
    pub const fn is_present(self) -> bool {
        !matches!(self, Self::ABSENT)
    }
}

impl Default for Count {
    fn default() -> Self {
        Self::ABSENT
    }
}

impl fmt::Debug for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.reading(), f)
    }
}

/// The text used in our own files: a number, `blank`, `unreadable`, or nothing at all.
impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.reading() {
            Reading::Absent => f.pad(""),
            Reading::Blank => f.pad("blank"),
            Reading::Given(number) => number.fmt(f),
            Reading::Unreadable => f.pad("unreadable"),
        }
    }
}

impl FromStr for Count {
    type Err = CountError;

    fn from_str(text: &str) -> Result<Self, CountError> {
        match text {
            "" => Ok(Self::ABSENT),
            "blank" => Ok(Self::BLANK),
            "unreadable" => Ok(Self::UNREADABLE),
            digits if !digits.bytes().all(|b| b.is_ascii_digit()) => Err(CountError::NotANumber),
            digits => Self::given(digits.parse().map_err(|_| CountError::TooLarge)?),
        }
    }
}

/// JSON: a number, `"blank"`, `"unreadable"` or `null` for absent.
impl Serialize for Count {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.reading() {
            Reading::Absent => serializer.serialize_none(),
            Reading::Blank => serializer.serialize_str("blank"),
            Reading::Given(number) => serializer.serialize_u32(number),
            Reading::Unreadable => serializer.serialize_str("unreadable"),
        }
    }
}

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Json {
            Number(u32),
            Word(String),
            Nothing,
        }
        match Json::deserialize(deserializer)? {
            Json::Number(number) => Self::given(number),
            Json::Word(word) => word.parse(),
            Json::Nothing => Ok(Self::ABSENT),
        }
        .map_err(serde::de::Error::custom)
    }
}

/// Why a text or number is not a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CountError {
    /// Neither digits nor one of the words for blank and unreadable.
    #[error("not a whole number, `blank` or `unreadable`")]
    NotANumber,
    /// Above [`MAX_COUNT`].
    #[error("larger than {MAX_COUNT}, the most a count may hold")]
    TooLarge,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_values_stay_four_values() {
        let all = [Count::ABSENT, Count::BLANK, Count::UNREADABLE, Count::ZERO];
        for (i, a) in all.iter().enumerate() {
            assert_eq!(a.to_string().parse::<Count>().unwrap(), *a);
            for b in &all[i + 1..] {
                assert_ne!(a, b);
            }
        }
    }

    #[test]
    fn refuses_what_is_not_a_count() {
        for (text, error) in [
            ("-1", CountError::NotANumber),
            ("1.0", CountError::NotANumber),
            (" 1", CountError::NotANumber),
            ("+1", CountError::NotANumber),
            ("1000000000", CountError::TooLarge),
            ("99999999999999999999", CountError::TooLarge),
        ] {
            assert_eq!(text.parse::<Count>(), Err(error), "{text}");
        }
        assert_eq!("999999999".parse::<Count>().unwrap().number(), Some(MAX_COUNT));
    }
}
