use std::fs::{self, File, OpenOptions};
use std::io::{BufReader, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::Args;
use lookup::argon::Deriver;
use lookup::bucket::{self, Header};
use lookup::manifest::{Address, Hints, MANIFEST_NAME};
use lookup::oprf::SecretKey;
use lookup::roll::Row;
use lookup::tree::{self, Tree};
use lookup::{Build, Chaff, Cost, EntryBytes, Layout, LookupError, Manifest, Mode, Roll, page};
use rayon::prelude::*;
use record::{Digest, Election, Rule};
use serde::Serialize;

use super::partition::{Parts, Placed};
use super::{key, random};
use crate::shell::{self, Outcome, election_dir, progress};

/// Rows that are derived together; all that is ever in memory of the roll.
const CHUNK_ROWS: usize = 16_384;

/// What a guess costs where nobody says anything else: two seconds of a phone.
const USUAL_COST: Cost = Cost { memory_kib: 8_192, passes: 1 };

/// Make the look-up's folder from a roll: buckets, manifest and page.
///
/// The roll is CSV with the header `id,table` and no other column. Memory stays below 120 MB for rolls of up to fifty
/// million, and with `--argon2` one guess's memory more for each core; about as much disk as the result is used beside
/// it meanwhile. The folder takes its name when everything in it is whole.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cotejo lookup build roll.csv --election my-election --key lookup.key --key-server https://key.example --out site/lookup\n  cotejo lookup build roll.csv --election my-election --argon2 --out mirror/lookup"
)]
pub struct Arguments {
    /// The roll.
    roll: PathBuf,
    /// The election directory.
    #[arg(long)]
    election: PathBuf,
    /// The look-up's key: the mode with a key server.
    #[arg(
        long,
        required_unless_present = "argon2",
        conflicts_with = "argon2",
        requires = "key_server"
    )]
    key: Option<PathBuf>,
    /// Address of a server with this key, or a path on the page's own; repeat for more.
    #[arg(long, value_name = "URL", requires = "key")]
    key_server: Vec<String>,
    /// Argon2id instead of a key server. Files of this mode can be guessed at by anybody with computers.
    #[arg(long)]
    argon2: bool,
    /// Memory of one guess, in KiB, where the election file has no `[lookup]`; 8,192 where left out.
    #[arg(long, requires = "argon2")]
    memory_kib: Option<u32>,
    /// Passes over that memory; 1 where left out.
    #[arg(long, requires = "argon2")]
    passes: Option<u32>,
    /// How an ID number is written here, for the page.
    #[arg(long)]
    example: Option<String>,
    /// Address of a table's page seen from the look-up's, with `{code}` where the code goes. Beside a site of
    /// `cotejo site`: `../es/search.html#{code}`.
    #[arg(long, value_name = "ADDRESS")]
    table_page: Option<String>,
    /// The folder to make; it must not exist yet.
    #[arg(long)]
    out: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// What was built.
#[derive(Serialize)]
struct Report {
    mode: &'static str,
    election: String,
    build: Digest,
    entries: u64,
    buckets: u32,
    places_per_bucket: u16,
    bytes_per_bucket: usize,
    bucket_bytes_in_all: u64,
    root: Digest,
}

/// What derives: both are too large to be made for each row.
enum Means {
    Voprf(Box<SecretKey>),
    Argon2id(Cost),
}

/// Everything that is fixed before the first row is derived.
struct Plan<'a> {
    election: &'a Election,
    roll: &'a Path,
    build: Build,
    layout: Layout,
    kind: u8,
    means: Means,
    entries: u64,
}

/// Builds.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = election_dir::load(&arguments.election)?;
    let (means, mode) = means(arguments, &election)?;
    let hints = Hints::parse(arguments.example.as_deref(), arguments.table_page.as_deref())?;
    let (plan, manifest) = make(&election, &arguments.roll, means, mode, hints, &arguments.out)?;
    report(arguments, &plan, &manifest)
}

/// Makes a look-up whose key is served at one address.
pub fn with_key(
    election: &Election,
    roll: &Path,
    key: &Path,
    server: &str,
    hints: Hints,
    out: &Path,
) -> anyhow::Result<()> {
    let key = key::read(key)?;
    let servers = vec![Address::parse(server)?];
    let mode = Mode::Voprf { public_key: key.public(), servers };
    make(election, roll, Means::Voprf(Box::new(key)), mode, hints, out).map(|_| ())
}

