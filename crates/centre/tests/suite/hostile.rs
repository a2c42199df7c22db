//! Guests who mean harm: slow, many, silent, endless. Everybody else is answered meanwhile.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use openssl::asn1::Asn1Time;
use openssl::hash::MessageDigest;
use openssl::pkey::PKey;
use openssl::rsa::Rsa;
use openssl::ssl::{SslConnector, SslMethod};
use openssl::x509::extension::SubjectAlternativeName;
use openssl::x509::{X509, X509NameBuilder};

use crate::common::{Place, get, post};

const TIGHT: &str = "[http.limits]\nconnections = 40\nconnections_per_address = 20\nhandshake_seconds = 1\nhead_seconds = 1\nrequest_seconds = 2\n";
/// Longer than every limit, shorter than anybody's patience.
const LONG: Duration = Duration::from_secs(20);

fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(LONG)).unwrap();
    stream
}

/// Everything the other side says until it closes.
fn rest(stream: &mut TcpStream) -> String {
    let mut said = Vec::new();
    // A connection that is reset is closed too.
    let _ = stream.read_to_end(&mut said);
    String::from_utf8_lossy(&said).into_owned()
}

#[test]
fn those_who_send_slowly_or_nothing_are_closed() {
    let place = Place::new(3);
    let running = place.start(TIGHT);
    let address = running.http().unwrap();
    let mut silent = connect(address);
    let mut half_a_head = connect(address);
    half_a_head.write_all(b"POST /v1/records HTTP/1.1\r\nHost: x\r\nX-").unwrap();
    let mut half_a_body = connect(address);
    half_a_body
        .write_all(b"POST /v1/records HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf")
        .unwrap();
    assert_eq!(get(&running, "/health").0, 200, "others are answered meanwhile");
    assert_eq!(rest(&mut silent), "");
    assert!(!rest(&mut half_a_head).contains("200"));
    assert!(rest(&mut half_a_body).contains("503"), "a body that does not come");
    running.stop();
}

#[test]
fn one_address_cannot_take_every_connection() {
    let place = Place::new(3);
    let running = place.start(TIGHT);
    let mut held: Vec<_> = (0..30).map(|_| connect(running.http().unwrap())).collect();
    let mut turned_away = 0;
    for stream in &mut held {
        stream.set_read_timeout(Some(Duration::from_millis(500))).unwrap();
        turned_away += u32::from(matches!(stream.read(&mut [0]), Ok(0)));
    }
    assert!(turned_away >= 10, "{turned_away}: at most 20 stay");
    drop(held);
    // Places are free again once those who held them have left.
    let answered = (0..100).any(|_| {
        std::thread::sleep(Duration::from_millis(50));
        let mut stream = connect(running.http().unwrap());
        let asked =
            stream.write_all(b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        asked.is_ok() && rest(&mut stream).contains("200 OK")
    });
    assert!(answered);
    running.stop();
}

#[test]
fn heads_and_bodies_without_end_are_cut() {
    let place = Place::new(3);
    let running = place.start(TIGHT);
    let address = running.http().unwrap();
    let mut endless = connect(address);
    endless.write_all(b"GET /health HTTP/1.1\r\n").unwrap();
    let line = format!("X-Filler: {}\r\n", "x".repeat(8_000));
    let cut = (0..1_000).any(|_| endless.write_all(line.as_bytes()).is_err());
    assert!(cut || !rest(&mut endless).contains("200 OK"));
    let mut chunks = connect(address);
    chunks
        .write_all(b"POST /v1/records HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        .unwrap();
    let chunk = format!("ffff\r\n{}\r\n", "x".repeat(0xffff));
    for _ in 0..100 {
        if chunks.write_all(chunk.as_bytes()).is_err() {
            break;
        }
    }
    assert!(!rest(&mut chunks).contains("200 OK"));
    let (status, _) = post(&running, "/v1/records", place.sheet(1).bytes(), &[]);
    assert_eq!(status, 200, "others are answered");
    running.stop();
}

/// A certificate for 127.0.0.1 that vouches for itself, and its key.
pub fn certificate() -> (Vec<u8>, Vec<u8>) {
    let key = PKey::from_rsa(Rsa::generate(2_048).unwrap()).unwrap();
    let mut name = X509NameBuilder::new().unwrap();
    name.append_entry_by_text("CN", "a centre").unwrap();
    let name = name.build();
    let mut builder = X509::builder().unwrap();
    builder.set_version(2).unwrap();
    builder.set_subject_name(&name).unwrap();
    builder.set_issuer_name(&name).unwrap();
    builder.set_pubkey(&key).unwrap();
    builder.set_not_before(&Asn1Time::days_from_now(0).unwrap()).unwrap();
    builder.set_not_after(&Asn1Time::days_from_now(2).unwrap()).unwrap();
    let names = SubjectAlternativeName::new()
        .ip("127.0.0.1")
        .build(&builder.x509v3_context(None, None))
        .unwrap();
    builder.append_extension(names).unwrap();
    builder.sign(&key, MessageDigest::sha256()).unwrap();
    let pem = builder.build().to_pem().unwrap();
    (pem, key.private_key_to_pem_pkcs8().unwrap())
}

#[test]
fn https_answers_and_closes_those_who_never_shake_hands() {
    let place = Place::new(3);
    let (chain, key) = certificate();
    std::fs::write(place.path().join("chain.pem"), &chain).unwrap();
    std::fs::write(place.path().join("key.pem"), key).unwrap();
    let running = place.start(&format!("certificate = \"chain.pem\"\nkey = \"key.pem\"\n{TIGHT}"));
    let address = running.http().unwrap();
    let mut silent: Vec<_> = (0..15).map(|_| connect(address)).collect();
    let mut connector = SslConnector::builder(SslMethod::tls()).unwrap();
    connector.cert_store_mut().add_cert(X509::from_pem(&chain).unwrap()).unwrap();
    let mut stream = connector.build().connect("127.0.0.1", connect(address)).unwrap();
    assert!(matches!(stream.ssl().version_str(), "TLSv1.3"), "{}", stream.ssl().version_str());
    let sheet = place.sheet(2);
    let head = format!(
        "POST /v1/records HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
        sheet.bytes().len()
    );
    stream.write_all(&[head.as_bytes(), sheet.bytes()].concat()).unwrap();
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer);
    let receipt = answer.split_once("\r\n\r\n").expect("a body").1;
    assert_eq!(place.index(receipt, sheet.bytes()), 1);
    for one in &mut silent {
        assert_eq!(rest(one), "", "closed without a word");
    }
    running.stop();
}
