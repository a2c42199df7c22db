//! S3-compatible buckets, where this build knows them: cargo feature `s3`.

use ledger::reader::Source;

use super::log_place::OwnFiles;

/// Whether a text is the address of a bucket.
pub fn is_address(text: &str) -> bool {
    text.starts_with("s3://")
}

/// A bucket's files, to be read.
pub fn source(address: &str) -> anyhow::Result<Box<dyn Source + Send>> {
    known::source(address)
}

/// A bucket's files, to be written.
pub fn storage(address: &str) -> anyhow::Result<OwnFiles> {
    known::storage(address)
}

#[cfg(feature = "s3")]
mod known {
    use ledger::reader::Source;
    use ledger::storage::{Bucket, BucketAddress};

    use crate::shell::log_place::OwnFiles;
    use crate::shell::web;

    pub fn source(address: &str) -> anyhow::Result<Box<dyn Source + Send>> {
        Ok(Box::new(open(address)?))
    }

    pub fn storage(address: &str) -> anyhow::Result<OwnFiles> {
        Ok(Box::new(open(address)?))
    }

    fn open(address: &str) -> anyhow::Result<Bucket> {
        Ok(Bucket::open(BucketAddress::parse(address)?, std::env::vars(), web::tls())?)
    }
}

#[cfg(not(feature = "s3"))]
mod known {
    use anyhow::anyhow;
    use ledger::reader::Source;

    use crate::shell::log_place::OwnFiles;

    pub fn source(address: &str) -> anyhow::Result<Box<dyn Source + Send>> {
        Err(unknown(address))
    }

    pub fn storage(address: &str) -> anyhow::Result<OwnFiles> {
        Err(unknown(address))
    }

    fn unknown(address: &str) -> anyhow::Error {
        anyhow!(
            "{address}: this build knows no buckets\n  next: build it with `cargo build --release --package cotejo --features s3`"
        )
    }
}
