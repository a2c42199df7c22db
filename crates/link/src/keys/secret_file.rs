//! What a centre keeps to itself, as a file.

use record::{Digest, ElectionId, Rule};
use zeroize::Zeroizing;

use super::{CentreKey, LinkSecret};
use crate::LinkError;

/// Largest secret file, applied before it is read.
pub const MAX_SECRET_BYTES: usize = 1_024;

const FIRST_LINE: &str = "cotejo-link-secret 1";

/// A centre's two secrets. Whoever holds the file can make passes of every table and open what is sealed, and still
/// cannot sign a sheet.
///
/// It is made before the election file, which names the public key, and so before there is an election id.
#[derive(Clone)]
pub struct SecretFile {
    master: Zeroizing<[u8; 32]>,
    /// To which sheets are sealed.
    pub centre: CentreKey,
}

impl SecretFile {
    /// Both secrets out of 64 random bytes.
    pub fn from_random(random: &[u8; 64]) -> Self {
        let (mut master, mut seed) = (Zeroizing::new([0; 32]), Zeroizing::new([0; 32]));
        master.copy_from_slice(&random[..32]);
        seed.copy_from_slice(&random[32..]);
        Self { master, centre: CentreKey::from_seed(&seed) }
    }

    /// The secret of which tags and codes of one election follow.
    pub fn secret(&self, election: ElectionId) -> LinkSecret {
        LinkSecret::new(*self.master, election)
    }

    /// The text of the file.
    pub fn to_text(&self) -> Zeroizing<String> {
        let master = Zeroizing::new(const_hex::encode(*self.master));
        let centre = Zeroizing::new(const_hex::encode(*self.centre.bytes()));
        Zeroizing::new(format!(
            "{FIRST_LINE}\nsecret {}\nkey {}\npublic {}\n",
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
        let mut field = |name: &str| -> Result<Zeroizing<[u8; 32]>, LinkError> {
            let digest = lines.next().and_then(|line| {
                line.strip_prefix(name)?.strip_prefix(' ')?.parse::<Digest>().ok()
            });
            let digest =
                digest.ok_or_else(|| malformed(&format!("`{name}` is not in its place")))?;
            Ok(Zeroizing::new(digest.0))
        };
        let master = field("secret")?;
        let centre = CentreKey::from_bytes(&*field("key")?)?;
        let file = Self { master, centre };
        if *file.to_text() == text {
            Ok(file)
        } else {
            Err(malformed("the public key is of another, or there is more than the four lines"))
        }
    }
}

impl std::fmt::Debug for SecretFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SecretFile").field("centre", &self.centre).finish_non_exhaustive()
    }
}
