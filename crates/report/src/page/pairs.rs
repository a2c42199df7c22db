use askama::Template;

use super::{Book, Page, put};
use crate::folder::{Folder, FolderError};
use crate::model::{ContestReport, LevelLeaders, NoteGroup, Pair, SizeClass};
use crate::view::width;

#[derive(Template)]
#[template(path = "pairs.html")]
struct Pairs<'a> {
    page: Page<'a>,
    contests: Vec<Contest>,
}

struct Contest {
    title: String,
    pairs: Vec<PairView>,
}

struct PairView {
    id: String,
    a: String,
    b: String,
    common: String,
    equal: String,
    equal_share: String,
    differ: String,
    only_a: String,
    only_b: String,
    net: Vec<Net>,
    leaders: Vec<Leaders>,
    sizes: Vec<Size>,
    notes: Vec<NoteGroup>,
}

struct Net {
    name: String,
    key: String,
    colour: Option<String>,
    votes: String,
}

struct Leaders {
    level: String,
    areas: String,
    changed: String,
}

struct Size {
    label: String,
    tables: String,
    width: String,
}

pub(super) fn render(book: &Book<'_>, folder: &mut dyn Folder) -> Result<(), FolderError> {
    let contest = |(at, contest): (usize, &ContestReport<'_>)| Contest {
        title: contest.contest.title.clone(),
        pairs: contest.pairs.iter().map(|pair| view(book, at, contest, pair)).collect(),
    };
    let page = Page::new(book, "nav-pairs", "pairs.html", book.t("pairs"));
    let contests = book.report.contests.iter().enumerate().map(contest).collect();
    let pairs = Pairs { page, contests };
    put(folder, &pairs.page.path(), &pairs)
}

fn view(book: &Book<'_>, at: usize, contest: &ContestReport<'_>, pair: &Pair) -> PairView {
    let net = |(candidate, votes): (&record::election::Candidate, &i64)| Net {
        name: candidate.name.clone(),
        key: if candidate.key == candidate.name { String::new() } else { candidate.key.clone() },
        colour: candidate.colour.clone(),
        votes: book.texts.signed(*votes),
    };
    let leaders = |level: &LevelLeaders| Leaders {
        level: book.level(level.level),
        areas: book.texts.number(level.areas),
        changed: book.texts.number(level.changed),
    };
    let most = pair.sizes.iter().map(|class| class.tables).max().unwrap_or(0);
    PairView {
        id: format!("c{at}-{}-{}", pair.a, pair.b),
        a: book.source_name(pair.a).to_owned(),
        b: book.source_name(pair.b).to_owned(),
        common: book.texts.number(pair.common),
        equal: book.texts.number(pair.equal),
        equal_share: book.texts.percent(pair.equal, pair.common),
        differ: book.texts.number(pair.differ),
        only_a: book.texts.number(pair.only_a),
        only_b: book.texts.number(pair.only_b),
        net: contest.contest.candidates.iter().zip(&pair.net).map(net).collect(),
        leaders: pair.leaders.iter().filter(|level| level.areas > 0).map(leaders).collect(),
        sizes: pair.sizes.iter().map(|class| size(book, class, most)).collect(),
        notes: NoteGroup::of(&pair.notes, book.lang()),
    }
}

fn size(book: &Book<'_>, class: &SizeClass, most: u64) -> Size {
    let from = book.texts.number(class.from);
    let label = match class.to {
        Some(0) => book.t("no-votes-differ"),
        Some(to) if to == class.from => from,
        Some(to) => format!("{from}–{}", book.texts.number(to)),
        None => format!("≥ {from}"),
    };
    Size { label, tables: book.texts.number(class.tables), width: width(class.tables, most) }
}
