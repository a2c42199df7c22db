//! The first page: what is counted, of what, from whom, and what it stands on.

use record::SourceNo;
use record::election::{Areas, Role};
use report::doc::{Cell, Fact, Link, Meter, Part, Ratio, Row, Section, Table};
use report::model::ContestReport;
use report::{Lang, Texts, bulletin_answers, log_doc};
use serde_json::json;
use tally::bulletin::clock::{Deadline, State};

use super::{Whole, number, section, words};
use crate::data::AreaData;
use crate::frame::Page;
use crate::input::ChapterKind;
use crate::site::{Site, slot};

/// Areas with outstanding tables that are named.
const NAMED: usize = 12;

/// The first page, in its language's folder or at the root.
pub(crate) fn front(site: &Site<'_>, lang: Lang, at_root: bool) -> Whole {
    let texts = site.texts(lang);
    let name = "index.html".to_owned();
    let mut page = Page {
        section: "w-nav-front",
        title: texts.t("w-nav-front"),
        heading: site.election().manifest.name.clone(),
        lead: vec![texts.t("w-front-lead")],
        json: Some("data/front.json".to_owned()),
        name,
        at_root: at_root.then_some(lang),
        ..Page::default()
    };
    let maker = Maker { site, lang, texts, page: &page };
    let mut sections = Vec::new();
    for at in 0..site.report().contests.len() {
        sections.extend(maker.contest(at));
    }
    sections.push(maker.who());
    sections.push(maker.bulletin());
    sections.extend(maker.log());
    sections.extend(maker.speed());
    sections.extend(maker.audits());
    sections.extend(maker.clock());
    sections.push(maker.onward());
    page.sections = sections;
    Whole { page, json: Some(data(site)) }
}

struct Maker<'a> {
    site: &'a Site<'a>,
    lang: Lang,
    texts: &'a Texts,
    page: &'a Page,
}

