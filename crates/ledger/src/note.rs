//! Signed notes and the keys that verify them (C2SP signed-note, and signatures of type 0x04 of
//! tlog-cosignature).

use std::fmt;
use std::str::FromStr;

use data_encoding::{BASE64, HEXLOWER};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use record::Rule;
use sha2::{Digest as _, Sha256};

use crate::LedgerError;
use crate::hash::from_base64;

/// Largest note read.
pub const MAX_NOTE_BYTES: usize = 64 << 10;
/// Most signatures read in a note; the specification asks for 16 at least.
pub const MAX_SIGNATURES: usize = 64;
/// How a signature line starts: an em dash and a space.
const MARK: &str = "\u{2014} ";

/// A text and the signatures under it. Nothing is verified by parsing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The text, its last line end included.
    pub text: String,
    /// The signatures, in their order.
    pub signatures: Vec<NoteSignature>,
}

/// One signature line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteSignature {
    /// Name of the key.
    pub name: String,
    /// First bytes of the key's digest; an identifier, no protection.
    pub key_id: [u8; 4],
    /// The signature as its algorithm has it.
    pub bytes: Vec<u8>,
}

/// What a key signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Algorithm {
    /// Type 0x01: Ed25519 over the text.
    Ed25519,
    /// Type 0x04: Ed25519 over a time and the text, by a witness.
    CosignatureV1,
}

/// A public key with its name, written `name+hash+key` (a *vkey*).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    algorithm: Algorithm,
    key: VerifyingKey,
}

impl Note {
    /// Parses a note.
    ///
    /// # Errors
    /// L418 with what is wrong.
    pub fn parse(bytes: &[u8]) -> Result<Self, LedgerError> {
        let wrong = |what: &str| LedgerError::new(Rule::NoteMalformed, what);
        if bytes.len() > MAX_NOTE_BYTES {
            return Err(wrong("it is larger than 64 KiB"));
        }
        let note = std::str::from_utf8(bytes).map_err(|_| wrong("it is not UTF-8"))?;
        if note.chars().any(|c| c < ' ' && c != '\n') {
            return Err(wrong("it holds control characters"));
        }
        let split = note.rfind("\n\n").ok_or_else(|| wrong("no empty line before signatures"))?;
        let (text, signatures) = (&note[..=split], &note[split + 2..]);
        let signatures =
            signatures.strip_suffix('\n').ok_or_else(|| wrong("its last line is cut"))?;
        let signatures: Vec<_> = signatures
            .split('\n')
            .take(MAX_SIGNATURES + 1)
            .map(|line| signature(line).ok_or_else(|| wrong("a signature line is malformed")))
            .collect::<Result<_, _>>()?;
        if signatures.len() > MAX_SIGNATURES {
            return Err(wrong("it has more than 64 signatures"));
        }
        Ok(Self { text: text.to_owned(), signatures })
    }
}

impl Note {
    /// Adds a signature, in the place of an older one by the same key.
    pub fn add(&mut self, signature: NoteSignature) {
        self.signatures
            .retain(|one| (&one.name, one.key_id) != (&signature.name, signature.key_id));
        self.signatures.push(signature);
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|signature| signature.fmt(f))
    }
}

impl fmt::Display for NoteSignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [&self.key_id, self.bytes.as_slice()].concat();
        writeln!(f, "{MARK}{} {}", self.name, BASE64.encode(&bytes))
    }
}

impl NoteSignature {
    /// Parses one line, its line end not included.
    pub fn parse(line: &str) -> Option<Self> {
        signature(line)
    }
}

/// A key with the name under which it signs notes.
#[derive(Clone)]
pub struct SigningName {
    /// The public half.
    pub public: VerifierKey,
    secret: SigningKey,
}

impl SigningName {
    /// Gives a key a name.
    ///
    /// # Errors
    /// L418 where the name is empty or has a space or a plus.
    pub fn new(name: &str, algorithm: Algorithm, secret: SigningKey) -> Result<Self, LedgerError> {
        let public = VerifierKey::new(name, algorithm, secret.verifying_key())?;
        Ok(Self { public, secret })
    }

    /// Signs a text as the log that writes it.
    pub fn sign(&self, text: &str) -> NoteSignature {
        self.signature(self.secret.sign(text.as_bytes()).to_bytes().to_vec())
    }

    /// Signs a text at a time, in seconds since 1970, as a witness of it.
    pub fn cosign(&self, text: &str, time: u64) -> NoteSignature {
        let signature = self.secret.sign(cosigned(text, time).as_bytes()).to_bytes();
        self.signature([time.to_be_bytes().as_slice(), &signature].concat())
    }

