//! Faults of every kind are planted in generated collections; exactly those are found.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

mod common;

use collate::{CollationJson, DifferenceKind, Language, Options, Place, View, collate};
use common::{Draft, Random, election, source, votes};
use proptest::prelude::*;
use record::{Collection, Count, Grade, Rule, SignatureVerdict, Standing, TableNo, TableRef};

/// One thing that can be wrong with a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    None,
    Differ,
    AllDiffer,
    NotGiven,
    OtherFigure,
    Slip,
    Swap,
    Missing,
    Only,
    DuplicateSame,
    DuplicateDifferent,
    TwoImages,
    OneImage,
    Equivocation,
    Invalid,
    Impossible,
    Correction,
    Withdrawn,
    Unknown,
    Overridden,
}

const FAULTS: [Fault; 19] = [
    Fault::Differ,
    Fault::AllDiffer,
    Fault::NotGiven,
    Fault::OtherFigure,
    Fault::Slip,
    Fault::Swap,
    Fault::Missing,
    Fault::Only,
    Fault::DuplicateSame,
    Fault::DuplicateDifferent,
    Fault::TwoImages,
    Fault::OneImage,
    Fault::Equivocation,
    Fault::Invalid,
    Fault::Impossible,
    Fault::Correction,
    Fault::Withdrawn,
    Fault::Unknown,
    Fault::Overridden,
];

/// What a finding is told by: rule, table code, sources.
type Seen = (Rule, String, Vec<u16>);

struct Planted {
    collections: Vec<Collection>,
    expected: Vec<Seen>,
    agreeing: u64,
}

struct Planter {
    random: Random,
    planted: Planted,
}

impl Planter {
    fn expect(&mut self, rule: Rule, table: &str, sources: &[u16]) {
        self.planted.expected.push((rule, table.to_owned(), sources.to_vec()));
    }

    /// Three copies of a table, the second by candidates, each source its own.
    fn copies(&mut self, table: TableNo) -> [Draft; 3] {
        let votes = votes(&mut self.random);
        let null = self.random.below(5);
        [
            Draft::by_lists(table, &votes, null),
            Draft::by_candidates(table, &votes, null),
            Draft::by_lists(table, &votes, null),
        ]
    }

    fn put(&mut self, source: usize, draft: &Draft) {
        draft.push_to(&mut self.planted.collections[source]);
    }

    fn sign(&mut self, draft: &mut Draft) {
        draft.copy.signature = SignatureVerdict::Valid;
        draft.copy.grade = Grade::Signed;
        draft.copy.serial = 1;
        draft.copy.payload = Some(self.random.digest());
    }

