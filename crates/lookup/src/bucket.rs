//! Buckets: files of equal size, each with its header, as many entries as there are places, and its path in the tree.

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use rand_core::RngCore as _;
use record::{Digest, Rule};
use zeroize::Zeroizing;

use crate::derived::Tag;
use crate::stream::{Seed, Stream};
use crate::tree::{self, HASH_BYTES};
use crate::{BucketNo, Build, Derived, Layout, LookupError, Manifest, Mode};

/// Bytes before the first entry.
pub const HEADER_BYTES: usize = 48;
/// Bytes of an entry beside its table code: tag, length of the code, authentication of the cipher.
pub const ENTRY_OVERHEAD: usize = Tag::BYTES + 1 + MAC_BYTES;
const MAC_BYTES: usize = 16;
const MAGIC: &[u8; 8] = b"CTJLKUP1";
/// Each key seals one entry of one build, so the nonce need not differ.
const NONCE: [u8; 12] = [0; 12];

/// Begins a bucket, and is bound into every entry: an entry moved to another bucket, build or mode does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header([u8; HEADER_BYTES]);

/// An entry as it lies in a bucket: a tag, then what only its key opens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EntryBytes(Vec<u8>);

/// Where the random bytes come from that stand in places nobody took.
pub struct Chaff(Stream);

/// A bucket that the manifest vouches for.
pub struct Bucket<'a> {
    header: Header,
    layout: Layout,
    entries: &'a [u8],
}

impl Header {
    /// The header of a bucket.
    pub fn new(build: &Build, kind: u8, layout: &Layout, bucket: BucketNo) -> Self {
        let mut bytes = [0; HEADER_BYTES];
        bytes[..8].copy_from_slice(MAGIC);
        bytes[8] = kind;
        bytes[9] = layout.prefix_bits;
        bytes[10..12].copy_from_slice(&layout.capacity.to_be_bytes());
        bytes[12..16].copy_from_slice(&bucket.0.to_be_bytes());
        bytes[16..].copy_from_slice(&build.build.0);
        Self(bytes)
    }
}

impl EntryBytes {
    /// Seals a table code for whoever can derive the same again.
    ///
    /// # Errors
    /// W205 for a code that the layout has no room for.
    pub fn seal(
        header: &Header,
        layout: &Layout,
        derived: &Derived,
        code: &str,
    ) -> Result<Self, LookupError> {
        let room = usize::from(layout.code_bytes);
        let length = u8::try_from(code.len()).ok().filter(|length| *length <= layout.code_bytes);
        let Some(length) = length else {
            let detail = format!("a table code of {} bytes", code.len());
            return Err(LookupError::new(Rule::LookupSizeImpossible, detail));
        };
        let mut plain = Zeroizing::new(vec![0; 1 + room]);
        plain[0] = length;
        plain[1..=code.len()].copy_from_slice(code.as_bytes());
        let sealed = cipher(derived)
            .encrypt(&Nonce::from(NONCE), Payload { msg: &plain, aad: &header.0 })
            .expect("far below the cipher's limit of 256 GB");
        Ok(Self([derived.tag().0.as_slice(), &sealed].concat()))
    }

