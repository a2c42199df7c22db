//! The least that verifying so many sheets can take: strict Ed25519, one key and one message each.
//!
//! `taskset -c 0 cargo run --release -p cotejo --example signature_floor -- [SIGNATURES]`
//!
//! Messages have the size of what a station signs for 38 lists. The first figure takes the keys as they stand in
//! the election file, as 32 bytes; the second has them decompressed before the clock starts.

use std::time::Instant;

use ed25519_dalek::{Signature, Signer as _, VerifyingKey};
use record::TableNo;
use sample::station_key;

/// About what a signature of a sheet covers: its payload, the election id and the frame.
const MESSAGE_BYTES: usize = 210;

fn main() {
    let many = std::env::args().nth(1).map_or(30_026, |text| text.parse().expect("a number"));
    let signed: Vec<([u8; 32], [u8; MESSAGE_BYTES], Signature)> = (0..many)
        .map(|number: u32| {
            let key = station_key(2024, TableNo(number));
            let mut message = [0x5a; MESSAGE_BYTES];
            message[..4].copy_from_slice(&number.to_be_bytes());
            (key.verifying_key().to_bytes(), message, key.sign(&message))
        })
        .collect();
    let key = |bytes: &[u8; 32]| VerifyingKey::from_bytes(bytes).expect("a key");

    let clock = Instant::now();
    for (bytes, message, signature) in &signed {
        key(bytes).verify_strict(message, signature).expect("valid");
    }
    let from_bytes = clock.elapsed().as_secs_f64();

    let keys: Vec<VerifyingKey> = signed.iter().map(|(bytes, ..)| key(bytes)).collect();
    let clock = Instant::now();
    for (key, (_, message, signature)) in keys.iter().zip(&signed) {
        key.verify_strict(message, signature).expect("valid");
    }
    let from_points = clock.elapsed().as_secs_f64();
    println!(
        "{many} strict verifications: {from_bytes:.3} s with keys from bytes, {from_points:.3} s with keys ready"
    );
}
