//! Bulletins and the state of a log as readers meet them: every figure is there, in both languages, on the
//! page and in print, and nothing in a name becomes markup.
#![allow(clippy::unwrap_used)]

mod fixture;

use std::collections::BTreeMap;

use fixture::{HOSTILE, SMALL, Shape, collections, election};
use record::election::{Role, Share};
use record::{Digest, Election, Rule};
use report::lang::Texts;
use report::{CosignerStatus, Doc, Lang, LogStatus, bulletin_doc, log_doc};
use scraper::{Html, Selector};
use tally::bulletin::{Bulletin, Checkpoint, Figure, Input, table_changes};

struct Case {
    election: Election,
    first: Bulletin,
    second: Bulletin,
}

impl Case {
    /// Two bulletins: the first without two of its tables, the second with all of a source and a correction.
    fn new(shape: &Shape) -> Self {
        println!("seed {}", fixture::SEED);
        let election = election(shape);
        let now = collections(&election).swap_remove(0);
        let mut before = now.clone();
        before.copies.truncate(now.copies.len() - 2);
        let changes = table_changes(&election, &before, &now);
        let issue = |collection, number: u32, previous, changes| {
            let size = u64::from(number) * 12_345;
            let findings = BTreeMap::from([(Rule::Equivocation, 2)]);
            Bulletin::issue(&Input {
                published: None,
                election: &election,
                collection,
                checkpoint: Checkpoint {
                    origin: format!("log.example/{HOSTILE}"),
                    size,
                    root: Digest::of(&size.to_be_bytes()),
                },
                number,
                stated: "2024-07-29T02:30:00Z".parse().unwrap(),
                cutoff: None,
                previous,
                changes,
                findings: &findings,
                assumed_turnout: Some(Share::try_from("70%".to_owned()).unwrap()),
                claims: &[],
            })
            .unwrap()
        };
        let first = issue(&before, 1, None, &[]);
        let second = issue(&now, 2, Some(&first), &changes);
        Self { first, second, election }
    }

    fn doc(&self, lang: Lang) -> Doc {
        bulletin_doc(&self.second, &self.election, lang, "9.9.9")
    }
}

