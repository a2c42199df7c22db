//! Map files: shipped ones by name, others by path, or found from a file's header.

use std::path::Path;

use anyhow::{Context as _, anyhow};
use ingest::Input;
use ingest::map::{MAX_MAP_BYTES, Map, SHIPPED, Shipped, detect};

use super::files;

/// The map to read an input with.
pub fn find(wanted: Option<&str>, input: &Input<'_>) -> anyhow::Result<Map> {
    let Some(wanted) = wanted else {
        let content = input.content()?;
        return detect(&content).cloned().ok_or_else(|| {
            anyhow!(
                "I301 {}: no shipped map fits its header: write a map file and name it with --map ({} are shipped; \
                 docs/formats/map.md describes every field)",
                input.name,
                names()
            )
        });
    };
    if let Some(map) = Shipped::find(wanted) {
        return Ok(map.clone());
    }
    let path = Path::new(wanted);
    if !path.exists() {
        return Err(anyhow!("there is no map `{wanted}`: give a file, or one of {}", names()));
    }
    let bytes = files::read_bounded(path, u64::try_from(MAX_MAP_BYTES)?)?;
    Map::parse(wanted, &bytes).with_context(|| format!("cannot use map {wanted}"))
}

fn names() -> String {
    SHIPPED.map(|one| one.name).join(", ")
}
