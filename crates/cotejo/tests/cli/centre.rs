//! A centre as its operator runs it: started, killed at any moment, backed up, restored; and stations that go on
//! sending until they hold a receipt.

use std::net::{TcpListener, UdpSocket};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use record::sheet::from_qr_text;

use crate::killed::{keys_and_election, qr_texts, sheet_files};
use crate::support::{Place, code, cotejo, json, shown};

/// Sheets sent over HTTP; one more goes in datagrams.
const SHEETS: usize = 24;

/// A centre's process; killed where the test ends before it.
pub struct Centre(Child);

impl Centre {
    /// Starts it, and waits until it serves.
    pub fn start(place: &Place) -> Self {
        Self::start_as(Command::new(env!("CARGO_BIN_EXE_cotejo")), place)
    }

    /// The same with the program run in another way.
    pub fn start_as(program: Command, place: &Place) -> Self {
        Self::run(program, &place.text("centre.toml")).0
    }

    /// The same of another configuration; gives where it listens for HTTP.
    pub fn start_with(config: &str) -> (Self, String) {
        Self::run(Command::new(env!("CARGO_BIN_EXE_cotejo")), config)
    }

    fn run(mut program: Command, config: &str) -> (Self, String) {
        let mut child = program
            .args(["centre", "serve", config])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs");
        let said = serde_json::Deserializer::from_reader(child.stdout.take().expect("piped"))
            .into_iter::<serde_json::Value>()
            .next();
        let said = said.expect("it says that it serves").expect("JSON");
        assert_eq!(said["serving"], true, "{said}");
        (Self(child), said["http"].as_str().unwrap_or_default().to_owned())
    }

    /// Ends it without a word, as a power cut does.
    pub fn kill(mut self) {
        self.0.kill().expect("ours to kill");
        self.0.wait().expect("it ended");
    }
}

impl Drop for Centre {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Ports that are free now, for a centre that comes back where it was.
fn free_ports() -> (u16, u16) {
    let tcp = TcpListener::bind("127.0.0.1:0").expect("a port");
    let udp = UdpSocket::bind("127.0.0.1:0").expect("a port");
    let port = |address: std::io::Result<std::net::SocketAddr>| address.expect("bound").port();
    (port(tcp.local_addr()), port(udp.local_addr()))
}

/// An election, a log, secrets and a configuration.
pub fn set_up(place: &Place) -> (u16, u16) {
    let ports = free_ports();
    let (tcp, udp) = ports;
    let config = format!(
        "election = \"election\"\nlog = \"public\"\nlog_key = \"log.pem\"\n[http]\nlisten = \"127.0.0.1:{tcp}\"\n[udp]\nlisten = \"127.0.0.1:{udp}\"\nsecrets = \"centre.link\"\n"
    );
    std::fs::write(place.path("centre.toml"), config).expect("writable");
    let init = cotejo(&[
        "centre",
        "init",
        &place.text("centre.toml"),
        "--organisation-key",
        &place.text("authority.pem"),
    ]);
    assert_eq!(code(&init), 0, "{}", shown(&init));
    let keys = cotejo(&["link", "keys", &place.text("centre.link")]);
    assert_eq!(code(&keys), 0, "{}", shown(&keys));
    ports
}

pub fn fsck(place: &Place) -> serde_json::Value {
    let (log, election) = (place.text("public"), place.text("election"));
    let out = cotejo(&["log", "fsck", &log, "--election", &election, "--json"]);
    assert_eq!(code(&out), 0, "{}", shown(&out));
    json(&out)
}

#[test]
fn a_centre_killed_again_and_again_loses_no_sheet() {
    let place = Place::new();
    let election = keys_and_election(&place);
    let (tcp, udp) = set_up(&place);
    let texts = qr_texts(&election);
    let files = sheet_files(&place, &texts[..=SHEETS]);
    let pass = issue_pass(&place, &election, SHEETS);

    let send = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cotejo"));
        command.args(["send", "--election", &place.text("election")]).args(arguments);
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program runs")
    };
    let https = format!("http://127.0.0.1:{tcp}");
    let gateway = format!("127.0.0.1:{udp}");
    let by_http = place.text("by-http");
    let mut over_http: Vec<&str> = vec!["--outbox", &by_http, "--https", &https];
    over_http.extend(files[..SHEETS].iter().map(String::as_str));
    let mut over_http = send(&over_http);
    let by_udp = place.text("by-udp");
    let over_udp = ["--outbox", &by_udp, "--pass", &pass, "--gateway", &gateway, &files[SHEETS]];
    let mut station = send(&over_udp);
    for round in 0..6_u64 {
        let centre = Centre::start(&place);
        std::thread::sleep(Duration::from_millis(40 + round * 53 % 211));
        centre.kill();
        if round == 2 {
            // The station loses its power too, and starts again with what it journaled.
            let _ = station.kill();
            let _ = station.wait();
            station = send(&over_udp[..6]);
        }
    }
    let centre = Centre::start(&place);
    assert!(over_http.wait().expect("it ends").success(), "every sheet has its receipt");
    assert!(station.wait().expect("it ends").success(), "so has the one in datagrams");
    centre.kill();
    assert_eq!(fsck(&place)["sheets"], SHEETS + 1);
    assert_eq!(verify_receipts(&place, &[&by_http, &by_udp]), SHEETS + 1);
}

