//! A quick count from plan to call.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

use quickcount::{Level, Plan, QuickCount, Received, Refusal, Sample, TableState, Wanted};
use record::{Digest, ElectionId, Rule};

const SEED: &str = "01382438112797316654";

fn wanted(draw: u64) -> Wanted {
    Wanted {
        confidence: Level::NINETY_FIVE,
        error: 0.01,
        spread: 0.1,
        response: 0.9,
        draw: Some(draw),
        least_response: 0.8,
        least_stratum_response: 0.5,
    }
}

fn plan(areas: &[(&str, u64)], draw: u64) -> Result<Plan, Refusal> {
    let areas: Vec<_> = areas.iter().map(|(path, many)| ((*path).to_owned(), *many)).collect();
    Plan::new(ElectionId(Digest::of(b"an election")), "c", "state", &areas, &wanted(draw))
}

fn rule<T: std::fmt::Debug>(result: Result<T, Refusal>) -> Rule {
    result.unwrap_err().rule
}

struct Case {
    plan: Plan,
    sample: Sample,
    received: Received,
}

/// Three strata of 40, 30 and 30 tables; 20 drawn.
fn case() -> Case {
    let plan = plan(&[("1", 40), ("2", 30), ("3", 30)], 20).unwrap();
    let codes: Vec<(String, usize)> = (0..100)
        .map(|at: usize| (format!("T{at:03}"), if at < 40 { 0 } else { 1 + (at - 40) / 30 }))
        .collect();
    let tables: Vec<_> = codes.iter().map(|(code, of)| (code.as_str(), *of)).collect();
    let sample = Sample::draw(&plan, SEED, &tables).unwrap();
    sample.check(&plan, &tables).unwrap();
    let received = Received::nothing(&sample, &["a".to_owned(), "b".to_owned(), "c".to_owned()]);
    Case { plan, sample, received }
}

/// Figures of a table, with `lead` points for the first.
fn figures(at: usize, lead: i64) -> TableState {
    let noise = i64::try_from(at * 37 % 21).unwrap() - 10;
    let votes = vec![100 + lead + noise, 100 - lead - noise, 20];
    TableState {
        electors: Some(300),
        at: Some(1_000 + i64::try_from(at).unwrap()),
        votes: Some(votes),
    }
}

fn receive(case: &mut Case, many: usize, lead: i64) {
    for (at, one) in case.sample.tables.clone().iter().enumerate() {
        let state = match at < many {
            true => figures(at, lead),
            false => TableState { electors: Some(300), ..TableState::default() },
        };
        case.received.take(&one.table, state).unwrap();
    }
}

fn count(case: &Case) -> QuickCount {
    QuickCount::new(&case.plan, &case.sample, &case.received).unwrap()
}

#[test]
fn a_clear_margin_is_called_once_the_sample_is_in() {
    let mut case = case();
    receive(&mut case, 20, 40);
    let got = count(&case);
    assert!(got.called && got.leader == 0, "{got:?}");
    assert!(got.margins.iter().all(|margin| margin.measured.student.low > 0.0));
    assert_eq!(got.notes.iter().map(|one| one.rule).collect::<Vec<_>>(), [Rule::WinnerCalled]);
    assert!(got.halves.is_some());
    let turnout = got.turnout.unwrap();
    assert!((turnout.estimate.estimate - 220.0 / 300.0).abs() < 1e-12);
}

#[test]
fn a_tie_is_not_called() {
    let mut case = case();
    receive(&mut case, 20, 0);
    for (at, state) in case.received.tables.values_mut().enumerate() {
        let votes = if at % 2 == 0 { vec![110, 90, 0] } else { vec![90, 110, 0] };
        state.votes = Some(votes);
    }
    let got = count(&case);
    assert!(!got.called);
    assert!(got.notes.iter().any(|note| note.rule == Rule::MarginNotSettled), "{:?}", got.notes);
}

#[test]
fn a_clear_margin_without_its_response_is_not_called() {
    let mut case = case();
    receive(&mut case, 12, 40);
    let got = count(&case);
    let rules: Vec<_> = got.notes.iter().map(|note| note.rule).collect();
    assert!(!got.called);
    assert!(
        rules.contains(&Rule::ResponseTooLow) && rules.contains(&Rule::EarlyArrivals),
        "{rules:?}"
    );
    // Eight of twenty tables of 300 electors each could turn a lead of some eighty votes a table.
    let worst = got.worst_case.unwrap();
    let margin = got.margins.iter().find(|one| one.over == 1).unwrap().measured.student;
    assert!(worst.low < margin.low && worst.high > margin.high, "{worst:?} {margin:?}");
    assert!(worst.low < 0.0, "{worst:?}");
}

