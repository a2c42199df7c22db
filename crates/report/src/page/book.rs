use record::{AreaNo, Rule, SourceNo, TableNo};

use crate::folder::Options;
use crate::lang::{Lang, Texts};
use crate::model::{Layout, Report};
use crate::view::Differ;

/// What all pages of a language share.
pub(crate) struct Book<'a> {
    pub(crate) report: &'a Report<'a>,
    pub(crate) layout: &'a Layout,
    pub(crate) differ: &'a Differ,
    pub(crate) texts: Texts,
    pub(crate) options: &'a Options,
    /// The public log among the sources, and what it is called in this language.
    log: Option<(SourceNo, String)>,
}

impl<'a> Book<'a> {
    pub(crate) fn new(
        report: &'a Report<'a>,
        layout: &'a Layout,
        differ: &'a Differ,
        lang: Lang,
        options: &'a Options,
    ) -> Self {
        Self { report, layout, differ, texts: Texts::new(lang), options, log: None }
    }

    /// The same, with a source that is the public log: its name is ours to translate.
    pub(crate) fn with_log(self, log: Option<SourceNo>) -> Self {
        let log = log.map(|source| (source, self.t("source-log")));
        Self { log, ..self }
    }

    pub(crate) fn lang(&self) -> Lang {
        self.texts.lang
    }

    pub(crate) fn t(&self, key: &str) -> String {
        self.texts.t(key)
    }

    /// The path of one of this language's pages.
    pub(crate) fn path(&self, name: &str) -> String {
        path(self.lang(), name, self.options)
    }

    /// The name of one page of an area.
    pub(crate) fn area_page(contest: usize, area: AreaNo, part: u32) -> String {
        match part {
            0 => format!("areas/c{contest}-a{area}.html"),
            _ => format!("areas/c{contest}-a{area}-{}.html", part + 1),
        }
    }

    /// Where a table is shown: page and place on it.
    pub(crate) fn table_place(&self, contest: usize, table: TableNo) -> String {
        let election = self.report.election;
        let owner = self.layout.owner(election, election.tables.area(table));
        format!("{}#t{table}", Self::area_page(contest, owner, self.layout.page(table)))
    }

    /// A source's name for sentences.
    pub(crate) fn source_name(&self, source: SourceNo) -> &str {
        if let Some((_, name)) = self.log.as_ref().filter(|(log, _)| *log == source) {
            return name;
        }
        let info = &self.report.collections[source.index()].source;
        if info.name.is_empty() { &info.id } else { &info.name }
    }

    /// The language of a source's name where it is not that of the page: names stand as the election file has them.
    pub(crate) fn name_language(&self, source: SourceNo) -> Option<String> {
        let language = &self.report.election.manifest.language;
        let is_log = self.log.as_ref().is_some_and(|(log, _)| *log == source);
        let is_named = !self.report.collections[source.index()].source.name.is_empty();
        (is_named && !is_log && Lang::from_tag(language) != Some(self.lang()))
            .then(|| language.clone())
    }

    pub(crate) fn source_id(&self, source: SourceNo) -> &str {
        &self.report.collections[source.index()].source.id
    }

    /// Short names of several sources.
    pub(crate) fn source_ids(&self, sources: &[SourceNo]) -> String {
        sources.iter().map(|one| self.source_id(*one)).collect::<Vec<_>>().join(", ")
    }

    /// A rule's sentence.
    pub(crate) fn sentence(&self, rule: Rule) -> &'static str {
        match self.lang() {
            Lang::En => rule.sentence(),
            Lang::Es => rule.sentence_es(),
        }
    }

    /// The name of a level of areas.
    pub(crate) fn level(&self, level: u8) -> String {
        let names = &self.report.election.manifest.levels;
        let name = usize::from(level).checked_sub(1).and_then(|at| names.get(at));
        name.map_or_else(|| self.t("country"), |name| self.texts.level(name))
    }

    /// Names from the country's first level to an area.
    pub(crate) fn area_names(&self, area: AreaNo) -> String {
        self.report.election.areas.names(area).join(" › ")
    }
}

