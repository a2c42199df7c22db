//! Writes the conformance vectors of the log: `cargo run -p cotejo-ledger --example make_log_vectors -- vectors/log`.
//!
//! The same bytes every time; a test holds the files in the repository against them.
#![allow(clippy::unwrap_used, reason = "shares the helpers of the tests")]

#[path = "../tests/conformance/vectors/mod.rs"]
mod vectors;

use std::path::PathBuf;

fn main() -> std::io::Result<()> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "vectors/log".to_owned()));
    println!("seed {}", vectors::SEED);
    for (name, bytes) in vectors::all() {
        let file = folder.join(&name);
        std::fs::create_dir_all(file.parent().expect("a file has a folder"))?;
        std::fs::write(&file, &bytes)?;
        println!("{:>8} bytes  {}", bytes.len(), file.display());
    }
    Ok(())
}
