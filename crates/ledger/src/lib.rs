//! The public log of an election: every signed record in one Merkle tree that anybody can re-check.
//!
//! Formats are C2SP's, exactly: [tlog-tiles](https://c2sp.org/tlog-tiles),
//! [signed-note](https://c2sp.org/signed-note), [tlog-checkpoint](https://c2sp.org/tlog-checkpoint),
//! [tlog-cosignature](https://c2sp.org/tlog-cosignature) (Ed25519 and ML-DSA-44), [tlog-witness](https://c2sp.org/tlog-witness)
//! and [tlog-proof](https://c2sp.org/tlog-proof); hashing is RFC 6962.
//!
//! Reading order: [`hash`], [`tile`] and [`edge`] are the tree; [`note`], [`checkpoint`] and [`trust`] say
//! who stands behind a root; [`proof`] checks inclusion and consistency; [`reader`] reads a log that nobody
//! trusts; [`log`] writes one, and its commit protocol is the passage to read twice; [`fsck`] re-verifies
//! everything from bytes; [`witness`] is the other side; [`archive`] and [`milestones`] say when what was known. No clock and no randomness anywhere: times are
//! arguments. Only [`storage`] touches a disk.

pub mod archive;
pub mod checkpoint;
pub mod edge;
pub mod enrolled;
pub mod entry;
mod error;
pub mod fsck;
pub mod hash;
pub mod log;
pub mod milestones;
pub mod note;
pub mod proof;
pub mod reader;
pub mod receipt;
pub mod replay;
pub mod sequencer;
pub mod storage;
pub mod tile;
pub mod trust;
pub mod witness;

pub use checkpoint::Checkpoint;
pub use entry::Entry;
pub use error::LedgerError;
pub use hash::Hash;
pub use log::Log;
pub use note::{Note, SigningName, VerifierKey};
pub use receipt::Receipt;
pub use replay::Replay;
pub use sequencer::Sequencer;
pub use trust::Trust;
