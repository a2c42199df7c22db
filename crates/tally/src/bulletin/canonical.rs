use record::Digest;

use super::document::{Bulletin, Claim, FORMAT};

/// Largest text of a bulletin, applied before it is parsed: room for a million tables.
pub const MAX_BULLETIN_BYTES: usize = 1 << 30;

/// Why bytes are not a bulletin.
#[derive(Debug, thiserror::Error)]
pub enum ParseError {
    /// Beyond the bound.
    #[error(
        "{bytes} bytes, more than the {MAX_BULLETIN_BYTES} of any bulletin; this is another file"
    )]
    TooLarge {
        /// How many there are.
        bytes: usize,
    },
    /// Not the fields of a bulletin.
    #[error("not a bulletin: {0}; fetch it again from where it was published")]
    Malformed(#[from] serde_json::Error),
    /// Another version.
    #[error("format {0} is not known here, this is {FORMAT}; use a newer version of this program")]
    Format(u32),
    /// The fields of a bulletin, spelt in another way than the one canonical way.
    #[error(
        "not in canonical form: byte {at} differs from how its own content is written; its digest is of \
         other bytes, so fetch the original file"
    )]
    NotCanonical {
        /// Offset of the first byte that differs.
        at: usize,
    },
    /// It claims what its own figures do not carry.
    #[error(
        "the claim {0:?} is not carried by the figures beside it; do not rely on this bulletin"
    )]
    ClaimNotCarried(Claim),
}

impl Bulletin {
    /// The one text of the bulletin: JSON without blanks, fields in the order of the types, maps in the
    /// order of their keys' bytes, whole numbers only, a line end at the end.
    ///
    /// # Panics
    /// Never: every bulletin has a JSON form.
    pub fn to_canonical(&self) -> Vec<u8> {
        let mut text = serde_json::to_vec(self).expect("every bulletin has a JSON form");
        text.push(b'\n');
        text
    }

    /// Parses the canonical text and no other.
    ///
    /// # Errors
    /// Bytes that are not exactly what [`Bulletin::to_canonical`] gives for their content, and a bulletin
    /// whose claims its figures do not carry.
    pub fn parse(bytes: &[u8]) -> Result<Self, ParseError> {
        if bytes.len() > MAX_BULLETIN_BYTES {
            return Err(ParseError::TooLarge { bytes: bytes.len() });
        }
        let bulletin: Self = serde_json::from_slice(bytes)?;
        if bulletin.format != FORMAT {
            return Err(ParseError::Format(bulletin.format));
        }
        let canonical = bulletin.to_canonical();
        if canonical != bytes {
            let same = canonical.iter().zip(bytes).take_while(|(a, b)| a == b).count();
            return Err(ParseError::NotCanonical { at: same });
        }
        match bulletin.claims.iter().find(|claim| !bulletin.carries(claim)) {
            Some(claim) => Err(ParseError::ClaimNotCarried(claim.clone())),
            None => Ok(bulletin),
        }
    }

    /// SHA-256 of the canonical text: the name of the bulletin.
    pub fn digest(&self) -> Digest {
        Digest::of(&self.to_canonical())
    }
}
