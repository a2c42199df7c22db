use serde::{Deserialize, Serialize};

use crate::qr::Code;

/// Largest layout file, in bytes.
pub const MAX_BYTES: usize = 16 * 1024;
/// Most places in a layout.
const MAX_PLACES: usize = 64;
/// Most codes that a layout may count on.
const MAX_CODES: usize = 16;

/// Layouts that come with the program, by name.
pub const SHIPPED: [(&str, &str); 1] = [("ve-2024", include_str!("../../layouts/ve-2024.toml"))];

/// From the code at the end of our roll up to the foot of the last signature, in widths of a code of
/// [`ROLL_VERSION`]. A test of the printed sheet holds these figures.
const ROLL_FOOT: f64 = 1.08;
/// Height of a signature line with a printed name. Without names lines are lower, and a part of the sums is covered as
/// well: their figures are in the code.
const ROLL_LINE: f64 = 0.4725;
/// Room above the first line, up to its heading.
const ROLL_ROOM: f64 = 0.04;
/// Version of the codes that the figures are for; another version has another width.
const ROLL_VERSION: u8 = 9;

/// From the code at the end of our A4 sheet up to below the last signature, in widths of that code.
const A4_FOOT: f64 = 0.15;
/// Height of a row of signatures whose name or capacity takes a line more.
const A4_ROW: f64 = 0.56;
/// Signatures side by side.
const A4_PER_ROW: u16 = 3;
/// What the code at the end takes of the page's width, 0.189; the one in the masthead takes 0.126.
const A4_SHARE: [f64; 2] = [0.17, 0.21];

/// Where a form has what must not be published, relative to its code.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// What form it is of.
    pub form: String,
    /// Codes that the form shows; with fewer read there is no copy.
    pub codes: usize,
    /// Which of them places are measured from.
    pub measured_from: Measured,
    /// What the code's text begins with, so that no other code in the picture is measured from.
    #[serde(default)]
    pub begins: String,
    /// What the code's text contains.
    #[serde(default)]
    pub contains: String,
    /// Version of the code, where lengths on the form do not change with its width.
    #[serde(default)]
    pub version: Option<u8>,
    /// What the code takes of the picture's shorter side, from and to, where only that tells it from another code of
    /// the form.
    #[serde(default)]
    pub share: Option<[f64; 2]>,
    /// The places to cover.
    #[serde(rename = "place")]
    pub places: Vec<Place>,
}

/// Which code places are measured from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measured {
    /// The largest.
    Largest,
    /// The smallest.
    Smallest,
}

/// A place to cover, in widths of the code from its top left corner; infinite where it reaches to the edge.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// What stands there.
    pub what: String,
    /// Left edge, along the code's top edge.
    pub left: f64,
    /// Top edge, down the code's left edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Bottom edge.
    pub bottom: f64,
}

/// Why a layout cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LayoutError {
    /// Not TOML, or not these fields.
    #[error("{0}")]
    Malformed(String),
    /// More than a layout may have, or nothing at all.
    #[error("{what}: {found}, and from 1 to {most} are read")]
    Number {
        /// Of what.
        what: &'static str,
        /// How many.
        found: usize,
        /// The bound.
        most: usize,
    },
    /// A place with its edges the wrong way round, or one that is no number.
    #[error("place `{0}`: left must be less than right and top less than bottom")]
    Edges(String),
}

impl Layout {
    /// Reads a layout.
    ///
    /// # Errors
    /// [`LayoutError`].
    pub fn parse(text: &str) -> Result<Self, LayoutError> {
        if text.len() > MAX_BYTES {
            let (what, found, most) = ("bytes", text.len(), MAX_BYTES);
            return Err(LayoutError::Number { what, found, most });
        }
        let layout: Self =
            toml::from_str(text).map_err(|error| LayoutError::Malformed(error.to_string()))?;
        let bounded = |what, found: usize, most| {
            let fits = (1..=most).contains(&found);
            fits.then_some(()).ok_or(LayoutError::Number { what, found, most })
        };
        bounded("codes", layout.codes, MAX_CODES)?;
        bounded("places", layout.places.len(), MAX_PLACES)?;
        // A comparison with what is no number is false, so such an edge is refused as well.
        let upright = |one: &&Place| one.left < one.right && one.top < one.bottom;
        match layout.places.iter().find(|one| !upright(one)) {
            Some(wrong) => Err(LayoutError::Edges(wrong.what.clone())),
            None => Ok(layout),
        }
    }

    /// A layout that comes with the program.
    #[must_use]
    pub fn shipped(name: &str) -> Option<Self> {
        let (_, text) = SHIPPED.iter().find(|(known, _)| *known == name)?;
        Self::parse(text).ok()
    }

    /// Our own printed roll with so many signature lines. Its two codes must both be read, since the smaller one
    /// alone would be taken for the one at the end.
    #[must_use]
    pub fn our_roll(lines: u16) -> Self {
        let place = Place {
            what: "signatures".to_owned(),
            left: f64::NEG_INFINITY,
            top: -(ROLL_FOOT + ROLL_ROOM + ROLL_LINE * f64::from(lines)),
            right: f64::INFINITY,
            bottom: -ROLL_FOOT,
        };
        Self {
            form: "cotejo-roll".to_owned(),
            codes: 2,
            measured_from: Measured::Largest,
            begins: String::new(),
            contains: String::new(),
            version: Some(ROLL_VERSION),
            share: None,
            places: vec![place],
        }
    }

    /// Our own sheet on A4 with so many signatures. They stand above the code at the end, on its page; a page whose
    /// code in the masthead alone is read gets no copy.
    #[must_use]
    pub fn our_a4(lines: u16) -> Self {
        let roll = Self::our_roll(lines);
        let rows = f64::from(lines.div_ceil(A4_PER_ROW));
        let places = roll.places.into_iter().map(|place| Place {
            top: -(A4_FOOT + ROLL_ROOM + A4_ROW * rows),
            bottom: -A4_FOOT,
            ..place
        });
        Self {
            form: "cotejo-a4".to_owned(),
            codes: 1,
            share: Some(A4_SHARE),
            places: places.collect(),
            ..roll
        }
    }

    /// Whether a code is the form's, in a picture with such a shorter side.
    pub(super) fn is_ours(&self, code: &Code, side: u32) -> bool {
        let [from, to] = self.share.unwrap_or([0.0, f64::INFINITY]);
        let share = super::geometry::size(code).sqrt() / f64::from(side.max(1));
        let text = |text: &str| text.starts_with(&self.begins) && text.contains(&self.contains);
        (from..=to).contains(&share)
            && code.text().is_some_and(text)
            && self.version.is_none_or(|version| code.version == Some(version))
    }
}