    fn plant(&mut self, fault: Fault, table: TableNo, code: &str) {
        let mut copies = self.copies(table);
        let mut agree = true;
        let mut extra = None;
        match fault {
            Fault::None => {}
            Fault::Differ => {
                bump(&mut copies[0], 1, 7);
                self.expect(Rule::Differ, code, &[0, 1, 2]);
                agree = false;
            }
            Fault::AllDiffer => {
                bump(&mut copies[0], 1, 3);
                bump(&mut copies[2], 1, 9);
                self.expect(Rule::Differ, code, &[0, 1]);
                self.expect(Rule::Differ, code, &[0, 2]);
                self.expect(Rule::Differ, code, &[1, 2]);
                self.expect(Rule::TotalNotSettled, code, &[0, 1, 2]);
                agree = false;
            }
            Fault::NotGiven => {
                copies[1].copy.null = Count::UNREADABLE;
                self.expect(Rule::Differ, code, &[0, 1, 2]);
                agree = false;
            }
            Fault::OtherFigure => {
                copies[0].copy.electors = Count::given(1_000).unwrap();
                copies[2].copy.electors = Count::given(999).unwrap();
                // The second gives no electors, so it agrees with the first.
                self.expect(Rule::Differ, code, &[0, 1, 2]);
                agree = false;
            }
            Fault::Slip => {
                copies[2].cells.rotate_right(1);
                self.expect(Rule::ColumnSlip, code, &[0, 1, 2]);
                agree = false;
            }
            Fault::Swap => {
                copies[2].cells.swap(0, 1);
                if copies[2].cells == copies[0].cells {
                    bump(&mut copies[2], 0, 1);
                }
                self.expect(Rule::SwappedCells, code, &[0, 1, 2]);
                agree = false;
            }
            Fault::Missing => {
                self.expect(Rule::MissingIn, code, &[1]);
                self.put(0, &copies[0]);
                self.put(2, &copies[2]);
                self.planted.agreeing += 1;
                return;
            }
            Fault::Only => {
                self.expect(Rule::OnlyIn, code, &[2]);
                self.put(2, &copies[2]);
                return;
            }
            Fault::DuplicateSame => {
                extra = Some(copies[0].clone());
                self.expect(Rule::DuplicateSame, code, &[0]);
            }
            Fault::DuplicateDifferent => {
                let mut other = copies[0].clone();
                bump(&mut other, 4, 2);
                extra = Some(other);
                self.expect(Rule::DuplicateDifferent, code, &[0]);
            }
            Fault::TwoImages => {
                copies[0].copy.image = Some(self.random.digest());
                let mut other = copies[0].clone();
                other.copy.image = Some(self.random.digest());
                extra = Some(other);
                self.expect(Rule::DuplicateSame, code, &[0]);
                self.expect(Rule::TwoImagesOneTable, code, &[0]);
            }
            Fault::OneImage => {
                // The first copy of the first table carries the image as well; see `plant_all`.
                let first = self.planted.collections[0].copies[0].image;
                copies[1].copy.image = first;
                self.expect(Rule::OneImageTwoTables, code, &[0, 1]);
            }
            Fault::Equivocation => {
                self.sign(&mut copies[0]);
                copies[1] = copies[0].clone();
                copies[2] = copies[0].clone();
                bump(&mut copies[2], 3, 11);
                self.sign(&mut copies[2]);
                self.expect(Rule::Equivocation, code, &[0, 1, 2]);
                self.expect(Rule::Differ, code, &[0, 1, 2]);
                self.expect(Rule::TotalNotSettled, code, &[0, 1, 2]);
                agree = false;
            }
            Fault::Invalid => {
                copies[1].copy.signature = SignatureVerdict::Invalid;
                self.expect(Rule::InvalidSignature, code, &[1]);
            }
            Fault::Impossible => {
                for copy in &mut copies {
                    copy.copy.voters_machine = Count::given(1).unwrap();
                }
                self.expect(Rule::ImpossibleCounts, code, &[0, 1, 2]);
            }
            Fault::Correction => {
                self.sign(&mut copies[0]);
                let mut newer = copies[0].clone();
                bump(&mut newer, 2, 5);
                self.sign(&mut newer);
                newer.copy.serial = 2;
                newer.copy.replaces = copies[0].copy.payload.map(|digest| digest.prefix());
                copies[1] = newer.clone();
                copies[2] = newer.clone();
                extra = Some(newer);
                self.expect(Rule::Correction, code, &[0, 1, 2]);
            }
            Fault::Withdrawn => {
                copies[1].copy.standing = Standing::Withdrawn;
                self.expect(Rule::Withdrawn, code, &[1]);
            }
            Fault::Unknown => {
                let mut stranger = copies[0].clone();
                let name = format!("x-{code}");
                stranger.copy.table = self.planted.collections[0].add_unknown_table(&name);
                extra = Some(stranger);
                self.expect(Rule::UnknownTableInSource, &name, &[0]);
            }
            Fault::Overridden => {
                self.sign(&mut copies[0]);
                bump(&mut copies[2], 1, 4);
                self.expect(Rule::SignedOverridden, code, &[0, 2]);
                self.expect(Rule::Differ, code, &[0, 1, 2]);
                agree = false;
            }
        }
        for (source, copy) in copies.iter().enumerate() {
            self.put(source, copy);
        }
        if let Some(extra) = extra {
            self.put(0, &extra);
        }
        self.planted.agreeing += u64::from(agree);
    }
}

fn bump(draft: &mut Draft, cell: usize, by: u32) {
    let cell = &mut draft.cells[cell];
    *cell = Count::given(cell.number().unwrap() + by).unwrap();
}

fn plant_all(seed: u64, faults: &[Fault]) -> Planted {
    let mut planter = Planter {
        random: Random::new(seed),
        planted: Planted {
            collections: ["north", "south", "west"].map(|id| Collection::new(source(id))).into(),
            expected: Vec::new(),
            agreeing: 1,
        },
    };
    // Table 0 is sound; its image is the one that other tables may claim.
    let mut copies = planter.copies(TableNo(0));
    copies[0].copy.image = Some(planter.random.digest());
    for (source, copy) in copies.iter().enumerate() {
        planter.put(source, copy);
    }
    for (fault, table) in faults.iter().zip(1..) {
        planter.plant(*fault, TableNo(table), &format!("t{table:07}"));
    }
    planter.planted
}

fn found(election: &record::Election, collections: &[Collection]) -> (Vec<Seen>, u64) {
    let collation = collate(election, collections, &Options::default());
    let view = View { election, collections, collation: &collation, language: Language::English };
    let contest = &collation.contests[0];
    let seen = contest.findings.iter().map(|finding| {
        let sources = contest.findings.sources(finding).iter().map(|source| source.0).collect();
        assert!(!view.detail(finding).is_empty());
        (finding.rule, view.table(finding).to_owned(), sources)
    });
    let mut seen: Vec<_> = seen.collect();
    seen.sort();
    (seen, contest.agreeing)
}

