//! The legal clock: when the law wants what, and what is late. Pure: the moment is an argument.
//!
//! Hours are counted exactly. Days are calendar days in the election's time zone: the same time of day so
//! many days later. A law that skips holidays or ends at midnight is not modelled; say so beside it.

use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{SignedDuration, Span, Timestamp};
use record::election::Manifest;
use record::{Breach, Rule};
use serde::Serialize;

/// What has happened, with the time that the log or the gazette gives it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Acts {
    /// The award of the seats; none where there is none yet.
    pub award: Option<Timestamp>,
    /// Publication in the official gazette; none where there is none yet.
    pub gazette: Option<Timestamp>,
}

/// Every deadline of an election as it stands at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Clock {
    /// The moment asked about.
    pub at: Timestamp,
    /// When the tables close at the latest.
    pub closes: Timestamp,
    /// The award: within the hours of the election file after closing.
    pub award: Deadline,
    /// The days to challenge the award, from the award on.
    pub challenge: Deadline,
    /// The official gazette: within the days of the election file after the award.
    pub gazette: Deadline,
}

/// One deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Deadline {
    /// When it begins to run.
    pub starts: Timestamp,
    /// The last moment that is in time.
    pub ends: Timestamp,
    /// Whether it is counted from the last lawful moment of an award that has not been made: the real one
    /// moves with the award.
    pub provisional: bool,
    /// When what it asks for was done; none where it was not, or for a time limit that asks for nothing.
    pub done: Option<Timestamp>,
    /// How it stands.
    pub state: State,
}

/// How a deadline stands. Seconds are always above zero where something is late.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "is")]
pub enum State {
    /// It does not run yet.
    NotRunning,
    /// It runs.
    Running {
        /// Seconds until its end.
        left: i64,
    },
    /// Done at or before the end.
    InTime,
    /// Done after the end.
    Late {
        /// Seconds after it.
        by: i64,
    },
    /// Not done, and the end has passed.
    Overdue {
        /// Seconds since.
        by: i64,
    },
    /// The days to challenge are over. Nobody owes anything.
    Over,
}

/// Why there is no clock.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClockError {
    /// The time zone is not in the IANA database.
    #[error("time zone {0:?} is not known; correct `timezone` in `election.toml`")]
    UnknownZone(String),
    /// A deadline beyond what a calendar holds.
    #[error("a deadline lies beyond the year 9999; correct `[clock]` in `election.toml`")]
    OutOfRange,
}

impl ClockError {
    /// The rule broken: both are faults of the manifest.
    pub const fn rule(&self) -> Rule {
        Rule::ManifestMalformed
    }
}

impl Clock {
    /// The deadlines at a moment; none where the election file has no clock. Acts after the moment have
    /// not happened yet.
    ///
    /// # Errors
    /// An unknown time zone, or deadlines beyond the calendar.
    pub fn at(manifest: &Manifest, acts: Acts, at: Timestamp) -> Result<Option<Self>, ClockError> {
        let Some(law) = manifest.clock else { return Ok(None) };
        let zone = zone(&manifest.timezone)
            .ok_or_else(|| ClockError::UnknownZone(manifest.timezone.clone()))?;
        let happened = |act: Option<Timestamp>| act.filter(|act| *act <= at);
        let (awarded, gazetted) = (happened(acts.award), happened(acts.gazette));

        let hours = SignedDuration::from_hours(i64::from(law.award_hours));
        let award_by = manifest.closes.checked_add(hours).map_err(|_| ClockError::OutOfRange)?;
        let award = Deadline {
            starts: manifest.closes,
            ends: award_by,
            provisional: false,
            done: awarded,
            state: State::owed(manifest.closes, award_by, awarded, at),
        };
        let from = awarded.unwrap_or(award_by);
        let after_award = |days: u32| {
            let span = Span::new().try_days(days).map_err(|_| ClockError::OutOfRange)?;
            let end = from.to_zoned(zone.clone()).checked_add(span);
            Ok(end.map_err(|_| ClockError::OutOfRange)?.timestamp())
        };
        let deadline = |ends, done, state| {
            let provisional = awarded.is_none();
            Deadline { starts: from, ends, provisional, done, state }
        };
        let (challenge_by, gazette_by) =
            (after_award(law.challenge_days)?, after_award(law.gazette_days)?);
        let challenge_state = match awarded {
            None => State::NotRunning,
            Some(_) if at > challenge_by => State::Over,
            Some(_) => State::Running { left: seconds(at, challenge_by) },
        };
        Ok(Some(Self {
            at,
            closes: manifest.closes,
            award,
            challenge: deadline(challenge_by, None, challenge_state),
            gazette: deadline(gazette_by, gazetted, State::owed(from, gazette_by, gazetted, at)),
        }))
    }

    /// Every deadline that was or is missed, with by how much.
    pub fn missed(&self) -> Vec<Breach> {
        let all = [("award", &self.award), ("gazette", &self.gazette)];
        all.into_iter().filter_map(|(name, deadline)| deadline.missed(name)).collect()
    }

    /// How late a challenge filed at a moment is, in seconds; 0 for one in time, none while there is no
    /// award to challenge at that moment.
    pub fn challenge_late_by(&self, filed: Timestamp) -> Option<i64> {
        let running = !self.challenge.provisional && filed >= self.challenge.starts;
        running.then(|| seconds(self.challenge.ends, filed).max(0))
    }
}

impl Deadline {
    /// That it was or is missed, under a name, and by how much; none where it was not.
    pub fn missed(&self, name: &str) -> Option<Breach> {
        let ends = self.ends;
        let detail = match self.state {
            State::Late { by } => format!("{name}: {by} s after {ends}"),
            State::Overdue { by } => format!("{name}: not done {by} s after {ends}"),
            _ => return None,
        };
        Some(Breach::new(Rule::DeadlineMissed, detail))
    }
}

impl State {
    fn owed(starts: Timestamp, ends: Timestamp, done: Option<Timestamp>, at: Timestamp) -> Self {
        match done {
            Some(done) if done <= ends => Self::InTime,
            Some(done) => Self::Late { by: seconds(ends, done) },
            None if at > ends => Self::Overdue { by: seconds(ends, at) },
            None if at < starts => Self::NotRunning,
            None => Self::Running { left: seconds(at, ends) },
        }
    }

    /// Whether something was or is late: a fact, whatever its cause.
    pub fn is_late(self) -> bool {
        matches!(self, Self::Late { .. } | Self::Overdue { .. })
    }
}

/// A zone of the database built into the program, so that the answer is the same on every machine.
pub(super) fn zone(name: &str) -> Option<TimeZone> {
    TimeZoneDatabase::bundled().get(name).ok()
}

/// Whole seconds from one moment to a later one; a part of a second counts as one.
fn seconds(from: Timestamp, to: Timestamp) -> i64 {
    let span = to.duration_since(from);
    span.as_secs() + i64::from(span.subsec_nanos() > 0)
}
