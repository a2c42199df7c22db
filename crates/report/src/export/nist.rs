//! NIST SP 1500-100 version 2 (Election Results Reporting), as JSON.
//!
//! Every area and table is a `ReportingUnit`; every count of a sheet that is a number is a `VoteCounts`
//! of its table. What is absent, blank or unreadable has no `VoteCounts`, since the format knows only
//! numbers: such a table has the status `unknown`, a table without a sheet `not-processed`.

use std::io::Write;

use record::election::{Area, Candidate, Contest, List};
use record::{AreaNo, Count, Election, TableNo};
use serde_json::{Value, json};

use super::sheets::{Bases, Once, candidate_count, list_count, lists_are_candidates};
use super::{ExportError, SheetRow, Sheets};

/// What the standard asks for beyond the results.
#[derive(Clone, Debug)]
pub struct Issue {
    /// Who issues the report.
    pub issuer: String,
    /// The issuer's short name.
    pub abbreviation: String,
    /// When: RFC 3339 with whole seconds and offset. Part of the bytes, so it is an argument.
    pub generated: jiff::Timestamp,
}

/// Said in every file, because the format has no field for it.
const NOTES: &str = "Undervotes are the blank votes and Overvotes the null votes as the sheets count \
them. A count that a sheet leaves absent, blank or unreadable has no VoteCounts; its table has status \
unknown. A table without a sheet has status not-processed. Figures are what the sheets say.";

/// Writes the sheets of every contest.
///
/// # Errors
/// What the writer refuses; two sheets of one table and contest; sheets that do not have one count per
/// list or candidate.
pub fn write(
    election: &Election,
    sheets: &dyn Sheets,
    issue: &Issue,
    mut out: impl Write,
) -> Result<(), ExportError> {
    let status = Status::of(election, sheets)?;
    let seconds = jiff::Timestamp::from_second(issue.generated.as_second());
    let generated = seconds.expect("whole seconds of a timestamp").to_string();
    out.write_all(b"{\"@type\":\"ElectionResults.ElectionReport\"")?;
    let ends = if status.complete() { "unofficial-complete" } else { "unofficial-partial" };
    for (key, value) in [
        ("Format", json!("precinct-level")),
        ("GeneratedDate", json!(generated)),
        ("Issuer", json!(issue.issuer)),
        ("IssuerAbbreviation", json!(issue.abbreviation)),
        ("Notes", json!(NOTES)),
        ("SequenceStart", json!(1)),
        ("SequenceEnd", json!(1)),
        ("Status", json!(ends)),
        ("VendorApplicationId", json!(concat!("cotejo ", env!("CARGO_PKG_VERSION")))),
    ] {
        write!(out, ",\n\"{key}\":")?;
        serde_json::to_writer(&mut out, &value)?;
    }
    write_array(&mut out, "Party", parties(election))?;
    write_array(&mut out, "GpUnit", units(election, &status))?;
    out.write_all(b",\n\"Election\":[")?;
    write_election(election, sheets, &mut out)?;
    out.write_all(b"]}\n")?;
    out.flush()?;
    Ok(())
}

/// What is known of each table: its electors and voters, and whether all its counts are numbers.
struct Status {
    tables: Vec<TableStatus>,
}

#[derive(Clone, Copy, Default)]
struct TableStatus {
    sheets: u8,
    held: u8,
    incomplete: bool,
    voters: Count,
}

impl Status {
    fn of(election: &Election, sheets: &dyn Sheets) -> Result<Self, ExportError> {
        let mut tables = vec![TableStatus::default(); election.tables.len()];
        for table in election.tables.iter() {
            let held = election.contests_at(table).count();
            tables[table.index()].held = u8::try_from(held).unwrap_or(u8::MAX);
        }
        for contest in &election.contests {
            let mut once = Once::new(election.tables.len());
            for row in sheets.of_contest(contest.no) {
                let row = row.checked(election, contest)?;
                if !once.first(row.table) {
                    let code = election.tables.code(row.table).to_owned();
                    return Err(ExportError::Duplicate(code, contest.key.clone()));
                }
                let status = &mut tables[row.table.index()];
                status.sheets += 1;
                status.incomplete |= row.votes.iter().any(|count| count.number().is_none());
                if row.voters_machine.number().is_some() {
                    status.voters = row.voters_machine;
                }
            }
        }
        Ok(Self { tables })
    }

    fn complete(&self) -> bool {
        self.tables.iter().all(|table| table.sheets >= table.held && !table.incomplete)
    }

    fn word(table: TableStatus) -> &'static str {
        match table {
            TableStatus { sheets: 0, .. } => "not-processed",
            TableStatus { incomplete: true, .. } => "unknown",
            TableStatus { sheets, held, .. } if sheets < held => "in-process",
            _ => "completed",
        }
    }
}

fn parties(election: &Election) -> impl Iterator<Item = Value> + '_ {
    let with_lists = election.contests.iter().filter(|contest| !lists_are_candidates(contest));
    with_lists.flat_map(|contest| {
        contest.lists.iter().enumerate().map(move |(at, list)| party(contest, at, list))
    })
}

