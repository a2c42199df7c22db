//! Every poll's interval on one line, and the result it is held against.

use std::fmt::Write as _;

use quickcount::poll::{Comparison, Reference};

use super::Maker;
use crate::doc::Plot;

const WIDTH: f64 = 640.0;
const LEFT: f64 = 20.0;
const ROW: f64 = 26.0;
const FOOT: f64 = 34.0;

impl Maker<'_> {
    /// The margins: a line for each interval, a point for what the poll says, and the result down the page.
    pub(super) fn intervals(&self, reference: &Reference) -> Plot {
        let rows: Vec<(&Comparison, _)> = self
            .page
            .comparisons
            .iter()
            .filter(|one| one.reference == reference.name)
            .filter_map(|one| Some((one, one.outcome.as_ref()?)))
            .collect();
        let ends = rows.iter().flat_map(|(_, one)| {
            let result = one.margin - one.difference;
            [one.interval.low, one.interval.high, one.margin, result]
        });
        // Zero is where the two change places, so it is always in the picture.
        let (low, high) =
            ends.fold((0.0_f64, 0.0_f64), |(low, high), at| (low.min(at), high.max(at)));
        let span = (high - low).max(1e-9);
        let x = |at: f64| LEFT + (WIDTH - 2.0 * LEFT) * (at - low) / span;
        let foot = ROW * rows.len() as f64 + 6.0;
        let height = foot + FOOT;
        let mut svg = format!(
            "<svg viewBox=\"0 0 {WIDTH:.0} {height:.0}\" class=\"plot\" aria-hidden=\"true\" style=\"max-width:{WIDTH:.0}px\">"
        );
        let _ = write!(svg, "<path class=\"axis\" d=\"M{:.1} 0V{foot:.1}\"/>", x(0.0));
        for (at, (one, outcome)) in rows.iter().enumerate() {
            let y = ROW * at as f64 + 18.0;
            let (from, to) = (x(outcome.interval.low), x(outcome.interval.high));
            let result = x(outcome.margin - outcome.difference);
            let _ = write!(svg, "<path class=\"line\" d=\"M{from:.1} {y:.1}H{to:.1}\"/>");
            let _ = write!(
                svg,
                "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"6\" height=\"6\"/>",
                x(outcome.margin) - 3.0,
                y - 3.0
            );
            let _ = write!(
                svg,
                "<path class=\"axis\" stroke-dasharray=\"4 3\" d=\"M{result:.1} {:.1}V{:.1}\"/>",
                y - 9.0,
                y + 9.0
            );
            label(&mut svg, from, y - 6.0, "start", &escaped(&one.poll));
        }
        for (at, anchor) in [(low, "start"), (high, "end")] {
            label(&mut svg, x(at), foot + 14.0, anchor, &self.points(at));
        }
        if low < 0.0 && high > 0.0 {
            label(&mut svg, x(0.0), foot + 28.0, "middle", "0");
        }
        svg.push_str("</svg>");
        let text = self.texts.n("polls-drawn-text", u64::try_from(rows.len()).unwrap_or(u64::MAX));
        Plot { svg, caption: self.t("polls-drawn"), text }
    }
}

fn label(svg: &mut String, x: f64, y: f64, anchor: &str, text: &str) {
    let _ = write!(svg, "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{text}</text>");
}

/// A register's own words in a drawing: they may hold anything.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
