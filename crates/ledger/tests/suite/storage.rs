//! What every storage promises, held against each of them.

use ledger::storage::{Files, Memory, Storage};

/// The contract of [`Storage`], on storage that is empty.
pub fn keeps_its_promises(storage: &impl Storage) {
    let list = |folder: &str| storage.list(folder).expect("listed");
    assert_eq!(storage.get("checkpoint").unwrap(), None);
    assert_eq!(list("staging"), Vec::<String>::new());
    storage.delete("staging/nothing").unwrap();

    storage.put("checkpoint", b"one").unwrap();
    storage.put("checkpoint", b"two").unwrap();
    assert_eq!(storage.get("checkpoint").unwrap().unwrap(), b"two");
    assert!(!storage.replace("checkpoint", b"one", b"three").unwrap());
    assert!(storage.replace("checkpoint", b"two", b"three").unwrap());
    assert!(!storage.replace("nothing", b"", b"").unwrap());
    assert_eq!(storage.get("checkpoint").unwrap().unwrap(), b"three");
    storage.put("empty", b"").unwrap();
    assert_eq!(storage.get("empty").unwrap().unwrap(), b"");

    // A partial tile lies in a folder whose name begins with that of the full one.
    storage.put_new("tile/0/000.p/5", b"five").unwrap();
    storage.put_new("tile/0/000", b"full").unwrap();
    storage.put_new("tile/0/x001/234", b"far").unwrap();
    storage.put_new("tile/0/000", b"full").unwrap();
    let other = storage.put_new("tile/0/000", b"fall").unwrap_err();
    assert_eq!(other.rule.code(), "L422", "{other}");
    assert!(other.detail.contains("tile/0/000"), "{other}");
    assert_eq!(storage.get("tile/0/000").unwrap().unwrap(), b"full");

    // What was only put counts as well.
    storage.put("staging/2-b", b"put").unwrap();
    assert_eq!(storage.put_new("staging/2-b", b"new").unwrap_err().rule.code(), "L422");
    storage.put("staging/10-a", &vec![7; 300_000]).unwrap();
    storage.put("staging-not/1", b"").unwrap();
    assert_eq!(list("staging"), ["staging/10-a", "staging/2-b"]);
    assert_eq!(list("tile/0"), ["tile/0/000"]);
    assert_eq!(storage.get("staging/10-a").unwrap().unwrap().len(), 300_000);
    for left in list("staging") {
        storage.delete(&left).unwrap();
    }
    assert_eq!(list("staging"), Vec::<String>::new());
    assert_eq!(storage.get("staging/2-b").unwrap(), None);
}

#[test]
fn files_keep_the_promises_of_storage() {
    let folder = tempfile::tempdir().unwrap();
    keeps_its_promises(&Files::open(folder.path()).unwrap());
}

#[test]
fn nothing_that_somebody_else_wrote_is_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let add = |name: String| {
        let files = Files::open(folder.path()).unwrap();
        loop {
            let old = files.get("shared").unwrap().unwrap();
            let new = [old.as_slice(), name.as_bytes(), b"\n"].concat();
            if files.replace("shared", &old, &new).unwrap() {
                break;
            }
        }
    };
    Files::open(folder.path()).unwrap().put("shared", b"").unwrap();
    std::thread::scope(|scope| {
        for writer in 0..8 {
            scope.spawn(move || (0..25).for_each(|line| add(format!("{writer} {line}"))));
        }
    });
    let all = Files::open(folder.path()).unwrap().get("shared").unwrap().unwrap();
    assert_eq!(all.split(|byte| *byte == b'\n').count(), 8 * 25 + 1);
}

#[test]
fn memory_keeps_the_promises_of_storage() {
    keeps_its_promises(&Memory::default());
}
