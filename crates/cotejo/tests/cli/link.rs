//! `cotejo link` and `cotejo bench link`, from outside.

use std::os::unix::fs::PermissionsExt as _;

use serde_json::Value;

use crate::support::{Place, code, cotejo, json, shown};

#[test]
fn passes_follow_from_the_secret_and_nothing_is_overwritten() {
    let place = Place::new();
    let out = cotejo(&["sample", &place.text("s"), "--tables", "6", "--keys"]);
    assert_eq!(code(&out), 0, "{}", shown(&out));
    let (secret, election) = (place.text("centre.link"), place.text("s/election"));
    let made = json(&cotejo(&["link", "keys", &secret, "--json"]));
    let again = cotejo(&["link", "keys", &secret]);
    assert_eq!(code(&again), 2, "a secret is never overwritten");
    let shown_again = json(&cotejo(&["link", "keys", &secret, "--public", "--json"]));
    assert_eq!(made, shown_again);
    let mode = std::fs::metadata(place.path("centre.link")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);

    // The election file does not name the gateway yet.
    let issue = |folder: &str, more: &[&str]| {
        let folder = place.text(folder);
        let start = ["link", "issue", &folder, "--election", &election, "--secret", &secret];
        cotejo(&[&start, more].concat())
    };
    let first = issue("a", &["--json"]);
    assert_eq!(code(&first), 1, "{}", shown(&first));
    let said = json(&first);
    assert_eq!(said["breaches"][0]["rule"], "T827");
    assert_eq!((&said["passes"], &said["tickets"]), (&Value::from(6), &Value::from(16)));
    assert_eq!(code(&issue("a", &[])), 2, "a pass is never overwritten");
    let names = std::fs::read_dir(place.path("a")).unwrap().map(|one| one.unwrap().path());
    let mut names: Vec<_> = names.collect();
    names.sort();
    assert_eq!(names.len(), 6);
    let table = names[2].file_stem().unwrap().to_str().unwrap().to_owned();
    let one = issue("b", &["--table", &table, "--tickets", "3"]);
    assert_eq!(code(&one), 1, "{}", shown(&one));
    let pass = std::fs::read_to_string(place.path("b").join(format!("{table}.pass"))).unwrap();
    let all = std::fs::read_to_string(&names[2]).unwrap();
    assert!(all.starts_with(&pass) && pass.lines().count() == 8, "{pass}");
    for (more, rule) in [(["--table", "none"], "T819"), (["--tickets", "0"], "T825")] {
        let out = issue("c", &more);
        assert_eq!(code(&out), 2);
        assert!(shown(&out).contains(rule) && shown(&out).contains("next:"), "{}", shown(&out));
    }

    // And now it does: another election, and other passes.
    let manifest = place.path("s/election/election.toml");
    let text = std::fs::read_to_string(&manifest).unwrap();
    let key = made["key"].as_str().unwrap();
    let gateway = format!(
        "\n[[gateways]]\norganisation = \"authority\"\nudp = \"results.example.org:5110\"\nkey = \"{key}\"\n"
    );
    std::fs::write(&manifest, text + &gateway).unwrap();
    let named = issue("d", &[]);
    assert_eq!(code(&named), 0, "{}", shown(&named));
    let other = std::fs::read_to_string(place.path("d").join(format!("{table}.pass"))).unwrap();
    assert_ne!(other, all);

    std::fs::set_permissions(&secret, std::fs::Permissions::from_mode(0o644)).unwrap();
    let open = issue("e", &[]);
    assert_eq!(code(&open), 2);
    assert!(shown(&open).contains("chmod 600"), "{}", shown(&open));
}

#[test]
fn a_measurement_gives_every_row_in_one_second_windows() {
    let out = cotejo(&["bench", "link", "--seconds", "1", "--flooders", "1", "--json"]);
    assert_eq!(code(&out), 0, "{}", shown(&out));
    let said = json(&out);
    let rows = said["rows"].as_array().unwrap();
    let names: Vec<_> = rows.iter().map(|row| row["name"].as_str().unwrap()).collect();
    let attacks = ["one captured header", "one captured datagram", "one stolen pass"];
    assert_eq!(names, [&["quiet", "junk"][..], &attacks].concat());
    for row in rows {
        assert_eq!(row["answered"], row["asked"], "{row}");
    }
    assert!(rows[1]["junk_per_second"].as_f64().unwrap() > 0.0);
    let wrong = cotejo(&["bench", "link", "--seconds", "0"]);
    assert_eq!(code(&wrong), 2);
}
