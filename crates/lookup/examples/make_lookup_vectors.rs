//! Writes the look-up's vectors: `cargo run -p cotejo-lookup --example make_lookup_vectors -- vectors/lookup`.
//!
//! The same bytes every time; a test holds the files in the repository against them.

#[path = "../tests/small.rs"]
mod small;
#[path = "../tests/conformance/vectors.rs"]
mod vectors;

use std::path::PathBuf;

fn main() -> std::io::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "vectors/lookup".to_owned());
    let folder = PathBuf::from(folder);
    println!("seed {}", small::SEED);
    for (name, bytes) in vectors::all() {
        let file = folder.join(name);
        std::fs::create_dir_all(file.parent().unwrap_or(&folder))?;
        std::fs::write(&file, &bytes)?;
        println!("{:>8} bytes  {}", bytes.len(), file.display());
    }
    Ok(())
}
