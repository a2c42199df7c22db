//! Statements: every kind, changed and misattributed ones, and other spellings.

use ed25519_dalek::{Signer as _, SigningKey};
use minicbor::Encoder;
use record::statement::MAX_TEXT_BYTES;
use record::{Digest, ElectionId, Statement, StatementKind, TableNo};
use serde::Serialize;

use super::hex;
use super::world::{World, key};

/// An entry and what the log says of it.
#[derive(Serialize)]
pub struct Case {
    name: String,
    bytes: String,
    /// The place that it is to have.
    index: u64,
    verdict: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'static str>,
    /// What was read, where it is admitted.
    #[serde(skip_serializing_if = "Option::is_none")]
    statement: Option<Fields>,
}

/// The fields of a statement.
#[derive(Serialize)]
pub struct Fields {
    kind: &'static str,
    by: String,
    at: Option<u64>,
    subjects: Vec<String>,
    tables: Vec<u32>,
    text: String,
}

const CONTEXT: &[u8] = b"cotejo/statement/v1\0";
const CONTENT_TYPE: &str = "application/cotejo-statement+cbor";

/// Every case.
pub fn cases(world: &World) -> (&'static str, Vec<Case>) {
    let mut cases = good(world);
    cases.extend(misattributed(world));
    cases.extend(misspelt(world));
    (
        "Statements that the log of `election/` may hold as entry `index`, or refuses by `rule`. Where the payload is misspelt the signature over it is valid.",
        cases,
    )
}

fn admitted(name: impl Into<String>, world: &World, index: u64, statement: Statement) -> Case {
    let signed = world.say(statement);
    let said = signed.statement();
    let fields = Fields {
        kind: said.kind.word(),
        by: said.by.clone(),
        at: said.at,
        subjects: said.subjects.iter().map(Digest::to_string).collect(),
        tables: said.tables.iter().map(|table| table.0).collect(),
        text: said.text.clone(),
    };
    Case {
        name: name.into(),
        bytes: hex(signed.bytes()),
        index,
        verdict: "admitted",
        rule: None,
        statement: Some(fields),
    }
}

fn refused(name: impl Into<String>, bytes: &[u8], index: u64) -> Case {
    Case {
        name: name.into(),
        bytes: hex(bytes),
        index,
        verdict: "refused",
        rule: Some("L402"),
        statement: None,
    }
}

fn good(world: &World) -> Vec<Case> {
    let mut cases = vec![admitted("entry 0", world, 0, world.first().statement().clone())];
    for kind in &StatementKind::ALL[1..] {
        let mut one = world.statement(*kind, "watch");
        one.subjects = vec![Digest::of(kind.word().as_bytes())];
        cases.push(admitted(kind.word(), world, 7, one));
    }
    let empty = || world.statement(StatementKind::Challenge, "list-b");
    let full = Statement {
        at: Some(u64::MAX),
        subjects: (0..64).map(|n: u8| Digest([n; 32])).collect(),
        tables: vec![TableNo(0), TableNo(23), TableNo(24), TableNo(u32::MAX)],
        text: "á".repeat(MAX_TEXT_BYTES / 2),
        ..empty()
    };
    let again = Statement { subjects: vec![Digest([1; 32]); 2], ..empty() };
    let first = world.first().statement().clone();
    cases.extend([
        admitted("nothing said", world, 1, empty()),
        admitted("as much as fits", world, 1, full),
        admitted(
            "8,192 tables",
            world,
            1,
            Statement { tables: (0..8_192).map(TableNo).collect(), ..empty() },
        ),
        admitted("a subject twice", world, 1, again),
        admitted("time zero is a time", world, 1, Statement { at: Some(0), ..empty() }),
        admitted(
            "a line end and a null in the text",
            world,
            1,
            Statement { text: "a\n\0b".to_owned(), ..empty() },
        ),
        admitted(
            "an election of another id, later",
            world,
            9,
            Statement { subjects: vec![Digest([8; 32])], ..first },
        ),
    ]);
    cases
}

