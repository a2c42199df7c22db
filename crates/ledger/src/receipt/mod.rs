//! Receipts: a record's inclusion proof under a signed checkpoint (C2SP tlog-proof).

mod compact;

use std::fmt;

use data_encoding::BASE64;
use record::Rule;

use crate::LedgerError;
use crate::checkpoint::decimal;
use crate::hash::{Hash, from_base64};
use crate::note::{MAX_NOTE_BYTES, Note};
use crate::proof::{MAX_PROOF, verify_inclusion};
use crate::trust::{Trust, Verified};

pub use compact::{MAX_COMPACT_BYTES, MAX_COSIGNATURES};

const HEADER: &str = "c2sp.org/tlog-proof@v1";
/// Most bytes of extra data: a whole entry may travel with its proof.
const MAX_EXTRA: usize = crate::tile::MAX_ENTRY_BYTES;
/// Largest receipt read.
pub const MAX_RECEIPT_BYTES: usize = MAX_NOTE_BYTES + MAX_EXTRA / 3 * 4 + MAX_PROOF * 45 + 200;

/// Proof that an entry is in a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Data for whoever reads it; the entry itself, in ours. Proves nothing by being here.
    pub extra: Option<Vec<u8>>,
    /// Place of the entry.
    pub index: u64,
    /// Hashes from the entry's sibling up.
    pub path: Vec<Hash>,
    /// The checkpoint, as signed.
    pub checkpoint: Note,
}

impl Receipt {
    /// Parses a receipt.
    ///
    /// # Errors
    /// L420 with what is wrong, L418 for its checkpoint.
    pub fn parse(bytes: &[u8]) -> Result<Self, LedgerError> {
        let wrong = |what: &str| LedgerError::new(Rule::ReceiptMalformed, what);
        if bytes.len() > MAX_RECEIPT_BYTES {
            return Err(wrong("it is too large"));
        }
        let text = std::str::from_utf8(bytes).map_err(|_| wrong("it is not UTF-8"))?;
        let (head, note) = text.split_once("\n\n").ok_or_else(|| wrong("it is cut"))?;
        let mut lines = head.split('\n').peekable();
        if lines.next() != Some(HEADER) {
            return Err(wrong("it does not start with `c2sp.org/tlog-proof@v1`"));
        }
        let extra = match lines.peek().and_then(|line| line.strip_prefix("extra ")) {
            Some(encoded) => {
                let extra = from_base64(encoded).ok_or_else(|| wrong("its extra data"))?;
                lines.next();
                Some(extra)
            }
            None => None,
        };
        let index = lines.next().and_then(|line| line.strip_prefix("index "));
        let index = index.and_then(decimal).ok_or_else(|| wrong("it has no index"))?;
        let path: Vec<Hash> = lines
            .take(MAX_PROOF + 1)
            .map(|line| line.parse().map_err(|_| wrong("a line of its proof is not a hash")))
            .collect::<Result<_, _>>()?;
        if path.len() > MAX_PROOF {
            return Err(wrong("its proof is too long"));
        }
        Ok(Self { extra, index, path, checkpoint: Note::parse(note.as_bytes())? })
    }

    /// Verifies that an entry is where this says, in the log that is trusted.
    ///
    /// # Errors
    /// L413 to L417. Whether the quorum is reached is in the answer.
    pub fn verify(
        &self,
        entry: &[u8],
        trust: &Trust,
        now: Option<u64>,
    ) -> Result<Verified, LedgerError> {
        let verified = trust.verify(&self.checkpoint, now)?;
        let (size, root) = (verified.checkpoint.size, &verified.checkpoint.root);
        verify_inclusion(Hash::leaf(entry), self.index, size, &self.path, root)?;
        Ok(verified)
    }
}

impl fmt::Display for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}")?;
        if let Some(extra) = &self.extra {
            writeln!(f, "extra {}", BASE64.encode(extra))?;
        }
        writeln!(f, "index {}", self.index)?;
        self.path.iter().try_for_each(|hash| writeln!(f, "{hash}"))?;
        write!(f, "\n{}", self.checkpoint)
    }
}