    fn signature(&self, bytes: Vec<u8>) -> NoteSignature {
        let name = self.public.name.clone();
        NoteSignature { name, key_id: self.public.key_id(), bytes }
    }
}

impl VerifierKey {
    /// Gives a public key a name.
    ///
    /// # Errors
    /// L418 where the name is empty or has a space or a plus, or the key is weak.
    pub fn new(name: &str, algorithm: Algorithm, key: VerifyingKey) -> Result<Self, LedgerError> {
        if !is_name(name) {
            let detail = format!("`{name}` is no name for a key");
            return Err(LedgerError::new(Rule::NoteMalformed, detail));
        }
        if key.is_weak() {
            return Err(LedgerError::new(Rule::WeakKey, format!("key of {name}")));
        }
        Ok(Self { name: name.to_owned(), algorithm, key })
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The key itself.
    pub fn key(&self) -> &VerifyingKey {
        &self.key
    }

    /// Four bytes that tell this key from others of the same name.
    pub fn key_id(&self) -> [u8; 4] {
        let digest: [u8; 32] = Sha256::new()
            .chain_update(self.name.as_bytes())
            .chain_update([b'\n', self.algorithm.byte()])
            .chain_update(self.key.as_bytes())
            .finalize()
            .into();
        [digest[0], digest[1], digest[2], digest[3]]
    }

    /// Whether this key is named by a signature.
    pub fn is_of(&self, signature: &NoteSignature) -> bool {
        self.name == signature.name && self.key_id() == signature.key_id
    }

    /// Verifies a signature of this key under a text, strictly. Gives the time of a cosignature.
    pub fn verify(&self, text: &str, signature: &NoteSignature) -> Option<Option<u64>> {
        let (time, message, bytes) = match self.algorithm {
            Algorithm::Ed25519 => (None, text.to_owned(), signature.bytes.as_slice()),
            Algorithm::CosignatureV1 => {
                let (time, rest) = signature.bytes.split_first_chunk::<8>()?;
                let time = u64::from_be_bytes(*time);
                (Some(time), cosigned(text, time), rest)
            }
        };
        let bytes = Signature::from_slice(bytes).ok()?;
        self.key.verify_strict(message.as_bytes(), &bytes).ok()?;
        time.is_none_or(|time| i64::try_from(time).is_ok()).then_some(time)
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = [&[self.algorithm.byte()], self.key.as_bytes().as_slice()].concat();
        write!(f, "{}+{}+{}", self.name, HEXLOWER.encode(&self.key_id()), BASE64.encode(&key))
    }
}

impl FromStr for VerifierKey {
    type Err = LedgerError;

    fn from_str(text: &str) -> Result<Self, LedgerError> {
        let wrong =
            || LedgerError::new(Rule::NoteMalformed, format!("`{text}` is no verifier key"));
        let mut parts = text.splitn(3, '+');
        let (name, id, key) = (parts.next(), parts.next(), parts.next());
        let (name, id, key) =
            (name.ok_or_else(wrong)?, id.ok_or_else(wrong)?, key.ok_or_else(wrong)?);
        let key = from_base64(key).ok_or_else(wrong)?;
        let (algorithm, key) = match key.split_first() {
            Some((1, key)) => (Algorithm::Ed25519, key),
            Some((4, key)) => (Algorithm::CosignatureV1, key),
            _ => return Err(wrong()),
        };
        let key = VerifyingKey::try_from(key).map_err(|_| wrong())?;
        let parsed = Self::new(name, algorithm, key)?;
        // The id is written in the key only to catch a slip of the hand.
        if parsed.to_string() == text && HEXLOWER.encode(&parsed.key_id()) == id {
            Ok(parsed)
        } else {
            Err(wrong())
        }
    }
}

impl Algorithm {
    const fn byte(self) -> u8 {
        match self {
            Self::Ed25519 => 1,
            Self::CosignatureV1 => 4,
        }
    }
}

fn cosigned(text: &str, time: u64) -> String {
    format!("cosignature/v1\ntime {time}\n{text}")
}

fn signature(line: &str) -> Option<NoteSignature> {
    let (name, encoded) = line.strip_prefix(MARK)?.split_once(' ')?;
    let bytes = from_base64(encoded)?;
    let (key_id, bytes) = bytes.split_first_chunk::<4>()?;
    let whole = is_name(name) && !bytes.is_empty();
    whole.then(|| NoteSignature { name: name.to_owned(), key_id: *key_id, bytes: bytes.to_vec() })
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.chars().any(|c| c.is_whitespace() || c.is_control() || c == '+')
}
