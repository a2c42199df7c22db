//! Decodes every file of a folder in one thread and prints the rate.
//!
//! `cargo run --release -p cotejo-scan --example decode_rate -- FOLDER [REPEATS]`

use std::path::PathBuf;
use std::time::Instant;

use scan::{Limits, Trace, decode_bytes};

fn main() {
    let mut args = std::env::args().skip(1);
    let folder = PathBuf::from(args.next().expect("usage: decode_rate FOLDER [REPEATS]"));
    let repeats: u32 = args.next().map_or(1, |n| n.parse().expect("REPEATS is a number"));
    let mut files: Vec<PathBuf> =
        folder.read_dir().expect("a folder").map(|e| e.expect("an entry").path()).collect();
    files.sort();
    let inputs: Vec<Vec<u8>> = files.iter().map(|f| std::fs::read(f).expect("readable")).collect();

    let limits = Limits::default();
    let start = Instant::now();
    for round in 0..repeats {
        for (file, bytes) in files.iter().zip(&inputs) {
            let outcome = decode_bytes(bytes, &limits);
            if round > 0 {
                continue;
            }
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            match outcome {
                Ok(document) => {
                    for page in &document.pages {
                        println!("{name} page {}: {}", page.number, describe(page));
                    }
                }
                Err(error) => println!("{name}: {error}"),
            }
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    let done = f64::from(repeats) * f64::from(u32::try_from(files.len()).expect("few files"));
    println!("{done} files in {seconds:.2} s: {:.1} files/s in one thread", done / seconds);
}

fn describe(page: &scan::Page) -> String {
    let size = format!("{}x{}", page.width, page.height);
    match page.trace() {
        Trace::Read => {
            let texts: Vec<_> = page.codes.iter().map(|c| c.text().unwrap_or("(bytes)")).collect();
            format!("{size} read {}", texts.join(" | "))
        }
        trace => format!(
            "{size} {trace:?}: {} undecoded, {} finders, damaged {}",
            page.undecoded.len(),
            page.finders.len(),
            page.damaged
        ),
    }
}
