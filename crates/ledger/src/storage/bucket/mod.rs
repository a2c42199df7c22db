//! Public storage in an S3-compatible bucket.

mod address;
mod http;
mod signing;

use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt as _;
use object_store::aws::{AmazonS3, AmazonS3Builder, S3ConditionalPut};
use object_store::path::Path;
use object_store::{
    BackoffConfig, Error, ObjectStore as _, ObjectStoreExt as _, PutMode, RetryConfig,
    UpdateVersion,
};
use record::Rule;
use tokio::runtime::{Builder, Runtime};
use ureq::tls::TlsConfig;

use crate::LedgerError;
use crate::reader::Source;

use super::Storage;

pub use address::BucketAddress;

/// Objects below a prefix of a bucket. What was put is durable: the store answers only then.
pub struct Bucket {
    address: BucketAddress,
    store: AmazonS3,
    /// Requests go one after the other, in the thread that asks; this only waits between attempts.
    runtime: Runtime,
}

/// Largest object read: a staged batch of the most and largest entries, with its tiles.
const MAX_OBJECT: usize = 1_100_000_000;
/// How often a request is sent again, and after how long no more.
const MORE_ATTEMPTS: usize = 4;
const PATIENCE: Duration = Duration::from_secs(60);
/// How much of a store's own words is repeated in an error.
const MAX_WORDS: usize = 400;

impl Bucket {
    /// A bucket by its address. Of the environment, the usual `AWS_…` variables count: keys, region, endpoint.
    /// Nothing is asked of the store yet.
    ///
    /// # Errors
    /// L424 where the variables make no sense.
    pub fn open(
        address: BucketAddress,
        environment: impl IntoIterator<Item = (String, String)>,
        tls: TlsConfig,
    ) -> Result<Self, LedgerError> {
        let mut builder = AmazonS3Builder::new();
        for (name, value) in environment {
            if name.starts_with("AWS_")
                && let Ok(key) = name.to_ascii_lowercase().parse()
            {
                builder = builder.with_config(key, value);
            }
        }
        let backoff = BackoffConfig { max_backoff: Duration::from_secs(3), ..Default::default() };
        let store = builder
            .with_bucket_name(address.bucket())
            .with_conditional_put(S3ConditionalPut::ETagMatch)
            .with_disable_bulk_delete(true)
            .with_crypto_provider(Arc::new(signing::Sha2))
            .with_http_connector(http::Connector::new(tls))
            .with_retry(RetryConfig {
                backoff,
                max_retries: MORE_ATTEMPTS,
                retry_timeout: PATIENCE,
            })
            .build();
        let wrong =
            |error: String| LedgerError::new(Rule::LogStorageFailed, format!("{address}: {error}"));
        let store = store.map_err(|error| wrong(words(&error)))?;
        let runtime = Builder::new_current_thread().enable_time().build();
        let runtime = runtime.map_err(|error| wrong(error.to_string()))?;
        Ok(Self { address, store, runtime })
    }

    /// The bytes at a path, read up to one more than `most`.
    fn read(&self, path: &str, most: usize, rule: Rule) -> Result<Option<Vec<u8>>, LedgerError> {
        let at = self.at(path)?;
        let read = async {
            let found = self.store.get(&at).await?;
            let mut bytes = Vec::new();
            let mut chunks = found.into_stream();
            while let Some(chunk) = chunks.next().await {
                bytes.extend_from_slice(&chunk?);
                if bytes.len() > most {
                    break;
                }
            }
            Ok(bytes)
        };
        match self.runtime.block_on(read) {
            Ok(bytes) if bytes.len() > most => {
                let detail = format!("{} is larger than {most} bytes", self.address.object(path));
                Err(LedgerError::new(Rule::TileMalformed, detail))
            }
            Ok(bytes) => Ok(Some(bytes)),
            Err(Error::NotFound { source, .. }) if !is_missing_bucket(&*source) => Ok(None),
            Err(error) => Err(self.failed(rule, path, &error)),
        }
    }

    fn at(&self, path: &str) -> Result<Path, LedgerError> {
        self.address.key(path).map_err(|error| self.failed(Rule::LogStorageFailed, path, &error))
    }