fn misattributed(world: &World) -> Vec<Case> {
    let first = world.first();
    let challenge = || world.statement(StatementKind::Challenge, "list-b");
    let payload = |statement: Statement| statement.encode().unwrap();
    let sealed = |payload: &[u8], who: &str| wrap(payload, &aad(&world.election.id), &key(who));
    let good = world.say(challenge());
    let bytes = good.bytes();
    let split = bytes.len() - 64;
    let signature = |signature: &[u8]| [&bytes[..split], signature].concat();
    let elsewhere = ElectionId(Digest::of(b"another election"));
    let mut hint = challenge();
    hint.election_hint = elsewhere.hint();
    let later = world.statement(StatementKind::Submission, "authority");
    let unlike = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut one = bytes.to_vec();
        change(&mut one);
        one
    };
    let mut identity = [0; 64];
    identity[0] = 1;
    let sheet_aad = [b"cotejo/sheet/v1\0".as_slice(), &world.election.id.0.0].concat();
    let list_b = || payload(challenge());
    vec![
        refused("entry 0 again, later", first.bytes(), 5),
        refused("another statement as entry 0", bytes, 0),
        refused(
            "an election statement of another id as entry 0",
            world
                .say(Statement { subjects: vec![Digest([8; 32])], ..first.statement().clone() })
                .bytes(),
            0,
        ),
        refused(
            "an election statement of no id as entry 0",
            world.say(Statement { subjects: vec![], ..first.statement().clone() }).bytes(),
            0,
        ),
        refused(
            "a submission as entry 0",
            world.say(Statement { subjects: vec![world.election.id.0], ..later }).bytes(),
            0,
        ),
        refused(
            "of another election",
            &wrap(&payload(hint.clone()), &aad(&elsewhere), &key("list-b")),
            5,
        ),
        refused("of another election, signed for this one", &sealed(&payload(hint), "list-b"), 5),
        refused(
            "signed for another election",
            &wrap(&list_b(), &aad(&elsewhere), &key("list-b")),
            5,
        ),
        refused(
            "an unknown organisation",
            &sealed(&payload(world.statement(StatementKind::Challenge, "nobody")), "list-b"),
            5,
        ),
        refused(
            "an organisation without a key",
            &sealed(&payload(world.statement(StatementKind::Challenge, "quiet")), "quiet"),
            5,
        ),
        refused(
            "an organisation's id in capitals",
            &sealed(&payload(world.statement(StatementKind::Challenge, "LIST-B")), "list-b"),
            5,
        ),
        refused("signed by another organisation", &sealed(&list_b(), "authority"), 5),
        refused("signed with the log's key", &sealed(&list_b(), "log"), 5),
        refused("signed with a table's key", &sealed(&list_b(), "1.0000"), 5),
        refused("signed as a sheet is", &wrap(&list_b(), &sheet_aad, &key("list-b")), 5),
        refused("signed without the election id", &wrap(&list_b(), CONTEXT, &key("list-b")), 5),
        refused("signed without anything beside it", &wrap(&list_b(), b"", &key("list-b")), 5),
        refused(
            "the payload itself signed",
            &signature(&key("list-b").sign(&list_b()).to_bytes()),
            5,
        ),
        refused("signature all zeros", &signature(&[0; 64]), 5),
        refused("R the identity, S zero", &signature(&identity), 5),
        refused("S raised by the group order", &signature(&raised(&bytes[split..])), 5),
        refused(
            "the signature of another statement",
            &signature(&first.bytes()[first.bytes().len() - 64..]),
            5,
        ),
        refused("a bit of the kind", &unlike(&|one| one[split - 3 - 20] ^= 1), 5),
        refused("the last bit of the signature", &unlike(&|one| *one.last_mut().unwrap() ^= 1), 5),
    ]
}

fn misspelt(world: &World) -> Vec<Case> {
    let statement = Statement {
        at: Some(7),
        subjects: vec![Digest([9; 32])],
        tables: vec![TableNo(1), TableNo(2)],
        text: "why".to_owned(),
        ..world.statement(StatementKind::Challenge, "list-b")
    };
    let good = statement.encode().unwrap();
    let sealed = |payload: &[u8]| wrap(payload, &aad(&world.election.id), &key("list-b"));
    let payloads = payloads(&good);
    let mut cases: Vec<_> = payloads
        .iter()
        .map(|(name, payload)| {
            refused(format!("payload, validly signed: {name}"), &sealed(payload), 5)
        })
        .collect();
    let envelope = world.say(statement);
    for (name, bytes) in envelopes(envelope.bytes(), &good, world) {
        cases.push(refused(format!("envelope: {name}"), &bytes, 5));
    }
    cases
}