/// The pass of a table's station.
pub fn issue_pass(place: &Place, election: &record::Election, table: usize) -> String {
    let table = election.tables.code(record::TableNo(u32::try_from(table).expect("few")));
    let (passes, files) = (place.text("passes"), place.text("election"));
    let secret = place.text("centre.link");
    let issue = ["link", "issue", &passes, "--election", &files, "--secret", &secret];
    let out = cotejo(&[&issue[..], &["--table", table]].concat());
    assert!(code(&out) < 2, "{}", shown(&out));
    let pass = std::fs::read_dir(passes).expect("passes").next().expect("one");
    pass.expect("an entry").path().display().to_string()
}

/// Verifies every receipt in some outboxes against the log, and says how many.
pub fn verify_receipts(place: &Place, outboxes: &[&str]) -> usize {
    let (election, log) = (place.text("election"), place.text("public"));
    let mut verified = 0;
    for folder in outboxes {
        for entry in std::fs::read_dir(folder).expect("an outbox") {
            let path = entry.expect("an entry").path();
            if path.extension().is_some_and(|kind| kind == "tlog-proof") {
                let receipt = path.display().to_string();
                let out = cotejo(&["verify", &receipt, "--election", &election, "--log", &log]);
                assert_eq!(code(&out), 0, "{}", shown(&out));
                verified += 1;
            }
        }
    }
    verified
}

#[test]
fn a_backup_is_restored_only_where_that_forks_nothing() {
    let place = Place::new();
    let election = keys_and_election(&place);
    let (tcp, _) = set_up(&place);
    let texts = qr_texts(&election);
    let config = place.text("centre.toml");
    let send = |table: usize| {
        let file = place.text(&format!("{table}.cose"));
        std::fs::write(&file, from_qr_text(&texts[table]).expect("a sheet").bytes())
            .expect("writable");
        let https = format!("http://127.0.0.1:{tcp}");
        let out = cotejo(&[
            "send",
            &file,
            "--election",
            &place.text("election"),
            "--outbox",
            &place.text("outbox"),
            "--https",
            &https,
        ]);
        assert_eq!(code(&out), 0, "{}", shown(&out));
    };
    let centre = Centre::start(&place);
    send(0);
    let backup = cotejo(&["centre", "backup", &config, "--out", &place.text("backup")]);
    assert_eq!((code(&backup), &json(&backup)["entries"]), (0, &2.into()), "{}", shown(&backup));
    send(1);
    centre.kill();
    let restore = |more: &[&str]| {
        let from = place.text("backup");
        cotejo(&[&["centre", "restore", &config, "--from", &from][..], more].concat())
    };
    let there = restore(&["--nobody-to-ask"]);
    assert!(code(&there) == 2 && shown(&there).contains("T856"), "{}", shown(&there));
    std::fs::rename(place.path("public"), place.path("lost")).expect("ours");
    let silent = restore(&[]);
    assert!(code(&silent) == 2 && shown(&silent).contains("whom to ask"), "{}", shown(&silent));
    let mirror = place.text("lost");
    let behind = restore(&["--mirror", &mirror]);
    assert!(code(&behind) == 2 && shown(&behind).contains("T856"), "{}", shown(&behind));
    assert!(!place.path("public").exists(), "nothing was restored");

    // Without the second sheet nobody has seen more than the backup holds.
    let restored = restore(&["--nobody-to-ask"]);
    assert_eq!(
        (code(&restored), &json(&restored)["entries"]),
        (0, &2.into()),
        "{}",
        shown(&restored)
    );
    let centre = Centre::start(&place);
    send(2);
    centre.kill();
    assert_eq!(fsck(&place)["sheets"], 2);

    // A backup with a changed byte is none.
    std::fs::remove_dir_all(place.path("public")).expect("ours");
    let tile = place.path("backup/log/tile/entries/000.p/2");
    let mut bytes = std::fs::read(&tile).expect("a tile");
    bytes[40] ^= 1;
    std::fs::write(&tile, bytes).expect("writable");
    let damaged = restore(&["--nobody-to-ask"]);
    assert!(code(&damaged) == 2 && shown(&damaged).contains("T856"), "{}", shown(&damaged));
}

