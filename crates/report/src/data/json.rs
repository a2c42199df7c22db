use std::io::Write;

use record::{AreaNo, CandidateNo};
use serde_json::{Value, json};

use super::rows::source_word;
use crate::export::ExportError;
use crate::lang::Lang;
use crate::model::{Column, ContestReport, Report};

/// Everything the pages show, as one object, written piece by piece.
pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> Result<(), ExportError> {
    let head = json!({
        "format": "cotejo-report/1",
        "election": {
            "id": report.election.id.to_string(),
            "name": report.election.manifest.name,
            "country": report.election.manifest.country,
            "tables": report.election.tables.len(),
        },
        "program": report.program,
        "policy": report.policy,
        "sources": report.collections.iter().map(source).collect::<Vec<_>>(),
        "pairs": report.contests.iter().flat_map(pairs).collect::<Vec<_>>(),
        "announcements": report.contests.iter().flat_map(announcements).collect::<Vec<_>>(),
        "contests": report.contests.iter().map(contest).collect::<Vec<_>>(),
    });
    let head = serde_json::to_string(&head)?;
    out.write_all(head.strip_suffix('}').expect("an object ends with a brace").as_bytes())?;
    out.write_all(b",\n\"totals\":[")?;
    let mut first = true;
    for contest in &report.contests {
        for (no, _) in report.election.areas.iter() {
            for column in &contest.columns {
                if let Some(totals) = area_totals(report, contest, column, no) {
                    item(out, &mut first, &totals)?;
                }
            }
        }
    }
    out.write_all(b"],\n\"findings\":[")?;
    let mut first = true;
    for count in report.findings.counts() {
        let english = report.findings.of(count.rule, Lang::En);
        for (en, es) in english.zip(report.findings.of(count.rule, Lang::Es)) {
            let sources: Vec<&str> = en
                .sources
                .iter()
                .map(|one| report.collections[one.index()].source.id.as_str())
                .collect();
            let finding = json!({
                "rule": en.rule,
                "severity": en.rule.severity(),
                "contest": report.contests.get(en.contest).map(|one| &one.contest.key),
                "table": en.code,
                "sources": sources,
                "votes": en.votes,
                "detail": en.detail,
                "detail_es": es.detail,
            });
            item(out, &mut first, &finding)?;
        }
    }
    out.write_all(b"]}\n")?;
    out.flush()?;
    Ok(())
}

fn item(out: &mut dyn Write, first: &mut bool, value: &Value) -> Result<(), ExportError> {
    out.write_all(if std::mem::take(first) { b"\n" } else { b",\n" })?;
    serde_json::to_writer(out, value)?;
    Ok(())
}

fn source(collection: &record::Collection) -> Value {
    json!({
        "id": collection.source.id,
        "name": collection.source.name,
        "organisation": collection.source.organisation,
        "gathered": collection.source.gathered,
        "method": collection.source.method,
        "inputs": collection.source.inputs,
        "copies": collection.copies.len(),
        "announcements": collection.announcements.len(),
        "unknown_tables": collection.unknown_tables,
    })
}

fn pairs<'c>(contest: &'c ContestReport<'_>) -> impl Iterator<Item = Value> + 'c {
    contest.pairs.iter().map(|pair| {
        let mut value = json!(pair);
        value["contest"] = json!(contest.contest.key);
        value
    })
}

fn announcements<'c>(contest: &'c ContestReport<'_>) -> impl Iterator<Item = Value> + 'c {
    contest.announcements.iter().map(|one| json!(one))
}

fn contest(contest: &ContestReport<'_>) -> Value {
    let candidates = contest
        .contest
        .candidates
        .iter()
        .map(|one| json!({ "key": one.key, "name": one.name, "colour": one.colour }));
    json!({
        "key": contest.contest.key,
        "title": contest.contest.title,
        "candidates": candidates.collect::<Vec<_>>(),
        "tables_held": contest.tables_held,
        "tables_shared": contest.shared,
        "tables_agreeing": contest.agree,
        "tables_unsettled": contest.selection.unsettled.len(),
    })
}

fn area_totals(
    report: &Report<'_>,
    contest: &ContestReport<'_>,
    column: &Column<'_>,
    no: AreaNo,
) -> Option<Value> {
    let totals = &column.totals;
    let coverage = totals.coverage(no);
    (coverage.tables.of > 0).then(|| {
        let candidates = (0..).map(CandidateNo).take(contest.contest.candidates.len());
        let incomplete: Vec<Value> = candidates
            .map(|at| (at, totals.candidate(no, at)))
            .filter(|(_, total)| !total.is_complete())
            .map(|(at, total)| json!({ "candidate": at, "total": total }))
            .collect();
        json!({
            "contest": contest.contest.key,
            "area": report.election.areas.get(no).path,
            "source": source_word(report, column),
            "coverage": coverage,
            "votes": totals.candidates(no),
            "incomplete": incomplete,
            "null": totals.null(no),
            "blank": totals.blank(no),
            "voters": totals.voters(no),
        })
    })
}
