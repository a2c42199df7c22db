//! No method confirms a wrong outcome more often than its risk limit, whoever made it wrong.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

use audit::RiskLimit;
use audit::simulate::{Adversary, Method, World, simulate};

const SEED: u64 = 20_261_122;
const RUNS: u32 = 200;

#[test]
fn are_confirmed_at_most_as_often_as_the_limit() {
    println!("seed {SEED}, {RUNS} runs each");
    let limit = RiskLimit::from_millionths(100_000).unwrap();
    let mut confirmed = 0;
    for adversary in Adversary::ALL {
        let world = World::new(adversary, 30, SEED).unwrap();
        let paper = |at: usize| world.paper.iter().map(|one| one[at]).sum::<u64>();
        assert!(paper(0) <= paper(1), "{adversary:?}: the outcome is not wrong");
        for method in Method::ALL {
            let got = simulate(method, &world, limit, RUNS, SEED).unwrap();
            let (low, high) = got.interval();
            println!(
                "{:12} {:20} {:.3} ({low:.3}–{high:.3})",
                adversary.word(),
                method.word(),
                got.share()
            );
            assert!(low <= limit.alpha(), "{adversary:?} {method:?}: {got:?}");
            confirmed += got.confirmed;
        }
    }
    // A simulation in which nothing is ever confirmed would pass for any method.
    assert!(confirmed > 0);
}