#[test]
fn a_stratum_with_one_table_received_is_merged_by_count_alone() {
    let mut case = case();
    receive(&mut case, 9, 40);
    // Eight of the first stratum and one of the second came; none of the third.
    let got = count(&case);
    assert_eq!(got.merged, [vec![0, 1, 2]]);
    case = self::case();
    receive(&mut case, 1, 40);
    assert_eq!(
        rule(QuickCount::new(&case.plan, &case.sample, &case.received)),
        Rule::NothingToEstimate
    );
}

#[test]
fn small_strata_are_merged_before_data() {
    let plan = plan(&[("1", 50), ("2", 1), ("3", 47), ("4", 2)], 10).unwrap();
    let areas: Vec<_> = plan.strata.iter().map(|one| one.areas.len()).collect();
    assert_eq!(areas, [1, 3]);
    assert_eq!(plan.draw(), 10);
    assert_eq!(Plan::parse(plan.text().as_bytes()).unwrap(), plan);
}

#[test]
fn draws_are_those_of_the_plan_and_the_dice() {
    let case = case();
    let again = Sample::parse(case.sample.text().as_bytes(), &case.plan).unwrap();
    assert_eq!(again, case.sample);
    assert_eq!(case.sample.tables.len(), 20);
    let other = plan(&[("1", 40), ("2", 30), ("3", 30)], 21).unwrap();
    assert_eq!(rule(Sample::parse(case.sample.text().as_bytes(), &other)), Rule::PlanMismatch);
    let tables = [("A", 0), ("B", 0), ("A", 0)];
    let small = plan(&[("1", 3)], 2).unwrap();
    assert_eq!(rule(Sample::draw(&small, SEED, &tables)), Rule::TableTwice);
    assert_eq!(rule(Sample::draw(&small, SEED, &tables[..2])), Rule::PlanMismatch);
    for seed in ["", "1234567890", "0138243811279731665x", "-1382438112797316654"] {
        assert_eq!(rule(Sample::draw(&small, seed, &tables)), Rule::SeedUnfit, "{seed}");
    }
    let tables = [("A", 0), ("B", 0), ("C", 0)];
    let mut altered = Sample::draw(&small, SEED, &tables).unwrap();
    altered.tables.swap(0, 1);
    assert_eq!(rule(altered.check(&small, &tables)), Rule::PlanMismatch);
}

#[test]
fn bad_plans_and_tables_are_refused_by_number() {
    assert_eq!(rule(plan(&[], 2)), Rule::StratumWithoutTables);
    assert_eq!(rule(plan(&[("1", 1)], 1)), Rule::StratumWithoutTables);
    assert_eq!(rule(plan(&[("1", 10)], 11)), Rule::SampleAboveStratum);
    assert_eq!(rule(Plan::parse(b"{}")), Rule::PlanMalformed);
    let mut case = case();
    let code = case.sample.tables[0].table.clone();
    let state = |votes: &[i64], electors: i64| TableState {
        electors: Some(electors),
        at: None,
        votes: Some(votes.to_vec()),
    };
    for (votes, electors, expected) in [
        (&[1, 2, -3][..], 300, Rule::FigureUnusable),
        (&[1, 2], 300, Rule::FigureUnusable),
        (&[1, 2, 1_000_000_000], 300, Rule::FigureUnusable),
        (&[200, 100, 1], 300, Rule::FiguresContradict),
        (&[1, 2, 3], -1, Rule::FigureUnusable),
    ] {
        assert_eq!(rule(case.received.take(&code, state(votes, electors))), expected);
    }
    assert_eq!(rule(case.received.take("nowhere", state(&[1, 2, 3], 9))), Rule::NotInSample);
    case.received.take(&code, state(&[1, 2, 3], 9)).unwrap();
    let text = case.received.text();
    assert_eq!(Received::parse(text.as_bytes(), &case.sample).unwrap(), case.received);
    let negative = text.replace("\"electors\": 9", "\"electors\": -9");
    assert_eq!(rule(Received::parse(negative.as_bytes(), &case.sample)), Rule::FigureUnusable);
    let fraction = text.replace("\"electors\": 9", "\"electors\": 9.5");
    assert_eq!(rule(Received::parse(fraction.as_bytes(), &case.sample)), Rule::ReceivedMalformed);
}
