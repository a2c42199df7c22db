//! Writes the conformance vectors: `cargo run -p cotejo-record --example make_vectors -- vectors`.
//!
//! The same bytes every time; a test holds the files in the repository against them.
#![allow(clippy::unwrap_used, reason = "shares the helpers of the tests")]

#[path = "../tests/record/common/mod.rs"]
mod common;
#[path = "../tests/record/vectors/mod.rs"]
mod vectors;

use std::path::PathBuf;

fn main() -> std::io::Result<()> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "vectors".to_owned()));
    std::fs::create_dir_all(folder.join("election"))?;
    for (name, bytes) in vectors::all() {
        std::fs::write(folder.join(&name), &bytes)?;
        println!("{:>8} bytes  {}", bytes.len(), folder.join(name).display());
    }
    Ok(())
}
