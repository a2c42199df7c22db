//! The state machine against its drawing: what the table of `docs/design/audit.md` does not have is refused.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

use std::collections::{BTreeMap, BTreeSet};

use audit::comparison::Found;
use audit::machine::{Audit, Entry, Measured, Step};
use audit::preconditions::Commitment;
use audit::{BoxNo, RiskLimit, Seed};
use proptest::prelude::*;
use record::{Digest, Rule};

const DRAWING: &str = include_str!("../../../docs/design/audit.md");
const BOXES: u32 = 4;
const STATES: [&str; 8] = [
    "planned",
    "committed",
    "seeded",
    "counting",
    "measured",
    "full-count",
    "confirmed",
    "replaced",
];

/// (state, step) → the states that may come next.
fn drawing() -> BTreeMap<(String, String), BTreeSet<String>> {
    let mut rows: BTreeMap<_, BTreeSet<String>> = BTreeMap::new();
    let table = DRAWING.lines().skip_while(|line| !line.starts_with("| state |")).skip(2);
    for line in table.take_while(|line| line.starts_with('|')) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [state, step, _, next] = cells[..] else { panic!("{line}") };
        rows.entry((state.to_owned(), step.to_owned())).or_default().insert(next.to_owned());
    }
    assert!(rows.len() >= 10, "the table was not found");
    rows
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let digest = Digest([7; 32]);
    let commitment = Commitment { size: 9, root: digest, manifest: digest, at: 1 };
    let seed = Seed::from_dice("01382438112797316654").unwrap();
    let number = || (0..BOXES + 1).prop_map(BoxNo);
    let found = prop_oneof![
        8 => Just(Found::Counted { votes: vec![3, 1], others: 0 }),
        1 => Just(Found::Counted { votes: vec![2, 2], others: 0 }),
        1 => Just(Found::Missing),
    ];
    let entry = ("[ab]", found).prop_map(|(person, found)| Entry { person, found });
    let risk = prop_oneof![Just(0.0), Just(0.04), Just(0.3), Just(1.0), Just(f64::NAN)];
    let measured =
        (risk, prop::bool::weighted(0.2)).prop_map(|(risk, hopeless)| Measured { risk, hopeless });
    let step = prop_oneof![
        1 => Just(Step::Commit(commitment)),
        1 => Just(Step::Seed(seed)),
        2 => prop::collection::vec(number(), 0..3).prop_map(Step::Draw),
        30 => (number(), entry).prop_map(|(number, entry)| Step::Enter(number, entry)),
        4 => measured.prop_map(Step::Measure),
        1 => Just(Step::GiveUp),
    ];
    prop::collection::vec(step, 1..250)
}

fn start() -> Audit {
    Audit::plan(RiskLimit::from_millionths(50_000).unwrap(), BOXES)
}

fn drawn(audit: &Audit) -> Option<&[BoxNo]> {
    match audit {
        Audit::Counting(sample) | Audit::Measured(sample) => Some(&sample.drawn),
        _ => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn takes_no_step_that_is_not_drawn_and_drops_no_box(steps in steps()) {
        let rows = drawing();
        let mut audit = start();
        for step in steps {
            let key = (audit.name().to_owned(), step.name().to_owned());
            match (rows.get(&key), audit.apply(step)) {
                (None, refused) => prop_assert_eq!(refused.unwrap_err().rule, Rule::AuditStepNotAllowed),
                (Some(_), Err(_)) => {}
                (Some(next), Ok(after)) => {
                    prop_assert!(next.contains(after.name()), "{key:?} → {}", after.name());
                    if let (Some(before), Some(after)) = (drawn(&audit), drawn(&after)) {
                        prop_assert!(after.starts_with(before));
                    }
                    audit = after;
                }
            }
        }
    }
}

/// Every row of the table happens, so that the drawing promises nothing that the program cannot do.
#[test]
fn every_row_happens() {
    let mut seen: BTreeSet<(String, String, String)> = BTreeSet::new();
    let mut take = |audit: &Audit, step: Step| -> Audit {
        let name = step.name();
        let after = audit.apply(step).unwrap();
        seen.insert((audit.name().to_owned(), name.to_owned(), after.name().to_owned()));
        after
    };
    let digest = Digest([7; 32]);
    let commitment = Commitment { size: 9, root: digest, manifest: digest, at: 1 };
    let seed = Seed::from_dice("01382438112797316654").unwrap();
    let enter = |number: u32, person: &str| {
        let found = Found::Counted { votes: vec![3, 1], others: 0 };
        Step::Enter(BoxNo(number), Entry { person: person.to_owned(), found })
    };
    let measure = |risk: f64, hopeless: bool| Step::Measure(Measured { risk, hopeless });
    let committed = take(&start(), Step::Commit(commitment));
    let seeded = take(&committed, Step::Seed(seed));
    let mut counting = take(&seeded, Step::Draw(vec![BoxNo(1)]));
    assert_eq!(counting.apply(enter(0, "a")).unwrap_err().rule, Rule::AuditBoxNotDrawn);
    assert_eq!(counting.apply(measure(0.0, false)).unwrap_err().rule, Rule::AuditStepNotAllowed);
    counting = take(&counting, enter(1, "a"));
    assert_eq!(counting.apply(enter(1, "a")).unwrap_err().rule, Rule::AuditSamePerson);
    counting = take(&counting, enter(1, "b"));
    assert_eq!(counting.apply(enter(1, "c")).unwrap_err().rule, Rule::AuditBoxDuplicate);
    take(&counting, measure(0.05, false));
    take(&counting, measure(0.01, true));
    let measured = take(&counting, measure(0.3, false));
    take(&measured, Step::Draw(vec![BoxNo(2)]));
    take(&measured, Step::GiveUp);
    let mut full = take(&start(), Step::GiveUp);
    for number in 0..BOXES {
        full = take(&full, enter(number, "a"));
        assert_eq!(full.apply(measure(0.0, false)).unwrap_err().rule, Rule::AuditStepNotAllowed);
        full = take(&full, enter(number, "b"));
    }
    take(&full, measure(0.0, false));
    take(&full, measure(1.0, false));
    let rows = drawing();
    let drawn: BTreeSet<_> = rows
        .into_iter()
        .flat_map(|((state, step), next)| {
            next.into_iter().map(move |next| (state.clone(), step.clone(), next))
        })
        .collect();
    assert_eq!(seen, drawn);
    for state in STATES {
        assert!(DRAWING.contains(state), "{state} is not drawn");
    }
}
