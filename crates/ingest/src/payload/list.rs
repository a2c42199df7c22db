use record::{Election, Rule};
use serde::Deserialize;

use crate::csv_import::{MAX_ROWS, only_contest};
use crate::error::ImportError;
use crate::import::{Import, Options};
use crate::input::{Input, settle_encoding};
use crate::map::Encoding;
use crate::qr_text::brazil::BrazilKeys;

use super::{Origin, PayloadContext, ReadVerdict, add_reading, read};

/// Names under which a column or member may hold the text.
const NAMES: [&str; 2] = ["payload", "qr"];

/// Reads a file of QR texts into an import.
///
/// The file is a text of one payload per line; or CSV with a header that has a column `payload` or
/// `qr`; or a JSON array of objects with such a member, as `cotejo scan --json` writes. Parts of
/// bulletins may stand in any order.
///
/// # Errors
/// Where the file is none of these: I301, I302, I308, I312.
pub fn add(
    import: &mut Import,
    input: &Input<'_>,
    election: &Election,
    keys: &BrazilKeys,
    options: &Options,
) -> Result<(), ImportError> {
    let content = input.content()?;
    let (text, _) = settle_encoding(&content, Encoding::Utf8)
        .map_err(|found| input.error(Rule::EncodingInvalid, found))?;
    let text = std::str::from_utf8(text).expect("settled as UTF-8");
    let payloads = payloads(input, text)?;
    if payloads.len() as u64 > MAX_ROWS {
        return Err(input.error(Rule::InputTooLarge, format!("more than {MAX_ROWS} texts")));
    }
    let contest = match &options.contest {
        Some(key) => Some(
            only_contest(election, Some(key))
                .map_err(|detail| input.error(Rule::UnknownContest, detail))?,
        ),
        None => only_contest(election, None).ok(),
    };
    let number = import.add_input(input.entry());
    import.collection.source.method.get_or_insert_with(|| "qr-texts".to_owned());
    let texts: Vec<_> = payloads.iter().map(|(_, text)| text.as_ref()).collect();
    let context = PayloadContext { election: Some(election), contest, keys };
    for reading in read(&texts, &context) {
        let row = reading.payloads.first().map_or(0, |at| payloads[*at].0);
        let origin = Origin { input: number, place: u32::try_from(row).unwrap_or(0), image: None };
        let unknown = import.collection.unknown_tables.len();
        let added = add_reading(&mut import.collection, &reading, &origin, election);
        let unknown = import.collection.unknown_tables.len() - unknown;
        import.summary.rows += reading.payloads.len() as u64;
        import.summary.copies += added as u64;
        import.summary.unknown_tables += unknown as u64;
        if added == 0 || reading.verdict != ReadVerdict::Sheet {
            import.summary.refused += 1;
        }
        for breach in reading.breaches {
            import.report(number, row, breach.rule, breach.detail);
        }
    }
    Ok(())
}

type Payloads<'a> = Vec<(u64, std::borrow::Cow<'a, str>)>;

fn payloads<'a>(input: &Input<'_>, text: &'a str) -> Result<Payloads<'a>, ImportError> {
    let first = text.lines().next().unwrap_or_default();
    if text.trim_start().starts_with(['[', '{']) {
        return from_json(input, text);
    }
    if first.split(',').any(|name| NAMES.contains(&name.trim().trim_matches('"'))) {
        return from_csv(input, text);
    }
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.is_empty());
    Ok(lines.map(|(row, line)| (row, line.into())).collect())
}

fn from_csv<'a>(input: &Input<'_>, text: &'a str) -> Result<Payloads<'a>, ImportError> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let malformed = |error: csv::Error| input.error(Rule::RowLength, error.to_string());
    let header = reader.headers().map_err(malformed)?;
    let column = header.iter().position(|name| NAMES.contains(&name.trim())).unwrap_or(0);
    (2..)
        .zip(reader.records())
        .map(|(row, record)| {
            let record = record.map_err(malformed)?;
            Ok((row, record.get(column).unwrap_or_default().to_owned().into()))
        })
        .filter(|one| {
            one.as_ref()
                .map_or(true, |(_, text): &(u64, std::borrow::Cow<'_, str>)| !text.is_empty())
        })
        .collect()
}

fn from_json<'a>(input: &Input<'_>, text: &str) -> Result<Payloads<'a>, ImportError> {
    #[derive(Deserialize)]
    struct Entry {
        #[serde(alias = "qr")]
        payload: Option<String>,
    }
    let entries: Vec<Entry> = serde_json::from_str(text)
        .map_err(|error| input.error(Rule::SchemaMismatch, error.to_string()))?;
    let texts = (1..).zip(entries).filter_map(|(row, one)| Some((row, one.payload?.into())));
    Ok(texts.collect())
}
