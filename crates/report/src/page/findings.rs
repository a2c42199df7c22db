use askama::Template;
use record::Rule;

use super::book::Item;
use super::rules::RuleRow;
use super::{Book, Page, put};
use crate::folder::{Folder, FolderError};
use crate::model::{Finding, RuleCount};

/// Findings on one page of a list.
const PER_PAGE: usize = 400;
/// Findings in one script of the search.
const PER_SHARD: usize = 2_000;
/// Scripts the search loads at most: beyond, a browser would hold too much.
const MOST_SHARDS: usize = 100;

#[derive(Template)]
#[template(path = "findings.html")]
struct Findings<'a> {
    page: Page<'a>,
    shards: usize,
    shard_base: String,
    partial: Option<String>,
    sources: Vec<String>,
    rules: Vec<RuleRow>,
}

#[derive(Template)]
#[template(path = "finding_list.html")]
struct List<'a> {
    page: Page<'a>,
    code: &'static str,
    sentence: &'static str,
    severity: &'static str,
    severity_key: String,
    part_of: String,
    parts: Vec<Item>,
    rows: Vec<Row>,
}

struct Row {
    href: Option<String>,
    code: String,
    area: String,
    sources: String,
    detail: String,
    votes: String,
}

/// The page that lists findings of a rule, from 0.
pub(super) fn list_name(rule: Rule, part: usize) -> String {
    format!("findings/{}-{}.html", rule.code(), part + 1)
}

pub(super) fn render(book: &Book<'_>, folder: &mut dyn Folder) -> Result<(), FolderError> {
    let counts = book.report.findings.counts();
    for count in counts.iter().filter(|count| count.findings > 0) {
        lists(book, *count, folder)?;
    }
    let total: u64 = counts.iter().map(|count| count.findings).sum();
    let shards = shards(book, &counts, folder)?;
    let page = Page::new(book, "nav-findings", "findings.html", book.t("findings"));
    let most = (MOST_SHARDS * PER_SHARD) as u64;
    let findings = Findings {
        shards,
        shard_base: page.local("findings/search-"),
        partial: (total > most).then(|| book.texts.n("search-partial", most)),
        sources: book.report.collections.iter().map(|one| one.source.id.clone()).collect(),
        rules: RuleRow::all(book, &page),
        page,
    };
    put(folder, &findings.page.path(), &findings)
}

fn lists(book: &Book<'_>, count: RuleCount, folder: &mut dyn Folder) -> Result<(), FolderError> {
    let rule = count.rule;
    let all = usize::try_from(count.findings).expect("findings fit the address space");
    let parts = all.div_ceil(PER_PAGE);
    let mut findings = book.report.findings.of(rule, book.lang());
    for part in 0..parts {
        let title = format!("{}: {}", rule.code(), book.sentence(rule));
        let page = Page::new(book, "nav-findings", list_name(rule, part), title);
        let severity = rule.severity().word();
        let of = book.texts.number(parts as u64);
        let list = List {
            code: rule.code(),
            sentence: book.sentence(rule),
            severity,
            severity_key: format!("severity-{severity}"),
            part_of: book.texts.f("page-of", part as u64 + 1, &[("of", &of)]),
            parts: nearby(part, parts)
                .map(|other| Item {
                    href: page.local(&list_name(rule, other)),
                    label: (other + 1).to_string(),
                    current: other == part,
                })
                .collect(),
            rows: findings.by_ref().take(PER_PAGE).map(|one| row(book, &page, &one)).collect(),
            page,
        };
        put(folder, &list.page.path(), &list)?;
    }
    Ok(())
}

/// The first and last pages and those around the current one.
fn nearby(part: usize, parts: usize) -> impl Iterator<Item = usize> {
    (0..parts).filter(move |other| other.abs_diff(part) <= 4 || *other < 2 || *other + 2 >= parts)
}

fn row(book: &Book<'_>, page: &Page<'_>, finding: &Finding) -> Row {
    let place = finding.table.map(|table| book.table_place(finding.contest, table));
    Row {
        href: place.map(|place| page.local(&place)),
        code: finding.code.clone(),
        area: area(book, finding),
        sources: book.source_ids(&finding.sources),
        detail: finding.detail.clone(),
        votes: book.texts.number(finding.votes),
    }
}

fn area(book: &Book<'_>, finding: &Finding) -> String {
    let tables = &book.report.election.tables;
    finding.table.map_or_else(String::new, |table| book.area_names(tables.area(table)))
}

/// Writes the scripts of the search and says how many.
fn shards(
    book: &Book<'_>,
    counts: &[RuleCount],
    folder: &mut dyn Folder,
) -> Result<usize, FolderError> {
    let page = Page::new(book, "nav-findings", "findings.html", "");
    // The gravest first, so that a search that holds only part of them holds those.
    let mut order: Vec<Rule> = counts.iter().map(|count| count.rule).collect();
    order.sort_by_key(|rule| (std::cmp::Reverse(rule.severity()), *rule));
    let mut all = order
        .into_iter()
        .flat_map(|rule| book.report.findings.of(rule, book.lang()))
        .take(MOST_SHARDS * PER_SHARD)
        .peekable();
    let mut shards = 0;
    while all.peek().is_some() {
        let rows: Vec<_> =
            all.by_ref().take(PER_SHARD).map(|one| entry(book, &page, &one)).collect();
        let json = serde_json::to_string(&rows).expect("strings and numbers have a JSON form");
        let script = format!("cotejo.add({});\n", script_safe(&json));
        folder.put(&book.path(&format!("findings/search-{shards}.js")), script.as_bytes())?;
        shards += 1;
    }
    Ok(shards)
}

type Entry = (&'static str, &'static str, String, String, String, String, String, u64);

fn entry(book: &Book<'_>, page: &Page<'_>, finding: &Finding) -> Entry {
    let row = row(book, page, finding);
    let rule = finding.rule;
    (
        rule.code(),
        rule.severity().word(),
        row.code,
        row.href.unwrap_or_default(),
        row.area,
        row.sources,
        row.detail,
        finding.votes,
    )
}

/// JSON that is also a script everywhere: the two separators that ended lines before ECMAScript 2019,
/// and `<`, which ends a script written into a page.
fn script_safe(json: &str) -> String {
    json.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029").replace('<', "\\u003c")
}
