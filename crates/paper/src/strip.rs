//! Blocks that have a shape but no page yet: horizontal strips that are never divided.

use std::rc::Rc;

use crate::{drawing::Drawing, font::Run, gauge::Gauge, qr::Qr, tags::TagId, units::Mm};

/// A mark on the paper. All marks are black, but faint rules, the filled part of a gauge and the bars of drawings.
#[derive(Debug, Clone)]
pub enum Mark {
    /// Text; its position is the start of the baseline.
    Text(Run),
    /// A filled rectangle; its position is the top left corner.
    Bar {
        /// Width.
        width: Mm,
        /// Height.
        height: Mm,
    },
    /// A grey rule, for A4: a thermal head has no grey. Its position is the top left corner.
    Faint {
        /// Width.
        width: Mm,
        /// Height.
        height: Mm,
    },
    /// A bar that shows a share; its position is the top left corner.
    Gauge {
        /// What it shows.
        gauge: Gauge,
        /// Width of the whole.
        width: Mm,
        /// Height.
        height: Mm,
    },
    /// A drawing without its words; its position is the top left corner.
    Drawing {
        /// What is drawn.
        drawing: Rc<Drawing>,
        /// Size of its unit.
        unit: Mm,
    },
    /// A QR code; its position is the top left corner of the first module, inside the quiet zone.
    Qr {
        /// The code.
        qr: Rc<Qr>,
        /// Side of a module.
        module: Mm,
    },
}

/// A mark in its place.
#[derive(Debug, Clone)]
pub struct Item {
    /// From the left edge.
    pub x: Mm,
    /// From the top edge.
    pub y: Mm,
    /// What is drawn.
    pub mark: Mark,
    /// Its place in the structure; none for decoration and repetition.
    pub tag: Option<TagId>,
}

/// Marks that share a horizontal band of the paper.
#[derive(Debug, Clone, Default)]
pub struct Strip {
    /// Its height.
    pub height: Mm,
    /// Its marks, from its own top left corner.
    pub items: Vec<Item>,
    /// Whether it must stay with the next strip.
    pub keep: bool,
    /// Whether it is only white, dropped at the top of a page.
    pub space: bool,
    /// What is repeated above it at the top of a page.
    pub head: Option<Rc<Strip>>,
}

impl Strip {
    /// White space.
    pub fn space(height: Mm) -> Self {
        Self { height, space: true, ..Self::default() }
    }

    /// Adds another strip's marks at a distance from this one's corner.
    pub fn overlay(&mut self, other: &Self, x: Mm, y: Mm) {
        self.items.extend(other.items.iter().map(|item| Item {
            x: item.x + x,
            y: item.y + y,
            ..item.clone()
        }));
        self.height = self.height.max(y + other.height);
    }

    /// The same marks as mere repetition, outside the document's structure.
    #[must_use]
    pub fn repeated(&self) -> Self {
        let items = self.items.iter().map(|item| Item { tag: None, ..item.clone() }).collect();
        Self { items, ..self.clone() }
    }
}

/// What flows onto pages.
#[derive(Debug, Clone)]
pub enum Piece {
    /// A strip across the width.
    Strip(Strip),
    /// Strips that fill columns of equal width.
    Columns {
        /// How many.
        count: usize,
        /// Distance from one column's left edge to the next one's.
        step: Mm,
        /// Strips, each one column wide.
        strips: Vec<Strip>,
    },
}
