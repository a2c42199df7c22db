//! Every E-rule that `record` can find, reached by one change to an election that has no fault.

use record::election::{ElectionError, bounds};
use record::{Election, ElectionFiles, Rule};

use crate::common::election::Small;

#[test]
fn each_fault_is_named_by_its_rule_file_and_row() {
    use Rule::*;
    let centre = "11/01/110101001,School one,\"1 Main street, east side\",10.4806,-66.9036\n";
    let cases: &[(&str, &str, &str, &str, Rule, Option<u64>)] = &[
        // what, file, old text, new text, rule, row
        (
            "no header",
            "areas.csv",
            "area,name,address,latitude,longitude\n",
            "",
            ElectionRowMalformed,
            Some(1),
        ),
        (
            "another header",
            "areas.csv",
            "latitude,longitude",
            "longitude,latitude",
            ElectionRowMalformed,
            Some(1),
        ),
        (
            "a field too few",
            "areas.csv",
            "11,First state,,,",
            "11,First state,,",
            ElectionRowMalformed,
            Some(2),
        ),
        (
            "a field too many",
            "areas.csv",
            "11,First state,,,",
            "11,First state,,,,",
            ElectionRowMalformed,
            Some(2),
        ),
        (
            "an empty path",
            "areas.csv",
            "11,First state",
            ",First state",
            ElectionRowMalformed,
            Some(2),
        ),
        (
            "a path that starts with a slash",
            "areas.csv",
            "24,Second",
            "/24,Second",
            ElectionRowMalformed,
            Some(7),
        ),
        (
            "a path with an empty part",
            "areas.csv",
            "11/02,S",
            "11//02,S",
            ElectionRowMalformed,
            Some(5),
        ),
        (
            "a path with a control character",
            "areas.csv",
            "11,First",
            "1\u{1b}1,First",
            ElectionRowMalformed,
            Some(2),
        ),
        (
            "a path with a hidden space",
            "areas.csv",
            "11,First",
            "11\u{a0},First",
            ElectionRowMalformed,
            Some(2),
        ),
        (
            "too deep",
            "areas.csv",
            centre,
            "11/01/1,A,,,\n11/01/1/2,B,,,\n",
            ElectionRowMalformed,
            Some(5),
        ),
        ("an area twice", "areas.csv", "11/02,Second", "11/01,Second", ElectionDuplicate, Some(5)),
        (
            "an area twice in a row",
            "areas.csv",
            "24,Second state,,,\n",
            "24,Second state,,,\n24,Again,,,\n",
            ElectionDuplicate,
            Some(8),
        ),
        (
            "areas not sorted",
            "areas.csv",
            "24,Second state,,,\n",
            "24,Second state,,,\n12,Late,,,\n",
            ElectionNotSorted,
            Some(8),
        ),
        (
            "an area around it missing",
            "areas.csv",
            "24,Second state,,,\n",
            "",
            ElectionUnknownReference,
            Some(7),
        ),
        ("north of the pole", "areas.csv", "10.4806", "90.0001", ElectionRowMalformed, Some(4)),
        ("a latitude alone", "areas.csv", "-66.9036", "", ElectionRowMalformed, Some(4)),
        ("not a number of degrees", "areas.csv", "10.4806", "NaN", ElectionRowMalformed, Some(4)),
        ("an endless latitude", "areas.csv", "10.4806", "inf", ElectionRowMalformed, Some(4)),
        (
            "cut in the last line",
            "areas.csv",
            "School four,,,\n",
            "School four,,,",
            ElectionRowMalformed,
            None,
        ),
        ("an open quote", "areas.csv", "east side\"", "east side", ElectionRowMalformed, None),
        (
            "an unknown contest",
            "candidates.csv",
            "governor,g1",
            "mayor,g1",
            ElectionUnknownReference,
            Some(12),
        ),
        (
            "a candidate twice",
            "candidates.csv",
            "president,c2",
            "president,c1",
            ElectionDuplicate,
            Some(3),
        ),
        (
            "an empty candidate",
            "candidates.csv",
            "president,c2",
            "president,",
            ElectionRowMalformed,
            Some(3),
        ),
        ("a colour by name", "candidates.csv", "#1b4d8f", "blue", ElectionRowMalformed, Some(2)),
        (
            "a colour with a wide character",
            "candidates.csv",
            "#1b4d8f",
            "#1b4dé",
            ElectionRowMalformed,
            Some(2),
        ),
        (
            "a contest without candidates",
            "candidates.csv",
            "governor,g1,\"Quoted, Candidate\",\ngovernor,g2,Candidata Ñusta,\n",
            "",
            ElectionUnknownReference,
            None,
        ),
        (
            "an unknown candidate",
            "lists.csv",
            "LIST 1,01,c1",
            "LIST 1,01,c11",
            ElectionUnknownReference,
            Some(2),
        ),
        (
            "a list of an unknown contest",
            "lists.csv",
            "president,LIST 2,",
            "senate,LIST 2,",
            ElectionUnknownReference,
            Some(3),
        ),
        ("a list code twice", "lists.csv", "LIST 2,02", "LIST 2,01", ElectionDuplicate, Some(3)),
        ("an empty list code", "lists.csv", "LIST 2,02", "LIST 2,", ElectionRowMalformed, Some(3)),
        ("carriage returns", "tables.csv", "key\n", "key\r\n", ElectionRowMalformed, Some(1)),
        (
            "a carriage return in a row",
            "tables.csv",
            "240101002.02.1.0001,",
            "240101002.02.1.0001\r,",
            ElectionRowMalformed,
            Some(7),
        ),
        (
            "a byte order mark",
            "tables.csv",
            "table,area",
            "\u{feff}table,area",
            ElectionRowMalformed,
            Some(1),
        ),
        (
            "quotes",
            "tables.csv",
            "110101001.01.1.0001,",
            "\"110101001.01.1.0001\",",
            ElectionRowMalformed,
            Some(2),
        ),
        ("an empty line", "tables.csv", "key\n", "key\n\n", ElectionRowMalformed, Some(2)),
        (
            "a field too few in tables",
            "tables.csv",
            "240101002.02.1.0001,24/01/240101002,",
            "240101002.02.1.0001,24/01/240101002",
            ElectionRowMalformed,
            Some(7),
        ),
        ("an empty code", "tables.csv", "110101001.01.1.0001,", ",", ElectionRowMalformed, Some(2)),
        (
            "tables not sorted",
            "tables.csv",
            "110101001.02.1.0001,",
            "110101001.00.1.0001,",
            ElectionNotSorted,
            Some(3),
        ),
        (
            "a table twice",
            "tables.csv",
            "110101001.02.1.0001,",
            "110101001.01.1.0001,",
            ElectionDuplicate,
            Some(3),
        ),
        (
            "an unknown area",
            "tables.csv",
            ",24/01/240101001,",
            ",24/01/240101009,",
            ElectionUnknownReference,
            Some(5),
        ),
        (
            "electors not a number",
            "tables.csv",
            "24/01/240101002,,",
            "24/01/240101002,12O,",
            ElectionRowMalformed,
            Some(7),
        ),
        (
            "electors negative",
            "tables.csv",
            "24/01/240101002,,",
            "24/01/240101002,-1,",
            ElectionRowMalformed,
            Some(7),
        ),
        (
            "electors above the bound",
            "tables.csv",
            "24/01/240101002,,",
            "24/01/240101002,1000000000,",
            ElectionRowMalformed,
            Some(7),
        ),
        (
            "electors `blank`",
            "tables.csv",
            "24/01/240101002,,",
            "24/01/240101002,blank,",
            ElectionRowMalformed,
            Some(7),
        ),
        (
            "a scope that is no area",
            "election.toml",
            "areas = [\"24\"]",
            "areas = [\"25\"]",
            ElectionUnknownReference,
            None,
        ),
        (
            "a manifest field unknown",
            "election.toml",
            "[clock]",
            "[clocks]",
            ManifestMalformed,
            None,
        ),
    ];
    let small = Small::new(1);
    for (name, file, old, new, rule, row) in cases {
        let error = parse_changed(&small, file, old, new).expect_err(name);
        assert_eq!((error.rule, error.file), (*rule, *file), "{name}: {error}");
        if row.is_some() {
            assert_eq!(error.row, *row, "{name}: {error}");
        }
        let message = error.to_string();
        assert!(message.starts_with(file) && message.contains(rule.code()), "{message}");
        assert!(message.ends_with(rule.next_step()), "{message}");
    }
}

