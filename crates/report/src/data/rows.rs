use std::io::Write;

use record::{AreaNo, Basis, CandidateNo, Count, Reading};
use tally::Total;

use crate::export::ExportError;
use crate::lang::Lang;
use crate::model::{Column, ContestReport, Report};

/// Totals of a contest: one row per area and source. A sum is a lower bound where its `not_given` column
/// is above zero: so many counted sheets leave that figure blank, unreadable or out.
pub(super) fn totals(
    report: &Report<'_>,
    contest: &ContestReport<'_>,
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    let mut csv = csv::Writer::from_writer(out);
    let fixed = ["contest", "area", "area_name", "level", "source", "tables_counted", "tables"];
    let mut header: Vec<String> = fixed.map(str::to_owned).into();
    let mut figures: Vec<String> =
        contest.contest.candidates.iter().map(|one| format!("candidate:{}", one.key)).collect();
    figures.extend(["null", "blank", "voters"].map(str::to_owned));
    header.extend(figures.iter().cloned());
    header.extend(figures.iter().map(|figure| format!("not_given:{figure}")));
    csv.write_record(&header)?;
    for (no, _) in report.election.areas.iter() {
        for column in &contest.columns {
            area_totals(&mut csv, report, contest, column, no)?;
        }
    }
    csv.flush()?;
    Ok(())
}

fn area_totals(
    csv: &mut csv::Writer<&mut dyn Write>,
    report: &Report<'_>,
    contest: &ContestReport<'_>,
    column: &Column<'_>,
    no: AreaNo,
) -> Result<(), ExportError> {
    let area = report.election.areas.get(no);
    let tables = column.totals.coverage(no).tables;
    if tables.of == 0 {
        return Ok(());
    }
    let mut totals: Vec<Total> = (0..)
        .map(CandidateNo)
        .take(contest.contest.candidates.len())
        .map(|at| column.totals.candidate(no, at))
        .collect();
    totals.extend([column.totals.null(no), column.totals.blank(no), column.totals.voters(no)]);
    for text in [contest.contest.key.as_str(), area.path, area.name] {
        csv.write_field(text)?;
    }
    csv.write_field(area.level.to_string())?;
    csv.write_field(source_word(report, column))?;
    csv.write_field(tables.counted.to_string())?;
    csv.write_field(tables.of.to_string())?;
    for total in &totals {
        // Nothing given is no zero.
        csv.write_field(if total.given == 0 { String::new() } else { total.sum.to_string() })?;
    }
    for total in &totals {
        csv.write_field((total.blank + total.unreadable + total.absent).to_string())?;
    }
    csv.write_record(None::<&[u8]>)?;
    Ok(())
}

/// The source's short name; `policy` for what the policy chose among all.
pub(super) fn source_word<'r>(report: &'r Report<'_>, column: &Column<'_>) -> &'r str {
    column.source.map_or("policy", |source| &report.collections[source.index()].source.id)
}

/// Every finding, in English and Spanish.
pub(super) fn findings(report: &Report<'_>, out: &mut dyn Write) -> Result<(), ExportError> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record([
        "rule",
        "severity",
        "contest",
        "table",
        "area",
        "sources",
        "votes_at_stake",
        "detail_en",
        "detail_es",
    ])?;
    let election = report.election;
    for count in report.findings.counts() {
        let english = report.findings.of(count.rule, Lang::En);
        for (en, es) in english.zip(report.findings.of(count.rule, Lang::Es)) {
            let area =
                en.table.map_or("", |table| election.areas.get(election.tables.area(table)).path);
            let sources: Vec<&str> = en
                .sources
                .iter()
                .map(|one| report.collections[one.index()].source.id.as_str())
                .collect();
            let contest = report.contests.get(en.contest).map_or("", |one| &one.contest.key);
            csv.write_record([
                en.rule.code(),
                en.rule.severity().word(),
                contest,
                &en.code,
                area,
                &sources.join(" "),
                &en.votes.to_string(),
                &en.detail,
                &es.detail,
            ])?;
        }
    }
    csv.flush()?;
    Ok(())
}

/// Every copy of every table, one row each: what each source says, side by side when sorted by table.
pub(super) fn tables(
    report: &Report<'_>,
    contest: &ContestReport<'_>,
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    let mut csv = csv::Writer::from_writer(out);
    {
        let mut header: Vec<String> = [
            "table",
            "contest",
            "source",
            "grade",
            "signature",
            "standing",
            "counts",
            "file",
            "place",
            "basis",
            "electors",
            "voters_machine",
            "voters_book",
            "valid",
            "null",
            "blank",
        ]
        .map(str::to_owned)
        .into();
        header
            .extend(contest.contest.candidates.iter().map(|one| format!("candidate:{}", one.key)));
        csv.write_record(&header)?;
        let shape = tally::ContestShape::of(contest.contest);
        let mut figures = Vec::new();
        for (table, copies) in contest.copies.tables() {
            let chosen = contest.selection.of(table);
            for at in copies {
                let collection = &report.collections[at.source.index()];
                let copy = at.of(report.collections);
                let cells = at.cells(report.collections);
                figures.clear();
                if shape.fits(copy.basis, cells) {
                    shape.by_candidate(copy.basis, cells, &mut figures);
                }
                csv.write_field(report.election.tables.code(table))?;
                csv.write_field(&contest.contest.key)?;
                csv.write_field(&collection.source.id)?;
                csv.write_field(copy.grade.word())?;
                csv.write_field(word(&copy.signature))?;
                csv.write_field(word(&copy.standing))?;
                csv.write_field(if chosen == Some(*at) { "yes" } else { "no" })?;
                let file = usize::try_from(copy.input)
                    .ok()
                    .and_then(|at| collection.source.inputs.get(at));
                csv.write_field(file.map_or("", |file| &file.name))?;
                csv.write_field(copy.place.to_string())?;
                csv.write_field(if copy.basis == Basis::Lists { "lists" } else { "candidates" })?;
                let single = [
                    copy.electors,
                    copy.voters_machine,
                    copy.voters_book,
                    copy.valid,
                    copy.null,
                    copy.blank,
                ];
                write_counts(&mut csv, single.iter().chain(&figures))?;
            }
        }
    }
    csv.flush()?;
    Ok(())
}

fn write_counts<'c>(
    csv: &mut csv::Writer<&mut dyn Write>,
    counts: impl Iterator<Item = &'c Count>,
) -> Result<(), ExportError> {
    let mut text = String::new();
    for count in counts {
        text.clear();
        match count.reading() {
            Reading::Given(number) => {
                use std::fmt::Write as _;
                write!(text, "{number}").expect("writing to a string");
            }
            Reading::Absent => {}
            Reading::Blank => text.push_str("blank"),
            Reading::Unreadable => text.push_str("unreadable"),
        }
        csv.write_field(&text)?;
    }
    csv.write_record(None::<&[u8]>)?;
    Ok(())
}

/// The word that JSON uses for a value.
fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// Every file read.
pub(super) fn inputs(report: &Report<'_>, out: &mut dyn Write) -> Result<(), ExportError> {
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(["source", "file", "bytes", "sha256"])?;
    for collection in report.collections {
        for input in &collection.source.inputs {
            csv.write_record([
                collection.source.id.as_str(),
                &input.name,
                &input.bytes.to_string(),
                &input.sha256.to_string(),
            ])?;
        }
    }
    csv.flush()?;
    Ok(())
}
