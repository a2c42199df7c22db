//! Signing keys on disk: PKCS#8 PEM (RFC 8410), readable by their owner alone.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, anyhow, bail};
use ed25519_dalek::SigningKey;
use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use ed25519_dalek::pkcs8::{DecodePrivateKey as _, EncodePrivateKey as _};

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
    let pem = key.to_pkcs8_pem(LineEnding::LF).context("cannot encode the key")?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    private(&mut options);
    let mut file = options.open(path).with_context(|| {
        format!(
            "cannot create {}: it must not exist yet (a key is never overwritten), its folder must",
            path.display()
        )
    })?;
    file.write_all(pem.as_bytes())?;
    file.sync_all()?;
    Ok(())
}

/// Reads a signing key; refuses one that others can read.
pub fn read(path: &Path) -> anyhow::Result<SigningKey> {
    refuse_open_permissions(path)?;
    let pem =
        fs::read_to_string(path).with_context(|| format!("cannot read key {}", path.display()))?;
    SigningKey::from_pkcs8_pem(&pem).map_err(|error| {
        anyhow!(
            "{} is not an Ed25519 key in PKCS#8 PEM ({error}): `cotejo key new` makes one",
            path.display()
        )
    })
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

#[cfg(unix)]
fn refuse_open_permissions(path: &Path) -> anyhow::Result<()> {
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

#[cfg(not(unix))]
fn refuse_open_permissions(_: &Path) -> anyhow::Result<()> {
    Ok(())
}
