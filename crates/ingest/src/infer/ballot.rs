use record::Rule;
use record::election::bounds;

use crate::error::{ImportError, RowBreach};
use crate::input::{Input, settle_encoding};
use crate::map::{Encoding, VoteBasis};

use super::Source;

/// `candidates.csv` and `lists.csv`, with what was odd.
pub(super) struct Ballot {
    pub(super) candidates: Vec<u8>,
    pub(super) lists: Vec<u8>,
    pub(super) breaches: Vec<RowBreach>,
}

struct Candidate {
    key: String,
    name: String,
    colour: String,
}

struct List {
    name: String,
    code: String,
    candidate: String,
}

/// The ballot, from the vote columns and the list of lists where there is one.
pub(super) fn make(
    contest: &str,
    keys: &[String],
    lists: Option<&Input<'_>>,
    sources: &[Source<'_>],
) -> Result<Ballot, ImportError> {
    let (mut candidates, lists) = match lists {
        Some(input) => read_lists(input)?,
        None => (Vec::new(), Vec::new()),
    };
    let by_list = sources
        .iter()
        .filter_map(|source| source.map.votes.as_ref())
        .any(|votes| votes.basis == VoteBasis::Lists);
    let mut breaches = Vec::new();
    for key in keys {
        let known = candidates.iter().any(|one| one.key == *key)
            || lists.iter().any(|list| list.code == *key);
        if known || by_list && !lists.is_empty() {
            continue;
        }
        if !lists.is_empty() {
            let detail = format!("column `{key}` is a candidate with no list");
            let rule = Rule::ElectionUnknownReference;
            breaches.push(RowBreach { input: 0, row: 1, rule, detail });
        }
        candidates.push(Candidate { key: key.clone(), name: key.clone(), colour: String::new() });
    }
    Ok(Ballot {
        candidates: table(
            ["contest", "candidate", "name", "colour"],
            candidates.iter().map(|one| [contest, &one.key, &one.name, &one.colour]),
        ),
        lists: table(
            ["contest", "list", "code", "candidate"],
            lists.iter().map(|list| [contest, &list.name, &list.code, &list.candidate]),
        ),
        breaches,
    })
}

fn table<'a>(header: [&str; 4], rows: impl Iterator<Item = [&'a str; 4]>) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header).expect("writing to memory");
    for row in rows {
        writer.write_record(row).expect("writing to memory");
    }
    writer.into_inner().expect("writing to memory")
}

/// Reads `pos,list,list_code,csv_column,candidate`; `pos`, `candidate` and `colour` may be missing.
fn read_lists(input: &Input<'_>) -> Result<(Vec<Candidate>, Vec<List>), ImportError> {
    let content = input.content_up_to(bounds::BALLOT_BYTES)?;
    let (text, encoding) = settle_encoding(&content, Encoding::Auto)
        .map_err(|found| input.error(Rule::EncodingInvalid, found))?;
    let text = encoding.decode(text);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let malformed = |error: csv::Error| input.error(Rule::RowLength, error.to_string());
    let header = reader.headers().map_err(malformed)?.clone();
    let place = |name: &str| header.iter().position(|one| one.trim() == name);
    let need = |name: &str| {
        place(name).ok_or_else(|| input.error(Rule::ColumnMissing, format!("column `{name}`")))
    };
    let (list, code, key) = (need("list")?, need("list_code")?, need("csv_column")?);
    let (pos, name, colour) = (place("pos"), place("candidate"), place("colour"));
    let (mut candidates, mut lists) = (Vec::<Candidate>::new(), Vec::new());
    for (number, row) in (1_u64..).zip(reader.records()) {
        let row = row.map_err(malformed)?;
        let cell = |at: usize| row.get(at).unwrap_or_default().trim().to_owned();
        if let Some(pos) = pos.map(cell)
            && pos != number.to_string()
        {
            let detail = format!("row {}: pos `{pos}`, {number} expected", number + 1);
            return Err(input.error(Rule::ElectionNotSorted, detail));
        }
        let key = cell(key);
        if !candidates.iter().any(|one| one.key == key) {
            let name = name.map(cell).filter(|name| !name.is_empty());
            candidates.push(Candidate {
                key: key.clone(),
                name: name.unwrap_or_else(|| key.clone()),
                colour: colour.map(cell).unwrap_or_default(),
            });
        }
        lists.push(List { name: cell(list), code: cell(code), candidate: key });
    }
    Ok((candidates, lists))
}
