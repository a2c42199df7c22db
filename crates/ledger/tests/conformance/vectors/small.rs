//! A whole log of 300 entries, and damages to its files.

use ledger::log::CHECKPOINT;
use ledger::proof::{self, Subtrees};
use ledger::storage::{Memory, MemoryHeads, Storage as _};
use ledger::{Checkpoint, Hash, LedgerError, tile};
use record::{Digest, Statement, StatementKind, TableNo};
use serde::Serialize;

use super::hex;
use super::world::{KEYLESS, ORIGIN, TABLES, TIME, World, by, checkpoint, key, signed};

/// Where the log lies below `vectors/log/`.
pub const FOLDER: &str = "small/log";
/// Who cosigned it.
pub const COSIGNED: [(&str, u64); 3] =
    [("authority", TIME), ("list-a", TIME + 60), ("watch", TIME + 90)];

/// The log, its entries, and the tree over them by definition.
pub struct Log {
    /// Every entry.
    pub entries: Vec<Vec<u8>>,
    /// Files as published.
    pub published: Vec<(String, Vec<u8>)>,
}

/// A tree by the definition in RFC 6962 §2.1, without any cleverness.
pub struct Naive<'a>(pub &'a [Vec<u8>]);

impl Naive<'_> {
    /// The checkpoint over the first entries.
    pub fn checkpoint(&self, size: usize) -> Checkpoint {
        checkpoint(size as u64, hash(&self.0[..size]))
    }

    /// The proof of inclusion in the tree of the first entries.
    pub fn inclusion(&mut self, index: u64, size: u64) -> Vec<Hash> {
        proof::inclusion(self, index, size).unwrap()
    }
}

impl Subtrees for Naive<'_> {
    fn subtree(&mut self, start: u64, end: u64) -> Result<Hash, LedgerError> {
        Ok(hash(&self.0[usize::try_from(start).unwrap()..usize::try_from(end).unwrap()]))
    }
}

fn hash(entries: &[Vec<u8>]) -> Hash {
    match entries {
        [] => Hash::of_nothing(),
        [only] => Hash::leaf(only),
        _ => {
            let mut split = 1;
            while split * 2 < entries.len() {
                split *= 2;
            }
            Hash::node(&hash(&entries[..split]), &hash(&entries[split..]))
        }
    }
}

impl Log {
    /// Writes it as an authority would: in batches, then cosigned.
    pub fn new(world: &World) -> Self {
        let entries = entries(world);
        let (storage, heads) = (Memory::default(), MemoryHeads::default());
        let mut log = ledger::Log::create(&storage, &heads, ORIGIN, key("log")).unwrap();
        let mut rest = entries.as_slice();
        for batch in [1, 99, 157, 43] {
            let (now, later) = rest.split_at(batch);
            log.append(now).unwrap();
            rest = later;
        }
        let head = log.checkpoint();
        assert_eq!(head, Naive(&entries).checkpoint(entries.len()), "against the definition");
        let text = head.to_string();
        let cosignatures = COSIGNED.map(|(id, time)| by(id, &text, time));
        log.add_cosignatures(&text, &cosignatures).unwrap();
        let paths = tile::of_tree(head.size).map(|tile| tile.path());
        let published = std::iter::once(CHECKPOINT.to_owned())
            .chain(paths)
            .map(|path| {
                let bytes = storage.get(&path).unwrap().unwrap();
                (path, bytes)
            })
            .collect();
        Self { entries, published }
    }

    /// Its files with their paths below `vectors/log/`.
    pub fn files(&self) -> Vec<(String, Vec<u8>)> {
        self.published
            .iter()
            .map(|(path, bytes)| (format!("{FOLDER}/{path}"), bytes.clone()))
            .collect()
    }

    fn file(&self, path: &str) -> &[u8] {
        &self.published.iter().find(|(there, _)| there == path).unwrap().1
    }
}

