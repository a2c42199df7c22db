//! NIST results: our reading of a report, and the refusal of what is none.

use ingest::{Import, ImportError, Input, Options, nist};
use record::{Basis, Count, Rule};
use serde_json::{Value, json};

use crate::support::{data, small_election};

fn import(report: &[u8]) -> Result<Import, ImportError> {
    let mut import = Import::default();
    let input = Input::new("report.json", report);
    nist::add(&mut import, &input, &small_election(), &Options::default())?;
    Ok(import)
}

fn identifier(value: &str) -> Value {
    json!([{ "@type": "ElectionResults.ExternalIdentifier", "Type": "other", "Value": value }])
}

fn counts(of: &[(&str, f64)]) -> Value {
    let count = |(unit, count): &(&str, f64)| json!({"@type": "ElectionResults.VoteCounts", "GpUnitId": unit, "Type": "total", "Count": count});
    of.iter().map(count).collect()
}

fn report(selections: &Value) -> Value {
    json!({
        "@type": "ElectionResults.ElectionReport",
        "GpUnit": [
            {"@id": "t1", "Type": "precinct", "ExternalIdentifier": identifier("000000001.01.1.0001"),
             "VotersRegistered": 500, "VotersParticipated": 61},
            {"@id": "t2", "Type": "precinct", "Name": {"Text": [{"Content": "000000001.02.1.0001"}]}},
            {"@id": "all", "Type": "country"},
        ],
        "Party": [{"@id": "p3", "ExternalIdentifier": identifier("3")}],
        "Election": [{
            "Candidate": [
                {"@id": "a", "ExternalIdentifier": identifier("A")},
                {"@id": "b", "BallotName": {"Text": [{"Content": "Beto"}]}},
            ],
            "Contest": [{
                "@type": "ElectionResults.CandidateContest", "@id": "c", "Abbreviation": "president",
                "OtherCounts": [{"GpUnitId": "t1", "Overvotes": 1}],
                "ContestSelection": selections,
            }],
        }],
    })
}

#[test]
fn counts_come_per_table_with_absent_staying_absent() {
    let selections = json!([
        {"@id": "s1", "CandidateIds": ["a"], "VoteCounts": counts(&[("t1", 10.0), ("all", 99.0)])},
        {"@id": "s2", "CandidateIds": ["b"], "VoteCounts": counts(&[("t1", 50.0), ("t2", 0.0)])},
    ]);
    let import = import(report(&selections).to_string().as_bytes()).unwrap();
    assert_eq!(import.breaches, []);
    let [one, two] = import.collection.copies.as_slice() else { panic!("two tables") };
    let cells = |copy| import.collection.cells(copy).to_vec();
    let number = |number| Count::given(number).unwrap();
    assert_eq!((one.basis, cells(one)), (Basis::Candidates, vec![number(10), number(50)]));
    assert_eq!(cells(two), [Count::ABSENT, Count::ZERO]);
    assert_eq!([one.electors, one.voters_machine], [number(500), number(61)]);
    assert_eq!([one.null, one.blank, two.null], [number(1), Count::ABSENT, Count::ABSENT]);
}

#[test]
fn selections_of_one_party_are_lists() {
    let selections = json!([{
        "@id": "s", "CandidateIds": ["b"], "EndorsementPartyIds": ["p3"],
        "VoteCounts": counts(&[("t1", 7.0)]),
    }]);
    let import = import(report(&selections).to_string().as_bytes()).unwrap();
    let copy = &import.collection.copies[0];
    assert_eq!(copy.basis, Basis::Lists);
    assert_eq!(import.collection.cells(copy)[2].number(), Some(7));
}

#[test]
fn impossible_counts_are_reported() {
    let selections = json!([
        {"@id": "s1", "CandidateIds": ["a"], "VoteCounts": counts(&[("t1", -1.0), ("t2", 1.5)])},
        {"@id": "s2", "CandidateIds": ["b"], "VoteCounts": counts(&[("t1", 1.0), ("t1", 2.0), ("x", 1.0)])},
        {"@id": "s3", "CandidateIds": ["nobody"], "VoteCounts": counts(&[("t1", 1.0)])},
    ]);
    let import = import(report(&selections).to_string().as_bytes()).unwrap();
    let rules: Vec<_> = import.breaches.iter().map(|breach| breach.rule).collect();
    let cell = Rule::CellNotACount;
    assert_eq!(rules, [Rule::ListCount, cell, cell, cell, Rule::TableUnknown]);
}

#[test]
fn what_is_no_results_report_is_refused_with_its_reason() {
    let rule = |text: &str| import(text.as_bytes()).unwrap_err().rule;
    assert_eq!(rule(&report(&json!([])).to_string()), Rule::NoCounts);
    assert_eq!(rule(r#"{"@type": "CVR.CastVoteRecordReport"}"#), Rule::CastVoteRecord);
    assert_eq!(rule(r#"{"CVR": []}"#), Rule::CastVoteRecord);
    assert_eq!(rule(r#"{"@type": "Other"}"#), Rule::WrongFile);
    assert_eq!(rule("table,area,electors,key\n"), Rule::WrongFile);
    assert_eq!(rule("{"), Rule::SchemaMismatch);
    assert_eq!(
        rule(r#"{"@type": "ElectionResults.ElectionReport", "GpUnit": 1}"#),
        Rule::SchemaMismatch
    );
}

#[test]
fn published_samples_are_refused_as_what_they_are() {
    for (folder, names, rule) in [
        (
            "examples",
            &["cvrr_jetsons_precinct_1.json", "cvrr_jetsons_precinct_4.json"][..],
            Rule::CastVoteRecord,
        ),
        ("examples", &["example_2.json", "jetsons_election_definition.json"], Rule::NoCounts),
        ("test_cases", &["april_test_case.json", "june_test_case.json"], Rule::NoCounts),
        ("examples", &["example_2.xml", "minimum_valid_document.xml"], Rule::WrongFile),
        ("examples", &["cvrr_jetsons_precinct_1.xml"], Rule::CastVoteRecord),
    ] {
        for name in names {
            let Some(bytes) = data(&format!("nist/{folder}/{name}")) else { return };
            assert_eq!(import(&bytes).unwrap_err().rule, rule, "{name}");
        }
    }
}
