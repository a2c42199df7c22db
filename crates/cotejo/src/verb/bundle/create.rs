use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::Args;
use ledger::reader::Source as _;
use ledger::{Trust, tile};
use record::Digest;
use record::election::FILE_NAMES;
use serde_json::json;

use super::files::{ELECTION, MAX_FILE, write_listing};
use crate::shell::election_dir::SEAL_NAME;
use crate::shell::files::{read_bounded, short_name, write_whole};
use crate::shell::{self, Outcome, election_dir, log_dir};

/// Gather an election, its log, bulletins, sources and report into one folder. The same parts give the same
/// bytes, whoever gathers them.
#[derive(Args)]
#[command(
    after_help = "Example:\n  cotejo bundle create bundle/ --election my-election --log my-log --bulletin bulletin-1.json --bulletin bulletin-2.json \\\n      --source party-a/ --source party-b/ --report report/"
)]
pub struct Arguments {
    /// The folder to make.
    bundle: PathBuf,
    /// The election directory.
    #[arg(long)]
    election: PathBuf,
    /// The log's folder.
    #[arg(long)]
    log: PathBuf,
    /// Bulletins, in their order.
    #[arg(long = "bulletin")]
    bulletins: Vec<PathBuf>,
    /// Folders of what organisations hold.
    #[arg(long = "source")]
    sources: Vec<PathBuf>,
    /// The collation report.
    #[arg(long)]
    report: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// What goes into a bundle.
pub struct Parts<'a> {
    /// The election directory.
    pub election: &'a Path,
    /// The log's folder.
    pub log: &'a Path,
    /// Bulletins, in their order.
    pub bulletins: &'a [PathBuf],
    /// Folders of what organisations hold.
    pub sources: &'a [PathBuf],
    /// The collation report.
    pub report: Option<&'a Path>,
}

/// Makes the bundle.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let parts = Parts {
        election: &arguments.election,
        log: &arguments.log,
        bulletins: &arguments.bulletins,
        sources: &arguments.sources,
        report: arguments.report.as_deref(),
    };
    let digest = create(&arguments.bundle, &parts)?;
    if arguments.json {
        shell::print_json(&json!({ "digest": digest }))?;
    } else {
        shell::print_text(&format!(
            "{}\ndigest of its listing {digest}\nnext: `cotejo verify {}`, also without a network\n",
            arguments.bundle.display(),
            arguments.bundle.display()
        ))?;
    }
    Ok(Outcome::Fine)
}

/// Copies the parts and writes the listing. Of the log, exactly the files of its checkpoint are taken.
pub fn create(bundle: &Path, parts: &Parts<'_>) -> anyhow::Result<Digest> {
    if bundle.exists() {
        bail!("{} exists: choose a new folder", bundle.display());
    }
    let election = election_dir::load(parts.election)?;
    for name in FILE_NAMES.iter().copied().chain([SEAL_NAME]) {
        let from = parts.election.join(name);
        if from.exists() {
            copy(&from, &bundle.join(ELECTION).join(name))?;
        }
    }
    let mut log = log_dir::read(parts.log, &Trust::of_election(&election)?)?;
    let to = bundle.join("log");
    write_whole(&to.join(ledger::log::CHECKPOINT), log.note.to_string().as_bytes())?;
    for tile in tile::of_tree(log.verified.checkpoint.size) {
        let bytes = log.source.fetch(&tile.path(), tile::MAX_BUNDLE_BYTES)?;
        write_whole(&to.join(tile.path()), &bytes)?;
    }
    for (number, bulletin) in (1..).zip(parts.bulletins) {
        copy(bulletin, &bundle.join(format!("bulletins/{number}.json")))?;
    }
    for source in parts.sources {
        copy_folder(source, &bundle.join("sources").join(short_name(source)))?;
    }
    if let Some(report) = parts.report {
        copy_folder(report, &bundle.join("report"))?;
    }
    write_listing(bundle)
}

fn copy_folder(from: &Path, to: &Path) -> anyhow::Result<()> {
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &to)?;
        } else {
            copy(&entry.path(), &to)?;
        }
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    let bytes = read_bounded(from, MAX_FILE)?;
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)
            .with_context(|| format!("cannot create {}", folder.display()))?;
    }
    fs::write(to, bytes).with_context(|| format!("cannot write {}", to.display()))
}
