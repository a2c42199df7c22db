//! A short name of a signed sheet that a person can read aloud and type.

use std::fmt;
use std::str::FromStr;

use data_encoding::{Encoding, Specification};

use crate::id::Digest;

/// Bytes of the sheet's digest in the code: 80 bits, far beyond chance and beyond trying variants.
const NAME_BYTES: usize = 10;
/// Characters that check the rest, so that a slip is caught while typing.
const CHECK_CHARS: usize = 4;
/// Characters in a group.
const GROUP: usize = 4;

/// The first 80 bits of a signed sheet's digest with a 20-bit check, in five groups of four characters
/// of Crockford's base 32: `7Q2M-K0ZD-…`. It names the bytes; only the signature proves them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SecurityCode(String);

impl SecurityCode {
    /// The code of a sheet's digest.
    pub fn of(digest: &Digest) -> Self {
        let name = alphabet().encode(&digest.prefix::<NAME_BYTES>());
        let check = check(&name);
        Self(name + &check)
    }

    /// Whether the code names this digest.
    pub fn matches(&self, digest: &Digest) -> bool {
        *self == Self::of(digest)
    }
}

impl fmt::Display for SecurityCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for at in (0..self.0.len()).step_by(GROUP) {
            let dash = if at == 0 { "" } else { "-" };
            write!(f, "{dash}{}", &self.0[at..at + GROUP])?;
        }
        Ok(())
    }
}

impl FromStr for SecurityCode {
    type Err = SecurityCodeError;

    /// Takes what people type: lower case, spaces or dashes, `O` for zero, `I` and `L` for one.
    fn from_str(text: &str) -> Result<Self, SecurityCodeError> {
        let typed: String = text.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
        let bytes = alphabet()
            .decode(typed.get(..16).unwrap_or("").as_bytes())
            .map_err(|_| SecurityCodeError)?;
        let name = alphabet().encode(&bytes);
        let typed_check = tidy(typed.get(16..).unwrap_or(""));
        if bytes.len() == NAME_BYTES && typed_check == check(&name) {
            Ok(Self(name + &typed_check))
        } else {
            Err(SecurityCodeError)
        }
    }
}

/// A text that is no security code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "not a security code: five groups of four letters or digits; compare each group with the paper"
)]
pub struct SecurityCodeError;

fn check(name: &str) -> String {
    let digest = Digest::of(format!("cotejo/security-code/v1\0{name}").as_bytes());
    let mut check = alphabet().encode(&digest.prefix::<5>());
    check.truncate(CHECK_CHARS);
    check
}

fn tidy(text: &str) -> String {
    text.to_ascii_uppercase().replace('O', "0").replace(['I', 'L'], "1")
}

/// Crockford's alphabet: no I, L, O or U; read case-insensitively.
fn alphabet() -> Encoding {
    let mut specification = Specification::new();
    specification.symbols.push_str("0123456789ABCDEFGHJKMNPQRSTVWXYZ");
    specification.translate.from.push_str("abcdefghjkmnpqrstvwxyzOoIiLl");
    specification.translate.to.push_str("ABCDEFGHJKMNPQRSTVWXYZ001111");
    specification.encoding().expect("a valid alphabet")
}
