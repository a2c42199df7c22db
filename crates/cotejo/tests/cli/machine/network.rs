use std::process::{Command, Stdio};
use std::time::Duration;

use super::Room;
use crate::centre::{Centre, fsck, issue_pass, set_up, verify_receipts};
use crate::killed::{keys_and_election, qr_texts, sheet_files};
use crate::support::Place;

/// Sheets sent over HTTP; one more goes in datagrams.
const SHEETS: usize = 24;
const GATEWAY: &str = "10.77.0.1";
const STATION: &str = "10.77.0.2";

/// Two hosts with a cable between them.
fn hosts() -> (Room, Room) {
    let enter: &[&str] = &["--user", "--net"];
    let gateway = Room::new(&["--user", "--map-root-user", "--net"], enter);
    let station = gateway.with_network();
    let there = station.holder.id();
    gateway.run(&format!("ip link add cable type veth peer name cable netns {there}"));
    for (host, address) in [(&gateway, GATEWAY), (&station, STATION)] {
        host.run(&format!("ip address add {address}/24 dev cable"));
        host.run("ip link set cable up");
        host.run("ip link set lo up");
    }
    (gateway, station)
}

#[test]
fn a_gateway_whose_network_is_cut_again_and_again_loses_nothing() {
    let place = Place::new();
    let election = keys_and_election(&place);
    let (tcp, udp) = set_up(&place);
    let config = std::fs::read_to_string(place.path("centre.toml")).expect("written");
    std::fs::write(place.path("centre.toml"), config.replace("127.0.0.1", GATEWAY))
        .expect("writable");
    let texts = qr_texts(&election);
    let files = sheet_files(&place, &texts[..=SHEETS]);
    let pass = issue_pass(&place, &election, SHEETS);

    let (gateway, station) = hosts();
    let centre = Centre::start_as(gateway.cotejo(), &place);
    gateway.run("ip link set cable down");
    let send = |outbox: &str, way: [&str; 4], files: &[String]| {
        let mut command: Command = station.cotejo();
        command.args(["send", "--election", &place.text("election"), "--outbox"]);
        command.arg(place.path(outbox)).args(way).args(files);
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program runs")
    };
    let (https, address) = (format!("http://{GATEWAY}:{tcp}"), format!("{GATEWAY}:{udp}"));
    let by_udp = ["--pass", &pass, "--gateway", &address];
    let mut datagrams = send("by-udp", by_udp, &files[SHEETS..]);
    let mut http = send("by-http", ["--https", &https, "--https", &https], &files[..SHEETS]);
    for round in 0..8_u64 {
        std::thread::sleep(Duration::from_millis(300));
        gateway.run("ip link set cable up");
        std::thread::sleep(Duration::from_millis(10 + round * 53 % 97));
        gateway.run("ip link set cable down");
    }
    assert!(
        datagrams.try_wait().expect("ours").is_none() || http.try_wait().expect("ours").is_none()
    );
    gateway.run("ip link set cable up");
    assert!(http.wait().expect("it ends").success(), "every sheet has its receipt");
    assert!(datagrams.wait().expect("it ends").success(), "so has the one in datagrams");
    centre.kill();
    assert_eq!(fsck(&place)["sheets"], SHEETS + 1);
    let outboxes = [place.text("by-http"), place.text("by-udp")];
    assert_eq!(verify_receipts(&place, &[&outboxes[0], &outboxes[1]]), SHEETS + 1);
}
