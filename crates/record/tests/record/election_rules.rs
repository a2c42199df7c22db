//! Every E-rule that `record` can find, reached by one change to an election that has no fault.

use record::election::{ElectionError, bounds};
use record::{Election, ElectionFiles, Rule};

use crate::common::election::Small;
use crate::vectors;

#[test]
fn each_fault_is_named_by_its_rule_file_and_row() {
    let small = Small::new(1);
    for fault in vectors::election::faults().1 {
        let name = fault.name;
        let error = parse_changed(&small, fault.file, fault.old, fault.new).expect_err(name);
        assert_eq!((error.rule, error.file), (fault.rule, fault.file), "{name}: {error}");
        if fault.row.is_some() {
            assert_eq!(error.row, fault.row, "{name}: {error}");
        }
        let message = error.to_string();
        assert!(message.starts_with(fault.file), "{message}");
        assert!(message.contains(fault.rule.code()), "{message}");
        assert!(message.ends_with(fault.rule.next_step()), "{message}");
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
