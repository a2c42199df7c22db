use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::Args;
use collate::bundle::Listing;
use record::Digest;
use serde_json::json;

use super::parts::{Gathered, Parts};
use super::target::Target;
use crate::shell::{self, Outcome, progress};

/// Gather an election, its log, bulletins, sources, audits and report into one folder, or into one archive
/// where the name ends in `.tar`. The same parts give the same bytes, whoever gathers them.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cotejo bundle create bundle/ --election my-election --log my-log --bulletin bulletin-1.json --bulletin bulletin-2.json \\\n      --source party-a/ --source party-b/ --audit audit/ --report report/\n  cotejo bundle create bundle.tar --election my-election --log my-log"
)]
pub struct Arguments {
    /// The folder to make, or the archive: a name that ends in `.tar`.
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
    /// Folders of what organisations hold: collections, and the files they were made from.
    #[arg(long = "source")]
    sources: Vec<PathBuf>,
    /// Folders of what audits left: draws, worksheets, counts.
    #[arg(long = "audit")]
    audits: Vec<PathBuf>,
    /// The collation report.
    #[arg(long)]
    report: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Makes the bundle.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let parts = Parts {
        election: &arguments.election,
        log: &arguments.log,
        bulletins: &arguments.bulletins,
        sources: &arguments.sources,
        audits: &arguments.audits,
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

/// Copies the parts and writes the listing; gives its digest, the name of the bundle.
pub fn create(bundle: &Path, parts: &Parts<'_>) -> anyhow::Result<Digest> {
    if bundle.exists() {
        bail!("{} exists: choose a new name", bundle.display());
    }
    let mut gathered = Gathered::find(parts)?;
    let mut target = Target::start(bundle, gathered.paths())?;
    let mut digests = BTreeMap::new();
    let bar = progress::of_bytes("writing", gathered.bytes());
    gathered.for_each(|path, content| {
        let size = content.size;
        digests.insert(path.clone(), target.put(path, content)?);
        bar.inc(size);
        Ok(())
    })?;
    bar.finish_and_clear();
    let listing = Listing::new(digests)?.to_text();
    target.finish(listing.as_bytes())?;
    Ok(Digest::of(listing.as_bytes()))
}
