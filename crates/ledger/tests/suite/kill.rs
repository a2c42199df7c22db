//! Files and database on a real disk.

use ledger::log::Stored;
use ledger::storage::{Files, SqliteHeads};
use ledger::{Log, fsck};

use crate::common::{ORIGIN, entries, key};

#[test]
fn a_log_on_disk_is_written_closed_opened_and_never_started_twice() {
    let folder = tempfile::tempdir().unwrap();
    let (files, database) = (folder.path().join("log"), folder.path().join("heads.sqlite"));
    let open = || {
        let heads = SqliteHeads::open(&database)?;
        Log::open(Files::open(&files)?, heads, ORIGIN, key("log"))
    };
    assert_eq!(open().err().unwrap().rule.code(), "L421", "a wrong path starts no log");
    let heads = SqliteHeads::create(&database).unwrap();
    let mut log = Log::create(Files::open(&files).unwrap(), heads, ORIGIN, key("log")).unwrap();
    for batch in entries(0..1_000).chunks(300) {
        log.append(batch).unwrap();
    }
    let before = log.checkpoint();
    drop(log);
    let mut log = open().unwrap();
    assert_eq!(log.checkpoint(), before);
    let again = log.append(&entries(990..1_010)).unwrap();
    assert_eq!((again[0].index, again[0].was_there, again[19].index), (990, true, 1_009));
    let checkpoint = log.checkpoint();
    fsck::check(&mut Stored(log.storage()), &checkpoint, |_, _| Ok(())).unwrap();
    let heads = SqliteHeads::open(&database).unwrap();
    assert!(Log::create(Files::open(&files).unwrap(), heads, ORIGIN, key("log")).is_err());
}

#[test]
fn a_rolled_back_database_or_disk_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (files, database) = (folder.path().join("log"), folder.path().join("heads.sqlite"));
    let heads = SqliteHeads::create(&database).unwrap();
    let mut log = Log::create(Files::open(&files).unwrap(), heads, ORIGIN, key("log")).unwrap();
    log.append(&entries(0..10)).unwrap();
    drop(log);
    let (old_database, old_checkpoint) =
        (std::fs::read(&database).unwrap(), std::fs::read(files.join("checkpoint")).unwrap());
    let open =
        || Log::open(Files::open(&files)?, SqliteHeads::open(&database)?, ORIGIN, key("log"));
    let mut log = open().unwrap();
    log.append(&entries(10..20)).unwrap();
    drop(log);
    let (new_database, new_checkpoint) =
        (std::fs::read(&database).unwrap(), std::fs::read(files.join("checkpoint")).unwrap());
    std::fs::write(&database, old_database).unwrap();
    assert_eq!(open().err().unwrap().rule.code(), "L410");
    std::fs::write(&database, new_database).unwrap();
    std::fs::write(files.join("checkpoint"), old_checkpoint).unwrap();
    assert_eq!(open().err().unwrap().rule.code(), "L410");
    std::fs::write(files.join("checkpoint"), new_checkpoint).unwrap();
    assert!(open().is_ok());
}
