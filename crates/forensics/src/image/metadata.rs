//! EXIF fields that name a scanner, a program or a time. Every other field is counted by its kind and never shown.

use exif::{Exif, In, Tag, Value};
use serde::Serialize;

/// Largest EXIF block read, in bytes: a JPEG segment cannot hold more, and a TIFF is read up to the limit on files.
const MAX_TIFF_BYTES: usize = 64 << 20;
/// Longest text shown of a field.
const MAX_SHOWN: usize = 80;

/// Metadata that tells of a picture's making.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Metadata {
    /// Whether the file has EXIF fields.
    pub exif: bool,
    /// Maker of the scanner or camera.
    pub maker: Option<String>,
    /// Its model.
    pub model: Option<String>,
    /// Program that wrote the file.
    pub software: Option<String>,
    /// Times, with the field that says each; as written, in no stated time zone unless the text has one.
    pub times: Vec<(String, String)>,
    /// Kinds of fields that are there and are not shown, because they may tell of persons.
    pub withheld: Vec<Withheld>,
}

/// A kind of field that is never shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Withheld {
    /// Where the picture was taken.
    Place,
    /// Whose camera or computer it is, or who made the picture.
    Owner,
    /// The number of one camera or lens.
    SerialNumber,
    /// Comments, titles and other free texts.
    Text,
}

impl Metadata {
    /// Whether anything tells of scanner, program or time.
    pub fn tells(&self) -> bool {
        self.maker.is_some()
            || self.model.is_some()
            || self.software.is_some()
            || !self.times.is_empty()
    }

    pub(super) fn withhold(&mut self, kind: Withheld) {
        if !self.withheld.contains(&kind) {
            self.withheld.push(kind);
            self.withheld.sort_unstable();
        }
    }
}

/// What an EXIF block says.
#[derive(Default)]
pub(super) struct Described {
    pub(super) metadata: Metadata,
    pub(super) pixels: Option<(u32, u32)>,
    pub(super) dpi: Option<(u32, u32)>,
    pub(super) damaged: bool,
}

/// Reads an EXIF block or a TIFF. A block that cannot be read is there, and says nothing.
pub(super) fn exif(block: Vec<u8>) -> Described {
    let mut described = Described::default();
    described.metadata.exif = true;
    if block.len() > MAX_TIFF_BYTES {
        described.damaged = true;
        return described;
    }
    let read = exif::Reader::new().continue_on_error(true).read_raw(block).or_else(|error| {
        described.damaged = true;
        error.distill_partial_result(|_| {})
    });
    let Ok(read) = read else { return described };
    let metadata = &mut described.metadata;
    let text = |tag| text(&read, tag);
    (metadata.maker, metadata.model) = (text(Tag::Make), text(Tag::Model));
    metadata.software = text(Tag::Software);
    for tag in [Tag::DateTime, Tag::DateTimeOriginal, Tag::DateTimeDigitized, Tag::OffsetTime] {
        metadata.times.extend(text(tag).map(|shown| (tag.to_string(), shown)));
    }
    read.fields().filter_map(|field| withheld(field.tag)).for_each(|kind| metadata.withhold(kind));
    let whole = |tag| read.get_field(tag, In::PRIMARY)?.value.get_uint(0);
    described.pixels = whole(Tag::ImageWidth).zip(whole(Tag::ImageLength));
    // 2 is inches and 3 centimetres; 1 is a ratio without a unit.
    let unit = whole(Tag::ResolutionUnit).unwrap_or(2);
    described.dpi =
        density(&read, Tag::XResolution, unit).zip(density(&read, Tag::YResolution, unit));
    described
}

/// A text of a file as one line without controls, shortened.
pub(super) fn shown(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text);
    let text = text.trim_matches(|c: char| c.is_control() || c.is_whitespace());
    text.chars().filter(|c| !c.is_control()).take(MAX_SHOWN).collect()
}

fn text(exif: &Exif, tag: Tag) -> Option<String> {
    let field = exif.get_field(tag, In::PRIMARY)?;
    let Value::Ascii(lines) = &field.value else { return None };
    Some(shown(&lines.concat())).filter(|text| !text.is_empty())
}

fn density(exif: &Exif, tag: Tag, unit: u32) -> Option<u32> {
    let Value::Rational(values) = &exif.get_field(tag, In::PRIMARY)?.value else { return None };
    let one = values.first().filter(|one| one.denom > 0)?;
    let (num, denom) = (u64::from(one.num), u64::from(one.denom));
    let dots = match unit {
        2 => (num + denom / 2) / denom,
        3 => (num * 254 + denom * 50) / (denom * 100),
        _ => return None,
    };
    u32::try_from(dots).ok().filter(|dots| *dots > 0)
}

fn withheld(tag: Tag) -> Option<Withheld> {
    const SERIAL: [Tag; 3] = [Tag::BodySerialNumber, Tag::LensSerialNumber, Tag::ImageUniqueID];
    const OWNER: [Tag; 3] = [Tag::Artist, Tag::Copyright, Tag::CameraOwnerName];
    const TEXT: [Tag; 3] = [Tag::ImageDescription, Tag::UserComment, Tag::MakerNote];
    /// The computer that made the file, which the library has no name for.
    const HOST: u16 = 0x013c;
    match tag {
        tag if tag.context() == exif::Context::Gps => Some(Withheld::Place),
        tag if OWNER.contains(&tag) || tag.number() == HOST => Some(Withheld::Owner),
        tag if SERIAL.contains(&tag) => Some(Withheld::SerialNumber),
        tag if TEXT.contains(&tag) => Some(Withheld::Text),
        _ => None,
    }
}
