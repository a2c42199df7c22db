//! A CSV file that is imported gives a collection that comes back from its stored form. The input is a map
//! file and the CSV file, with a zero byte between them, or a CSV file for the plain map.
#![no_main]

mod election;

use ingest::map::{Map, Shipped};
use ingest::{Import, Input, Options, csv_import, store};
use libfuzzer_sys::fuzz_target;
use record::collection::SourceInfo;

fuzz_target!(|bytes: &[u8]| {
    // A few bytes of gzip become much memory; its bound is tested elsewhere.
    if bytes.windows(2).any(|two| two == [0x1f, 0x8b]) {
        return;
    }
    let election = &election::ELECTION;
    let (map, csv) = match bytes.iter().position(|b| *b == 0) {
        None => (Shipped::find("cotejo").cloned(), bytes),
        Some(at) => (Map::parse("map.toml", &bytes[..at]).ok(), &bytes[at + 1..]),
    };
    let Some(map) = map else { return };
    let mut import = Import::new(SourceInfo { id: "fuzz".to_owned(), ..SourceInfo::default() });
    let options = Options { contest: Some("president".to_owned()), ..Options::default() };
    if csv_import::add(&mut import, &Input::new("in.csv", csv), &map, election, &options).is_err() {
        return;
    }
    let collection = &import.collection;
    assert_eq!(collection.copies.len() as u64, import.summary.copies);
    for copy in &collection.copies {
        let contest = election.contest(copy.contest).expect("a contest of the election");
        let cells = collection.cells(copy).len();
        assert!(cells == contest.lists.len() || cells == contest.candidates.len());
    }
    let files = store::to_files(collection, election);
    let file = |name| &files.iter().find(|one| one.0 == name).expect("written").1;
    let (description, copies) = (file(store::COLLECTION_FILE), file(store::COPIES_FILE));
    let again = store::from_files(description, copies, election).expect("what was written is read");
    assert_eq!(store::to_files(&again, election), files);
});
