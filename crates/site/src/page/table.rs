//! The page of a table: every copy side by side, and where to check them.

use askama::Template;
use record::{Basis, Count, Reading, TableNo};
use report::doc::{Cell, Column, Fact, Kind, Link, Part, Row, Section, Table};
use report::{Lang, Texts};
use tally::ContestShape;

use super::{number, section, words};
use crate::data::{ContestData, CopyData, TableData};
use crate::frame::{Page, Script};
use crate::site::{Site, SiteError, data_path};

/// The page of a table.
pub(crate) fn table(
    site: &Site<'_>,
    lang: Lang,
    no: TableNo,
    data: &TableData<'_>,
) -> Result<Page, SiteError> {
    let texts = site.texts(lang);
    let name = site.table_page(no);
    let json = data_path(&name);
    let mut page = Page {
        section: "w-nav-areas",
        title: texts.f("w-table-title", 0, &[("code", data.table)]),
        heading: texts.f("w-table-title", 0, &[("code", data.table)]),
        lead: vec![data.place.join(" › ")],
        script: Script::Table,
        name,
        ..Page::default()
    };
    page.crumbs = crumbs(site, lang, site.election().tables.area(no));
    let maker = Maker { site, lang, texts, page: &page };
    let many = data.contests.len() > 1;
    let mut sections: Vec<Section> =
        data.contests.iter().flat_map(|one| maker.contest(one, many)).collect();
    sections.push(maker.check(data, &json)?);
    sections.push(maker.facts(data));
    page.sections = sections;
    page.json = Some(json);
    page.foot = vec![texts.t("w-table-limit")];
    Ok(page)
}

/// The areas around an area, and itself, from the country.
pub(super) fn crumbs(site: &Site<'_>, lang: Lang, area: record::AreaNo) -> Vec<(String, String)> {
    let areas = &site.election().areas;
    let name = |no: record::AreaNo| match no.0 {
        0 => site.texts(lang).t("country"),
        _ => areas.get(no).name.to_owned(),
    };
    let mut crumbs: Vec<_> = areas.up(area).map(|no| (name(no), site.area_page(no))).collect();
    crumbs.reverse();
    crumbs
}

struct Maker<'a> {
    site: &'a Site<'a>,
    lang: Lang,
    texts: &'a Texts,
    page: &'a Page,
}

