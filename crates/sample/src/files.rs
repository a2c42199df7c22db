use std::borrow::Cow;
use std::fmt::Write as _;

use ed25519_dalek::SigningKey;
use record::{Digest, ElectionFiles};

use crate::Shape;
use crate::keys::{authority_key, log_key, organisation_key, station_key};
use crate::shape::LISTS_OF;
use crate::votes::electors;

/// Ten colours that stay apart in lightness, in order of the candidates.
const COLOURS: [&str; 10] = [
    "#3b4cc0", "#e8a33d", "#1b7f5c", "#c9d25a", "#8a3d8f", "#f2c6a0", "#5b5b5b", "#9fd3e8",
    "#a8442a", "#d9d9d9",
];

/// The files of an invented election: one contest, ten candidates on thirty-eight lists.
pub fn election_files(shape: &Shape) -> ElectionFiles<'static> {
    let bytes = |text: String| Cow::Owned(text.into_bytes());
    ElectionFiles {
        manifest: bytes(manifest(shape)),
        candidates: bytes(candidates()),
        lists: bytes(lists()),
        areas: bytes(areas(shape)),
        tables: bytes(tables(shape)),
    }
}

fn manifest(shape: &Shape) -> String {
    let software = Digest::of(b"cotejo/sample station software");
    let mut text = format!(
        r#"format = 1
name = "Elección de muestra {seed}"
country = "País de muestra"
language = "es"
timezone = "America/Caracas"
opens = "2030-06-02T06:00:00-04:00"
closes = "2030-06-03T02:00:00-04:00"
levels = ["state", "municipality", "parish", "centre"]
software = ["{software}"]

[[contests]]
key = "president"
title = "Presidencia de la República"

[log]
origin = "example.org/elections/sample-{seed}"
key = "{log}"

[cosigners]
at_least = 3
not_authority = 1

[clock]
award_hours = 72
challenge_days = 15
gazette_days = 30

[audit]
boxes = "54%"
risk_limit = "5%"
"#,
        seed = shape.seed,
        log = public(&log_key(shape.seed)),
    );
    for (id, name, role) in [
        ("authority", "Autoridad electoral", "authority"),
        ("party-a", "Partido A", "party"),
        ("party-b", "Partido B", "party"),
        ("party-c", "Partido C", "party"),
        ("observers", "Misión de observación", "observer"),
    ] {
        let key = if id == "authority" {
            authority_key(shape.seed)
        } else {
            organisation_key(shape.seed, id)
        };
        let key = public(&key);
        let _ = write!(
            text,
            "\n[[organisations]]\nid = \"{id}\"\nname = \"{name}\"\nrole = \"{role}\"\nkey = \"{key}\"\n"
        );
    }
    text
}

fn candidates() -> String {
    let mut text = String::from("contest,candidate,name,colour\n");
    for (letter, colour) in ('A'..).zip(COLOURS) {
        let _ = writeln!(text, "president,{letter},Candidatura {letter},{colour}");
    }
    text
}

fn lists() -> String {
    let mut text = String::from("contest,list,code,candidate\n");
    let candidates =
        ('A'..).zip(LISTS_OF).flat_map(|(letter, many)| (0..many).map(move |_| letter));
    for (number, letter) in (1..).zip(candidates) {
        let _ = writeln!(text, "president,Lista {number},{},{letter}", 1000 + number);
    }
    text
}

fn areas(shape: &Shape) -> String {
    let mut text = String::from("area,name,address,latitude,longitude\n");
    let mut last = [const { String::new() }; 4];
    for centre in 0..shape.centres() {
        let place = shape.place(centre);
        let names = [
            format!("Estado {}", place.state),
            format!("Municipio {}-{}", place.state, place.municipality),
            format!("Parroquia {}-{}-{}", place.state, place.municipality, place.parish),
            format!("Centro {}", place.centre_code()),
        ];
        for ((path, name), last) in place.paths().into_iter().zip(names).zip(&mut last) {
            if path == *last {
                continue;
            }
            let address = if name.starts_with("Centro") { "Calle Mayor" } else { "" };
            let coordinates =
                if name.starts_with("Centro") { coordinates(centre) } else { ",".to_owned() };
            let _ = writeln!(text, "{path},{name},{address},{coordinates}");
            *last = path;
        }
    }
    text
}

/// A grid over an invented country, in hundredths of a degree.
fn coordinates(centre: u32) -> String {
    let (column, row) = (centre % 173, centre * 7 % 311);
    format!("{}.{:02},-{}.{:02}", 2 + row / 30, row % 30 * 3, 61 + column / 15, column % 15 * 6)
}

fn tables(shape: &Shape) -> String {
    let mut text = String::from("table,area,electors,key\n");
    for table in shape.all_tables() {
        let [_, _, _, centre] = shape.place(shape.centre_of(table)).paths();
        let key = if shape.keys { public(&station_key(shape.seed, table)) } else { String::new() };
        let _ = writeln!(text, "{},{centre},{},{key}", shape.code(table), electors(shape, table));
    }
    text
}

fn public(key: &SigningKey) -> String {
    Digest(key.verifying_key().to_bytes()).to_string()
}