#[test]
fn bad_keys_in_tables_are_refused_by_shape_and_by_check() {
    let small = Small::new(1);
    let tables = String::from_utf8(small.files.tables.to_vec()).unwrap();
    let key = tables.lines().nth(1).unwrap().rsplit(',').next().unwrap().to_owned();
    for bad in
        [&key[..63], &key.to_uppercase(), &format!("0x{}", &key[2..]), &format!("{key}0"), "é"]
    {
        let error = parse_changed(&small, "tables.csv", &key, bad).expect_err(bad);
        assert_eq!((error.rule, error.row), (Rule::ElectionRowMalformed, Some(2)), "{bad}");
    }
    let not_a_point = "02".to_owned() + &"00".repeat(31);
    let election = parse_changed(&small, "tables.csv", &key, &not_a_point).unwrap();
    assert!(election.check().iter().any(|breach| breach.rule == Rule::WeakKey));
}

#[test]
fn a_table_file_cut_anywhere_is_refused_or_is_whole_rows() {
    let small = Small::new(1);
    for cut in 0..small.files.tables.len() {
        let tables = &small.files.tables[..cut];
        let files = ElectionFiles { tables: tables.into(), ..small.files.clone() };
        match Election::parse(&files) {
            Ok(election) => {
                assert!(tables.ends_with(b"\n"), "cut at {cut}");
                assert_ne!(election.id, small.election.id);
            }
            Err(error) => assert_eq!(error.file, "tables.csv"),
        }
    }
}

