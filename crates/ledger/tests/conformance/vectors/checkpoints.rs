//! Signed checkpoints: good, forged, and in other spellings.

use std::fmt::Write as _;

use ledger::note::{Algorithm, NoteSignature};
use ledger::{Checkpoint, Hash, Note, SigningName};
use serde::Serialize;

use super::Expect;
use super::world::{ORIGIN, TIME, World, by, by_log, checkpoint, key, signed};

/// A note and what is said of it.
#[derive(Serialize)]
pub struct Case {
    name: String,
    note: String,
    /// The reader's clock, where it holds times against one.
    #[serde(skip_serializing_if = "Option::is_none")]
    now: Option<u64>,
    expect: Expect,
}

/// Every case.
pub fn cases(_: &World) -> (&'static str, Vec<Case>) {
    let mut cases = valid();
    cases.extend(forged());
    cases.extend(misspelt());
    (
        "Signed checkpoints under the keys and the policy of `election/`. Where `now` is given, a cosignature of more than 300 seconds later is refused.",
        cases,
    )
}

/// The checkpoint that most cases are about.
fn head() -> Checkpoint {
    checkpoint(300, Hash::leaf(b"any tree"))
}

fn case(name: &str, note: impl ToString, expect: Expect) -> Case {
    Case { name: name.to_owned(), note: note.to_string(), now: None, expect }
}

fn valid() -> Vec<Case> {
    let head = head();
    let text = head.to_string();
    let good = |name, cosigners: &[(&str, u64)], quorum| {
        case(name, signed(&head, cosigners), Expect::valid(&head, cosigners, quorum))
    };
    let mut strangers = signed(&head, &[("list-a", TIME)]);
    strangers.signatures.extend([stranger("example.org/other", &text), by("quiet", &text, TIME)]);
    let mut unknown_kind = signed(&head, &[("list-a", TIME), ("watch", TIME)]);
    unknown_kind.signatures.push(NoteSignature {
        name: format!("{ORIGIN}/list-a"),
        key_id: [1, 2, 3, 4],
        bytes: vec![5; 2_420],
    });
    let mut backwards = signed(&head, &[("list-a", TIME), ("authority", TIME + 1)]);
    backwards.signatures.reverse();
    let mut twice = signed(&head, &[("list-a", TIME + 9), ("authority", TIME)]);
    twice.signatures.extend([by_log(&text), by("list-a", &text, TIME + 1)]);
    let mut one_twice = signed(&head, &[("list-a", TIME)]);
    one_twice.signatures.push(by("list-a", &text, TIME + 1));
    let mut full = signed(&head, &[("list-a", TIME), ("watch", TIME)]);
    while full.signatures.len() < 64 {
        full.signatures.push(stranger("example.org/other", &text));
    }
    let nothing = checkpoint(0, Hash::of_nothing());
    let two: &[(&str, u64)] = &[("list-a", TIME), ("watch", TIME)];
    let at =
        |time, now| Case { now: Some(now), ..good("", &[("list-a", time), ("watch", TIME)], true) };
    vec![
        good("the log alone", &[], false),
        good("one party", &[("list-a", TIME)], false),
        good("the authority and one party", &[("authority", TIME), ("list-a", TIME)], true),
        good("two that are not the authority", two, true),
        good("everybody", &[("authority", 1), ("list-a", 2), ("list-b", 3), ("watch", 4)], true),
        good("the authority alone", &[("authority", TIME)], false),
        good("a time of zero", &[("list-a", 0), ("watch", TIME)], true),
        good(
            "the latest time there is",
            &[("list-a", i64::MAX.unsigned_abs()), ("watch", 1)],
            true,
        ),
        case(
            "strangers count for nothing",
            strangers,
            Expect::valid(&head, &[("list-a", TIME)], false),
        ),
        case("a signature of an unknown kind", unknown_kind, Expect::valid(&head, two, true)),
        case(
            "signatures in another order",
            backwards,
            Expect::valid(&head, &[("authority", TIME + 1), ("list-a", TIME)], true),
        ),
        case(
            "the latest of two times counts",
            twice,
            Expect::valid(&head, &[("authority", TIME), ("list-a", TIME + 9)], true),
        ),
        case(
            "one organisation twice is one",
            one_twice,
            Expect::valid(&head, &[("list-a", TIME + 1)], false),
        ),
        case("64 signatures", full, Expect::valid(&head, two, true)),
        case("an empty log", signed(&nothing, two), Expect::valid(&nothing, two, true)),
        Case { name: "a clock 300 seconds ahead".to_owned(), ..at(TIME + 300, TIME) },
        Case {
            name: "a clock of the future".to_owned(),
            expect: Expect::refused("L415"),
            ..at(TIME + 301, TIME)
        },
    ]
}

fn stranger(name: &str, text: &str) -> NoteSignature {
    SigningName::new(name, Algorithm::CosignatureV1, key("stranger"))
        .unwrap()
        .cosign(text, TIME)
        .unwrap()
}

