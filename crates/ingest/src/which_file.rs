//! What a file looks like, from its first bytes: for messages when another file was meant.

use std::fmt;

use crate::input::{Input, settle_encoding};
use crate::map::{Encoding, detect};
use crate::qr_text::{Format, Recognised, recognise};

/// How much of a file is looked at.
const HEAD_BYTES: usize = 64 << 10;

/// What a file looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Looks {
    /// Announced totals for `cotejo import`.
    Announcements,
    /// Bytes of no kind known here.
    Binary,
    /// NIST SP 1500-103.
    CastVoteRecord,
    /// Part of a stored collection.
    Collection,
    /// CSV with this header.
    Csv(String),
    /// CSV for this shipped map.
    CsvOf(&'static str),
    /// A file of an election directory.
    ElectionFile(&'static str),
    /// No bytes at all.
    Empty,
    /// Compressed with gzip.
    Gzip,
    /// A JPEG, PNG or TIFF image.
    Image(&'static str),
    /// JSON of another kind.
    Json,
    /// A map file.
    Map,
    /// NIST SP 1500-100 in JSON.
    NistResults,
    /// A PDF document.
    Pdf,
    /// QR texts of this format.
    QrTexts(Format),
    /// Text of no kind known here.
    Text,
    /// UTF-16 text.
    Utf16,
    /// XML of another kind, or NIST results as XML, which is not read here.
    Xml(&'static str),
    /// A zip archive, as spreadsheets are.
    Zip,
}

/// Says what a file looks like.
pub fn which_file(bytes: &[u8]) -> Looks {
    if bytes.starts_with(&[0x1f, 0x8b]) {
        return match Input::new("", bytes).content() {
            Ok(content) if !content.starts_with(&[0x1f, 0x8b]) => which_file(&content),
            _ => Looks::Gzip,
        };
    }
    let head = &bytes[..bytes.len().min(HEAD_BYTES)];
    if let Some(looks) = by_first_bytes(head) {
        return looks;
    }
    if head.contains(&0) {
        return Looks::Binary;
    }
    let Ok((text, encoding)) = settle_encoding(head, Encoding::Auto) else { return Looks::Binary };
    let text = encoding.decode(text);
    let start = text.trim_start();
    match start.bytes().next() {
        None => Looks::Empty,
        // A TOML table header starts as JSON does.
        Some(b'[') if start.starts_with("[[") && toml(start).is_some() => lines(start, bytes),
        Some(b'{' | b'[') => json(start),
        Some(b'<') => xml(start),
        Some(_) => lines(start, bytes),
    }
}

impl fmt::Display for Looks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Announcements => f.write_str("a file of announced totals"),
            Self::Binary => f.write_str("a binary file of no kind known here"),
            Self::CastVoteRecord => f.write_str("a cast-vote record (NIST SP 1500-103)"),
            Self::Collection => f.write_str("a file of a stored collection: give its folder"),
            Self::Csv(header) => write!(f, "a CSV file with the header `{header}`"),
            Self::CsvOf(map) => write!(f, "a CSV file for the map `{map}`"),
            Self::ElectionFile(name) => write!(f, "`{name}` of an election directory"),
            Self::Empty => f.write_str("an empty file"),
            Self::Gzip => f.write_str("a damaged gzip file"),
            Self::Image(kind) => write!(f, "a {kind} image: `cotejo scan` reads those"),
            Self::Json => f.write_str("a JSON file of no kind known here"),
            Self::Map => f.write_str("a map file: give it with --map"),
            Self::NistResults => f.write_str("election results in NIST SP 1500-100 JSON"),
            Self::Pdf => f.write_str("a PDF document: `cotejo scan` reads those"),
            Self::QrTexts(format) => write!(f, "QR texts ({})", format.word()),
            Self::Text => f.write_str("a text of no kind known here"),
            Self::Utf16 => f.write_str("a UTF-16 text: save it as UTF-8"),
            Self::Xml(kind) => write!(f, "{kind}"),
            Self::Zip => f.write_str("a zip archive or a spreadsheet: save the sheet as CSV"),
        }
    }
}

