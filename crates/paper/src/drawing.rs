//! A drawing described once: pages draw it in their way, and [`crate::pdf`] on paper.

use std::rc::Rc;

use krilla::{
    color::luma,
    geom::PathBuilder,
    paint::{Fill, LineJoin, Stroke, StrokeDash},
    surface::Surface,
};

use crate::{
    block::Style,
    font::Face,
    gauge::rectangle,
    shape::Shaper,
    strip::{Item, Mark, Strip},
    tags::{Role, TagId},
    units::{Mm, pt},
};

/// Bars, lines and words, in units of which [`Drawing::UNIT`] is the size on paper; from the top left corner.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Drawing {
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// What is drawn, from the back to the front.
    pub shapes: Vec<Shape>,
}

/// A part of a drawing.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// A filled rectangle.
    Bar {
        /// Left edge.
        x: f64,
        /// Upper edge.
        y: f64,
        /// Width.
        width: f64,
        /// Height.
        height: f64,
        /// How dark, from 0 to 1.
        strength: f64,
        /// What it stands for, where a page can say so.
        title: Option<String>,
    },
    /// A line through points.
    Line {
        /// What kind of line.
        ink: Ink,
        /// Whether it is broken.
        dashed: bool,
        /// Its points.
        points: Vec<(f64, f64)>,
    },
    /// Words on a line.
    Label {
        /// Where they begin, end, or have their middle.
        x: f64,
        /// Their baseline.
        y: f64,
        /// Which of these.
        anchor: Anchor,
        /// The words.
        text: String,
    },
}

/// What a line is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// An axis: thin.
    Axis,
    /// What is shown.
    Line,
    /// What it is held against.
    Mark,
}

/// Which point of a label is in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

const WORDS: Style = Style::new(Face::Narrow, 7.5);
/// Grey of a bar at full strength: lines are seen on it.
const BAR: f64 = 0.56;
const THIN: Mm = 0.2;
const THICK: Mm = 0.45;
const DASH: Mm = 0.9;
/// Tallest on paper, so that a heading and the caption are on the same page.
const TALLEST: Mm = 200.0;

impl Drawing {
    /// Size of a unit on paper; smaller where the paper has no room.
    pub const UNIT: Mm = 0.26;

    /// Nothing drawn yet.
    pub fn new(width: f64, height: f64) -> Self {
        Self { width, height, shapes: Vec::new() }
    }

    /// Adds a filled rectangle from its upper left corner.
    pub fn bar(&mut self, x: f64, y: f64, width: f64, height: f64, title: Option<String>) {
        self.shapes.push(Shape::Bar { x, y, width, height, strength: 1.0, title });
    }

    /// Adds a line.
    pub fn line(&mut self, ink: Ink, points: impl Into<Vec<(f64, f64)>>) {
        self.shapes.push(Shape::Line { ink, dashed: false, points: points.into() });
    }

    /// Adds a thin broken line.
    pub fn dashed(&mut self, points: impl Into<Vec<(f64, f64)>>) {
        self.shapes.push(Shape::Line { ink: Ink::Axis, dashed: true, points: points.into() });
    }

    /// Adds words.
    pub fn label(&mut self, x: f64, y: f64, anchor: Anchor, text: impl Into<String>) {
        self.shapes.push(Shape::Label { x, y, anchor, text: text.into() });
    }
}

/// A drawing in its place in the structure, with the text that stands for it.
pub(crate) fn strip(
    shaper: &mut Shaper<'_>,
    drawing: &Rc<Drawing>,
    alt: &str,
    width: Mm,
    parent: TagId,
) -> Strip {
    let fit = |room: Mm, units: f64| room / length(units).max(1.0);
    let unit = Drawing::UNIT.min(fit(width, drawing.width)).min(fit(TALLEST, drawing.height));
    let tag = Some(shaper.tags.add(parent, Role::Figure(alt.to_owned())));
    let mark = Mark::Drawing { drawing: Rc::clone(drawing), unit };
    let mut items = vec![Item { x: 0.0, y: 0.0, mark, tag }];
    for shape in &drawing.shapes {
        let Shape::Label { x, y, anchor, text } = shape else { continue };
        let (text, replaced) = shaper.fonts.printable(text);
        shaper.replaced.extend(replaced);
        let run = shaper.fonts.shape(WORDS.face, WORDS.size, &text);
        let back = match anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => run.width / 2.0,
            Anchor::End => run.width,
        };
        let (x, y) = (length(*x) * unit - back, length(*y) * unit);
        items.push(Item { x, y, mark: Mark::Text(run), tag });
    }
    Strip { height: length(drawing.height) * unit, items, ..Strip::default() }
}

/// Draws everything but the words, which have marks of their own.
pub(crate) fn draw(surface: &mut Surface<'_>, drawing: &Drawing, x: Mm, y: Mm, unit: Mm) {
    for shape in &drawing.shapes {
        match shape {
            Shape::Bar { x: left, y: top, width, height, strength, .. } => {
                let [left, top, width, height] =
                    [left, top, width, height].map(|one| length(*one) * unit);
                let grey = grey(1.0 - BAR * strength.clamp(0.0, 1.0));
                if let Some(path) = rectangle(x + left, y + top, width, height).finish() {
                    surface.set_stroke(None);
                    surface.set_fill(Some(Fill { paint: grey.into(), ..Fill::default() }));
                    surface.draw_path(&path);
                }
            }
            Shape::Line { ink, dashed, points } => {
                let mut path = PathBuilder::new();
                for (at, (right, down)) in points.iter().enumerate() {
                    let (x, y) = (pt(x + length(*right) * unit), pt(y + length(*down) * unit));
                    if at == 0 {
                        path.move_to(x, y);
                    } else {
                        path.line_to(x, y);
                    }
                }
                if let Some(path) = path.finish() {
                    surface.set_fill(None);
                    surface.set_stroke(Some(stroke(*ink, *dashed)));
                    surface.draw_path(&path);
                    surface.set_stroke(None);
                }
            }
            Shape::Label { .. } => {}
        }
    }
}

fn stroke(ink: Ink, dashed: bool) -> Stroke {
    let dash = dashed.then(|| StrokeDash { array: vec![pt(DASH); 2], offset: 0.0 });
    let width = pt(if ink == Ink::Axis { THIN } else { THICK });
    Stroke { width, line_join: LineJoin::Round, dash, ..Stroke::default() }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 255")]
fn grey(light: f64) -> luma::Color {
    luma::Color::new((light.clamp(0.0, 1.0) * 255.0).round() as u8)
}

/// A length of a drawing; single precision is finer than any paper.
#[expect(clippy::cast_possible_truncation, reason = "rounding is meant")]
fn length(units: f64) -> f32 {
    units as f32
}
