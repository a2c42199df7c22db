//! The views of a report as pieces of markup, for pages that are made elsewhere.

use askama::Template;
use record::{AreaNo, SourceNo};

use crate::folder::Options;
use crate::lang::{Lang, Texts};
use crate::model::{Layout, Report};
use crate::page::Book;
use crate::view::{self, Bar, Differ, Map, Tiles, TotalsView};

/// Totals, bars, drawings and maps of a report, in every language, as they stand on the report's own pages.
pub struct Views<'a> {
    report: &'a Report<'a>,
    layout: Layout,
    differ: Differ,
    options: Options,
    log: Option<SourceNo>,
}

/// The views in one language.
pub struct Speaking<'a> {
    book: Book<'a>,
}

impl<'a> Views<'a> {
    /// The views of a report.
    pub fn of(report: &'a Report<'a>) -> Self {
        let layout = Layout::of(report.election);
        Self { report, layout, differ: Differ::of(report), options: Options::default(), log: None }
    }

    /// The same, where a source is the public log: its name is in the language of each page.
    #[must_use]
    pub fn with_log(self, log: Option<SourceNo>) -> Self {
        Self { log, ..self }
    }

    /// What is shown.
    pub fn report(&self) -> &'a Report<'a> {
        self.report
    }

    /// The areas directly inside one.
    pub fn children(&self, area: AreaNo) -> &[AreaNo] {
        self.layout.children(area)
    }

    /// Tables of an area about which sources or copies contradict each other.
    pub fn differ(&self, contest: usize, area: AreaNo) -> u64 {
        self.differ.at(contest, area)
    }

    /// The views in a language.
    pub fn speaking(&'a self, lang: Lang) -> Speaking<'a> {
        let book = Book::new(self.report, &self.layout, &self.differ, lang, &self.options);
        Speaking { book: book.with_log(self.log) }
    }
}

impl Speaking<'_> {
    /// The texts of the language.
    pub fn texts(&self) -> &Texts {
        &self.book.texts
    }

    /// The totals of an area, a column for each source. `contest` is a position in [`Report::contests`].
    ///
    /// # Errors
    /// What the template refuses, which is a fault of the program.
    pub fn totals(&self, contest: usize, area: AreaNo) -> Result<String, askama::Error> {
        let contest = &self.book.report.contests[contest];
        let mut totals = view::totals(&self.book, contest, area);
        if contest.chosen().source.is_some() {
            // No column is of a choice among sources: the one that leads the page comes first.
            totals.caption = self.book.t("totals-caption-sources");
            totals.heads.rotate_right(1);
            totals.candidates.iter_mut().for_each(|row| row.cells.rotate_right(1));
            totals.sums.iter_mut().for_each(|row| row.cells.rotate_right(1));
        }
        Totals { page: &self.book, totals }.render()
    }

    /// A bar for each source that holds any valid vote there.
    ///
    /// # Errors
    /// What the template refuses, which is a fault of the program.
    pub fn bars(&self, contest: usize, area: AreaNo) -> Result<String, askama::Error> {
        let contest = &self.book.report.contests[contest];
        let mut bars = view::bars(&self.book, contest, area);
        let leads = contest.chosen();
        if leads.source.is_some() && leads.totals.valid(area) > 0 {
            bars.rotate_right(1);
        }
        if bars.is_empty() {
            return Ok(String::new());
        }
        Bars { page: &self.book, bars }.render()
    }

    /// The areas inside one as tiles, which lead where `link` says; empty where there are fewer than two.
    ///
    /// # Errors
    /// What the template refuses, which is a fault of the program.
    pub fn tiles(
        &self,
        contest: usize,
        area: AreaNo,
        link: &dyn Fn(AreaNo) -> Option<String>,
    ) -> Result<String, askama::Error> {
        let contest = &self.book.report.contests[contest];
        match view::treemap(&self.book, contest, area, link) {
            Some(tiles) => Treemap { page: &self.book, tiles }.render(),
            None => Ok(String::new()),
        }
    }

    /// The map of all places with coordinates; empty where there are too few.
    ///
    /// # Errors
    /// What the template refuses, which is a fault of the program.
    pub fn map(&self, contest: usize) -> Result<String, askama::Error> {
        match view::map(&self.book, &self.book.report.contests[contest]) {
            Some(map) => MapPart { page: &self.book, map }.render(),
            None => Ok(String::new()),
        }
    }
}

#[derive(Template)]
#[template(path = "totals.html")]
struct Totals<'a> {
    page: &'a Book<'a>,
    totals: TotalsView,
}

#[derive(Template)]
#[template(path = "bars.html")]
struct Bars<'a> {
    page: &'a Book<'a>,
    bars: Vec<Bar>,
}

#[derive(Template)]
#[template(path = "treemap.html")]
struct Treemap<'a> {
    page: &'a Book<'a>,
    tiles: Tiles,
}

#[derive(Template)]
#[template(path = "map.html")]
struct MapPart<'a> {
    page: &'a Book<'a>,
    map: Map,
}
