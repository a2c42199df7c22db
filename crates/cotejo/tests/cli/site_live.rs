//! A night from outside: a centre takes sheets and serves the public site, a watcher makes it again, an open page
//! hears of it; and the pages stay when the log can no longer be written.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use record::TableNo;

use crate::centre::{Centre, set_up};
use crate::killed::{keys_and_election, qr_texts, sheet_files};
use crate::support::{Place, cotejo, shown};

/// Longer than a watcher needs on any machine.
const PATIENCE: Duration = Duration::from_secs(90);

/// A process that is stopped when the test ends.
struct Watching(Child);

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn ask(address: &str, path: &str, accept: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).expect("it listens");
    stream.set_read_timeout(Some(PATIENCE)).expect("ours");
    let head = format!(
        "GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: {accept}\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).expect("it takes requests");
    stream
}

/// Whether a page came, and what.
pub fn get(address: &str, path: &str) -> (bool, String) {
    let mut answer = String::new();
    ask(address, path, "text/html").read_to_string(&mut answer).expect("text");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
    (head.starts_with("HTTP/1.1 200"), body.to_owned())
}

/// Makes the site of a place's log, and lets its centre serve it.
pub fn build_site(place: &Place) {
    let config = std::fs::read_to_string(place.path("centre.toml")).expect("the configuration");
    let config = format!("site = \"site\"\n{config}");
    std::fs::write(place.path("centre.toml"), config).expect("writable");
    let (election, log, out) = (place.text("election"), place.text("public"), place.text("site"));
    let built = cotejo(&["site", "build", "--election", &election, "--log", &log, "--out", &out]);
    assert!(built.status.success(), "{}", shown(&built));
}

#[test]
fn a_sheet_comes_onto_its_page_open_pages_hear_of_it_and_pages_stay_when_the_log_is_down() {
    let place = Place::new();
    let election = keys_and_election(&place);
    let (tcp, _) = set_up(&place);
    build_site(&place);
    let (_centre, address) = Centre::start_with(&place.text("centre.toml"));
    assert_eq!(address, format!("127.0.0.1:{tcp}"));
    let watching = Command::new(env!("CARGO_BIN_EXE_cotejo"))
        .args(["site", "watch", "--election", &place.text("election")])
        .args(["--log", &place.text("public"), "--out", &place.text("site"), "--every", "1"])
        .stdout(Stdio::null())
        .spawn()
        .expect("the program runs");
    let _watching = Watching(watching);

    let code = election.tables.code(TableNo(0)).to_owned();
    let other = election.tables.code(TableNo(1)).to_owned();
    let (page, other) = (format!("/es/t/{code}.html"), format!("/es/t/{other}.html"));
    let (is_there, before) = get(&address, &page);
    assert!(is_there && !before.contains("tlog-proof"), "no receipt yet: {before}");
    let (_, other_before) = get(&address, &other);

    let mut events = BufReader::new(ask(&address, "/live", "text/event-stream")).lines();
    let mut next_size = || {
        events.by_ref().map_while(Result::ok).find_map(|line| {
            let news: serde_json::Value =
                serde_json::from_str(line.strip_prefix("data: ")?).ok()?;
            news["size"].as_u64()
        })
    };
    assert_eq!(next_size(), Some(1), "the state of now comes first");
    let file = &sheet_files(&place, &qr_texts(&election)[..1])[0];
    let (outbox, https) = (place.text("outbox"), format!("http://{address}"));
    let sent = cotejo(&[
        "send",
        "--election",
        &place.text("election"),
        "--outbox",
        &outbox,
        "--https",
        &https,
        file,
    ]);
    assert!(sent.status.success(), "{}", shown(&sent));
    assert_eq!(next_size(), Some(2), "an open page hears of it");
    let began = Instant::now();
    let after = loop {
        let (_, after) = get(&address, &page);
        if after != before || began.elapsed() > PATIENCE {
            break after;
        }
    };
    assert!(after != before && after.contains("tlog-proof"), "{after}");
    let (_, other_after) = get(&address, &other);
    assert_eq!(other_after, other_before, "no other table's page is another");

    // The log's folder is gone, and with it store and log: nothing can be taken, everything can be read.
    std::fs::rename(place.path("public"), place.path("gone")).expect("ours to rename");
    let (is_there, still) = get(&address, &page);
    assert!(is_there && still == after);
    let refused = Command::new(env!("CARGO_BIN_EXE_cotejo"))
        .args(["send", "--election", &place.text("election"), "--outbox", &place.text("outbox-2")])
        .args([
            "--https",
            &https,
            "--seconds",
            "3",
            &sheet_files(&place, &qr_texts(&election)[1..2])[0],
        ])
        .output()
        .expect("the program runs");
    assert!(!refused.status.success(), "{}", shown(&refused));
    for path in ["/", "/es/areas.html", "/live.json", &page] {
        assert!(get(&address, path).0, "{path} is still served");
    }
}
