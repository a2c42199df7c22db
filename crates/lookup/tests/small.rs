//! A whole look-up in memory, small enough to be looked at.
#![allow(
    dead_code,
    reason = "shared by tests and the generator of vectors, each of which needs a part"
)]

use std::collections::BTreeMap;

use lookup::argon::Deriver;
use lookup::bucket::{self, Header};
use lookup::manifest::{Address, Hints};
use lookup::oprf::{Question, SecretKey};
use lookup::tree::{self, Tree};
use lookup::{
    Bucket, BucketNo, Build, Chaff, Cost, Derived, EntryBytes, IdNumber, Layout, LookupError,
    Manifest, Mode,
};
use record::{Digest, ElectionId};

/// Everything random of a small look-up comes from here.
pub const SEED: u8 = 6;
/// A guess that tests can afford.
pub const CHEAP: Cost = Cost { memory_kib: 64, passes: 2 };

/// What is published, and what makes answers.
pub struct Small {
    pub key: SecretKey,
    pub manifest: Manifest,
    pub files: BTreeMap<BucketNo, Vec<u8>>,
}

/// The build that all of them share, so that only the mode differs.
pub fn build() -> Build {
    Build { election: ElectionId(Digest([SEED; 32])), build: Digest([SEED + 1; 32]) }
}

pub fn key(seed: u8) -> SecretKey {
    SecretKey::from_seed([seed; 32]).expect("a key")
}

pub fn voprf(key: &SecretKey) -> Mode {
    let servers = vec![Address::parse("https://key.example").expect("an address")];
    Mode::Voprf { public_key: key.public(), servers }
}

pub fn number(text: &str) -> IdNumber {
    IdNumber::parse(text).expect("an ID number")
}

/// So many electors over three tables.
pub fn roll(many: u32) -> Vec<(String, String)> {
    let row = |at: u32| (format!("{}", 1_000_003 + 7_919 * at), format!("1101.01.{}", 1 + at % 3));
    (0..many).map(row).collect()
}

impl Small {
    /// A look-up of a roll, laid out as asked.
    pub fn new(mode: Mode, roll: &[(String, String)], layout: Layout) -> Result<Self, LookupError> {
        let (build, kind, key) = (build(), mode.kind(), key(SEED));
        let mut chaff = Chaff::new([SEED + 2; 32]);
        let mut buckets: BTreeMap<BucketNo, Vec<_>> =
            layout.iter().map(|no| (no, Vec::new())).collect();
        for (row, (id, code)) in (2..).zip(roll) {
            let derived = derive(&mode, &key, &number(id))?;
            let bucket = derived.bucket(&layout);
            let header = Header::new(&build, kind, &layout, bucket);
            let entry = EntryBytes::seal(&header, &layout, &derived, code)?;
            buckets.get_mut(&bucket).expect("a bucket").push((entry, row));
        }
        let mut files = BTreeMap::new();
        for (no, entries) in buckets {
            let header = Header::new(&build, kind, &layout, no);
            files.insert(no, bucket::assemble(&header, &layout, entries, &mut chaff)?);
        }
        let tree =
            Tree::new(files.values().map(|body| tree::leaf(body)).collect()).expect("a tree");
        for (no, body) in &mut files {
            tree.path(*no).expect("a path").iter().for_each(|hash| body.extend(hash.0));
        }
        let hints = Hints::parse(Some("V-12345678"), Some("../mesa/{code}/"))?;
        let manifest = Manifest { build, mode, layout, root: tree.root(), hints };
        Ok(Self { key, manifest, files })
    }

    /// One of each kind, of 300 electors in eight buckets.
    pub fn of_both_kinds() -> [Self; 2] {
        let layout = Layout { prefix_bits: 3, capacity: 90, code_bytes: 19 };
        [voprf(&key(SEED)), Mode::Argon2id(CHEAP)]
            .map(|mode| Self::new(mode, &roll(300), layout).expect("built"))
    }

    /// What a visitor derives, by asking where there is somebody to ask.
    pub fn ask(&self, id: &IdNumber) -> Result<Derived, LookupError> {
        match &self.manifest.mode {
            Mode::Argon2id(_) => derive(&self.manifest.mode, &self.key, id),
            Mode::Voprf { public_key, .. } => {
                let (question, blinded) = Question::ask(&self.manifest.build, id, [9; 32])?;
                question.finish(public_key, &self.key.answer(&blinded, [10; 32])?)
            }
        }
    }

    /// A whole visit.
    pub fn find(&self, id: &str) -> Result<Option<String>, LookupError> {
        let derived = self.ask(&number(id))?;
        let bucket = derived.bucket(&self.manifest.layout);
        Bucket::parse(&self.files[&bucket], &self.manifest, bucket)?.find(&derived)
    }
}

pub fn derive(mode: &Mode, key: &SecretKey, id: &IdNumber) -> Result<Derived, LookupError> {
    match mode {
        Mode::Argon2id(cost) => Deriver::new(*cost)?.derive(&build(), id),
        Mode::Voprf { .. } => key.derive(&build(), id),
    }
}
