//! Sheets in datagrams: from a station's outbox to a receipt that verifies.

use std::time::{Duration, Instant};

use ledger::Receipt;
use link::Sender;
use link::keys::Counter;
use link::sender::{Centre, GatewayNo, Pace, Progress};
use link::socket::SenderSocket;
use record::{SignedSheet, TableNo};

use crate::common::{Place, get};

const UDP: &str = "[udp]\nlisten = \"127.0.0.1:0\"\nsecrets = \"s\"\n";
/// Longer than anything here takes.
const LONG: Duration = Duration::from_secs(60);

/// Sends a sheet until its receipt verifies, and gives the index.
fn send(place: &Place, to: std::net::SocketAddr, sheet: SignedSheet) -> u64 {
    let secrets = place.secrets();
    let table = sheet.sheet().table;
    let pass = secrets.secret(place.election.id);
    let pass = pass.issue(table, 4, &secrets.centre.public()).unwrap();
    assert!(pass.ticket(Counter(0)).is_some());
    let centre = Centre { pass, gateways: vec![GatewayNo(0)] };
    let trust = place.trust();
    let verify = move |sheet: &[u8], receipt: &[u8]| {
        let receipt = Receipt::from_compact(receipt, sheet, &trust);
        let receipt = receipt.map_err(|error| error.to_string())?;
        receipt.verify(sheet, &trust, None).map(|_| ()).map_err(|error| error.to_string())
    };
    let pace = Pace { spread_ms: 1, ..Pace::default() };
    let mut sender = Sender::new(vec![centre], pace, [3; 32], verify).unwrap();
    let bytes = sheet.bytes().to_vec();
    let no = sender.submit(sheet).unwrap();
    sender.journaled(sender.state().version);
    let socket = SenderSocket::bind(vec![to], &[]).unwrap();
    let began = Instant::now();
    loop {
        assert!(began.elapsed() < LONG, "no receipt");
        let now = u64::try_from(began.elapsed().as_millis()).unwrap();
        for transmit in sender.poll(now).transmits {
            socket.send(&transmit).unwrap();
        }
        if let Some((from, answer)) = socket.receive(Duration::from_millis(20)).unwrap() {
            match sender.datagram(now, from, &answer) {
                Progress::Receipted(_) => break,
                Progress::Ignored | Progress::Later { .. } => {}
                other => panic!("{other:?}"),
            }
        }
    }
    let receipt = sender.receipt_of(no).unwrap();
    Receipt::from_compact(receipt, &bytes, &place.trust()).unwrap().index
}

#[test]
fn a_sheet_in_a_datagram_is_logged_and_receipted() {
    let place = Place::new(12);
    let running = place.start(UDP);
    let to = running.udp().unwrap();
    assert_eq!(send(&place, to, place.sheet(7)), 1);
    assert_eq!(send(&place, to, place.sheet(8)), 2);
    assert_eq!(send(&place, to, place.sheet(7)), 1, "again: the place it has");
    // Somebody who knows the address and nothing else.
    let noise = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
    for _ in 0..1_000 {
        noise.send_to(&[0x55; 1_100], to).unwrap();
    }
    assert_eq!(send(&place, to, place.sheet(9)), 3);
    running.stop();
}

#[test]
fn a_sheet_that_another_station_signed_is_refused_by_its_signature() {
    let place = Place::new(12);
    let running = place.start(UDP);
    let forged = {
        let sheet = sample::sheet(&place.shape, &place.election, TableNo(7));
        SignedSheet::sign(&sheet, &place.election.id, &sample::station_key(1, TableNo(8))).unwrap()
    };
    let to = running.udp().unwrap();
    let refused = std::panic::catch_unwind(|| send(&place, to, forged)).unwrap_err();
    let told = refused.downcast_ref::<String>().unwrap();
    assert!(told.contains("Refused"), "{told}");
    assert_eq!(get(&running, "/log/checkpoint").1.lines().nth(1), Some("1"));
    running.stop();
}
