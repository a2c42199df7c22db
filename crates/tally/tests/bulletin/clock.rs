//! Deadlines to the second.

use jiff::Timestamp;
use record::election::Manifest;
use tally::bulletin::clock::{Acts, Clock, ClockError, State};

use crate::common::MANIFEST;

fn manifest(zone: &str) -> Manifest {
    Manifest::parse(MANIFEST.replace("America/Caracas", zone).as_bytes()).unwrap()
}

fn t(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn clock(acts: Acts, at: &str) -> Clock {
    Clock::at(&manifest("America/Caracas"), acts, t(at)).unwrap().unwrap()
}

#[test]
fn the_award_is_due_to_the_second() {
    let none = Acts::default();
    assert_eq!(clock(none, "2026-10-05T03:59:59Z").award.state, State::NotRunning);
    let second = 72 * 3600;
    assert_eq!(clock(none, "2026-10-05T04:00:00Z").award.state, State::Running { left: second });
    assert_eq!(clock(none, "2026-10-08T04:00:00Z").award.state, State::Running { left: 0 });
    assert_eq!(clock(none, "2026-10-08T04:00:01Z").award.state, State::Overdue { by: 1 });
    assert_eq!(clock(none, "2026-10-08T04:00:00.5Z").award.state, State::Overdue { by: 1 });
    let made = |at| Acts { award: Some(t(at)), gazette: None };
    let after = "2026-12-01T00:00:00Z";
    assert_eq!(clock(made("2026-10-08T04:00:00Z"), after).award.state, State::InTime);
    let late = clock(made("2026-10-08T04:00:02Z"), after);
    assert_eq!(late.award.state, State::Late { by: 2 });
    assert!(late.award.state.is_late());
    let missed = late.missed();
    let codes: Vec<_> = missed.iter().map(|one| one.rule.code()).collect();
    assert_eq!(codes, ["L448", "L448"], "the award late by 2 s, the gazette overdue: {missed:?}");
    assert_eq!(missed[0].detail, "award: 2 s after 2026-10-08T04:00:00Z");
}

#[test]
fn an_award_in_the_future_has_not_happened() {
    let acts = Acts { award: Some(t("2026-10-06T12:00:00Z")), gazette: None };
    let clock = clock(acts, "2026-10-06T11:59:59Z");
    assert_eq!(clock.award.done, None);
    assert!(clock.gazette.provisional && clock.challenge.provisional);
    assert_eq!(clock.challenge.state, State::NotRunning);
    assert_eq!(clock.challenge_late_by(t("2026-10-06T12:30:00Z")), None);
}

#[test]
fn days_run_from_the_award() {
    let acts =
        Acts { award: Some(t("2026-10-06T12:00:00Z")), gazette: Some(t("2026-11-05T12:00:01Z")) };
    let on = |at| clock(acts, at);
    let last = on("2026-10-21T12:00:00Z");
    assert_eq!(last.challenge.ends, t("2026-10-21T12:00:00Z"));
    assert_eq!(last.challenge.state, State::Running { left: 0 });
    assert_eq!(on("2026-10-21T12:00:01Z").challenge.state, State::Over);
    assert_eq!(last.challenge_late_by(t("2026-10-21T12:00:00Z")), Some(0));
    assert_eq!(last.challenge_late_by(t("2026-10-21T12:01:00Z")), Some(60));
    assert_eq!(last.challenge_late_by(t("2026-10-06T11:59:59Z")), None);
    assert_eq!(on("2026-11-05T12:00:00Z").gazette.state, State::Running { left: 0 });
    assert_eq!(on("2026-11-05T12:00:01Z").gazette.state, State::Late { by: 1 });
}

#[test]
fn without_an_award_the_gazette_counts_from_its_last_lawful_moment() {
    let clock = clock(Acts::default(), "2026-11-07T04:00:01Z");
    assert!(clock.gazette.provisional);
    assert_eq!(clock.gazette.ends, t("2026-11-07T04:00:00Z"));
    assert_eq!(clock.gazette.state, State::Overdue { by: 1 });
}

#[test]
fn days_are_those_of_the_calendar_where_clocks_change() {
    let acts = Acts { award: Some(t("2026-10-20T10:00:00Z")), gazette: None };
    let madrid = manifest("Europe/Madrid");
    let clock = Clock::at(&madrid, acts, t("2026-10-21T00:00:00Z")).unwrap().unwrap();
    // Noon in Madrid on both days, with the end of summer time between them.
    assert_eq!(clock.challenge.ends, t("2026-11-04T11:00:00Z"));
}

#[test]
fn no_clock_and_no_zone_are_said() {
    let without = MANIFEST.split("[clock]").next().unwrap();
    let without = Manifest::parse(without.as_bytes()).unwrap();
    assert_eq!(Clock::at(&without, Acts::default(), t("2026-10-05T00:00:00Z")), Ok(None));
    let nowhere =
        Clock::at(&manifest("Nowhere/At_All"), Acts::default(), t("2026-10-05T00:00:00Z"));
    assert_eq!(nowhere, Err(ClockError::UnknownZone("Nowhere/At_All".to_owned())));
    let mut endless = manifest("America/Caracas");
    endless.clock.as_mut().unwrap().gazette_days = u32::MAX;
    let endless = Clock::at(&endless, Acts::default(), t("2026-10-05T00:00:00Z"));
    assert_eq!(endless, Err(ClockError::OutOfRange));
}
