//! Signing keys on disk: PKCS#8 PEM (RFC 8410, RFC 9881), readable by their owner alone.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, anyhow, bail};
use ed25519_dalek::SigningKey;
use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use ed25519_dalek::pkcs8::{DecodePrivateKey as _, EncodePrivateKey as _};
use ledger::note::Algorithm;
use ledger::{LedgerError, SigningName};
use ml_dsa::{Keypair as _, MlDsa44};

/// Makes a key from the system's randomness and writes it where no file stands yet.
pub fn create(path: &Path) -> anyhow::Result<SigningKey> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed)
        .map_err(|error| anyhow!("no randomness from the system: {error}"))?;
    let key = SigningKey::from_bytes(&seed);
    write(path, &key)?;
    Ok(key)
}

/// Writes a key where no file stands yet.
pub fn write(path: &Path, key: &SigningKey) -> anyhow::Result<()> {
    write_private(path, &key.to_pkcs8_pem(LineEnding::LF).context("cannot encode the key")?)
}

/// Writes a secret text where no file stands yet, readable by its owner alone.
pub fn write_private(path: &Path, text: &str) -> anyhow::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    private(&mut options);
    let mut file = options.open(path).with_context(|| {
        format!(
            "cannot create {}: it must not exist yet (a key is never overwritten), its folder must",
            path.display()
        )
    })?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    Ok(())
}

/// A key with which checkpoints are cosigned.
pub enum CosigningKey {
    /// Ed25519, as everything else is signed with.
    Ed25519(SigningKey),
    /// ML-DSA-44 (FIPS 204), by its seed.
    MlDsa44([u8; 32]),
}

impl CosigningKey {
    /// The key under the name with which it cosigns.
    pub fn named(self, name: &str) -> Result<SigningName, LedgerError> {
        match self {
            Self::Ed25519(key) => SigningName::new(name, Algorithm::CosignatureV1, key),
            Self::MlDsa44(seed) => SigningName::ml_dsa_44(name, &seed),
        }
    }

    /// The public key as it stands in election files.
    pub fn public_hex(&self) -> String {
        match self {
            Self::Ed25519(key) => public_hex(key),
            Self::MlDsa44(seed) => const_hex::encode(post_quantum(seed).verifying_key().encode()),
        }
    }
}

/// Makes an ML-DSA-44 key as [`create`] makes one of Ed25519.
pub fn create_post_quantum(path: &Path) -> anyhow::Result<CosigningKey> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed)
        .map_err(|error| anyhow!("no randomness from the system: {error}"))?;
    let pem = post_quantum(&seed).to_pkcs8_pem(LineEnding::LF);
    write_private(path, &pem.map_err(|error| anyhow!("cannot encode the key: {error}"))?)?;
    Ok(CosigningKey::MlDsa44(seed))
}

/// Reads a key of either kind; refuses one that others can read.
pub fn read_cosigning(path: &Path) -> anyhow::Result<CosigningKey> {
    let pem = read_pem(path)?;
    match ml_dsa::SigningKey::<MlDsa44>::from_pkcs8_pem(&pem) {
        Ok(key) => Ok(CosigningKey::MlDsa44(key.to_seed().into())),
        Err(_) => Ok(CosigningKey::Ed25519(read(path)?)),
    }
}

fn post_quantum(seed: &[u8; 32]) -> ml_dsa::SigningKey<MlDsa44> {
    ml_dsa::SigningKey::from_seed(&ml_dsa::Seed::from(*seed))
}

/// Reads a signing key; refuses one that others can read.
pub fn read(path: &Path) -> anyhow::Result<SigningKey> {
    let pem = read_pem(path)?;
    SigningKey::from_pkcs8_pem(&pem).map_err(|error| {
        anyhow!(
            "{} is not an Ed25519 key in PKCS#8 PEM ({error}): `cotejo key new` makes one",
            path.display()
        )
    })
}

fn read_pem(path: &Path) -> anyhow::Result<String> {
    refuse_open_permissions(path)?;
    fs::read_to_string(path).with_context(|| format!("cannot read key {}", path.display()))
}

/// Reads a secret that is text; refuses one that others can read.
pub fn read_secret_text(path: &Path, most: u64) -> anyhow::Result<String> {
    refuse_open_permissions(path)?;
    String::from_utf8(super::files::read_bounded(path, most)?)
        .with_context(|| format!("{} is not text", path.display()))
}

/// The public key as it stands in election files.
pub fn public_hex(key: &SigningKey) -> String {
    const_hex::encode(key.verifying_key().to_bytes())
}

#[cfg(unix)]
fn private(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt as _;
    options.mode(0o600);
}

/// Refuses a secret file that others can read.
#[cfg(unix)]
pub fn refuse_open_permissions(path: &Path) -> anyhow::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let metadata =
        fs::metadata(path).with_context(|| format!("cannot read key {}", path.display()))?;
    let mode = metadata.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        bail!(
            "{} can be read by others (mode {mode:o}): `chmod 600` it, and think about who may have copied it",
            path.display()
        );
    }
    Ok(())
}

#[cfg(not(unix))]
fn private(_: &mut OpenOptions) {}

/// Elsewhere permissions say nothing that could be asked here.
#[cfg(not(unix))]
pub fn refuse_open_permissions(_: &Path) -> anyhow::Result<()> {
    Ok(())
}
