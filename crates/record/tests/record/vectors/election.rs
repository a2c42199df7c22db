//! The election directory of the vectors, and faults in it.

use record::Rule;
use record::election::seal;
use serde::Serialize;

use crate::common::election::Small;
use crate::common::test_key;

/// The files of the election directory, its seal and its id.
pub fn directory(small: &Small) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = small
        .files
        .in_order()
        .into_iter()
        .map(|(name, bytes)| (format!("election/{name}"), bytes.to_vec()))
        .collect();
    let signature = seal(&small.election.id, &test_key(small.seed, "authority"));
    let text = format!("authority\n{}\n", const_hex::encode(signature));
    files.push(("election/election.seal".to_owned(), text.into_bytes()));
    files.push(("election-id.txt".to_owned(), format!("{}\n", small.election.id).into_bytes()));
    files
}

/// A change to one file, and the rule that refuses the result.
#[derive(Serialize)]
pub struct FaultCase {
    /// What is wrong.
    pub name: &'static str,
    /// The file.
    pub file: &'static str,
    /// Text to replace, once.
    pub old: &'static str,
    /// What stands there instead.
    pub new: &'static str,
    /// The rule.
    pub rule: Rule,
    /// Line of the file, where one is to blame.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u64>,
}

/// Every fault.
pub fn faults() -> (&'static str, Vec<FaultCase>) {
    let cases = FAULTS.iter().map(|&(name, file, old, new, rule, row)| FaultCase {
        name,
        file,
        old,
        new,
        rule,
        row,
    });
    (
        "The election directory with the first `old` in `file` replaced by `new` is refused by `rule`, at line `row` of the file where given.",
        cases.collect(),
    )
}

use Rule::{
    ElectionDuplicate as Twice, ElectionNotSorted as Unsorted, ElectionRowMalformed as Row,
    ElectionUnknownReference as Unknown, ManifestMalformed as Manifest,
};

type Fault = (&'static str, &'static str, &'static str, &'static str, Rule, Option<u64>);