#[test]
fn bounds_come_before_parsing() {
    let small = Small::new(1);
    let huge = |bytes: usize| vec![b'\n'; bytes].into();
    let cases: [(ElectionFiles, &str); 3] = [
        (
            ElectionFiles { manifest: huge(bounds::MANIFEST_BYTES + 1), ..small.files.clone() },
            "election.toml",
        ),
        (
            ElectionFiles { candidates: huge(bounds::BALLOT_BYTES + 1), ..small.files.clone() },
            "candidates.csv",
        ),
        (
            ElectionFiles { lists: huge(bounds::BALLOT_BYTES + 1), ..small.files.clone() },
            "lists.csv",
        ),
    ];
    for (files, name) in cases {
        let error = Election::parse(&files).unwrap_err();
        assert_eq!((error.rule, error.file), (Rule::ElectionTooLarge, name));
    }
}

#[test]
fn bounds_on_rows_and_fields_hold() {
    let small = Small::new(1);
    let long = "x".repeat(bounds::CODE_BYTES + 1);
    for (file, old) in [
        ("areas.csv", "24,Second"),
        ("candidates.csv", "president,c9"),
        ("tables.csv", "240101002.02.1.0001,"),
    ] {
        let new = old
            .replace("24,", &format!("{long},"))
            .replace("c9", &long)
            .replace("240101002.02.1.0001", &long);
        let error = parse_changed(&small, file, old, &new).expect_err(file);
        assert_eq!((error.rule, error.file), (Rule::ElectionRowMalformed, file));
    }
    let name = "n".repeat(bounds::NAME_BYTES + 1);
    let error = parse_changed(&small, "areas.csv", "School four", &name).unwrap_err();
    assert_eq!(error.rule, Rule::ElectionRowMalformed);

    let many: String = (0..=bounds::LISTS).map(|no| format!("president,L{no},{no},c1\n")).collect();
    let lists = format!("contest,list,code,candidate\n{many}");
    let files = ElectionFiles { lists: lists.into_bytes().into(), ..small.files.clone() };
    assert_eq!(Election::parse(&files).unwrap_err().rule, Rule::ElectionTooLarge);

    let many: String = (0..=bounds::LISTS).map(|no| format!("president,x{no},n,\n")).collect();
    let candidates = format!("contest,candidate,name,colour\n{many}");
    let files = ElectionFiles { candidates: candidates.into_bytes().into(), ..small.files.clone() };
    assert_eq!(Election::parse(&files).unwrap_err().rule, Rule::ElectionTooLarge);
}

#[test]
fn the_soft_checks_name_what_is_missing() {
    let small = Small::new(1);
    let rules: Vec<_> =
        small.election.check().into_iter().map(|breach| (breach.rule, breach.detail)).collect();
    assert_eq!(
        rules,
        [
            (Rule::ElectorsNotGiven, "1 of 6 tables".to_owned()),
            (Rule::TableKeyMissing, "1 of 6 tables".to_owned()),
        ]
    );
    let alike =
        parse_changed(&small, "candidates.csv", "Candidate 2,", "Candidate 2,#1c4e90").unwrap();
    assert!(alike.check().iter().any(|breach| breach.rule == Rule::ColoursAlike));
    let apart =
        parse_changed(&small, "candidates.csv", "Candidate 2,", "Candidate 2,#f2c14e").unwrap();
    assert!(apart.check().iter().all(|breach| breach.rule != Rule::ColoursAlike));
}

/// Parses the election with one text of one file replaced, once.
fn parse_changed(
    small: &Small,
    file: &str,
    old: &str,
    new: &str,
) -> Result<Election, ElectionError> {
    let mut files = small.files.clone();
    let bytes = match file {
        "areas.csv" => &mut files.areas,
        "candidates.csv" => &mut files.candidates,
        "election.toml" => &mut files.manifest,
        "lists.csv" => &mut files.lists,
        "tables.csv" => &mut files.tables,
        other => panic!("no file {other}"),
    };
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    assert!(text.contains(old), "{file} has no {old:?}");
    *bytes = text.replacen(old, new, 1).into_bytes().into();
    Election::parse(&files)
}
