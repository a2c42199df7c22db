use collate::{ContestCollation, Finding, Language, Place, View};
use record::{AreaNo, Election, Rule, SourceNo, TableNo, TableRef};
use report::model::{Column, ContestReport, Report};
use report::{Lang, Texts};

use crate::address::Spread;
use crate::assets::Assets;
use crate::data::TableLine;
use crate::input::{ChapterKind, Input};

/// A site, ready to be written: what it is made from, and what is looked up again and again.
pub struct Site<'a> {
    /// What it is made from.
    pub input: Input<'a>,
    /// Styles and scripts.
    pub(crate) assets: Assets,
    pub(crate) texts: [Texts; 2],
    pub(crate) words: [tally::bulletin::Texts; 2],
    tables: Spread,
    areas: Spread,
    /// Findings about tables, sorted by table.
    findings: Vec<(TableNo, FindingAt<'a>)>,
    /// Tables by area: those of each stand together.
    by_area: Vec<TableNo>,
}

/// A finding, and where it was found.
#[derive(Clone, Copy)]
pub(crate) struct FindingAt<'a> {
    /// Position of the contest in the report.
    pub contest: usize,
    pub of: &'a ContestCollation,
    pub finding: &'a Finding,
}

/// Why a site is not made.
#[derive(Debug, thiserror::Error)]
#[error("{rule} {what} ({detail})\n  next: {next}", what = rule.sentence(), next = rule.next_step())]
pub struct SiteError {
    /// The rule.
    pub rule: Rule,
    /// What was seen.
    pub detail: String,
}

impl SiteError {
    /// A refusal under a rule.
    pub fn new(rule: Rule, detail: impl Into<String>) -> Self {
        Self { rule, detail: detail.into() }
    }
}

impl From<askama::Error> for SiteError {
    fn from(error: askama::Error) -> Self {
        Self::new(Rule::SitePageFailed, error.to_string())
    }
}

impl<'a> Site<'a> {
    /// Looks up what every page needs.
    ///
    /// # Errors
    /// W106 where there is nothing to show.
    pub fn new(input: Input<'a>) -> Result<Self, SiteError> {
        let report = input.views.report();
        if report.collections.is_empty() {
            return Err(SiteError::new(Rule::SiteNothingToShow, "no source"));
        }
        let election = report.election;
        let mut by_area: Vec<TableNo> = election.tables.iter().collect();
        by_area.sort_by_key(|table| election.tables.area(*table));
        Ok(Self {
            assets: Assets::new(),
            texts: Lang::ALL.map(texts),
            words: Lang::ALL.map(|lang| {
                tally::bulletin::Texts::new(match lang {
                    Lang::En => tally::bulletin::Language::En,
                    Lang::Es => tally::bulletin::Language::Es,
                })
            }),
            tables: Spread::of(election.tables.len()),
            areas: Spread::of(election.areas.len()),
            findings: findings(report, input.collation),
            by_area,
            input,
        })
    }

    pub(crate) fn report(&self) -> &'a Report<'a> {
        self.input.views.report()
    }