impl Maker<'_> {
    fn contest(&self, at: usize) -> Vec<Section> {
        let site = self.site;
        let of = &site.report().contests[at];
        let many = site.report().contests.len() > 1;
        let title = |text: String| {
            if many { format!("{}: {text}", of.contest.title) } else { text }
        };
        let views = site.input.views.speaking(self.lang);
        let markup = |made: Result<String, askama::Error>| Part::Markup(made.unwrap_or_default());
        let totals = vec![
            Part::Text(self.t("w-never-mixed")),
            markup(views.totals(at, Areas::COUNTRY)),
            markup(views.bars(at, Areas::COUNTRY)),
        ];
        let link = |no| Some(self.page.local(&site.area_page(no)));
        let mut coverage =
            vec![Part::Meters(self.meters(of)), Part::Caveat(self.t("w-coverage-limit"))];
        coverage.push(markup(views.tiles(at, Areas::COUNTRY, &link)));
        coverage.push(Part::Links(vec![self.link("areas.html", "w-to-areas")]));
        let mut sections = vec![
            section(title(self.t("totals")), totals),
            section(title(self.t("coverage")), coverage),
        ];
        let shares = title(self.t("w-shares"));
        let shares = super::estimate::shares(site, self.lang, self.page, of, &shares);
        sections.splice(1..1, shares);
        sections.extend(self.outstanding(of, &title(self.t("w-outstanding"))));
        sections
    }

    /// Three shares of each source, which differ.
    fn meters(&self, of: &ContestReport<'_>) -> Vec<Meter> {
        let mut meters = Vec::new();
        for column in crate::site::columns(of) {
            let Some(source) = column.source else { continue };
            let coverage = column.totals.coverage(Areas::COUNTRY);
            let name = self.site.name_of(source, self.lang);
            let share = |key: &str, part: u64, whole: u64| Meter {
                label: format!("{name}: {}", self.t(key)),
                share: Some(Ratio { part, whole }),
                text: format!(
                    "{} {} {} · {}",
                    self.texts.number(part),
                    self.t("of"),
                    self.texts.number(whole),
                    self.texts.percent(part, whole)
                ),
            };
            meters.push(share("tables", coverage.tables.counted, coverage.tables.of));
            if coverage.electors.share().is_some() {
                meters.push(share("w-electors", coverage.electors.counted, coverage.electors.of));
            }
            if let Some(most) = coverage.votes.outstanding_at_most {
                let counted = coverage.votes.counted;
                meters.push(share("w-votes-least", counted, counted.saturating_add(most)));
            }
        }
        meters
    }

    fn outstanding(&self, of: &ContestReport<'_>, heading: &str) -> Option<Section> {
        let totals = &of.chosen().totals;
        let left = |no| {
            let tables = totals.coverage(no).tables;
            tables.of.saturating_sub(tables.counted)
        };
        let inside = self.site.input.views.children(Areas::COUNTRY).iter().copied();
        let mut areas: Vec<_> = inside.filter(|no| left(*no) > 0).collect();
        if areas.is_empty() {
            return None;
        }
        areas.sort_by_key(|no| (std::cmp::Reverse(left(*no)), *no));
        let all = u64::try_from(areas.len()).unwrap_or(u64::MAX);
        let mut columns = words(self.site, self.lang, &["area"]);
        columns.push(number(self.site, self.lang, "w-outstanding-tables"));
        columns.push(number(self.site, self.lang, "w-of-tables"));
        let row = |no: &record::AreaNo| {
            let name = self.site.election().areas.get(*no).name;
            Row::new([
                Cell::link(name, self.page.local(&self.site.area_page(*no))),
                Cell::new(self.texts.number(left(*no))),
                Cell::new(self.texts.number(totals.coverage(*no).tables.of)),
            ])
        };
        let rows = areas.iter().take(NAMED).map(row).collect();
        let table = Table { caption: heading.to_owned(), columns, rows };
        let said = self.texts.n("w-outstanding-areas", all);
        Some(section(heading, vec![Part::Text(said), Part::Table(table)]))
    }

    /// Who says which of the figures.
    fn who(&self) -> Section {
        let site = self.site;
        let columns = words(site, self.lang, &["source", "w-role", "grade", "w-how"]);
        let row = |(at, one): (usize, &record::Collection)| {
            let log = site.input.log.as_ref().is_some_and(|log| log.source.index() == at);
            let organisation = one.source.organisation.as_deref();
            let role = organisation.and_then(|id| site.election().manifest.organisation(id));
            let role = match (log, role.map(|one| one.role)) {
                (true, _) => "w-role-log",
                (_, Some(Role::Authority)) => "l-role-authority",
                (_, Some(Role::Observer)) => "l-role-observer",
                (_, Some(Role::Party)) => "l-role-party",
                (_, None) => "w-role-other",
            };
            let mut grades: Vec<_> = one.copies.iter().map(|copy| copy.grade).collect();
            grades.sort_unstable_by(|a, b| b.cmp(a));
            grades.dedup();
            let grades: Vec<String> =
                grades.iter().map(|one| self.t(&format!("grade-{}", one.word()))).collect();
            let copies =
                self.texts.n("w-copies-many", u64::try_from(one.copies.len()).unwrap_or(u64::MAX));
            let said = self.texts.n(
                "w-announcements-many",
                u64::try_from(one.announcements.len()).unwrap_or(u64::MAX),
            );
            let how = if one.copies.is_empty() { said } else { copies };
            let no = SourceNo::from_index(at).expect("sources are numbered in 16 bits");
            let name = site.name_of(no, self.lang);
            Row::new([
                Cell::with(name, one.source.id.clone()),
                Cell::new(self.t(role)),
                Cell::new(grades.join(", ")),
                Cell::new(how),
            ])
        };
        let rows = site.report().collections.iter().enumerate().map(row).collect();
        let caption = self.t("w-who");
        let parts = vec![
            Part::Table(Table { caption: caption.clone(), columns, rows }),
            Part::Caveat(self.t("w-who-limit")),
            Part::Links(vec![
                self.link("sources.html", "w-to-sources"),
                self.link("said.html", "w-nav-said"),
            ]),
        ];
        section(caption, parts)
    }

    fn bulletin(&self) -> Section {
        let heading = self.t("w-latest-bulletin");
        let Some(last) = self.site.input.bulletins.last() else {
            return section(heading, vec![Part::Text(self.t("w-no-bulletin"))]);
        };
        let time = self.site.words(self.lang).time(last.stated, self.site.election());
        let number = u64::from(last.number);
        let mut parts =
            vec![Part::Text(self.texts.f("w-bulletin-line", number, &[("time", &time)]))];
        for answer in bulletin_answers(last, self.site.election(), self.lang) {
            parts.push(Part::Heading(answer.heading));
            parts.extend(answer.parts.into_iter().map(|part| match part {
                Part::Heading(text) => Part::Answer(text),
                other => other,
            }));
        }
        let page = format!("bulletins/{}.html", last.number);
        parts.push(Part::Links(vec![Link {
            href: self.page.local(&page),
            text: self.texts.f("w-bulletin-name", number, &[]),
            note: last.digest().to_string(),
            download: false,
        }]));
        section(heading, parts)
    }

    fn log(&self) -> Option<Section> {
        let log = self.site.input.log.as_ref()?;
        let doc = log_doc(&log.status, self.site.election(), self.lang, self.site.input.version);
        let mut parts = doc.sections.into_iter().next()?.parts;
        let words = [("origin", log.status.origin.as_str())];
        parts.insert(0, Part::Text(self.texts.f("w-log-line", log.status.size, &words)));
        parts.push(Part::Links(vec![self.link("log.html", "w-to-log")]));
        Some(section(self.t("w-log"), parts))
    }

    /// From closing to the log, over all sheets whose times somebody signed.
    fn speed(&self) -> Option<Section> {
        let log = self.site.input.log.as_ref()?;
        let both = log.times.iter().filter_map(|one| one.published.or(one.logged).zip(one.closed));
        let both: Vec<(u64, u64)> = both.collect();
        let delay = |(published, closed): &(u64, u64)| published.checked_sub(*closed);
        let mut delays: Vec<u64> = both.iter().filter_map(delay).collect();
        let contradict = both.len().saturating_sub(delays.len());
        delays.sort_unstable();
        let at =
            |percent: usize| delays.get((delays.len().saturating_sub(1)) * percent / 100).copied();
        let fact = |key: &str, percent: usize| {
            let minutes = at(percent).map(|seconds| seconds.div_ceil(60));
            let said = minutes.map_or_else(|| "—".to_owned(), |one| self.texts.n("w-minutes", one));
            Fact::new(self.t(key), said)
        };
        let known = self.texts.n("w-speed-known", u64::try_from(delays.len()).unwrap_or(u64::MAX));
        let facts =
            vec![fact("w-speed-half", 50), fact("w-speed-most", 95), fact("w-speed-last", 100)];
        let mut parts = if delays.is_empty() && contradict > 0 {
            Vec::new()
        } else {
            vec![Part::Text(known), Part::Facts(facts)]
        };
        if contradict > 0 {
            let many = u64::try_from(contradict).unwrap_or(u64::MAX);
            parts.push(Part::Text(self.texts.n("w-speed-contradict", many)));
        }
        parts.push(Part::Caveat(self.t("w-speed-limit")));
        Some(section(self.t("w-speed"), parts))
    }

    fn audits(&self) -> Option<Section> {
        let audits = self.site.input.chapters.iter().filter(|one| one.kind == ChapterKind::Audit);
        let mut parts = Vec::new();
        for one in audits {
            parts.extend(one.short[slot(self.lang)].iter().cloned());
            parts.push(Part::Links(vec![Link {
                href: self.page.local(&format!("audits/{}.html", one.name)),
                text: format!("{} · {}", one.docs[slot(self.lang)].kicker, one.name),
                ..Link::default()
            }]));
        }
        (!parts.is_empty()).then(|| section(self.t("w-audits"), parts))
    }

    fn clock(&self) -> Option<Section> {
        let clock = self.site.input.clock.as_ref()?;
        let words = self.site.words(self.lang);
        let columns = super::words(self.site, self.lang, &["w-deadline", "w-ends", "w-stands"]);
        let row = |key: &str, one: &Deadline| {
            let state = match one.state {
                State::NotRunning => "w-clock-not-running",
                State::Running { .. } => "w-clock-running",
                state if state.is_late() => "w-clock-late",
                _ => "w-clock-done",
            };
            let small = if one.provisional { self.t("w-clock-provisional") } else { String::new() };
            Row::new([
                Cell::new(self.t(key)),
                Cell::with(words.time(one.ends, self.site.election()), small),
                Cell::new(self.t(state)),
            ])
        };
        let rows = vec![
            row("w-clock-award", &clock.award),
            row("w-clock-challenge", &clock.challenge),
            row("w-clock-gazette", &clock.gazette),
        ];
        let caption = self.t("w-clock");
        let time = words.time(clock.at, self.site.election());
        let award = match &self.site.input.award {
            Some(award) => self.texts.f("w-clock-from-log", award.entry, &[("by", &award.by)]),
            None => self.t("w-clock-no-award"),
        };
        let mut parts = vec![
            Part::Text(self.texts.f("w-clock-at", 0, &[("time", &time)])),
            Part::Table(Table { caption: caption.clone(), columns, rows }),
            Part::Text(award),
        ];
        if clock.gazette.done.is_none() {
            parts.push(Part::Text(self.t("w-clock-no-gazette")));
        }
        parts.push(Part::Caveat(self.t("w-clock-limit")));
        Some(section(caption, parts))
    }

    fn onward(&self) -> Section {
        let mut links = vec![
            self.link("search.html", "w-nav-search"),
            self.link("findings.html", "findings"),
            self.link("changes.html", "w-nav-changes"),
            self.link("verify.html", "w-nav-verify"),
            self.link("downloads.html", "downloads"),
        ];
        if let Some(link) = super::lookup::link(self.site, self.lang, self.page) {
            links.insert(0, link);
        }
        section(self.t("w-onward"), vec![Part::Links(links)])
    }

    fn link(&self, page: &str, key: &str) -> Link {
        Link { href: self.page.local(page), text: self.t(key), ..Link::default() }
    }

    fn t(&self, key: &str) -> String {
        self.texts.t(key)
    }
}

/// The same figures as data: the country, the last bulletin, the log.
fn data(site: &Site<'_>) -> Vec<u8> {
    let country = AreaData::of(site, Areas::COUNTRY, &[]);
    let log = site.input.log.as_ref().map(|log| {
        json!({
            "origin": log.status.origin, "size": log.status.size, "root": log.status.root,
            "quorum": log.status.quorum,
            "cosigned": log.status.cosigners.iter().filter(|one| one.now).map(|one| &one.id).collect::<Vec<_>>(),
        })
    });
    let bulletin = site.input.bulletins.last();
    let bulletin = bulletin
        .map(|one| json!({ "number": one.number, "digest": one.digest(), "stated": one.stated }));
    let value = json!({
        "election": site.election().id, "name": site.election().manifest.name,
        "contests": country.contests, "bulletin": bulletin, "log": log, "clock": site.input.clock,
        "award": site.input.award, "quickcounts": site.input.estimates, "lookup": site.input.lookup,
    });
    super::pretty(&value)
}
