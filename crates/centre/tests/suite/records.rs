//! Records over HTTP: receipts for what can be logged, rules for what cannot.

use record::sheet::to_qr_text;

use crate::common::{Place, get, post};

#[test]
fn a_record_gets_a_receipt_and_the_same_one_again() {
    let place = Place::new(12);
    let running = place.start("");
    let sheet = place.sheet(3);
    let (status, receipt) = post(&running, "/v1/records", sheet.bytes(), &[]);
    assert_eq!(status, 200, "{receipt}");
    let index = place.index(&receipt, sheet.bytes());
    assert_eq!(index, 1);
    let (status, again) =
        post(&running, "/v1/records", to_qr_text(&sheet).unwrap().as_bytes(), &[]);
    assert_eq!((status, place.index(&again, sheet.bytes())), (200, 1), "as a QR text");
    let (status, other) = post(&running, "/v1/records", place.sheet(4).bytes(), &[]);
    assert_eq!((status, place.index(&other, place.sheet(4).bytes())), (200, 2));
    let (status, checkpoint) = get(&running, "/log/checkpoint");
    assert_eq!((status, checkpoint.lines().nth(1)), (200, Some("3")));
    let (status, metrics) = get(&running, "/metrics");
    assert_eq!(status, 200);
    assert!(metrics.contains("cotejo_centre_logged_total 3"), "{metrics}");
    assert_eq!(get(&running, "/ready").0, 200);
    running.stop();
}

#[test]
fn what_cannot_be_logged_is_refused_with_its_rule() {
    let place = Place::new(12);
    let running = place.start("");
    let mut forged = place.sheet(3).bytes().to_vec();
    *forged.last_mut().unwrap() ^= 1;
    let large = vec![0; 200_000];
    let cases: [(&[u8], u16, &str); 4] = [
        (&forged, 422, "S120"),
        (b"nothing of ours", 422, "L402"),
        (b"", 422, "L402"),
        (&large, 413, ""),
    ];
    for (body, status, rule) in cases {
        let (got, answer) = post(&running, "/v1/records", body, &[]);
        assert_eq!(got, status, "{answer}");
        assert!(answer.contains(rule), "{answer}");
    }
    let sheet = place.sheet(3);
    let packed = post(&running, "/v1/records", sheet.bytes(), &[("Content-Encoding", "gzip")]);
    assert_eq!(packed.0, 415, "nothing is unpacked");
    assert_eq!(get(&running, "/log/checkpoint").1.lines().nth(1), Some("1"), "nothing was logged");
    assert_eq!(get(&running, "/log/../heads.sqlite").0, 404);
    running.stop();
}

#[test]
fn witnesses_hand_in_what_they_hold() {
    let place = Place::new(12);
    let running = place.start("");
    let sheet = place.sheet(5);
    let text = to_qr_text(&sheet).unwrap();
    let known = [("Authorization", "Bearer secret")];
    for headers in [&[][..], &[("Authorization", "Bearer other")], &[("Authorization", "secret")]] {
        let (status, answer) = post(&running, "/v1/copies", text.as_bytes(), headers);
        assert_eq!(status, 401, "{answer}");
        assert!(answer.contains("T855"), "{answer}");
    }
    let (status, receipt) = post(&running, "/v1/copies", text.as_bytes(), &known);
    assert_eq!(
        (status, place.index(&receipt, sheet.bytes())),
        (200, 1),
        "signed: it goes to the log"
    );
    let picture = [&[0x89, b'P', b'N', b'G'][..], b"whatever follows"].concat();
    for _ in 0..2 {
        let (status, answer) = post(&running, "/v1/copies", &picture, &known);
        assert_eq!(status, 200, "{answer}");
    }
    let kept = place.path().join(format!("copies/{}.png", record::Digest::of(&picture)));
    assert_eq!(std::fs::read(kept).unwrap(), picture);
    let list = std::fs::read_to_string(place.path().join("copies/copies.csv")).unwrap();
    assert_eq!(list.lines().count(), 3, "a head, and once each time: {list}");
    let (status, answer) = post(&running, "/v1/copies", &[0, 1, 2], &known);
    assert_eq!(status, 415, "{answer}");
    running.stop();
}

#[test]
fn a_centre_stopped_and_started_goes_on_where_it_was() {
    let place = Place::new(12);
    for round in 0..3 {
        let running = place.start("");
        let sheet = place.sheet(round);
        let (status, receipt) = post(&running, "/v1/records", sheet.bytes(), &[]);
        assert_eq!((status, place.index(&receipt, sheet.bytes())), (200, u64::from(round) + 1));
        running.stop();
    }
}
