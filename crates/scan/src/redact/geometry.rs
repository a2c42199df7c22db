use image::{DynamicImage, Pixel};

use super::layout::Place;
use crate::qr::{Code, Point};

/// Most that the sides of a code may differ, and that its fourth corner may be off, in widths of the code.
const MOST_BENT: f64 = 0.06;
/// How much a box grows at its far side, for each width of the code that it is away: corners are known to a
/// pixel or two, and paper stretches.
const GROWTH: f64 = 0.02;

/// The plane of the paper as the code shows it: widths along its top edge, and down its left edge.
pub(super) struct Frame {
    origin: (f64, f64),
    across: (f64, f64),
    down: (f64, f64),
    determinant: f64,
}

impl Frame {
    /// The frame; none where the code is mirrored, bent or seen from the side.
    pub(super) fn of(code: &Code) -> Option<Self> {
        let [top_left, top_right, bottom_right, bottom_left] = code.corners.map(place);
        let across = minus(top_right, top_left);
        let down = minus(bottom_left, top_left);
        let determinant = across.0 * down.1 - across.1 * down.0;
        let (width, height) = (length(across), length(down));
        let fourth =
            minus(bottom_right, (top_left.0 + across.0 + down.0, top_left.1 + across.1 + down.1));
        let slant = (across.0 * down.0 + across.1 * down.1).abs();
        let flat = !code.mirrored
            && determinant > 0.0
            && (width - height).abs() <= MOST_BENT * width
            && slant <= MOST_BENT * width * height
            && length(fourth) <= MOST_BENT * width;
        flat.then_some(Self { origin: top_left, across, down, determinant })
    }

    /// Blackens a box and says how many pixels that were.
    pub(super) fn cover(&self, picture: &mut DynamicImage, place: &Place) -> u64 {
        let grown = |edge: f64, out: f64| edge + out * GROWTH * edge.abs().max(1.0);
        let (left, right) = (grown(place.left, -1.0), grown(place.right, 1.0));
        let (top, bottom) = (grown(place.top, -1.0), grown(place.bottom, 1.0));
        let inside = |x: u32, y: u32| {
            let (across, down) = self.at(f64::from(x) + 0.5, f64::from(y) + 0.5);
            left <= across && across <= right && top <= down && down <= bottom
        };
        match picture {
            DynamicImage::ImageLuma8(grey) => blacken(grey.enumerate_pixels_mut(), inside),
            DynamicImage::ImageRgb8(colour) => blacken(colour.enumerate_pixels_mut(), inside),
            // Pictures come here in one of these two forms; another stays uncovered and is refused for it.
            _ => 0,
        }
    }

    /// A pixel in widths of the code from its top left corner.
    fn at(&self, x: f64, y: f64) -> (f64, f64) {
        let (dx, dy) = (x - self.origin.0, y - self.origin.1);
        (
            (dx * self.down.1 - dy * self.down.0) / self.determinant,
            (dy * self.across.0 - dx * self.across.1) / self.determinant,
        )
    }
}

fn blacken<'a, P: Pixel<Subpixel = u8> + 'a>(
    pixels: impl Iterator<Item = (u32, u32, &'a mut P)>,
    inside: impl Fn(u32, u32) -> bool,
) -> u64 {
    let mut covered = 0;
    for (_, _, pixel) in pixels.filter(|(x, y, _)| inside(*x, *y)) {
        pixel.apply(|_| 0);
        covered += 1;
    }
    covered
}

/// Area of a code in pixels, for comparing.
pub(super) fn size(code: &Code) -> f64 {
    let [top_left, top_right, _, bottom_left] = code.corners.map(place);
    length(minus(top_right, top_left)) * length(minus(bottom_left, top_left))
}

fn place(corner: Point) -> (f64, f64) {
    (f64::from(corner.x), f64::from(corner.y))
}

fn minus(a: (f64, f64), b: (f64, f64)) -> (f64, f64) {
    (a.0 - b.0, a.1 - b.1)
}

fn length(vector: (f64, f64)) -> f64 {
    vector.0.hypot(vector.1)
}
