//! Whom one trusts: the log's key, and the quorum of cosigners.

use record::Rule;

use crate::LedgerError;
use crate::checkpoint::Checkpoint;
use crate::note::{Note, VerifierKey};

/// The keys of a log and of those who may cosign it, and how many must.
#[derive(Clone, Debug)]
pub struct Trust {
    /// The log's key; its name is the log's origin.
    pub log: VerifierKey,
    /// Who may cosign.
    pub cosigners: Vec<Cosigner>,
    /// How many must have, at least.
    pub at_least: u16,
    /// How many of these must not be of the authority.
    pub not_authority: u16,
}

/// Somebody who may cosign.
#[derive(Clone, Debug)]
pub struct Cosigner {
    /// The key.
    pub key: VerifierKey,
    /// Whether it is the authority's.
    pub is_authority: bool,
}

/// A checkpoint whose log signature verified, and who cosigned it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// What the log says.
    pub checkpoint: Checkpoint,
    /// Cosigners by name with the time they state, in the order of [`Trust::cosigners`].
    pub cosigned: Vec<(String, u64)>,
    /// Whether the quorum is reached.
    pub quorum: bool,
}

impl Verified {
    /// By when the quorum had cosigned, in seconds since 1970: the latest of its times. None without a quorum
    /// or where nobody is asked for.
    pub fn published(&self) -> Option<u64> {
        self.quorum.then(|| self.cosigned.iter().map(|(_, at)| *at).max()).flatten()
    }
}

impl Trust {
    /// Trust in a log alone, without a quorum.
    pub fn in_log(log: VerifierKey) -> Self {
        Self { log, cosigners: Vec::new(), at_least: 0, not_authority: 0 }
    }

    /// Verifies a signed checkpoint. Signatures of unknown keys are ignored; one of a known key that does
    /// not verify refuses the whole note.
    ///
    /// # Errors
    /// L419 where it is no checkpoint, L414 of another log, L413 not signed by it, L415 with a forged
    /// cosignature or one from after `now` (seconds since 1970, where known).
    pub fn verify(&self, note: &Note, now: Option<u64>) -> Result<Verified, LedgerError> {
        let checkpoint = Checkpoint::parse(&note.text)?;
        if checkpoint.origin != self.log.name() {
            let detail = format!("`{}`, expected `{}`", checkpoint.origin, self.log.name());
            return Err(LedgerError::new(Rule::WrongOrigin, detail));
        }
        let by_log: Vec<_> = note.signatures.iter().filter(|one| self.log.is_of(one)).collect();
        if by_log.is_empty() || by_log.iter().any(|one| self.log.verify(&note.text, one).is_none())
        {
            let detail = format!("{} at {} entries", checkpoint.origin, checkpoint.size);
            return Err(LedgerError::new(Rule::CheckpointUnsigned, detail));
        }
        let mut cosigned: Vec<(String, u64)> = Vec::new();
        let mut not_authority = 0;
        for cosigner in &self.cosigners {
            let Some(time) = cosigned_at(&cosigner.key, note, now)? else { continue };
            // Two keys of one organisation are one cosigner.
            match cosigned.iter_mut().find(|(name, _)| name == cosigner.key.name()) {
                Some((_, latest)) => *latest = time.max(*latest),
                None => {
                    cosigned.push((cosigner.key.name().to_owned(), time));
                    not_authority += u16::from(!cosigner.is_authority);
                }
            }
        }
        let quorum =
            cosigned.len() >= usize::from(self.at_least) && not_authority >= self.not_authority;
        Ok(Verified { checkpoint, cosigned, quorum })
    }

    /// The same, refused unless the quorum is reached.
    ///
    /// # Errors
    /// Those of [`Self::verify`], and L416.
    pub fn verify_quorum(&self, note: &Note, now: Option<u64>) -> Result<Verified, LedgerError> {
        let verified = self.verify(note, now)?;
        if verified.quorum {
            return Ok(verified);
        }
        let detail = format!(
            "{} of at least {} cosigned, of which at least {} not of the authority",
            verified.cosigned.len(),
            self.at_least,
            self.not_authority
        );
        Err(LedgerError::new(Rule::QuorumMissing, detail))
    }
}

/// The latest time at which a key cosigned a note.
fn cosigned_at(
    key: &VerifierKey,
    note: &Note,
    now: Option<u64>,
) -> Result<Option<u64>, LedgerError> {
    let mut latest = None;
    for signature in note.signatures.iter().filter(|one| key.is_of(one)) {
        let refused = |why: &str| {
            LedgerError::new(Rule::CosignatureInvalid, format!("{}: {why}", key.name()))
        };
        let time = key
            .verify(&note.text, signature)
            .flatten()
            .ok_or_else(|| refused("it does not verify"))?;
        if now.is_some_and(|now| time > now + CLOCK_SKEW) {
            return Err(refused("it is from the future"));
        }
        latest = latest.max(Some(time));
    }
    Ok(latest)
}

/// Seconds by which two honest clocks may differ.
pub const CLOCK_SKEW: u64 = 300;