/// Other spellings of a payload: hint 2..7, kind 7, by 8..15, at 15, subjects 16..51, tables 51..54, text 54..58.
fn payloads(good: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let put = |from: usize, to: usize, new: &[u8]| [&good[..from], new, &good[to..]].concat();
    let end = good.len();
    assert_eq!((good[7], good[15], good[51], &good[54..]), (7, 7, 0x82, b"\x63why".as_slice()));
    vec![
        ("nothing", vec![]),
        ("a byte behind", [good, &[0]].concat()),
        ("twice", [good, good].concat()),
        ("cut", good[..end - 1].to_vec()),
        ("seven fields", [&[0x87], &good[1..54]].concat()),
        ("nine fields", [&[0x89], &good[1..], &[0xf6]].concat()),
        ("array of indefinite length", [&[0x9f], &good[1..], &[0xff]].concat()),
        ("array length in two bytes", put(0, 1, &[0x98, 8])),
        ("array length of 2^64 - 1", put(0, 1, &[0x9b, 255, 255, 255, 255, 255, 255, 255, 255])),
        ("a map", put(0, 1, &[0xa8])),
        ("a tag around", [&[0xc1], good].concat()),
        ("version 0", put(1, 2, &[0])),
        ("version 2", put(1, 2, &[2])),
        ("version in two bytes", put(1, 2, &[0x18, 1])),
        ("hint of three bytes", put(2, 4, &[0x43])),
        ("hint of five bytes", put(2, 3, &[0x45, 0])),
        ("hint as text", put(2, 3, &[0x64])),
        ("kind 10, not known", put(7, 8, &[10])),
        ("kind in two bytes", put(7, 8, &[0x18, 7])),
        ("kind of 64 bits", put(7, 8, &[0x1b, 255, 255, 255, 255, 255, 255, 255, 255])),
        ("kind negative", put(7, 8, &[0x20])),
        ("kind as a float", put(7, 8, &[0xf9, 0x47, 0])),
        ("kind as text", put(7, 8, &[0x61, b'7'])),
        ("an id of no bytes", put(8, 15, &[0x60])),
        ("an id of 201 bytes", put(8, 15, &[&[0x78, 201], vec![b'a'; 201].as_slice()].concat())),
        ("the id as bytes", put(8, 9, &[0x46])),
        ("the id's length in two bytes", put(8, 9, &[0x78, 6])),
        ("the id in chunks", put(8, 15, b"\x7f\x63lis\x63t-b\xff")),
        ("the id not UTF-8", put(9, 10, &[0xff])),
        ("the time in two bytes", put(15, 16, &[0x18, 7])),
        ("the time undefined", put(15, 16, &[0xf7])),
        ("the time false", put(15, 16, &[0xf4])),
        ("the time negative", put(15, 16, &[0x26])),
        ("the time tagged", put(15, 16, &[0xc1, 7])),
        ("the time as a float", put(15, 16, &[0xf9, 0x47, 0])),
        ("the time as text", put(15, 16, &[0x61, b'7'])),
        ("subjects null", put(16, 51, &[0xf6])),
        (
            "subjects of indefinite length",
            [&good[..16], &[0x9f], &good[17..51], &[0xff], &good[51..]].concat(),
        ),
        ("subjects' length in two bytes", put(16, 17, &[0x98, 1])),
        ("65 subjects", put(16, 51, &[&[0x98, 65], good[17..51].repeat(65).as_slice()].concat())),
        ("a subject of 31 bytes", put(17, 20, &[0x58, 31])),
        ("a subject's length in three bytes", put(17, 19, &[0x59, 0, 32])),
        ("a subject as text", put(17, 18, &[0x78])),
        ("tables in descending order", put(52, 54, &[2, 1])),
        ("a table twice", put(52, 54, &[1, 1])),
        ("a table in two bytes", put(52, 53, &[0x18, 1])),
        ("a table beyond 32 bits", put(53, 54, &[0x1b, 0, 0, 0, 1, 0, 0, 0, 0])),
        ("a table negative", put(52, 53, &[0x20])),
        ("tables of indefinite length", put(51, 54, &[0x9f, 1, 2, 0xff])),
        ("8,193 tables", put(51, 54, &tables(8_193))),
        ("2^32 tables announced", put(51, 52, &[0x9b, 0, 0, 0, 1, 0, 0, 0, 0])),
        ("the text as bytes", put(54, 55, &[0x43])),
        ("the text null", put(54, end, &[0xf6])),
        ("the text's length in two bytes", put(54, 55, &[0x78, 3])),
        ("the text in chunks", put(54, end, b"\x7f\x61w\x62hy\xff")),
        ("the text not UTF-8", put(55, 56, &[0xff])),
        ("a surrogate in the text", put(55, end, &[0xed, 0xa0, 0x80])),
        ("the text beyond its bound", {
            let long = vec![b'a'; MAX_TEXT_BYTES + 1];
            put(54, end, &[&[0x79, 0x40, 0x01], long.as_slice()].concat())
        }),
        ("text and tables exchanged", [&good[..51], &good[54..], &good[51..54]].concat()),
    ]
}

fn tables(many: u32) -> Vec<u8> {
    let mut encoder = Encoder::new(Vec::new());
    encoder.array(u64::from(many)).unwrap();
    for table in 0..many {
        encoder.u32(table).unwrap();
    }
    encoder.into_writer()
}

