//! Entries put aside by the first bits of their bucket, so that a national roll is sorted in little memory. What lies
//! on the disk meanwhile is sealed already: a crash leaves nothing that can be read as a roll.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use lookup::{BucketNo, EntryBytes, Layout};

/// Bits of the bucket that name a part.
const PART_BITS: u8 = 8;
/// Bytes held for each part before they are written.
const BUFFER_BYTES: usize = 64 << 10;
/// Bytes before an entry: its bucket and its row.
const HEAD_BYTES: usize = 12;

/// An entry, its bucket, and its row of the roll, which is forgotten once duplicates were looked for.
pub struct Placed {
    pub bucket: BucketNo,
    pub row: u64,
    pub entry: EntryBytes,
}

/// Files of entries, one for each part.
pub struct Parts {
    files: Vec<(PathBuf, BufWriter<File>)>,
    shift: u8,
    layout: Layout,
}

impl Parts {
    /// Makes the files.
    pub fn create(folder: &Path, layout: Layout) -> anyhow::Result<Self> {
        let bits = layout.prefix_bits.min(PART_BITS);
        let create = |part: u32| {
            let path = folder.join(format!("part-{part}"));
            let file = File::create_new(&path)
                .with_context(|| format!("cannot create {}", path.display()))?;
            anyhow::Ok((path, BufWriter::with_capacity(BUFFER_BYTES, file)))
        };
        let files = (0..1 << bits).map(create).collect::<Result<_, _>>()?;
        Ok(Self { files, shift: layout.prefix_bits - bits, layout })
    }

    /// Puts one aside.
    pub fn put(&mut self, placed: &Placed) -> anyhow::Result<()> {
        let part = usize::try_from(placed.bucket.0 >> self.shift)?;
        let (path, file) = &mut self.files[part];
        let mut write = || {
            file.write_all(&placed.bucket.0.to_be_bytes())?;
            file.write_all(&placed.row.to_be_bytes())?;
            file.write_all(placed.entry.as_bytes())
        };
        write().with_context(|| format!("cannot write {}", path.display()))
    }

    /// Gives the entries of each part in the order of their buckets; each file is removed once it was read.
    pub fn into_sorted(self) -> anyhow::Result<impl Iterator<Item = anyhow::Result<Vec<Placed>>>> {
        let layout = self.layout;
        let mut paths = Vec::with_capacity(self.files.len());
        for (path, file) in self.files {
            file.into_inner().with_context(|| format!("cannot write {}", path.display()))?;
            paths.push(path);
        }
        Ok(paths.into_iter().map(move |path| {
            let placed =
                read(&path, &layout).with_context(|| format!("cannot read {}", path.display()))?;
            std::fs::remove_file(&path)?;
            Ok(placed)
        }))
    }
}

fn read(path: &Path, layout: &Layout) -> anyhow::Result<Vec<Placed>> {
    let file = File::open(path)?;
    let record = HEAD_BYTES + layout.entry_bytes();
    let many = usize::try_from(file.metadata()?.len())? / record;
    let mut reader = BufReader::with_capacity(BUFFER_BYTES, file);
    let mut all = Vec::with_capacity(many);
    for _ in 0..many {
        let (mut bucket, mut row) = ([0; 4], [0; 8]);
        let mut entry = vec![0; layout.entry_bytes()];
        reader.read_exact(&mut bucket)?;
        reader.read_exact(&mut row)?;
        reader.read_exact(&mut entry)?;
        all.push(Placed {
            bucket: BucketNo(u32::from_be_bytes(bucket)),
            row: u64::from_be_bytes(row),
            entry: EntryBytes::from_bytes(entry),
        });
    }
    all.sort_unstable_by_key(|placed| placed.bucket);
    Ok(all)
}
