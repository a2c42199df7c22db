//! The public site from outside: what comes out, what never does, and what a second build leaves alone.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::{Place, code, cotejo, json, shown};

/// Somebody who must not be found on any page.
const PLANTED: [&str; 3] = ["MARIA-PLANTADA", "V-98765432", "plantada@example.org"];

fn build(place: &Place, sources: &[&str]) -> Value {
    let (election, log) = (place.text("demo/election"), place.text("demo"));
    let out = place.text("built");
    let parts = ["site", "build", "--election", &election, "--log", &log, "--out", &out, "--json"];
    let built = cotejo(&[&parts[..], sources].concat());
    assert_eq!(code(&built), 0, "{}", shown(&built));
    json(&built)["made"].clone()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn no_name_number_or_picture_of_a_person_comes_out() {
    let place = Place::with_demo();
    let photos = place.path("demo/sources/party-c/photos");
    let photo = files(&photos).into_iter().next().expect("a photograph");
    // A witness's name and number in a file's name, and in the picture itself.
    let mut picture = fs::read(&photo).expect("the photograph");
    let of_person = format!("tEXtAuthor\0{} {}", PLANTED[0], PLANTED[2]);
    picture.extend_from_slice(of_person.as_bytes());
    fs::write(photos.join(format!("{}_{}.png", PLANTED[0], PLANTED[1])), &picture)
        .expect("written");
    let source = place.text("demo/sources/party-c");
    build(&place, &[&format!("party-c={source}")]);
    let all = files(&place.path("built"));
    assert!(all.len() > 500, "{}", all.len());
    // Some of the picture's own pixels, as they are compressed.
    let pixels = &picture[60..100];
    for path in &all {
        let bytes = fs::read(path).expect("a file of the site");
        let text = String::from_utf8_lossy(&bytes);
        for planted in PLANTED {
            assert!(!text.contains(planted), "{planted} in {}", path.display());
            assert!(!path.display().to_string().contains(planted), "{}", path.display());
        }
        assert!(!bytes.windows(pixels.len()).any(|part| part == pixels), "{}", path.display());
    }
    // What would be found if it came out is there: the digest of the picture names it.
    let digest = record::Digest::of(&picture).to_string();
    let data = fs::read_to_string(place.path("built/data/sources.json")).expect("the sources");
    assert!(data.contains(&digest), "the picture was read, and is named by its digest");
}

#[test]
fn a_second_build_makes_only_what_changed() {
    let place = Place::with_demo();
    let source = format!("party-a={}", place.text("demo/sources/party-a"));
    let first = build(&place, &[&source]);
    assert_eq!((&first["tables"][0], &first["tables"][1]), (&80.into(), &80.into()));
    let page = files(&place.path("built/es/t")).into_iter().next().expect("a page");
    let before = fs::metadata(&page).and_then(|page| page.modified()).expect("its time");
    let again = build(&place, &[&source]);
    assert_eq!((&again["tables"][1], &again["areas"][1]), (&0.into(), &0.into()));
    assert!(again["written"]["files"].as_u64().is_some_and(|files| files < 40), "{again}");
    assert_eq!(fs::metadata(&page).and_then(|page| page.modified()).expect("its time"), before);
    // Another source brings copies of some tables, and their pages alone are made again.
    let more = format!("observers={}", place.text("demo/sources/observers"));
    let third = build(&place, &[&source, &more]);
    let made = third["tables"][1].as_u64().expect("a number");
    assert!((1..=80).contains(&made), "{third}");
    // Another folder's things are left alone.
    let foreign = cotejo(&[
        "site",
        "build",
        "--election",
        &place.text("demo/election"),
        "--log",
        &place.text("demo"),
        "--out",
        &place.text("demo/election"),
    ]);
    assert_eq!(code(&foreign), 2);
    assert!(shown(&foreign).contains("W104"), "{}", shown(&foreign));
}
