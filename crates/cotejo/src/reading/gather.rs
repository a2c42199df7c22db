//! From what somebody holds — files of any known kind, folders of them — to one collection.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use ingest::input::MAX_INPUT_BYTES;
use ingest::payload::{Origin, PayloadContext, add_reading};
use ingest::qr_text::brazil::BrazilKeys;
use ingest::store::{COLLECTION_FILE, COPIES_FILE, from_files};
use ingest::{Import, Input, Looks, Options, announcement, csv_import, nist, payload, which_file};
use record::collection::InputFile;
use record::{Collection, Election, Grade, SourceInfo};

use super::run::{Reading, default_jobs, public_name, read_all};
use super::sheets::sheets;
use super::state::State;
use crate::shell::{files, maps};

/// How to read what is gathered.
#[derive(Clone, Debug, Default)]
pub struct Wishes {
    /// Map for CSV files: a shipped name or a file. Found from the header where none.
    pub map: Option<String>,
    /// Grade of typed rows, where the map's is not meant.
    pub grade: Option<Grade>,
    /// What no map can know.
    pub options: Options,
    /// Keys of Brazil's authority.
    pub keys: BrazilKeys,
}

/// Reads a stored collection.
pub fn stored(folder: &Path, election: &Election) -> anyhow::Result<Collection> {
    let most = u64::try_from(MAX_INPUT_BYTES)?;
    let description = files::read_bounded(&folder.join(COLLECTION_FILE), most)?;
    let copies = files::read_bounded(&folder.join(COPIES_FILE), most)?;
    from_files(&description, &copies, election)
        .with_context(|| format!("the collection in {}", folder.display()))
}

/// Whether a path is a stored collection.
pub fn is_stored(path: &Path) -> bool {
    path.join(COLLECTION_FILE).is_file()
}

/// Reads files and folders into one import. Images are scanned, everything else is told by its content.
pub fn gather(
    source: SourceInfo,
    paths: &[PathBuf],
    election: &Election,
    wishes: &Wishes,
) -> anyhow::Result<Import> {
    let mut import = Import::new(source);
    let mut pictures = Vec::new();
    for file in scan::list(paths)?.files {
        let bytes = files::read_bounded(&file, u64::try_from(MAX_INPUT_BYTES)?)?;
        let name = public_name(&file, paths);
        let input = Input::new(&name, &bytes);
        match which_file(&bytes) {
            Looks::Image(_) | Looks::Pdf => pictures.push(file),
            Looks::Announcements => announcement::add(&mut import, &input, election)?,
            Looks::QrTexts(_) => {
                payload::add(&mut import, &input, election, &wishes.keys, &wishes.options)?;
            }
            Looks::NistResults | Looks::CastVoteRecord => {
                nist::add(&mut import, &input, election, &wishes.options)?;
            }
            Looks::Csv(_) | Looks::CsvOf(_) => add_rows(&mut import, &input, election, wishes)?,
            // A collection is only read whole, and a description alone is not a source.
            other => {
                bail!(
                    "I301 {} is not a source of results: it looks like {other}; give CSV, QR texts, NIST JSON, pictures or announcements",
                    file.display()
                )
            }
        }
    }
    if !pictures.is_empty() {
        let readings = read_all(&pictures, default_jobs(), State::new())?;
        add_pictures(&mut import, &readings, paths, election, wishes);
    }
    Ok(import)
}

fn add_rows(
    import: &mut Import,
    input: &Input<'_>,
    election: &Election,
    wishes: &Wishes,
) -> anyhow::Result<()> {
    let mut map = maps::find(wishes.map.as_deref(), input)?;
    if let Some(grade) = wishes.grade {
        map.grade = grade;
    }
    csv_import::add(import, input, &map, election, &wishes.options)?;
    Ok(())
}

fn add_pictures(
    import: &mut Import,
    readings: &[Reading],
    named: &[PathBuf],
    election: &Election,
    wishes: &Wishes,
) {
    let first = import.collection.source.inputs.len();
    for reading in readings {
        if let (Some(sha256), Some(bytes)) = (reading.sha256, reading.size) {
            let name = public_name(&reading.file, named);
            import.collection.source.inputs.push(InputFile { name, sha256, bytes });
        }
    }
    let contest = match election.contests.as_slice() {
        [only] => Some(only.no),
        _ => wishes
            .options
            .contest
            .as_deref()
            .and_then(|key| election.contest_by_key(key))
            .map(|one| one.no),
    };
    let context = PayloadContext { election: Some(election), contest, keys: &wishes.keys };
    let found = sheets(readings, &context);
    for sheet in &found {
        let before =
            readings[..sheet.file].iter().filter(|reading| reading.sha256.is_some()).count();
        let origin = Origin {
            input: u32::try_from(first + before).unwrap_or(u32::MAX),
            place: u32::try_from(sheet.page).unwrap_or(u32::MAX),
            image: readings[sheet.file].sha256,
        };
        let added = add_reading(&mut import.collection, &sheet.reading, &origin, election);
        import.summary.rows += 1;
        import.summary.copies += u64::try_from(added).unwrap_or(u64::MAX);
        import.summary.refused += u64::from(added == 0);
    }
    let silent =
        readings.iter().enumerate().filter(|(at, _)| found.iter().all(|sheet| sheet.file != *at));
    let silent = u64::try_from(silent.count()).unwrap_or(u64::MAX);
    import.summary.rows += silent;
    import.summary.refused += silent;
}
