//! Announced totals.

use ingest::{Import, ImportError, Input, announcement};
use record::{Announcement, Rule};

use crate::support::small_election;

const TOML: &str = r#"
[[announcement]]
id = "bulletin-1"
by = "Authority"
at = "2030-05-05T23:10:00-04:00"
coverage = "80 %"
others = 5
null = 3
votes = [
    { candidate = "A", votes = 512, percent = "51.2" },
    { candidate = "B", votes = 442 },
]

[[announcement]]
id = "bulletin-2"
by = "Authority"
at = "2030-05-07T12:00:00Z"
contest = "president"
area = "C1"
tables = 2
voters = 7
"#;

const CSV: &str = "\
id,by,at,reference,contest,area,coverage,tables,electors,item,votes,percent
bulletin-1,Authority,2030-05-05T23:10:00-04:00,,,,80 %,,,A,512,51.2
bulletin-1,Authority,2030-05-05T23:10:00-04:00,,,,80 %,,,B,442,
bulletin-1,Authority,2030-05-05T23:10:00-04:00,,,,80 %,,,others,5,
bulletin-1,Authority,2030-05-05T23:10:00-04:00,,,,80 %,,,null,3,
bulletin-2,Authority,2030-05-07T12:00:00Z,,president,C1,,2,,voters,7,
";

fn add(text: &str) -> Result<Vec<Announcement>, ImportError> {
    let mut import = Import::default();
    announcement::add(&mut import, &Input::new("a", text.as_bytes()), &small_election())?;
    Ok(import.collection.announcements)
}

#[test]
fn both_forms_say_the_same() {
    let read = add(TOML).unwrap();
    assert_eq!(read, add(CSV).unwrap());
    assert_eq!(read.len(), 2);
    assert_eq!((read[0].votes[0].votes, read[0].valid, read[0].others), (512, None, Some(5)));
    assert_eq!(read[0].contest, "president");
}

#[test]
fn mistakes_are_named() {
    for (from, to, word) in [
        ("bulletin-2", "bulletin-1", "twice"),
        ("candidate = \"B\"", "candidate = \"C\"", "`C`"),
        ("candidate = \"B\"", "candidate = \"A\"", "twice"),
        ("23:10:00-04:00", "23:10:00", "offset"),
        ("\"51.2\"", "\"51.2 %\"", "percent"),
        ("area = \"C1\"", "area = \"C9\"", "C9"),
        ("\"president\"", "\"mayor\"", "mayor"),
        ("voters = 7", "voters = -7", "voters"),
        ("voters = 7", "", "no figure"),
        ("others = 5", "other = 5", "other"),
        ("others = 5", "others = 99999999999", "above"),
    ] {
        let error = add(&TOML.replace(from, to)).unwrap_err();
        assert_eq!(error.rule, Rule::AnnouncementMalformed);
        assert!(error.detail.contains(word), "{to}: {}", error.detail);
    }
    assert!(add(&CSV.replace("80 %,,,B", "81 %,,,B")).is_err());
    assert!(add(&CSV.replace(",percent", ",share")).is_err());
    assert!(add(&CSV.replace("442", "4.2")).is_err());
}
