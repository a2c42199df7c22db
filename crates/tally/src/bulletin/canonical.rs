use record::{Digest, Rule};

use super::document::{Bulletin, Claim, FORMAT};
use super::leaves::Leaves;

/// Largest text of a bulletin, applied before it is parsed: room for a million tables.
pub const MAX_BULLETIN_BYTES: usize = 1 << 30;

/// Largest number in a bulletin, 2⁵³ − 1: what every JSON reader holds exactly.
pub const MAX_NUMBER: u64 = (1 << 53) - 1;

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
    /// A number that no election reaches.
    #[error(
        "{place} is beyond {MAX_NUMBER}, which no election reaches; do not rely on this bulletin"
    )]
    NumberTooLarge {
        /// Where it stands.
        place: String,
    },
    /// It claims what its own figures do not carry.
    #[error(
        "the claim that {0} is not carried by the figures beside it; do not rely on this bulletin"
    )]
    ClaimNotCarried(Claim),
}

impl ParseError {
    /// The rule broken.
    pub const fn rule(&self) -> Rule {
        match self {
            Self::TooLarge { .. }
            | Self::Malformed(_)
            | Self::Format(_)
            | Self::NumberTooLarge { .. } => Rule::BulletinMalformed,
            Self::NotCanonical { .. } => Rule::BulletinNotCanonical,
            Self::ClaimNotCarried(_) => Rule::ClaimNotCarried,
        }
    }
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
        let mut leaves = Leaves::new(bytes);
        while let Some(leaf) = leaves.next() {
            let digits = leaf.strip_prefix(b"-").unwrap_or(leaf);
            if digits.first().is_some_and(u8::is_ascii_digit) && !is_bounded(digits) {
                return Err(ParseError::NumberTooLarge { place: leaves.place() });
            }
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

fn is_bounded(digits: &[u8]) -> bool {
    let number = std::str::from_utf8(digits).ok().and_then(|digits| digits.parse::<u64>().ok());
    number.is_some_and(|number| number <= MAX_NUMBER)
}
