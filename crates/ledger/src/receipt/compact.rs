//! A receipt in few bytes, for a datagram: what its reader knows already is left out. The log's name and the
//! keys are in the election file, the record is the reader's own, and the root follows from record and path.

use record::Rule;

use crate::LedgerError;
use crate::checkpoint::Checkpoint;
use crate::hash::{HASH_BYTES, Hash};
use crate::note::{Note, NoteSignature, VerifierKey};
use crate::proof::{MAX_PROOF, root_of_inclusion};
use crate::trust::Trust;

use super::Receipt;

/// How a compact receipt starts: no text and no CBOR of ours does.
const VERSION: u8 = 0xC1;
const ED25519_BYTES: usize = 64;
/// A time and a signature, behind the cosigner's place in [`Trust::cosigners`].
const COSIGNATURE_BYTES: usize = 8 + ED25519_BYTES;
/// Most cosignatures carried: with them a receipt of a log of a million entries still fits a datagram.
pub const MAX_COSIGNATURES: usize = 5;
/// Largest compact receipt.
pub const MAX_COMPACT_BYTES: usize =
    18 + MAX_PROOF * HASH_BYTES + ED25519_BYTES + 1 + MAX_COSIGNATURES * (2 + COSIGNATURE_BYTES);

impl Receipt {
    /// The receipt in few bytes, with as many Ed25519 cosignatures as fit: 563 bytes without any in a log of 30,000
    /// entries. None where the log's own signature is not there.
    pub fn to_compact(&self, trust: &Trust) -> Option<Vec<u8>> {
        let checkpoint = Checkpoint::parse(&self.checkpoint.text).ok()?;
        let signatures = &self.checkpoint.signatures;
        let of = |key: &VerifierKey, bytes: usize| {
            signatures.iter().find(|one| key.is_of(one) && one.bytes.len() == bytes)
        };
        let mut out = vec![VERSION];
        out.extend(self.index.to_be_bytes());
        out.extend(checkpoint.size.to_be_bytes());
        out.push(u8::try_from(self.path.len()).ok().filter(|len| usize::from(*len) <= MAX_PROOF)?);
        self.path.iter().for_each(|hash| out.extend(hash.0));
        out.extend(&of(&trust.log, ED25519_BYTES)?.bytes);
        let cosigned: Vec<_> = (0_u16..)
            .zip(&trust.cosigners)
            .filter_map(|(place, one)| Some((place, of(&one.key, COSIGNATURE_BYTES)?)))
            .take(MAX_COSIGNATURES)
            .collect();
        out.push(u8::try_from(cosigned.len()).ok()?);
        for (place, signature) in cosigned {
            out.extend(place.to_be_bytes());
            out.extend(&signature.bytes);
        }
        Some(out)
    }

    /// Whether bytes are meant to be a compact receipt.
    pub fn is_compact(bytes: &[u8]) -> bool {
        bytes.first() == Some(&VERSION)
    }

    /// Reads a compact receipt of an entry. Nothing is verified: a root that nobody signed comes out of any
    /// other entry or path, and [`Receipt::verify`] refuses it.
    ///
    /// # Errors
    /// L420 with what is wrong, L417 where the path cannot be one.
    pub fn from_compact(bytes: &[u8], entry: &[u8], trust: &Trust) -> Result<Self, LedgerError> {
        let mut rest = bytes;
        if take::<1>(&mut rest)? != [VERSION] {
            return Err(wrong("it is no compact receipt"));
        }
        let index = u64::from_be_bytes(take(&mut rest)?);
        let size = u64::from_be_bytes(take(&mut rest)?);
        let [len] = take(&mut rest)?;
        if usize::from(len) > MAX_PROOF {
            return Err(wrong("its proof is too long"));
        }
        let path: Vec<_> = (0..len).map(|_| take(&mut rest).map(Hash)).collect::<Result<_, _>>()?;
        let mut signatures =
            vec![signature(&trust.log, take::<ED25519_BYTES>(&mut rest)?.to_vec())];
        let [count] = take(&mut rest)?;
        if usize::from(count) > MAX_COSIGNATURES {
            return Err(wrong("it has more than 5 cosignatures"));
        }
        let mut last = None;
        for _ in 0..count {
            let place = u16::from_be_bytes(take(&mut rest)?);
            if last.replace(place).is_some_and(|last| last >= place) {
                return Err(wrong("its cosigners are not in order"));
            }
            let cosigner = trust.cosigners.get(usize::from(place));
            let cosigner = cosigner.ok_or_else(|| wrong("a cosigner that nobody knows"))?;
            let bytes = take::<COSIGNATURE_BYTES>(&mut rest)?.to_vec();
            signatures.push(signature(&cosigner.key, bytes));
        }
        if !rest.is_empty() {
            return Err(wrong("there are bytes behind it"));
        }
        let root = root_of_inclusion(Hash::leaf(entry), index, size, &path)?;
        let text = Checkpoint { origin: trust.log.name().to_owned(), size, root }.to_string();
        Ok(Self { extra: Some(entry.to_vec()), index, path, checkpoint: Note { text, signatures } })
    }
}

fn take<const N: usize>(rest: &mut &[u8]) -> Result<[u8; N], LedgerError> {
    let (taken, after) = rest.split_first_chunk::<N>().ok_or_else(|| wrong("it is cut"))?;
    *rest = after;
    Ok(*taken)
}

fn signature(key: &VerifierKey, bytes: Vec<u8>) -> NoteSignature {
    NoteSignature { name: key.name().to_owned(), key_id: key.key_id(), bytes }
}

fn wrong(what: &str) -> LedgerError {
    LedgerError::new(Rule::ReceiptMalformed, what)
}
