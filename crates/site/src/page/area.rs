//! The page of an area: what each source holds there, the areas inside, the tables directly in it.

use record::SourceNo;
use record::election::Areas;
use report::Lang;
use report::doc::{Cell, Part, Row, Table};

use super::{number, section, words};
use crate::data::{AreaContest, AreaData};
use crate::frame::Page;
use crate::site::{Site, SiteError, data_path};

/// The page of an area.
pub(crate) fn area(site: &Site<'_>, lang: Lang, data: &AreaData<'_>) -> Result<Page, SiteError> {
    let texts = site.texts(lang);
    let election = site.election();
    let name = site.area_page(data.no);
    let level = usize::from(data.level).checked_sub(1);
    let level = level.and_then(|at| election.manifest.levels.get(at)).map(|name| texts.level(name));
    let mut page = Page {
        section: "w-nav-areas",
        title: data.name.to_owned(),
        heading: data.name.to_owned(),
        lead: vec![level.unwrap_or_else(|| texts.t("country"))],
        json: Some(data_path(&name)),
        name,
        ..Page::default()
    };
    if data.no != Areas::COUNTRY {
        page.crumbs = super::table::crumbs(site, lang, data.no);
        page.crumbs.pop();
    }
    let views = site.input.views.speaking(lang);
    let many = data.contests.len() > 1;
    let mut sections = Vec::new();
    for of in &data.contests {
        let contest = site.report().contests[of.at].contest;
        let title = |text: String| if many { format!("{}: {text}", contest.title) } else { text };
        let totals = vec![
            Part::Text(texts.t("w-never-mixed")),
            Part::Markup(views.totals(of.at, data.no)?),
            Part::Markup(views.bars(of.at, data.no)?),
        ];
        sections.push(section(title(texts.t("totals")), totals));
        if let Some(changes) = changes(site, lang, data, of) {
            sections.push(section(title(texts.t("w-since")), changes));
        }
        let tiles = views.tiles(of.at, data.no, &|no| Some(page.local(&site.area_page(no))))?;
        let map = if data.no == Areas::COUNTRY { views.map(of.at)? } else { String::new() };
        if !tiles.is_empty() || !map.is_empty() {
            let parts = vec![Part::Markup(tiles), Part::Markup(map)];
            sections.push(section(title(texts.t("coverage")), parts));
        }
        if !of.inside.is_empty() {
            let heading = title(texts.t("areas-inside"));
            let parts = vec![
                Part::Table(inside(site, lang, &page, of, &heading)),
                Part::Caveat(texts.t("coverage-limit")),
            ];
            sections.push(section(heading, parts));
        }
    }
    if !data.tables.is_empty() {
        let heading = texts.t("tables");
        sections.push(section(
            heading.clone(),
            vec![Part::Table(tables(site, lang, &page, data, heading))],
        ));
    }
    page.sections = sections;
    Ok(page)
}

fn inside(site: &Site<'_>, lang: Lang, page: &Page, of: &AreaContest<'_>, caption: &str) -> Table {
    let texts = site.texts(lang);
    let contest = site.report().contests[of.at].contest;
    let mut columns = words(site, lang, &["area"]);
    columns.push(number(site, lang, "tables"));
    for sums in &of.columns {
        let of = site.report().collections.iter().position(|one| one.source.id == sums.source);
        let no = of.and_then(SourceNo::from_index);
        let name = no.map_or_else(|| sums.source.to_owned(), |no| site.name_of(no, lang));
        columns.push(report::doc::Column::new(name, report::doc::Kind::Bar));
    }
    columns.extend(words(site, lang, &["leads"]));
    columns.push(number(site, lang, "findings-here"));
    let row = |one: &crate::data::Inside<'_>| {
        let all = one.tables.iter().map(|[_, of]| *of).max().unwrap_or(0);
        let code = one.area.rsplit('/').next().unwrap_or("");
        let mut first = Cell::link(one.name, page.local(&site.area_page(one.no)));
        first.small = if code == one.name { String::new() } else { code.to_owned() };
        let mut cells = vec![first, Cell::new(texts.number(all))];
        cells.extend(one.tables.iter().map(|[held, of]| {
            let mut cell = Cell::bar(*held, *of, None, true);
            cell.small = texts.percent(*held, *of);
            cell
        }));
        cells.push(match one.leads.and_then(|key| contest.candidate(key)) {
            Some(at) => {
                let candidate = &contest.candidates[at.index()];
                let lead = one.lead.and_then(|lead| i64::try_from(lead).ok());
                let small = lead.map_or_else(String::new, |lead| texts.signed(lead));
                let mut cell = Cell::with(candidate.key.clone(), small);
                cell.swatch = Some(candidate.colour.clone().unwrap_or_default());
                cell
            }
            None => Cell::new("—"),
        });
        cells.push(Cell::new(texts.number(one.differ)));
        Row::new(cells)
    };
    let rows = of.inside.iter().map(row).collect();
    Table { caption: caption.to_owned(), columns, rows }
}