#[test]
fn a_dangerous_start_is_refused_with_its_reason() {
    let place = Place::new();
    keys_and_election(&place);
    let (tcp, _) = set_up(&place);
    let config = place.text("centre.toml");
    let check = || cotejo(&["centre", "check", &config]);
    assert_eq!(code(&check()), 0, "{}", shown(&check()));
    let _taken = TcpListener::bind(("127.0.0.1", tcp)).expect("free");
    let out = cotejo(&["centre", "serve", &config]);
    assert!(code(&out) == 2 && shown(&out).contains("T853"), "{}", shown(&out));
    use std::os::unix::fs::PermissionsExt as _;
    let mode = |file: &str, mode| {
        let permissions = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(place.path(file), permissions).expect("ours");
    };
    for secret in ["log.pem", "centre.link"] {
        mode(secret, 0o644);
        assert!(
            code(&check()) == 2 && shown(&check()).contains("read by others"),
            "{}",
            shown(&check())
        );
        mode(secret, 0o600);
    }
    std::fs::remove_file(place.path("public/log/checkpoint")).expect("ours");
    std::fs::rename(place.path("public/log/tile"), place.path("tile")).expect("ours");
    assert!(code(&check()) == 2 && shown(&check()).contains("L4"), "{}", shown(&check()));
    std::fs::write(place.path("centre.toml"), "colour = 1").expect("writable");
    assert!(code(&check()) == 2 && shown(&check()).contains("T850"), "{}", shown(&check()));
}

#[test]
fn a_file_dropped_into_the_inbox_gets_its_receipt_beside_it() {
    let place = Place::new();
    let election = keys_and_election(&place);
    set_up(&place);
    let inbox = place.path("inbox");
    std::fs::create_dir(&inbox).expect("a new folder");
    let config = std::fs::read_to_string(place.path("centre.toml")).expect("readable");
    std::fs::write(place.path("centre.toml"), format!("inbox = \"inbox\"\n{config}"))
        .expect("writable");
    std::fs::write(inbox.join("from-a-stick.txt"), &qr_texts(&election)[5]).expect("writable");
    std::fs::write(inbox.join("holiday.jpg"), b"no record").expect("writable");
    let centre = Centre::start(&place);
    let receipt = inbox.join("from-a-stick.txt.tlog-proof");
    let refused = inbox.join("holiday.jpg.refused");
    let answered = (0..600).any(|_| {
        std::thread::sleep(Duration::from_millis(50));
        receipt.exists() && refused.exists()
    });
    assert!(answered, "both files are answered");
    centre.kill();
    let verified = cotejo(&[
        "verify",
        &receipt.display().to_string(),
        "--election",
        &place.text("election"),
        "--log",
        &place.text("public"),
    ]);
    assert_eq!(code(&verified), 0, "{}", shown(&verified));
    assert!(std::fs::read_to_string(refused).expect("readable").contains("L402"));
}
