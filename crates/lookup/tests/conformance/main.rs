//! The vectors in the repository are those that this implementation makes.

#[path = "../small.rs"]
mod small;
mod vectors;

use std::path::Path;

#[test]
fn vectors_are_fresh() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../vectors/lookup");
    println!("seed {}", small::SEED);
    for (name, bytes) in vectors::all() {
        let there = std::fs::read(folder.join(&name));
        assert!(there.is_ok_and(|there| there == bytes), "{name}: run ./dev generate");
    }
}
