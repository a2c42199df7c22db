//! Which files a run takes.

use std::fs;
use std::path::{Path, PathBuf};

use scan::{WalkError, list};

fn touch(path: &Path) -> PathBuf {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a temporary folder");
    fs::write(path, b"x").expect("a temporary folder");
    path.to_owned()
}

#[test]
fn folders_are_sorted_and_hidden_entries_left_out() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let b = touch(&root.path().join("b/2.jpg"));
    let a = touch(&root.path().join("a/no-extension"));
    let c = touch(&root.path().join("c.csv"));
    touch(&root.path().join(".hidden"));
    touch(&root.path().join(".git/object"));
    let named = [root.path().to_owned(), b.clone()];
    let found = list(&named).expect("a list");
    assert_eq!(found.files, [a, b, c], "each once, in order");
    assert!(found.skipped.is_empty());
}

#[cfg(unix)]
#[test]
fn links_are_followed_only_where_named() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let outside = tempfile::tempdir().expect("a temporary folder");
    let secret = touch(&outside.path().join("secret"));
    let inside = touch(&root.path().join("in/1"));
    for (target, name) in [(secret.as_path(), "file"), (outside.path(), "folder")] {
        std::os::unix::fs::symlink(target, root.path().join("in").join(name)).expect("a link");
    }
    let found = list(&[root.path().to_owned()]).expect("a list");
    assert_eq!(found.files, [inside]);
    assert_eq!(found.skipped.len(), 2);
    let link = root.path().join("in/file");
    assert_eq!(list(std::slice::from_ref(&link)).expect("a list").files, [link]);
}

#[test]
fn a_path_that_is_not_there_is_an_error() {
    let outcome = list(&[PathBuf::from("/nowhere/at/all")]);
    assert!(matches!(outcome, Err(WalkError::Unreachable { .. })));
}
