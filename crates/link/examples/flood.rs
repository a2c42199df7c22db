//! `cotejo bench link` without the rest of the binary: `cargo run --release -p cotejo-link --example flood -- SECONDS [PROBE.c]`.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use link::bench::{Plan, STATIONS_PER_SECOND, run};
use record::{Election, SignedSheet, TableNo};
use sample::Shape;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let seconds: u64 = arguments.next().as_deref().unwrap_or("3").parse()?;
    let probe = arguments.next().map(PathBuf::from);
    let tables = u32::try_from(seconds * STATIONS_PER_SECOND)? + 1;
    let shape = Shape { seed: 1, tables, keys: true };
    let election = Arc::new(Election::parse(&sample::election_files(&shape))?);
    let sheet = |table: TableNo| {
        let key = sample::station_key(shape.seed, table);
        let sheet = sample::sheet(&shape, &election, table);
        let signed = SignedSheet::sign(&sheet, &election.id, &key);
        signed.map_or_else(|_| Vec::new(), |signed| signed.bytes().to_vec())
    };
    let rows = run(&Plan {
        election: election.clone(),
        sheet: &sheet,
        window: Duration::from_secs(seconds),
        flooders: 2,
        random: [7; 64],
        probe: probe.as_deref(),
    })?;
    println!("{}", serde_json::to_string_pretty(&rows)?);
    Ok(())
}
