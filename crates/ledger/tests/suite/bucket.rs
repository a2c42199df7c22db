//! A log in an S3-compatible bucket, against a real server and against one that fails.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use ledger::log::Stored;
use ledger::reader::Source as _;
use ledger::storage::{Bucket, BucketAddress, MemoryHeads, Storage as _};
use ledger::{Log, fsck};
use record::Rule;

use crate::common::{ORIGIN, entries, key};
use crate::crash::nothing_acknowledged_is_lost;
use crate::moto::{BUCKET, Moto, environment};
use crate::storage::keeps_its_promises;

/// A bucket with a prefix of its own.
fn bucket(prefix: &str, environment: Vec<(String, String)>) -> Bucket {
    let address = BucketAddress::parse(&format!("s3://{BUCKET}/{prefix}")).unwrap();
    Bucket::open(address, environment, ureq::tls::TlsConfig::default()).unwrap()
}

#[test]
fn a_bucket_keeps_the_promises_of_storage() {
    let Some(moto) = Moto::start() else { return };
    keeps_its_promises(&bucket("promises", moto.environment()));
    keeps_its_promises(&bucket("promises/of/another", moto.environment()));
    keeps_its_promises(&bucket("", moto.environment()));
}

#[test]
fn what_is_read_from_a_bucket_is_bounded_and_stays_below_its_prefix() {
    let Some(moto) = Moto::start() else { return };
    let mut inside = bucket("inside", moto.environment());
    inside.put("tile/0/000", &[7; 1_000]).unwrap();
    assert_eq!(inside.fetch("tile/0/000", 1_000).unwrap().len(), 1_000);
    assert_eq!(inside.fetch("tile/0/000", 999).unwrap_err().rule, Rule::TileMalformed);
    assert_eq!(inside.fetch("tile/0/001", 999).unwrap_err().rule, Rule::LogFileMissing);
    for path in ["../outside", "tile/../../outside", "tile//0"] {
        assert_eq!(inside.put(path, b"x").unwrap_err().rule, Rule::LogStorageFailed);
    }
    let outside = bucket("", moto.environment());
    assert_eq!(outside.list("outside").unwrap(), Vec::<String>::new());
    assert_eq!(outside.get("outside").unwrap(), None);
}

#[test]
fn a_log_lives_in_a_bucket_whatever_call_fails() {
    let Some(moto) = Moto::start() else { return };
    let mut made = 0;
    let points = nothing_acknowledged_is_lost(3, 2, || {
        made += 1;
        bucket(&format!("log-{made}"), moto.environment())
    });
    println!("{points} points of failure");
    assert!(points >= 20, "{points}");
}

#[test]
fn a_missing_bucket_is_said_to_be_missing() {
    let Some(moto) = Moto::start() else { return };
    let address = BucketAddress::parse("s3://nobody-made-this/log").unwrap();
    let tls = ureq::tls::TlsConfig::default();
    let nowhere = Bucket::open(address, moto.environment(), tls).unwrap();
    for error in [
        nowhere.get("checkpoint").unwrap_err(),
        nowhere.put("checkpoint", b"x").unwrap_err(),
        nowhere.put_new("checkpoint", b"x").unwrap_err(),
        nowhere.list("staging").unwrap_err(),
    ] {
        assert_eq!(error.rule, Rule::LogStorageFailed, "{error}");
        assert!(error.detail.contains("s3://nobody-made-this/log/"), "{error}");
        assert!(error.detail.contains("make the bucket"), "{error}");
    }
}

#[test]
fn an_address_that_is_none_is_refused() {
    for text in [
        "bucket/log",
        "s3://",
        "s3://Bucket/log",
        "s3://ab/log",
        "s3://bucket/a//b",
        "s3://bucket/../b",
    ] {
        let error = BucketAddress::parse(text).unwrap_err();
        assert!(error.detail.contains("s3://BUCKET/PREFIX"), "{error}");
    }
    for text in ["s3://bucket", "s3://bucket/a/b.c"] {
        assert_eq!(BucketAddress::parse(text).unwrap().to_string(), text);
    }
    assert_eq!(BucketAddress::parse("s3://bucket/a/").unwrap().to_string(), "s3://bucket/a");
}

#[test]
fn a_server_that_is_down_is_named_and_one_that_fails_loses_nothing() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let down = bucket("down", environment(&format!("http://{closed}")));
    let error = down.get("checkpoint").unwrap_err();
    assert_eq!(error.rule, Rule::LogStorageFailed, "{error}");
    assert!(error.detail.contains(&format!("s3://{BUCKET}/down/checkpoint")), "{error}");
    assert!(error.to_string().contains("next: "), "{error}");

    let Some(moto) = Moto::start() else { return };
    let flaky = Flaky::before(&moto.at);
    let storage = || bucket("flaky", environment(&flaky.address));
    let heads = MemoryHeads::default();
    let mut log = Log::create(storage(), &heads, ORIGIN, key("log")).unwrap();
    log.append(&entries(0..300)).unwrap();
    let before = log.checkpoint();

    flaky.fails.store(true, Ordering::SeqCst);
    let error = log.append(&entries(300..310)).unwrap_err();
    assert_eq!(error.rule, Rule::LogStorageFailed, "{error}");
    assert!(error.detail.contains("503") && error.detail.contains("s3://"), "{error}");
    assert!(Log::open(storage(), &heads, ORIGIN, key("log")).is_err());

    flaky.fails.store(false, Ordering::SeqCst);
    assert!(log.append(&entries(300..310)).is_err(), "until it was opened again");
    let mut log = Log::open(storage(), &heads, ORIGIN, key("log")).unwrap();
    assert_eq!(log.checkpoint(), before);
    let places = log.append(&entries(290..310)).unwrap();
    assert_eq!((places[0].was_there, places[19].index), (true, 309));
    let checkpoint = log.checkpoint();
    let checked = fsck::check(&mut Stored(log.storage()), &checkpoint, |_, _| Ok(())).unwrap();
    assert_eq!(checked.entries, 310);
}

/// A server in front of another that answers 503 to everything while it is told to.
struct Flaky {
    address: String,
    fails: Arc<AtomicBool>,
}

impl Flaky {
    fn before(behind: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let fails = Arc::new(AtomicBool::new(false));
        let (told, behind) = (Arc::clone(&fails), behind.to_owned());
        std::thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let (told, server) = (Arc::clone(&told), TcpStream::connect(&behind).unwrap());
                std::thread::spawn(move || relay(client, server, &told));
            }
        });
        Self { address, fails }
    }
}

fn relay(mut client: TcpStream, mut server: TcpStream, fails: &AtomicBool) {
    let (mut back, mut to) = (server.try_clone().unwrap(), client.try_clone().unwrap());
    std::thread::spawn(move || std::io::copy(&mut back, &mut to));
    let mut chunk = [0; 64 << 10];
    while let Ok(read) = client.read(&mut chunk) {
        if read == 0 || fails.load(Ordering::SeqCst) {
            break;
        }
        if server.write_all(&chunk[..read]).is_err() {
            break;
        }
    }
    if fails.load(Ordering::SeqCst) {
        let answer = "HTTP/1.1 503 Slow Down\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        let _ = client.write_all(answer.as_bytes());
    }
    let _ = server.shutdown(Shutdown::Both);
    let _ = client.shutdown(Shutdown::Write);
    let _ = client.read(&mut chunk);
}
