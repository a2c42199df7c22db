//! The outbox on disk: sheets, the sender's state, receipts; every file whole or not there.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use ledger::{Receipt, Trust};
use link::sender::MAX_STATE_BYTES;
use record::{Digest, SignedSheet};

use crate::shell::files::{read_bounded, write_whole};

/// The state of the sender of datagrams.
const STATE: &str = "sender.state";
const SHEET: &str = "cose";
const RECEIPT: &str = "tlog-proof";

/// A folder of sheets on their way.
pub struct Outbox {
    folder: PathBuf,
    trust: Trust,
    open: Vec<SignedSheet>,
    receipts: Vec<PathBuf>,
}

impl Outbox {
    /// Opens one; what lies in it with a receipt is done.
    pub fn open(folder: &Path, trust: &Trust) -> anyhow::Result<Self> {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let mut outbox = Self {
            folder: folder.to_owned(),
            trust: trust.clone(),
            open: Vec::new(),
            receipts: Vec::new(),
        };
        let mut names: Vec<_> =
            fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<anyhow::Result<_>>()?;
        names.sort();
        for path in names.iter().filter(|path| path.extension().is_some_and(|it| it == SHEET)) {
            let bytes = read_bounded(path, super::MAX_SHEET)?;
            let sheet = SignedSheet::decode(&bytes)
                .with_context(|| format!("{} was changed: remove it", path.display()))?;
            outbox.add(sheet)?;
        }
        Ok(outbox)
    }

    /// Takes a sheet in, durably. One that is there already stays as it is.
    pub fn add(&mut self, sheet: SignedSheet) -> anyhow::Result<()> {
        let receipt = self.path(&sheet, RECEIPT);
        if receipt.exists() {
            if !self.receipts.contains(&receipt) {
                self.receipts.push(receipt);
            }
            return Ok(());
        }
        if !self.open.contains(&sheet) {
            let path = self.path(&sheet, SHEET);
            if !path.exists() {
                write_whole(&path, sheet.bytes())?;
            }
            self.open.push(sheet);
        }
        Ok(())
    }

    /// Sheets without a receipt.
    pub fn open_sheets(&self) -> Vec<SignedSheet> {
        self.open.clone()
    }

    /// How many have one.
    pub fn receipts(&self) -> usize {
        self.receipts.len()
    }

    /// Where the receipts lie.
    pub fn receipt_files(&self) -> &[PathBuf] {
        &self.receipts
    }

    /// Keeps a verified receipt, and is done with its sheet. False where it was done before.
    pub fn receipted(&mut self, sheet: &SignedSheet, receipt: &Receipt) -> anyhow::Result<bool> {
        let Some(at) = self.open.iter().position(|open| open == sheet) else { return Ok(false) };
        let receipt = Receipt { extra: Some(sheet.bytes().to_vec()), ..receipt.clone() };
        let path = self.path(sheet, RECEIPT);
        write_whole(&path, receipt.to_string().as_bytes())?;
        // Crash here: the receipt is kept, and the next start is done with the sheet.
        self.receipts.push(path);
        self.open.remove(at);
        Ok(true)
    }

    /// The same for the compact form of datagrams.
    pub fn receipted_compact(
        &mut self,
        sheet: &SignedSheet,
        compact: &[u8],
    ) -> anyhow::Result<bool> {
        let receipt = Receipt::from_compact(compact, sheet.bytes(), &self.trust)?;
        self.receipted(sheet, &receipt)
    }

    /// The sender's state as journaled last.
    pub fn state(&self) -> anyhow::Result<Option<Vec<u8>>> {
        let path = self.folder.join(STATE);
        if !path.is_file() {
            return Ok(None);
        }
        Ok(Some(read_bounded(&path, u64::try_from(MAX_STATE_BYTES)?)?))
    }

    /// Journals the sender's state, durably.
    pub fn journal(&self, state: &[u8]) -> anyhow::Result<()> {
        write_whole(&self.folder.join(STATE), state)
    }

    fn path(&self, sheet: &SignedSheet, extension: &str) -> PathBuf {
        self.folder.join(format!("{}.{extension}", Digest::of(sheet.bytes())))
    }
}
