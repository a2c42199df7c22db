use std::fmt::Write as _;

use record::count::Reading;
use record::{Count, Election, Sheet, SignedSheet};
use serde_json::{Value, json};

use super::source::Arguments;
use crate::shell::{self, Outcome};

/// Shows a sheet without judging it.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let signed = arguments.read()?;
    let election = arguments.election()?;
    let election = election.filter(|election| names_fit(election, signed.sheet()));
    if arguments.json {
        shell::print_json(&as_json(&signed, election.as_ref()))?;
    } else {
        shell::print_text(&plain(&signed, election.as_ref()))?;
    }
    Ok(Outcome::Fine)
}

/// A sheet as JSON; names where the election has them.
pub fn as_json(signed: &SignedSheet, election: Option<&Election>) -> Value {
    let sheet = signed.sheet();
    let contest = election.and_then(|election| election.contest(sheet.contest));
    json!({
        "digest": signed.digest(),
        "security_code": signed.security_code().to_string(),
        "bytes": signed.bytes().len(),
        "election_hint": const_hex::encode(sheet.election_hint),
        "table": election.map(|election| election.tables.code(sheet.table)),
        "table_row": sheet.table,
        "contest": contest.map(|contest| contest.key.as_str()),
        "contest_number": sheet.contest,
        "part": sheet.part,
        "parts": sheet.parts,
        "serial": sheet.serial,
        "replaces": sheet.replaces.map(const_hex::encode),
        "closed": closed(sheet).map(|at| at.to_string()),
        "open_for_seconds": sheet.open_for,
        "electors": sheet.electors,
        "voters_machine": sheet.voters_machine,
        "voters_book": sheet.voters_book,
        "votes": sheet.votes,
        "null": sheet.null,
        "blank": sheet.blank,
        "software": const_hex::encode(sheet.software),
    })
}

/// A sheet for people; names where the election has them.
pub fn plain(signed: &SignedSheet, election: Option<&Election>) -> String {
    let sheet = signed.sheet();
    let mut text = String::new();
    let table = election.map_or_else(
        || format!("row {} of its election file", sheet.table),
        |election| election.tables.code(sheet.table).to_owned(),
    );
    let _ = writeln!(text, "table          {table}");
    let contest = election.and_then(|election| election.contest(sheet.contest));
    let title =
        contest.map_or_else(|| format!("contest {}", sheet.contest), |one| one.title.clone());
    let _ = writeln!(text, "contest        {title} ({} of {})", sheet.part, sheet.parts);
    let _ = writeln!(
        text,
        "election       {}… (the signature covers the whole id)",
        const_hex::encode(sheet.election_hint)
    );
    let closed = closed(sheet).map_or_else(|| "not given".to_owned(), |at| at.to_string());
    let _ = writeln!(text, "closed         {closed}");
    let _ = writeln!(text, "serial         {}", sheet.serial);
    if let Some(replaces) = sheet.replaces {
        let _ = writeln!(text, "replaces       {}…", const_hex::encode(replaces));
    }
    for (label, count) in [
        ("electors", sheet.electors),
        ("voters machine", sheet.voters_machine),
        ("voters book", sheet.voters_book),
        ("null", sheet.null),
        ("blank", sheet.blank),
    ] {
        let _ = writeln!(text, "{label:14} {:>7}", shown(count));
    }
    for (at, count) in sheet.votes.iter().enumerate() {
        let list = contest.and_then(|contest| contest.lists.get(at));
        let name = list.map_or_else(|| format!("list {}", at + 1), |list| list.name.clone());
        let _ = writeln!(text, "  {name:24} {:>7}", shown(*count));
    }
    let _ = writeln!(text, "software       {}…", const_hex::encode(sheet.software));
    let _ = writeln!(text, "security code  {}", signed.security_code());
    let _ = writeln!(text, "digest         {}", signed.digest());
    text
}

/// Names may be shown only from the election that the sheet speaks of.
fn names_fit(election: &Election, sheet: &Sheet) -> bool {
    sheet.election_hint == election.id.hint() && election.tables.has(sheet.table)
}

fn closed(sheet: &Sheet) -> Option<jiff::Timestamp> {
    jiff::Timestamp::from_second(i64::try_from(sheet.closed?).ok()?).ok()
}

fn shown(count: Count) -> String {
    match count.reading() {
        Reading::Absent => "—".to_owned(),
        _ => count.to_string(),
    }
}
