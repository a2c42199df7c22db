use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{anyhow, bail};
use forensics::image::{Picture, facts};
use ingest::PayloadContext;
use ingest::qr_text::brazil::BrazilKeys;
use record::{Election, Rule};
use scan::Limits;

use crate::reading::Reading;
use crate::reading::run::{default_jobs, public_name, read_all};
use crate::reading::sheets::sheets;
use crate::reading::state::State;
use crate::shell::files;

/// Largest list of pictures and tables, in bytes.
const MAX_LIST: u64 = 200_000_000;

/// Pictures with the files they come from.
pub struct Collected {
    /// The pictures.
    pub pictures: Vec<Picture>,
    /// Their files, in the same order.
    pub files: Vec<PathBuf>,
}

impl Collected {
    /// Reads every file: its codes and look in child processes, its facts here.
    pub fn read(
        named: &[PathBuf],
        election: Option<&Election>,
        list: Option<&Path>,
    ) -> anyhow::Result<Self> {
        let listed = scan::list(named)?;
        if listed.files.is_empty() {
            let rule = Rule::NothingToTest;
            bail!("{rule} {} (no file in what was named). {}", rule.sentence(), rule.next_step());
        }
        let readings = read_all(&listed.files, default_jobs(), State::new())?;
        let keys = BrazilKeys::default();
        let contest = election.and_then(|one| match one.contests.as_slice() {
            [only] => Some(only.no),
            _ => None,
        });
        let mut tables = BTreeMap::new();
        for sheet in sheets(&readings, &PayloadContext { election, contest, keys: &keys }) {
            if let Some(table) = sheet.reading.table {
                tables.entry(sheet.file).or_insert(table);
            }
        }
        let mut published = list.map(tables_of).transpose()?.unwrap_or_default();
        let mut pictures = Vec::with_capacity(readings.len());
        for (at, reading) in readings.iter().enumerate() {
            let name = public_name(&reading.file, named);
            let published = published.remove(&name);
            pictures.push(picture(reading, name, tables.remove(&at), published)?);
        }
        if let Some(left) = published.keys().next() {
            return Err(refused(&format!("`{left}` is not among the pictures")));
        }
        let files = readings.into_iter().map(|one| one.file).collect();
        Ok(Self { pictures, files })
    }
}

fn picture(
    reading: &Reading,
    name: String,
    table: Option<String>,
    published: Option<String>,
) -> anyhow::Result<Picture> {
    let limit = Limits::default().max_file_bytes;
    let fits = reading.size.is_some_and(|size| size <= limit);
    let bytes = if fits { files::read_bounded(&reading.file, limit)? } else { Vec::new() };
    let pages = reading.outcome.as_ref().map_or(&[][..], |document| &document.pages);
    let texts = pages.iter().flat_map(|page| &page.codes).filter_map(scan::Code::text);
    let mut payloads: Vec<String> = texts.map(str::to_owned).collect();
    payloads.sort_unstable();
    payloads.dedup();
    Ok(Picture {
        name,
        sha256: reading.sha256.map_or_else(String::new, |digest| digest.to_string()),
        facts: facts(&bytes),
        look: pages.first().and_then(|page| page.look.as_ref()).map(|look| look.bits().to_vec()),
        payloads,
        table,
        published,
        unreadable: reading.outcome.as_ref().err().map(ToString::to_string),
    })
}

/// The table under which each file was published.
fn tables_of(path: &Path) -> anyhow::Result<BTreeMap<String, String>> {
    let bytes = files::read_bounded(path, MAX_LIST)?;
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let header = reader.headers().map_err(|error| refused(&error.to_string()))?.clone();
    let column = |name: &str| {
        let found = header.iter().position(|head| head.trim() == name);
        found.ok_or_else(|| refused(&format!("no column `{name}`")))
    };
    let (file, table) = (column("file")?, column("table")?);
    let mut tables = BTreeMap::new();
    for (line, row) in reader.records().zip(2_u64..) {
        let line = line.map_err(|error| refused(&format!("row {row}: {error}")))?;
        let field = |at: usize| line.get(at).unwrap_or("").trim().to_owned();
        let (file, table) = (field(file), field(table));
        if file.is_empty() || table.is_empty() {
            return Err(refused(&format!("row {row}: an empty field")));
        }
        if tables.insert(file.clone(), table).is_some() {
            return Err(refused(&format!("row {row}: `{file}` stands twice")));
        }
    }
    Ok(tables)
}

fn refused(detail: &str) -> anyhow::Error {
    let rule = Rule::ImageListUnreadable;
    anyhow!("{rule} {} ({detail}). {}", rule.sentence(), rule.next_step())
}