    /// Takes an entry that was put aside.
    pub fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Chaff {
    /// Chaff from a seed that nobody else has.
    pub fn new(seed: Seed) -> Self {
        Self(Stream::new(seed))
    }

    fn entry(&mut self, layout: &Layout) -> EntryBytes {
        let mut bytes = vec![0; layout.entry_bytes()];
        self.0.fill_bytes(&mut bytes);
        EntryBytes(bytes)
    }
}

/// The body of a bucket: its entries, each with its row of the roll, and chaff in the places left, all in the order of
/// their bytes, so that no order tells one from the other.
///
/// # Errors
/// W204 with the two rows where one ID number stands twice, W206 where there are more entries than places.
pub fn assemble(
    header: &Header,
    layout: &Layout,
    mut entries: Vec<(EntryBytes, u64)>,
    chaff: &mut Chaff,
) -> Result<Vec<u8>, LookupError> {
    let places = usize::from(layout.capacity);
    entries.sort_unstable();
    let tag = |entry: &EntryBytes| entry.0.get(..Tag::BYTES).map(<[u8]>::to_vec);
    if let Some(pair) = entries.windows(2).find(|pair| tag(&pair[0].0) == tag(&pair[1].0)) {
        let (first, second) = (pair[0].1.min(pair[1].1), pair[0].1.max(pair[1].1));
        let detail = format!("rows {first} and {second}");
        return Err(LookupError::new(Rule::LookupIdTwice, detail));
    }
    if entries.len() > places {
        let detail = format!("{} entries for {places} places", entries.len());
        return Err(LookupError::new(Rule::LookupBucketFull, detail));
    }
    let mut entries: Vec<_> = entries.into_iter().map(|(entry, _)| entry).collect();
    entries.resize_with(places, || chaff.entry(layout));
    entries.sort_unstable();
    let mut body = Vec::with_capacity(layout.bucket_bytes());
    body.extend_from_slice(&header.0);
    entries.iter().for_each(|entry| body.extend_from_slice(&entry.0));
    Ok(body)
}

impl<'a> Bucket<'a> {
    /// Takes a bucket file, if it is the one that the manifest vouches for.
    ///
    /// # Errors
    /// W209 for what is no bucket of this build and number, W211 for one of the other mode, W210 for one that the
    /// manifest's root does not cover.
    pub fn parse(
        bytes: &'a [u8],
        manifest: &Manifest,
        bucket: BucketNo,
    ) -> Result<Self, LookupError> {
        let layout = manifest.layout;
        let wrong = |why: String| LookupError::new(Rule::LookupBucketMalformed, why);
        if bytes.len() != layout.bucket_bytes() {
            let detail = format!("{} bytes instead of {}", bytes.len(), layout.bucket_bytes());
            return Err(wrong(detail));
        }
        let (body, path) = bytes.split_at(layout.body_bytes());
        let (head, entries) = body.split_at(HEADER_BYTES);
        let header = Header::new(&manifest.build, manifest.mode.kind(), &layout, bucket);
        if head[8] == Mode::other_kind(manifest.mode.kind()) {
            let detail = "the bucket's mode is not the manifest's";
            return Err(LookupError::new(Rule::LookupModeMixed, detail));
        }
        if head != header.0 {
            return Err(wrong("its header is of another build or bucket".to_owned()));
        }
        let (path, _) = path.as_chunks::<HASH_BYTES>();
        let root = tree::climb(bucket, tree::leaf(body), path.iter().map(|hash| Digest(*hash)));
        if root != manifest.root {
            let detail = format!("bucket {}", bucket.0);
            return Err(LookupError::new(Rule::LookupBucketAltered, detail));
        }
        Ok(Self { header, layout, entries })
    }

    /// The table code of an ID number, or none where the roll does not have it.
    ///
    /// # Errors
    /// W219 where an entry with the right tag does not open.
    pub fn find(&self, derived: &Derived) -> Result<Option<String>, LookupError> {
        let tag = derived.tag();
        let mut opened = None;
        for entry in self.entries.chunks_exact(self.layout.entry_bytes()) {
            let Some(sealed) = entry.strip_prefix(&tag.0) else { continue };
            // Chaff may carry the same tag, once in 2¹²⁸; what opens decides.
            let code = self.open(derived, sealed);
            if code.is_some() {
                return Ok(code);
            }
            opened = Some(());
        }
        match opened {
            None => Ok(None),
            Some(()) => {
                Err(LookupError::new(Rule::LookupEntryUnreadable, "an entry of this bucket"))
            }
        }
    }

    fn open(&self, derived: &Derived, sealed: &[u8]) -> Option<String> {
        let payload = Payload { msg: sealed, aad: &self.header.0 };
        let plain = cipher(derived).decrypt(&Nonce::from(NONCE), payload).ok()?;
        let (length, padded) = plain.split_first()?;
        let (code, padding) = padded.split_at_checked(usize::from(*length))?;
        let sound = !code.is_empty() && padding.iter().all(|byte| *byte == 0);
        sound.then(|| String::from_utf8(code.to_vec()).ok()).flatten()
    }
}

fn cipher(derived: &Derived) -> ChaCha20Poly1305 {
    let key = Zeroizing::new(derived.key());
    ChaCha20Poly1305::new((&*key).into())
}