fn tables(site: &Site<'_>, lang: Lang, page: &Page, data: &AreaData<'_>, caption: String) -> Table {
    let texts = site.texts(lang);
    let mut columns = words(site, lang, &["table", "w-status"]);
    columns.push(number(site, lang, "w-copies"));
    columns.push(number(site, lang, "findings"));
    let row = |one: &crate::data::TableLine<'_>| {
        let status = if one.counted == one.of && one.of > 0 {
            "w-line-counted"
        } else if one.copies > 0 {
            "w-line-held"
        } else {
            "w-line-none"
        };
        let many = |many: usize| texts.number(u64::try_from(many).unwrap_or(u64::MAX));
        Row::new([
            Cell::link(one.table, page.local(&site.table_page(one.no))),
            Cell::new(texts.t(status)),
            Cell::new(many(one.copies)),
            Cell::new(many(one.findings)),
        ])
    };
    Table { caption, columns, rows: data.tables.iter().map(row).collect() }
}

/// What is more than in the last bulletin; none without one.
fn changes(
    site: &Site<'_>,
    lang: Lang,
    data: &AreaData<'_>,
    of: &AreaContest<'_>,
) -> Option<Vec<Part>> {
    let texts = site.texts(lang);
    let bulletin = site.input.bulletins.last()?;
    let result = bulletin.contest(of.contest)?;
    let then = match data.area {
        "" => &result.country,
        path => result.areas.get(path)?,
    };
    let log = site.input.log.as_ref()?;
    let now = of.columns.iter().find(|sums| sums.source == site.source_id(log.source))?;
    let contest = site.report().contests[of.at].contest;
    let caption = texts.f("w-since-caption", u64::from(bulletin.number), &[]);
    let mut columns = words(site, lang, &["candidate"]);
    for key in ["w-since-then", "w-since-now", "w-since-more"] {
        columns.push(number(site, lang, key));
    }
    let row = |label: Cell, then: u64, now: u64| {
        let more = i64::try_from(now).ok().zip(i64::try_from(then).ok());
        let more = more.and_then(|(now, then)| now.checked_sub(then));
        Row::new([
            label,
            Cell::new(texts.number(then)),
            Cell::new(texts.number(now)),
            Cell::new(more.map_or_else(|| "—".to_owned(), |more| texts.signed(more))),
        ])
    };
    let mut rows: Vec<Row> = contest
        .candidates
        .iter()
        .map(|one| {
            let then = then.candidates.get(&one.key).map_or(0, |figure| figure.sum);
            let now = now.candidates.get(one.key.as_str()).map_or(0, |sum| sum.sum);
            let mut label = Cell::with(one.name.clone(), one.key.clone());
            label.swatch = Some(one.colour.clone().unwrap_or_default());
            row(label, then, now)
        })
        .collect();
    let tables = Cell::new(texts.t("tables-counted"));
    rows.push(row(tables, then.coverage.tables.counted, now.coverage.tables.counted).ruled(true));
    Some(vec![
        Part::Table(Table { caption, columns, rows }),
        Part::Caveat(texts.t("w-since-limit")),
    ])
}
