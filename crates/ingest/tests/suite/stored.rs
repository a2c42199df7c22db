//! Collections as files: what is written reads back the same, and damage is found.

use ingest::store::{from_files, to_files};
use proptest::prelude::*;
use record::collection::{AnnouncedVotes, InputFile};
use record::{
    Announcement, Basis, Collection, ContestNo, Count, Digest, Election, Grade, Rule, SheetCopy,
    SignatureVerdict, SourceInfo, Standing, TableNo, TableRef,
};

use crate::support::small_election;

fn count() -> impl Strategy<Value = Count> {
    prop_oneof![
        Just(Count::ABSENT),
        Just(Count::BLANK),
        Just(Count::UNREADABLE),
        (0..=record::count::MAX_COUNT).prop_map(|number| Count::given(number).unwrap()),
        (0..20_u32).prop_map(|number| Count::given(number).unwrap()),
    ]
}

fn copy() -> impl Strategy<Value = (SheetCopy, Option<String>, Vec<Count>)> {
    let marks =
        (any::<u32>(), any::<Option<record::SheetPrefix>>(), any::<Option<[u8; 32]>>(), 0..6_usize);
    let place = (prop::option::of("[ -~é\"\n]{0,12}x"), 0..3_u32, any::<bool>(), any::<bool>());
    let counts = (prop::array::uniform6(count()), prop::collection::vec(count(), 0..5));
    (marks, place, counts, any::<u32>()).prop_map(|(marks, place, (singles, counts), at)| {
        let (serial, replaces, digest, grade) = marks;
        let (unknown, table, lists, withdrawn) = place;
        let basis = if lists { Basis::Lists } else { Basis::Candidates };
        let table = TableRef::Known(TableNo(table));
        let mut copy = SheetCopy::new(table, ContestNo(0), Grade::ALL[grade], basis);
        copy.serial = serial;
        copy.replaces = replaces;
        copy.payload = digest.map(Digest);
        copy.image = digest.map(|digest| Digest::of(&digest));
        copy.place = at;
        copy.input = at / 2;
        copy.signature = if lists { SignatureVerdict::Invalid } else { SignatureVerdict::None };
        copy.standing = if withdrawn { Standing::Withdrawn } else { Standing::Stands };
        let [electors, machine, book, valid, null, blank] = singles;
        (copy.electors, copy.voters_machine, copy.voters_book) = (electors, machine, book);
        (copy.valid, copy.null, copy.blank) = (valid, null, blank);
        (copy, unknown, counts)
    })
}

fn collection(copies: Vec<(SheetCopy, Option<String>, Vec<Count>)>) -> Collection {
    let mut collection = Collection::new(SourceInfo {
        id: "one".to_owned(),
        name: "Source \"one\"".to_owned(),
        inputs: vec![InputFile { name: "a.csv".to_owned(), sha256: Digest::of(b""), bytes: 9 }],
        ..SourceInfo::default()
    });
    for (mut copy, unknown, counts) in copies {
        if let Some(code) = unknown {
            copy.table = collection.add_unknown_table(&code);
        }
        collection.push(copy, &counts);
    }
    collection
}

fn read(files: &[(&str, Vec<u8>)], election: &Election) -> Result<Collection, Rule> {
    from_files(&files[0].1, &files[1].1, election).map_err(|error| error.rule)
}

proptest! {
    #[test]
    fn round_trip(copies in prop::collection::vec(copy(), 0..12)) {
        let election = small_election();
        let written = collection(copies);
        let read = read(&to_files(&written, &election), &election).unwrap();
        prop_assert_eq!(&read.copies, &written.copies);
        prop_assert_eq!(&read.unknown_tables, &written.unknown_tables);
        prop_assert_eq!(&read.source, &written.source);
        for (a, b) in read.copies.iter().zip(&written.copies) {
            prop_assert_eq!(read.cells(a), written.cells(b));
        }
    }

    #[test]
    fn any_changed_byte_of_the_copies_is_found(at in any::<prop::sample::Index>(), bit in 0..8) {
        let election = small_election();
        let copy = SheetCopy::new(
            TableRef::Known(TableNo(1)), ContestNo(0), Grade::Signed, Basis::Candidates);
        let written = collection(vec![(copy, None, vec![Count::ZERO, Count::BLANK])]);
        let mut files = to_files(&written, &election);
        let at = at.index(files[1].1.len());
        files[1].1[at] ^= 1_u8 << bit;
        prop_assert_eq!(read(&files, &election).unwrap_err(), Rule::CollectionDamaged);
    }
}

#[test]
fn announcements_and_the_order_of_lists_are_kept() {
    let election = small_election();
    let mut written = collection(Vec::new());
    written.announcements.push(Announcement {
        id: "b1".to_owned(),
        by: "Authority".to_owned(),
        at: "2030-05-05T23:10:00-04:00".to_owned(),
        reference: None,
        contest: "president".to_owned(),
        area: None,
        coverage: Some("80 %".to_owned()),
        tables: None,
        electors: Some(7),
        votes: vec![AnnouncedVotes { candidate: "A".to_owned(), votes: 5, percent: None }],
        others: None,
        valid: Some(5),
        null: None,
        blank: None,
        voters: None,
    });
    let files = to_files(&written, &election);
    assert_eq!(read(&files, &election).unwrap().announcements, written.announcements);

    let mut other = election.clone();
    other.contests[0].lists.swap(0, 1);
    assert_eq!(read(&files, &other).unwrap_err(), Rule::WrongFile);
}