    pub(crate) fn election(&self) -> &'a Election {
        self.report().election
    }

    pub(crate) fn texts(&self, lang: Lang) -> &Texts {
        &self.texts[slot(lang)]
    }

    pub(crate) fn words(&self, lang: Lang) -> &tally::bulletin::Texts {
        &self.words[slot(lang)]
    }

    /// A moment in the election's time zone.
    pub(crate) fn time(&self, seconds: u64, lang: Lang) -> Option<String> {
        let at = jiff::Timestamp::from_second(i64::try_from(seconds).ok()?).ok()?;
        Some(self.words(lang).time(at, self.election()))
    }

    pub(crate) fn source_id(&self, source: SourceNo) -> &'a str {
        &self.report().collections[source.index()].source.id
    }

    pub(crate) fn source_name(&self, source: SourceNo) -> &'a str {
        let info = &self.report().collections[source.index()].source;
        if info.name.is_empty() { &info.id } else { &info.name }
    }

    /// A source's name in the language of a page: the log's is ours to translate, others have the name they gave.
    pub(crate) fn name_of(&self, source: SourceNo, lang: Lang) -> String {
        if self.input.log.as_ref().is_some_and(|log| log.source == source) {
            return self.texts(lang).t("source-log");
        }
        self.source_name(source).to_owned()
    }

    pub(crate) fn sentence(rule: Rule, lang: Lang) -> &'static str {
        match lang {
            Lang::En => rule.sentence(),
            Lang::Es => rule.sentence_es(),
        }
    }

    /// What a finding saw.
    pub(crate) fn detail(&self, finding: &Finding, language: Language) -> String {
        let (report, collation) = (self.report(), self.input.collation);
        let (election, collections) = (report.election, report.collections);
        View { election, collections, collation, language }.detail(finding)
    }

    pub(crate) fn findings_at(&self, table: TableNo) -> impl Iterator<Item = FindingAt<'a>> {
        let from = self.findings.partition_point(|(at, _)| *at < table);
        self.findings[from..].iter().take_while(move |(at, _)| *at == table).map(|(_, one)| *one)
    }

    /// The tables directly in an area, in the order of their codes.
    pub(crate) fn tables_in(&self, area: AreaNo) -> &[TableNo] {
        let tables = &self.election().tables;
        let from = self.by_area.partition_point(|table| tables.area(*table) < area);
        let to = self.by_area.partition_point(|table| tables.area(*table) <= area);
        &self.by_area[from..to]
    }

    /// The page of a table below its language's folder.
    pub fn table_page(&self, table: TableNo) -> String {
        format!("t/{}.html", self.tables.place(self.election().tables.code(table)))
    }

    /// The page of an area below its language's folder.
    pub fn area_page(&self, area: AreaNo) -> String {
        match area {
            AreaNo(0) => "areas.html".to_owned(),
            _ => format!("a/{}.html", self.areas.place(self.election().areas.get(area).path)),
        }
    }

    /// The receipt of an entry, below the site's root.
    pub(crate) fn receipt_path(&self, table: TableRef, entry: u64) -> String {
        let place = match table {
            TableRef::Known(table) => self.tables.place(self.election().tables.code(table)),
            TableRef::Unknown(_) => String::new(),
        };
        format!("data/t/{place}.{entry}.tlog-proof")
    }

    /// The places of the navigation, and their pages.
    pub(crate) fn sections(&self) -> Vec<(&'static str, &'static str)> {
        let mut all = vec![
            ("w-nav-front", "index.html"),
            ("w-nav-areas", "areas.html"),
            ("w-nav-search", "search.html"),
            ("w-nav-bulletins", "bulletins.html"),
            ("w-nav-findings", "findings.html"),
            ("w-nav-changes", "changes.html"),
            ("w-nav-said", "said.html"),
            ("w-nav-audits", "audits.html"),
        ];
        let forensics = |one: &crate::input::Chapter| one.kind == ChapterKind::Forensics;
        if self.input.chapters.iter().any(forensics) {
            all.push(("w-nav-forensics", "forensics.html"));
        }
        all.extend([("w-nav-downloads", "downloads.html"), ("w-nav-verify", "verify.html")]);
        all
    }

    pub(crate) fn spread(&self) -> Spread {
        self.tables
    }
}

/// The place of a language in pairs.
pub(crate) fn slot(lang: Lang) -> usize {
    Lang::ALL.iter().position(|one| *one == lang).expect("a language of the list")
}

/// The columns of a contest, that of the source that leads the page first.
pub(crate) fn columns<'a>(of: &'a ContestReport<'a>) -> impl Iterator<Item = &'a Column<'a>> {
    let (last, others) = of.columns.split_last().expect("there is always the chosen column");
    std::iter::once(last).chain(others)
}

/// The JSON beside a page.
pub(crate) fn data_path(page: &str) -> String {
    format!("data/{}.json", page.trim_end_matches(".html"))
}

/// Lines of tables are made once and used by the pages of tables and of areas.
pub(crate) fn line<'a>(
    site: &'a Site<'a>,
    data: &crate::data::TableData<'a>,
    table: TableNo,
    digest: record::Digest,
) -> TableLine<'a> {
    TableLine {
        table: site.election().tables.code(table),
        digest,
        copies: data.contests.iter().map(|one| one.copies.len()).sum(),
        counted: data.contests.iter().filter(|one| one.counts.is_some()).count(),
        of: data.contests.len(),
        findings: data.contests.iter().map(|one| one.findings.len()).sum(),
        no: table,
    }
}

fn texts(lang: Lang) -> Texts {
    let own = match lang {
        Lang::En => include_str!("../l10n/en.ftl"),
        Lang::Es => include_str!("../l10n/es.ftl"),
    };
    Texts::new(lang).with_file(own)
}

fn findings<'a>(
    report: &Report<'a>,
    collation: &'a collate::Collation,
) -> Vec<(TableNo, FindingAt<'a>)> {
    let mut all = Vec::new();
    for (contest, shown) in report.contests.iter().enumerate() {
        let of = collation.contests.iter().find(|one| one.contest == shown.contest.no);
        let Some(of) = of else { continue };
        for finding in of.findings.iter() {
            if let Place::Table(table) = finding.place {
                all.push((table, FindingAt { contest, of, finding }));
            }
        }
    }
    all.sort_by_key(|(table, one)| (*table, one.contest, one.finding.rule));
    all
}
