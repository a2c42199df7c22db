//! Re-tallies a results CSV and prints how long it took, reading the file included.
//!
//! `retally FILE KEYS FIRST_COUNT COUNTS RUNS [TOTALS]`: the first KEYS columns are levels, COUNTS columns
//! from FIRST_COUNT (zero-based) are counts; with TOTALS, sums are written there as `level,key,sums…`.

use std::error::Error;
use std::io::{BufWriter, Write};
use std::os::unix::fs::FileExt;
use std::time::Instant;

use tally::{Layout, Retally, retally_from};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [file, keys, first, counts, runs, totals @ ..] = &arguments[..] else {
        return Err("usage: retally FILE KEYS FIRST_COUNT COUNTS RUNS [TOTALS]".into());
    };
    let (first, counts): (usize, usize) = (first.parse()?, counts.parse()?);
    let layout = Layout {
        group_columns: (0..keys.parse()?).collect(),
        count_columns: first..first + counts,
        header: true,
    };
    let mut result = None;
    for _ in 0..runs.parse()? {
        drop(result.take());
        let start = Instant::now();
        let open = std::fs::File::open(file)?;
        let len = open.metadata()?.len();
        let read_at = |offset, buffer: &mut [u8]| open.read_exact_at(buffer, offset);
        result = Some(retally_from(len, read_at, &layout)?);
        println!("{:.1}", start.elapsed().as_secs_f64() * 1e3);
    }
    if let (Some(result), [path, ..]) = (result, totals) {
        write(&result, path)?;
    }
    Ok(())
}

fn write(result: &Retally, path: &str) -> Result<(), Box<dyn Error>> {
    let mut out = BufWriter::new(std::fs::File::create(path)?);
    for (number, level) in result.levels.iter().enumerate() {
        for (key, sums) in level.iter() {
            write!(out, "{number},{}", std::str::from_utf8(key)?)?;
            for sum in sums {
                write!(out, ",{sum}")?;
            }
            writeln!(out)?;
        }
    }
    Ok(out.flush()?)
}
