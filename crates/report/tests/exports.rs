//! Every export is read back with somebody else's reader and held against what went in.
#![allow(clippy::unwrap_used)]

mod fixture;

use std::collections::HashMap;

use fixture::{SMALL, collections, election};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use record::{AreaNo, Basis, Collection, ContestNo, Count, Election};
use report::export::geojson::AreaTotals;
use report::export::nist::Issue;
use report::export::{Chosen, ExportError, SheetRow, Sheets, csv, geojson, nist, parquet as pq};
use serde_json::Value;

fn rows(sheets: &dyn Sheets) -> Vec<SheetRow<'_>> {
    sheets.of_contest(ContestNo(0)).collect()
}

fn to_csv(election: &Election, sheets: &dyn Sheets) -> String {
    let mut bytes = Vec::new();
    csv::write(election, &election.contests[0], sheets, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn csv_reads_back_equal_with_four_values() {
    let election = election(&SMALL);
    let sources = collections(&election);
    for source in &sources {
        let text = to_csv(&election, source);
        let mut reader = ::csv::Reader::from_reader(text.as_bytes());
        let read: Vec<::csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        let rows = rows(source);
        assert_eq!(read.len(), rows.len());
        for (record, row) in read.iter().zip(rows) {
            assert_eq!(&record[0], election.tables.code(row.table));
            let counts: Vec<Count> =
                record.iter().skip(2).map(|cell| cell.parse().unwrap()).collect();
            let single =
                [row.electors, row.voters_machine, row.voters_book, row.valid, row.null, row.blank];
            assert_eq!(counts[..6], single);
            assert_eq!(counts[6..], *row.votes);
        }
    }
    let text: String = sources.iter().map(|source| to_csv(&election, source)).collect();
    assert!(text.contains(",unreadable") && text.contains(",blank,") && text.contains(",,"));
    assert!(text.starts_with(
        "table,contest,electors,voters_machine,voters_book,valid,null,blank,list:1,list:2,list:3,list:4\n"
    ));
}

#[test]
fn a_mixed_choice_keeps_lists_and_candidates_apart() {
    let election = election(&SMALL);
    let sources = collections(&election);
    let chosen = Chosen::new(&sources, [(0, 0), (1, 1)]);
    let text = to_csv(&election, &chosen);
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines.len(), 3);
    assert!(lines[0].ends_with("list:4,candidate:A,candidate:B,candidate:C"));
    assert!(lines[1].ends_with(",,,") && !lines[2].ends_with(','));
    assert!(lines[2].contains(",,,,,"), "a candidate row has no lists: {}", lines[2]);
}

#[test]
fn parquet_reads_back_equal() {
    let election = election(&SMALL);
    for source in collections(&election) {
        let mut bytes = Vec::new();
        pq::write(&election, &election.contests[0], &source, &mut bytes).unwrap();
        let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
        let read: Vec<_> = reader.get_row_iter(None).unwrap().map(Result::unwrap).collect();
        let rows = rows(&source);
        assert_eq!(read.len(), rows.len());
        for (record, row) in read.iter().zip(rows) {
            let cells: HashMap<_, _> = record.get_column_iter().collect();
            let cell = |name: &str| cells[&name.to_owned()].clone();
            let text = |name: &str| match cell(name) {
                Field::Str(text) => text,
                other => panic!("{name}: {other:?}"),
            };
            let count = |name: &str| match (cell(name), text(&format!("{name}_status")).as_str()) {
                (Field::Int(number), "given") => Count::given(number.try_into().unwrap()).unwrap(),
                (Field::Null, "absent") => Count::ABSENT,
                (Field::Null, "blank") => Count::BLANK,
                (Field::Null, "unreadable") => Count::UNREADABLE,
                other => panic!("{name}: {other:?}"),
            };
            assert_eq!(text("table"), election.tables.code(row.table));
            assert_eq!(text("grade"), row.grade.word());
            assert_eq!(text("source"), source.source.id);
            assert_eq!(count("null"), row.null);
            assert_eq!(count("voters_machine"), row.voters_machine);
            assert_eq!(count("blank"), Count::ABSENT);
            for (at, votes) in row.votes.iter().enumerate() {
                let name = match row.basis {
                    Basis::Lists => format!("list:{}", election.contests[0].lists[at].code),
                    Basis::Candidates => {
                        format!("candidate:{}", election.contests[0].candidates[at].key)
                    }
                };
                assert_eq!(count(&name), *votes, "{name}");
            }
        }
    }
}

fn issue() -> Issue {
    Issue {
        issuer: "Observers".into(),
        abbreviation: "OBS".into(),
        generated: "2024-08-02T12:00:00.5Z".parse().unwrap(),
    }
}

fn to_nist(election: &Election, sheets: &dyn Sheets) -> Value {
    let mut bytes = Vec::new();
    nist::write(election, sheets, &issue(), &mut bytes).unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

#[test]
fn nist_carries_every_given_count_and_no_other() {
    let election = election(&SMALL);
    for source in collections(&election) {
        let report = to_nist(&election, &source);
        let contest = &report["Election"][0]["Contest"][0];
        let mut found: HashMap<(String, usize), u64> = HashMap::new();
        for (at, selection) in contest["ContestSelection"].as_array().unwrap().iter().enumerate() {
            for count in selection["VoteCounts"].as_array().unwrap() {
                let unit = count["GpUnitId"].as_str().unwrap().to_owned();
                assert!(found.insert((unit, at), count["Count"].as_u64().unwrap()).is_none());
            }
        }
        let mut expected = HashMap::new();
        for row in rows(&source) {
            for (at, count) in row.votes.iter().enumerate() {
                if let Some(number) = count.number() {
                    expected.insert((format!("table-{}", row.table), at), u64::from(number));
                }
            }
        }
        assert!(!expected.is_empty());
        assert_eq!(found, expected);
    }
}

#[test]
fn nist_statuses_tell_absent_from_unreadable() {
    let election = election(&SMALL);
    let source = &collections(&election)[0];
    let report = to_nist(&election, source);
    let words: HashMap<&str, &str> = report["GpUnit"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|unit| {
            Some((unit["@id"].as_str()?, unit["CountStatus"][0]["Status"].as_str()?))
        })
        .collect();
    assert_eq!(words["table-4"], "unknown");
    for table in election.tables.iter() {
        let has = rows(source).iter().any(|row| row.table == table);
        let word = words[format!("table-{table}").as_str()];
        assert_eq!(word == "not-processed", !has, "table {table}: {word}");
    }
}

#[test]
fn nist_validates_against_the_published_schema() {
    let Some(folder) = std::env::var_os("COTEJO_DATA") else {
        eprintln!("skipped: COTEJO_DATA is not set");
        return;
    };
    let path = std::path::Path::new(&folder).join("nist/NIST_V2_election_results_reporting.json");
    let schema: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let election = election(&SMALL);
    let sources = collections(&election);
    let chosen = Chosen::new(&sources, [(0, 0), (1, 1)]);
    let mut all: Vec<&dyn Sheets> = sources.iter().map(|one| one as &dyn Sheets).collect();
    all.push(&chosen);
    for sheets in all {
        let report = to_nist(&election, sheets);
        let errors: Vec<String> =
            validator.iter_errors(&report).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:#?}");
        let mut broken = report;
        broken["Election"][0]["Contest"][0]["ContestSelection"][0]["VoteCounts"][0]["Count"] =
            "many".into();
        assert!(!validator.is_valid(&broken), "the schema is not being applied");
    }
}

#[test]
fn nist_refuses_two_sheets_of_one_table() {
    let election = election(&SMALL);
    let sources = collections(&election);
    let twice = Chosen::new(&sources, [(0, 0), (0, 0)]);
    let refused = nist::write(&election, &twice, &issue(), Vec::new());
    assert!(matches!(refused, Err(ExportError::Duplicate(_, contest)) if contest == "president"));
}

#[test]
fn a_sheet_with_too_few_counts_is_refused_everywhere() {
    let election = election(&SMALL);
    let mut source: Collection = collections(&election).remove(0);
    let copy = source.copies[0].clone();
    source.copies.clear();
    source.push(copy, &[Count::ZERO]);
    let contest = &election.contests[0];
    let refused = |result| matches!(result, Err(ExportError::ListCount { got: 1, .. }));
    assert!(refused(csv::write(&election, contest, &source, Vec::new())));
    assert!(refused(pq::write(&election, contest, &source, Vec::new())));
    assert!(refused(nist::write(&election, &source, &issue(), Vec::new())));
}

#[test]
fn geojson_has_every_place_with_its_totals() {
    let election = election(&SMALL);
    let totals = |no: AreaNo| {
        Some(AreaTotals {
            tables: 3,
            tables_counted: u64::from(no.0 % 4),
            electors: Some(906),
            electors_counted: None,
            votes: vec![u64::from(no.0), 2, 3],
            null: Some(1),
            blank: None,
        })
    };
    let mut bytes = Vec::new();
    geojson::write(&election, &election.contests[0], &totals, &mut bytes).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let read: ::geojson::FeatureCollection = text.parse().unwrap();
    let placed: Vec<_> =
        election.areas.iter().filter(|(_, area)| area.coordinates.is_some()).collect();
    assert_eq!(read.features.len(), placed.len());
    for (feature, (no, area)) in read.features.iter().zip(placed) {
        assert_eq!(feature.property("name").unwrap(), area.name);
        assert_eq!(feature.property("votes:A").unwrap(), u64::from(no.0));
        assert!(feature.property("blank").unwrap().is_null());
        let ::geojson::GeometryValue::Point { coordinates } =
            &feature.geometry.as_ref().unwrap().value
        else {
            panic!("not a point")
        };
        assert_eq!(coordinates[0], area.coordinates.unwrap().longitude);
    }
}

#[test]
fn the_same_sheets_give_the_same_bytes() {
    let election = election(&SMALL);
    let make = || {
        let source = collections(&election).remove(0);
        let contest = &election.contests[0];
        let mut all = [Vec::new(), Vec::new(), Vec::new()];
        csv::write(&election, contest, &source, &mut all[0]).unwrap();
        pq::write(&election, contest, &source, &mut all[1]).unwrap();
        nist::write(&election, &source, &issue(), &mut all[2]).unwrap();
        all
    };
    assert_eq!(make(), make());
}
