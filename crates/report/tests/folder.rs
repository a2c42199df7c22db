//! The folder as a reader meets it: well-formed pages, links that resolve, figures that are the model's.
#![allow(clippy::unwrap_used)]

mod fixture;

use std::collections::{BTreeMap, BTreeSet};

use collate::{Collation, Frame};
use fixture::{HOSTILE, SMALL, Shape, collections, election};
use record::{AreaNo, Collection, Election};
use report::model::Program;
use report::{Lang, Options, Report, render};
use scraper::{Html, Selector};

type Files = BTreeMap<String, Vec<u8>>;

struct Case {
    election: Election,
    sources: Vec<Collection>,
    collation: Collation,
}

impl Case {
    fn new(shape: &Shape) -> Self {
        println!("seed {}", fixture::SEED);
        let election = election(shape);
        let sources = collections(&election);
        let collation = collate::collate(&election, &sources, &collate::Options::default());
        Self { election, sources, collation }
    }

    fn report(&self) -> Report<'_> {
        let program = Program {
            version: "9.9.9".into(),
            command: Some(format!("cotejo collate '{HOSTILE}'")),
            generated: None,
        };
        let frame = Frame::default();
        Report::from_collation(&self.election, &self.sources, &self.collation, frame, program)
    }

    fn files(&self, options: &Options) -> Files {
        let mut files = Files::new();
        render(&self.report(), options, &mut files).unwrap();
        files
    }
}

fn pages(files: &Files) -> impl Iterator<Item = (&str, &str)> {
    let html = files.iter().filter(|(path, _)| path.ends_with(".html"));
    html.map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).unwrap()))
}

fn all(html: &Html, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).unwrap();
    html.select(&selector).map(|one| one.text().collect::<String>()).collect()
}

#[test]
fn every_page_is_well_formed_and_its_ids_are_unique() {
    let files = Case::new(&SMALL).files(&Options::default());
    assert!(pages(&files).count() > 20);
    for (path, text) in pages(&files) {
        let html = Html::parse_document(text);
        assert!(html.errors.is_empty(), "{path}: {:?}", html.errors);
        let mut ids = BTreeSet::new();
        for one in html.select(&Selector::parse("[id]").unwrap()) {
            assert!(ids.insert(one.attr("id").unwrap().to_owned()), "{path}: {:?}", one.attr("id"));
        }
        assert_eq!(all(&html, "h1").len(), 1, "{path}");
        for th in html.select(&Selector::parse("th").unwrap()) {
            assert!(th.attr("scope").is_some(), "{path}: a heading cell without scope");
        }
    }
}

#[test]
fn every_link_stays_inside_and_resolves() {
    let files = Case::new(&SMALL).files(&Options::default());
    let parsed: BTreeMap<&str, Html> =
        pages(&files).map(|(path, text)| (path, Html::parse_document(text))).collect();
    let links = Selector::parse("[href], [src], [data-base], [data-rules]").unwrap();
    let mut seen = 0;
    for (path, html) in &parsed {
        for one in html.select(&links) {
            let Some(link) = one.attr("href").or(one.attr("src")).or(one.attr("data-rules")) else {
                continue;
            };
            seen += 1;
            assert!(!link.contains(':') && !link.starts_with('/'), "{path}: {link}");
            let (file, place) = link.split_once('#').unwrap_or((link, ""));
            let target = resolve(path, file);
            assert!(files.contains_key(&target), "{path}: {link} → {target}");
            if !place.is_empty() {
                let found = parsed[target.as_str()]
                    .select(&Selector::parse("[id]").unwrap())
                    .any(|one| one.attr("id") == Some(place));
                assert!(found, "{path}: {link} has no such place");
            }
        }
    }
    assert!(seen > 500, "{seen}");
}

