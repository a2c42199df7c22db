//! What one entry, one answer and one guess cost on this machine, on one core:
//! `cargo run --release -p cotejo-lookup --example cost`.

use std::hint::black_box;
use std::time::{Duration, Instant};

use lookup::argon::Deriver;
use lookup::oprf::{Question, SecretKey};
use lookup::{Build, Cost, IdNumber, LookupError};
use record::{Digest, ElectionId};

/// Long enough that the clock does not matter.
const LONG_ENOUGH: Duration = Duration::from_secs(2);

fn main() -> Result<(), LookupError> {
    let build = Build { election: ElectionId(Digest([1; 32])), build: Digest([2; 32]) };
    let key = SecretKey::from_seed([3; 32])?;
    let id = IdNumber::parse("12345678")?;
    let (_, blinded) = Question::ask(&build, &id, [4; 32])?;
    let answer = key.answer(&blinded, [5; 32])?;
    measure("voprf: an entry, with the key", || key.derive(&build, &id).map(drop))?;
    measure("voprf: an answer with its proof", || key.answer(&blinded, [5; 32]).map(drop))?;
    measure("voprf: a visit, both steps", || {
        let (question, _) = Question::ask(&build, &id, [4; 32])?;
        question.finish(&key.public(), &answer).map(drop)
    })?;
    for (memory_kib, passes) in [(4_096, 1), (8_192, 1), (16_384, 1), (19_456, 2), (65_536, 3)] {
        let mut deriver = Deriver::new(Cost { memory_kib, passes })?;
        let name = format!("argon2id: {memory_kib} KiB, {passes} passes");
        measure(&name, || deriver.derive(&build, &id).map(drop))?;
    }
    Ok(())
}

fn measure(
    name: &str,
    mut step: impl FnMut() -> Result<(), LookupError>,
) -> Result<(), LookupError> {
    let started = Instant::now();
    let mut times = 0_u32;
    while started.elapsed() < LONG_ENOUGH {
        black_box(step()?);
        times += 1;
    }
    let each = started.elapsed() / times;
    println!(
        "{name:<40} {:>10.1} µs  {:>10.1} /s",
        each.as_secs_f64() * 1e6,
        1.0 / each.as_secs_f64()
    );
    Ok(())
}
