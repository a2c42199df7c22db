//! A party's centre: a log of its own for what its witnesses bring, and every sheet on to the authority.

use std::time::Duration;

use crate::centre::{Centre, fsck, set_up};
use crate::killed::{keys_and_election, qr_texts};
use crate::support::{Place, code, cotejo, json, shown};

/// Sheets that the party's witnesses bring.
const SHEETS: usize = 6;

/// The party's configuration; its log's key and its own key are in the place already.
fn set_up_party(place: &Place, authority: u16) -> String {
    let key = place.text("party-log.pem");
    assert_eq!(code(&cotejo(&["key", "new", &key])), 0);
    let config = format!(
        "election = \"election\"\nlog = \"party\"\nlog_key = \"party-log.pem\"\norigin = \"party-a.example/log\"\nforward = [\"http://127.0.0.1:{authority}\"]\n[http]\nlisten = \"127.0.0.1:0\"\n[copies]\nwitnesses = \"witnesses.csv\"\nfolder = \"copies\"\n"
    );
    let file = place.text("party.toml");
    std::fs::write(&file, config).expect("writable");
    let own = place.text("party-a.pem");
    let init = ["centre", "init", &file, "--organisation", "party-a", "--organisation-key", &own];
    let init = cotejo(&init);
    assert_eq!(code(&init), 0, "{}", shown(&init));
    json(&init)["vkey"].as_str().expect("a key").to_owned()
}

#[test]
fn what_a_partys_witnesses_bring_stands_in_its_own_log_and_in_the_authoritys() {
    let place = Place::new();
    let election = keys_and_election(&place);
    let (tcp, _) = set_up(&place);
    let vkey = set_up_party(&place, tcp);
    assert!(vkey.starts_with("party-a.example/log+"), "{vkey}");
    let secret = cotejo(&["centre", "witness", &place.text("party.toml"), "table-1"]);
    let secret = String::from_utf8(secret.stdout).expect("text").trim().to_owned();

    // The authority is not there yet, so that the party has to keep trying.
    let (party, address) = Centre::start_with(&place.text("party.toml"));
    let post = |text: &str, secret: &str| {
        let url = format!("http://{address}/v1/copies");
        let agent = ureq::Agent::config_builder().http_status_as_error(false).build();
        let answer = ureq::Agent::new_with_config(agent)
            .post(&url)
            .header("Authorization", &format!("Bearer {secret}"))
            .send(text.as_bytes());
        answer.expect("an answer").status().as_u16()
    };
    let texts = qr_texts(&election);
    for text in &texts[..SHEETS] {
        assert!((200..300).contains(&post(text, &secret)));
    }
    assert_eq!(post(&texts[SHEETS], "somebody else"), 401);
    std::thread::sleep(Duration::from_secs(3));
    let authority = Centre::start(&place);
    let all = u64::try_from(SHEETS).expect("few") + 1;
    let show = ["log", "show", &place.text("public"), "--election", &place.text("election")];
    let there = (0..600).any(|_| {
        std::thread::sleep(Duration::from_millis(100));
        json(&cotejo(&[&show[..], &["--json"]].concat()))["size"] == all
    });
    assert!(there, "{}", shown(&cotejo(&show)));

    // Killed and started again, it knows how far it came; the same sheet twice is one entry.
    party.kill();
    let (party, _) = Centre::start_with(&place.text("party.toml"));
    std::thread::sleep(Duration::from_secs(3));
    party.kill();
    authority.kill();
    assert_eq!(fsck(&place)["sheets"], SHEETS);
    let own = std::fs::read_to_string(place.path("party/log/checkpoint")).expect("published");
    assert_eq!(own.lines().next(), Some("party-a.example/log"));
    assert_eq!(own.lines().nth(1), Some(all.to_string().as_str()));
    let entries = |log: &str| {
        let path = place.path(&format!("{log}/log/tile/entries/000.p/{all}"));
        std::fs::read(path).expect("entries")
    };
    let (ours, theirs) = (entries("party"), entries("public"));
    let tail = |bytes: &[u8]| bytes[bytes.len() - 100..].to_vec();
    assert_eq!(tail(&ours), tail(&theirs), "the same bytes in both logs");
}
