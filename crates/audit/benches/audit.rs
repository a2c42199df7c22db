//! Error bounds, the risk of ten thousand draws, and tickets, at 30,026 tables. `numpy_baseline.py` beside this
//! file measures the same in Python.
//!
//! `cargo bench -p cotejo-audit`

#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark that panics has failed")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use audit::bounds::Outside;
use audit::comparison::{Bet, Betting, Counts, Found, kaplan_markov, martingales};
use audit::{
    Bounds, BoxNo, ChoiceNo, Draw, Manifest, Outcome, Replacement, ReportedBox, Seed, TicketMaker,
};

const TABLES: u64 = 30_026;
const CHOICES: u16 = 10;
const DRAWS: usize = 10_000;
const REPEAT: usize = 7;

fn main() {
    let outcome =
        Outcome::of(usize::from(CHOICES), vec![ChoiceNo(0)], (1..CHOICES).map(ChoiceNo).collect())
            .unwrap();
    let boxes = (0..TABLES).map(table).collect();
    let manifest = Manifest::new(boxes, &outcome).unwrap();
    let ids = manifest.ids();
    let seed = Seed::from_dice("01382438112797316654").unwrap();
    measure("error bounds", || Bounds::new(&manifest, &outcome, &Outside::default()).unwrap());
    let bounds = Bounds::new(&manifest, &outcome, &Outside::default()).unwrap().as_drawn();
    let weights = bounds.weights().unwrap();
    measure("30,026 tickets in order", || {
        let maker = TicketMaker::new(&seed);
        let mut tickets: Vec<_> = ids.iter().map(|id| (maker.first(id), *id)).collect();
        tickets.sort();
        tickets
    });
    let draw = || Draw::weighted(&ids, &weights, &seed, Replacement::With).unwrap();
    measure("draw 10,000 by bounds", || draw().sample(DRAWS).unwrap());
    let draws: Vec<BoxNo> =
        draw().take(DRAWS).map(|one| BoxNo::from_index(one.index).unwrap()).collect();
    let counts = counted(&manifest, &draws);
    measure("Kaplan-Markov, 10,000", || {
        kaplan_markov(&manifest, &bounds, &draws, &counts).unwrap()
    });
    let betting = Betting { replacement: Replacement::With, bet: Bet::ADAPTIVE, clip: false };
    measure("betting, 10,000, 9 pairs", || {
        martingales(&manifest, &bounds, &draws, &counts, betting).unwrap()
    });
    let order: Vec<BoxNo> = Draw::weighted(&ids, &weights, &seed, Replacement::Without)
        .unwrap()
        .take(DRAWS)
        .map(|one| BoxNo::from_index(one.index).unwrap())
        .collect();
    let counts = counted(&manifest, &order);
    let betting = Betting { replacement: Replacement::Without, ..betting };
    measure("betting without repl.", || {
        martingales(&manifest, &bounds, &order, &counts, betting).unwrap()
    });
}

/// A table of some four hundred votes, from its number alone.
fn table(number: u64) -> ReportedBox {
    let spread = |salt: u64| (number * 7_919 + salt * 104_729) % 30;
    let mut votes: Vec<u64> = (0..u64::from(CHOICES)).map(spread).collect();
    votes[0] += 200;
    votes[1] += 170;
    let bound = votes.iter().sum::<u64>() + 100;
    let id = format!("{:09}.{:02}.1.0001", 1 + number / 3, number % 3 + 1);
    ReportedBox { id, votes, bound }
}

/// Every hundredth box lacks a receipt.
fn counted(manifest: &Manifest, draws: &[BoxNo]) -> Counts {
    let mut counts = Counts::new();
    for number in draws {
        if counts.of(*number).is_none() {
            let mut votes = manifest.get(*number).unwrap().votes.clone();
            votes[0] -= u64::from(number.0.is_multiple_of(100));
            counts.add(manifest, *number, Found::Counted { votes, others: 0 }).unwrap();
        }
    }
    counts
}

fn measure<T>(name: &str, work: impl Fn() -> T) {
    let once = || {
        let start = Instant::now();
        black_box(work());
        start.elapsed()
    };
    let best = (0..REPEAT).map(|_| once()).min().unwrap_or(Duration::MAX);
    println!("{name:26} {:9.3} ms", best.as_secs_f64() * 1e3);
}