#[rustfmt::skip]
const FAULTS: &[Fault] = &[
    ("no header", "areas.csv", "area,name,address,latitude,longitude\n", "", Row, Some(1)),
    ("another header", "areas.csv", "latitude,longitude", "longitude,latitude", Row, Some(1)),
    ("a field too few", "areas.csv", "11,First state,,,", "11,First state,,", Row, Some(2)),
    ("a field too many", "areas.csv", "11,First state,,,", "11,First state,,,,", Row, Some(2)),
    ("an empty path", "areas.csv", "11,First state", ",First state", Row, Some(2)),
    ("a path that starts with a slash", "areas.csv", "24,Second", "/24,Second", Row, Some(7)),
    ("a path with an empty part", "areas.csv", "11/02,S", "11//02,S", Row, Some(5)),
    ("a path with a control character", "areas.csv", "11,First", "1\u{1b}1,First", Row, Some(2)),
    ("a path with a hidden space", "areas.csv", "11,First", "11\u{a0},First", Row, Some(2)),
    ("too deep", "areas.csv", "11/01/110101001,School one,\"1 Main street, east side\",10.4806,-66.9036\n", "11/01/1,A,,,\n11/01/1/2,B,,,\n", Row, Some(5)),
    ("an area twice", "areas.csv", "11/02,Second", "11/01,Second", Twice, Some(5)),
    ("an area twice in a row", "areas.csv", "24,Second state,,,\n", "24,Second state,,,\n24,Again,,,\n", Twice, Some(8)),
    ("areas not sorted", "areas.csv", "24,Second state,,,\n", "24,Second state,,,\n12,Late,,,\n", Unsorted, Some(8)),
    ("an area around it missing", "areas.csv", "24,Second state,,,\n", "", Unknown, Some(7)),
    ("north of the pole", "areas.csv", "10.4806", "90.0001", Row, Some(4)),
    ("a latitude alone", "areas.csv", "-66.9036", "", Row, Some(4)),
    ("not a number of degrees", "areas.csv", "10.4806", "NaN", Row, Some(4)),
    ("an endless latitude", "areas.csv", "10.4806", "inf", Row, Some(4)),
    ("cut in the last line", "areas.csv", "School four,,,\n", "School four,,,", Row, None),
    ("an open quote", "areas.csv", "east side\"", "east side", Row, None),
    ("an unknown contest", "candidates.csv", "governor,g1", "mayor,g1", Unknown, Some(12)),
    ("a candidate twice", "candidates.csv", "president,c2", "president,c1", Twice, Some(3)),
    ("an empty candidate", "candidates.csv", "president,c2", "president,", Row, Some(3)),
    ("a colour by name", "candidates.csv", "#1b4d8f", "blue", Row, Some(2)),
    ("a colour with a wide character", "candidates.csv", "#1b4d8f", "#1b4dé", Row, Some(2)),
    ("a contest without candidates", "candidates.csv", "governor,g1,\"Quoted, Candidate\",\ngovernor,g2,Candidata Ñusta,\n", "", Unknown, None),
    ("an unknown candidate", "lists.csv", "LIST 1,01,c1", "LIST 1,01,c11", Unknown, Some(2)),
    ("a list of an unknown contest", "lists.csv", "president,LIST 2,", "senate,LIST 2,", Unknown, Some(3)),
    ("a list code twice", "lists.csv", "LIST 2,02", "LIST 2,01", Twice, Some(3)),
    ("an empty list code", "lists.csv", "LIST 2,02", "LIST 2,", Row, Some(3)),
    ("carriage returns", "tables.csv", "key\n", "key\r\n", Row, Some(1)),
    ("a carriage return in a row", "tables.csv", "240101002.02.1.0001,", "240101002.02.1.0001\r,", Row, Some(7)),
    ("a byte order mark", "tables.csv", "table,area", "\u{feff}table,area", Row, Some(1)),
    ("quotes", "tables.csv", "110101001.01.1.0001,", "\"110101001.01.1.0001\",", Row, Some(2)),
    ("an empty line", "tables.csv", "key\n", "key\n\n", Row, Some(2)),
    ("a field too few in tables", "tables.csv", "240101002.02.1.0001,24/01/240101002,", "240101002.02.1.0001,24/01/240101002", Row, Some(7)),
    ("an empty code", "tables.csv", "110101001.01.1.0001,", ",", Row, Some(2)),
    ("tables not sorted", "tables.csv", "110101001.02.1.0001,", "110101001.00.1.0001,", Unsorted, Some(3)),
    ("a table twice", "tables.csv", "110101001.02.1.0001,", "110101001.01.1.0001,", Twice, Some(3)),
    ("an unknown area", "tables.csv", ",24/01/240101001,", ",24/01/240101009,", Unknown, Some(5)),
    ("electors not a number", "tables.csv", "24/01/240101002,,", "24/01/240101002,12O,", Row, Some(7)),
    ("electors negative", "tables.csv", "24/01/240101002,,", "24/01/240101002,-1,", Row, Some(7)),
    ("electors above the bound", "tables.csv", "24/01/240101002,,", "24/01/240101002,1000000000,", Row, Some(7)),
    ("electors `blank`", "tables.csv", "24/01/240101002,,", "24/01/240101002,blank,", Row, Some(7)),
    ("a scope that is no area", "election.toml", "areas = [\"24\"]", "areas = [\"25\"]", Unknown, None),
    ("a manifest field unknown", "election.toml", "[clock]", "[clocks]", Manifest, None),
    ("a look-up that costs nothing", "election.toml", "risk_limit = \"0.5%\"\n", "risk_limit = \"0.5%\"\n\n[lookup]\nmemory_kib = 7\npasses = 1\n", Manifest, None),
    ("a look-up of too many passes", "election.toml", "risk_limit = \"0.5%\"\n", "risk_limit = \"0.5%\"\n\n[lookup]\nmemory_kib = 8192\npasses = 17\n", Manifest, None),
    ("a look-up without passes", "election.toml", "risk_limit = \"0.5%\"\n", "risk_limit = \"0.5%\"\n\n[lookup]\nmemory_kib = 8192\n", Manifest, None),
];
