//! Drawings on pages, in the colours of the page.

use std::fmt::Write as _;

use paper::drawing::{Anchor, Ink, Shape};

use super::Plot;

impl Plot {
    /// The drawing as SVG; whatever its words hold is escaped.
    pub(super) fn svg(&self) -> String {
        let (width, height) = (self.drawing.width, self.drawing.height);
        let mut svg = format!(
            "<svg viewBox=\"0 0 {width:.0} {height:.0}\" class=\"plot\" aria-hidden=\"true\" style=\"max-width:{width:.0}px\">"
        );
        for shape in &self.drawing.shapes {
            let _ = draw(&mut svg, shape);
        }
        svg.push_str("</svg>");
        svg
    }
}

fn draw(svg: &mut String, shape: &Shape) -> std::fmt::Result {
    match shape {
        Shape::Bar { x, y, width, height, strength, title } => {
            write!(
                svg,
                "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\""
            )?;
            if *strength < 1.0 {
                write!(svg, " fill-opacity=\"{strength:.2}\"")?;
            }
            match title {
                Some(title) => write!(svg, "><title>{}</title></rect>", escaped(title)),
                None => svg.write_str("/>"),
            }
        }
        Shape::Line { ink, dashed, points } => {
            let class = match ink {
                Ink::Axis => "axis",
                Ink::Line => "line",
                Ink::Mark => "mark",
            };
            let dash = if *dashed { " stroke-dasharray=\"4 3\"" } else { "" };
            write!(svg, "<path class=\"{class}\"{dash} d=\"")?;
            for (at, (x, y)) in points.iter().enumerate() {
                write!(svg, "{}{x:.1} {y:.1}", if at == 0 { "M" } else { "L" })?;
            }
            svg.write_str("\"/>")
        }
        Shape::Label { x, y, anchor, text } => {
            let anchor = match anchor {
                Anchor::Start => "start",
                Anchor::Middle => "middle",
                Anchor::End => "end",
            };
            let text = escaped(text);
            write!(svg, "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{text}</text>")
        }
    }
}

/// Other people's words in a drawing may hold anything.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
