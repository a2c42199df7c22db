//! HTTP/2 over TLS, frame by frame (RFC 9113): what is agreed on, what is answered, and who is sent away.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use centre::run::Running;
use openssl::ssl::{SslConnector, SslMethod, SslStream};
use openssl::x509::X509;

use crate::common::Place;
use crate::hostile::certificate;

const LIMITS: &str = "certificate = \"chain.pem\"\nkey = \"key.pem\"\n[http.limits]\nconnections = 40\nconnections_per_address = 20\nhead_seconds = 1\nstreams = 7\nheader_bytes = 2000\ncancelled_streams = 5\nreset_streams = 5\n";
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
const PATIENCE: Duration = Duration::from_secs(20);

const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const GOAWAY: u8 = 7;
/// End of headers, end of stream.
const WHOLE: u8 = 0x5;
const ENHANCE_YOUR_CALM: u32 = 0xb;
/// `:method GET`, `:scheme https`, `:path /` by their places in the static table (RFC 7541, appendix A).
const GET_ROOT: &[u8] = &[0x82, 0x87, 0x84];

struct Frame {
    kind: u8,
    stream: u32,
    body: Vec<u8>,
}

struct Client(SslStream<TcpStream>);

impl Client {
    fn connect(running: &Running, chain: &[u8], offers: &[u8]) -> Self {
        let stream = TcpStream::connect(running.http().unwrap()).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let mut connector = SslConnector::builder(SslMethod::tls()).unwrap();
        connector.cert_store_mut().add_cert(X509::from_pem(chain).unwrap()).unwrap();
        connector.set_alpn_protos(offers).unwrap();
        Self(connector.build().connect("127.0.0.1", stream).unwrap())
    }

    fn begin(&mut self) {
        self.0.write_all(&[PREFACE, &frame(SETTINGS, 0, 0, &[])].concat()).unwrap();
    }

    /// The next frame; none where the other side has closed.
    fn read(&mut self) -> Option<Frame> {
        let mut head = [0; 9];
        self.0.read_exact(&mut head).ok()?;
        let [a, b, c, kind, _, stream @ ..] = head;
        let mut body = vec![0; usize::try_from(u32::from_be_bytes([0, a, b, c])).unwrap()];
        self.0.read_exact(&mut body).ok()?;
        Some(Frame { kind, stream: u32::from_be_bytes(stream), body })
    }

    fn read_until(&mut self, wanted: impl Fn(&Frame) -> bool) -> Option<Frame> {
        std::iter::from_fn(|| self.read()).find(wanted)
    }
}

fn frame(kind: u8, flags: u8, stream: u32, body: &[u8]) -> Vec<u8> {
    let [_, a, b, c] = u32::try_from(body.len()).unwrap().to_be_bytes();
    [&[a, b, c, kind, flags][..], &stream.to_be_bytes(), body].concat()
}

fn start(place: &Place) -> (Running, Vec<u8>) {
    let (chain, key) = certificate();
    std::fs::write(place.path().join("chain.pem"), &chain).unwrap();
    std::fs::write(place.path().join("key.pem"), key).unwrap();
    (place.start(LIMITS), chain)
}

#[test]
fn who_offers_it_gets_it_within_the_limits_of_the_configuration() {
    let place = Place::new(3);
    let (running, chain) = start(&place);
    let mut client = Client::connect(&running, &chain, b"\x02h2\x08http/1.1");
    assert_eq!(client.0.ssl().selected_alpn_protocol(), Some(&b"h2"[..]));
    client.begin();
    let settings = client.read_until(|frame| frame.kind == SETTINGS).unwrap();
    let setting = |id: u16| {
        let mut all = settings.body.chunks_exact(6);
        let found = all.find(|one| one[..2] == id.to_be_bytes()).unwrap();
        u32::from_be_bytes(found[2..].try_into().unwrap())
    };
    assert_eq!((setting(3), setting(6)), (7, 2_000), "streams, header bytes");
    // No site here, so the root is nobody's: what counts is that it is answered, `:status 404`.
    client.0.write_all(&frame(HEADERS, WHOLE, 1, GET_ROOT)).unwrap();
    let answer = client.read_until(|frame| frame.kind == HEADERS).unwrap();
    assert_eq!((answer.stream, answer.body[0]), (1, 0x8d));
    // `/health` as a literal, more than once at a time.
    let path = [&[0x04, 7][..], b"/health"].concat();
    let asked = [&[0x82, 0x87][..], &path].concat();
    let both = [frame(HEADERS, WHOLE, 3, &asked), frame(HEADERS, WHOLE, 5, &asked)].concat();
    client.0.write_all(&both).unwrap();
    for _ in 0..2 {
        let answer = client.read_until(|frame| frame.kind == HEADERS).unwrap();
        assert_eq!(answer.body[0], 0x88, ":status 200");
    }
    // Headers that are too long are answered 431, and the connection lives.
    let long = "x".repeat(2_100);
    let length = [0x7f, 0xb5, 0x0f];
    let filler = [&[0x00, 8][..], b"x-filler", &length, long.as_bytes()].concat();
    client.0.write_all(&frame(HEADERS, WHOLE, 7, &[GET_ROOT, &filler].concat())).unwrap();
    let answer = client.read_until(|frame| frame.kind == HEADERS && frame.stream == 7).unwrap();
    // `:status`, and "431" in the code of RFC 7541, appendix B.
    assert_eq!(answer.body[..5], [0x48, 0x83, 0x69, 0x90, 0xff]);
    // Who offers nothing speaks HTTP/1.1.
    let old = Client::connect(&running, &chain, b"\x08http/1.1");
    assert_eq!(old.0.ssl().selected_alpn_protocol(), Some(&b"http/1.1"[..]));
    running.stop();
}

#[test]
fn who_cancels_again_and_again_or_says_nothing_is_sent_away() {
    let place = Place::new(3);
    let (running, chain) = start(&place);
    let mut flood = Client::connect(&running, &chain, b"\x02h2");
    flood.begin();
    let cancelled = |at: u32| {
        let stream = 2 * at + 1;
        let cancel = 8_u32.to_be_bytes();
        [frame(HEADERS, WHOLE, stream, GET_ROOT), frame(RST_STREAM, 0, stream, &cancel)].concat()
    };
    let all: Vec<u8> = (0..300).flat_map(cancelled).collect();
    flood.0.write_all(&all).unwrap();
    let away = flood.read_until(|frame| frame.kind == GOAWAY).unwrap();
    let code = u32::from_be_bytes(away.body[4..8].try_into().unwrap());
    assert_eq!(code, ENHANCE_YOUR_CALM);
    assert!(flood.read_until(|_| false).is_none(), "closed");

    let mut silent = Client::connect(&running, &chain, b"\x02h2");
    assert!(silent.read_until(|_| false).is_none(), "closed without a request");
    let mut idle = Client::connect(&running, &chain, b"\x02h2");
    idle.begin();
    assert!(idle.read_until(|_| false).is_none(), "closed without a request");

    let mut other = Client::connect(&running, &chain, b"\x02h2");
    other.begin();
    other.0.write_all(&frame(HEADERS, WHOLE, 1, GET_ROOT)).unwrap();
    assert!(other.read_until(|frame| frame.kind == HEADERS).is_some(), "others are answered");
    running.stop();
}
