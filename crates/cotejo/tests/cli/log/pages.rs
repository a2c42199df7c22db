//! Bulletins and the log's state as files for readers.

use std::fs;

use super::expect;
use crate::support::{Place, shown};

#[test]
fn a_bulletin_is_written_as_a_page_and_as_a_pdf_in_both_languages() {
    let place = Place::with_demo();
    let (election, bulletin) = (place.text("demo/election"), place.text("demo/bulletins/2.json"));
    let text = fs::read_to_string(&bulletin).unwrap();
    let digest = record::Digest::of(text.as_bytes()).to_string();
    for (language, title) in [("en", "Bulletin 2"), ("es", "Boletín 2")] {
        let (page, pdf) = (place.text("b.html"), place.text("b.pdf"));
        let out = expect(
            0,
            &[
                "bulletin",
                "show",
                &bulletin,
                "--election",
                &election,
                "--language",
                language,
                "--page",
                &page,
                "--pdf",
                &pdf,
            ],
        );
        assert_eq!(shown(&out), "", "files are written instead of text");
        let page = fs::read_to_string(&page).unwrap();
        assert!(page.contains(&format!("<html lang=\"{language}\">")), "{page}");
        assert!(page.contains(title) && page.contains(&digest), "{page}");
        assert!(fs::read(&pdf).unwrap().starts_with(b"%PDF-1.7"));
    }
    let show = ["bulletin", "show", &bulletin, "--election", &election, "--language", "fr"];
    assert!(shown(&expect(2, &show)).contains("choose en or es"));
}

#[test]
fn a_bulletin_of_another_election_is_not_shown_with_wrong_names() {
    let (place, other) = (Place::with_demo(), Place::new());
    let out = other.text("demo");
    expect(0, &["demo", "--tables", "80", "--seed", "12", "--out", &out]);
    let bulletin = place.text("demo/bulletins/1.json");
    let told =
        expect(2, &["bulletin", "show", &bulletin, "--election", &format!("{out}/election")]);
    assert!(shown(&told).contains("L442") && shown(&told).contains("use the election file"));
}

#[test]
fn the_page_of_a_log_names_who_has_not_cosigned() {
    let place = Place::with_demo();
    let (log, election) = (place.text("demo"), place.text("demo/election"));
    let page = place.text("log.html");
    expect(0, &["log", "page", &log, "--election", &election, "--out", &page, "--language", "en"]);
    let page = fs::read_to_string(&page).unwrap();
    for part in [
        "example.org/elections/sample-11",
        "Yes: the quorum of the election file is reached.",
        "Partido C has never cosigned.",
        "Misión de observación",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
}
