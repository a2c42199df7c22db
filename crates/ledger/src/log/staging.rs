//! The staged file of one batch: every file it makes, in one CBOR array of path and bytes in turn.

use data_encoding::HEXLOWER;
use minicbor::{Decoder, Encoder};
use record::Rule;

use crate::LedgerError;
use crate::checkpoint::Checkpoint;

/// Where staged files lie.
pub const FOLDER: &str = "staging";

/// Where the staged file of a checkpoint lies. The root is in the name, so that two attempts at the same
/// size never share a file.
pub fn path(checkpoint: &Checkpoint) -> String {
    format!("{FOLDER}/{}-{}", checkpoint.size, HEXLOWER.encode(&checkpoint.root.0))
}

/// The size of the log that a staged file makes, by its path.
pub fn size(path: &str) -> Option<u64> {
    path.strip_prefix(FOLDER)?.strip_prefix('/')?.split_once('-')?.0.parse().ok()
}

/// The bytes of a staged file.
pub fn encode(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut encoder = Encoder::new(Vec::new());
    let never = "memory takes every byte";
    encoder.array(files.len() as u64 * 2).expect(never);
    for (path, bytes) in files {
        encoder.str(path).expect(never).bytes(bytes).expect(never);
    }
    encoder.into_writer()
}

/// The files in a staged file.
pub fn decode(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, LedgerError> {
    read(bytes)
        .map_err(|error| LedgerError::new(Rule::LogStorageFailed, format!("staged file: {error}")))
}

fn read(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, minicbor::decode::Error> {
    let mut decoder = Decoder::new(bytes);
    let files = decoder.array()?.ok_or_else(|| minicbor::decode::Error::message("no length"))? / 2;
    (0..files).map(|_| Ok((decoder.str()?.to_owned(), decoder.bytes()?.to_vec()))).collect()
}
