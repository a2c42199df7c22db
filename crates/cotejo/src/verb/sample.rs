use std::path::PathBuf;

use clap::Args;
use record::Election;
use sample::{Shape, election_files, results_csv};
use serde_json::json;

use crate::shell::{self, Outcome, election_dir, files};

/// Make an invented election with results, for tests and measurements.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cotejo sample national --tables 30026\n  cotejo sample largest --tables 1050000 --seed 7"
)]
pub struct Arguments {
    /// The folder to make: `election/` and `results.csv` in it.
    folder: PathBuf,
    /// Number of polling tables.
    #[arg(long, default_value_t = 30_026, value_parser = clap::value_parser!(u32).range(1..=2_000_000))]
    tables: u32,
    /// Where everything random comes from.
    #[arg(long, default_value_t = 2024)]
    seed: u64,
    /// Give every station a key.
    #[arg(long)]
    keys: bool,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Makes the election.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let shape = Shape { seed: arguments.seed, tables: arguments.tables, keys: arguments.keys };
    let files = election_files(&shape);
    let election = Election::parse(&files)?;
    election_dir::create(&arguments.folder.join("election"), &files)?;
    files::write_whole(&arguments.folder.join("results.csv"), results_csv(&shape).as_bytes())?;
    if arguments.json {
        shell::print_json(
            &json!({ "seed": shape.seed, "tables": shape.tables, "election": election.id }),
        )?;
    } else {
        shell::print_text(&format!(
            "seed {}: {} tables in {}\nelection id {}\n",
            shape.seed,
            shape.tables,
            arguments.folder.display(),
            election.id
        ))?;
    }
    Ok(Outcome::Fine)
}
