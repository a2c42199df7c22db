//! Polling audits: the risk of receipts and of whole boxes.

use std::fs;

use crate::support::{Place, code, cotejo, json, shown};

const HEAD: &str = "risk_limit = \"5%\"\nchoices = [\"a\", \"b\"]\ntotals = [600, 400]\n";

fn poll(place: &Place, body: &str, more: &[&str]) -> std::process::Output {
    fs::write(place.path("polling.toml"), body).expect("writable");
    cotejo(&[&["audit", "poll", &place.text("polling.toml")][..], more].concat())
}

#[test]
fn every_method_confirms_what_is_clear_and_not_what_is_close() {
    let place = Place::new();
    let round = |a: u64, b: u64| format!("[[round]]\nvotes = [{a}, {b}]\n");
    for method in ["bravo", "providence"] {
        let head = format!("method = \"{method}\"\n{HEAD}");
        let clear = poll(&place, &format!("{head}{}{}", round(60, 40), round(66, 34)), &["--json"]);
        assert_eq!(code(&clear), 0, "{method}: {}", shown(&clear));
        assert_eq!(json(&clear)["after"].as_array().map(Vec::len), Some(2));
        let close = poll(&place, &format!("{head}{}", round(50, 50)), &["--language", "es"]);
        assert_eq!(code(&close), 1, "{method}: {}", shown(&close));
        assert!(shown(&close).contains("tras 1 ronda;"), "{}", shown(&close));
    }
    // BRAVO by hand: 1.2⁶⁰ · 0.8⁴⁰ after the first round.
    let one = poll(&place, &format!("method = \"bravo\"\n{HEAD}{}", round(60, 40)), &["--json"]);
    let wanted = (-(60.0 * 1.2_f64.ln() + 40.0 * 0.8_f64.ln())).exp();
    assert!(
        (json(&one)["risk"].as_f64().expect("a risk") - wanted).abs() < 1e-12,
        "{}",
        shown(&one)
    );

    let draws = |many: usize, of: &str| vec![format!("\"{of}\""); many].join(", ");
    let alpha = format!("method = \"alpha\"\n{HEAD}ballots = 1000\n");
    let clear = poll(&place, &format!("{alpha}draws = [{}]\n", draws(40, "a")), &["--json"]);
    assert_eq!(code(&clear), 0, "{}", shown(&clear));
    let lost = poll(&place, &format!("{alpha}draws = [{}]\n", draws(40, "not-found")), &["--json"]);
    assert_eq!(code(&lost), 1, "receipts not found count for the losers: {}", shown(&lost));

    let boxes = |votes: &str| format!("[[box]]\nbound = 100\n{votes}\n").repeat(60);
    let batches = format!("method = \"batches\"\n{HEAD}");
    let clear = poll(&place, &format!("{batches}{}", boxes("votes = [60, 20]")), &["--json"]);
    assert_eq!(code(&clear), 0, "{}", shown(&clear));
    let missing = poll(&place, &format!("{batches}{}", boxes("")), &["--json"]);
    assert_eq!(code(&missing), 1, "{}", shown(&missing));
}

#[test]
fn wrong_files_are_refused_with_their_rule() {
    let place = Place::new();
    let bravo = format!("method = \"bravo\"\n{HEAD}");
    let round = "[[round]]\nvotes = [6, 4]\n";
    for (body, rule) in [
        (String::new(), "A537"),
        (bravo.clone(), "A537"),
        (format!("{bravo}[[round]]\nvotes = [-6, 4]\n"), "A537"),
        (format!("{bravo}[[round]]\nvotes = [6.5, 4]\n"), "A537"),
        (format!("{bravo}[[round]]\nvotes = [6]\n"), "A535"),
        (format!("{}{round}", bravo.replace("5%", "0%")), "A511"),
        (format!("{}{round}", bravo.replace("[600, 400]", "[500, 500]")), "A530"),
        (format!("{}{round}", bravo.replace("[600, 400]", "[600]")), "A537"),
        (format!("{}{round}", bravo.replace("[600, 400]", "[99999999999999999999, 4]")), "A537"),
        (format!("method = \"alpha\"\n{HEAD}draws = [\"a\"]\n"), "A537"),
        (format!("method = \"alpha\"\n{HEAD}ballots = 10\ndraws = [\"a\"]\n"), "A537"),
        (format!("method = \"alpha\"\n{HEAD}ballots = 1000\ndraws = [\"z\"]\n"), "A537"),
        (format!("method = \"batches\"\n{HEAD}[[box]]\nbound = 0\nvotes = [0, 0]\n"), "A537"),
        (format!("method = \"batches\"\n{HEAD}[[box]]\nbound = 10\nvotes = [90, 0]\n"), "A524"),
    ] {
        let run = poll(&place, &body, &[]);
        assert_eq!(code(&run), 2, "{body}: {}", shown(&run));
        assert!(shown(&run).contains(rule), "{rule}: {body}: {}", shown(&run));
    }
}
