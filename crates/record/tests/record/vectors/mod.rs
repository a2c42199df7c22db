//! The public conformance vectors, as data: `examples/make_vectors.rs` writes them, `conformance.rs`
//! holds this implementation against them.
//!
//! What is expected of each case is written down by hand; only the letters of `flips.json`, one for each
//! of a thousand bits, are what the code answered. `vectors/verify.py` answers the same on its own.
#![allow(dead_code, unreachable_pub, reason = "shared by the tests and the vector generator")]

pub mod election;
pub mod keys;
pub mod pairs;
pub mod qr;
pub mod sheets;
pub mod spelling;
pub mod tampered;
pub mod torn;

use record::{Rule, SignatureVerdict, SignedSheet};
use serde::Serialize;

use crate::common::election::Small;

/// The seed of everything in the vectors.
pub const SEED: u64 = 20_261_004;

/// A file of vectors.
#[derive(Serialize)]
pub struct Vectors<Case> {
    /// Name and version of the format.
    pub format: &'static str,
    /// What the cases are about.
    pub about: &'static str,
    /// The cases.
    pub cases: Vec<Case>,
}

/// One sheet with what a verifier must say of it in the election of the vectors.
#[derive(Serialize)]
pub struct SheetCase {
    /// What it is.
    pub name: String,
    /// The signed bytes in hexadecimal.
    pub bytes: String,
    /// What to expect.
    pub expect: Expect,
}

/// What a verifier must say.
#[derive(Serialize, Default)]
pub struct Expect {
    /// `ok` or `refused`.
    pub decode: &'static str,
    /// The rule by which it is refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<Rule>,
    /// Verdict on the signature.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signature: Option<SignatureVerdict>,
    /// Every rule broken, in the order of codes, each once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rules: Option<Vec<Rule>>,
    /// SHA-256 of the signed bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    /// What the paper shows in groups.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security_code: Option<String>,
    /// Text of the QR code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub qr: Option<String>,
    /// The fields read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<sheets::Fields>,
}

impl Expect {
    /// Refused by a rule before anything is said of its content.
    pub fn refused(rule: Rule) -> Self {
        Self { decode: "refused", rule: Some(rule), ..Self::default() }
    }

    /// Read, with a verdict on the signature and the rules broken.
    pub fn read(signature: SignatureVerdict, rules: &[Rule]) -> Self {
        Self {
            decode: "ok",
            signature: Some(signature),
            rules: Some(rules.to_vec()),
            ..Self::default()
        }
    }
}

/// Every file of the vectors with its path below `vectors/`.
pub fn all() -> Vec<(String, Vec<u8>)> {
    let small = Small::new(SEED);
    let mut files = election::directory(&small);
    files.extend([
        file("keys.json", &keys::keys(&small)),
        file("weak-keys.json", &keys::weak(&small)),
        file("good.json", &sheets::good(&small)),
        file("bad.json", &sheets::bad(&small)),
        file("tampered.json", &tampered::cases(&small)),
        file("flips.json", &tampered::flips(&small)),
        file("spelling.json", &spelling::cases(&small)),
        file("duplicated.json", &pairs::cases(&small)),
        file("torn.json", &torn::cases(&small)),
        file("qr.json", &qr::texts(&small)),
        file("security-codes.json", &qr::security_codes(&small)),
        file("election-faults.json", &election::faults()),
    ]);
    files
}

fn file<Case: Serialize>(
    name: &str,
    (about, cases): &(&'static str, Vec<Case>),
) -> (String, Vec<u8>) {
    let vectors = Vectors { format: "cotejo-vectors-1", about, cases: cases.iter().collect() };
    let mut text = serde_json::to_string_pretty(&vectors).expect("vectors have a JSON form");
    text.push('\n');
    (name.to_owned(), text.into_bytes())
}

/// A case of a sheet.
fn case(name: impl Into<String>, bytes: &[u8], expect: Expect) -> SheetCase {
    SheetCase { name: name.into(), bytes: const_hex::encode(bytes), expect }
}

/// A sheet signed with the key of its table.
fn sign(small: &Small, sheet: &record::Sheet) -> SignedSheet {
    SignedSheet::sign(sheet, &small.election.id, &small.key(sheet.table)).expect("a sheet to sign")
}
