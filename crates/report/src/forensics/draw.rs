//! Drawings, each with its text for those who do not see it.

use forensics::report::{ArrivalReport, Detail, TestResult};
use forensics::test::digits::LastDigits;
use forensics::test::fingerprint::{Fingerprint, SIDE};
use forensics::test::homogeneity::{BINS, Homogeneity};
use paper::drawing::{Anchor, Drawing, Ink, Shape};

use super::Maker;
use crate::doc::{Part, Plot};

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 240.0;
const LEFT: f64 = 46.0;
const BOTTOM: f64 = 34.0;
const TOP: f64 = 12.0;
/// Side of the drawn square of turnout and share.
const SQUARE: f64 = 320.0;

impl Maker<'_> {
    pub(super) fn drawings(&self, one: &TestResult) -> Option<Part> {
        let (drawing, key) = match &one.detail {
            Detail::SameCentre(found) => (self.residuals(found), "f-plot-residuals"),
            Detail::LastDigits(found) => (self.digits(found), "f-plot-digits"),
            Detail::Fingerprint(found) => (self.squares(found), "f-plot-fingerprint"),
            Detail::Arrival(found) => (self.drift(found), "f-plot-drift"),
            _ => return None,
        };
        Some(Part::Plot(Plot { drawing, caption: self.t(key), text: self.sentence(one) }))
    }

    /// Bars of last digits, with a line where each is expected.
    fn digits(&self, found: &LastDigits) -> Drawing {
        let tallest =
            found.observed.iter().map(|seen| real(*seen)).chain(found.expected).fold(1.0, f64::max);
        let mut drawing = Drawing::new(WIDTH, HEIGHT);
        let step = (WIDTH - LEFT) / 10.0;
        let y = |value: f64| TOP + (HEIGHT - TOP - BOTTOM) * (1.0 - value / tallest);
        for (digit, (seen, expected)) in found.observed.iter().zip(found.expected).enumerate() {
            let x = LEFT + step * at(digit);
            let title = format!("{digit}: {}", self.texts.number(*seen));
            bar(&mut drawing, x + step * 0.16, y(real(*seen)), step * 0.68, title);
            let (from, to) = (x + step * 0.08, x + step * 0.92);
            drawing.line(Ink::Mark, [(from, y(expected)), (to, y(expected))]);
            drawing.label(
                x + step / 2.0,
                HEIGHT - BOTTOM + 16.0,
                Anchor::Middle,
                digit.to_string(),
            );
        }
        self.scale(&mut drawing, tallest);
        close(drawing, self.t("f-axis-digit"))
    }

    /// How far each table is from its centre, beside the bell that chance gives.
    fn residuals(&self, found: &Homogeneity) -> Drawing {
        let all: f64 = found.residuals.iter().map(|many| f64::from(*many)).sum();
        let bell = |z: f64| all * 0.5 * (-z * z / 2.0).exp() / std::f64::consts::TAU.sqrt();
        let tallest =
            found.residuals.iter().map(|many| f64::from(*many)).fold(bell(0.0).max(1.0), f64::max);
        let mut drawing = Drawing::new(WIDTH, HEIGHT);
        let step = (WIDTH - LEFT) / at(BINS);
        let y = |value: f64| TOP + (HEIGHT - TOP - BOTTOM) * (1.0 - value / tallest);
        for (bin, many) in found.residuals.iter().enumerate() {
            let x = LEFT + step * at(bin);
            let title = self.texts.number(u64::from(*many));
            bar(&mut drawing, x + 1.0, y(f64::from(*many)), step - 2.0, title);
        }
        let expected =
            |point: usize| (LEFT + step * at(point) / 4.0, y(bell(at(point) / 8.0 - 6.0)));
        drawing.line(Ink::Mark, (0..=BINS * 4).map(expected).collect::<Vec<_>>());
        for z in [-6, -4, -2, 0, 2, 4, 6_i32] {
            let shown = self.texts.signed(i64::from(z));
            // The last one would run over the edge.
            let anchor = if z == 6 { Anchor::End } else { Anchor::Middle };
            let x = LEFT + step * 2.0 * f64::from(z + 6);
            drawing.label(x, HEIGHT - BOTTOM + 16.0, anchor, shown);
        }
        self.scale(&mut drawing, tallest);
        close(drawing, self.t("f-axis-residual"))
    }

    /// Turnout across, share upwards; darker where more tables are.
    fn squares(&self, found: &Fingerprint) -> Drawing {
        let most = found.squares.iter().flatten().copied().max().unwrap_or(1).max(1);
        let (width, height) = (SQUARE + LEFT + 30.0, SQUARE + TOP + BOTTOM + 6.0);
        let mut drawing = Drawing::new(width, height);
        let side = SQUARE / at(SIDE);
        for (turnout, column) in found.squares.iter().enumerate() {
            for (share, many) in column.iter().enumerate().filter(|(_, many)| **many > 0) {
                let dark = 0.12 + 0.88 * f64::from(*many).ln_1p() / f64::from(most).ln_1p();
                let (x, y) = (LEFT + side * at(turnout), TOP + side * at(SIDE - 1 - share));
                let title = Some(self.texts.n("f-tables-n", u64::from(*many)));
                let (width, height) = (side, side);
                drawing.shapes.push(Shape::Bar { x, y, width, height, strength: dark, title });
            }
        }
        let (right, foot) = (LEFT + SQUARE, TOP + SQUARE);
        drawing
            .line(Ink::Axis, [(LEFT, TOP), (right, TOP), (right, foot), (LEFT, foot), (LEFT, TOP)]);
        for percent in [0, 25, 50, 75, 100_u32] {
            let along = SQUARE * f64::from(percent) / 100.0;
            let shown = format!("{percent}\u{a0}%");
            drawing.label(LEFT + along, TOP + SQUARE + 16.0, Anchor::Middle, shown.clone());
            drawing.label(LEFT - 6.0, TOP + SQUARE - along + 4.0, Anchor::End, shown);
        }
        close(drawing, self.t("f-axis-fingerprint"))
    }

    /// The running share as tables come in, and the cut.
    fn drift(&self, found: &ArrivalReport) -> Drawing {
        let shares: Vec<(f64, f64)> = found
            .drift
            .iter()
            .filter(|(_, _, valid)| *valid > 0)
            .map(|(minute, votes, valid)| (*minute, real(*votes) / real(*valid)))
            .collect();
        let mut drawing = Drawing::new(WIDTH, HEIGHT);
        let (Some(first), Some(last)) = (shares.first(), shares.last()) else {
            return close(drawing, self.t("f-axis-minute"));
        };
        let (low, high) = shares.iter().fold((1.0_f64, 0.0_f64), |(low, high), (_, share)| {
            (low.min(*share), high.max(*share))
        });
        let (low, high) = ((low - 0.02).max(0.0), (high + 0.02).min(1.0));
        let span = (last.0 - first.0).max(1e-9);
        let x = |minute: f64| {
            LEFT + (WIDTH - LEFT - 10.0) * ((minute - first.0) / span).clamp(0.0, 1.0)
        };
        let y = |share: f64| {
            TOP + (HEIGHT - TOP - BOTTOM) * (1.0 - (share - low) / (high - low).max(1e-9))
        };
        let cut = x(found.found.cut.minute);
        drawing.dashed([(cut, TOP), (cut, HEIGHT - BOTTOM)]);
        let line = shares.iter().map(|(minute, share)| (x(*minute), y(*share)));
        drawing.line(Ink::Line, line.collect::<Vec<_>>());
        axes(&mut drawing);
        for share in [low, f64::midpoint(low, high), high] {
            let shown = format!("{}\u{a0}%", self.decimal(share * 100.0, 0));
            drawing.label(LEFT - 5.0, y(share) + 4.0, Anchor::End, shown);
        }
        for minute in [first.0, last.0] {
            let anchor = if minute == first.0 { Anchor::Start } else { Anchor::End };
            drawing.label(x(minute), HEIGHT - BOTTOM + 16.0, anchor, self.decimal(minute, 0));
        }
        close(drawing, self.t("f-axis-minute"))
    }

    /// The axis of a count: zero and the tallest.
    fn scale(&self, drawing: &mut Drawing, tallest: f64) {
        axes(drawing);
        let whole = format!("{tallest:.0}").parse().unwrap_or(0);
        drawing.label(LEFT - 5.0, TOP + 9.0, Anchor::End, self.texts.number(whole));
        drawing.label(LEFT - 5.0, HEIGHT - BOTTOM, Anchor::End, "0");
    }
}

fn axes(drawing: &mut Drawing) {
    let foot = HEIGHT - BOTTOM;
    drawing.line(Ink::Axis, [(LEFT, TOP), (LEFT, foot), (WIDTH, foot)]);
}

/// Ends the drawing with the name of what runs across, at the foot.
fn close(mut drawing: Drawing, axis: String) -> Drawing {
    drawing.label(drawing.width, drawing.height - 3.0, Anchor::End, axis);
    drawing
}

/// A bar that stands on the axis.
fn bar(drawing: &mut Drawing, x: f64, y: f64, width: f64, title: String) {
    drawing.bar(x, y, width, (HEIGHT - BOTTOM - y).max(0.0), Some(title));
}

fn real(count: u64) -> f64 {
    count as f64
}

fn at(place: usize) -> f64 {
    place as f64
}
