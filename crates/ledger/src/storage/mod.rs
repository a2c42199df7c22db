//! Where a log lies: files or objects that anybody may read, and one small database that only the writer has.

#[cfg(feature = "s3")]
mod bucket;
mod files;
mod memory;
mod sqlite;

#[cfg(feature = "s3")]
pub use bucket::{Bucket, BucketAddress};
pub use files::{Files, Folder};
pub use memory::{Memory, MemoryHeads};
pub use sqlite::SqliteHeads;

use std::sync::Arc;

use record::Digest;

use crate::LedgerError;

/// Public storage: a folder, or a bucket. Nothing in it is secret, nothing in it is trusted.
pub trait Storage {
    /// The bytes at a path; none where there is nothing.
    ///
    /// # Errors
    /// L424.
    fn get(&self, path: &str) -> Result<Option<Vec<u8>>, LedgerError>;

    /// Writes, replacing what was there in one step. Durable when it returns.
    ///
    /// # Errors
    /// L424; the old bytes, or the new ones, are then there.
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), LedgerError>;

    /// Writes like [`Self::put`], but only where exactly `old` is there; says whether it was. For those who add to
    /// what a log publishes while it goes on.
    ///
    /// # Errors
    /// L424.
    fn replace(&self, path: &str, old: &[u8], new: &[u8]) -> Result<bool, LedgerError>;

    /// Writes what never changes. The same bytes again are no error. Durable when it returns.
    ///
    /// # Errors
    /// L422 where other bytes are there, L424.
    fn put_new(&self, path: &str, bytes: &[u8]) -> Result<(), LedgerError>;

    /// Removes what may be there.
    ///
    /// # Errors
    /// L424.
    fn delete(&self, path: &str) -> Result<(), LedgerError>;

    /// The paths of the files directly below a folder, in order; none where there is no such folder.
    ///
    /// # Errors
    /// L424.
    fn list(&self, folder: &str) -> Result<Vec<String>, LedgerError>;
}

/// The writer's memory of what it signed: the one thing that must never be rolled back.
pub trait Heads {
    /// The last checkpoint signed for a log, as bytes of the note.
    ///
    /// # Errors
    /// L424.
    fn load(&self, origin: &str) -> Result<Option<Vec<u8>>, LedgerError>;

    /// Makes the first checkpoint of a log, where there is none.
    ///
    /// # Errors
    /// L423 where there is one, L424.
    fn create(&self, origin: &str, note: &[u8]) -> Result<(), LedgerError>;

    /// Replaces the last checkpoint and remembers the entries that came with it, in one transaction, only
    /// if the last one is still `old`.
    ///
    /// # Errors
    /// L411 where it is not, L424. After an error, either may be stored: load again.
    fn swap(
        &self,
        origin: &str,
        old: &[u8],
        new: &[u8],
        entries: &[(Digest, u64)],
    ) -> Result<(), LedgerError>;

    /// Where an entry was logged, by its digest.
    ///
    /// # Errors
    /// L424.
    fn find(&self, origin: &str, entry: &Digest) -> Result<Option<u64>, LedgerError>;
}

/// What holds storage or heads is storage or heads itself.
macro_rules! forward {
    ($($holder:ty),*) => {$(
        impl<T: Storage + ?Sized> Storage for $holder {
            fn get(&self, path: &str) -> Result<Option<Vec<u8>>, LedgerError> {
                (**self).get(path)
            }
            fn put(&self, path: &str, bytes: &[u8]) -> Result<(), LedgerError> {
                (**self).put(path, bytes)
            }
            fn replace(&self, path: &str, old: &[u8], new: &[u8]) -> Result<bool, LedgerError> {
                (**self).replace(path, old, new)
            }
            fn put_new(&self, path: &str, bytes: &[u8]) -> Result<(), LedgerError> {
                (**self).put_new(path, bytes)
            }
            fn delete(&self, path: &str) -> Result<(), LedgerError> {
                (**self).delete(path)
            }
            fn list(&self, folder: &str) -> Result<Vec<String>, LedgerError> {
                (**self).list(folder)
            }
        }

        impl<T: Heads + ?Sized> Heads for $holder {
            fn load(&self, origin: &str) -> Result<Option<Vec<u8>>, LedgerError> {
                (**self).load(origin)
            }
            fn create(&self, origin: &str, note: &[u8]) -> Result<(), LedgerError> {
                (**self).create(origin, note)
            }
            fn swap(
                &self,
                origin: &str,
                old: &[u8],
                new: &[u8],
                entries: &[(Digest, u64)],
            ) -> Result<(), LedgerError> {
                (**self).swap(origin, old, new, entries)
            }
            fn find(&self, origin: &str, entry: &Digest) -> Result<Option<u64>, LedgerError> {
                (**self).find(origin, entry)
            }
        }
    )*};
}

forward!(&T, Arc<T>, Box<T>);