fn forged() -> Vec<Case> {
    let head = head();
    let text = head.to_string();
    let good = signed(&head, &[("authority", TIME), ("list-a", TIME)]);
    let refused = |name: &str, note: Note, rule| case(name, note, Expect::refused(rule));
    let with = |change: &dyn Fn(&mut Note)| {
        let mut note = good.clone();
        change(&mut note);
        note
    };
    let add = |signature: NoteSignature| with(&|note| note.signatures.push(signature.clone()));
    let other = Checkpoint { size: 299, ..head.clone() }.to_string();
    let elsewhere = Checkpoint { origin: "example.org/elections/other".to_owned(), ..head.clone() };
    let other_log = SigningName::new(ORIGIN, Algorithm::Ed25519, key("stranger")).unwrap();
    let watch = format!("{ORIGIN}/watch");
    let as_log = SigningName::new(&watch, Algorithm::Ed25519, key("watch")).unwrap();
    let mut late = by("watch", &text, TIME);
    late.bytes[..8].copy_from_slice(&(1_u64 << 63).to_be_bytes());
    let bytes_of = |length| NoteSignature { bytes: vec![7; length], ..by("watch", &text, TIME) };
    vec![
        refused(
            "another log, signed by this one's key",
            signed(&elsewhere, &[("list-a", TIME)]),
            "L414",
        ),
        refused(
            "no signature of the log",
            with(&|note| {
                note.signatures.remove(0);
            }),
            "L413",
        ),
        refused(
            "the log's name with another key",
            with(&|note| note.signatures[0] = other_log.sign(&note.text)),
            "L413",
        ),
        refused(
            "the log's signature of another checkpoint",
            with(&|note| note.signatures[0] = by_log(&other)),
            "L413",
        ),
        refused("one good and one bad signature of the log", add(by_log(&other)), "L413"),
        refused(
            "the log's key used as a cosigner's",
            with(&|note| {
                let key = SigningName::new(ORIGIN, Algorithm::CosignatureV1, key("log")).unwrap();
                note.signatures[0] = key.cosign(&note.text, TIME).unwrap();
            }),
            "L413",
        ),
        refused(
            "the log's signature cut",
            with(&|note| {
                note.signatures[0].bytes.pop();
            }),
            "L413",
        ),
        refused(
            "the log's signature all zeros",
            with(&|note| note.signatures[0].bytes = vec![0; 64]),
            "L413",
        ),
        refused(
            "the size changed",
            with(&|note| note.text = note.text.replacen("300", "301", 1)),
            "L413",
        ),
        refused("a cosignature of another checkpoint", add(by("watch", &other, TIME)), "L415"),
        refused(
            "a cosignature with its time changed",
            add({
                let mut one = by("watch", &text, TIME);
                one.bytes[7] ^= 1;
                one
            }),
            "L415",
        ),
        refused("a cosignature of 71 bytes", add(bytes_of(71)), "L415"),
        refused("a cosignature of 73 bytes", add(bytes_of(73)), "L415"),
        refused("a cosignature of 64 bytes, as a log signs", add(bytes_of(64)), "L415"),
        refused("a cosignature of no time", add(bytes_of(7)), "L415"),
        refused("a time beyond the latest there is", add(late), "L415"),
        refused(
            "a good cosignature, and a bad one of the same key",
            add(by("list-a", &other, TIME)),
            "L415",
        ),
        refused(
            "a cosigner's key that signs as a log",
            add(NoteSignature { key_id: by("watch", &text, 0).key_id, ..as_log.sign(&text) }),
            "L415",
        ),
        refused(
            "a bad cosignature before a bad signature of the log",
            with(&|note| {
                note.signatures = vec![by("watch", &other, TIME), by_log(&other)];
            }),
            "L413",
        ),
        refused(
            "a bad signature of the log before a bad cosignature",
            with(&|note| {
                note.signatures = vec![by_log(&other), by("watch", &other, TIME)];
            }),
            "L413",
        ),
    ]
}