impl Maker<'_> {
    fn contest(&self, of: &ContestData<'_>, many: bool) -> Vec<Section> {
        let title = |text: String| if many { format!("{}: {text}", of.title) } else { text };
        if of.copies.is_empty() {
            let parts =
                vec![Part::Answer(self.t("w-no-copy")), Part::Caveat(self.t("w-no-copy-limit"))];
            return vec![section(title(self.t("w-copies")), parts)];
        }
        let mut parts = vec![Part::Answer(self.answer(of))];
        parts.push(Part::Table(self.copies(of, &title(self.t("w-copies")))));
        let counted = of.counts.map(|at| &of.copies[at]);
        if let Some(counted) = counted.filter(|one| one.status != "in-force") {
            let name = self.name(counted);
            parts.push(Part::Caveat(self.texts.f("w-counts-though", 0, &[("name", &name)])));
        }
        parts.push(Part::Caveat(self.t("w-copies-limit")));
        let mut sections = vec![section(title(self.t("w-copies")), parts)];
        let figures = vec![
            Part::Table(self.figures(of, &title(self.t("w-figures")))),
            Part::Caveat(self.t("w-figures-limit")),
        ];
        sections.push(section(title(self.t("w-figures")), figures));
        sections.push(section(
            title(self.t("findings")),
            self.findings(of, &title(self.t("findings"))),
        ));
        let pictures: Vec<Link> = of.copies.iter().filter_map(|one| self.picture(one)).collect();
        if !pictures.is_empty() {
            let parts = vec![Part::Links(pictures), Part::Caveat(self.t("w-pictures-limit"))];
            sections.push(section(title(self.t("w-pictures")), parts));
        }
        sections
    }

    /// Whether all that may count say the same.
    fn answer(&self, of: &ContestData<'_>) -> String {
        let standing: Vec<&CopyData<'_>> =
            of.copies.iter().filter(|one| one.status == "in-force").collect();
        let mut sources: Vec<&str> = standing.iter().map(|one| one.source).collect();
        sources.dedup();
        let many = u64::try_from(sources.len()).unwrap_or(u64::MAX);
        let shape = ContestShape::of(&self.site.election().contests[of.no]);
        let pairs = standing.iter().enumerate();
        let mut pairs = pairs.flat_map(|(at, a)| standing[at + 1..].iter().map(move |b| (a, b)));
        let same = pairs.clone().all(|(a, b)| same_figures(&shape, a, b));
        let is_finer = pairs.any(|(a, b)| a.basis != b.basis);
        match (standing.len(), same) {
            (0, _) => self.t("w-none-stands"),
            (_, true) if sources.len() == 1 => {
                let is_alone = of.copies.iter().all(|one| one.source == standing[0].source);
                let key = if is_alone { "w-one-source" } else { "w-one-stands" };
                self.texts.f(key, 0, &[("name", &self.name(standing[0]))])
            }
            (_, true) if is_finer => self.texts.n("w-all-same-sums", many),
            (_, true) => self.texts.n("w-all-same", many),
            (_, false) => self.texts.n("w-not-same", many),
        }
    }

    fn copies(&self, of: &ContestData<'_>, caption: &str) -> Table {
        let timed = of.copies.iter().any(|one| one.times.is_some());
        let mut columns =
            words(self.site, self.lang, &["w-copy", "grade", "w-signature", "w-status"]);
        if timed {
            columns.extend(words(self.site, self.lang, &["w-closed", "w-logged", "w-receipt"]));
        }
        let row = |(at, one): (usize, &CopyData<'_>)| {
            let mark = if of.counts == Some(at) {
                format!("{} ", self.t("w-counts"))
            } else {
                String::new()
            };
            let serial = if one.serial > 1 {
                self.texts.f("w-serial", u64::from(one.serial), &[])
            } else {
                String::new()
            };
            let small = format!("{mark}{serial}");
            let mut cells = vec![
                Cell::with(self.numbered(at, one), small),
                Cell::new(self.t(&format!("grade-{}", one.grade.word()))),
                Cell::new(self.t(&format!("w-signature-{}", one.signature))),
                Cell::new(self.t(&format!("w-status-{}", one.status))),
            ];
            if timed {
                let times = one.times.unwrap_or_default();
                let time = |at: Option<u64>| {
                    at.and_then(|at| self.site.time(at, self.lang))
                        .unwrap_or_else(|| "—".to_owned())
                };
                cells.push(Cell::new(time(times.closed)));
                cells.push(Cell::new(time(times.published.or(times.logged))));
                cells.push(match (&one.receipt, one.entry) {
                    (Some(receipt), Some(entry)) => {
                        let text = self.texts.f("w-entry", entry, &[]);
                        Cell::link(text, format!("{}{receipt}", self.page.up()))
                    }
                    _ => Cell::new("—"),
                });
            }
            Row::new(cells)
        };
        let rows = of.copies.iter().enumerate().map(row).collect();
        Table { caption: caption.to_owned(), columns, rows }
    }

    /// Candidates with their lists, a column for each copy.
    fn figures(&self, of: &ContestData<'_>, caption: &str) -> Table {
        let contest = &self.site.election().contests[of.no];
        let shape = ContestShape::of(contest);
        let head =
            |(at, one): (usize, &CopyData<'_>)| Column::new(self.numbered(at, one), Kind::Number);
        let mut columns = words(self.site, self.lang, &["candidate"]);
        columns.extend(of.copies.iter().enumerate().map(head));
        let by_candidate: Vec<Vec<Count>> =
            of.copies.iter().map(|one| summed(&shape, one)).collect();
        let with_lists = of.copies.iter().any(|one| one.basis == Basis::Lists)
            && contest.lists.len() != contest.candidates.len();
        let mut rows = Vec::new();
        for (at, candidate) in contest.candidates.iter().enumerate() {
            let small =
                if candidate.key == candidate.name { String::new() } else { candidate.key.clone() };
            let mut first = Cell::with(candidate.name.clone(), small);
            first.swatch = Some(candidate.colour.clone().unwrap_or_default());
            rows.push(
                self.row(of, first, |copy| by_candidate[copy][at]).ruled(with_lists && at > 0),
            );
            if !with_lists {
                continue;
            }
            let lists = shape.candidate_of_list().iter().enumerate();
            for (list, _) in lists.filter(|(_, candidate)| **candidate == at) {
                let name = Cell::with("", contest.lists[list].name.clone());
                rows.push(self.row(of, name, |copy| of_list(&of.copies[copy], list)));
            }
        }
        type Read = fn(&CopyData<'_>) -> Count;
        let boxes: [(&str, Read); 6] = [
            ("valid", |one| one.valid),
            ("null-votes", |one| one.null),
            ("blank-votes", |one| one.blank),
            ("w-voters-machine", |one| one.voters_machine),
            ("w-voters-book", |one| one.voters_book),
            ("w-electors", |one| one.electors),
        ];
        let held =
            boxes.iter().filter(|(_, read)| of.copies.iter().any(|one| read(one).is_present()));
        for (at, (key, read)) in held.enumerate() {
            let cell = Cell::new(self.t(key));
            rows.push(self.row(of, cell, |copy| read(&of.copies[copy])).ruled(at == 0));
        }
        Table { caption: caption.to_owned(), columns, rows }
    }

    /// A row of figures; what is not as on the copy that counts, or else the first, is marked.
    fn row(&self, of: &ContestData<'_>, first: Cell, read: impl Fn(usize) -> Count) -> Row {
        let against = read(of.counts.unwrap_or(0));
        let figure = |copy: usize| {
            let count = read(copy);
            let differs = count != against && count != Count::ABSENT && against != Count::ABSENT;
            Cell { text: self.shown(count), differs, ..Cell::default() }
        };
        let mut cells = vec![first];
        cells.extend((0..of.copies.len()).map(figure));
        Row::new(cells)
    }

    fn findings(&self, of: &ContestData<'_>, caption: &str) -> Vec<Part> {
        if of.findings.is_empty() {
            return vec![Part::Text(self.t("w-no-findings"))];
        }
        let mut columns = words(self.site, self.lang, &["rule", "meaning", "detail", "sources"]);
        columns.push(number(self.site, self.lang, "votes-at-stake"));
        let rows = of.findings.iter().map(|one| {
            Row::new([
                Cell::link(
                    one.rule.code(),
                    self.page.local(&format!("findings/{}.html", one.rule.code())),
                ),
                Cell::new(Site::sentence(one.rule, self.lang)),
                Cell::new(one.detail(self.lang)),
                Cell::new(one.sources.join(", ")),
                Cell::new(self.texts.number(u64::from(one.votes))),
            ])
        });
        let table = Table { caption: caption.to_owned(), columns, rows: rows.collect() };
        vec![Part::Table(table), Part::Caveat(self.t("w-findings-limit"))]
    }

    fn picture(&self, copy: &CopyData<'_>) -> Option<Link> {
        let path = copy.picture.as_ref()?;
        Some(Link {
            href: format!("{}{path}", self.page.up()),
            text: self.name(copy),
            note: copy.image.map_or_else(String::new, |image| image.to_string()),
            download: false,
        })
    }

    fn check(&self, data: &TableData<'_>, json: &str) -> Result<Section, SiteError> {
        let site = self.site;
        let assets = &site.assets;
        let check = Check {
            texts: self.texts,
            table: data.table,
            json: format!("{}{json}", self.page.up()),
            root: self.page.up(),
            lang: self.lang.tag(),
            assets: [("verifier", &assets.verifier), ("show", &assets.show), ("qr", &assets.qr)]
                .map(|(name, asset)| (name, asset.path.clone(), asset.integrity.clone())),
        };
        let parts = vec![
            Part::Text(self.t("w-check-text")),
            Part::Markup(check.render()?),
            Part::Links(vec![
                Link {
                    href: format!("{}verify/index.html", self.page.up()),
                    text: self.t("w-check-alone"),
                    note: self.t("w-check-alone-note"),
                    download: false,
                },
                Link {
                    href: format!("{}{json}", self.page.up()),
                    text: self.t("w-as-json"),
                    note: String::new(),
                    download: false,
                },
            ]),
        ];
        Ok(section(self.t("w-check"), parts))
    }

    fn facts(&self, data: &TableData<'_>) -> Section {
        let copies = || data.contests.iter().flat_map(|one| one.copies.iter().enumerate());
        let mut facts = vec![
            Fact::new(self.t("w-table-code"), data.table),
            Fact::new(self.t("w-table-row"), data.row.to_string()),
            Fact::new(self.t("w-electors-file"), self.shown(data.electors)),
        ];
        for (at, copy) in copies() {
            if let Some(digest) = &copy.digest {
                let label = self.texts.f("w-digest-of", 0, &[("copy", &self.numbered(at, copy))]);
                facts.push(Fact::code(label, digest.to_string()));
            }
        }
        section(self.t("w-facts"), vec![Part::Facts(facts)])
    }

    fn shown(&self, count: Count) -> String {
        match count.reading() {
            Reading::Absent => "—".to_owned(),
            Reading::Blank => self.t("blank"),
            Reading::Given(number) => self.texts.number(u64::from(number)),
            Reading::Unreadable => self.t("unreadable"),
        }
    }

    /// A copy by its place among those of the table, and by its source.
    fn numbered(&self, at: usize, copy: &CopyData<'_>) -> String {
        format!("{} · {}", at + 1, self.name(copy))
    }

    fn name(&self, copy: &CopyData<'_>) -> String {
        self.site.name_of(copy.no, self.lang)
    }

    fn t(&self, key: &str) -> String {
        self.texts.t(key)
    }
}

#[derive(Template)]
#[template(path = "check.html")]
struct Check<'a> {
    texts: &'a Texts,
    table: &'a str,
    json: String,
    root: String,
    lang: &'static str,
    assets: [(&'static str, String, String); 3],
}

/// Votes per candidate, whatever the copy has.
fn summed(shape: &ContestShape, copy: &CopyData<'_>) -> Vec<Count> {
    let mut out = Vec::new();
    if shape.fits(copy.basis, copy.votes) {
        shape.by_candidate(copy.basis, copy.votes, &mut out);
    } else {
        out.resize(shape.candidates(), Count::UNREADABLE);
    }
    out
}

fn of_list(copy: &CopyData<'_>, list: usize) -> Count {
    match copy.basis {
        Basis::Candidates => Count::ABSENT,
        Basis::Lists => copy.votes.get(list).copied().unwrap_or(Count::UNREADABLE),
    }
}

/// Whether two copies say the same wherever both say anything: votes list by list, or candidate by candidate where
/// one of them is not by lists.
fn same_figures(shape: &ContestShape, a: &CopyData<'_>, b: &CopyData<'_>) -> bool {
    let agree = |a: Count, b: Count| a == b || a == Count::ABSENT || b == Count::ABSENT;
    let same_votes = match a.basis == b.basis {
        true => a.votes == b.votes,
        false => summed(shape, a) == summed(shape, b),
    };
    same_votes
        && agree(a.null, b.null)
        && agree(a.blank, b.blank)
        && agree(a.valid, b.valid)
        && agree(a.voters_machine, b.voters_machine)
}
