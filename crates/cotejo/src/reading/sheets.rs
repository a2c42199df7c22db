//! What the codes of a run of files are: sheets, other things, or nothing readable.

use ingest::payload::{PayloadContext, ReadVerdict, Reading as TextReading, read};
use ingest::qr_text::Format;
use record::{Breach, Rule};
use scan::{DecodeError, Document, Failure, Page, Trace};

use super::entry::{Entry, FileVerdict, Votes};
use super::run::Reading;

/// A text found in a file.
struct Found<'a> {
    /// Which reading of the run.
    file: usize,
    /// Page of that file.
    page: usize,
    text: &'a str,
}

/// One sheet of a run: its text's meaning, and the first file and page it was found in.
pub struct Sheet {
    /// Which reading of the run.
    pub file: usize,
    /// Page of that file.
    pub page: usize,
    /// The texts, one a line.
    pub payload: String,
    /// What the texts say.
    pub reading: TextReading,
}

/// Every text of a run, recognised. Parts of a bulletin are put together across files.
pub fn sheets(readings: &[Reading], context: &PayloadContext<'_>) -> Vec<Sheet> {
    let found = found(readings);
    let texts: Vec<_> = found.iter().map(|one| one.text).collect();
    read(&texts, context)
        .into_iter()
        .filter_map(|reading| {
            let first = found.get(*reading.payloads.first()?)?;
            let payload: Vec<_> = reading.payloads.iter().map(|at| found[*at].text).collect();
            Some(Sheet { file: first.file, page: first.page, payload: payload.join("\n"), reading })
        })
        .collect()
}

/// A row for every sheet, and for every file or page that gave none, in the order of the files.
pub fn entries(readings: &[Reading], context: &PayloadContext<'_>) -> Vec<Entry> {
    let name = |at: usize| readings[at].file.display().to_string();
    let sheets = sheets(readings, context);
    // Files whose codes stand in a sheet that another file begins.
    let with_text: Vec<_> = found(readings).iter().map(|one| one.file).collect();
    let mut rows: Vec<(usize, Entry)> =
        sheets.into_iter().map(|sheet| (sheet.file, of_sheet(&name(sheet.file), sheet))).collect();
    for (at, reading) in readings.iter().enumerate() {
        let file = name(at);
        match &reading.outcome {
            Ok(document) => {
                let read = with_text.contains(&at);
                rows.extend(
                    beside_sheets(&file, document, read).into_iter().map(|entry| (at, entry)),
                );
            }
            Err(failure) => rows.push((at, of_failure(&file, failure))),
        }
    }
    rows.sort_by_key(|(at, _)| *at);
    rows.into_iter().map(|(_, entry)| entry).collect()
}

/// The texts of a run. The same text printed twice on a sheet counts once per file.
fn found(readings: &[Reading]) -> Vec<Found<'_>> {
    let mut found: Vec<Found<'_>> = Vec::new();
    for (file, reading) in readings.iter().enumerate() {
        let Ok(document) = &reading.outcome else { continue };
        let of_file = found.len();
        for page in &document.pages {
            for text in page.codes.iter().filter_map(scan::Code::text) {
                if found[of_file..].iter().all(|one| one.text != text) {
                    found.push(Found { file, page: page.number, text });
                }
            }
        }
    }
    found
}

/// What a document says beside the texts in it.
fn beside_sheets(file: &str, document: &Document, has_text: bool) -> Vec<Entry> {
    let mut rows = Vec::new();
    for page in &document.pages {
        for code in page.codes.iter().filter(|code| code.text().is_none()) {
            let breach = Breach::new(
                Rule::CodeNotASheet,
                format!("{} bytes that are not text", code.bytes.len()),
            );
            rows.push(Entry::without_sheet(
                file,
                Some(page.number),
                FileVerdict::NotASheet,
                breach,
            ));
        }
    }
    let damaged = document.pages.iter().find(|page| page.trace() == Trace::Unreadable);
    if let Some(page) = damaged.filter(|_| !has_text) {
        rows.push(unreadable(file, page));
    }
    if let Some(missing) = &document.missing {
        let breach = Breach::new(Rule::ImageTooLarge, format!("pages left out: {missing:?}"));
        rows.push(Entry::without_sheet(file, None, FileVerdict::Unreadable, breach));
    }
    if rows.is_empty() && !has_text {
        let breach = Breach::new(Rule::NoCode, "no page has one");
        rows.push(Entry::without_sheet(file, None, FileVerdict::NotASheet, breach));
    }
    rows
}

fn of_sheet(file: &str, sheet: Sheet) -> Entry {
    let reading = sheet.reading;
    let verdict = match reading.verdict {
        ReadVerdict::NotASheet => FileVerdict::NotASheet,
        ReadVerdict::Sheet => FileVerdict::Read,
        ReadVerdict::Unreadable => FileVerdict::Unreadable,
    };
    let mut entry = Entry::empty(file, Some(sheet.page), verdict);
    entry.format = Some(reading.format);
    entry.payload = Some(sheet.payload);
    entry.table = reading.table;
    if verdict != FileVerdict::NotASheet {
        entry.signature = Some(reading.signature);
    }
    if let [only] = reading.results.as_slice() {
        (entry.null, entry.blank) = (only.null, only.blank);
    }
    entry.votes = match (reading.format, reading.results.as_slice()) {
        (_, []) => None,
        (Format::Cotejo | Format::Venezuela2024, [only]) => Some(Votes::Lists(only.votes.clone())),
        _ => Some(Votes::Contests(reading.results)),
    };
    entry.add_breaches(reading.breaches);
    entry
}

fn unreadable(file: &str, page: &Page) -> Entry {
    let detail = if page.damaged {
        "the image ends early".to_owned()
    } else {
        let (codes, corners) = (page.undecoded.len(), page.finders.len());
        format!("codes that do not decode: {codes}; corner patterns of a code: {corners}")
    };
    let breach = Breach::new(Rule::CodeUnreadable, detail);
    Entry::without_sheet(file, Some(page.number), FileVerdict::Unreadable, breach)
}

fn of_failure(file: &str, failure: &Failure) -> Entry {
    let (verdict, rule) = match failure {
        Failure::Decode(DecodeError::Empty | DecodeError::UnknownKind { .. }) => {
            (FileVerdict::NotASheet, Rule::NotAnImage)
        }
        Failure::Decode(
            DecodeError::FileTooLarge { .. }
            | DecodeError::TooManyPixels { .. }
            | DecodeError::TooMuchMemory { .. },
        ) => (FileVerdict::Unreadable, Rule::ImageTooLarge),
        Failure::Decode(_) | Failure::Unreadable { .. } => {
            (FileVerdict::Unreadable, Rule::ImageDamaged)
        }
        Failure::TimedOut { .. } | Failure::Crashed { .. } | Failure::NoWorker { .. } => {
            (FileVerdict::Unreadable, Rule::ReaderStopped)
        }
    };
    Entry::without_sheet(file, None, verdict, Breach::new(rule, failure.to_string()))
}
