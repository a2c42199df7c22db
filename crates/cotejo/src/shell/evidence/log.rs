use std::sync::Arc;

use collate::bundle::LOG;
use ledger::LedgerError;
use ledger::reader::Source;
use record::Rule;

use super::Evidence;

/// The log in a bundle, for the reader of logs.
pub struct LogOf(pub Arc<Evidence>);

impl Source for LogOf {
    fn fetch(&mut self, path: &str, most: usize) -> Result<Vec<u8>, LedgerError> {
        let path = format!("{LOG}/{path}");
        let most = u64::try_from(most).unwrap_or(u64::MAX);
        self.0.read(&path, most).map_err(|error| {
            let rule = match error.rule {
                Rule::BundleFileMissing => Rule::LogFileMissing,
                Rule::BundleTooLarge => Rule::TileMalformed,
                _ => Rule::LogStorageFailed,
            };
            LedgerError::new(rule, format!("{path}: {}", error.detail))
        })
    }
}
