//! Every poll's interval on one line, and the result it is held against.

use paper::drawing::{Anchor, Drawing, Ink};
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
        let mut drawing = Drawing::new(WIDTH, height);
        drawing.line(Ink::Axis, [(x(0.0), 0.0), (x(0.0), foot)]);
        for (at, (one, outcome)) in rows.iter().enumerate() {
            let y = ROW * at as f64 + 18.0;
            let (from, to) = (x(outcome.interval.low), x(outcome.interval.high));
            let result = x(outcome.margin - outcome.difference);
            drawing.line(Ink::Line, [(from, y), (to, y)]);
            drawing.bar(x(outcome.margin) - 3.0, y - 3.0, 6.0, 6.0, None);
            drawing.dashed([(result, y - 9.0), (result, y + 9.0)]);
            drawing.label(from, y - 6.0, Anchor::Start, one.poll.clone());
        }
        for (at, anchor) in [(low, Anchor::Start), (high, Anchor::End)] {
            drawing.label(x(at), foot + 14.0, anchor, self.points(at));
        }
        if low < 0.0 && high > 0.0 {
            drawing.label(x(0.0), foot + 28.0, Anchor::Middle, "0");
        }
        let text = self.texts.n("polls-drawn-text", u64::try_from(rows.len()).unwrap_or(u64::MAX));
        Plot { drawing, caption: self.t("polls-drawn"), text }
    }
}
