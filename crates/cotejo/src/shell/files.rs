//! Reading with bounds, writing so that a crash leaves the old file or the new one, never half of one.

use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::path::Path;

use anyhow::{Context as _, bail};

/// Reads a whole file of at most `most` bytes. `-` is standard input.
pub fn read_bounded(path: &Path, most: u64) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        std::io::stdin().lock().take(most + 1).read_to_end(&mut bytes)
    } else {
        let file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
        file.take(most + 1).read_to_end(&mut bytes)
    };
    read.with_context(|| format!("cannot read {}", path.display()))?;
    if u64::try_from(bytes.len()).is_ok_and(|len| len > most) {
        bail!("{} is larger than {most} bytes: this is not the file it should be", path.display());
    }
    Ok(bytes)
}

/// Writes a file through a temporary one beside it, synced before it takes the name.
pub fn write_whole(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let write = || -> std::io::Result<()> {
        let mut temporary = tempfile::Builder::new().prefix(".cotejo-").tempfile_in(folder)?;
        temporary.write_all(bytes)?;
        temporary.as_file().sync_all()?;
        open_to_readers(temporary.as_file())?;
        // If we crash before this line, the old file stands; after it, the new one does.
        temporary.persist(path).map_err(|error| error.error)?;
        Ok(())
    };
    write().with_context(|| format!("cannot write {}: check space and permissions", path.display()))
}

/// Lets everybody read: temporary files are private, what we write for others is not.
#[cfg(unix)]
pub fn open_to_readers(file: &File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
pub fn open_to_readers(_: &File) -> std::io::Result<()> {
    Ok(())
}

/// A file's name without the folders above it, for messages and records that others will read.
pub fn short_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
