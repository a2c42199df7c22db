//! The chunks of a PNG (ISO/IEC 15948), up to its end.

use super::metadata::{self, Withheld};
use super::{Facts, Metadata};

/// The first bytes.
pub(super) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// Most chunks read: pixels come in chunks of a few kilobytes.
const MAX_CHUNKS: usize = 100_000;
/// Longest text kept of a field.
const MAX_TEXT: usize = 200;

/// Reads the chunks.
pub(super) fn read(bytes: &[u8], facts: &mut Facts) {
    let mut rest = &bytes[SIGNATURE.len()..];
    for _ in 0..MAX_CHUNKS {
        let Some((body, name, after)) = chunk(rest) else { break };
        rest = after;
        match name {
            b"IHDR" => facts.pixels = be(body, 0).zip(be(body, 4)),
            b"pHYs" if body.get(8) == Some(&1) => {
                facts.dpi = be(body, 0).map(per_inch).zip(be(body, 4).map(per_inch));
            }
            b"tIME" => facts.metadata.times.extend(time(body)),
            b"eXIf" => exif(body, facts),
            b"tEXt" | b"iTXt" | b"zTXt" => text(name == b"tEXt", body, &mut facts.metadata),
            b"IEND" => return,
            _ => {}
        }
    }
    facts.damaged = true;
}

fn chunk(rest: &[u8]) -> Option<(&[u8], &[u8; 4], &[u8])> {
    let length = usize::try_from(be(rest, 0)?).ok()?;
    let name = rest.get(4..8)?.try_into().ok()?;
    let (body, after) = rest.get(8..)?.split_at_checked(length)?;
    Some((body, name, after.get(4..)?))
}

fn be(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// From dots per metre.
fn per_inch(dots: u32) -> u32 {
    u32::try_from((u64::from(dots) * 254 + 5_000) / 10_000).unwrap_or(u32::MAX)
}

fn time(body: &[u8]) -> Option<(String, String)> {
    let [y1, y0, month, day, hour, minute, second] = *body else { return None };
    let year = u16::from_be_bytes([y1, y0]);
    let shown = format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}");
    Some(("tIME".to_owned(), shown))
}

fn exif(body: &[u8], facts: &mut Facts) {
    let described = metadata::exif(body.to_vec());
    facts.dpi = facts.dpi.or(described.dpi);
    facts.damaged |= described.damaged;
    let times = std::mem::take(&mut facts.metadata.times);
    facts.metadata = described.metadata;
    facts.metadata.times.extend(times);
}

/// A text with its keyword. Only two keywords are of the kind that names no one.
fn text(plain: bool, body: &[u8], metadata: &mut Metadata) {
    let Some(end) = body.iter().position(|byte| *byte == 0) else { return };
    let (keyword, value) = (&body[..end], &body[end + 1..]);
    let shown = metadata::shown(&value[..value.len().min(MAX_TEXT)]);
    match keyword {
        b"Software" if plain => metadata.software = Some(shown),
        b"Creation Time" if plain => metadata.times.push(("Creation Time".to_owned(), shown)),
        _ => metadata.withhold(Withheld::Text),
    }
}