/// Entry 0, a sheet of every table with a key, then what else a log may hold.
fn entries(world: &World) -> Vec<Vec<u8>> {
    let mut entries = vec![world.first().bytes().to_vec()];
    let sheets: Vec<_> = (0..TABLES)
        .map(TableNo)
        .filter(|table| *table != KEYLESS)
        .map(|table| world.sign(&world.sheet(table)))
        .collect();
    entries.extend(sheets.iter().map(|sheet| sheet.bytes().to_vec()));
    let corrected = world.sign(&world.correction(&sheets[0], 3));
    let contradicting = world.sign(&world.moved(TableNo(2), 9));
    entries.extend([corrected.bytes().to_vec(), contradicting.bytes().to_vec()]);
    let challenge = statement(world, StatementKind::Challenge, "list-b", &sheets[5].digest());
    let challenge = world.say(Statement { text: "the paper says 90".to_owned(), ..challenge });
    let about =
        |kind, by, subject: &str| statement(world, kind, by, &Digest::of(subject.as_bytes()));
    let statements = [
        Statement {
            text: "signed before the box was closed".to_owned(),
            ..statement(world, StatementKind::Withdrawal, "authority", &sheets[1].digest())
        },
        about(StatementKind::Submission, "list-a", "a collection"),
        Statement {
            text: "-list-b".to_owned(),
            ..world.statement(StatementKind::CosignerChange, "authority")
        },
        about(StatementKind::Bulletin, "authority", "a bulletin"),
        about(StatementKind::Draw, "watch", "a worksheet"),
        Statement {
            tables: vec![TableNo(3), TableNo(7), TableNo(200)],
            ..about(StatementKind::BoxCount, "watch", "a count")
        },
        Statement {
            tables: vec![TableNo(5)],
            text: "Annulled: acta y caja difieren, según el cotejo.".to_owned(),
            ..statement(world, StatementKind::Ruling, "authority", &challenge.digest())
        },
        about(StatementKind::Certificate, "authority", "a bulletin"),
    ];
    entries.push(challenge.bytes().to_vec());
    entries.extend(statements.map(|one| world.say(one).bytes().to_vec()));
    let left = 300 - entries.len();
    let more = sheets[10..10 + left].iter().map(|old| world.sign(&world.correction(old, 1)));
    entries.extend(more.map(|sheet| sheet.bytes().to_vec()));
    entries
}

fn statement(world: &World, kind: StatementKind, by: &str, about: &Digest) -> Statement {
    Statement { subjects: vec![*about], at: Some(TIME), ..world.statement(kind, by) }
}

/// What is done to the files, and what must come of it.
#[derive(Serialize)]
pub struct Damage {
    name: String,
    changes: Vec<Change>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'static str>,
}

/// A change of one file; exactly one of the last four is there.
#[derive(Serialize, Default, Clone)]
pub struct Change {
    file: String,
    /// Bytes that stand at an offset instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    put: Option<(usize, String)>,
    /// Length to which it is cut.
    #[serde(skip_serializing_if = "Option::is_none")]
    cut: Option<usize>,
    /// The whole file instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    whole: Option<String>,
    /// Whether it is removed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    gone: bool,
}

