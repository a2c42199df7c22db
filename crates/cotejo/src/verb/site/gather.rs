//! What a site is made from, as named on the command line.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use clap::Args;
use jiff::Timestamp;
use record::sheet::{QR_TAG, from_qr_text};
use record::{Collection, Digest, Election};

use crate::reading::gather::{Wishes, is_stored};
use crate::shell::files;
use crate::shell::sources::{SourceArgument, load_all};
use crate::verb::quickcount;

/// Largest file in which texts of QR codes are looked for.
const MAX_TEXTS: u64 = 1 << 30;

/// What a site is made from.
#[derive(Args, Clone)]
pub struct Sources {
    /// The election directory.
    #[arg(long)]
    pub election: PathBuf,
    /// The public log: its folder or address. Its sheets come first on every page.
    #[arg(long)]
    pub log: Option<PathBuf>,
    /// What organisations hold, as `PATH` or `ID=PATH`: stored collections, or files and folders that `import` reads.
    #[arg(value_name = "SOURCE")]
    pub sources: Vec<SourceArgument>,
    /// The folder of an audit. May be repeated.
    #[arg(long, value_name = "DIR")]
    pub audit: Vec<PathBuf>,
    /// An evidence bundle to offer: one file. May be repeated.
    #[arg(long, value_name = "FILE")]
    pub bundle: Vec<PathBuf>,
    /// Add the statistical tests of the published results.
    #[arg(long)]
    pub forensics: bool,
    /// A register of polls, held against the sources.
    #[arg(long, value_name = "FILE")]
    pub polls: Option<PathBuf>,
    /// A quick count: plan, sample and what was received. May be repeated.
    #[arg(long, num_args = 3, value_names = ["PLAN", "SAMPLE", "RECEIVED"])]
    pub quickcount: Vec<PathBuf>,
    /// When the award was published in the official gazette (RFC 3339): no entry of the log says it.
    #[arg(long, value_name = "TIME")]
    pub gazette: Option<Timestamp>,
    /// The moment as of which the legal clock stands (RFC 3339); now where left out.
    #[arg(long, value_name = "TIME")]
    pub at: Option<Timestamp>,
    /// A folder that `cotejo lookup build` made; it is put beside the site, under `lookup/`.
    #[arg(long, value_name = "DIR")]
    pub lookup: Option<PathBuf>,
    /// Pictures of sheets with nobody in them, each named by the digest of the original: `DIGEST.png` or `.jpg`.
    #[arg(long, value_name = "DIR")]
    pub pictures: Option<PathBuf>,
    /// Leave out the files of results for other programs (CSV, Parquet, NIST, GeoJSON).
    #[arg(long)]
    pub no_exports: bool,
    /// Keep pages and data of tables and areas packed alone: a third of the disk, for servers that send packed files and
    /// unpack them for who takes no packed ones, as `cotejo site serve` does. Not readable from a disk.
    #[arg(long)]
    pub packed_only: bool,
}

impl Sources {
    /// The collections, without that of the log.
    pub fn collections(&self, election: &Election) -> anyhow::Result<Vec<Collection>> {
        load_all(&self.sources, election, &Wishes::default())
    }

    /// The register of polls, as a list of files.
    pub fn polls_files(&self) -> Vec<PathBuf> {
        self.polls.iter().cloned().collect()
    }

    /// Quick counts, read and estimated.
    pub fn quickcounts<'a>(
        &self,
        election: &'a Election,
    ) -> anyhow::Result<Vec<quickcount::Published<'a>>> {
        let three = self.quickcount.chunks_exact(3);
        let read = |files: &[PathBuf]| {
            let [plan, sample, received] = files else { unreachable!("chunks of three") };
            quickcount::published([plan, sample, received], election, self.log.as_deref())
        };
        three.map(read).collect()
    }

    /// Texts of QR codes that the sources brought as texts, by the digest of the sheet in them.
    pub fn texts(&self) -> anyhow::Result<HashMap<Digest, String>> {
        let mut texts = HashMap::new();
        let given = self.sources.iter().filter(|one| !is_stored(&one.path));
        let paths: Vec<PathBuf> = given.map(|one| one.path.clone()).collect();
        for file in scan::list(&paths)?.files {
            if starts_with_tag(&file)? {
                let bytes = files::read_bounded(&file, MAX_TEXTS)?;
                let lines = bytes.split(|byte| *byte == b'\n');
                for line in lines.filter_map(|line| std::str::from_utf8(line).ok()) {
                    let line = line.trim_end_matches('\r');
                    if let Ok(signed) = from_qr_text(line) {
                        texts.insert(signed.digest(), line.to_owned());
                    }
                }
            }
        }
        Ok(texts)
    }

    /// Pictures by the digest of their originals, with the path that each has in the site.
    pub fn pictures(&self) -> anyhow::Result<HashMap<Digest, (PathBuf, String)>> {
        let mut pictures = HashMap::new();
        let Some(folder) = &self.pictures else { return Ok(pictures) };
        for file in scan::list(std::slice::from_ref(folder))?.files {
            let name = files::short_name(&file);
            let Some((digest, ending)) = name.rsplit_once('.') else { continue };
            let ending = ending.to_ascii_lowercase();
            if let (Ok(digest), true) = (digest.parse::<Digest>(), is_picture(&ending)) {
                let path = format!("images/{}/{digest}.{ending}", &digest.to_string()[..2]);
                pictures.insert(digest, (file, path));
            }
        }
        Ok(pictures)
    }
}

fn is_picture(ending: &str) -> bool {
    matches!(ending, "png" | "jpg" | "jpeg")
}

fn starts_with_tag(path: &Path) -> anyhow::Result<bool> {
    use std::io::Read as _;
    let mut start = Vec::new();
    std::fs::File::open(path)?.take(QR_TAG.len() as u64).read_to_end(&mut start)?;
    Ok(start == QR_TAG.as_bytes())
}
