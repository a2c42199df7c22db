//! Writes the conformance vectors of the link: `cargo run -p cotejo-link --example make_link_vectors -- vectors/link`.
//!
//! The same bytes every time; a test holds the files in the repository against them.
#![allow(clippy::unwrap_used, reason = "shares the helpers of the tests")]

#[path = "../tests/conformance/vectors/mod.rs"]
mod vectors;

use std::path::PathBuf;

fn main() -> std::io::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "vectors/link".to_owned());
    let folder = PathBuf::from(folder);
    std::fs::create_dir_all(&folder)?;
    println!("seed {}", vectors::SEED);
    for (name, bytes) in vectors::all() {
        let file = folder.join(name);
        std::fs::write(&file, &bytes)?;
        println!("{:>8} bytes  {}", bytes.len(), file.display());
    }
    Ok(())
}
