//! The election file: its id, its order, and finding things in it.

use std::process::Command;

use record::election::{Areas, FILE_NAMES, seal, verify_seal};
use record::{AreaNo, Count, Digest, Election, ElectionFiles, TableNo};

use crate::common::election::{CANDIDATES, LISTS, Small, TABLES};
use crate::common::test_key;

#[test]
fn the_generated_election_is_what_it_was_made_of() {
    let election = Small::new(1).election;
    assert_eq!(election.tables.len(), TABLES.len());
    assert_eq!(election.areas.len(), 10);
    assert_eq!(election.contests[0].lists.len(), LISTS);
    assert_eq!(election.contests[0].candidates.len(), CANDIDATES);
    let governor = election.contest_by_key("governor").unwrap();
    assert_eq!(governor.candidates[0].name, "Quoted, Candidate");
    assert_eq!(governor.lists.len(), 2, "each candidate is a list of its own");
    for (table, (code, area)) in election.tables.iter().zip(TABLES) {
        assert_eq!(election.tables.code(table), code);
        assert_eq!(election.tables.find(code), Some(table));
        assert_eq!(election.areas.get(election.tables.area(table)).path, area);
        let contests = election.contests_at(table).count();
        assert_eq!(contests, if area.starts_with("24") { 2 } else { 1 });
    }
    assert_eq!(election.tables.find("110101001"), None);
    assert_eq!(election.tables.electors(TableNo(5)), Count::ABSENT);
    assert_eq!(election.tables.key(TableNo(4)), None);
    assert!(!election.tables.has(TableNo(6)));
    let school = election.areas.find("11/01/110101001").unwrap();
    assert_eq!(election.areas.names(school), ["First state", "First municipality", "School one"]);
    assert_eq!(election.areas.get(school).code(), "110101001");
    assert_eq!(
        election.areas.get(school).coordinates.unwrap().latitude.to_bits(),
        10.4806_f64.to_bits()
    );
    assert!(election.areas.contains(Areas::COUNTRY, school));
    assert!(!election.areas.contains(election.areas.find("24").unwrap(), school));
}

#[test]
fn the_id_is_the_digest_of_the_listing() {
    let small = Small::new(1);
    let files = &small.files;
    let listing: String = [
        ("areas.csv", &files.areas),
        ("candidates.csv", &files.candidates),
        ("election.toml", &files.manifest),
        ("lists.csv", &files.lists),
        ("tables.csv", &files.tables),
    ]
    .iter()
    .map(|(name, bytes)| format!("{}  {name}\n", Digest::of(bytes)))
    .collect();
    assert_eq!(small.election.id.0, Digest::of(listing.as_bytes()));
    assert_eq!(small.election.id.hint(), small.election.id.0.0[..4]);
}

#[test]
fn coreutils_gives_the_same_id() {
    let small = Small::new(1);
    let folder = std::env::temp_dir().join(format!("cotejo-record-id-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    for (name, bytes) in small.files.in_order() {
        std::fs::write(folder.join(name), bytes).unwrap();
    }
    let recipe = format!("sha256sum {} | sha256sum", FILE_NAMES.join(" "));
    let output = Command::new("sh").args(["-c", &recipe]).current_dir(&folder).output();
    std::fs::remove_dir_all(&folder).unwrap();
    let output = String::from_utf8(output.expect("sh and coreutils").stdout).unwrap();
    assert_eq!(output.trim_end(), format!("{}  -", small.election.id));
}

#[test]
fn one_changed_byte_in_any_file_gives_another_id() {
    let small = Small::new(1);
    let mut ids = vec![small.election.id];
    for at in 0..5 {
        let mut files = small.files.clone();
        let file = match at {
            0 => &mut files.areas,
            1 => &mut files.candidates,
            2 => &mut files.manifest,
            3 => &mut files.lists,
            _ => &mut files.tables,
        };
        *file.to_mut().last_mut().unwrap() ^= 1;
        ids.push(files.id());
    }
    // The same bytes under two names exchanged.
    let files = small.files.clone();
    ids.push(
        ElectionFiles { areas: files.tables.clone(), tables: files.areas.clone(), ..files }.id(),
    );
    for (at, id) in ids.iter().enumerate() {
        assert!(!ids[at + 1..].contains(id));
    }
}

#[test]
fn a_seal_is_of_one_key_over_one_election() {
    let small = Small::new(1);
    let key = test_key(1, "authority");
    let signature = seal(&small.election.id, &key);
    assert!(verify_seal(&small.election.id, &key.verifying_key(), &signature));
    let other = test_key(1, "list-a");
    assert!(!verify_seal(&small.election.id, &other.verifying_key(), &signature));
    assert!(!verify_seal(&Small::new(2).election.id, &key.verifying_key(), &signature));
    for bit in 0..512 {
        let mut flipped = signature;
        flipped[bit / 8] ^= 1 << (bit % 8);
        assert!(!verify_seal(&small.election.id, &key.verifying_key(), &flipped), "bit {bit}");
    }
}

#[test]
fn areas_are_in_order_of_their_parts_not_of_their_bytes() {
    let small = Small::new(1);
    // By bytes `24-1` would come before `24/01`, because `-` is before `/`.
    let areas =
        "area,name,address,latitude,longitude\n24,A,,,\n24/01,B,,,\n24/01/x,C,,,\n24-1,D,,,\n";
    let tables = "table,area,electors,key\n1,24/01/x,,\n2,,,\n";
    let election = parse(&small, areas, tables);
    let paths: Vec<_> = election.areas.iter().map(|(_, area)| area.path).collect();
    assert_eq!(paths, ["", "24", "24/01", "24/01/x", "24-1"]);
    assert_eq!(election.tables.area(TableNo(1)), AreaNo(0), "a table of the country itself");
}

#[test]
fn an_area_is_found_by_its_path_alone() {
    let areas = Small::new(1).election.areas;
    for (no, area) in areas.iter() {
        assert_eq!(areas.find(area.path), Some(no));
        for other in ["\0", "\u{1}", ".", "0", "\u{ff}"] {
            let neighbour = area.path.replace('/', other);
            assert_eq!(areas.find(&neighbour), (neighbour == area.path).then_some(no));
            assert_eq!(areas.find(&format!("{}{other}", area.path)), None);
        }
    }
}

#[test]
fn no_table_and_one_table_are_elections_too() {
    let small = Small::new(1);
    let areas = String::from_utf8(small.files.areas.to_vec()).unwrap();
    let none = parse(&small, &areas, "table,area,electors,key\n");
    assert!(none.tables.is_empty() && none.tables.find("").is_none());
    assert_eq!(none.tables.iter().count(), 0);
    let one = parse(&small, &areas, "table,area,electors,key\nonly,11,,\n");
    assert_eq!((one.tables.len(), one.tables.find("only")), (1, Some(TableNo(0))));
    assert_eq!((one.tables.find("onlx"), one.tables.find("onlz")), (None, None));
    assert_eq!(one.check().len(), 2, "no electors, no key");
}

fn parse(small: &Small, areas: &str, tables: &str) -> Election {
    let files = ElectionFiles {
        areas: areas.as_bytes().into(),
        tables: tables.as_bytes().into(),
        ..small.files.clone()
    };
    Election::parse(&files).unwrap()
}
