//! An invented election and its cosigned log, of any size, to make a bundle of.
//!
//! `cargo run --release -p cotejo --example national_log -- FOLDER [TABLES]`, then
//! `cotejo bundle create bundle.tar --election FOLDER/election --log FOLDER` and
//! `time taskset -c 0 cotejo verify bundle.tar --jobs 1`.

use std::path::PathBuf;

use anyhow::Context as _;
use ledger::Log;
use ledger::note::{Algorithm, SigningName};
use ledger::storage::{Files, SqliteHeads};
use record::election::seal;
use record::{Election, SignedSheet, SignedStatement, Statement, TableNo};
use sample::{Shape, authority_key, log_key, organisation_key, sheet, station_key};

const SEED: u64 = 2024;
/// Entries of a batch, so that few files are synced.
const BATCH: u32 = 32_768;

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().context("usage: national_log FOLDER [TABLES]")?;
    let folder = PathBuf::from(folder);
    let tables = arguments.next().map_or(Ok(30_026), |text| text.parse())?;
    let shape = Shape { seed: SEED, tables, keys: true };
    let election = write_election(&folder.join("election"), &shape)?;

    let heads = SqliteHeads::create(&folder.join("heads.sqlite"))?;
    let files = Files::open(&folder.join("log"))?;
    let origin = election.manifest.log.as_ref().context("a log")?.origin.clone();
    let mut log = Log::create(files, heads, &origin, log_key(SEED))?;
    let first = Statement::of_election(&election.id, "authority");
    log.append(&[SignedStatement::sign(first, &election.id, &authority_key(SEED))?.bytes()])?;
    for start in (0..tables).step_by(usize::try_from(BATCH)?) {
        let batch = (start..tables.min(start + BATCH)).map(TableNo).map(|table| {
            let sheet = sheet(&shape, &election, table);
            SignedSheet::sign(&sheet, &election.id, &station_key(SEED, table))
        });
        let batch: Vec<_> = batch.collect::<Result<_, _>>()?;
        log.append(&batch.iter().map(SignedSheet::bytes).collect::<Vec<_>>())?;
    }
    let text = log.published()?.text;
    let lines = ["party-a", "party-b", "observers"].map(|id| {
        let name = format!("{origin}/{id}");
        let key = SigningName::new(&name, Algorithm::CosignatureV1, organisation_key(SEED, id));
        // Any time in the past will do.
        key?.cosign(&text, 1_700_000_000)
    });
    log.add_cosignatures(&text, &lines.into_iter().collect::<Result<Vec<_>, _>>()?)?;
    println!("{} entries in {}", log.checkpoint().size, folder.display());
    Ok(())
}

fn write_election(folder: &PathBuf, shape: &Shape) -> anyhow::Result<Election> {
    let files = sample::election_files(shape);
    std::fs::create_dir_all(folder)?;
    for (name, bytes) in files.in_order() {
        std::fs::write(folder.join(name), bytes)?;
    }
    let election = Election::parse(&files)?;
    let signature = seal(&election.id, &authority_key(shape.seed));
    let text = format!("authority\n{}\n", const_hex::encode(signature));
    std::fs::write(folder.join("election.seal"), text)?;
    Ok(election)
}