/// The text of a page, white space single.
fn text_of(page: &str) -> String {
    let html = Html::parse_document(page);
    let body = Selector::parse("body").unwrap();
    words(&html.select(&body).flat_map(|one| one.text()).collect::<Vec<_>>().join(" "))
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Every figure that a bulletin's documents must show, as its language writes it.
fn figures(case: &Case, lang: Lang) -> Vec<String> {
    let texts = Texts::new(lang);
    let mut all = vec![
        case.second.digest().to_string(),
        case.second.checkpoint.root.to_string(),
        case.second.election.to_string(),
        case.first.digest().to_string(),
        texts.number(case.second.checkpoint.size),
    ];
    let mut add = |figure: &Figure| {
        if figure.given > 0 {
            all.push(texts.number(figure.sum));
        }
    };
    for result in &case.second.contests {
        let country = &result.country;
        country.candidates.values().for_each(&mut add);
        country.lists.values().for_each(&mut add);
        [&country.null, &country.blank, &country.voters].into_iter().for_each(&mut add);
    }
    for result in &case.second.contests {
        let shown = |(path, _): &(&String, _)| path.matches('/').count() < 2;
        for (_, figures) in std::iter::once((&String::new(), &result.country))
            .chain(result.areas.iter().filter(shown))
        {
            let coverage = figures.coverage;
            all.push(texts.number(coverage.tables.counted));
            all.push(texts.number(coverage.tables.of));
            all.push(texts.number(figures.outstanding.electors));
            let leader = figures.candidates.values().map(|one| one.sum).max().unwrap();
            if leader > 0 {
                all.push(texts.number(leader));
            }
        }
        let coverage = &result.country.coverage;
        all.push(texts.number(coverage.electors.counted));
        all.push(texts.number(coverage.electors.of));
        all.push(texts.number(coverage.votes.counted));
        let changes = result.changes.as_ref().unwrap();
        all.extend(changes.candidates.values().map(|delta| texts.signed(*delta)));
        if let Some(found) = &result.irreversibility {
            all.push(texts.number(found.lead));
            all.extend(found.votes_at_most.map(|votes| texts.number(votes)));
            all.extend(found.level_b.iter().map(|level| texts.number(level.votes)));
        }
    }
    all
}

#[test]
fn a_page_is_well_formed_and_needs_nothing_beside_it() {
    let case = Case::new(&SMALL);
    for lang in Lang::ALL {
        let page = case.doc(lang).html().unwrap();
        let html = Html::parse_document(&page);
        assert!(html.errors.is_empty(), "{:?}", html.errors);
        let count = |selector: &str| html.select(&Selector::parse(selector).unwrap()).count();
        assert_eq!(count("h1"), 1);
        assert_eq!(count("th:not([scope])"), 0);
        assert_eq!(count("script, link, img, iframe, object, form, [src], [onclick]"), 0);
        assert_eq!(count(&format!("html[lang={}]", lang.tag())), 1);
        for link in html.select(&Selector::parse("[href]").unwrap()) {
            assert!(link.attr("href").unwrap().starts_with('#'), "{:?}", link.attr("href"));
        }
        assert!(!page.contains("@import") && !page.contains("http://"));
        let labels: Vec<_> = html
            .select(&Selector::parse("[role=region]").unwrap())
            .map(|one| one.attr("aria-label").unwrap().to_owned())
            .collect();
        let apart: std::collections::BTreeSet<_> = labels.iter().collect();
        assert_eq!(apart.len(), labels.len(), "{labels:?}");
    }
}

#[test]
fn names_never_become_markup() {
    let case = Case::new(&SMALL);
    for lang in Lang::ALL {
        let page = case.doc(lang).html().unwrap();
        assert!(!page.contains("<script") && !page.contains("<b>&amp;"), "markup from a name");
        let text = text_of(&page);
        assert!(text.contains(&words(HOSTILE)), "{text}");
    }
}

#[test]
fn a_page_shows_every_figure_and_what_it_cannot_show() {
    let case = Case::new(&SMALL);
    for lang in Lang::ALL {
        let text = text_of(&case.doc(lang).html().unwrap());
        for figure in figures(&case, lang) {
            assert!(text.contains(&figure), "{}: {figure} in {text}", lang.tag());
        }
        let said = match lang {
            Lang::En => [
                "A bulletin adds up records. It cannot show whether they are what the paper says",
                "equals all that can come is not irreversible",
                "By arithmetic (level A)",
                "(level B, an assumption of the signer)",
                "one unreadable",
                "left out here. All stand in the bulletin’s canonical JSON under contests[0].areas",
                "C211",
                "Two different sheets of one table both carry a valid signature",
                "cotejo bulletin check bulletin-2.json",
            ],
            Lang::Es => [
                "Un boletín suma registros. No puede mostrar si son lo que dice el papel",
                "igual a todo lo que puede llegar no es irreversible",
                "Por aritmética (nivel A)",
                "(nivel B, supuesto de quien firma)",
                "una ilegible",
                "están en el JSON canónico del boletín, en contests[0].areas",
                "C211",
                "Dos actas distintas de una mesa",
                "cotejo bulletin check bulletin-2.json",
            ],
        };
        for part in said {
            assert!(text.contains(part), "{}: {part} in {text}", lang.tag());
        }
    }
}

#[test]
fn no_number_is_no_zero() {
    let case = Case::new(&SMALL);
    // Nobody brought a sheet of the council: no figure of it is a zero.
    let page = case.doc(Lang::En).html().unwrap();
    let html = Html::parse_document(&page);
    let table = Selector::parse("[aria-label^='Concejo: Votes by candidate'] tbody tr").unwrap();
    let rows: Vec<String> =
        html.select(&table).map(|row| words(&row.text().collect::<Vec<_>>().join(" "))).collect();
    assert_eq!(rows.len(), 6, "{rows:?}");
    assert!(rows.iter().all(|row| row.contains('—') && !row.contains('0')), "{rows:?}");
    assert!(text_of(&page).contains("none counted"));
}

#[test]
fn a_print_is_tagged_and_says_what_the_page_says() {
    let case = Case::new(&SMALL);
    for lang in Lang::ALL {
        let doc = case.doc(lang);
        let printed = doc.pdf().unwrap();
        assert_eq!(printed.pdf, doc.pdf().unwrap().pdf, "the same bytes");
        let holds = |part: &[u8]| printed.pdf.windows(part.len()).any(|window| window == part);
        assert!(holds(b"/StructTreeRoot"), "a structure for reading out");
        let Some(text) = pdf_text(&printed.pdf) else { return };
        // Lines break where the paper does.
        let squeeze = |text: &str| text.split_whitespace().collect::<String>();
        let text = squeeze(&text);
        for figure in figures(&case, lang) {
            assert!(text.contains(&squeeze(&figure)), "{}: {figure}", lang.tag());
        }
        assert!(text.contains("contests[0].areas"));
    }
}

/// The text of a PDF, where poppler is there to extract it.
fn pdf_text(pdf: &[u8]) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("document.pdf");
    std::fs::write(&file, pdf).unwrap();
    let output = std::process::Command::new("pdftotext").arg("-raw").arg(&file).arg("-").output();
    let Ok(output) = output else {
        println!("skipped: no pdftotext here");
        return None;
    };
    Some(String::from_utf8(output.stdout).unwrap())
}

