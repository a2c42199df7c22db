//! Receipts: good ones of many trees, wrong ones, and other spellings.

use ledger::{Hash, Receipt};
use serde::Serialize;

use super::small::{Log, Naive};
use super::world::{TIME, World, by, signed};
use super::{Expect, hex};

/// A receipt, the record it is of, and what is said of it.
#[derive(Serialize)]
pub struct Case {
    name: String,
    receipt: String,
    /// The record in hexadecimal; the receipt's extra data where left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<String>,
    expect: Expect,
}

const TWO: [(&str, u64); 2] = [("list-a", TIME), ("watch", TIME)];

/// Every case.
pub fn cases(_: &World, log: &Log) -> (&'static str, Vec<Case>) {
    let mut cases = good(log);
    cases.extend(wrong(log));
    cases.extend(misspelt(log));
    (
        "Receipts (C2SP tlog-proof) of records in the log of `small/`, under the keys and the policy of `election/`. Where no `record` is given it is the receipt's extra data. Whether the record is one that the log may hold is not asked.",
        cases,
    )
}

fn receipt(log: &Log, index: u64, size: u64, cosigners: &[(&str, u64)]) -> Receipt {
    let mut tree = Naive(&log.entries);
    let checkpoint = tree.checkpoint(usize::try_from(size).unwrap());
    Receipt {
        extra: Some(log.entries[usize::try_from(index).unwrap()].clone()),
        index,
        path: tree.inclusion(index, size),
        checkpoint: signed(&checkpoint, cosigners),
    }
}

fn case(name: impl Into<String>, receipt: impl ToString, expect: Expect) -> Case {
    Case { name: name.into(), receipt: receipt.to_string(), record: None, expect }
}

fn good(log: &Log) -> Vec<Case> {
    let sizes: [(u64, &[u64]); 9] = [
        (1, &[0]),
        (2, &[0, 1]),
        (3, &[0, 2]),
        (7, &[5, 6]),
        (8, &[7]),
        (255, &[254]),
        (256, &[0, 255]),
        (257, &[0, 255, 256]),
        (300, &[0, 1, 128, 255, 256, 287, 288, 299]),
    ];
    let mut cases = Vec::new();
    for (size, indexes) in sizes {
        let checkpoint = Naive(&log.entries).checkpoint(usize::try_from(size).unwrap());
        for index in indexes {
            let expect = Expect::valid(&checkpoint, &TWO, true);
            cases.push(case(
                format!("entry {index} of {size}"),
                receipt(log, *index, size, &TWO),
                expect,
            ));
        }
    }
    let head = Naive(&log.entries).checkpoint(300);
    let one = |cosigners: &[(&str, u64)], quorum| {
        (receipt(log, 17, 300, cosigners), Expect::valid(&head, cosigners, quorum))
    };
    for (name, (receipt, expect)) in [
        ("only the log signed", one(&[], false)),
        ("the authority alone cosigned", one(&[("authority", TIME)], false)),
        ("one party alone cosigned", one(&[("list-b", TIME)], false)),
        (
            "the authority and an observer cosigned",
            one(&[("authority", TIME), ("watch", TIME)], true),
        ),
    ] {
        cases.push(case(name, receipt, expect));
    }
    let bare = Receipt { extra: None, ..receipt(log, 17, 300, &TWO) };
    let record = Some(hex(&log.entries[17]));
    let expect = Expect::valid(&head, &TWO, true);
    cases.push(Case {
        record: record.clone(),
        ..case("the record beside it", bare.to_string(), expect.clone())
    });
    let ignored = Receipt { extra: Some(b"anything".to_vec()), ..bare };
    cases.push(Case { record, ..case("other extra data, the record beside it", ignored, expect) });
    cases
}

