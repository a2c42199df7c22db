//! Bars that show a share. Length says it, so that it prints in black and white: colour only repeats who it is.

use krilla::geom::{PathBuilder, Rect};

use crate::{
    block::Style,
    units::{Mm, mm, pt},
};

/// A share drawn as a bar.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gauge {
    /// The share, 0 to 1.
    pub share: f32,
    /// Colour of the filled part, red, green, blue; a middle grey where none is given.
    pub colour: Option<[u8; 3]>,
    /// Whether the rest is drawn too, hatched: then the bar is of a whole of which a part is missing.
    pub whole: bool,
}

const GREY: [u8; 3] = [0x66; 3];
const BLACK: [u8; 3] = [0; 3];
const WHITE: [u8; 3] = [0xff; 3];
const HATCH: [u8; 3] = [0x88; 3];
const EDGE: Mm = 0.15;
const HATCH_STEP: Mm = 1.1;
const HATCH_LINE: Mm = 0.22;

/// Height of a bar beside type: that of capitals.
pub(crate) fn height(style: Style) -> Mm {
    mm(style.size) * 0.72
}

impl Gauge {
    /// What is filled, from the back to the front, with its colour.
    pub(crate) fn paths(&self, x: Mm, y: Mm, width: Mm, height: Mm) -> Vec<(PathBuilder, [u8; 3])> {
        let share = if self.share.is_finite() { self.share.clamp(0.0, 1.0) } else { 0.0 };
        let filled = share * width;
        let colour = self.colour.unwrap_or(GREY);
        let outer = if self.whole { width } else { filled };
        let mut paths = Vec::new();
        if outer > 0.0 {
            paths.push((rectangle(x, y, outer, height), BLACK));
        }
        if self.whole {
            let inner = (x + EDGE, y + EDGE, width - 2.0 * EDGE, height - 2.0 * EDGE);
            paths.push((rectangle(inner.0, inner.1, inner.2, inner.3), WHITE));
            let rest = (inner.2 - filled).max(0.0);
            paths.push((hatch(inner.0 + inner.2 - rest, inner.1, rest, inner.3), HATCH));
        }
        let (inner, height) = (filled - 2.0 * EDGE, height - 2.0 * EDGE);
        if inner > 0.0 {
            paths.push((rectangle(x + EDGE, y + EDGE, inner, height), colour));
        }
        paths
    }
}

pub(crate) fn rectangle(x: Mm, y: Mm, width: Mm, height: Mm) -> PathBuilder {
    let mut path = PathBuilder::new();
    if let Some(rect) = Rect::from_xywh(pt(x), pt(y), pt(width), pt(height)) {
        path.push_rect(rect);
    }
    path
}

/// Lines at 45 degrees inside a rectangle, cut at its edges.
fn hatch(x: Mm, y: Mm, width: Mm, height: Mm) -> PathBuilder {
    let mut path = PathBuilder::new();
    let mut offset = HATCH_STEP - height;
    while offset < width {
        // From the bottom edge (or the left one) to the top edge (or the right one).
        let (left, right) = (offset.max(0.0), (offset + height).min(width));
        let (low, high) = (y + height - (left - offset), y + height - (right - offset));
        if right > left {
            path.move_to(pt(x + left), pt(low));
            path.line_to(pt(x + right), pt(high));
            path.line_to(pt((x + right + HATCH_LINE).min(x + width)), pt(high));
            path.line_to(pt((x + left + HATCH_LINE).min(x + width)), pt(low));
            path.close();
        }
        offset += HATCH_STEP;
    }
    path
}
