//! The document as one page that needs nothing beside it: no script, no font, no picture, no network.

use askama::Template;

use super::{Bar, Cell, Column, Doc, Kind, Part, Row, Section, Table};
use crate::lang::Texts;
use crate::view;

#[derive(Template)]
#[template(path = "doc.html")]
struct Page<'a> {
    doc: &'a Doc,
    texts: Texts,
    style: &'static str,
    body: String,
}

/// Sections alone, for a page with a frame of its own.
#[derive(Template)]
#[template(path = "doc_sections.html")]
struct Sections<'a> {
    sections: &'a [Section],
    texts: &'a Texts,
}

/// Sections as markup, to stand inside a page.
///
/// # Errors
/// What the template refuses, which is a fault of the program.
pub fn sections_html(sections: &[Section], texts: &Texts) -> Result<String, askama::Error> {
    Sections { sections, texts }.render()
}

/// The style of documents, with that of the report they share it with.
pub const STYLE: &str =
    concat!(include_str!("../../assets/cotejo.css"), include_str!("../../assets/doc.css"));

impl Doc {
    /// The page, UTF-8.
    ///
    /// # Errors
    /// What the template refuses, which is a fault of the program.
    pub fn html(&self) -> Result<String, askama::Error> {
        let texts = Texts::new(self.lang);
        let body = sections_html(&self.sections, &texts)?;
        Page { doc: self, texts, style: STYLE, body }.render()
    }
}

impl Sections<'_> {
    /// Whether a row only names those below it.
    #[expect(clippy::unused_self, reason = "templates call methods")]
    fn is_group(&self, row: &Row, columns: &[Column]) -> bool {
        row.cells.len() == 1 && columns.len() > 1
    }

    /// Whether a table takes the whole width: a narrow one is not stretched, so that the eye does not lose
    /// the line.
    #[expect(clippy::unused_self, reason = "templates call methods")]
    fn fills(&self, table: &Table) -> bool {
        let long = |cell: &Cell| cell.text.chars().count() + cell.small.chars().count() > 40;
        table.columns.len() > 4
            || table.columns.iter().any(|one| one.kind == Kind::Bar)
            || table.rows.iter().flat_map(|row| &row.cells).any(long)
    }

    #[expect(clippy::unused_self, reason = "templates call methods")]
    fn class(&self, columns: &[Column], at: &usize, differs: &bool) -> &'static str {
        match (columns.get(*at).map(|column| column.kind), differs) {
            (Some(Kind::Number), false) => " class=\"num\"",
            (Some(Kind::Number), true) => " class=\"num d\"",
            (Some(Kind::Bar), _) => " class=\"plot\"",
            (Some(Kind::Text) | None, true) => " class=\"d\"",
            (Some(Kind::Text) | None, false) => "",
        }
    }
}

impl Bar {
    fn width(&self) -> String {
        self.share.width()
    }
}

impl super::Ratio {
    pub(crate) fn width(self) -> String {
        view::width(self.part.min(self.whole), self.whole)
    }
}