fn party(contest: &Contest, at: usize, list: &List) -> Value {
    json!({
        "@type": "ElectionResults.Party",
        "@id": party_id(contest, at),
        "Name": text(&list.name),
        "ExternalIdentifier": [identifier("ballot-code", &list.code)],
    })
}

fn units<'a>(election: &'a Election, status: &'a Status) -> impl Iterator<Item = Value> + 'a {
    let inside = Inside::of(election);
    let areas = election.areas.iter().map(move |(no, area)| {
        let mut unit = unit(election, &area);
        unit["@id"] = json!(area_id(no));
        if let Some(parts) = inside.of_area(no) {
            unit["ComposingGpUnitIds"] = parts;
        }
        unit
    });
    let tables = election.tables.iter().map(|table| table_unit(election, status, table));
    areas.chain(tables)
}

fn unit(election: &Election, area: &Area<'_>) -> Value {
    let level =
        usize::from(area.level).checked_sub(1).and_then(|at| election.manifest.levels.get(at));
    let level = level.map_or("country", String::as_str);
    let mut unit = json!({
        "@type": "ElectionResults.ReportingUnit",
        "Type": unit_type(level),
        "Name": text(area.name),
    });
    if unit["Type"] == "other" {
        unit["OtherType"] = json!(level);
    }
    if !area.path.is_empty() {
        unit["ExternalIdentifier"] = json!([identifier("area-path", area.path)]);
    }
    unit
}

fn table_unit(election: &Election, status: &Status, table: TableNo) -> Value {
    let code = election.tables.code(table);
    let of_table = status.tables[table.index()];
    let mut unit = json!({
        "@type": "ElectionResults.ReportingUnit",
        "@id": table_id(table),
        "Type": "precinct",
        "Name": text(code),
        "ExternalIdentifier": [identifier("table-code", code)],
        "CountStatus": [{
            "@type": "ElectionResults.CountStatus",
            "Status": Status::word(of_table),
            "Type": "total",
        }],
    });
    if let Some(electors) = election.tables.electors(table).number() {
        unit["VotersRegistered"] = json!(electors);
    }
    if let Some(voters) = of_table.voters.number() {
        unit["VotersParticipated"] = json!(voters);
    }
    unit
}

/// Which areas and tables lie directly in each area.
struct Inside {
    areas: Vec<Vec<AreaNo>>,
    tables: Vec<Vec<TableNo>>,
}

impl Inside {
    fn of(election: &Election) -> Self {
        let mut areas = vec![Vec::new(); election.areas.len()];
        let mut tables = vec![Vec::new(); election.areas.len()];
        for (no, area) in election.areas.iter() {
            if let Some(parent) = area.parent {
                areas[parent.index()].push(no);
            }
        }
        for table in election.tables.iter() {
            tables[election.tables.area(table).index()].push(table);
        }
        Self { areas, tables }
    }

    fn of_area(&self, no: AreaNo) -> Option<Value> {
        let areas = self.areas[no.index()].iter().map(|area| area_id(*area));
        let tables = self.tables[no.index()].iter().map(|table| table_id(*table));
        let all: Vec<String> = areas.chain(tables).collect();
        (!all.is_empty()).then(|| json!(all))
    }
}

fn write_election(
    election: &Election,
    sheets: &dyn Sheets,
    out: &mut impl Write,
) -> Result<(), ExportError> {
    let zone = jiff::tz::TimeZone::get(&election.manifest.timezone);
    let date = election.manifest.opens.to_zoned(zone.unwrap_or(jiff::tz::TimeZone::UTC)).date();
    let head = json!({
        "@type": "ElectionResults.Election",
        "ElectionScopeId": area_id(AreaNo(0)),
        "StartDate": date.to_string(),
        "EndDate": date.to_string(),
        "Name": text(&election.manifest.name),
        "Type": "general",
        "ExternalIdentifier": [identifier("election-id", &election.id.to_string())],
    });
    write_open(out, &head)?;
    let candidates = election.contests.iter().flat_map(|contest| {
        contest.candidates.iter().enumerate().map(move |(at, one)| candidate(contest, at, one))
    });
    write_array(out, "Candidate", candidates)?;
    out.write_all(b",\n\"Contest\":[")?;
    for (at, contest) in election.contests.iter().enumerate() {
        if at > 0 {
            out.write_all(b",")?;
        }
        write_contest(contest, sheets, out)?;
    }
    out.write_all(b"]}")?;
    Ok(())
}

fn candidate(contest: &Contest, at: usize, one: &Candidate) -> Value {
    json!({
        "@type": "ElectionResults.Candidate",
        "@id": candidate_id(contest, at),
        "BallotName": text(&one.name),
        "ExternalIdentifier": [identifier("candidate-key", &one.key)],
    })
}

