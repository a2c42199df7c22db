//! The faces we print with, and text measured and shaped in them.

use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::{Feature, UnicodeBuffer, ttf_parser::Tag};
use unicode_normalization::UnicodeNormalization;

use crate::units::{Mm, Pt, mm};

/// A style of type. See `fonts/README.md`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// Running text.
    Regular,
    /// Titles.
    Bold,
    /// Table text.
    Narrow,
    /// Table text that carries weight.
    NarrowBold,
    /// Identifiers and codes.
    Mono,
}

/// A piece of text on one line: shaped, measured, ready to be placed.
#[derive(Debug, Clone)]
pub struct Run {
    /// Its style.
    pub face: Face,
    /// Its size.
    pub size: Pt,
    /// What is seen, after replacement of characters no face can show.
    pub text: String,
    /// Advance width.
    pub width: Mm,
    pub(crate) glyphs: Vec<KrillaGlyph>,
}

/// All faces, loaded.
pub struct Fonts {
    faces: Vec<Loaded>,
}

struct Loaded {
    pdf: Font,
    shaper: rustybuzz::Face<'static>,
    units_per_em: f32,
}

const FILES: [&[u8]; 5] = [
    include_bytes!("../fonts/IBMPlexSans-Regular.ttf"),
    include_bytes!("../fonts/IBMPlexSans-SemiBold.ttf"),
    include_bytes!("../fonts/IBMPlexSansCondensed-Regular.ttf"),
    include_bytes!("../fonts/IBMPlexSansCondensed-SemiBold.ttf"),
    include_bytes!("../fonts/IBMPlexMono-Regular.ttf"),
];

/// Characters that fonts may accept but that nobody sees: soft hyphen, zero-width and direction controls. On a document
/// of record they could reorder or hide text, so they are shown like unknown characters.
const INVISIBLE: [std::ops::RangeInclusive<char>; 5] = [
    '\u{ad}'..='\u{ad}',
    '\u{200b}'..='\u{200f}',
    '\u{202a}'..='\u{202e}',
    '\u{2060}'..='\u{206f}',
    '\u{feff}'..='\u{feff}',
];

impl Fonts {
    /// Loads the faces compiled into this crate.
    pub fn load() -> Self {
        let faces = FILES
            .iter()
            .map(|&bytes| {
                let shaper =
                    rustybuzz::Face::from_slice(bytes, 0).expect("invariant: bundled fonts parse");
                Loaded {
                    pdf: Font::new(bytes.into(), 0).expect("invariant: bundled fonts parse"),
                    units_per_em: shaper.units_per_em() as f32,
                    shaper,
                }
            })
            .collect();
        Self { faces }
    }

    /// Shapes one line of text. Ligatures are off: every character of a name stays itself.
    pub fn shape(&self, face: Face, size: Pt, text: &str) -> Run {
        let loaded = self.loaded(face);
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        let features = [
            Feature::new(Tag::from_bytes(b"liga"), 0, ..),
            Feature::new(Tag::from_bytes(b"clig"), 0, ..),
        ];
        let shaped = rustybuzz::shape(&loaded.shaper, &features, buffer);
        let starts: Vec<usize> = shaped.glyph_infos().iter().map(|g| g.cluster as usize).collect();
        let em = |v: i32| v as f32 / loaded.units_per_em;
        let glyphs: Vec<KrillaGlyph> = shaped
            .glyph_infos()
            .iter()
            .zip(shaped.glyph_positions())
            .map(|(info, pos)| {
                let start = info.cluster as usize;
                let end = starts.iter().copied().filter(|&s| s > start).min().unwrap_or(text.len());
                let (advance, dx, dy) = (em(pos.x_advance), em(pos.x_offset), em(pos.y_offset));
                KrillaGlyph::new(
                    GlyphId::new(info.glyph_id),
                    advance,
                    dx,
                    dy,
                    0.0,
                    start..end,
                    None,
                )
            })
            .collect();
        let ems: f32 = glyphs.iter().map(|g| g.x_advance).sum();
        Run { face, size, text: text.to_owned(), width: mm(ems * size), glyphs }
    }

    /// Text as it can be shown: composed, white space single, and characters that no face has (or nobody could see)
    /// written out as `‹U+4E2D›`, so that nothing disappears. The second value lists them.
    pub fn printable(&self, text: &str) -> (String, Vec<char>) {
        let mut replaced = Vec::new();
        let mut out = String::with_capacity(text.len());
        let words: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for c in words.nfc() {
            if self.covers(c) {
                out.push(c);
            } else {
                out.push_str(&format!("‹U+{:04X}›", u32::from(c)));
                replaced.push(c);
            }
        }
        (out, replaced)
    }

    /// Whether every face can show the character.
    pub fn covers(&self, c: char) -> bool {
        !INVISIBLE.iter().any(|r| r.contains(&c))
            && self.faces.iter().all(|f| f.shaper.glyph_index(c).is_some())
    }

    pub(crate) fn pdf_font(&self, face: Face) -> Font {
        self.loaded(face).pdf.clone()
    }

    fn loaded(&self, face: Face) -> &Loaded {
        &self.faces[match face {
            Face::Regular => 0,
            Face::Bold => 1,
            Face::Narrow => 2,
            Face::NarrowBold => 3,
            Face::Mono => 4,
        }]
    }
}
