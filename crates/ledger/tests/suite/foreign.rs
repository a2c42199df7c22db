//! A small log that another implementation wrote: read it, and notice every damage to it.

use std::path::PathBuf;

use ledger::reader::{Reader, Source as _};
use ledger::storage::{Folder, Memory, Storage as _};
use ledger::{LedgerError, Note, Trust, fsck, tile};

const KEY: &str = "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";

fn folder() -> Option<PathBuf> {
    let folder =
        std::env::var_os("COTEJO_DATA").map(|data| PathBuf::from(data).join("tessera-log"));
    let folder = folder.filter(|folder| folder.is_dir());
    if folder.is_none() {
        println!("skipped: COTEJO_DATA does not name a folder with `tessera-log`");
    }
    folder
}

fn trust() -> Trust {
    Trust::in_log(KEY.parse().expect("its published key"))
}

/// The log's files of its last checkpoint, in memory.
fn load(folder: PathBuf) -> Memory {
    let memory = Memory::default();
    let mut folder = Folder(folder);
    let checkpoint = folder.fetch("checkpoint", 4_096).expect("a checkpoint");
    let size = trust().verify(&Note::parse(&checkpoint).unwrap(), None).unwrap().checkpoint.size;
    memory.put("checkpoint", &checkpoint).unwrap();
    for tile in tile::of_tree(size) {
        let bytes = folder.fetch(&tile.path(), tile::MAX_BUNDLE_BYTES).expect("a tile");
        memory.put(&tile.path(), &bytes).unwrap();
    }
    memory
}

/// Everything that can be read of a log, verified.
fn read(memory: &Memory) -> Result<u64, LedgerError> {
    let note = Note::parse(&memory.get("checkpoint")?.expect("a checkpoint"))?;
    let checkpoint = trust().verify(&note, None)?.checkpoint;
    let mut source = memory;
    let mut reader = Reader::open(&mut source, &checkpoint)?;
    for index in 0..checkpoint.size {
        reader.entry(index)?;
    }
    Ok(fsck::check(&mut source, &checkpoint, |_, _| Ok(()))?.entries)
}

#[test]
fn it_verifies_whole() {
    let Some(folder) = folder() else { return };
    assert_eq!(read(&load(folder)), Ok(15));
}

#[test]
fn every_damaged_byte_is_noticed_where_it_is() {
    let Some(folder) = folder() else { return };
    let memory = load(folder);
    let files = memory.contents().clone();
    let mut damages = 0;
    for (path, bytes) in &files {
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            memory.put(path, &damaged).unwrap();
            let error = read(&memory).expect_err("damage");
            let named = error.detail.contains(path.as_str())
                || error.detail.contains("partial tiles")
                || path == "checkpoint";
            assert!(named, "{path} byte {at}: {error}");
            damages += 1;
        }
        for cut in [0, bytes.len() / 2, bytes.len() - 1] {
            memory.put(path, &bytes[..cut]).unwrap();
            read(&memory).expect_err("cut");
        }
        memory.put(path, bytes).unwrap();
    }
    println!("{damages} damages, all noticed");
    assert_eq!(read(&memory), Ok(15));
}
