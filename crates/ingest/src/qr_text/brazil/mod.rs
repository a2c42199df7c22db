//! Brazil's *boletim de urna*: a station's result in one QR code or several.
//!
//! Source: Tribunal Superior Eleitoral, *QR Code no Boletim de Urna*, 2024. Each part is
//! `QRBU:i:N`, its format and key versions, data, and a SHA-512 hash over all data so far; the last part
//! adds an Ed25519 signature over the last hash. There is one key for each version, phase and state.

mod bulletin;
mod keys;
mod part;
mod set;

pub use bulletin::{Bulletin, BulletinError, CandidateVotes, Office, PartyVotes};
pub use keys::{BrazilKeys, KeyFor};
pub use part::{MAX_PARTS, Part, PartError};
pub use set::{BulletinSet, Chain, SetVerdict, assemble};

/// What every part starts with.
pub const TAG: &str = "QRBU:";
