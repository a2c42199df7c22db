use std::borrow::Borrow;
use std::fmt;

use record::Rule;

use super::BundleError;

/// A path in a bundle: relative, of plain components, short enough for every archive header.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BundlePath(String);

/// Longest last part, or whole path without a folder that is split off: a header's field `name`.
const MAX_NAME: usize = 100;
/// Longest folder that an archive's header holds apart: its field `prefix`.
const MAX_PREFIX: usize = 155;

impl BundlePath {
    /// Takes a path as it is written.
    ///
    /// # Errors
    /// L433 where it is empty, absolute, climbs, ends in `/`, has characters that `sha256sum` would escape, or
    /// is too long.
    pub fn parse(text: &str) -> Result<Self, BundleError> {
        let refused = |why: &str| {
            let shown: String = text.chars().take(300).flat_map(char::escape_debug).collect();
            Err(BundleError::new(Rule::BundlePathRefused, shown, why))
        };
        if text.is_empty() {
            return refused("the path is empty");
        }
        if text.starts_with('/') {
            return refused("the path is absolute");
        }
        if text.chars().any(|c| c.is_control() || c == '\\') {
            return refused("the path has a control character or a backslash");
        }
        if text.split('/').any(|part| matches!(part, "." | "..")) {
            return refused("the path has `.` or `..` in it");
        }
        if text.split('/').any(str::is_empty) {
            return refused("the path has an empty part");
        }
        if !fits_a_header(text) {
            return refused("the path is too long: 100 bytes for the name, 155 for its folder");
        }
        Ok(Self(text.to_owned()))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folders above, the innermost first.
    pub fn folders(&self) -> impl Iterator<Item = &str> {
        self.0.rmatch_indices('/').map(|(at, _)| &self.0[..at])
    }
}

impl Borrow<str> for BundlePath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for BundlePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn fits_a_header(path: &str) -> bool {
    path.len() <= MAX_NAME
        || path
            .match_indices('/')
            .any(|(at, _)| at <= MAX_PREFIX && path.len() - at - 1 <= MAX_NAME)
}
