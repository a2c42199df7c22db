use record::{AreaNo, Collection, ContestNo, Grade, Rule};

use crate::model::{Announced, ContestReport, LevelLeaders, Pair, slot};
use crate::page::Book;

/// What the summary says, with the limit that stands beside it.
pub(crate) struct Statement {
    pub(crate) heading: &'static str,
    pub(crate) lines: Vec<String>,
    pub(crate) limit: &'static str,
    pub(crate) rules: Vec<&'static str>,
}

/// The statements of the first screen, in reading order.
pub(crate) fn statements(book: &Book<'_>, contest: &ContestReport<'_>) -> Vec<Statement> {
    let mut all = vec![who(book, contest), agree(book, contest)];
    if !contest.pairs.is_empty() {
        all.push(differ(book, contest));
        all.push(leaders(book, contest));
    }
    all.push(left_out(book, contest));
    all.push(announced(book, contest));
    all
}

/// How many copies of each grade a source holds, best first.
pub(crate) fn grades(
    book: &Book<'_>,
    collection: &Collection,
    contest: Option<ContestNo>,
) -> String {
    let of = |grade: Grade| {
        let copies = collection.copies.iter();
        copies
            .filter(|copy| copy.grade == grade && contest.is_none_or(|no| no == copy.contest))
            .count()
    };
    let named = |grade: Grade| {
        let many = of(grade);
        (many > 0).then(|| {
            let word = book.t(&format!("grade-{}", grade.word()));
            format!("{word} {}", book.texts.number(many as u64))
        })
    };
    Grade::ALL.into_iter().filter_map(named).collect::<Vec<_>>().join(", ")
}

fn who(book: &Book<'_>, contest: &ContestReport<'_>) -> Statement {
    let line = |(at, collection): (usize, &Collection)| {
        let name = if collection.source.name.is_empty() {
            &collection.source.id
        } else {
            &collection.source.name
        };
        let held = tables_held(contest, at);
        let tables = book.report.coverage(&contest.chosen().totals, AreaNo(0)).tables.of;
        let words = [
            ("who", name.as_str()),
            ("of", &book.texts.number(tables)),
            ("share", &book.texts.percent(held, tables)),
        ];
        let mut line = match held {
            0 => book.texts.f("says-nothing", 0, &words[..1]),
            _ => {
                let grades = grades(book, collection, Some(contest.contest.no));
                let evidence = book.texts.f("grades-are", 0, &[("grades", &grades)]);
                format!("{} {evidence}", book.texts.f("says-of", held, &words))
            }
        };
        if !collection.announcements.is_empty() {
            line.push(' ');
            line += &book.texts.n("says-announced", collection.announcements.len() as u64);
        }
        line
    };
    let mut lines: Vec<String> = book.report.collections.iter().enumerate().map(line).collect();
    let listed = book.report.election.tables.len() as u64;
    if let Some(tables) = book.report.frame.tables.filter(|tables| *tables != listed) {
        let listed = book.texts.number(listed);
        lines.push(book.texts.f("frame-tables", tables, &[("of", &listed)]));
    }
    Statement { heading: "who-brought", lines, limit: "grades-limit", rules: Vec::new() }
}

/// Tables of which a source holds at least one copy.
fn tables_held(contest: &ContestReport<'_>, source: usize) -> u64 {
    contest.held.get(source).copied().unwrap_or(0)
}

fn agree(book: &Book<'_>, contest: &ContestReport<'_>) -> Statement {
    let line = match contest.shared {
        0 => book.t("agree-none"),
        shared => {
            let words = [
                ("equal", book.texts.number(contest.agree)),
                ("share", book.texts.percent(contest.agree, shared)),
            ];
            book.texts.f(
                "agree-count",
                shared,
                &words.each_ref().map(|(key, word)| (*key, &**word)),
            )
        }
    };
    Statement {
        heading: "what-agrees",
        lines: vec![line],
        limit: "agree-limit",
        rules: vec![Rule::Agree.code()],
    }
}