fn by_first_bytes(head: &[u8]) -> Option<Looks> {
    let kinds: [(&[u8], Looks); 9] = [
        (b"\xff\xd8\xff", Looks::Image("JPEG")),
        (b"\x89PNG\r\n\x1a\n", Looks::Image("PNG")),
        (b"II*\0", Looks::Image("TIFF")),
        (b"MM\0*", Looks::Image("TIFF")),
        (b"%PDF-", Looks::Pdf),
        (b"PK\x03\x04", Looks::Zip),
        (b"\xff\xfe", Looks::Utf16),
        (b"\xfe\xff", Looks::Utf16),
        (b"\xd0\xcf\x11\xe0", Looks::Zip),
    ];
    kinds.into_iter().find(|(magic, _)| head.starts_with(magic)).map(|(_, looks)| looks)
}

fn json(text: &str) -> Looks {
    if text.contains("\"CVR.") || text.contains("\"CVR\"") {
        Looks::CastVoteRecord
    } else if text.contains("\"ElectionResults.") {
        Looks::NistResults
    } else if text.contains("\"payload\"") || text.contains("\"qr\"") {
        Looks::QrTexts(Format::Other)
    } else {
        Looks::Json
    }
}

fn xml(text: &str) -> Looks {
    if text.contains("<CastVoteRecordReport") {
        Looks::CastVoteRecord
    } else if text.contains("<ElectionReport") {
        Looks::Xml("election results in NIST XML: give the JSON form")
    } else if text.to_ascii_lowercase().contains("<html") {
        Looks::Xml("a web page: save the file it links to")
    } else {
        Looks::Xml("an XML file of no kind known here")
    }
}

fn lines(text: &str, bytes: &[u8]) -> Looks {
    let first = text.lines().next().unwrap_or_default().trim_end();
    let files = [
        ("area,name,address,latitude,longitude", Looks::ElectionFile("areas.csv")),
        ("contest,candidate,name,colour", Looks::ElectionFile("candidates.csv")),
        ("contest,list,code,candidate", Looks::ElectionFile("lists.csv")),
        ("table,area,electors,key", Looks::ElectionFile("tables.csv")),
        ("table,contest,grade,signature,serial,replaces,standing", Looks::Collection),
        ("id,by,at,reference,contest,area", Looks::Announcements),
    ];
    if let Some((_, looks)) = files.into_iter().find(|(header, _)| first.starts_with(header)) {
        return looks;
    }
    match recognise(first, None) {
        Recognised::Brazil(_) => return Looks::QrTexts(Format::BrazilBu),
        Recognised::Cotejo(_) => return Looks::QrTexts(Format::Cotejo),
        Recognised::Malformed(format, _) => return Looks::QrTexts(format),
        Recognised::Venezuela2024(_) => return Looks::QrTexts(Format::Venezuela2024),
        Recognised::Other => {}
    }
    if let Some(map) = detect(bytes) {
        return Looks::CsvOf(map.name.as_str());
    }
    if let Some(looks) = toml(text) {
        return looks;
    }
    if first.contains([',', ';', '\t']) {
        return Looks::Csv(first.chars().take(80).collect());
    }
    Looks::Text
}

fn toml(text: &str) -> Option<Looks> {
    let has = |start: &str| text.lines().any(|line| line.starts_with(start));
    if has("[[announcement]]") {
        Some(Looks::Announcements)
    } else if has("copies_sha256") {
        Some(Looks::Collection)
    } else if has("[[contests]]") && has("levels") {
        Some(Looks::ElectionFile("election.toml"))
    } else if has("format") && has("table") {
        Some(Looks::Map)
    } else {
        None
    }
}