/// Every damage.
pub fn cases(world: &World, log: &Log) -> (&'static str, Vec<Damage>) {
    let mut cases = vec![Damage { name: "as published".to_owned(), changes: vec![], rule: None }];
    let mut add = |name: &str, changes: Vec<Change>, rule| {
        cases.push(Damage { name: name.to_owned(), changes, rule });
    };
    let (entries, last) = ("tile/entries/000", "tile/entries/001.p/44");
    let (full, edge, top) = ("tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1");
    for file in [CHECKPOINT, entries, last, full, edge, top] {
        add(&format!("{file} is gone"), vec![Change { gone: true, ..of(file) }], Some("L421"));
    }
    for file in [entries, last] {
        let length = log.file(file).len();
        add(&format!("{file} lacks a byte"), vec![cut(file, length - 1)], Some("L425"));
        add(&format!("{file} is empty"), vec![cut(file, 0)], Some("L425"));
        add(&format!("{file} has a byte more"), vec![more(log, file, &[0])], Some("L425"));
        add(&format!("{file} has an entry more"), vec![more(log, file, &[0, 1, 7])], Some("L425"));
        add(&format!("{file}: a bit of its first entry"), vec![flip(log, file, 100)], Some("L412"));
        add(&format!("{file}: its last bit"), vec![flip(log, file, length - 1)], Some("L412"));
        add(&format!("{file}: first entry said longer"), vec![flip(log, file, 0)], Some("L425"));
    }
    for file in [full, edge, top] {
        let length = log.file(file).len();
        add(&format!("{file} lacks a byte"), vec![cut(file, length - 1)], Some("L425"));
        add(&format!("{file} lacks a hash"), vec![cut(file, length - 32)], Some("L425"));
        add(&format!("{file} has a hash more"), vec![more(log, file, &[9; 32])], Some("L425"));
        add(&format!("{file}: a bit of its first hash"), vec![flip(log, file, 0)], Some("L412"));
        add(&format!("{file}: its last bit"), vec![flip(log, file, length - 1)], Some("L412"));
    }
    let rewritten = rewritten(world, log);
    let only = |paths: &[&str]| -> Vec<Change> {
        rewritten
            .published
            .iter()
            .filter(|(path, _)| paths.contains(&path.as_str()))
            .map(|(path, bytes)| whole(path, bytes))
            .collect()
    };
    add("entry 40 is another valid sheet", only(&[entries]), Some("L412"));
    add(
        "entry 40 and the tile above it are another history's",
        only(&[entries, full]),
        Some("L412"),
    );
    add(
        "all tiles are another history's, the checkpoint is not",
        only(&[entries, last, full, edge, top]),
        Some("L412"),
    );
    add("only the checkpoint is another history's", only(&[CHECKPOINT]), Some("L412"));
    add(
        "everything is another history's: only who remembers a checkpoint can tell",
        only(&[CHECKPOINT, entries, last, full, edge, top]),
        None,
    );
    let note = |checkpoint: &Checkpoint| signed(checkpoint, &COSIGNED).to_string();
    let tree = Naive(&log.entries);
    let shorter = note(&tree.checkpoint(256));
    add(
        "the checkpoint of 256 entries: only who remembers a longer one can tell",
        vec![whole(CHECKPOINT, shorter.as_bytes())],
        None,
    );
    let empty = note(&tree.checkpoint(0));
    add("the checkpoint of no entries", vec![whole(CHECKPOINT, empty.as_bytes())], None);
    let longer = note(&checkpoint(301, tree.checkpoint(300).root));
    add(
        "one entry more is signed than is there",
        vec![whole(CHECKPOINT, longer.as_bytes())],
        Some("L421"),
    );
    let other_root = note(&checkpoint(300, Hash([3; 32])));
    add("another root is signed", vec![whole(CHECKPOINT, other_root.as_bytes())], Some("L412"));
    let unsigned =
        String::from_utf8(log.file(CHECKPOINT).to_vec()).unwrap().replacen("\n300\n", "\n299\n", 1);
    add("a size that was not signed", vec![whole(CHECKPOINT, unsigned.as_bytes())], Some("L413"));
    add("the checkpoint is empty", vec![cut(CHECKPOINT, 0)], Some("L418"));
    (
        "`small/log` after `changes` to its files, in their order: `put` [offset, bytes], `cut` to a length, the `whole` file instead, or `gone`. The first thing wrong with the checkpoint, the tiles and the tree breaks `rule`; where there is none, nothing is wrong. Records are not read.",
        cases,
    )
}

/// The same log with another sheet as entry 40, signed by the same keys.
fn rewritten(world: &World, log: &Log) -> Log {
    let mut entries = log.entries.clone();
    entries[40] = world.sign(&world.moved(TableNo(39), 11)).bytes().to_vec();
    let (storage, heads) = (Memory::default(), MemoryHeads::default());
    let mut other = ledger::Log::create(&storage, &heads, ORIGIN, key("log")).unwrap();
    other.append(&entries).unwrap();
    let paths = log.published.iter().map(|(path, _)| path.clone());
    let published = paths
        .map(|path| {
            let bytes = storage.get(&path).unwrap().unwrap();
            (path, bytes)
        })
        .collect();
    Log { entries, published }
}

fn of(file: &str) -> Change {
    Change { file: file.to_owned(), ..Change::default() }
}

fn cut(file: &str, to: usize) -> Change {
    Change { cut: Some(to), ..of(file) }
}

fn flip(log: &Log, file: &str, at: usize) -> Change {
    Change { put: Some((at, hex(&[log.file(file)[at] ^ 1]))), ..of(file) }
}

fn more(log: &Log, file: &str, bytes: &[u8]) -> Change {
    Change { put: Some((log.file(file).len(), hex(bytes))), ..of(file) }
}

fn whole(file: &str, bytes: &[u8]) -> Change {
    Change { whole: Some(hex(bytes)), ..of(file) }
}
