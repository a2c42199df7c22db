//! What a centre keeps to itself, as a file.

use record::{Digest, ElectionId, Rule};
use zeroize::Zeroizing;

use super::{CentreKey, LinkSecret};
use crate::LinkError;

/// Largest secret file, applied before it is read.
pub const MAX_SECRET_BYTES: usize = 1_024;

const FIRST_LINE: &str = "cotejo-link-secret 1";

/// A centre's two secrets for one election. Whoever holds the file can make passes of every table and open what
/// is sealed, and still cannot sign a sheet.
#[derive(Clone, Debug)]
pub struct SecretFile {
    /// Of which tags and codes follow.
    pub secret: LinkSecret,
    /// To which sheets are sealed.
    pub centre: CentreKey,
}

impl SecretFile {
    /// Both secrets out of 64 random bytes.
    pub fn from_random(random: &[u8; 64], election: ElectionId) -> Self {
        let (mut master, mut seed) = (Zeroizing::new([0; 32]), Zeroizing::new([0; 32]));
        master.copy_from_slice(&random[..32]);
        seed.copy_from_slice(&random[32..]);
        Self { secret: LinkSecret::new(*master, election), centre: CentreKey::from_seed(&seed) }
    }

    /// The text of the file.
    pub fn to_text(&self) -> Zeroizing<String> {
        let master = Zeroizing::new(const_hex::encode(self.secret.master));
        let centre = Zeroizing::new(const_hex::encode(*self.centre.bytes()));
        Zeroizing::new(format!(
            "{FIRST_LINE}\nelection {}\nsecret {}\nkey {}\npublic {}\n",
            self.secret.election,
            *master,
            *centre,
            self.centre.public()
        ))
    }

    /// Reads the text of a secret file.
    ///
    /// # Errors
    /// T814 for anything but the one form that [`Self::to_text`] writes.
    pub fn parse(text: &str) -> Result<Self, LinkError> {
        let malformed = |what: &str| LinkError::new(Rule::LinkSecretMalformed, what);
        if text.len() > MAX_SECRET_BYTES {
            return Err(malformed("it is too large"));
        }
        let mut lines = text.lines();
        if lines.next() != Some(FIRST_LINE) {
            return Err(malformed("its first line is another"));
        }
        let mut field = |name: &str| -> Result<Digest, LinkError> {
            lines
                .next()
                .and_then(|line| line.strip_prefix(name)?.strip_prefix(' ')?.parse().ok())
                .ok_or_else(|| malformed(&format!("`{name}` is not in its place")))
        };
        let election = ElectionId(field("election")?);
        let secret = LinkSecret::new(field("secret")?.0, election);
        let centre = CentreKey::from_bytes(&field("key")?.0)?;
        let file = Self { secret, centre };
        if *file.to_text() == text {
            Ok(file)
        } else {
            Err(malformed("the public key is of another, or there is more than the five lines"))
        }
    }
}