fn resolve(from: &str, link: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    if link.is_empty() {
        return from.to_owned();
    }
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{from}: {link} leaves the folder"),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[test]
fn every_page_can_be_reached_from_the_first() {
    let files = Case::new(&SMALL).files(&Options::default());
    let links = Selector::parse("a[href]").unwrap();
    let mut reached = BTreeSet::from(["index.html".to_owned()]);
    let mut open = vec!["index.html".to_owned()];
    while let Some(path) = open.pop() {
        let html = Html::parse_document(std::str::from_utf8(&files[&path]).unwrap());
        for one in html.select(&links) {
            let file = one.attr("href").unwrap().split('#').next().unwrap();
            let target = resolve(&path, file);
            if target.ends_with(".html") && reached.insert(target.clone()) {
                open.push(target);
            }
        }
    }
    let all: BTreeSet<String> = pages(&files).map(|(path, _)| path.to_owned()).collect();
    assert_eq!(all, reached);
}

#[test]
fn hostile_names_are_text_everywhere() {
    let files = Case::new(&SMALL).files(&Options::default());
    for (path, text) in pages(&files) {
        assert!(!text.contains("<script>"), "{path}");
        assert!(!text.contains("<b>"), "{path}");
        let html = Html::parse_document(text);
        for script in html.select(&Selector::parse("script").unwrap()) {
            assert!(script.attr("src").is_some() && script.text().next().is_none(), "{path}");
        }
    }
    let index = Html::parse_document(std::str::from_utf8(&files["index.html"]).unwrap());
    assert!(all(&index, "th").iter().any(|text| text.contains(HOSTILE)), "the name is shown whole");
    let search = files.iter().filter(|(path, _)| path.contains("/search-"));
    for (path, bytes) in search {
        let text = std::str::from_utf8(bytes).unwrap();
        assert!(!text.contains('<') && !text.contains('\u{2028}'), "{path}");
        let json = text.strip_prefix("cotejo.add(").and_then(|rest| rest.strip_suffix(");\n"));
        let rows: Vec<serde_json::Value> = serde_json::from_str(json.unwrap()).unwrap();
        assert!(!rows.is_empty());
        for row in rows {
            let link = row[3].as_str().unwrap();
            let page = format!("{}/findings.html", &path[..2]);
            let file = resolve(&page, link.split('#').next().unwrap());
            assert!(files.contains_key(&file), "{path}: {link}");
        }
    }
}

#[test]
fn nothing_is_fetched_from_elsewhere() {
    let files = Case::new(&SMALL).files(&Options::default());
    for name in ["assets/cotejo.css", "assets/cotejo.js"] {
        let text = std::str::from_utf8(&files[name]).unwrap();
        for word in ["http:", "https:", "@import", "fetch(", "XMLHttpRequest", "eval("] {
            assert!(!text.contains(word), "{name}: {word}");
        }
    }
    // `url(` may only name a part of the same document.
    let css = std::str::from_utf8(&files["assets/cotejo.css"]).unwrap();
    assert!(css.match_indices("url(").all(|(at, _)| css[at..].starts_with("url(#")));
}

#[test]
fn figures_of_the_summary_are_the_models() {
    let case = Case::new(&Shape { states: 12, municipalities: 9, centres: 3, tables: 3 });
    let report = case.report();
    let files = case.files(&Options::default());
    let html = Html::parse_document(std::str::from_utf8(&files["en/index.html"]).unwrap());
    let tables = Selector::parse("table").unwrap();
    let rows = Selector::parse("tbody tr").unwrap();
    let cells = Selector::parse("td").unwrap();
    let totals = html.select(&tables).next().unwrap();
    let shown: Vec<(String, Vec<u64>)> = totals
        .select(&rows)
        .map(|row| {
            let name = row.text().collect::<String>();
            let first = |cell: scraper::ElementRef<'_>| {
                let text: String = cell.text().next().unwrap_or("").replace(',', "");
                text.trim().parse().unwrap_or(0)
            };
            (name, row.select(&cells).map(first).collect())
        })
        .collect();
    let contest = &report.contests[0];
    let country = AreaNo(0);
    for (at, candidate) in contest.contest.candidates.iter().enumerate() {
        let row = shown.iter().find(|(name, _)| name.contains(&candidate.name)).unwrap();
        let expected: Vec<u64> =
            contest.columns.iter().map(|one| one.totals.candidates(country)[at]).collect();
        assert_eq!(row.1, expected, "{}", candidate.key);
        assert!(expected[0] > 1_000, "large enough to have a mark between thousands");
    }
    let sum = |label: &str| &shown.iter().find(|(name, _)| name.contains(label)).unwrap().1;
    let each = |figure: &dyn Fn(&tally::Totals) -> u64| -> Vec<u64> {
        contest.columns.iter().map(|one| figure(&one.totals)).collect()
    };
    assert_eq!(*sum("Valid votes"), each(&|one| one.valid(country)));
    assert_eq!(*sum("Null votes"), each(&|one| one.null(country).sum));
    assert_eq!(*sum("Tables counted"), each(&|one| one.coverage(country).tables.counted));
    assert_eq!(*sum("Electors covered"), each(&|one| one.coverage(country).electors.counted));
    statements_are_the_models(&case, &report, &html);
}

