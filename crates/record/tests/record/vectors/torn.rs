//! Records that end too early.

use record::Rule;
use record::sheet::{QR_TAG, to_qr_text};
use serde::Serialize;

use super::sheets::first;
use crate::common::election::Small;

/// One record, and the rule that refuses it when cut to each length.
#[derive(Serialize)]
pub struct TornCase {
    name: &'static str,
    /// `bytes` in hexadecimal or `text` of a QR code.
    kind: &'static str,
    whole: String,
    cuts: Vec<Cut>,
}

/// Lengths, from and up to, and what refuses them.
#[derive(Serialize)]
pub struct Cut {
    from: usize,
    to: usize,
    rule: Rule,
}

/// A sheet and its QR text, cut everywhere.
pub fn cases(small: &Small) -> (&'static str, Vec<TornCase>) {
    let signed = first(small);
    let text = to_qr_text(&signed).expect("a sheet that fits a QR code");
    let tag = QR_TAG.len();
    let bytes = vec![Cut { from: 0, to: signed.bytes().len() - 1, rule: Rule::SheetMalformed }];
    let chars = vec![
        Cut { from: 0, to: tag - 1, rule: Rule::CodeNotASheet },
        Cut { from: tag, to: text.len() - 1, rule: Rule::SheetMalformed },
    ];
    let whole = const_hex::encode(signed.bytes());
    let cases = vec![
        TornCase { name: "a sheet", kind: "bytes", whole, cuts: bytes },
        TornCase { name: "a QR text", kind: "text", whole: text, cuts: chars },
    ];
    (
        "Cut to any length from `from` to `to` bytes or characters, both included, the record is refused by `rule`.",
        cases,
    )
}
