//! Trust as an election file states it: the log's key, and its organisations as cosigners.

use data_encoding::HEXLOWER;
use ed25519_dalek::VerifyingKey;
use record::election::{Role, StationKey};
use record::{Election, Rule};

use crate::LedgerError;
use crate::note::{Algorithm, VerifierKey};
use crate::trust::{Cosigner, Trust};

/// The name under which an organisation cosigns a log.
pub fn cosigner_name(origin: &str, organisation: &str) -> String {
    format!("{origin}/{organisation}")
}

impl Trust {
    /// The trust that an election file states.
    ///
    /// # Errors
    /// E005 where it names no log, E007 for a key that is none.
    pub fn of_election(election: &Election) -> Result<Self, LedgerError> {
        let manifest = &election.manifest;
        let log = manifest.log.as_ref().ok_or_else(|| {
            LedgerError::new(Rule::ElectionUnknownReference, "`election.toml` has no `[log]`")
        })?;
        let (mut cosigners, mut post_quantum) = (Vec::new(), Vec::new());
        for one in &manifest.organisations {
            let name = cosigner_name(&log.origin, &one.id);
            let is_authority = one.role == Role::Authority;
            if let Some(hex) = &one.key {
                let key = VerifierKey::new(&name, Algorithm::CosignatureV1, key(hex, &one.id)?)?;
                cosigners.push(Cosigner { key, is_authority });
            }
            if let Some(hex) = &one.key_ml_dsa_44 {
                let bytes = HEXLOWER.decode(hex.as_bytes());
                let bytes = bytes.map_err(|_| LedgerError::new(Rule::WeakKey, &one.id))?;
                let key = VerifierKey::ml_dsa_44(&name, &bytes)?;
                post_quantum.push(Cosigner { key, is_authority });
            }
        }
        // Compact receipts count places among the Ed25519 keys, which therefore stand first.
        cosigners.append(&mut post_quantum);
        let policy = manifest.cosigners;
        Ok(Self {
            log: VerifierKey::new(&log.origin, Algorithm::Ed25519, key(&log.key, "log")?)?,
            cosigners,
            // Without a policy somebody besides the log has to have seen the checkpoint.
            at_least: policy.map_or(1, |policy| policy.at_least),
            not_authority: policy.map_or(0, |policy| policy.not_authority),
        })
    }
}

fn key(hex: &str, whose: &str) -> Result<VerifyingKey, LedgerError> {
    let wrong = || LedgerError::new(Rule::WeakKey, whose);
    let bytes = HEXLOWER.decode(hex.as_bytes()).map_err(|_| wrong())?;
    StationKey(bytes.try_into().map_err(|_| wrong())?).checked().ok_or_else(wrong)
}
