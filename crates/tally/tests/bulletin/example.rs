//! The worked example of `docs/formats/bulletin.md`, recomputed.

use std::collections::BTreeMap;

use record::Rule;
use tally::bulletin::{Bulletin, Checkpoint, Input, check};

use crate::common::{collect, parse, sheet};

const PAGE: &str = include_str!("../../../../docs/formats/bulletin.md");

/// The content of the fenced block that follows a marker.
fn block<'a>(marker: &str) -> &'a str {
    let after = PAGE.split_once(marker).unwrap_or_else(|| panic!("no `{marker}`")).1;
    let fenced = after.split_once("```\n").unwrap().1;
    fenced.split_once("```").unwrap().0
}

#[test]
fn the_page_shows_what_the_program_gives() {
    let election = parse(
        block("`election.toml`:"),
        block("`candidates.csv`:"),
        block("`lists.csv`:"),
        block("`areas.csv`:"),
        block("`tables.csv`:"),
    );
    let collection = collect(&[sheet(0, 0, &[60, 30]), sheet(0, 1, &[25, 35])]);
    let root = record::Digest::of(b"example root");
    let findings = BTreeMap::from([(Rule::Correction, 1)]);
    let bulletin = Bulletin::issue(&Input {
        election: &election,
        collection: &collection,
        checkpoint: Checkpoint { origin: "log.example/1".to_owned(), size: 3, root },
        number: 1,
        stated: "2026-10-05T02:30:00Z".parse().unwrap(),
        cutoff: None,
        published: None,
        previous: None,
        changes: &[],
        findings: &findings,
        assumed_turnout: Some("50%".to_owned().try_into().unwrap()),
        claims: &[],
    })
    .unwrap();
    let text = String::from_utf8(bulletin.to_canonical()).unwrap();
    println!("{}\n{}{}", election.id, text, bulletin.digest());
    assert_eq!(block("Its canonical text"), text);
    assert!(PAGE.contains(&bulletin.digest().to_string()), "digest");
    assert!(PAGE.contains(&election.id.to_string()), "election id");
    check(block("Its canonical text").as_bytes(), &bulletin).unwrap();
}
