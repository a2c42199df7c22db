use std::path::PathBuf;

use anyhow::bail;
use clap::Args;
use ledger::LedgerError;
use record::{Rule, SignedStatement, Statement};
use serde_json::json;

use crate::shell::{self, Outcome, election_dir, keys, log_dir};

/// Start the log of an election, never over an existing one and never before its declared date.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cotejo log init my-log --election my-election --key log.pem --authority authority --authority-key authority.pem\n  cotejo log init my-log --bucket s3://results/2026 --election my-election --key log.pem --authority-key authority.pem"
)]
pub struct Arguments {
    /// The folder to make: `log/` in it for everybody, the writer's database beside it.
    log: PathBuf,
    /// The election directory; its `[log]` names the log's origin and key.
    #[arg(long)]
    election: PathBuf,
    /// The log's signing key.
    #[arg(long)]
    key: PathBuf,
    /// The organisation that signs entry 0, which names the election file.
    #[arg(long, default_value = "authority")]
    authority: String,
    /// Its signing key.
    #[arg(long)]
    authority_key: PathBuf,
    /// Keep the public files in an S3-compatible bucket, `s3://BUCKET/PREFIX`, and not in `log/`. The keys, region
    /// and endpoint are those of the environment: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION, AWS_ENDPOINT.
    #[arg(long)]
    bucket: Option<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Starts the log.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = election_dir::load(&arguments.election)?;
    let starts = election.manifest.log.as_ref().and_then(|log| log.starts);
    if let Some(starts) = starts.filter(|starts| jiff::Timestamp::now() < *starts) {
        bail!(LedgerError::new(Rule::NotYetTime, format!("it starts {starts}")));
    }
    let mut first = Statement::of_election(&election.id, &arguments.authority);
    first.at = Some(log_dir::now());
    let first = SignedStatement::sign(first, &election.id, &keys::read(&arguments.authority_key)?)?;
    ledger::entry::admit(first.bytes(), 0, &election)?;
    let (bucket, key) = (arguments.bucket.as_deref(), keys::read(&arguments.key)?);
    let mut log = log_dir::create(&arguments.log, bucket, &election, key)?;
    log.append(&[first.bytes()])?;
    let (vkey, checkpoint) = (log.key().public.to_string(), log.checkpoint());
    if arguments.json {
        shell::print_json(
            &json!({ "vkey": vkey, "size": checkpoint.size, "root": checkpoint.root.to_string() }),
        )?;
    } else {
        shell::print_text(&format!(
            "{vkey}\n{} entry, root {}\n",
            checkpoint.size, checkpoint.root
        ))?;
    }
    Ok(Outcome::Fine)
}