fn make<'a>(
    election: &'a Election,
    roll: &'a Path,
    means: Means,
    mode: Mode,
    hints: Hints,
    out: &Path,
) -> anyhow::Result<(Plan<'a>, Manifest)> {
    if fs::symlink_metadata(out).is_ok() {
        bail!(
            "{} exists already: a look-up is never overwritten, choose a new folder",
            out.display()
        );
    }
    let entries = count(roll, election)?;
    let longest = election.tables.iter().map(|table| election.tables.code(table).len()).max();
    let layout = Layout::for_entries(entries, longest.unwrap_or(0))?;
    let build = Build { election: election.id, build: Digest(random()?) };
    let kind = mode.kind();
    let plan = Plan { election, roll, build, layout, kind, means, entries };

    let parent = out.parent().filter(|parent| !parent.as_os_str().is_empty());
    let parent = parent.unwrap_or(Path::new("."));
    fs::create_dir_all(parent).with_context(|| format!("cannot create {}", parent.display()))?;
    let scratch = tempfile::Builder::new().prefix(".cotejo-lookup-").tempdir_in(parent)?;
    let (parts, whole) = (scratch.path().join("parts"), scratch.path().join("lookup"));
    fs::create_dir(&parts)?;
    fs::create_dir(&whole)?;

    let root = plan.write_buckets(plan.derive(&parts)?, &whole)?;
    let manifest = Manifest { build, mode, layout, root, hints };
    for (name, text) in page::files(&manifest) {
        write_synced(&whole.join(name), text.as_bytes())?;
    }
    write_synced(&whole.join(MANIFEST_NAME), manifest.to_json().as_bytes())?;
    // If we stop before this line there is no look-up; after it, a whole one.
    fs::rename(&whole, out).with_context(|| format!("cannot rename to {}", out.display()))?;
    File::open(parent)?.sync_all()?;
    Ok((plan, manifest))
}

fn means(arguments: &Arguments, election: &Election) -> anyhow::Result<(Means, Mode)> {
    let Some(path) = &arguments.key else {
        let cost = cost(arguments, election.manifest.lookup.map(Cost::from))?;
        return Ok((Means::Argon2id(cost), Mode::Argon2id(cost)));
    };
    let key = key::read(path)?;
    let servers = arguments.key_server.iter().map(|text| Address::parse(text));
    let servers = servers.collect::<Result<_, _>>()?;
    let mode = Mode::Voprf { public_key: key.public(), servers };
    Ok((Means::Voprf(Box::new(key)), mode))
}

/// What a guess costs: what the election file says, and only without that what was asked for.
fn cost(arguments: &Arguments, of_election: Option<Cost>) -> Result<Cost, LookupError> {
    let without = of_election.unwrap_or(USUAL_COST);
    let asked = Cost {
        memory_kib: arguments.memory_kib.unwrap_or(without.memory_kib),
        passes: arguments.passes.unwrap_or(without.passes),
    };
    match of_election {
        Some(wanted) if asked != wanted => {
            Err(LookupError::new(Rule::LookupOtherCost, wanted.unlike(asked)))
        }
        _ => asked.checked(),
    }
}

/// Reads the whole roll once before anything expensive is done with it.
fn count(roll: &Path, election: &Election) -> anyhow::Result<u64> {
    let mut entries = 0;
    let bar = progress::of_bytes("checking", fs::metadata(roll).map_or(0, |file| file.len()));
    for row in open(roll, election)? {
        row?;
        entries += 1;
    }
    bar.finish_and_clear();
    Ok(entries)
}

fn open<'a>(roll: &Path, election: &'a Election) -> anyhow::Result<Roll<'a, BufReader<File>>> {
    let file = File::open(roll).with_context(|| format!("cannot open {}", roll.display()))?;
    Ok(Roll::new(BufReader::with_capacity(1 << 20, file), &election.tables)?)
}