/// Texts that are signed as they stand, but are no checkpoint; and notes in other spellings.
fn misspelt() -> Vec<Case> {
    let head = head();
    let root = head.root.to_string();
    let good = signed(&head, &[("authority", TIME), ("list-a", TIME)]).to_string();
    let text = |text: String| Note { signatures: vec![by_log(&text)], text }.to_string();
    let line = by("list-a", &head.to_string(), TIME).to_string();
    let mut crowd = good.clone();
    for _ in 0..61 {
        write!(crowd, "{}", stranger("example.org/other", &head.to_string())).unwrap();
    }
    let texts = [
        ("no size", format!("{ORIGIN}\n{root}\n")),
        ("an extension line", format!("{ORIGIN}\n300\n{root}\nextension\n")),
        ("an empty line in the text", format!("{ORIGIN}\n300\n\n{root}\n")),
        ("an empty line behind the root", format!("{ORIGIN}\n300\n{root}\n\n")),
        ("no origin", format!("\n300\n{root}\n")),
        ("only a line end", "\n".to_owned()),
        ("a size with a zero before it", format!("{ORIGIN}\n0300\n{root}\n")),
        ("a size with a plus", format!("{ORIGIN}\n+300\n{root}\n")),
        ("a size with a blank", format!("{ORIGIN}\n300 \n{root}\n")),
        ("a negative size", format!("{ORIGIN}\n-1\n{root}\n")),
        ("a size in other digits", format!("{ORIGIN}\n\u{0663}00\n{root}\n")),
        ("no digits", format!("{ORIGIN}\n\n{root}\n")),
        ("a size beyond 64 bits", format!("{ORIGIN}\n18446744073709551616\n{root}\n")),
        (
            "a root of 31 bytes",
            format!("{ORIGIN}\n300\n{}\n", data_encoding::BASE64.encode(&[7; 31])),
        ),
        (
            "a root of 33 bytes",
            format!("{ORIGIN}\n300\n{}\n", data_encoding::BASE64.encode(&[7; 33])),
        ),
        ("a root without padding", format!("{ORIGIN}\n300\n{}\n", root.trim_end_matches('='))),
        ("a root in hexadecimal", format!("{ORIGIN}\n300\n{}\n", super::hex(&head.root.0))),
        (
            "a root for addresses",
            format!("{ORIGIN}\n300\n{}\n", data_encoding::BASE64URL.encode(&[0xfb; 32])),
        ),
        (
            "a root with bits left over",
            format!("{ORIGIN}\n300\n{}B=\n", &data_encoding::BASE64.encode(&[0; 32])[..42]),
        ),
    ];
    let notes = [
        ("no signatures", head.to_string()),
        ("an empty list of signatures", format!("{head}\n")),
        ("no empty line", good.replacen("\n\n", "\n", 1)),
        ("the last line is cut", good.trim_end().to_owned()),
        ("a line end more", format!("{good}\n")),
        ("carriage returns", good.replace('\n', "\r\n")),
        ("a tab in the text", good.replacen("\n300\n", "\n\t300\n", 1)),
        ("a null in a name", format!("{good}{}", line.replacen("list-a", "list\0a", 1))),
        ("a hyphen for the dash", good.replace('\u{2014}', "-")),
        ("no blank behind the dash", good.replace("\u{2014} ", "\u{2014}")),
        (
            "two blanks before a signature",
            format!("{good}{}", line.replacen("list-a ", "list-a  ", 1)),
        ),
        ("a blank in a name", format!("{good}{}", line.replacen("list-a", "list a", 1))),
        (
            "a no-break blank in a name",
            format!("{good}{}", line.replacen("list-a", "list\u{a0}a", 1)),
        ),
        ("a plus in a name", format!("{good}{}", line.replacen("list-a", "list+a", 1))),
        ("no name", format!("{good}\u{2014} {}", line.rsplit_once(' ').unwrap().1)),
        ("a name and no signature", format!("{good}\u{2014} {ORIGIN}/watch \n")),
        ("a signature of four bytes", format!("{good}\u{2014} {ORIGIN}/watch AAAAAA==\n")),
        ("a signature without padding", format!("{good}{}", line.replacen("=\n", "\n", 1))),
        ("a signature that is no base64", format!("{good}{}", line.replacen("=\n", "*\n", 1))),
        ("a blank at the end of a line", format!("{}{}", good.trim_end(), " \n")),
        ("text between signatures", format!("{good}text\n{line}")),
        ("65 signatures", crowd.clone() + &line),
        ("66 KiB", good.replacen(ORIGIN, &"o".repeat(66 << 10), 1)),
        ("nothing", String::new()),
    ];
    assert!(line.ends_with("=\n"), "the cases on padding need some");
    assert_eq!(crowd.lines().count(), 4 + 3 + 61);
    let texts = texts
        .into_iter()
        .map(|(name, body)| case(&format!("text: {name}"), text(body), Expect::refused("L419")));
    let notes = notes
        .into_iter()
        .map(|(name, note)| case(&format!("note: {name}"), note, Expect::refused("L418")));
    let byte_order_mark = case(
        "text: a byte order mark before the origin",
        text(format!("\u{feff}{head}")),
        Expect::refused("L414"),
    );
    let next_line = case(
        "note: a next-line character in a stranger's name",
        format!("{good}{}", line.replacen("list-a", "list\u{85}a", 1)),
        Expect::refused("L418"),
    );
    let name = format!("{good}{}", line.replacen(ORIGIN, "\u{feff}example", 1));
    let cosigned = [("authority", TIME), ("list-a", TIME)];
    let mark = case(
        "note: a byte order mark in a stranger's name is no blank",
        name,
        Expect::valid(&head, &cosigned, true),
    );
    texts.chain(notes).chain([byte_order_mark, next_line, mark]).collect()
}
