use std::collections::BTreeMap;
use std::num::NonZeroUsize;

use anyhow::Context as _;
use collate::bundle::{BundleError, BundlePath, LISTING, Listing, MAX_LISTING_BYTES};
use rayon::prelude::*;
use record::{Digest, Rule};

use super::Evidence;
use crate::shell::progress;

/// A bundle's files held against its listing.
pub struct Held {
    /// Digest of the listing: the name of the bundle.
    pub digest: Digest,
    /// Files listed.
    pub listed: usize,
    /// Files that have the digest listed for them.
    pub same: BTreeMap<BundlePath, Digest>,
    /// Bytes of all files that are there.
    pub bytes: u64,
    /// What is missing, altered or not listed, in the order of the paths.
    pub wrong: Vec<BundleError>,
}

/// Holds every file of a bundle against its listing, on so many cores.
///
/// # Errors
/// L431 where there is no listing to hold them against.
pub fn check(evidence: &Evidence, jobs: NonZeroUsize) -> anyhow::Result<Held> {
    let bytes = evidence.read(LISTING, MAX_LISTING_BYTES).map_err(|error| match error.rule {
        Rule::BundleFileMissing => {
            BundleError::new(Rule::BundleListingMalformed, LISTING, "there is none")
        }
        _ => error,
    })?;
    let listing = Listing::parse(&bytes)?;
    let mut held = Held {
        digest: Digest::of(&bytes),
        listed: listing.files().len(),
        same: BTreeMap::new(),
        bytes: evidence.files().map(|(_, size)| size).sum(),
        wrong: Vec::new(),
    };
    let mut not_listed: BTreeMap<_, _> = evidence.files().collect();
    for (path, digest) in found(evidence, &listing, held.bytes, jobs)? {
        not_listed.remove(path.0);
        match digest {
            Ok(found) if found == *path.1 => drop(held.same.insert(path.0.clone(), found)),
            Ok(found) => held.wrong.push(BundleError::new(
                Rule::BundleFileAltered,
                path.0.as_str(),
                format!("altered: its digest is {found}, listed is {}", path.1),
            )),
            Err(error) => held.wrong.push(error),
        }
    }
    held.wrong.extend(not_listed.into_keys().map(|path| {
        BundleError::new(Rule::BundleFileNotListed, path.as_str(), "not in the listing")
    }));
    held.wrong.sort_by(|one, other| one.place.cmp(&other.place));
    Ok(held)
}

/// A file listed, and the digest of what is there.
type Found<'a> = ((&'a BundlePath, &'a Digest), Result<Digest, BundleError>);

fn found<'a>(
    evidence: &Evidence,
    listing: &'a Listing,
    bytes: u64,
    jobs: NonZeroUsize,
) -> anyhow::Result<Vec<Found<'a>>> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs.get()).build();
    let pool = pool.context("cannot start threads: try --jobs 1")?;
    let bar = progress::of_bytes("reading", bytes);
    let digest = |(path, listed): &'a (BundlePath, Digest)| {
        ((path, listed), evidence.digest(path.as_str(), |read| bar.inc(read)))
    };
    let found = pool.install(|| listing.files().par_iter().map(digest).collect());
    bar.finish_and_clear();
    Ok(found)
}
