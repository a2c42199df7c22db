//! Totals against a second, naive computation, and whether the order of copies matters.

use std::collections::BTreeMap;

use proptest::prelude::*;
use record::{Basis, Count, Election, Reading, SignatureVerdict, Standing, TableRef};
use tally::bulletin::{AreaFigures, Figure};

use crate::common::{Copy, Issue, Random, collect, copies, election};

/// The counts of the one content in force for each table; none where there is none or two.
fn in_force(copies: &[Copy], contest: u8) -> BTreeMap<u32, Copy> {
    let mut tables: BTreeMap<u32, Vec<Copy>> = BTreeMap::new();
    for copy in copies.iter().filter(|copy| copy.sheet.contest.0 == contest) {
        let TableRef::Known(table) = copy.sheet.table else { continue };
        let stands = copy.sheet.standing == Standing::Stands;
        if stands && copy.sheet.signature == SignatureVerdict::Valid {
            tables.entry(table.0).or_default().push(copy.clone());
        }
    }
    let mut chosen = BTreeMap::new();
    for (table, all) in tables {
        let replaced = |old: &Copy| {
            let prefix = old.sheet.payload.map(|digest| digest.prefix());
            all.iter().any(|new| new.sheet.replaces.is_some() && new.sheet.replaces == prefix)
        };
        let left: Vec<&Copy> = all.iter().filter(|copy| !replaced(copy)).collect();
        let clash = |a: Count, b: Count| a.number().zip(b.number()).is_some_and(|(a, b)| a != b);
        let agree = left.iter().all(|a| {
            left.iter().all(|b| {
                a.cells.iter().zip(&b.cells).all(|(a, b)| !clash(*a, *b))
                    && !clash(a.sheet.voters_machine, b.sheet.voters_machine)
            })
        });
        let given = |copy: &&&Copy| {
            let single = copy.sheet.voters_machine;
            copy.cells.iter().chain([&single]).filter(|count| count.number().is_some()).count()
        };
        if agree && let Some(best) = left.iter().max_by_key(given) {
            chosen.insert(table, (*best).clone());
        }
    }
    chosen
}

fn add(figure: &mut Figure, count: Count) {
    match count.reading() {
        Reading::Given(number) => {
            figure.sum += u64::from(number);
            figure.given += 1;
        }
        Reading::Blank => figure.blank += 1,
        Reading::Unreadable => figure.unreadable += 1,
        Reading::Absent => figure.absent += 1,
    }
}

fn naive(election: &Election, copies: &[Copy], contest: u8, path: &str) -> AreaFigures {
    let chosen = in_force(copies, contest);
    let of = &election.contests[usize::from(contest)];
    let mut all = AreaFigures {
        candidates: of.candidates.iter().map(|one| (one.key.clone(), Figure::default())).collect(),
        lists: of.lists.iter().map(|one| (one.code.clone(), Figure::default())).collect(),
        ..AreaFigures::default()
    };
    let mut outstanding_known = true;
    for table in election.tables.iter() {
        let place = election.areas.get(election.tables.area(table)).path;
        let inside = path.is_empty() || place == path || place.starts_with(&format!("{path}/"));
        if !inside || (contest == 1 && !place.starts_with("24/")) {
            continue;
        }
        all.coverage.tables.of += 1;
        let roll = election.tables.electors(table).number().map(u64::from);
        let Some(copy) = chosen.get(&table.0) else {
            all.outstanding.tables += 1;
            all.outstanding.electors += roll.unwrap_or(0);
            all.outstanding.without_roll += u64::from(roll.is_none());
            all.outstanding.unsettled += u64::from(copies.iter().any(|copy| {
                copy.sheet.contest.0 == contest && copy.sheet.table == TableRef::Known(table)
            }));
            outstanding_known &= roll.is_some();
            all.coverage.electors.of += roll.unwrap_or(0);
            continue;
        };
        all.coverage.tables.counted += 1;
        all.coverage.electors.counted += roll.unwrap_or(0);
        all.coverage.electors.of += roll.unwrap_or(0);
        all.coverage.electors.unknown_counted += u64::from(roll.is_none());
        let given: u64 = copy.cells.iter().filter_map(|count| count.number()).map(u64::from).sum();
        all.coverage.votes.counted +=
            copy.sheet.voters_machine.number().map_or(given + 1, u64::from);
        assert_eq!(copy.sheet.basis, Basis::Lists);
        for (no, candidate) in of.candidates.iter().enumerate() {
            let figure = all.candidates.get_mut(&candidate.key).unwrap();
            let own: Vec<Count> = of
                .lists
                .iter()
                .zip(&copy.cells)
                .filter(|(list, _)| list.candidate.index() == no)
                .map(|(_, count)| *count)
                .collect();
            figure.sum += own.iter().filter_map(|count| count.number()).map(u64::from).sum::<u64>();
            let is = |reading| own.iter().any(|count| count.reading() == reading);
            match () {
                () if is(Reading::Unreadable) => figure.unreadable += 1,
                () if is(Reading::Blank) => figure.blank += 1,
                () if is(Reading::Absent) || own.is_empty() => figure.absent += 1,
                () => figure.given += 1,
            }
        }
        for (list, count) in of.lists.iter().zip(&copy.cells) {
            add(all.lists.get_mut(&list.code).unwrap(), *count);
        }
        add(&mut all.null, copy.sheet.null);
        add(&mut all.blank, copy.sheet.blank);
        add(&mut all.voters, copy.sheet.voters_machine);
    }
    all.coverage.votes.outstanding_at_most = outstanding_known.then_some(all.outstanding.electors);
    all
}

proptest! {
    #[test]
    fn totals_equal_a_naive_second_computation(seed: u64, known: bool) {
        let election = election(known);
        let copies = copies(&mut Random::new(seed));
        let collection = collect(&copies);
        let bulletin = Issue::first(&election, &collection).issue().unwrap();
        for (contest, result) in (0..).zip(&bulletin.contests) {
            prop_assert_eq!(&result.country, &naive(&election, &copies, contest, ""));
            for (path, figures) in &result.areas {
                prop_assert_eq!(figures, &naive(&election, &copies, contest, path), "{}", path);
            }
        }
        let paths = |contest: usize| bulletin.contests[contest].areas.len();
        prop_assert_eq!((paths(0), paths(1)), (11, 6));
    }

    #[test]
    fn the_order_of_copies_and_repetition_do_not_matter(seed: u64) {
        let election = election(true);
        let mut random = Random::new(seed);
        let mut copies = copies(&mut random);
        let bulletin = Issue::first(&election, &collect(&copies)).issue().unwrap();
        copies.extend_from_within(..copies.len() / 2);
        random.shuffle(&mut copies);
        let again = Issue::first(&election, &collect(&copies)).issue().unwrap();
        prop_assert_eq!(bulletin.to_canonical(), again.to_canonical());
    }
}
