//! The witness's side of C2SP tlog-witness: whether to cosign a checkpoint. No sockets, no disk, no clock.
//!
//! Whoever runs this must store the new head durably, and only if the old one is still the stored one,
//! *before* giving out the cosignature.

use record::Rule;

use crate::LedgerError;
use crate::checkpoint::{Checkpoint, decimal};
use crate::hash::Hash;
use crate::note::{MAX_NOTE_BYTES, Note, NoteSignature, SigningName, VerifierKey};
use crate::proof::{MAX_PROOF, verify_consistency};
use crate::trust::Trust;

/// Largest request body.
pub const MAX_REQUEST_BYTES: usize = MAX_NOTE_BYTES + MAX_PROOF * 45 + 100;

/// A request for a cosignature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Size of the checkpoint that the log believes we cosigned last.
    pub old: u64,
    /// Proof that the tree grew out of that one.
    pub proof: Vec<Hash>,
    /// The checkpoint to cosign.
    pub checkpoint: Note,
}

/// The last checkpoint cosigned of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its size.
    pub size: u64,
    /// Its root.
    pub root: Hash,
}

/// Why a witness does not cosign; each has its HTTP status.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// 400: not a request, or one that makes no sense.
    #[error("{0}")]
    Malformed(LedgerError),
    /// 403: not signed by the log.
    #[error("{0}")]
    NotSigned(LedgerError),
    /// 404: a log that this witness does not follow.
    #[error("this witness does not follow the log `{0}`")]
    UnknownLog(String),
    /// 409: the last checkpoint cosigned has this size.
    #[error("the last checkpoint cosigned has {0} entries")]
    OtherHead(u64),
    /// 422: the log contradicts what it said before.
    #[error("{0}")]
    Inconsistent(LedgerError),
}

impl Refusal {
    /// The HTTP status that tlog-witness assigns.
    pub const fn status(&self) -> u16 {
        match self {
            Self::Malformed(_) => 400,
            Self::NotSigned(_) => 403,
            Self::UnknownLog(_) => 404,
            Self::OtherHead(_) => 409,
            Self::Inconsistent(_) => 422,
        }
    }
}

impl Request {
    /// Parses a request body.
    ///
    /// # Errors
    /// L418 with what is wrong.
    pub fn parse(body: &[u8]) -> Result<Self, LedgerError> {
        let wrong = |what: &str| LedgerError::new(Rule::NoteMalformed, what);
        if body.len() > MAX_REQUEST_BYTES {
            return Err(wrong("the request is too large"));
        }
        let text = std::str::from_utf8(body).map_err(|_| wrong("the request is not UTF-8"))?;
        let (head, note) = text.split_once("\n\n").ok_or_else(|| wrong("no empty line"))?;
        let mut lines = head.split('\n');
        let old = lines.next().and_then(|line| line.strip_prefix("old ")).and_then(decimal);
        let old = old.ok_or_else(|| wrong("no old size"))?;
        let proof: Vec<Hash> = lines
            .take(MAX_PROOF + 1)
            .map(|line| line.parse().map_err(|_| wrong("a proof line is not a hash")))
            .collect::<Result<_, _>>()?;
        if proof.len() > MAX_PROOF {
            return Err(wrong("more than 63 proof lines"));
        }
        Ok(Self { old, proof, checkpoint: Note::parse(note.as_bytes())? })
    }

    /// The body to send.
    pub fn to_body(&self) -> String {
        let proof: String = self.proof.iter().map(|hash| format!("{hash}\n")).collect();
        format!("old {}\n{proof}\n{}", self.old, self.checkpoint)
    }
}

/// The log a request is about, by the origin it names: before anything of it is believed.
pub fn origin(request: &Request) -> Result<String, Refusal> {
    Ok(Checkpoint::parse(&request.checkpoint.text).map_err(Refusal::Malformed)?.origin)
}

/// Decides on a request, given the log's key and the last head cosigned.
///
/// # Errors
/// A [`Refusal`].
pub fn decide(request: &Request, log: &VerifierKey, last: Option<Head>) -> Result<Head, Refusal> {
    let trust = Trust::in_log(log.clone());
    let verified = trust.verify(&request.checkpoint, None).map_err(|error| match error.rule {
        Rule::CheckpointMalformed => Refusal::Malformed(error),
        _ => Refusal::NotSigned(error),
    })?;
    let new = Head { size: verified.checkpoint.size, root: verified.checkpoint.root };
    if request.old > new.size {
        let detail = format!("old size {} above the checkpoint's {}", request.old, new.size);
        return Err(Refusal::Malformed(LedgerError::new(Rule::ProofInvalid, detail)));
    }
    let old = last.unwrap_or(Head { size: 0, root: Hash::of_nothing() });
    if request.old != old.size {
        return Err(Refusal::OtherHead(old.size));
    }
    if old.size == new.size && old.root != new.root && last.is_some() {
        // Two roots of one size, both signed: the request is itself the proof that the log forked.
        return Err(Refusal::OtherHead(old.size));
    }
    verify_consistency((old.size, &old.root), (new.size, &new.root), &request.proof)
        .map_err(Refusal::Inconsistent)?;
    Ok(new)
}

/// The cosignature of a checkpoint that was decided on and stored.
///
/// # Errors
/// L419 where it was not, and is no checkpoint.
pub fn cosign(
    request: &Request,
    key: &SigningName,
    time: u64,
) -> Result<NoteSignature, LedgerError> {
    key.cosign(&request.checkpoint.text, time)
}