fn wrong(log: &Log) -> Vec<Case> {
    let good = receipt(log, 17, 300, &TWO);
    let with = |change: &dyn Fn(&mut Receipt)| {
        let mut receipt = good.clone();
        change(&mut receipt);
        receipt
    };
    let add = |hash: Hash| with(&|one| one.path.push(hash));
    let other_head = receipt(log, 17, 299, &TWO).checkpoint;
    let stranger = log.entries[18].clone();
    let forged =
        |one: &mut Receipt| one.checkpoint.signatures.push(by("authority", "other\n", TIME));
    let refused = |(name, receipt, rule): (&str, Receipt, &'static str)| {
        case(name, receipt, Expect::refused(rule))
    };
    [
        ("another record", with(&|one| one.extra = Some(stranger.clone())), "L417"),
        ("one bit of the record", with(&|one| one.extra.as_mut().unwrap()[60] ^= 1), "L417"),
        ("a byte behind the record", with(&|one| one.extra.as_mut().unwrap().push(0)), "L417"),
        ("the next index", with(&|one| one.index = 18), "L417"),
        ("the index before", with(&|one| one.index = 16), "L417"),
        ("the index of the last entry", with(&|one| one.index = 299), "L417"),
        ("an index that is not in the tree", with(&|one| one.index = 300), "L417"),
        ("an index far away", with(&|one| one.index = 1 << 40), "L417"),
        ("no path", with(&|one| one.path.clear()), "L417"),
        (
            "the last hash missing",
            with(&|one| {
                one.path.pop();
            }),
            "L417",
        ),
        (
            "the first hash missing",
            with(&|one| {
                one.path.remove(0);
            }),
            "L417",
        ),
        ("a hash more", add(Hash([0; 32])), "L417"),
        ("the last hash twice", add(*good.path.last().unwrap()), "L417"),
        ("two hashes exchanged", with(&|one| one.path.swap(0, 1)), "L417"),
        ("one bit of a hash", with(&|one| one.path[3].0[31] ^= 1), "L417"),
        ("the path from the other end", with(&|one| one.path.reverse()), "L417"),
        (
            "the checkpoint of another size",
            with(&|one| one.checkpoint = other_head.clone()),
            "L417",
        ),
        ("63 hashes", with(&|one| one.path = vec![Hash([1; 32]); 63]), "L417"),
        ("64 hashes", with(&|one| one.path = vec![Hash([1; 32]); 64]), "L420"),
        (
            "not signed by the log",
            with(&|one| {
                one.checkpoint.signatures.remove(0);
            }),
            "L413",
        ),
        ("a forged cosignature", with(&forged), "L415"),
        (
            "a wrong path under a forged cosignature",
            with(&|one| {
                forged(one);
                one.path.clear();
            }),
            "L415",
        ),
        (
            "another log's checkpoint",
            with(&|one| {
                let text = one.checkpoint.text.replacen("vectors", "other", 1);
                one.checkpoint.signatures = vec![super::world::by_log(&text)];
                one.checkpoint.text = text;
            }),
            "L414",
        ),
    ]
    .into_iter()
    .map(refused)
    .chain(inner_node(log))
    .collect()
}

/// A hash inside the tree given out as a record: what the byte before a leaf is for.
fn inner_node(log: &Log) -> Option<Case> {
    let tree = Naive(&log.entries);
    let checkpoint = tree.checkpoint(2);
    let node: Vec<u8> = log.entries[..2].iter().flat_map(|entry| Hash::leaf(entry).0).collect();
    let one = ledger::checkpoint::Checkpoint { size: 1, ..checkpoint };
    let receipt =
        Receipt { extra: Some(node), index: 0, path: vec![], checkpoint: signed(&one, &TWO) };
    Some(case("a node of the tree as a record", receipt, Expect::refused("L417")))
}

fn misspelt(log: &Log) -> Vec<Case> {
    let good = receipt(log, 17, 300, &TWO).to_string();
    let (head, note) = good.split_once("\n\n").unwrap();
    let extra = head.lines().nth(1).unwrap();
    let hash = head.lines().last().unwrap();
    let put = |old: &str, new: &str| good.replacen(old, new, 1);
    let spellings = [
        ("nothing", String::new()),
        ("another version", put("@v1", "@v2")),
        ("a byte order mark", format!("\u{feff}{good}")),
        ("a line end before it", format!("\n{good}")),
        ("carriage returns", good.replace('\n', "\r\n")),
        ("no first line", good.split_once('\n').unwrap().1.to_owned()),
        ("no index", put("index 17\n", "")),
        ("index with a zero before it", put("index 17", "index 017")),
        ("index with a plus", put("index 17", "index +17")),
        ("index in hexadecimal", put("index 17", "index 0x11")),
        ("index with a blank behind", put("index 17", "index 17 ")),
        ("index with two blanks", put("index 17", "index  17")),
        ("index in capitals", put("index 17", "INDEX 17")),
        ("index negative", put("index 17", "index -1")),
        ("index empty", put("index 17", "index ")),
        ("index beyond 64 bits", put("index 17", "index 18446744073709551616")),
        ("index twice", put("index 17", "index 17\nindex 17")),
        ("index before extra", put(&format!("{extra}\nindex 17"), &format!("index 17\n{extra}"))),
        ("extra twice", put(extra, &format!("{extra}\n{extra}"))),
        ("extra that is no base64", put(extra, "extra *")),
        ("extra without padding", put(extra, "extra YWI")),
        ("extra with bits left over", put(extra, "extra YWJ=")),
        ("extra without its blank", put(extra, "extra")),
        ("an unknown line", put("index 17", "hello\nindex 17")),
        ("a hash with a blank behind", put(hash, &format!("{hash} "))),
        ("a hash without padding", put(hash, hash.trim_end_matches('='))),
        ("a hash of 31 bytes", put(hash, &data_encoding::BASE64.encode(&[7; 31]))),
        ("a hash in hexadecimal", put(hash, &"ab".repeat(32))),
        ("no empty line before the checkpoint", put("\n\n", "\n")),
        ("the checkpoint missing", head.to_owned()),
        ("larger than a receipt can be", put(extra, &format!("extra {}", "A".repeat(160_000)))),
    ];
    let notes = [
        ("an empty line more before the checkpoint", put("\n\n", "\n\n\n"), "L419"),
        ("the last line is cut", good.trim_end().to_owned(), "L418"),
        ("no signatures", format!("{head}\n\n{}\n", note.split_once("\n\n").unwrap().0), "L418"),
        ("text behind", format!("{good}more\n"), "L418"),
    ];
    spellings
        .into_iter()
        .map(|(name, text)| (name, text, "L420"))
        .chain(notes)
        .map(|(name, text, rule)| case(format!("spelling: {name}"), text, Expect::refused(rule)))
        .collect()
}
