//! How long a national file takes: `cargo run --release -p cotejo-ingest --example import_speed [ROWS]`.

use std::fmt::Write as _;
use std::time::Instant;

use ingest::map::Shipped;
use ingest::store::{from_files, to_files};
use ingest::{Import, Input, Options, csv_import};
use record::{Digest, Election, ElectionFiles, SourceInfo};

const LISTS: usize = 38;

fn main() {
    let rows = std::env::args().nth(1).and_then(|rows| rows.parse().ok()).unwrap_or(1_000_000);
    let (election, csv) = generate(rows);
    println!("{rows} rows, {LISTS} counts, {} MB", csv.len() / 1_000_000);
    let started = Instant::now();
    let digest = Digest::of(&csv);
    println!(
        "hash the bytes   {:.2} s ({})",
        started.elapsed().as_secs_f64(),
        &digest.to_string()[..8]
    );
    let started = Instant::now();
    let mut import = Import::new(SourceInfo::default());
    let map = Shipped::find("cotejo").expect("a shipped map");
    let input = Input::new("generated.csv", &csv);
    csv_import::add(&mut import, &input, map, &election, &Options::default()).expect("fits");
    assert_eq!((import.collection.copies.len(), import.breaches.len()), (rows, 0));
    println!("import           {:.2} s", started.elapsed().as_secs_f64());
    let started = Instant::now();
    let files = to_files(&import.collection, &election);
    println!("write as files   {:.2} s", started.elapsed().as_secs_f64());
    let started = Instant::now();
    let read = from_files(&files[0].1, &files[1].1, &election).expect("just written");
    assert_eq!(read.copies, import.collection.copies);
    println!("read files back  {:.2} s", started.elapsed().as_secs_f64());
}

/// An election of one contest and its results, from a fixed sequence.
fn generate(rows: usize) -> (Election, Vec<u8>) {
    let mut tables = String::from("table,area,electors,key\n");
    let mut csv = String::from("table,contest,electors,voters_machine,voters_book,null,blank");
    let mut candidates = String::from("contest,candidate,name,colour\n");
    for list in 1..=LISTS {
        write!(csv, ",{list}").expect("in memory");
        writeln!(candidates, "c,{list},Candidate {list},").expect("in memory");
    }
    csv.push('\n');
    let mut state = 1_u64;
    for row in 0..rows {
        writeln!(tables, "{row:09}.01.1.0001,,600,").expect("in memory");
        write!(csv, "{row:09}.01.1.0001,c,600,400,400,1,0").expect("in memory");
        for list in 0..LISTS {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let most = if list % 19 == 0 { 300 } else { 10 };
            write!(csv, ",{}", (state >> 33) % most).expect("in memory");
        }
        csv.push('\n');
    }
    let manifest = "format = 1\nname = \"n\"\ncountry = \"c\"\nlanguage = \"en\"\ntimezone = \"UTC\"\n\
        opens = \"2030-01-01T08:00:00Z\"\ncloses = \"2030-01-02T08:00:00Z\"\nlevels = [\"area\"]\n\
        [[contests]]\nkey = \"c\"\ntitle = \"t\"\n";
    let files = ElectionFiles {
        manifest: manifest.as_bytes().into(),
        candidates: candidates.into_bytes().into(),
        lists: b"contest,list,code,candidate\n".into(),
        areas: b"area,name,address,latitude,longitude\n".into(),
        tables: tables.into_bytes().into(),
    };
    (Election::parse(&files).expect("well formed"), csv.into_bytes())
}