    fn failed(&self, rule: Rule, path: &str, error: &Error) -> LedgerError {
        let advice = match error {
            error if is_missing_bucket(error) => {
                "; make the bucket, or check its name and AWS_ENDPOINT"
            }
            Error::PermissionDenied { .. } | Error::Unauthenticated { .. } => {
                "; check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and what they may do there"
            }
            _ => "",
        };
        let detail = format!("{}: {}{advice}", self.address.object(path), words(error));
        LedgerError::new(rule, detail)
    }

    fn stored(&self, path: &str, done: Result<(), Error>) -> Result<(), LedgerError> {
        done.map_err(|error| self.failed(Rule::LogStorageFailed, path, &error))
    }
}

impl Storage for Bucket {
    fn get(&self, path: &str) -> Result<Option<Vec<u8>>, LedgerError> {
        self.read(path, MAX_OBJECT, Rule::LogStorageFailed)
    }

    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), LedgerError> {
        let put = self.runtime.block_on(self.store.put(&self.at(path)?, bytes.to_vec().into()));
        self.stored(path, put.map(|_| ()))
    }

    fn replace(&self, path: &str, old: &[u8], new: &[u8]) -> Result<bool, LedgerError> {
        let at = self.at(path)?;
        let replace = async {
            let found = self.store.get(&at).await?;
            let e_tag = found.meta.e_tag.clone();
            if found.bytes().await? != old {
                return Ok(false);
            }
            // The store compares once more: whoever wrote in between changed the tag.
            let mode = PutMode::Update(UpdateVersion { e_tag, version: None });
            self.store.put_opts(&at, new.to_vec().into(), mode.into()).await.map(|_| true)
        };
        match self.runtime.block_on(replace) {
            Err(Error::NotFound { source, .. }) if !is_missing_bucket(&*source) => Ok(false),
            Err(Error::Precondition { .. }) => Ok(false),
            other => other.map_err(|error| self.failed(Rule::LogStorageFailed, path, &error)),
        }
    }

    fn put_new(&self, path: &str, bytes: &[u8]) -> Result<(), LedgerError> {
        let (at, payload) = (self.at(path)?, bytes.to_vec().into());
        let put = self.store.put_opts(&at, payload, PutMode::Create.into());
        match self.runtime.block_on(put) {
            // Perhaps an attempt of ours whose answer was lost: what counts is what is there.
            Err(Error::AlreadyExists { .. })
                if self.get(path)?.is_some_and(|there| there == bytes) =>
            {
                Ok(())
            }
            Err(Error::AlreadyExists { .. }) => {
                Err(LedgerError::new(Rule::LogFileDiffers, self.address.object(path)))
            }
            other => self.stored(path, other.map(|_| ())),
        }
    }

    fn delete(&self, path: &str) -> Result<(), LedgerError> {
        match self.runtime.block_on(self.store.delete(&self.at(path)?)) {
            Err(Error::NotFound { source, .. }) if !is_missing_bucket(&*source) => Ok(()),
            other => self.stored(path, other),
        }
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, LedgerError> {
        let below = self.at(folder)?;
        let listed = self.runtime.block_on(self.store.list_with_delimiter(Some(&below)));
        let listed = listed.map_err(|error| self.failed(Rule::LogStorageFailed, folder, &error))?;
        let names = listed.objects.iter().filter_map(|object| object.location.filename());
        let mut paths: Vec<String> = names.map(|name| format!("{folder}/{name}")).collect();
        paths.sort();
        Ok(paths)
    }
}

impl Source for Bucket {
    fn fetch(&mut self, path: &str, most: usize) -> Result<Vec<u8>, LedgerError> {
        self.read(path, most, Rule::LogUnreachable)?
            .ok_or_else(|| LedgerError::new(Rule::LogFileMissing, self.address.object(path)))
    }
}

/// A bucket that is not there answers as an object that is not there, but for the code in its answer.
fn is_missing_bucket(error: &(dyn std::error::Error + 'static)) -> bool {
    error.to_string().contains("NoSuchBucket")
}

/// What the store said, in one bounded line.
fn words(error: &Error) -> String {
    let text = error.to_string();
    let line: Vec<&str> = text.split(|c: char| c.is_whitespace() || c.is_control()).collect();
    line.join(" ").chars().take(MAX_WORDS).collect()
}
