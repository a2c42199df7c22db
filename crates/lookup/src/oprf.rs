//! The mode with a key server: the verifiable oblivious PRF of RFC 9497 with ristretto255 and SHA-512.
//!
//! The visitor's browser blinds the ID number; the key server multiplies by its key, without learning what, and proves
//! that it was the key of the manifest, so that it cannot give each visitor a key of their own to be recognised by.

use std::fmt;

use record::Rule;
use voprf::{
    BlindedElement, EvaluationElement, Group as _, Proof, Ristretto255, VoprfClient, VoprfServer,
};
use zeroize::Zeroizing;

use crate::stream::Stream;
use crate::{Build, Derived, IdNumber, LookupError};

pub use crate::stream::Seed;

/// Bytes of an element.
pub const ELEMENT_BYTES: usize = 32;
/// Bytes of a proof: two scalars.
pub const PROOF_BYTES: usize = 64;
/// Information that goes into a key beside its seed (`DeriveKeyPair`, RFC 9497, 3.2.1).
const KEY_INFO: &[u8] = b"cotejo-lookup-v1";
/// First line of a key file.
const KEY_FILE_HEAD: &str = "cotejo-lookup-key-v1";
/// Longest key file.
pub const MAX_KEY_FILE_BYTES: u64 = 200;

/// The key of a look-up. Who holds it and the files can try every ID number.
pub struct SecretKey {
    seed: Zeroizing<Seed>,
    server: VoprfServer<Ristretto255>,
}

/// Its public half, which stands in the manifest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicKey([u8; ELEMENT_BYTES]);

/// What a visitor sends: it says nothing about the ID number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Blinded(pub [u8; ELEMENT_BYTES]);

/// What the key server answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evaluated {
    /// The blinded element times the key.
    pub element: [u8; ELEMENT_BYTES],
    /// That it was the key of the manifest.
    pub proof: [u8; PROOF_BYTES],
}

/// What a visitor keeps between question and answer.
pub struct Question {
    client: VoprfClient<Ristretto255>,
    input: Zeroizing<Vec<u8>>,
}

impl SecretKey {
    /// The key of a seed.
    ///
    /// # Errors
    /// W207 for the one seed in 2²⁵² that makes none.
    pub fn from_seed(seed: Seed) -> Result<Self, LookupError> {
        let server = VoprfServer::new_from_seed(&seed, KEY_INFO)
            .map_err(|error| LookupError::new(Rule::LookupKeyMalformed, error.to_string()))?;
        Ok(Self { seed: Zeroizing::new(seed), server })
    }

    /// Reads a key file.
    ///
    /// # Errors
    /// W207.
    pub fn from_text(text: &str) -> Result<Self, LookupError> {
        let wrong = |why: &str| LookupError::new(Rule::LookupKeyMalformed, why);
        let mut lines = text.lines();
        if lines.next() != Some(KEY_FILE_HEAD) {
            return Err(wrong("it does not begin as one"));
        }
        let seed = lines.next().and_then(hex::<32>).ok_or_else(|| wrong("its second line"))?;
        if lines.next().is_some() {
            return Err(wrong("it goes on after the key"));
        }
        Self::from_seed(seed)
    }

    /// The key file.
    pub fn to_text(&self) -> Zeroizing<String> {
        let seed = Zeroizing::new(const_hex::encode(*self.seed));
        Zeroizing::new(format!("{KEY_FILE_HEAD}\n{}\n", *seed))
    }

    /// The public half.
    pub fn public(&self) -> PublicKey {
        PublicKey(Ristretto255::serialize_elem(self.server.get_public_key()).into())
    }

    /// What an ID number gives, computed by who has the key.
    ///
    /// # Errors
    /// None that can be met: an input that hashes to the neutral element (W202).
    pub fn derive(&self, build: &Build, id: &IdNumber) -> Result<Derived, LookupError> {
        let input = Zeroizing::new(build.input(id));
        let output = self.server.evaluate(&input);
        output.map(|bytes| Derived::from_bytes(bytes.into())).map_err(|error| malformed_id(&error))
    }