fn path(lang: Lang, name: &str, options: &Options) -> String {
    if name == "index.html" && options.languages.first() == Some(&lang) {
        return name.to_owned();
    }
    format!("{}/{name}", lang.tag())
}

/// One page: where it stands, and what its frame shows.
pub(crate) struct Page<'a> {
    book: &'a Book<'a>,
    name: String,
    section: &'static str,
    pub(crate) title: String,
}

/// A link in a list of links.
pub(crate) struct Item {
    pub(crate) href: String,
    pub(crate) label: String,
    pub(crate) current: bool,
}

/// The same page in another language.
pub(crate) struct Other {
    pub(crate) href: String,
    pub(crate) tag: &'static str,
    pub(crate) name: &'static str,
}

const SECTIONS: [(&str, &str); 6] = [
    ("nav-summary", "index.html"),
    ("nav-areas", ""),
    ("nav-pairs", "pairs.html"),
    ("nav-findings", "findings.html"),
    ("nav-announcements", "announcements.html"),
    ("nav-method", "method.html"),
];

impl<'a> Page<'a> {
    pub(crate) fn new(
        book: &'a Book<'a>,
        section: &'static str,
        name: impl Into<String>,
        title: impl Into<String>,
    ) -> Self {
        Self { book, name: name.into(), section, title: title.into() }
    }

    /// The page's path in the folder.
    pub(crate) fn path(&self) -> String {
        self.book.path(&self.name)
    }

    pub(crate) fn t(&self, key: &str) -> String {
        self.book.t(key)
    }

    pub(crate) fn lang(&self) -> &'static str {
        self.book.lang().tag()
    }

    /// A link to a file of the folder.
    pub(crate) fn to(&self, path: &str) -> String {
        format!("{}{path}", "../".repeat(self.path().matches('/').count()))
    }

    /// A link to a page of this language.
    pub(crate) fn local(&self, name: &str) -> String {
        self.to(&self.book.path(name))
    }

    /// Where the page of an area is, if it has one.
    pub(crate) fn area_link(&self, contest: usize) -> impl Fn(AreaNo) -> Option<String> {
        move |area| {
            let has_page = self.book.layout.has_page(area);
            has_page.then(|| self.local(&Book::area_page(contest, area, 0)))
        }
    }

    pub(crate) fn home(&self) -> String {
        self.local("index.html")
    }

    pub(crate) fn rule(&self, code: &str) -> String {
        format!("{}#{code}", self.local("rules.html"))
    }

    pub(crate) fn election_name(&self) -> &str {
        &self.book.report.election.manifest.name
    }

    pub(crate) fn election_id(&self) -> String {
        let id = self.book.report.election.id.to_string();
        self.book.texts.f("print-url", 0, &[("id", &id)])
    }

    pub(crate) fn made(&self) -> String {
        let program = &self.book.report.program;
        let mut made = self.book.texts.f("footer-made", 0, &[("version", &program.version)]);
        if let Some(date) = &program.generated {
            made.push(' ');
            made += &self.book.texts.f("footer-date", 0, &[("date", date)]);
        }
        made
    }

    pub(crate) fn others(&self) -> Vec<Other> {
        let options = self.book.options;
        let others = options.languages.iter().filter(|lang| **lang != self.book.lang());
        let other = |lang: &Lang| Other {
            href: self.to(&path(*lang, &self.name, options)),
            tag: lang.tag(),
            name: lang.name(),
        };
        others.map(other).collect()
    }

    pub(crate) fn nav(&self) -> Vec<Item> {
        let areas = Book::area_page(0, AreaNo(0), 0);
        let item = |(key, name): (&str, &str)| Item {
            href: self.local(if name.is_empty() { &areas } else { name }),
            label: self.t(key),
            current: key == self.section,
        };
        let mut items: Vec<Item> = SECTIONS.into_iter().map(item).collect();
        if self.book.report.contests.is_empty() {
            items.remove(1);
        }
        items
    }
}
