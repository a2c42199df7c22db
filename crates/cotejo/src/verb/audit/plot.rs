//! The risk after each draw, as a line against the limit.

use std::fmt::Write as _;

use super::words::Words;

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 320.0;
const LEFT: f64 = 56.0;
const RIGHT: f64 = 16.0;
const TOP: f64 = 24.0;
const BOTTOM: f64 = 44.0;
/// Lowest risk that is drawn; below, the line stays at the foot.
const LEAST: f64 = 1e-4;

/// An SVG of the risk (logarithmic) over draws, with the limit as a line of its own.
pub fn svg(after: &[f64], limit: f64, words: &Words) -> String {
    let across = after.len().max(1) as f64;
    let least = LEAST.min(limit / 10.0);
    let x = |draw: f64| LEFT + (WIDTH - LEFT - RIGHT) * draw / across;
    let y = |risk: f64| {
        let share = risk.clamp(least, 1.0).ln() / least.ln();
        TOP + (HEIGHT - TOP - BOTTOM) * share
    };
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" \
         font-family=\"sans-serif\" font-size=\"12\">\n<title>{}</title>\n",
        words.t("plot-title")
    );
    let mut level = 1.0;
    while level >= least * 0.99 {
        let _ = writeln!(
            text,
            "<line x1=\"{LEFT}\" x2=\"{:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\" stroke=\"#ccc\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
            WIDTH - RIGHT,
            LEFT - 6.0,
            y(level) + 4.0,
            words.decimal(level),
            y = y(level),
        );
        level /= 10.0;
    }
    let _ = writeln!(
        text,
        "<line x1=\"{LEFT}\" x2=\"{:.1}\" y1=\"{limit_y:.1}\" y2=\"{limit_y:.1}\" stroke=\"#000\" \
         stroke-dasharray=\"5 4\"/><text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{} {}</text>",
        WIDTH - RIGHT,
        WIDTH - RIGHT,
        y(limit) - 5.0,
        words.t("risk-limit"),
        words.decimal(limit),
        limit_y = y(limit),
    );
    let mut path = format!("M{:.1} {:.1}", x(0.0), y(1.0));
    for (at, risk) in after.iter().enumerate() {
        let _ = write!(path, " L{:.1} {:.1}", x(at as f64 + 1.0), y(*risk));
    }
    let _ = writeln!(
        text,
        "<path d=\"{path}\" fill=\"none\" stroke=\"#1f4e79\" stroke-width=\"2\"/>\n\
         <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}: {}</text>\n</svg>",
        f64::midpoint(LEFT, WIDTH - RIGHT),
        HEIGHT - 12.0,
        words.t("draws"),
        after.len(),
    );
    text
}
