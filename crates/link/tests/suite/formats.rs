//! Requests, answers, passes and secret files: what is read is what was written, and nothing else.

use link::answer::{MAX_ANSWER_BYTES, MAX_RECEIPT_BYTES};
use link::keys::{MAX_TICKETS, SecretFile};
use link::request::{MAX_SHEET_BYTES, REQUEST_BYTES, Request};
use link::{Answer, CentreKey, CentrePublic, Counter, StationPass, request};
use record::{Rule, TableNo};

use crate::common::World;

#[test]
fn a_request_opens_with_the_centres_key_and_no_other() {
    let world = World::new(1, 4);
    for length in [0, 1, 250, MAX_SHEET_BYTES] {
        let sheet = vec![0xd2; length];
        let bytes = world.request_of(2, 5, &sheet);
        assert_eq!(bytes.len(), REQUEST_BYTES);
        let parsed = Request::parse(&bytes).unwrap();
        assert_eq!((parsed.table(), parsed.counter()), (TableNo(2), Counter(5)));
        assert!(parsed.tag_holds(&world.secret.filter_key()));
        assert!(parsed.code_holds(&world.secret.mac_key(TableNo(2))));
        assert!(!parsed.code_holds(&world.secret.mac_key(TableNo(1))));
        let opened = parsed.open(&world.secrets.centre, &world.election.id).unwrap();
        assert_eq!(opened, sheet);
        let other = CentreKey::from_seed(&[3; 32]);
        let error = parsed.open(&other, &world.election.id).unwrap_err();
        assert_eq!(error.rule, Rule::DatagramSealBroken);
        let elsewhere = World::new(2, 4).election.id;
        let error = parsed.open(&world.secrets.centre, &elsewhere).unwrap_err();
        assert_eq!(error.rule, Rule::DatagramSealBroken);
    }
}

#[test]
fn nothing_of_a_sheet_shows_in_its_request() {
    let world = World::new(1, 4);
    // Of two sheets of one length under one seed only the sealed part and the code may differ.
    let [a, b] = [[1; 300], [2; 300]].map(|sheet| world.request_of(2, 5, &sheet));
    assert_eq!(a[..52], b[..52]);
    assert!(!a.windows(8).any(|window| window == [1; 8]));
    // And of two lengths neither shows.
    assert_eq!(world.request_of(1, 0, &[]).len(), world.request_of(1, 0, &[0; 1_000]).len());
}

#[test]
fn what_does_not_fit_is_refused() {
    let world = World::new(1, 4);
    let pass = world.pass(0);
    let seal = |counter, sheet: &[u8]| request::seal(&pass, Counter(counter), sheet, &[0; 32]);
    let rule = |result: Result<Vec<u8>, link::LinkError>| result.unwrap_err().rule;
    assert_eq!(rule(seal(0, &vec![0; MAX_SHEET_BYTES + 1])), Rule::SheetTooLargeForLink);
    assert_eq!(rule(seal(0, &vec![0; 70_000])), Rule::SheetTooLargeForLink);
    assert_eq!(rule(seal(crate::common::TICKETS, &[])), Rule::TicketsUsedUp);
    assert_eq!(rule(seal(u32::MAX, &[])), Rule::TicketsUsedUp);
    let receipt = Answer::receipt(vec![0; MAX_RECEIPT_BYTES + 1]).unwrap_err();
    assert_eq!(receipt.rule, Rule::ReceiptTooLargeForLink);
    let issue =
        |many| world.secret.issue(TableNo(0), many, &world.secrets.centre.public()).map(|_| ());
    let most = u32::try_from(MAX_TICKETS).unwrap();
    assert_eq!(issue(most), Ok(()));
    for many in [0, most + 1, u32::MAX] {
        assert_eq!(issue(many).unwrap_err().rule, Rule::TooManyTickets);
    }
}

