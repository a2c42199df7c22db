//! An hour of the flood that was claimed in 2024, 30 million datagrams a minute, through a gateway's decisions, with the
//! memory of the process after each tenth. As if no kernel filtered: every datagram is decided here.
//!
//! `cargo run --release -p cotejo-link --example hour -- [TABLES] [MINUTES]`
//!
//! Of a thousand datagrams 970 are junk with the right magic, 10 have one captured header, 10 are one captured datagram
//! and 10 come from one stolen pass; beside them every station sends its sheet, evenly over the time. Time is virtual.

use std::sync::Arc;
use std::time::Instant;

use link::gateway::Limits;
use link::keys::{Counter, SecretFile};
use link::request::{HEADER_BYTES, MAGIC, REQUEST_BYTES, seal};
use link::{Answer, Decision, Gateway, Peer};
use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha20Rng;
use record::{Election, SignedSheet, TableNo};
use sample::Shape;

/// Datagrams of the flood in a millisecond: 30 million a minute.
const PER_MS: u64 = 500;
/// Different datagrams of the flood, used over and over.
const POOL: usize = 4_000;
/// Tickets of the stolen pass.
const STOLEN: u32 = 64;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let tables: u32 = arguments.next().as_deref().unwrap_or("10000").parse()?;
    let minutes: u64 = arguments.next().as_deref().unwrap_or("60").parse()?;
    let shape = Shape { seed: 1, tables: tables + 2, keys: true };
    let election = Arc::new(Election::parse(&sample::election_files(&shape))?);
    let secrets = SecretFile::from_random(&[9; 64]);
    let secret = secrets.secret(election.id);
    let request = |table: u32, counter: u32| -> Result<Vec<u8>, Box<dyn std::error::Error>> {
        let no = TableNo(table);
        let signed = SignedSheet::sign(
            &sample::sheet(&shape, &election, no),
            &election.id,
            &sample::station_key(shape.seed, no),
        )?;
        let pass = secret.issue(no, STOLEN, &secrets.centre.public())?;
        let mut once = [7; 32];
        once[..8].copy_from_slice(&(u64::from(table) << 32 | u64::from(counter)).to_be_bytes());
        Ok(seal(&pass, Counter(counter), signed.bytes(), &once)?)
    };
    let stations: Vec<_> = (0..tables).map(|table| request(table, 0)).collect::<Result<_, _>>()?;
    let captured = request(tables, 0)?;
    let stolen: Vec<_> =
        (0..STOLEN).map(|counter| request(tables + 1, counter)).collect::<Result<_, _>>()?;
    let pool = pool(&captured, &stolen);

    let mut gateway = Gateway::new(election.clone(), secret, secrets.centre, Limits::default())?;
    let receipt = Answer::receipt(vec![0xc1; 563])?;
    let length = minutes * 60_000;
    let (began, mut answered, mut next, mut at) = (Instant::now(), 0_u64, 0_usize, 0_usize);
    println!("before: {} KiB", memory_kib());
    for now in 0..length {
        for _ in 0..PER_MS {
            at = (at + 1) % pool.len();
            decide(&mut gateway, now, &pool[at], &receipt);
        }
        // Each station in its turn.
        while u64::try_from(next)? * length < (now + 1) * u64::from(tables) && next < stations.len()
        {
            answered += u64::from(decide(&mut gateway, now, &stations[next], &receipt));
            next += 1;
        }
        if now % 20 == 0 {
            gateway.expire(now);
        }
        if (now + 1) % (length / 10).max(1) == 0 {
            println!(
                "{:>3} %: {} KiB, {} requests remembered, {answered} stations answered, {:.0?}",
                (now + 1) * 100 / length,
                memory_kib(),
                gateway.remembered(),
                began.elapsed()
            );
        }
    }
    println!("{:?}", gateway.counters());
    Ok(())
}

/// Whether a datagram gets its receipt.
fn decide(gateway: &mut Gateway, now: u64, bytes: &[u8], receipt: &Answer) -> bool {
    let from = Peer(([127, 0, 0, 1], 9).into());
    match gateway.datagram(now, bytes, from) {
        Decision::Drop(_) => false,
        Decision::AnswerNow(_) => true,
        Decision::Admit(admitted) => !gateway.answer(admitted.reply, receipt).is_empty(),
    }
}

fn pool(captured: &[u8], stolen: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let mut random = ChaCha20Rng::seed_from_u64(1);
    let mut datagram = |at: usize| {
        let mut out = vec![0; REQUEST_BYTES];
        random.fill_bytes(&mut out);
        match at % 1_000 {
            0..970 => {
                out[..4].copy_from_slice(&MAGIC);
                out[4..6].fill(0);
            }
            970..980 => out[..HEADER_BYTES].copy_from_slice(&captured[..HEADER_BYTES]),
            980..990 => out.copy_from_slice(captured),
            kind => out.copy_from_slice(&stolen[(at / 1_000 * 10 + kind) % stolen.len()]),
        }
        out
    };
    (0..POOL).map(&mut datagram).collect()
}

/// Resident memory of this process.
fn memory_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
