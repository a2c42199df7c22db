//! Renders the report of an invented election into a folder, to look at the pages:
//! `cargo run --release -p cotejo-report --example invented -- FOLDER [STATES MUNICIPALITIES CENTRES TABLES]`

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

#[path = "../tests/fixture/mod.rs"]
mod fixture;

use fixture::{SMALL, Shape};
use report::export::{ExportError, csv, nist, parquet};
use report::model::Program;
use report::{Folder, Options, Report};

struct OnDisk {
    root: PathBuf,
    files: u64,
}

impl Folder for OnDisk {
    fn create(&mut self, path: &str) -> io::Result<Box<dyn Write + '_>> {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().expect("a file has a folder"))?;
        self.files += 1;
        Ok(Box::new(BufWriter::new(File::create(path)?)))
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let root = PathBuf::from(arguments.next().expect("name a folder"));
    let numbers: Vec<u32> = arguments.map(|text| text.parse().expect("a number")).collect();
    let shape = match numbers[..] {
        [states, municipalities, centres, tables] => {
            Shape { states, municipalities, centres, tables }
        }
        _ => SMALL,
    };
    println!("seed {}", fixture::SEED);
    let election = fixture::election(&shape);
    let sources = fixture::collections(&election);
    let started = Instant::now();
    let collation = collate::collate(&election, &sources, &collate::Options::default());
    println!("{} tables collated in {:?}", election.tables.len(), started.elapsed());
    let started = Instant::now();
    let program = Program { version: "0.1.0".into(), command: None, generated: None };
    let frame = collate::Frame::default();
    let report = Report::from_collation(&election, &sources, &collation, frame, program);
    println!("report made in {:?}", started.elapsed());
    let started = Instant::now();
    let mut folder = OnDisk { root, files: 0 };
    report::render(&report, &Options::default(), &mut folder).expect("the folder takes files");
    println!("{} files written in {:?}", folder.files, started.elapsed());
    exports(&election, &sources[0], &folder.root).expect("the folder takes files");
}

/// Writes the first source in every open format and says how long each took.
fn exports(
    election: &record::Election,
    source: &record::Collection,
    root: &Path,
) -> Result<(), ExportError> {
    let contest = &election.contests[0];
    let issue = nist::Issue {
        issuer: "Invented".into(),
        abbreviation: "INV".into(),
        generated: "2024-08-02T12:00:00Z".parse().expect("a time"),
    };
    let file = |name: &str| File::create(root.join("data").join(name)).map(BufWriter::new);
    let started = Instant::now();
    nist::write(election, source, &issue, file("nist.json")?)?;
    println!("NIST JSON in {:?}", started.elapsed());
    let started = Instant::now();
    csv::write(election, contest, source, file("results.csv")?)?;
    println!("CSV in {:?}", started.elapsed());
    let started = Instant::now();
    parquet::write(election, contest, source, file("results.parquet")?)?;
    println!("Parquet in {:?}", started.elapsed());
    Ok(())
}
