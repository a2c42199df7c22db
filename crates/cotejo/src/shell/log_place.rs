//! Where a log's public files lie: below its folder, in a bucket that the folder names, or somewhere else
//! that can only be read.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use ledger::reader::Source;
use ledger::storage::{Files, Folder, Storage};
use serde::{Deserialize, Serialize};

use super::web::{Web, is_address};
use super::{bucket, files};

/// Public files to be written.
pub type OwnFiles = Box<dyn Storage + Send>;

/// Where a log's public files lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LogPlace {
    /// A bucket, by its address.
    Bucket(String),
    /// A folder of this machine.
    Folder(PathBuf),
    /// An address on the web.
    Web(String),
}

/// The file in a log's folder that says where its public files lie, where that is not the folder itself.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Store {
    /// `s3://BUCKET/PREFIX`.
    bucket: String,
}

const STORE: &str = "store.toml";
const MAX_STORE: u64 = 4_096;
const STORE_HEAD: &str = "# Where this log's public files lie. The database beside this file belongs to them: keep both.\n";
const LOG: &str = "log";

impl LogPlace {
    /// Where to read a log from: an address, the folder of one that is written here, or a folder of its files.
    pub fn to_read(log: &Path) -> anyhow::Result<Self> {
        if let Some(address) = log.to_str() {
            if is_address(address) {
                return Ok(Self::Web(address.to_owned()));
            }
            if bucket::is_address(address) {
                return Ok(Self::Bucket(address.to_owned()));
            }
        }
        Ok(match Self::to_write(log)? {
            Self::Folder(below) if !below.is_dir() => Self::Folder(log.to_owned()),
            place => place,
        })
    }

    /// Where the log of a folder is written.
    pub fn to_write(folder: &Path) -> anyhow::Result<Self> {
        let path = folder.join(STORE);
        if !path.is_file() {
            return Ok(Self::Folder(folder.join(LOG)));
        }
        let wrong =
            || format!("{}: it should say `bucket = \"s3://BUCKET/PREFIX\"`", path.display());
        let text = String::from_utf8(files::read_bounded(&path, MAX_STORE)?).with_context(wrong)?;
        let store: Store = toml::from_str(&text).with_context(wrong)?;
        Ok(Self::Bucket(store.bucket))
    }

    /// Remembers in a log's folder where its public files lie.
    pub fn remember(&self, folder: &Path) -> anyhow::Result<()> {
        let Self::Bucket(bucket) = self else { return Ok(()) };
        let text = toml::to_string(&Store { bucket: bucket.clone() })?;
        files::write_whole(&folder.join(STORE), format!("{STORE_HEAD}{text}").as_bytes())
    }

    /// The files, to be read without believing them.
    pub fn source(&self) -> anyhow::Result<Box<dyn Source + Send>> {
        Ok(match self {
            Self::Bucket(address) => bucket::source(address)?,
            Self::Folder(folder) => Box::new(Folder(folder.clone())),
            Self::Web(address) => Box::new(Web::new(address)),
        })
    }

    /// The files, to be written by this process alone.
    pub fn storage(&self) -> anyhow::Result<OwnFiles> {
        Ok(match self {
            Self::Bucket(address) => bucket::storage(address)?,
            Self::Folder(folder) => Box::new(Files::open(folder)?),
            Self::Web(address) => {
                anyhow::bail!("{address} can only be read: name the log's folder")
            }
        })
    }
}