    /// Answers a visitor. The seed is for the proof alone; a new one for each answer.
    ///
    /// # Errors
    /// W213 for what is no element.
    pub fn answer(&self, blinded: &Blinded, seed: Seed) -> Result<Evaluated, LookupError> {
        let element = BlindedElement::<Ristretto255>::deserialize(&blinded.0)
            .map_err(|error| malformed_element(&error))?;
        let result = self.server.blind_evaluate(&mut Stream::new(seed), &element);
        Ok(Evaluated {
            element: result.message.serialize().into(),
            proof: result.proof.serialize().into(),
        })
    }
}

impl Question {
    /// Blinds an ID number. The seed decides nothing but the blinding; a new one for each question.
    ///
    /// # Errors
    /// None that can be met: an input that hashes to the neutral element (W202).
    pub fn ask(build: &Build, id: &IdNumber, seed: Seed) -> Result<(Self, Blinded), LookupError> {
        let input = Zeroizing::new(build.input(id));
        let blinding = VoprfClient::<Ristretto255>::blind(&input, &mut Stream::new(seed))
            .map_err(|error| malformed_id(&error))?;
        let blinded = Blinded(blinding.message.serialize().into());
        Ok((Self { client: blinding.state, input }, blinded))
    }

    /// Checks the answer's proof against the manifest's key, and unblinds.
    ///
    /// # Errors
    /// W213 for what is no element or proof, W212 where the proof does not hold.
    pub fn finish(self, key: &PublicKey, answer: &Evaluated) -> Result<Derived, LookupError> {
        let element = EvaluationElement::<Ristretto255>::deserialize(&answer.element)
            .map_err(|error| malformed_element(&error))?;
        let proof = Proof::<Ristretto255>::deserialize(&answer.proof)
            .map_err(|error| malformed_element(&error))?;
        let key = Ristretto255::deserialize_elem(&key.0)
            .map_err(|error| LookupError::new(Rule::LookupKeyMalformed, error.to_string()))?;
        let output = self.client.finalize(&self.input, &element, &proof, key);
        output
            .map(|bytes| Derived::from_bytes(bytes.into()))
            .map_err(|_| LookupError::new(Rule::LookupProofInvalid, "the proof does not hold"))
    }
}

impl PublicKey {
    /// Reads a public key.
    ///
    /// # Errors
    /// W207 for what encodes no element, or the neutral one.
    pub fn parse(text: &str) -> Result<Self, LookupError> {
        let wrong = || LookupError::new(Rule::LookupKeyMalformed, "the public key");
        let bytes = hex(text).ok_or_else(wrong)?;
        Ristretto255::deserialize_elem(&bytes).map_err(|_| wrong())?;
        Ok(Self(bytes))
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&const_hex::encode(self.0))
    }
}

impl Blinded {
    /// Reads what a visitor sent: 64 lower-case hexadecimal digits. Whether it is an element, answering decides.
    ///
    /// # Errors
    /// W213.
    pub fn parse(text: &str) -> Result<Self, LookupError> {
        let wrong = || LookupError::new(Rule::LookupElementMalformed, "not 64 hexadecimal digits");
        hex(text).map(Self).ok_or_else(wrong)
    }
}

impl Evaluated {
    /// Reads an answer out of its two texts.
    ///
    /// # Errors
    /// W213.
    pub fn parse(element: &str, proof: &str) -> Result<Self, LookupError> {
        let wrong = |which: &str| LookupError::new(Rule::LookupElementMalformed, which);
        Ok(Self {
            element: hex(element).ok_or_else(|| wrong("the element"))?,
            proof: hex(proof).ok_or_else(|| wrong("the proof"))?,
        })
    }
}

/// Lower-case hexadecimal digits, exactly as many as there have to be.
fn hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let plain = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    let sound = text.len() == 2 * N && text.bytes().all(plain);
    sound.then(|| const_hex::decode_to_array(text).ok()).flatten()
}

fn malformed_element(error: &voprf::Error) -> LookupError {
    LookupError::new(Rule::LookupElementMalformed, error.to_string())
}

fn malformed_id(error: &voprf::Error) -> LookupError {
    LookupError::new(Rule::LookupIdMalformed, error.to_string())
}
