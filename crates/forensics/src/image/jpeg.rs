//! The segments of a JPEG before its pixels (ITU-T T.81, annex B).

use serde::Serialize;

use super::quality::{Quality, quality};
use super::{Facts, metadata};

/// Most segments read: a picture has a dozen, and a colour profile some more.
const MAX_SEGMENTS: usize = 1_000;

/// How a JPEG was compressed the last time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Compression {
    /// Estimated from its first quantisation table; none where that table is of another family.
    pub quality: Option<Quality>,
    /// Quantisation tables.
    pub tables: u32,
    /// Progressive rather than line by line: programs for the web write it, scanners hardly ever.
    pub progressive: bool,
    /// Names of the application segments, in order: who wrote the file last left some.
    pub segments: Vec<String>,
    /// Whether a comment stands in it. Its text is not shown: it may name people.
    pub comment: bool,
}

/// Reads up to the first scan.
pub(super) fn read(bytes: &[u8], facts: &mut Facts) {
    let mut found = Compression::default();
    let complete = walk(bytes, |marker, body| segment(marker, body, facts, &mut found)).is_some();
    facts.damaged |= !complete;
    facts.jpeg = Some(found);
}

/// Hands over each segment up to the start of the scan; none where the file ends before it.
fn walk(bytes: &[u8], mut each: impl FnMut(u8, &[u8])) -> Option<()> {
    let mut rest = bytes.get(2..)?;
    for _ in 0..MAX_SEGMENTS {
        // Any number of fill bytes may stand before a marker.
        while let [0xff, 0xff, ..] = rest {
            rest = &rest[1..];
        }
        let [0xff, marker, high, low, ..] = *rest else { return None };
        if marker == 0xda {
            return Some(());
        }
        let length = usize::from(u16::from_be_bytes([high, low]));
        each(marker, rest.get(4..2 + length)?);
        rest = &rest[2 + length..];
    }
    None
}

fn segment(marker: u8, body: &[u8], facts: &mut Facts, found: &mut Compression) {
    match marker {
        0xdb => tables(body, found),
        // Frames: baseline, extended, progressive, lossless; c4, c8 and cc are no frames.
        0xc0..=0xcf if ![0xc4, 0xc8, 0xcc].contains(&marker) => {
            if let [_, h1, h0, w1, w0, ..] = *body {
                let (width, height) = (u16::from_be_bytes([w1, w0]), u16::from_be_bytes([h1, h0]));
                facts.pixels = Some((width.into(), height.into()));
                found.progressive = [0xc2, 0xc6, 0xca, 0xce].contains(&marker);
            }
        }
        0xe0..=0xef => application(marker, body, facts, found),
        0xfe => found.comment = true,
        _ => {}
    }
}

fn application(marker: u8, body: &[u8], facts: &mut Facts, found: &mut Compression) {
    let name: String = body
        .iter()
        .take(12)
        .take_while(|byte| byte.is_ascii_graphic())
        .map(|byte| char::from(*byte))
        .collect();
    found.segments.push(format!("APP{} {name}", marker - 0xe0).trim_end().to_owned());
    if let Some(exif) = body.strip_prefix(b"Exif\0\0") {
        let described = metadata::exif(exif.to_vec());
        facts.dpi = facts.dpi.or(described.dpi);
        facts.metadata = described.metadata;
        facts.damaged |= described.damaged;
    } else if let [b'J', b'F', b'I', b'F', 0, _, _, unit, x1, x0, y1, y0, ..] = *body {
        let (x, y) = (u16::from_be_bytes([x1, x0]).into(), u16::from_be_bytes([y1, y0]).into());
        // Without a unit the two numbers are only a ratio.
        facts.dpi = match unit {
            1 => Some((x, y)),
            2 => Some((per_inch(x), per_inch(y))),
            _ => facts.dpi,
        };
    }
}

/// From dots per centimetre.
fn per_inch(dots: u32) -> u32 {
    (dots * 254 + 50) / 100
}

fn tables(mut body: &[u8], found: &mut Compression) {
    while let [head, rest @ ..] = body {
        let wide = head >> 4 == 1;
        let size = if wide { 128 } else { 64 };
        let Some((values, after)) = rest.split_at_checked(size) else { return };
        found.tables += 1;
        if head & 0x0f == 0 && !wide && found.quality.is_none() {
            found.quality = values.try_into().ok().and_then(quality);
        }
        body = after;
    }
}