fn statements_are_the_models(case: &Case, report: &Report<'_>, html: &Html) {
    let texts = report::lang::Texts::new(Lang::En);
    let contest = &report.contests[0];
    let collated = &case.collation.contests[0];
    let minute = all(html, ".minute").concat();
    for pair in &collated.pairs {
        if pair.differ > 0 {
            let said = format!(
                "for {} of {} common",
                texts.number(pair.differ),
                texts.number(pair.common)
            );
            assert!(minute.contains(&said), "{said}\n{minute}");
        }
    }
    let agree = format!("they agree on {}", texts.number(collated.agreeing));
    assert!(minute.contains(&agree), "{agree}\n{minute}");
    for (source, held) in contest.held.iter().enumerate() {
        let tables: BTreeSet<_> = case.sources[source].copies.iter().map(|one| one.table).collect();
        assert_eq!(*held, tables.len() as u64);
        assert!(minute.contains(&format!("holds sheets for {} of", texts.number(*held))));
    }
}

#[test]
fn sizes_of_differences_add_up_to_the_tables_that_differ() {
    let case = Case::new(&Shape { states: 12, municipalities: 9, centres: 3, tables: 3 });
    let report = case.report();
    let mut differ = 0;
    for pair in &report.contests[0].pairs {
        let classes: u64 = pair.sizes.iter().map(|class| class.tables).sum();
        assert_eq!(classes, pair.differ);
        assert_eq!(pair.equal + pair.differ, pair.common);
        differ += pair.differ;
    }
    assert!(differ > 20);
}

#[test]
fn every_finding_is_in_the_lists_the_search_and_the_files() {
    let case = Case::new(&Shape { states: 12, municipalities: 9, centres: 3, tables: 3 });
    let report = case.report();
    let files = case.files(&Options::default());
    let total: u64 = report.findings.counts().iter().map(|count| count.findings).sum();
    let listed: usize = files
        .iter()
        .filter(|(path, _)| path.starts_with("en/findings/") && path.ends_with(".html"))
        .map(|(_, bytes)| {
            let html = Html::parse_document(std::str::from_utf8(bytes).unwrap());
            all(&html, "tbody tr").len()
        })
        .sum();
    let searched: usize = files
        .iter()
        .filter(|(path, _)| path.starts_with("es/findings/search-"))
        .map(|(_, bytes)| {
            let text = std::str::from_utf8(bytes).unwrap();
            let json = &text["cotejo.add(".len()..text.len() - 3];
            serde_json::from_str::<Vec<serde_json::Value>>(json).unwrap().len()
        })
        .sum();
    let json: serde_json::Value = serde_json::from_slice(&files["data/report.json"]).unwrap();
    let csv = csv::Reader::from_reader(&files["data/findings.csv"][..]).into_records().count();
    assert!(total > 400, "more than one page of a list: {total}");
    assert_eq!([listed, searched, csv], [usize::try_from(total).unwrap(); 3]);
    assert_eq!(json["findings"].as_array().unwrap().len() as u64, total);
}

