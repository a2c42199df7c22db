//! The papers of an audit: pull list, counting worksheets, report.

use std::collections::BTreeMap;

use audit::comparison::Found;
use audit::machine::Audit;
use record::election::Contest;
use report::Doc;
use report::doc::{Cell, Column, Fact, Kind, Part, Row, Section, Table};

use super::desk::Desk;
use super::measure::{self, fixed_chance};
use super::step::Method;
use super::words::Words;

/// The list by which boxes are fetched: by area and centre, with room for times and signatures.
pub fn pull_list(desk: &Desk<'_>, boxes: &[String], words: &Words) -> Doc {
    let mut by_area: BTreeMap<String, Vec<&String>> = BTreeMap::new();
    for code in boxes {
        by_area.entry(place(desk, code)).or_default().push(code);
    }
    let head = ["table", "seal", "left", "returned", "signature"];
    let columns = head.map(|key| Column::new(words.t(key), Kind::Text));
    let mut rows = Vec::new();
    for (area, codes) in &by_area {
        rows.push(Row::new([Cell::new(area.clone())]).ruled(true));
        for code in codes {
            rows.push(Row::new(
                [code.as_str(), "__________", "_______", "_______", "____________"].map(Cell::new),
            ));
        }
    }
    let caption = words.t("caption-pull").to_owned();
    let table = Table { caption, columns: columns.into(), rows };
    let section = Section {
        heading: format!(
            "{} {}",
            words.number(count(boxes.len())),
            words.t("boxes").to_lowercase()
        ),
        parts: vec![Part::Table(table)],
    };
    paper(desk, words, "kicker-pull", vec![words.t("lead-pull").to_owned()], vec![section])
}

/// A page for the count of one box, blank: whoever counts must not see what was reported.
pub fn worksheet(desk: &Desk<'_>, code: &str, words: &Words) -> Doc {
    let line = || Cell::new("__________");
    let head = [("choice", Kind::Text), ("first", Kind::Text), ("second", Kind::Text)];
    let columns = head.map(|(key, kind)| Column::new(words.t(key), kind));
    let names = names(desk.contest);
    let last = [words.t("others"), words.t("total")];
    let rows = names.iter().map(String::as_str).chain(last);
    let rows: Vec<_> = rows
        .enumerate()
        .map(|(at, name)| Row::new([Cell::new(name), line(), line()]).ruled(at == names.len()))
        .collect();
    let table =
        Table { caption: format!("{} {code}", words.t("table")), columns: columns.into(), rows };
    let blank = "________________________________";
    let facts = ["seal", "person", "mixed", "signature"].map(|key| Fact::new(words.t(key), blank));
    let section = Section {
        heading: format!("{} {code}", words.t("table")),
        parts: vec![Part::Text(place(desk, code)), Part::Table(table), Part::Facts(facts.into())],
    };
    paper(desk, words, "kicker-sheet", vec![words.t("lead-sheet").to_owned()], vec![section])
}

/// What a newspaper can print.
pub fn report(desk: &Desk<'_>, words: &Words) -> anyhow::Result<Doc> {
    let sections = vec![shows(desk, words)?, done(desk, words), found(desk, words)?, check(words)];
    Ok(paper(desk, words, "kicker-report", Vec::new(), sections))
}

fn shows(desk: &Desk<'_>, words: &Words) -> anyhow::Result<Section> {
    let limit = words.decimal(f64::from(desk.plan.risk_limit.millionths()) / 1e6);
    let answer = match &desk.audit {
        Audit::Confirmed(risks) => {
            let risk = words.risk(risks.last().copied().unwrap_or(1.0));
            words.f("answer-confirmed", &[&risk, &limit])
        }
        Audit::Replaced(_) => words.t("answer-replaced").to_owned(),
        Audit::FullCount(_) => words.f("answer-full", &[desk.full_count.as_deref().unwrap_or("")]),
        other => words.f("answer-open", &[words.t(&format!("state-{}", other.name()))]),
    };
    let mut parts = vec![Part::Answer(answer)];
    if desk.plan.method == Method::Fixed {
        if desk.bounds.is_ok() {
            let (least, chance) = fixed_chance(desk)?;
            let size = words.number(count(desk.fixed_size()?));
            parts.push(Part::Text(match least {
                Some(least) => {
                    let values = [size, words.number(least), words.power(chance.log10())];
                    words.f("fixed-proves", &values.each_ref().map(String::as_str))
                }
                None => words.t("fixed-all").to_owned(),
            }));
        }
        parts.push(Part::Caveat(words.t("fixed-limit").to_owned()));
    } else {
        let sure = words.decimal(f64::from(1_000_000 - desk.plan.risk_limit.millionths()) / 1e6);
        parts.push(Part::Text(words.f("shows-rla", &[&sure])));
        parts.push(Part::Caveat(words.f("assumes", &[&limit])));
    }
    parts.push(Part::Caveat(words.t("shows-not").to_owned()));
    Ok(Section { heading: words.t("what-shows").to_owned(), parts })
}

