//! The public conformance vectors of the log, as data: `examples/make_log_vectors.rs` writes them,
//! `conformance` holds this implementation against them.
//!
//! What is expected of each case is written down by hand. `vectors/verify.py` and the JavaScript verifier
//! answer the same on their own.
#![allow(dead_code, unreachable_pub, reason = "shared by the test and the vector generator")]
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "as in tests; cases take texts and what has a text alike"
)]

pub mod checkpoints;
pub mod equivocations;
pub mod receipts;
pub mod sheets;
pub mod small;
pub mod statements;
pub mod world;

use serde::Serialize;

use world::World;

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

/// What a verifier must say of a checkpoint or of a receipt.
#[derive(Serialize, Default, Clone)]
pub struct Expect {
    /// `valid` or `refused`.
    pub verdict: &'static str,
    /// The rule by which it is refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<&'static str>,
    /// Entries under the checkpoint.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// Root, in base64.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub root: Option<String>,
    /// Ids of the organisations whose cosignatures count, in the order of the election file, with the time
    /// each states.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cosigned: Option<Vec<(String, u64)>>,
    /// Whether they reach the quorum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quorum: Option<bool>,
}

impl Expect {
    /// Refused by a rule.
    pub fn refused(rule: &'static str) -> Self {
        Self { verdict: "refused", rule: Some(rule), ..Self::default() }
    }

    /// Verified.
    pub fn valid(checkpoint: &ledger::Checkpoint, cosigned: &[(&str, u64)], quorum: bool) -> Self {
        Self {
            verdict: "valid",
            size: Some(checkpoint.size),
            root: Some(checkpoint.root.to_string()),
            cosigned: Some(cosigned.iter().map(|(id, at)| ((*id).to_owned(), *at)).collect()),
            quorum: Some(quorum),
            ..Self::default()
        }
    }
}

/// Every file of the vectors with its path below `vectors/log/`.
pub fn all() -> Vec<(String, Vec<u8>)> {
    let world = World::new();
    let log = small::Log::new(&world);
    let mut files = world.directory();
    files.extend(log.files());
    files.extend([
        file("keys.json", &world.keys()),
        file("checkpoints.json", &checkpoints::cases(&world)),
        file("receipts.json", &receipts::cases(&world, &log)),
        file("statements.json", &statements::cases(&world)),
        file("sheets.json", &sheets::cases(&world)),
        file("equivocations.json", &equivocations::cases(&world)),
        file("small.json", &small::cases(&world, &log)),
    ]);
    files
}

/// Bytes in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(bytes)
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
