use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::Context as _;
use collate::bundle::{
    BundleError, BundlePath, Extent, LISTING, MAX_FILE_BYTES, MAX_FILES, MAX_LISTING_BYTES,
};
use record::Rule;

/// Every file below a folder. Links are refused: a bundle is whole.
pub fn files(at: &Path) -> anyhow::Result<BTreeMap<BundlePath, Extent>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        let below = at.join(&folder);
        let entries =
            fs::read_dir(&below).with_context(|| format!("cannot read {}", below.display()))?;
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name().into_string().map_err(|name| {
                let detail = "the name is not UTF-8";
                BundleError::new(Rule::BundlePathRefused, name.to_string_lossy(), detail)
            })?;
            let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
            let path = BundlePath::parse(&path)?;
            let kind = entry.file_type()?;
            if kind.is_dir() {
                folders.push(path.as_str().to_owned());
            } else if kind.is_file() {
                let size = entry.metadata()?.len();
                within_bounds(&path, size, found.len())?;
                found.insert(path, Extent { offset: 0, size });
            } else {
                let detail = "a link or no ordinary file";
                return Err(BundleError::new(Rule::BundlePathRefused, path.as_str(), detail).into());
            }
        }
    }
    Ok(found)
}

fn within_bounds(path: &BundlePath, size: u64, before: usize) -> Result<(), BundleError> {
    let most = if path.as_str() == LISTING { MAX_LISTING_BYTES } else { MAX_FILE_BYTES };
    if size > most {
        let detail = format!("{size} bytes; the bound is {most}");
        return Err(BundleError::new(Rule::BundleTooLarge, path.as_str(), detail));
    }
    if before > MAX_FILES {
        let detail = format!("more than {MAX_FILES} files");
        return Err(BundleError::new(Rule::BundleTooLarge, path.as_str(), detail));
    }
    Ok(())
}