fn done(desk: &Desk<'_>, words: &Words) -> Section {
    let mut facts = vec![
        Fact::new(words.t("boxes"), words.number(count(desk.manifest.len()))),
        Fact::new(words.t("risk-limit"), String::from(desk.plan.risk_limit)),
    ];
    if let Ok(bounds) = &desk.bounds {
        let margin = u64::try_from(bounds.smallest_margin()).unwrap_or(u64::MAX);
        let margin = words.f("margin-value", &[&words.number(margin)]);
        facts.push(Fact::new(words.t("margin"), margin));
    }
    if let Some(commit) = &desk.commit {
        let size = words.f("commitment-value", &[&words.number(commit.commitment.size)]);
        facts.push(Fact::new(words.t("commitment"), size));
        facts.push(Fact::code(words.t("root"), commit.commitment.root.to_string()));
    }
    if let Some(seed) = &desk.seed {
        facts.push(Fact::new(words.t("ceremony"), format!("{} · {}", seed.ceremony, seed.at)));
        facts.push(Fact::code(words.t("seed"), seed.digits.clone()));
    }
    let mut parts = vec![Part::Facts(facts)];
    if !desk.risks.is_empty() {
        let columns = [("round", Kind::Text), ("draws", Kind::Number), ("risk", Kind::Number)];
        let rows = desk.risks.iter().enumerate().map(|(at, risk)| {
            let draws = desk.rounds.get(at).copied().unwrap_or(desk.manifest.len());
            let cells = [(at + 1).to_string(), words.number(count(draws)), words.risk(*risk)];
            Row::new(cells.map(Cell::new))
        });
        parts.push(Part::Table(Table {
            caption: words.t("risk-after").to_owned(),
            columns: columns.map(|(key, kind)| Column::new(words.t(key), kind)).into(),
            rows: rows.collect(),
        }));
    }
    Section { heading: words.t("how-drawn").to_owned(), parts }
}

/// Every box drawn, also those that agree.
fn found(desk: &Desk<'_>, words: &Words) -> anyhow::Result<Section> {
    let heading = words.t("what-found").to_owned();
    let counts = desk.counts()?;
    let mut boxes = desk.numbers()?;
    boxes.extend(counts.boxes().map(|(number, _)| number));
    let mut times: BTreeMap<_, u64> = BTreeMap::new();
    for number in boxes {
        *times.entry(number).or_default() += 1;
    }
    if times.is_empty() {
        return Ok(Section {
            heading,
            parts: vec![Part::Text(words.t("nothing-counted").to_owned())],
        });
    }
    let measured = measure::so_far(desk).ok();
    let (errors, missing) =
        measured.map_or((0, 0), |measured| (measured.errors.len(), measured.missing));
    let facts =
        [("boxes-drawn", times.len()), ("boxes-with-errors", errors), ("missing-boxes", missing)]
            .map(|(key, number)| Fact::new(words.t(key), words.number(count(number))));
    let columns = [
        ("table", Kind::Text),
        ("reported", Kind::Number),
        ("counted", Kind::Number),
        ("difference", Kind::Text),
    ];
    let names = names(desk.contest);
    let rows = times.keys().map(|number| {
        let one = &desk.manifest.boxes()[number.index()];
        let reported = words.number(one.votes.iter().sum());
        let (counted, difference) = match counts.of(*number) {
            None => ("—".to_owned(), words.t("waiting").to_owned()),
            Some(Found::Missing) => ("—".to_owned(), words.t("missing").to_owned()),
            Some(Found::Counted { votes, .. }) => {
                (words.number(votes.iter().sum()), differences(&one.votes, votes, &names, words))
            }
        };
        Row::new([one.id.clone(), reported, counted, difference].map(Cell::new))
    });
    let table = Table {
        caption: words.t("caption-boxes").to_owned(),
        columns: columns.map(|(key, kind)| Column::new(words.t(key), kind)).into(),
        rows: rows.collect(),
    };
    Ok(Section { heading, parts: vec![Part::Facts(facts.into()), Part::Table(table)] })
}

fn differences(reported: &[u64], counted: &[u64], names: &[String], words: &Words) -> String {
    let each = reported.iter().zip(counted).zip(names).filter(|((a, b), _)| a != b);
    let each: Vec<String> = each
        .map(|((reported, counted), name)| {
            let signed = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
            format!("{name} {}", words.signed(signed(*counted) - signed(*reported)))
        })
        .collect();
    if each.is_empty() { words.t("equal").to_owned() } else { each.join(", ") }
}

fn check(words: &Words) -> Section {
    let parts = vec![
        Part::Text(words.t("check-how").to_owned()),
        Part::Command("cotejo verify AUDIT --election ELECTION".to_owned()),
    ];
    Section { heading: words.t("check").to_owned(), parts }
}

fn paper(
    desk: &Desk<'_>,
    words: &Words,
    kicker: &str,
    lead: Vec<String>,
    sections: Vec<Section>,
) -> Doc {
    Doc {
        lang: words.lang,
        kicker: words.t(kicker).to_owned(),
        title: words
            .f("title", &[&format!("{} · {}", desk.election.manifest.name, desk.contest.title)]),
        lead,
        sections,
        foot: vec![words.t("neutral").to_owned()],
        mark: format!("{} · {}", words.t(kicker), &desk.plan.manifest.to_string()[..16]),
        id: format!("{}/{kicker}/{}", desk.plan.manifest, words.lang.tag()),
    }
}

fn place(desk: &Desk<'_>, code: &str) -> String {
    let names = desk.centre(code).map(|area| desk.election.areas.names(area));
    names.unwrap_or_default().join(" · ")
}

fn names(contest: &Contest) -> Vec<String> {
    contest.candidates.iter().map(|one| one.name.clone()).collect()
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
