//! A worker that fails on demand, so that the pool can be tested: a file that starts with `FAULT:`
//! names what goes wrong. Never shipped: the product's worker is `scan::worker_main` alone.

use std::io::{stdin, stdout};
use std::time::Duration;
use std::{process, thread};

use scan::{DecodeError, Document, Limits, decode_bytes, serve};

fn main() {
    let served = serve(&mut stdin().lock(), &mut stdout().lock(), decode);
    process::exit(i32::from(served.is_err()));
}

fn decode(bytes: &[u8], limits: &Limits) -> Result<Document, DecodeError> {
    match bytes {
        b"FAULT:abort" => process::abort(),
        b"FAULT:exit" => process::exit(3),
        b"FAULT:panic" => panic!("as asked"),
        b"FAULT:hang" => loop {
            thread::sleep(Duration::from_secs(1));
        },
        b"FAULT:memory" => {
            let hog = vec![1u8; 8 * 1024 * 1024 * 1024];
            Err(DecodeError::UnknownKind { start: format!("{}", hog.len()) })
        }
        b"FAULT:noise" => {
            println!("not a frame");
            decode_bytes(b"", limits)
        }
        b"FAULT:open" => Err(DecodeError::UnknownKind {
            start: format!("opened: {}", std::fs::File::open("/etc/passwd").is_ok()),
        }),
        b"FAULT:socket" => Err(DecodeError::UnknownKind {
            start: format!("bound: {}", std::net::UdpSocket::bind("127.0.0.1:0").is_ok()),
        }),
        b"FAULT:remove" => Err(DecodeError::UnknownKind {
            start: format!(
                "made: {}",
                std::fs::create_dir(std::env::temp_dir().join("scan-escaped")).is_ok()
            ),
        }),
        _ => decode_bytes(bytes, limits),
    }
}
