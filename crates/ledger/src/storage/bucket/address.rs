use std::fmt;

use object_store::Error;
use object_store::path::Path;
use record::Rule;

use crate::LedgerError;

/// Where a log's objects lie: `s3://BUCKET/PREFIX`, the prefix being optional.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BucketAddress {
    bucket: String,
    prefix: Path,
}

impl BucketAddress {
    /// Parses an address.
    ///
    /// # Errors
    /// L424 where it is none.
    pub fn parse(text: &str) -> Result<Self, LedgerError> {
        let refused = |why: &str| {
            let detail = format!("{text}: {why}; an address is s3://BUCKET/PREFIX");
            LedgerError::new(Rule::LogStorageFailed, detail)
        };
        let rest = text.strip_prefix("s3://").ok_or_else(|| refused("not an S3 address"))?;
        let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        let named = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-".contains(c);
        if !(3..=63).contains(&bucket.len()) || !bucket.chars().all(named) {
            return Err(refused("a bucket's name has 3 to 63 of a-z, 0-9, `.` and `-`"));
        }
        let prefix = prefix.trim_end_matches('/');
        let prefix = Path::parse(prefix).map_err(|error| refused(&error.to_string()))?;
        Ok(Self { bucket: bucket.to_owned(), prefix })
    }

    /// The bucket's name.
    pub fn bucket(&self) -> &str {
        &self.bucket
    }

    /// The address of what lies at a path, for messages.
    pub fn object(&self, path: &str) -> String {
        format!("{self}/{path}")
    }

    /// The key of what lies at a path, which cannot lead out of the prefix.
    pub(super) fn key(&self, path: &str) -> Result<Path, Error> {
        Ok(Path::parse(format!("{}/{path}", self.prefix))?)
    }
}

impl fmt::Display for BucketAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { bucket, prefix } = self;
        let slash = if prefix.as_ref().is_empty() { "" } else { "/" };
        write!(f, "s3://{bucket}{slash}{prefix}")
    }
}