/// Other spellings of the envelope. Its head is 45 bytes: tag, array, protected header, empty map.
fn envelopes(good: &[u8], payload: &[u8], world: &World) -> Vec<(&'static str, Vec<u8>)> {
    let put = |from: usize, to: usize, new: &[u8]| [&good[..from], new, &good[to..]].concat();
    let header =
        |protected: &[u8]| sign(protected, payload, &aad(&world.election.id), &key("list-b"));
    let split = good.len() - 64;
    assert_eq!((&good[..2], good[2], good[43]), ([0xd2, 0x84].as_slice(), 0x58, 0xa0));
    vec![
        ("nothing", vec![]),
        ("no tag", good[1..].to_vec()),
        ("the tag of another kind", put(0, 1, &[0xd1])),
        ("the tag in two bytes", put(0, 1, &[0xd8, 18])),
        ("the tag twice", [&[0xd2], good].concat()),
        ("a byte behind", [good, &[0]].concat()),
        ("cut", good[..good.len() - 1].to_vec()),
        ("array of indefinite length", [&[0xd2, 0x9f], &good[2..], &[0xff]].concat()),
        ("five elements", [&[0xd2, 0x85], &good[2..], &[0xf6]].concat()),
        ("something in the unprotected header", put(43, 44, &[0xa1, 0x04, 0x41, 0x01])),
        ("the unprotected header of indefinite length", put(43, 44, &[0xbf, 0xff])),
        ("a sheet's header, validly signed", header(&[0xa1, 1, 0x27])),
        ("no header, validly signed", header(&[])),
        ("an empty header, validly signed", header(&[0xa0])),
        ("no algorithm, validly signed", header(&protected(None, Some(CONTENT_TYPE)))),
        ("another algorithm, validly signed", header(&protected(Some(-7), Some(CONTENT_TYPE)))),
        (
            "another content type, validly signed",
            header(&protected(Some(-8), Some("application/cbor"))),
        ),
        ("header fields in the other order, validly signed", {
            let good = protected(Some(-8), Some(CONTENT_TYPE));
            header(&[&[0xa2], &good[3..], &good[1..3]].concat())
        }),
        ("a header field more, validly signed", {
            let good = protected(Some(-8), Some(CONTENT_TYPE));
            header(&[&[0xa3], &good[1..], &[0x04, 0x41, 1]].concat())
        }),
        ("no payload", [&good[..44], &[0xf6], &good[split - 2..]].concat()),
        (
            "a signature of 63 bytes",
            [&good[..split - 2], &[0x58, 63], &good[split..good.len() - 1]].concat(),
        ),
        (
            "a signature of 65 bytes",
            [&good[..split - 2], &[0x58, 65], &good[split..], &[0]].concat(),
        ),
        ("no signature", [&good[..split - 2], &[0x40]].concat()),
        ("65,536 bytes", vec![0xd2; 65_536]),
    ]
}

fn protected(algorithm: Option<i8>, content_type: Option<&str>) -> Vec<u8> {
    let mut encoder = Encoder::new(Vec::new());
    let fields = u64::from(algorithm.is_some()) + u64::from(content_type.is_some());
    encoder.map(fields).unwrap();
    if let Some(algorithm) = algorithm {
        encoder.u8(1).unwrap().i8(algorithm).unwrap();
    }
    if let Some(text) = content_type {
        encoder.u8(3).unwrap().str(text).unwrap();
    }
    encoder.into_writer()
}

fn aad(election: &ElectionId) -> Vec<u8> {
    [CONTEXT, &election.0.0].concat()
}

/// An envelope in order but for what it holds and what was signed beside it.
fn wrap(payload: &[u8], aad: &[u8], key: &SigningKey) -> Vec<u8> {
    sign(&protected(Some(-8), Some(CONTENT_TYPE)), payload, aad, key)
}

/// An envelope around any protected header and payload.
pub fn sign(protected: &[u8], payload: &[u8], aad: &[u8], key: &SigningKey) -> Vec<u8> {
    let mut message = Encoder::new(Vec::new());
    message.array(4).unwrap().str("Signature1").unwrap();
    message.bytes(protected).unwrap().bytes(aad).unwrap().bytes(payload).unwrap();
    let signature = key.sign(&message.into_writer()).to_bytes();
    let mut envelope = Encoder::new(vec![0xd2]);
    envelope.array(4).unwrap().bytes(protected).unwrap().map(0).unwrap();
    envelope.bytes(payload).unwrap().bytes(&signature).unwrap();
    envelope.into_writer()
}

/// The same signature with S raised by the order of the group (RFC 8032 §5.1), which a lax check takes.
fn raised(signature: &[u8]) -> Vec<u8> {
    const ORDER: [u8; 32] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde,
        0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ];
    let mut raised = signature.to_vec();
    let mut carry = 0;
    for (byte, order) in raised[32..].iter_mut().zip(ORDER) {
        let sum = u16::from(*byte) + u16::from(order) + carry;
        *byte = sum.to_le_bytes()[0];
        carry = sum >> 8;
    }
    raised
}
