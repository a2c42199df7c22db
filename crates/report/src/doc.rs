//! A document of one file: what it says, in its reader's words, before it is a page or a print.
//!
//! Page ([`Doc::html`]) and print ([`Doc::pdf`]) are made from the same parts, so neither shows a figure
//! that the other does not.

mod html;
mod print;
mod svg;

pub use html::{STYLE, sections_html};

use paper::drawing::Drawing;

use crate::lang::Lang;

/// A document. Every text in it is plain: markup and layout come later.
#[derive(Clone, Debug)]
pub struct Doc {
    /// The language of its texts.
    pub lang: Lang,
    /// What kind of document it is, above the title.
    pub kicker: String,
    /// Its title.
    pub title: String,
    /// What to know before reading on.
    pub lead: Vec<String>,
    /// Its sections.
    pub sections: Vec<Section>,
    /// What stands at its foot.
    pub foot: Vec<String>,
    /// What tells its pages from those of other documents, at the foot of each where it is printed.
    pub mark: String,
    /// What makes this document itself, independent of when it was made.
    pub id: String,
}

/// A section under its heading.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// The heading.
    pub heading: String,
    /// What stands under it.
    pub parts: Vec<Part>,
}

/// A part of a section.
#[derive(Clone, Debug)]
pub enum Part {
    /// A heading below the section's.
    Heading(String),
    /// What matters most, in larger type.
    Answer(String),
    /// A paragraph.
    Text(String),
    /// What a figure or sentence does not say.
    Caveat(String),
    /// Labels and what they stand for.
    Facts(Vec<Fact>),
    /// Shares of a whole, with what is missing drawn.
    Meters(Vec<Meter>),
    /// A table.
    Table(Table),
    /// Something to type.
    Command(String),
    /// A drawing.
    Plot(Plot),
    /// Places to go to. Pages have them; a print, which nobody can click, has none.
    Links(Vec<Link>),
    /// Markup made by this crate's own views: see [`crate::Views`]. A print leaves it out.
    Markup(String),
}

/// A place to go to.
#[derive(Clone, Debug, Default)]
pub struct Link {
    /// Its address, relative to the page.
    pub href: String,
    /// What it is called.
    pub text: String,
    /// What to know about it.
    pub note: String,
    /// Whether it is a file to keep and not a page to read.
    pub download: bool,
}

/// A drawing under its caption.
#[derive(Clone, Debug)]
pub struct Plot {
    /// What is drawn.
    pub drawing: Drawing,
    /// What is drawn, and how to read it.
    pub caption: String,
    /// The same in words, for those who do not see it.
    pub text: String,
}

/// A label and its value.
#[derive(Clone, Debug)]
pub struct Fact {
    /// The label.
    pub label: String,
    /// The value.
    pub value: String,
    /// Whether it is a digest, a key or another text for machines.
    pub code: bool,
}

/// A share of a whole.
#[derive(Clone, Debug)]
pub struct Meter {
    /// Of what.
    pub label: String,
    /// The share drawn; none where it is not known.
    pub share: Option<Ratio>,
    /// The same in words.
    pub text: String,
}

/// A part of a whole, for drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ratio {
    /// The part.
    pub part: u64,
    /// The whole.
    pub whole: u64,
}

/// A table.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// What it shows; no other table of the document has the same.
    pub caption: String,
    /// Its columns; the first names the rows.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its head.
    pub head: String,
    /// What is in it.
    pub kind: Kind,
}

/// What is in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// Numbers.
    Number,
    /// Bars.
    Bar,
}

/// A row of a table.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Its cells, one for each column; or one alone, which then names the rows below it.
    pub cells: Vec<Cell>,
    /// Whether a stronger rule is drawn above.
    pub rule: bool,
}

/// A cell of a table.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// What is in it.
    pub text: String,
    /// Less important, behind it.
    pub small: String,
    /// Colour of a candidate whose name it is, as in the election file.
    pub swatch: Option<String>,
    /// A bar in the place of text.
    pub bar: Option<Bar>,
    /// Where the text leads, on a page.
    pub href: Option<String>,
    /// Whether it is not what stands where it is held against.
    pub differs: bool,
}

/// A bar in a table.
#[derive(Clone, Debug)]
pub struct Bar {
    /// What it shows.
    pub share: Ratio,
    /// Colour of a candidate, as in the election file.
    pub colour: Option<String>,
    /// Whether what is missing is drawn too.
    pub whole: bool,
}

impl Cell {
    /// Text.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Text and less important text behind it.
    pub fn with(text: impl Into<String>, small: impl Into<String>) -> Self {
        Self { text: text.into(), small: small.into(), ..Self::default() }
    }

    /// Text that leads somewhere.
    pub fn link(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self { text: text.into(), href: Some(href.into()), ..Self::default() }
    }

    /// A bar.
    pub fn bar(part: u64, whole: u64, colour: Option<String>, of_whole: bool) -> Self {
        let share = Ratio { part, whole };
        Self { bar: Some(Bar { share, colour, whole: of_whole }), ..Self::default() }
    }
}

impl Column {
    /// A column of a kind.
    pub fn new(head: impl Into<String>, kind: Kind) -> Self {
        Self { head: head.into(), kind }
    }
}

impl Row {
    /// A row.
    pub fn new(cells: impl Into<Vec<Cell>>) -> Self {
        Self { cells: cells.into(), rule: false }
    }

    /// A row under a stronger rule where that is wanted.
    #[must_use]
    pub fn ruled(mut self, rule: bool) -> Self {
        self.rule = rule;
        self
    }
}

impl Fact {
    /// A label and words.
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self { label: label.into(), value: value.into(), code: false }
    }

    /// A label and a text for machines.
    pub fn code(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self { code: true, ..Self::new(label, value) }
    }
}