fn write_contest(
    contest: &Contest,
    sheets: &dyn Sheets,
    out: &mut impl Write,
) -> Result<(), ExportError> {
    let scope = contest.scope.first().copied().unwrap_or(AreaNo(0));
    let head = json!({
        "@type": "ElectionResults.CandidateContest",
        "@id": format!("contest-{}", contest.no),
        "ElectionDistrictId": area_id(scope),
        "Name": contest.title,
        "Abbreviation": contest.key,
        "NumberElected": contest.seats,
        "VotesAllowed": 1,
        "VoteVariation": "plurality",
    });
    write_open(out, &head)?;
    write_array(out, "OtherCounts", sheets.of_contest(contest.no).filter_map(|row| other(&row)))?;
    out.write_all(b",\n\"ContestSelection\":[")?;
    let bases = Bases::of(sheets, contest);
    let mut first = true;
    if bases.candidates || !bases.lists {
        for at in 0..contest.candidates.len() {
            let counts = |row: &SheetRow<'_>| candidate_count(row, contest, at);
            let head = candidate_selection(contest, at);
            write_selection(contest, sheets, &head, &counts, &mut first, out)?;
        }
    }
    if bases.lists {
        for at in 0..contest.lists.len() {
            let counts = |row: &SheetRow<'_>| list_count(row, contest, at);
            let head = list_selection(contest, at);
            write_selection(contest, sheets, &head, &counts, &mut first, out)?;
        }
    }
    out.write_all(b"]}")?;
    Ok(())
}

fn candidate_selection(contest: &Contest, at: usize) -> Value {
    json!({
        "@type": "ElectionResults.CandidateSelection",
        "@id": format!("selection-{}-c{at}", contest.no),
        "CandidateIds": [candidate_id(contest, at)],
    })
}

fn list_selection(contest: &Contest, at: usize) -> Value {
    json!({
        "@type": "ElectionResults.CandidateSelection",
        "@id": format!("selection-{}-l{at}", contest.no),
        "CandidateIds": [candidate_id(contest, contest.lists[at].candidate.index())],
        "EndorsementPartyIds": [party_id(contest, at)],
    })
}

fn write_selection(
    contest: &Contest,
    sheets: &dyn Sheets,
    head: &Value,
    count: &dyn Fn(&SheetRow<'_>) -> Option<Count>,
    first: &mut bool,
    out: &mut impl Write,
) -> Result<(), ExportError> {
    if !std::mem::take(first) {
        out.write_all(b",")?;
    }
    write_open(out, head)?;
    let counts = sheets.of_contest(contest.no).filter_map(|row| {
        let number = count(&row)?.number()?;
        Some(json!({
            "@type": "ElectionResults.VoteCounts",
            "GpUnitId": table_id(row.table),
            "Type": "total",
            "Count": number,
        }))
    });
    write_array(out, "VoteCounts", counts)?;
    out.write_all(b"}")?;
    Ok(())
}

fn other(row: &SheetRow<'_>) -> Option<Value> {
    let mut counts = json!({
        "@type": "ElectionResults.OtherCounts",
        "GpUnitId": table_id(row.table),
    });
    for (key, count) in [("Overvotes", row.null), ("Undervotes", row.blank)] {
        if let Some(number) = count.number() {
            counts[key] = Value::from(number);
        }
    }
    counts.as_object().is_some_and(|object| object.len() > 2).then_some(counts)
}

/// Writes an object without its closing brace, so that long arrays can be streamed into it.
fn write_open(out: &mut impl Write, object: &Value) -> Result<(), ExportError> {
    let text = serde_json::to_string(object)?;
    out.write_all(text.strip_suffix('}').expect("an object ends with a brace").as_bytes())?;
    Ok(())
}

fn write_array(
    out: &mut impl Write,
    key: &str,
    values: impl Iterator<Item = Value>,
) -> Result<(), ExportError> {
    write!(out, ",\n\"{key}\":[")?;
    for (at, value) in values.enumerate() {
        out.write_all(if at == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, &value)?;
    }
    out.write_all(b"]")?;
    Ok(())
}

fn text(content: &str) -> Value {
    // The election file does not say in which language a name is; `und` is BCP 47 for that.
    json!({
        "@type": "ElectionResults.InternationalizedText",
        "Text": [{
            "@type": "ElectionResults.LanguageString",
            "Content": content,
            "Language": "und",
        }],
    })
}

fn identifier(what: &str, value: &str) -> Value {
    json!({
        "@type": "ElectionResults.ExternalIdentifier",
        "Type": "other",
        "OtherType": what,
        "Value": value,
    })
}

fn unit_type(level: &str) -> &'static str {
    match level.to_lowercase().as_str() {
        "country" => "country",
        "state" | "estado" => "state",
        "county" => "county",
        "municipality" | "municipio" => "municipality",
        "centre" | "center" | "centro" => "polling-place",
        "ward" => "ward",
        _ => "other",
    }
}

fn area_id(no: AreaNo) -> String {
    format!("area-{no}")
}

fn table_id(no: TableNo) -> String {
    format!("table-{no}")
}

fn candidate_id(contest: &Contest, at: usize) -> String {
    format!("candidate-{}-{at}", contest.no)
}

fn party_id(contest: &Contest, at: usize) -> String {
    format!("party-{}-{at}", contest.no)
}