fn check(seed: u64, faults: &[Fault]) {
    let election = election(faults.len() + 1, 1_000);
    let mut planted = plant_all(seed, faults);
    planted.expected.sort();
    let (seen, agreeing) = found(&election, &planted.collections);
    let unlike: Vec<_> = seen
        .iter()
        .filter(|one| !planted.expected.contains(one))
        .chain(planted.expected.iter().filter(|one| !seen.contains(one)))
        .collect();
    assert_eq!(seen, planted.expected, "seed {seed}: {unlike:?}");
    assert_eq!(agreeing, planted.agreeing, "seed {seed}");
}

#[test]
fn every_fault_once() {
    for fault in FAULTS {
        println!("{fault:?}, seed 1");
        check(1, &[fault]);
    }
    check(2, &FAULTS);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn exactly_the_planted_faults_are_found(
        seed: u64,
        faults in proptest::collection::vec(
            prop_oneof![
                Just(Fault::None),
                (0..FAULTS.len()).prop_map(|at| FAULTS[at]),
            ],
            0..60,
        ),
    ) {
        check(seed, &faults);
    }

    /// Sources in another order, copies in another order, copies repeated: the totals stay.
    #[test]
    fn totals_are_a_function_of_a_set(
        seed: u64,
        faults in proptest::collection::vec((0..FAULTS.len()).prop_map(|at| FAULTS[at]), 1..30),
        order in Just([2_usize, 0, 1]).prop_shuffle(),
        repeat: bool,
    ) {
        let election = election(faults.len() + 1, 1_000);
        let planted = plant_all(seed, &faults).collections;
        let mut moved: Vec<Collection> = Vec::new();
        for source in order {
            let old = &planted[source];
            let mut new = Collection::new(old.source.clone());
            new.unknown_tables.clone_from(&old.unknown_tables);
            for copy in old.copies.iter().rev() {
                for _ in 0..=usize::from(repeat) {
                    new.push(copy.clone(), old.cells(copy));
                }
            }
            moved.push(new);
        }
        let totals = |collections: &[Collection]| {
            let collation = collate(&election, collections, &Options::default());
            let totals = &collation.contests[0].totals;
            election
                .areas
                .iter()
                .map(|(area, _)| (totals.candidates(area).to_vec(), totals.coverage(area), totals.null(area)))
                .collect::<Vec<_>>()
        };
        prop_assert_eq!(totals(&planted), totals(&moved));
    }
}

#[test]
fn kinds_of_difference_are_told_apart() {
    let election = election(4, 1_000);
    let planted = plant_all(3, &[Fault::NotGiven, Fault::OtherFigure, Fault::Differ]);
    let collation = collate(&election, &planted.collections, &Options::default());
    let contest = &collation.contests[0];
    let kinds: Vec<_> = contest.findings.of(Rule::Differ).iter().map(|one| one.kind).collect();
    let expected = [DifferenceKind::NotGiven, DifferenceKind::OtherFigures, DifferenceKind::Votes];
    assert_eq!(kinds, expected.map(Some));
    let pair = &contest.pairs[1];
    assert_eq!((pair.common, pair.equal, pair.differ), (4, 2, 2));
    assert_eq!((pair.differ_votes, pair.differ_other, pair.differ_not_given), (1, 1, 0));
    assert_eq!(pair.net()[1], -7);
    let place = contest.findings.of(Rule::Differ)[2].place;
    assert_eq!(place, Place::Table(TableNo(3)));
    assert!(TableRef::Known(TableNo(3)) != TableRef::Unknown(3));
}

#[test]
fn json_has_the_agreed_keys() {
    let election = election(FAULTS.len() + 1, 1_000);
    let planted = plant_all(4, &FAULTS);
    let collation = collate(&election, &planted.collections, &Options::default());
    for language in [Language::English, Language::Spanish] {
        let view = View {
            election: &election,
            collections: &planted.collections,
            collation: &collation,
            language,
        };
        let json = serde_json::to_value(CollationJson(view)).unwrap();
        for key in ["sources", "pairs", "findings", "totals", "announcements"] {
            assert!(json[key].is_array(), "{key}");
        }
        for key in ["a", "b", "common", "equal", "differ", "only_a", "only_b"] {
            assert!(!json["pairs"][0][key].is_null(), "{key}");
        }
        for finding in json["findings"].as_array().unwrap() {
            for key in ["rule", "table", "sources", "detail"] {
                assert!(!finding[key].is_null(), "{key} of {finding}");
            }
        }
        assert_eq!(json["pairs"].as_array().unwrap().len(), 3);
    }
}