#[test]
fn a_level_with_too_many_areas_is_left_out_and_says_so() {
    let shape = Shape { states: 40, municipalities: 60, centres: 1, tables: 1 };
    let case = Case::new(&shape);
    let page = case.doc(Lang::En).html().unwrap();
    let text = text_of(&page);
    assert!(text.contains("Estado 40"), "the first level is whole");
    assert!(text.contains("2,400 areas of this level are too many for a page"), "{text}");
    assert!(page.len() < 1_000_000, "{}", page.len());
}

fn status(quorum: bool) -> LogStatus {
    let cosigner = |id: &str, role, last, now| CosignerStatus {
        name: format!("{id} {HOSTILE}"),
        id: id.to_owned(),
        role,
        last,
        now,
    };
    let at = |text: &str| Some(text.parse().unwrap());
    LogStatus {
        origin: "log.example/1".to_owned(),
        vkey: "log.example/1+12345678+AAAA".to_owned(),
        size: 1_304,
        root: "cm9vdA==".to_owned(),
        at_least: 2,
        not_authority: 1,
        quorum,
        last_quorum: Some(1_100),
        cosigners: vec![
            cosigner("authority", Role::Authority, Some((1_304, at("2024-07-29T03:00:00Z"))), true),
            cosigner("party", Role::Party, Some((1_100, at("2024-07-29T01:00:00Z"))), false),
            cosigner("observers", Role::Observer, None, false),
        ],
        without_key: vec!["Nobody".to_owned()],
        at: "2024-07-29T04:00:00Z".parse().unwrap(),
    }
}

#[test]
fn a_log_names_who_has_not_cosigned_since_when() {
    let election = election(&SMALL);
    let who = words(HOSTILE);
    for (lang, parts) in [
        (
            Lang::En,
            [
                "Not yet: the quorum of the election file is not reached.".to_owned(),
                "The quorum was last reached at 1,100 entries; 204 came since then.".to_owned(),
                format!(
                    "party {who} has not cosigned since 1,100 entries, 2024-07-28 21:00:00 -04:00. The log has taken in 204"
                ),
                format!("observers {who} has never cosigned."),
                "log.example/1+12345678+AAAA".to_owned(),
                "cm9vdA==".to_owned(),
            ],
        ),
        (
            Lang::Es,
            [
                "Todavía no: no se alcanza el quórum".to_owned(),
                "El quórum se alcanzó por última vez con 1.100 entradas".to_owned(),
                format!("party {who} no cofirma desde 1.100 entradas, 2024-07-28 21:00:00 -04:00."),
                format!("observers {who} no ha cofirmado nunca."),
                "log.example/1+12345678+AAAA".to_owned(),
                "cm9vdA==".to_owned(),
            ],
        ),
    ] {
        let page = log_doc(&status(false), &election, lang, "9.9.9").html().unwrap();
        let html = Html::parse_document(&page);
        assert!(html.errors.is_empty(), "{:?}", html.errors);
        assert!(!page.contains("<script"));
        let text = text_of(&page);
        for part in parts {
            assert!(text.contains(&part), "{}: {part} in {text}", lang.tag());
        }
        let reached = text_of(&log_doc(&status(true), &election, lang, "9.9.9").html().unwrap());
        assert!(!reached.contains("1,100 entries;") && !reached.contains("última vez"));
    }
}