#[test]
fn an_answer_belongs_to_one_request() {
    let world = World::new(1, 4);
    let key = world.secret.mac_key(TableNo(2));
    let name = |bytes: &[u8]| Request::parse(bytes).unwrap().name();
    let ours = name(&world.request_of(2, 5, b"one"));
    let others = [
        (name(&world.request_of(2, 5, b"two")), world.secret.mac_key(TableNo(2))),
        (name(&world.request_of(2, 6, b"one")), world.secret.mac_key(TableNo(2))),
        (name(&world.request_of(1, 5, b"one")), world.secret.mac_key(TableNo(1))),
        (ours, world.secret.mac_key(TableNo(1))),
    ];
    for answer in [
        Answer::receipt(vec![0xc1; MAX_RECEIPT_BYTES]).unwrap(),
        Answer::receipt(Vec::new()).unwrap(),
        Answer::Later { retry_after_ms: u32::MAX },
        Answer::Refused { rule: Rule::SignatureInvalid },
    ] {
        let bytes = answer.encode(&ours, &key);
        assert!(bytes.len() <= MAX_ANSWER_BYTES && MAX_ANSWER_BYTES <= REQUEST_BYTES);
        assert_eq!(Answer::parse(&bytes, &ours, &key), Ok(answer));
        for (other, key) in &others {
            let error = Answer::parse(&bytes, other, key).unwrap_err();
            assert_eq!(error.rule, Rule::AnswerNotBound);
        }
        for bit in 0..bytes.len() * 8 {
            let mut bytes = bytes.clone();
            bytes[bit / 8] ^= 1 << (bit % 8);
            assert!(Answer::parse(&bytes, &ours, &key).is_err(), "bit {bit}");
        }
        for length in 0..bytes.len() {
            assert!(Answer::parse(&bytes[..length], &ours, &key).is_err(), "{length} bytes");
        }
    }
}

#[test]
fn files_have_one_spelling() {
    let world = World::new(1, 4);
    let pass = world.pass(3);
    let text = pass.to_text();
    assert_eq!(StationPass::parse(&text), Ok(pass));
    let secret = world.secrets.to_text();
    assert_eq!(*SecretFile::parse(&secret).unwrap().to_text(), *secret);
    for (text, is_pass) in [(&text, true), (&secret, false)] {
        let parse = |text: &str| {
            if is_pass {
                StationPass::parse(text).map(|_| ())
            } else {
                SecretFile::parse(text).map(|_| ())
            }
        };
        assert_eq!(parse(text), Ok(()));
        let changed = [
            text.to_uppercase(),
            text.replace('\n', "\r\n"),
            text.replacen(" ", "  ", 2),
            format!("{}\n", text.as_str()),
            format!(" {}", text.as_str()),
            text.trim_end().to_owned(),
            text.replacen(" 1\n", " 2\n", 1),
            String::new(),
            "x".repeat(100_000),
        ];
        for changed in changed {
            assert!(parse(&changed).is_err(), "{changed:.60}");
        }
        let lines: Vec<_> = text.lines().collect();
        for gone in 0..4 {
            let without: Vec<_> = [&lines[..gone], &lines[gone + 1..]].concat();
            assert!(parse(&(without.join("\n") + "\n")).is_err(), "without line {gone}");
        }
    }
    let shown = format!("{:?} {:?}", world.secrets, world.pass(3));
    for line in text.lines().chain(secret.lines()) {
        let Some((name, value)) = line.split_once(' ') else { continue };
        let is_secret = ["key", "secret", "tag"].contains(&name);
        assert!(!is_secret || !shown.contains(value), "Debug shows the {name}");
    }
}

#[test]
fn a_pass_holds_nothing_of_another_table() {
    let world = World::new(1, 4);
    let (one, two) = (world.pass(1).to_text(), world.pass(2).to_text());
    let secrets = |text: &str| -> Vec<String> {
        let kept = text.lines().filter(|line| line.starts_with("key") || line.starts_with("tag"));
        kept.map(str::to_owned).collect()
    };
    assert!(secrets(&one).iter().all(|line| !secrets(&two).contains(line)));
}

#[test]
fn keys_of_small_order_are_refused() {
    // RFC 7748 §6.1 and the points of order 1, 2, 4 and 8, reduced and not.
    let weak = [
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    ];
    for key in weak {
        assert_eq!(CentrePublic::from_hex(key).unwrap_err().rule, Rule::LinkKeyWeak, "{key}");
    }
    assert_eq!(CentrePublic::from_hex("12").unwrap_err().rule, Rule::LinkKeyWeak);
    let good = CentreKey::from_seed(&[1; 32]).public();
    assert_eq!(CentrePublic::from_hex(&good.to_string()), Ok(good));
}
