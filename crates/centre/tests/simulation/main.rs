//! Whole elections in virtual time, from a seed: stations, gateways, writers and attackers on the cores that do no
//! I/O, and a network and disks that fail. `docs/design/simulation.md` says what is checked and what is not.
//!
//! `COTEJO_SIM_SEEDS` says how many seeds, `COTEJO_SIM_SEED` runs one alone.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed, which is what it is for")]

mod attack;
mod bug;
mod centre;
mod dice;
mod disk;
mod election;
mod network;
mod plan;
mod planted;
mod queue;
mod station;
mod store;
mod trace;
mod turns;
mod watch;
mod world;

use std::collections::BTreeMap;
use std::time::Instant;

use bug::Bug;
use election::{Done, run, run_twenty_hours};

/// Seeds of a day.
const SEEDS: u64 = 500;
/// Test functions that share them.
const PARTS: u8 = 4;
/// What has to have happened in a hundred seeds.
const MUST_HAPPEN: &[&str] = &[
    "admitted",
    "crash",
    "cut",
    "disk fault",
    "dropped",
    "later",
    "log not opened",
    "next ticket",
    "power cut in a write",
    "receipted",
    "refused",
    "take over",
    "trouble",
    "write failed",
    "write of the queue",
];
/// Seeds that a planted bug may need until it is caught.
const SEEDS_FOR_A_BUG: u64 = 60;

#[test]
fn elections_of_the_first_quarter_of_seeds() {
    run_part(0);
}

#[test]
fn elections_of_the_second_quarter_of_seeds() {
    run_part(1);
}

#[test]
fn elections_of_the_third_quarter_of_seeds() {
    run_part(2);
}

#[test]
fn elections_of_the_last_quarter_of_seeds() {
    run_part(3);
}

#[test]
fn a_seed_replays_byte_for_byte_and_another_does_not() {
    let trace = |seed| run_or_panic(seed).trace;
    for seed in [1, 2, 3, 4, 5] {
        assert_eq!(trace(seed), trace(seed), "seed {seed}");
        assert_ne!(trace(seed), trace(seed + 100), "seed {seed}");
    }
}

#[test]
fn an_attack_of_twenty_hours() {
    let began = Instant::now();
    let done = run_twenty_hours(20).unwrap_or_else(|violation| panic!("{violation}"));
    let real = began.elapsed().as_millis().max(1);
    println!(
        "{} virtual seconds in {real} ms: {} times real time; {:?}",
        done.virtual_ms / 1_000,
        u128::from(done.virtual_ms) / real,
        done.counts
    );
    assert!(done.virtual_ms >= 20 * plan::HOUR);
}

#[test]
fn every_planted_bug_is_caught() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/design/simulation.md");
    let page = std::fs::read_to_string(page).expect("the page of the simulation");
    let mut missed = Vec::new();
    for bug in Bug::ALL {
        let name = bug.name();
        let row = page.lines().find(|line| line.starts_with(&format!("| `{name}` |")));
        let row = row.unwrap_or_else(|| panic!("{name} is not in the page"));
        let caught = (0..SEEDS_FOR_A_BUG)
            .find_map(|seed| run(seed, Some(*bug)).err().map(|violation| (seed, violation)));
        let Some((seed, violation)) = caught else {
            missed.push(name);
            continue;
        };
        println!("{name}: seed {seed}: {violation}");
        let says = format!("`{:?}`", violation.invariant);
        assert!(row.contains(&says), "{name}: the page says otherwise than {says}: {row}");
    }
    assert!(missed.is_empty(), "not caught: {missed:?}");
}

fn run_part(part: u8) {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse::<u64>().unwrap());
    if let Some(seed) = number("COTEJO_SIM_SEED") {
        if seed % u64::from(PARTS) == u64::from(part) {
            println!("{:?}", run_or_panic(seed));
        }
        return;
    }
    let seeds = number("COTEJO_SIM_SEEDS").unwrap_or(SEEDS);
    let began = Instant::now();
    let done: Vec<Done> =
        (u64::from(part)..seeds).step_by(usize::from(PARTS)).map(run_or_panic).collect();
    let hours: u64 = done.iter().map(|one| one.virtual_ms).sum::<u64>() / plan::HOUR;
    let sheets: usize = done.iter().map(|one| one.sheets).sum();
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for (what, times) in done.iter().flat_map(|one| &one.counts) {
        *counts.entry(what).or_default() += times;
    }
    println!(
        "{} seeds, {sheets} sheets, {hours} virtual hours in {:.1?}, all delivered {} s after an attack at the latest: {counts:?}",
        done.len(),
        began.elapsed(),
        done.iter().map(|one| one.after_ms).max().unwrap_or(0) / plan::SECOND
    );
    // A run in which nothing went wrong shows nothing.
    for what in MUST_HAPPEN.iter().filter(|_| done.len() >= 100) {
        assert!(counts.contains_key(what), "{what} never happened");
    }
}

fn run_or_panic(seed: u64) -> Done {
    run(seed, None).unwrap_or_else(|violation| {
        panic!(
            "seed {seed}: {violation}\nagain: COTEJO_SIM_SEED={seed} cargo nextest run -p cotejo-centre --test simulation"
        )
    })
}