impl Plan<'_> {
    /// Derives and seals every entry, and puts it aside by its bucket.
    fn derive(&self, folder: &Path) -> anyhow::Result<Parts> {
        let mut parts = Parts::create(folder, self.layout)?;
        let bar = progress::of_entries("deriving", self.entries);
        let mut rows = open(self.roll, self.election)?;
        let mut seen = 0_u64;
        loop {
            let chunk = rows.by_ref().take(CHUNK_ROWS).collect::<Result<Vec<_>, _>>()?;
            if chunk.is_empty() {
                break;
            }
            for placed in self.seal_all(&chunk)? {
                parts.put(&placed)?;
            }
            let many = u64::try_from(chunk.len())?;
            seen += many;
            bar.inc(many);
        }
        bar.finish_and_clear();
        if seen != self.entries {
            bail!("the roll changed while it was read: leave it alone and build again");
        }
        Ok(parts)
    }

    fn seal_all(&self, chunk: &[Row]) -> Result<Vec<Placed>, LookupError> {
        match &self.means {
            Means::Voprf(key) => chunk
                .par_iter()
                .map(|row| self.seal(row, key.derive(&self.build, &row.id)?))
                .collect(),
            Means::Argon2id(cost) => chunk
                .par_iter()
                // Few splits, because each takes a guess's memory.
                .with_min_len(64)
                .map_init(
                    || Deriver::new(*cost),
                    |deriver, row| match deriver {
                        Ok(deriver) => self.seal(row, deriver.derive(&self.build, &row.id)?),
                        Err(error) => Err(error.clone()),
                    },
                )
                .collect(),
        }
    }

    #[allow(clippy::needless_pass_by_value, reason = "what was derived is wiped here")]
    fn seal(&self, row: &Row, derived: lookup::Derived) -> Result<Placed, LookupError> {
        let bucket = derived.bucket(&self.layout);
        let header = Header::new(&self.build, self.kind, &self.layout, bucket);
        let code = self.election.tables.code(row.table);
        let entry = EntryBytes::seal(&header, &self.layout, &derived, code)?;
        Ok(Placed { bucket, row: row.row, entry })
    }

    /// Writes every bucket, then its path; gives the root.
    fn write_buckets(&self, parts: Parts, whole: &Path) -> anyhow::Result<Digest> {
        let mut chaff = Chaff::new(random()?);
        let mut leaves = Vec::with_capacity(usize::try_from(self.layout.buckets())?);
        let mut buckets = self.layout.iter().peekable();
        let bar = progress::of_things("writing", "buckets", self.layout.buckets().into());
        let in_part = self.layout.buckets().div_ceil(1 << self.layout.prefix_bits.min(8));
        for part in parts.into_sorted()? {
            let mut placed = part?.into_iter().peekable();
            for bucket in buckets.by_ref().take(usize::try_from(in_part)?) {
                let mut entries = Vec::new();
                while let Some(one) = placed.next_if(|one| one.bucket == bucket) {
                    entries.push((one.entry, one.row));
                }
                let header = Header::new(&self.build, self.kind, &self.layout, bucket);
                let body = bucket::assemble(&header, &self.layout, entries, &mut chaff)?;
                leaves.push(tree::leaf(&body));
                let path = whole.join(bucket.path());
                if bucket.0.trailing_zeros() >= 8 {
                    fs::create_dir_all(path.parent().unwrap_or(whole))?;
                }
                fs::write(&path, &body)
                    .with_context(|| format!("cannot write {}", path.display()))?;
            }
            bar.inc(in_part.into());
        }
        let tree = Tree::new(leaves).context("buckets are a power of two")?;
        for bucket in self.layout.iter() {
            let path = whole.join(bucket.path());
            let hashes = tree.path(bucket).context("every bucket is in the tree")?;
            let bytes: Vec<u8> = hashes.iter().flat_map(|hash| hash.0).collect();
            let append = || OpenOptions::new().append(true).open(&path)?.write_all(&bytes);
            append().with_context(|| format!("cannot write {}", path.display()))?;
        }
        bar.finish_and_clear();
        Ok(tree.root())
    }
}

fn write_synced(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let write = || {
        let mut file = File::create_new(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    write().with_context(|| format!("cannot write {}", path.display()))
}

fn report(arguments: &Arguments, plan: &Plan, manifest: &Manifest) -> anyhow::Result<Outcome> {
    let layout = plan.layout;
    let report = Report {
        mode: manifest.mode.word(),
        election: plan.election.id.0.to_string(),
        build: plan.build.build,
        entries: plan.entries,
        buckets: layout.buckets(),
        places_per_bucket: layout.capacity,
        bytes_per_bucket: layout.bucket_bytes(),
        bucket_bytes_in_all: u64::try_from(layout.bucket_bytes())? * u64::from(layout.buckets()),
        root: manifest.root,
    };
    if arguments.json {
        shell::print_json(&report)?;
    } else {
        shell::print_text(&format!(
            "{} entries in {} buckets of {} bytes, all alike ({} bytes in all)\nmode {}, root {}\nin {}\n",
            report.entries,
            report.buckets,
            report.bytes_per_bucket,
            report.bucket_bytes_in_all,
            report.mode,
            report.root,
            arguments.out.display(),
        ))?;
    }
    Ok(Outcome::Fine)
}