#[test]
fn data_files_carry_the_totals_and_every_copy() {
    let case = Case::new(&SMALL);
    let report = case.report();
    let files = case.files(&Options::default());
    let contest = &report.contests[0];
    let mut totals = csv::Reader::from_reader(&files["data/totals.csv"][..]);
    let header = totals.headers().unwrap().clone();
    let at = |name: &str| header.iter().position(|one| one == name).unwrap();
    let mut rows = 0;
    for row in totals.records().map(Result::unwrap) {
        let area = case.election.areas.find(&row[at("area")]).unwrap();
        let column = contest.columns.iter().find(|column| {
            let name = column.source.map_or("policy", |one| &case.sources[one.index()].source.id);
            name == &row[at("source")]
        });
        let column = column.unwrap();
        let voted = column.totals.candidates(area)[1];
        let shown = row[at("candidate:B")].parse::<u64>().unwrap_or(0);
        assert_eq!(shown, voted);
        rows += 1;
    }
    assert_eq!(rows, case.election.areas.len() * contest.columns.len());
    let copies = csv::Reader::from_reader(&files["data/tables.csv"][..]).into_records().count();
    assert_eq!(copies, case.sources.iter().map(|one| one.copies.len()).sum::<usize>());
    let chosen = csv::Reader::from_reader(&files["data/chosen.csv"][..]).into_records().count();
    assert_eq!(chosen, contest.selection.settled.len());
}

#[test]
fn absent_blank_zero_and_unreadable_look_different() {
    let case = Case::new(&SMALL);
    let files = case.files(&Options { languages: vec![Lang::En], data: false });
    let text: String =
        pages(&files).filter(|(path, _)| path.contains("/areas/")).map(|(_, text)| text).collect();
    for shown in [">unreadable</td>", ">blank</td>", ">—</td>"] {
        assert!(text.contains(shown), "{shown}");
    }
    assert!(!files.keys().any(|path| path.starts_with("data/") || path.starts_with("es/")));
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let make = || Case::new(&SMALL).files(&Options::default());
    assert_eq!(make(), make());
}

#[test]
fn one_language_alone_stands_by_itself() {
    for lang in Lang::ALL {
        let files = Case::new(&SMALL).files(&Options { languages: vec![lang], data: true });
        let html = Html::parse_document(std::str::from_utf8(&files["index.html"]).unwrap());
        let root = html.select(&Selector::parse("html").unwrap()).next().unwrap();
        assert_eq!(root.attr("lang"), Some(lang.tag()));
        assert!(all(&html, "a[hreflang]").is_empty());
    }
}

#[test]
fn every_text_that_pages_ask_for_exists() {
    let folder = env!("CARGO_MANIFEST_DIR");
    let mut asked = BTreeSet::new();
    asked.extend(record::Grade::ALL.map(|grade| format!("grade-{}", grade.word())));
    asked.extend(["error", "warning", "note"].map(|word| format!("severity-{word}")));
    asked.extend(["C", "E", "I", "P", "S"].map(|letter| format!("rule-group-{letter}")));
    let policies = ["best-grade", "unanimous", "only-source", "first-of"];
    asked.extend(policies.map(|word| format!("policy-{word}")));
    let mut folders = vec![format!("{folder}/templates"), format!("{folder}/src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path.display().to_string());
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            for call in ["page.t(\"", ".t(\"", "texts.n(\"", "texts.f(\""] {
                let calls = text.split(call).skip(1);
                asked.extend(calls.map(|rest| rest.split('"').next().unwrap().to_owned()));
            }
        }
    }
    assert!(asked.len() > 80, "{}", asked.len());
    for key in asked {
        for lang in Lang::ALL {
            let found = lang.ftl().lines().any(|line| line.starts_with(&format!("{key} = ")));
            assert!(found, "{}: no text {key}", lang.tag());
        }
    }
}
