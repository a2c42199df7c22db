//! The document as one page that needs nothing beside it: no script, no font, no picture, no network.

use askama::Template;

use super::{Bar, Column, Doc, Kind, Part, Row};
use crate::lang::Texts;
use crate::view;

#[derive(Template)]
#[template(path = "doc.html")]
struct Page<'a> {
    doc: &'a Doc,
    texts: Texts,
    style: &'static str,
}

impl Doc {
    /// The page, UTF-8.
    ///
    /// # Errors
    /// What the template refuses, which is a fault of the program.
    pub fn html(&self) -> Result<String, askama::Error> {
        let style =
            concat!(include_str!("../../assets/cotejo.css"), include_str!("../../assets/doc.css"));
        Page { doc: self, texts: Texts::new(self.lang), style }.render()
    }
}

impl Page<'_> {
    /// Whether a row only names those below it.
    #[expect(clippy::unused_self, reason = "templates call methods")]
    fn is_group(&self, row: &Row, columns: &[Column]) -> bool {
        row.cells.len() == 1 && columns.len() > 1
    }

    #[expect(clippy::unused_self, reason = "templates call methods")]
    fn class(&self, columns: &[Column], at: &usize) -> &'static str {
        match columns.get(*at).map(|column| column.kind) {
            Some(Kind::Number) => "num",
            Some(Kind::Bar) => "plot",
            Some(Kind::Text) | None => "",
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
