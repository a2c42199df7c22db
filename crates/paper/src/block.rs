//! What can be put on paper, before it has a place.

use std::rc::Rc;

use crate::{
    drawing::Drawing,
    font::Face,
    gauge::Gauge,
    qr::Qr,
    units::{Mm, Pt},
};

/// How type looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    /// The face.
    pub face: Face,
    /// The size.
    pub size: Pt,
}

impl Style {
    /// A style.
    pub const fn new(face: Face, size: Pt) -> Self {
        Self { face, size }
    }
}

/// Where a line stands in its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// At the left.
    #[default]
    Left,
    /// In the middle.
    Centre,
    /// At the right, as figures do.
    Right,
}

/// What a text is to somebody who has the document read out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rank {
    /// A heading, 1 being the document's title.
    Heading(u8),
    /// A paragraph.
    #[default]
    Paragraph,
}

/// Something to print. Blocks are laid out from top to bottom at the width they are given.
#[derive(Debug, Clone)]
pub enum Block {
    /// A heading or paragraph; wraps.
    Text {
        /// The text.
        text: String,
        /// Its type.
        style: Style,
        /// Its alignment.
        align: Align,
        /// Its rank. Headings stay with what follows.
        rank: Rank,
    },
    /// A table.
    Table(Table),
    /// A QR code.
    Qr(QrBlock),
    /// A drawing, kept whole.
    Drawing {
        /// What is drawn.
        drawing: Rc<Drawing>,
        /// The same for somebody who has the document read out.
        alt: String,
    },
    /// Lines to sign on.
    Lines(Lines),
    /// A black bar across the width, of this thickness.
    Rule(Mm),
    /// White space; dropped at the top of a page or column.
    Space(Mm),
    /// Blocks side by side, each at its share of the width. Stays on one page.
    Beside {
        /// Width shares and contents.
        parts: Vec<(Share, Vec<Block>)>,
        /// White between neighbours.
        gap: Mm,
    },
    /// Blocks flowing through balanced columns, continued on the next page where they do not fit.
    Columns {
        /// How many columns.
        count: usize,
        /// White between columns.
        gap: Mm,
        /// What flows.
        blocks: Vec<Block>,
    },
    /// Blocks that stay on one page if it can hold them.
    Together(Vec<Block>),
}

/// How wide a column is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Share {
    /// As wide as its widest content, but no wider than this (then it wraps). Only in tables.
    Fit(Mm),
    /// So wide.
    Fixed(Mm),
    /// Its part of what the others leave.
    Rest(f32),
}

/// A table.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Its columns.
    pub columns: Vec<Column>,
    /// Column heads; repeated at the top of every page and column.
    pub head: Option<Row>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// White between columns.
    pub gap: Mm,
}

/// A table column.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// How wide.
    pub share: Share,
    /// How its cells are aligned.
    pub align: Align,
}

/// A table row. Stays on one page.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// Its cells, from the left.
    pub cells: Vec<Cell>,
    /// Thickness of the rule above it, 0 for none.
    pub rule: Mm,
    /// Whether that rule is grey, which only A4 can show.
    pub faint: bool,
    /// White above the text.
    pub above: Mm,
    /// White below the text.
    pub below: Mm,
    /// Whether it must not be the last on a page.
    pub keep: bool,
    /// What is repeated under the head, if this row comes first on a further page or column: the name of its group.
    pub carry: Option<Rc<Row>>,
}

/// A table cell; wraps.
#[derive(Debug, Clone)]
pub struct Cell {
    /// Its text.
    pub text: String,
    /// Its type.
    pub style: Style,
    /// How many columns it covers, at least 1.
    pub span: usize,
    /// White at its left.
    pub indent: Mm,
    /// Whether it names its row.
    pub head: bool,
    /// A bar drawn in its place, as wide as the column; its figure stands in another cell.
    pub gauge: Option<Gauge>,
}

impl Cell {
    /// A cell over one column.
    pub fn new(text: impl Into<String>, style: Style) -> Self {
        Self { text: text.into(), style, span: 1, indent: 0.0, head: false, gauge: None }
    }

    /// A bar instead of text, as high as type of this style.
    pub fn bar(gauge: Gauge, style: Style) -> Self {
        Self { gauge: Some(gauge), ..Self::new("", style) }
    }

    /// The same cell over several columns.
    #[must_use]
    pub fn over(mut self, columns: usize) -> Self {
        self.span = columns.max(1);
        self
    }

    /// The same cell, naming its row.
    #[must_use]
    pub fn naming(mut self) -> Self {
        self.head = true;
        self
    }
}

/// A QR code to draw.
#[derive(Debug, Clone)]
pub struct QrBlock {
    /// The code.
    pub qr: Qr,
    /// Dots of a 203 dpi head per module: 4 is 0.5 mm. Reduced, to no less than 3, where the width asks for it.
    pub dots: u8,
    /// Where it stands. `Left` and `Right` align the dark modules with the text; the quiet zone reaches into the margin.
    pub align: Align,
    /// What it is, for somebody who has the document read out.
    pub alt: String,
}

/// Lines to sign on.
#[derive(Debug, Clone)]
pub struct Lines {
    /// What stands under each line: first the role, then, if known, a name.
    pub entries: Vec<(String, Option<String>)>,
    /// Lines beside each other.
    pub per_row: usize,
    /// White between lines beside each other.
    pub gap: Mm,
    /// White above a line, to sign in.
    pub room: Mm,
    /// Type of the role and name.
    pub style: Style,
}
