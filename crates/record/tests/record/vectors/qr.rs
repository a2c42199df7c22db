//! QR texts and security codes, as printed and as damaged.

use record::sheet::{MAX_QR_CHARS, QR_TAG, to_qr_text};
use record::{Digest, Rule};
use serde::Serialize;

use super::sheets::first;
use crate::common::election::Small;

/// A text and what must be read from it.
#[derive(Serialize)]
pub struct TextCase {
    name: &'static str,
    text: String,
    decode: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<Rule>,
    /// The signed bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<String>,
}

/// QR texts.
pub fn texts(small: &Small) -> (&'static str, Vec<TextCase>) {
    let signed = first(small);
    let text = to_qr_text(&signed).expect("a sheet that fits a QR code");
    let body = &text[QR_TAG.len()..];
    let refused = |name, text: String, rule| TextCase {
        name,
        text,
        decode: "refused",
        rule: Some(rule),
        bytes: None,
    };
    let cases = vec![
        TextCase {
            name: "as printed",
            text: text.clone(),
            decode: "ok",
            rule: None,
            bytes: Some(const_hex::encode(signed.bytes())),
        },
        refused("no tag", body.to_owned(), Rule::CodeNotASheet),
        refused("another version's tag", format!("CTJ2:{body}"), Rule::CodeNotASheet),
        refused("another format's tag", format!("HC1:{body}"), Rule::CodeNotASheet),
        refused("lower case", text.to_lowercase(), Rule::CodeNotASheet),
        refused("a space before", format!(" {text}"), Rule::CodeNotASheet),
        refused("a space behind", format!("{text} "), Rule::SheetMalformed),
        refused("a line end behind", format!("{text}\n"), Rule::SheetMalformed),
        refused("twice", format!("{text}{text}"), Rule::SheetMalformed),
        refused(
            "lower case behind the tag",
            format!("{QR_TAG}{}", body.to_lowercase()),
            Rule::SheetMalformed,
        ),
        refused(
            "three characters above two bytes",
            format!("{QR_TAG}:::{}", &body[3..]),
            Rule::SheetMalformed,
        ),
        refused(
            "the last byte spelt above one byte",
            format!("{QR_TAG}{}", respell(signed.bytes())),
            Rule::SheetMalformed,
        ),
        refused("the tag alone", QR_TAG.to_owned(), Rule::SheetMalformed),
        refused("nothing", String::new(), Rule::CodeNotASheet),
        refused(
            "longer than any code",
            format!("{QR_TAG}{}", "0".repeat(MAX_QR_CHARS)),
            Rule::SheetTooLarge,
        ),
    ];
    ("QR texts. The text is taken exactly as the code gives it; nothing is trimmed.", cases)
}

/// The bytes cut to an odd number, the last of which is written 256 too high.
pub fn respell(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 45] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    let odd = bytes.len() - (bytes.len() + 1) % 2;
    let mut text = base45::encode(&bytes[..odd - 1]);
    let value = usize::from(bytes[odd - 1]) + 256;
    text.push(char::from(ALPHABET[value % 45]));
    text.push(char::from(ALPHABET[value / 45]));
    text
}

/// What somebody typed, and the code it must be taken for.
#[derive(Serialize)]
pub struct CodeCase {
    name: &'static str,
    digest: String,
    typed: String,
    decode: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
}

/// Security codes.
pub fn security_codes(small: &Small) -> (&'static str, Vec<CodeCase>) {
    // A digest whose code has both digits that people write as letters.
    let (digest, code) = (0_u64..)
        .map(|no| Digest::of(format!("cotejo security code {} {no}", small.seed).as_bytes()))
        .map(|digest| (digest, record::sheet::SecurityCode::of(&digest).to_string()))
        .find(|(_, code)| code[..19].contains('0') && code[..19].contains('1'))
        .expect("one in a few digests");
    let taken = |name, typed: String| CodeCase {
        name,
        digest: digest.to_string(),
        typed,
        decode: "ok",
        code: Some(code.clone()),
    };
    let refused = |name, typed: String| CodeCase {
        name,
        digest: digest.to_string(),
        typed,
        decode: "refused",
        code: None,
    };
    let mut swapped = code.clone().into_bytes();
    let at = (0..18).find(|at| {
        swapped[*at] != swapped[at + 1] && swapped[*at] != b'-' && swapped[at + 1] != b'-'
    });
    let at = at.expect("two different neighbours");
    swapped.swap(at, at + 1);
    let cases = vec![
        taken("as printed", code.clone()),
        taken("lower case", code.to_lowercase()),
        taken("no dashes", code.replace('-', "")),
        taken("spaces", code.replace('-', " ")),
        taken("letter O for zero", code.replace('0', "O")),
        taken("letter I for one", code.replace('1', "I")),
        taken("letter l for one", code.replace('1', "l")),
        refused("two neighbours exchanged", String::from_utf8(swapped).expect("ASCII")),
        refused("last character missing", code[..code.len() - 1].to_owned()),
        refused("a character too many", format!("{code}0")),
        refused("letter U", code.replace('0', "U")),
        refused("a wide character", code.replace('0', "é")),
        refused("nothing", String::new()),
    ];
    ("What people type for the security code of a sheet with this digest.", cases)
}