fn differ(book: &Book<'_>, contest: &ContestReport<'_>) -> Statement {
    let rules = [Rule::Differ, Rule::ColumnSlip, Rule::SwappedCells];
    Statement {
        heading: "what-differs",
        lines: contest.pairs.iter().map(|pair| difference(book, contest, pair)).collect(),
        limit: "differ-limit",
        rules: rules.map(Rule::code).into(),
    }
}

fn difference(book: &Book<'_>, contest: &ContestReport<'_>, pair: &Pair) -> String {
    let common = book.texts.number(pair.common);
    let words =
        [("a", book.source_name(pair.a)), ("b", book.source_name(pair.b)), ("common", &common)];
    if pair.differ == 0 {
        return book.texts.f("differ-none", 0, &words);
    }
    let mut effects: Vec<(usize, i64)> =
        pair.net.iter().copied().enumerate().filter(|(_, net)| *net != 0).collect();
    effects.sort_by_key(|(at, net)| (std::cmp::Reverse(net.unsigned_abs()), *at));
    let said = |(at, net): &(usize, i64)| {
        format!("{} {}", contest.contest.candidates[*at].key, book.texts.signed(*net))
    };
    let effects: Vec<String> = effects.iter().map(said).collect();
    let net = if effects.is_empty() {
        book.t("differ-net-none")
    } else {
        let words = [words[0], words[1], ("effects", &*effects.join(", "))];
        book.texts.f("differ-net", 0, &words)
    };
    format!("{} {net}", book.texts.f("differ-count", pair.differ, &words))
}

fn leaders(book: &Book<'_>, contest: &ContestReport<'_>) -> Statement {
    let with_common = contest.pairs.iter().filter(|pair| pair.common > 0);
    Statement {
        heading: "who-leads",
        lines: with_common.map(|pair| leader_line(book, pair)).collect(),
        limit: "leaders-limit",
        rules: Vec::new(),
    }
}

fn leader_line(book: &Book<'_>, pair: &Pair) -> String {
    let words = [("a", book.source_name(pair.a)), ("b", book.source_name(pair.b))];
    let country = pair.leaders.iter().find(|level| level.level == 0);
    let key = match country {
        Some(level) if level.changed > 0 => "leaders-change",
        _ => "leaders-same",
    };
    let line = book.texts.f(key, 0, &words);
    let one = |level: &LevelLeaders| {
        let (changed, areas) = (book.texts.number(level.changed), book.texts.number(level.areas));
        let name = book.level(level.level);
        let words = [("level", name.as_str()), ("changed", &changed), ("areas", &areas)];
        book.texts.f("leaders-one", 0, &words)
    };
    let below = pair.leaders.iter().filter(|level| level.level > 0 && level.areas > 0);
    let levels: Vec<String> = below.map(one).collect();
    if levels.is_empty() {
        return line;
    }
    let levels = levels.join(" · ");
    format!("{line} {}", book.texts.f("leaders-levels", 0, &[("levels", &levels)]))
}

fn left_out(book: &Book<'_>, contest: &ContestReport<'_>) -> Statement {
    let tables = book.report.coverage(&contest.chosen().totals, AreaNo(0)).tables.of;
    let unsettled = contest.selection.unsettled.len() as u64;
    Statement {
        heading: "left-out",
        lines: vec![
            book.texts.n("left-count", unsettled),
            book.texts.n("left-absent", tables.saturating_sub(contest.tables_held)),
        ],
        limit: "left-limit",
        rules: vec![Rule::TotalNotSettled.code()],
    }
}

fn announced(book: &Book<'_>, contest: &ContestReport<'_>) -> Statement {
    let mut rules: Vec<&'static str> = Vec::new();
    let mut line = |one: &Announced| {
        let first = one.results.first();
        rules.extend(first.map(|result| result.rule.code()));
        let said = first.map_or("", |result| &result.note[slot(book.lang())].text);
        format!("{}, {}: {said}", one.announcement.by, one.announcement.id)
    };
    let mut lines: Vec<String> = contest.announcements.iter().map(&mut line).collect();
    if lines.is_empty() {
        lines.push(book.t("announced-none"));
    }
    rules.sort_unstable();
    rules.dedup();
    Statement { heading: "announced-heading", lines, limit: "announced-limit", rules }
}
