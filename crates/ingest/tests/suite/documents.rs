//! The format documents say what the program does: their examples parse, their tables are complete.

use ingest::announcement::AnnouncementFile;
use ingest::map::{Map, SHIPPED};
use ingest::store::COLUMNS;

/// The first block of a language in a Markdown text.
fn block(text: &str, language: &str) -> String {
    let (_, rest) = text.split_once(&format!("```{language}\n")).unwrap();
    rest.split_once("```").unwrap().0.to_owned()
}

#[test]
fn the_map_example_parses_and_every_shipped_map_is_listed() {
    let text = include_str!("../../../../docs/formats/map.md");
    let map = Map::parse("map.md", block(text, "toml").as_bytes()).unwrap();
    assert_eq!((map.name.as_str(), map.geography.len()), ("example", 2));
    for shipped in SHIPPED {
        assert!(text.contains(&format!("| `{}` |", shipped.name)), "{}", shipped.name);
    }
}

#[test]
fn the_announcement_example_parses() {
    let text = include_str!("../../../../docs/formats/announcements.md");
    let file: AnnouncementFile = toml::from_str(&block(text, "toml")).unwrap();
    assert_eq!(file.announcements.len(), 2);
    assert!(file.announcements.iter().all(|one| !one.votes.is_empty()));
}

#[test]
fn every_column_of_a_collection_is_documented() {
    let text = include_str!("../../../../docs/formats/collection.md");
    for column in COLUMNS {
        assert!(text.contains(&format!("`{column}`")), "{column}");
    }
}
