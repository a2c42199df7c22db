//! Drawings as SVG, in the colours of the page, each with its text for those who do not see it.

use std::fmt::Write as _;

use forensics::report::{ArrivalReport, Detail, TestResult};
use forensics::test::digits::LastDigits;
use forensics::test::fingerprint::{Fingerprint, SIDE};
use forensics::test::homogeneity::{BINS, Homogeneity};

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
        let (svg, key) = match &one.detail {
            Detail::SameCentre(found) => (self.residuals(found), "f-plot-residuals"),
            Detail::LastDigits(found) => (self.digits(found), "f-plot-digits"),
            Detail::Fingerprint(found) => (self.squares(found), "f-plot-fingerprint"),
            Detail::Arrival(found) => (self.drift(found), "f-plot-drift"),
            _ => return None,
        };
        Some(Part::Plot(Plot { svg, caption: self.t(key), text: self.sentence(one) }))
    }

    /// Bars of last digits, with a line where each is expected.
    fn digits(&self, found: &LastDigits) -> String {
        let tallest =
            found.observed.iter().map(|seen| real(*seen)).chain(found.expected).fold(1.0, f64::max);
        let mut svg = open(WIDTH, HEIGHT);
        let step = (WIDTH - LEFT) / 10.0;
        let y = |value: f64| TOP + (HEIGHT - TOP - BOTTOM) * (1.0 - value / tallest);
        for (digit, (seen, expected)) in found.observed.iter().zip(found.expected).enumerate() {
            let x = LEFT + step * at(digit);
            let title = format!("{digit}: {}", self.texts.number(*seen));
            bar(&mut svg, x + step * 0.16, y(real(*seen)), step * 0.68, HEIGHT - BOTTOM, &title);
            let _ = write!(
                svg,
                "<path class=\"mark\" d=\"M{:.1} {:.1}h{:.1}\"/>",
                x + step * 0.08,
                y(expected),
                step * 0.84
            );
            label(&mut svg, x + step / 2.0, HEIGHT - BOTTOM + 16.0, "middle", &digit.to_string());
        }
        self.scale(&mut svg, tallest);
        close(svg, &self.t("f-axis-digit"), WIDTH)
    }

    /// How far each table is from its centre, beside the bell that chance gives.
    fn residuals(&self, found: &Homogeneity) -> String {
        let all: f64 = found.residuals.iter().map(|many| f64::from(*many)).sum();
        let bell = |z: f64| all * 0.5 * (-z * z / 2.0).exp() / std::f64::consts::TAU.sqrt();
        let tallest =
            found.residuals.iter().map(|many| f64::from(*many)).fold(bell(0.0).max(1.0), f64::max);
        let mut svg = open(WIDTH, HEIGHT);
        let step = (WIDTH - LEFT) / at(BINS);
        let y = |value: f64| TOP + (HEIGHT - TOP - BOTTOM) * (1.0 - value / tallest);
        for (bin, many) in found.residuals.iter().enumerate() {
            let x = LEFT + step * at(bin);
            let title = self.texts.number(u64::from(*many));
            bar(&mut svg, x + 1.0, y(f64::from(*many)), step - 2.0, HEIGHT - BOTTOM, &title);
        }
        let mut path = String::new();
        for point in 0..=BINS * 4 {
            let z = at(point) / 8.0 - 6.0;
            let _ = write!(
                path,
                "{}{:.1} {:.1}",
                if point == 0 { "M" } else { "L" },
                LEFT + step * at(point) / 4.0,
                y(bell(z))
            );
        }
        let _ = write!(svg, "<path class=\"mark\" d=\"{path}\"/>");
        for z in [-6, -4, -2, 0, 2, 4, 6_i32] {
            let shown = self.texts.signed(i64::from(z));
            // The last one would run over the edge.
            let anchor = if z == 6 { "end" } else { "middle" };
            let x = LEFT + step * 2.0 * f64::from(z + 6);
            label(&mut svg, x, HEIGHT - BOTTOM + 16.0, anchor, &shown);
        }
        self.scale(&mut svg, tallest);
        close(svg, &self.t("f-axis-residual"), WIDTH)
    }

    /// Turnout across, share upwards; darker where more tables are.
    fn squares(&self, found: &Fingerprint) -> String {
        let most = found.squares.iter().flatten().copied().max().unwrap_or(1).max(1);
        let (width, height) = (SQUARE + LEFT + 30.0, SQUARE + TOP + BOTTOM + 6.0);
        let mut svg = open(width, height);
        let side = SQUARE / at(SIDE);
        for (turnout, column) in found.squares.iter().enumerate() {
            for (share, many) in column.iter().enumerate().filter(|(_, many)| **many > 0) {
                let dark = 0.12 + 0.88 * f64::from(*many).ln_1p() / f64::from(most).ln_1p();
                let (x, y) = (LEFT + side * at(turnout), TOP + side * at(SIDE - 1 - share));
                let title = self.texts.n("f-tables-n", u64::from(*many));
                let _ = write!(
                    svg,
                    "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{side:.1}\" height=\"{side:.1}\" fill-opacity=\"{dark:.2}\"><title>{title}</title></rect>"
                );
            }
        }
        let _ =
            write!(svg, "<path class=\"axis\" d=\"M{LEFT} {TOP}h{SQUARE}v{SQUARE}h-{SQUARE}z\"/>");
        for percent in [0, 25, 50, 75, 100_u32] {
            let along = SQUARE * f64::from(percent) / 100.0;
            let shown = format!("{percent}\u{a0}%");
            label(&mut svg, LEFT + along, TOP + SQUARE + 16.0, "middle", &shown);
            label(&mut svg, LEFT - 6.0, TOP + SQUARE - along + 4.0, "end", &shown);
        }
        close(svg, &self.t("f-axis-fingerprint"), width)
    }

    /// The running share as tables come in, and the cut.
    fn drift(&self, found: &ArrivalReport) -> String {
        let shares: Vec<(f64, f64)> = found
            .drift
            .iter()
            .filter(|(_, _, valid)| *valid > 0)
            .map(|(minute, votes, valid)| (*minute, real(*votes) / real(*valid)))
            .collect();
        let mut svg = open(WIDTH, HEIGHT);
        let (Some(first), Some(last)) = (shares.first(), shares.last()) else {
            return close(svg, &self.t("f-axis-minute"), WIDTH);
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
        let _ = write!(
            svg,
            "<path class=\"axis\" stroke-dasharray=\"4 3\" d=\"M{cut:.1} {TOP}V{:.1}\"/>",
            HEIGHT - BOTTOM
        );
        let mut path = String::new();
        for (place, (minute, share)) in shares.iter().enumerate() {
            let _ = write!(
                path,
                "{}{:.1} {:.1}",
                if place == 0 { "M" } else { "L" },
                x(*minute),
                y(*share)
            );
        }
        let _ = write!(svg, "<path class=\"line\" d=\"{path}\"/>");
        let _ = write!(
            svg,
            "<path class=\"axis\" d=\"M{LEFT} {TOP}V{:.1}H{WIDTH}\"/>",
            HEIGHT - BOTTOM
        );
        for share in [low, f64::midpoint(low, high), high] {
            label(
                &mut svg,
                LEFT - 5.0,
                y(share) + 4.0,
                "end",
                &format!("{}\u{a0}%", self.decimal(share * 100.0, 0)),
            );
        }
        for minute in [first.0, last.0] {
            let anchor = if minute == first.0 { "start" } else { "end" };
            label(&mut svg, x(minute), HEIGHT - BOTTOM + 16.0, anchor, &self.decimal(minute, 0));
        }
        close(svg, &self.t("f-axis-minute"), WIDTH)
    }

    /// The axis of a count: zero and the tallest.
    fn scale(&self, svg: &mut String, tallest: f64) {
        let _ = write!(
            svg,
            "<path class=\"axis\" d=\"M{LEFT} {TOP}V{:.1}H{WIDTH}\"/>",
            HEIGHT - BOTTOM
        );
        let whole = format!("{tallest:.0}").parse().unwrap_or(0);
        label(svg, LEFT - 5.0, TOP + 9.0, "end", &self.texts.number(whole));
        label(svg, LEFT - 5.0, HEIGHT - BOTTOM, "end", "0");
    }
}

fn open(width: f64, height: f64) -> String {
    format!(
        "<svg viewBox=\"0 0 {width:.0} {height:.0}\" class=\"plot\" aria-hidden=\"true\" style=\"max-width:{width:.0}px\">"
    )
}

/// Ends the drawing with the name of what runs across, at the foot.
fn close(mut svg: String, axis: &str, width: f64) -> String {
    let height: f64 = svg
        .split("viewBox=\"0 0 ")
        .nth(1)
        .and_then(|rest| rest.split(['"', ' ']).nth(1)?.parse().ok())
        .unwrap_or(HEIGHT);
    label(&mut svg, width, height - 3.0, "end", axis);
    svg.push_str("</svg>");
    svg
}

fn bar(svg: &mut String, x: f64, y: f64, width: f64, foot: f64, title: &str) {
    let height = (foot - y).max(0.0);
    let _ = write!(
        svg,
        "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\"><title>{title}</title></rect>"
    );
}

/// Text of ours: it holds no markup.
fn label(svg: &mut String, x: f64, y: f64, anchor: &str, text: &str) {
    let _ = write!(svg, "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{text}</text>");
}

fn real(count: u64) -> f64 {
    count as f64
}

fn at(place: usize) -> f64 {
    place as f64
}
