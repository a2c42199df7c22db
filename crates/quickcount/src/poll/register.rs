use std::str::FromStr;

use jiff::civil::Date;
use record::Rule;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::refusal::{Refusal, refuse};

/// Largest register, in bytes.
pub const MAX_REGISTER_BYTES: usize = 8 << 20;
/// Most polls, and most past errors.
pub const MAX_POLLS: usize = 10_000;
/// Largest sample of a poll.
const MAX_SAMPLE: u32 = 100_000_000;
/// How far shares may add up beyond 100 % by rounding, in hundredths of a point.
const ROUNDING: u32 = 200;

/// A register: polls as published, and how far pollsters were off before.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Register {
    /// The polls.
    #[serde(default, rename = "poll")]
    pub polls: Vec<Poll>,
    /// Margins that pollsters gave for past elections, with what came out.
    #[serde(default, rename = "past")]
    pub past: Vec<PastError>,
}

/// A poll as published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Poll {
    /// Short name, unique in the register.
    pub id: String,
    /// Who made it.
    pub pollster: String,
    /// Before the election, or at the doors.
    pub kind: Kind,
    /// First day of fieldwork.
    pub from: Date,
    /// Last day of fieldwork.
    pub to: Date,
    /// Day of publication.
    pub published: Date,
    /// How people were chosen and asked, in the pollster's words.
    pub method: String,
    /// People asked; absent where not published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sample: Option<u32>,
    /// By how much clustering and weighting widen the variance (`"1"` is a simple random sample); absent where not
    /// published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub design_effect: Option<Percent>,
    /// Key of the contest; may be left out where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contest: Option<String>,
    /// Where it can be looked up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Shares as published.
    pub shares: Vec<PollShare>,
}

/// What kind of poll.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Voters asked on leaving.
    ExitPoll,
    /// People asked before the election.
    Poll,
}

/// A share of a poll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PollShare {
    /// Key of the candidate in the election file.
    pub candidate: String,
    /// Percentage as published.
    pub percent: Percent,
}

/// A pollster's margin for a past election, and the result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PastError {
    /// The pollster.
    pub pollster: String,
    /// The election.
    pub election: String,
    /// Margin of the last poll, in points; negative where it had the second ahead.
    pub predicted: Percent,
    /// Margin that came out, in points, of the same two.
    pub result: Percent,
}

/// A decimal number with up to two decimals, exactly: hundredths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(pub i32);

impl Percent {
    /// As a share of 1.
    pub fn share(self) -> f64 {
        f64::from(self.0) / 10_000.0
    }
}

impl FromStr for Percent {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let wrong =
            || Refusal::new(Rule::PollContradictsItself, format!("`{text}` is no percentage"));
        let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
        let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
        let plain = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !plain(whole) || !plain(part) || whole.len() > 3 || part.len() > 2 {
            return Err(wrong());
        }
        let hundredths: i32 = format!("{whole}{part:0<2}").parse().map_err(|_| wrong())?;
        if hundredths > 10_000 { Err(wrong()) } else { Ok(Self(sign * hundredths)) }
    }
}

impl Serialize for Percent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, part) = (self.0.abs() / 100, self.0.abs() % 100);
        serializer.serialize_str(&format!("{sign}{whole}.{part:02}"))
    }
}

impl<'de> Deserialize<'de> for Percent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

impl Register {
    /// Reads a register.
    ///
    /// # Errors
    /// Q730 for what is none, Q731 for figures that cannot be, Q737 for dates that cannot.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        if text.len() > MAX_REGISTER_BYTES {
            return refuse(Rule::RegisterMalformed, format!("{} bytes", text.len()));
        }
        let register: Self = toml::from_str(text).map_err(|error| {
            Refusal::new(Rule::RegisterMalformed, error.to_string().trim().replace('\n', " "))
        })?;
        if register.polls.len() > MAX_POLLS || register.past.len() > MAX_POLLS {
            return refuse(Rule::RegisterMalformed, format!("more than {MAX_POLLS} entries"));
        }
        for (at, poll) in register.polls.iter().enumerate() {
            poll.check()?;
            if register.polls[..at].iter().any(|other| other.id == poll.id) {
                return refuse(
                    Rule::RegisterMalformed,
                    format!("poll `{}` is there twice", poll.id),
                );
            }
        }
        Ok(register)
    }
}

impl Poll {
    fn check(&self) -> Result<(), Refusal> {
        let id = &self.id;
        if self.from > self.to || self.to > self.published {
            let detail = format!("poll `{id}`: {} – {}, {}", self.from, self.to, self.published);
            return refuse(Rule::DatesImpossible, detail);
        }
        let wrong =
            |what: String| refuse(Rule::PollContradictsItself, format!("poll `{id}`: {what}"));
        if self.sample.is_some_and(|many| many == 0 || many > MAX_SAMPLE) {
            return wrong(format!("a sample of {}", self.sample.unwrap_or(0)));
        }
        if self.design_effect.is_some_and(|effect| effect.0 < 10 || effect.0 > 10_000) {
            return wrong("a design effect outside 0.1 to 100".to_owned());
        }
        let mut sum = 0_u32;
        for (at, one) in self.shares.iter().enumerate() {
            let Ok(hundredths) = u32::try_from(one.percent.0) else {
                return wrong(format!("`{}` has a negative share", one.candidate));
            };
            sum += hundredths;
            if self.shares[..at].iter().any(|other| other.candidate == one.candidate) {
                return wrong(format!("`{}` is there twice", one.candidate));
            }
        }
        if sum > 10_000 + ROUNDING {
            return wrong(format!("shares add up to {}.{:02} %", sum / 100, sum % 100));
        }
        Ok(())
    }

    /// The share of a candidate.
    pub fn share(&self, candidate: &str) -> Option<Percent> {
        self.shares.iter().find(|one| one.candidate == candidate).map(|one| one.percent)
    }
}
