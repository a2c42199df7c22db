//! The CSV form: one row per announced figure.

use super::{Entry, Votes};

const HEADER: &str = "id,by,at,reference,contest,area,coverage,tables,electors,item,votes,percent";

/// Whether a text is the CSV form.
pub(super) fn is_table(text: &str) -> bool {
    text.lines().next().is_some_and(|line| line.starts_with("id,"))
}

/// Parses the CSV form. `item` is a candidate's key, or one of `others`, `valid`, `null`, `blank`,
/// `voters`. Rows of one `id` follow each other and agree on everything but item, votes and percent.
pub(super) fn parse(text: &str) -> Result<Vec<Entry>, String> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| error.to_string())?;
    if header.iter().ne(HEADER.split(',')) {
        return Err(format!("the header must be `{HEADER}`"));
    }
    let mut entries = Vec::<Entry>::new();
    for (number, row) in (2_u64..).zip(reader.records()) {
        let row = row.map_err(|error| error.to_string())?;
        let at = |detail: &str| format!("row {number}: {detail}");
        let entry = head(&row).map_err(|detail| at(&detail))?;
        match entries.last() {
            Some(last) if last.id == entry.id => {
                if !same_head(last, &entry) {
                    return Err(at("differs from the row before in more than its figure"));
                }
            }
            _ => entries.push(entry),
        }
        let last = entries.last_mut().expect("just pushed");
        add_item(last, &row).map_err(|detail| at(&detail))?;
    }
    Ok(entries)
}

fn head(row: &csv::StringRecord) -> Result<Entry, String> {
    let text = |at: usize| row.get(at).unwrap_or_default().trim().to_owned();
    let given = |at: usize| Some(text(at)).filter(|text| !text.is_empty());
    Ok(Entry {
        id: text(0),
        by: text(1),
        at: text(2),
        reference: given(3),
        contest: given(4),
        area: given(5),
        coverage: given(6),
        tables: given(7).map(|text| number(&text)).transpose()?,
        electors: given(8).map(|text| number(&text)).transpose()?,
        ..Entry::default()
    })
}

fn same_head(last: &Entry, entry: &Entry) -> bool {
    let head = |one: &Entry| {
        let texts = [&one.reference, &one.contest, &one.area, &one.coverage].map(Clone::clone);
        (one.by.clone(), one.at.clone(), texts, one.tables, one.electors)
    };
    head(last) == head(entry)
}

fn add_item(entry: &mut Entry, row: &csv::StringRecord) -> Result<(), String> {
    let [item, votes, percent] = [9, 10, 11].map(|at| row.get(at).unwrap_or_default().trim());
    let votes = number(votes)?;
    let total = match item {
        "others" => &mut entry.others,
        "valid" => &mut entry.valid,
        "null" => &mut entry.null,
        "blank" => &mut entry.blank,
        "voters" => &mut entry.voters,
        candidate => {
            let percent = Some(percent.to_owned()).filter(|text| !text.is_empty());
            entry.votes.push(Votes { candidate: candidate.to_owned(), votes, percent });
            return Ok(());
        }
    };
    match total.replace(votes) {
        None => Ok(()),
        Some(_) => Err(format!("`{item}` stands twice")),
    }
}

fn number(text: &str) -> Result<u64, String> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten().ok_or_else(|| format!("`{text}` is not a number"))
}
