//! The manifest comes back from its text, and refuses what it cannot use.

use proptest::prelude::*;
use record::election::{
    AuditRules, ContestEntry, CosignerPolicy, LegalClock, LookupEntry, Manifest, Organisation,
    Role, Share,
};
use record::{Digest, Rule};

use crate::common::election::Small;
use crate::common::{public_hex, test_key};

#[test]
fn the_generated_manifest_comes_back() {
    let small = Small::new(1);
    let manifest = &small.election.manifest;
    let text = manifest.to_toml();
    assert_eq!(&Manifest::parse(text.as_bytes()).unwrap(), manifest, "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_manifest_comes_back(manifest in any_manifest()) {
        let text = manifest.to_toml();
        prop_assert_eq!(Manifest::parse(text.as_bytes()).unwrap(), manifest, "{}", text);
    }

    #[test]
    fn any_share_comes_back(millionths in 0_u32..=1_000_000) {
        let share = Share::try_from(format!("{}.{:04}%", millionths / 10_000, millionths % 10_000)).unwrap();
        prop_assert_eq!(share.millionths(), millionths);
        let text = String::from(share);
        prop_assert!(!text.contains(".0%") && !text.contains("..") , "{}", text);
        prop_assert_eq!(Share::try_from(text).unwrap(), share);
    }
}

#[test]
fn shares_are_read_exactly() {
    for (text, millionths) in [
        ("54%", 540_000),
        ("54 %", 540_000),
        ("0.5%", 5_000),
        ("0.0001%", 1),
        ("100%", 1_000_000),
        ("100.0000%", 1_000_000),
        ("0%", 0),
        ("00.50%", 5_000),
    ] {
        assert_eq!(Share::try_from(text.to_owned()).unwrap().millionths(), millionths, "{text}");
    }
    for text in [
        "",
        "%",
        "54",
        ".5%",
        "5.%%",
        "-1%",
        "+1%",
        "1e2%",
        "100.0001%",
        "0.00001%",
        "54%x",
        "٥%",
        "99999999999%",
    ] {
        assert!(Share::try_from(text.to_owned()).is_err(), "{text}");
    }
}

#[test]
fn what_a_manifest_cannot_be_is_refused() {
    let small = Small::new(1);
    let text = String::from_utf8(small.files.manifest.to_vec()).unwrap();
    let closes = "closes = \"2026-10-05T00:00:00-04:00\"";
    for (name, other, rule) in [
        ("format 2", text.replace("format = 1", "format = 2"), Rule::ManifestMalformed),
        ("no format", text.replace("format = 1", ""), Rule::ManifestMalformed),
        ("an unknown field", format!("colour = \"red\"\n{text}"), Rule::ManifestMalformed),
        ("a field twice", format!("format = 1\n{text}"), Rule::ManifestMalformed),
        (
            "closes before it opens",
            text.replace(closes, "closes = \"2026-10-03T00:00:00Z\""),
            Rule::ManifestMalformed,
        ),
        (
            "a time without offset",
            text.replace(closes, "closes = \"2026-10-05T00:00:00\""),
            Rule::ManifestMalformed,
        ),
        (
            "no levels",
            text.replace("levels = [\"state\", \"municipality\", \"centre\"]", "levels = []"),
            Rule::ManifestMalformed,
        ),
        ("no contest", text.replace("[[contests]]", "[[organisations]]"), Rule::ManifestMalformed),
        (
            "no seat",
            text.replace("title = \"President\"", "title = \"President\"\nseats = 0"),
            Rule::ManifestMalformed,
        ),
        (
            "an empty contest key",
            text.replace("key = \"president\"", "key = \"\""),
            Rule::ManifestMalformed,
        ),
        (
            "a contest key with a line end",
            text.replace("key = \"president\"", "key = \"a\\nb\""),
            Rule::ManifestMalformed,
        ),
        (
            "a contest twice",
            text.replace("key = \"governor\"", "key = \"president\""),
            Rule::ElectionDuplicate,
        ),
        (
            "an organisation twice",
            text.replace("id = \"watch\"", "id = \"authority\""),
            Rule::ElectionDuplicate,
        ),
        (
            "an organisation id that is a path",
            text.replace("id = \"watch\"", "id = \"../watch\""),
            Rule::ManifestMalformed,
        ),
        (
            "an unknown role",
            text.replace("role = \"observer\"", "role = \"judge\""),
            Rule::ManifestMalformed,
        ),
        ("a share above all", text.replace("\"54%\"", "\"101%\""), Rule::ManifestMalformed),
        (
            "a software digest cut short",
            text.replace("software = [\"", "software = [\"ab"),
            Rule::ManifestMalformed,
        ),
        ("not TOML", "{}".to_owned(), Rule::ManifestMalformed),
        ("nothing", String::new(), Rule::ManifestMalformed),
    ] {
        assert_ne!(other, text, "{name} changes nothing");
        let error = Manifest::parse(other.as_bytes()).expect_err(name);
        assert_eq!((error.rule, error.file), (rule, "election.toml"), "{name}: {error}");
    }
    let error = Manifest::parse(&[0xff, 0xfe]).unwrap_err();
    assert_eq!(error.rule, Rule::ManifestMalformed);
}

#[test]
fn gateways_are_read_and_each_fault_is_named() {
    let small = Small::new(1);
    let text = String::from_utf8(small.files.manifest.to_vec()).unwrap();
    // u = 9 and u = 2: the base point of the curve, and some other point.
    let (key, other) = (format!("09{}", "00".repeat(31)), format!("02{}", "00".repeat(31)));
    let gateway = |organisation: &str, fields: &str| {
        format!("\n[[gateways]]\norganisation = \"{organisation}\"\n{fields}\n")
    };
    let udp = |address: &str, key: &str| format!("udp = \"{address}\"\nkey = \"{key}\"");
    let https = |address: &str| format!("https = \"{address}\"");
    let authority = |fields: &str| gateway("authority", fields);
    for good in [
        udp("results.example.org:5110", &key),
        udp("192.0.2.7:1", &key),
        udp("[2001:db8::7]:65535", &key),
        https("https://results.example.org"),
        https("https://results.example.org:8443/v1/"),
        https("https://[2001:db8::7]:8443"),
        format!("{}\n{}", udp("a:5110", &key), https("https://a/")),
    ] {
        let manifest = Manifest::parse(format!("{text}{}", authority(&good)).as_bytes()).unwrap();
        assert_eq!(manifest.gateways.len(), 1);
        assert_eq!(Manifest::parse(manifest.to_toml().as_bytes()).unwrap(), manifest);
    }
    let two = |a: String, b: String| a + &b;
    let at = |port: u32| udp(&format!("a:{port}"), &key);
    for (name, added, rule) in [
        ("of nobody", gateway("nobody", &at(1)), Rule::ElectionUnknownReference),
        ("no address", authority(""), Rule::GatewayAddressMalformed),
        ("no port", authority(&udp("a", &key)), Rule::GatewayAddressMalformed),
        ("port 0", authority(&at(0)), Rule::GatewayAddressMalformed),
        ("a port too large", authority(&at(65_536)), Rule::GatewayAddressMalformed),
        ("a signed port", authority(&udp("a:+1", &key)), Rule::GatewayAddressMalformed),
        ("no host", authority(&udp(":1", &key)), Rule::GatewayAddressMalformed),
        ("IPv6 bare", authority(&udp("2001:db8::7:1", &key)), Rule::GatewayAddressMalformed),
        ("a user", authority(&udp("me@a:1", &key)), Rule::GatewayAddressMalformed),
        ("plain http", authority(&https("http://a/")), Rule::GatewayAddressMalformed),
        ("a query", authority(&https("https://a/?b")), Rule::GatewayAddressMalformed),
        ("a user in https", authority(&https("https://me@a/")), Rule::GatewayAddressMalformed),
        ("a blank", authority(&https("https://a/ b")), Rule::GatewayAddressMalformed),
        ("udp alone", authority("udp = \"a:1\""), Rule::GatewayKeyMissing),
        (
            "a key alone",
            authority(&format!("key = \"{key}\"\n{}", https("https://a"))),
            Rule::GatewayKeyMissing,
        ),
        ("a weak key", authority(&udp("a:1", &"00".repeat(32))), Rule::WeakKey),
        ("a key in capitals", authority(&udp("a:1", &"0A".repeat(32))), Rule::WeakKey),
        ("a short key", authority(&udp("a:1", "09")), Rule::WeakKey),
        ("an address twice", two(authority(&at(1)), authority(&at(1))), Rule::ElectionDuplicate),
        (
            "two keys of one",
            two(authority(&at(1)), authority(&udp("a:2", &other))),
            Rule::GatewayKeysDiffer,
        ),
        (
            "one key of two",
            two(authority(&at(1)), gateway("watch", &at(2))),
            Rule::GatewayKeysDiffer,
        ),
        ("an unknown field", authority("tcp = \"a:1\""), Rule::ManifestMalformed),
    ] {
        let error = Manifest::parse(format!("{text}{added}").as_bytes()).expect_err(name);
        assert_eq!((error.rule, error.file), (rule, "election.toml"), "{name}: {error}");
    }
}

fn any_manifest() -> impl Strategy<Value = Manifest> {
    let words = "[\\PC\"\\\\\t]{0,20}";
    let head = (words, words, words, words, 0_i64..2_000_000_000, 1_i64..200_000);
    let contest = (words, 1_u16.., proptest::collection::vec(words, 0..3));
    let organisation = (words, proptest::option::of(any::<u64>()), 0_u8..3);
    let lists = (
        proptest::collection::vec("[a-z]{1,8}", 1..5),
        proptest::collection::vec(contest, 1..4),
        proptest::collection::vec(organisation, 0..4),
        proptest::collection::vec(any::<[u8; 32]>(), 0..3),
    );
    let rules = (
        proptest::option::of((any::<u16>(), any::<u16>())),
        proptest::option::of((any::<u32>(), any::<u32>(), any::<u32>())),
        proptest::option::of((
            proptest::option::of(0_u32..=100),
            proptest::option::of(0_u32..=100),
        )),
        proptest::option::of((LookupEntry::MEMORY_KIB, LookupEntry::PASSES)),
    );
    (head, lists, rules).prop_map(|(head, (levels, contests, organisations, software), rules)| {
        let (name, country, language, timezone, opens, open_for) = head;
        let second = |at| jiff::Timestamp::from_second(at).unwrap();
        let percent = |share| Share::try_from(format!("{share}%")).unwrap();
        Manifest {
            format: 1,
            name,
            country,
            language,
            timezone,
            opens: second(opens),
            closes: second(opens + open_for),
            levels,
            contests: (0..)
                .zip(contests)
                .map(|(no, (title, seats, areas))| ContestEntry {
                    key: format!("k{no}"),
                    title,
                    seats,
                    areas,
                })
                .collect(),
            organisations: (0..)
                .zip(organisations)
                .map(|(no, (name, key, role))| Organisation {
                    key_ml_dsa_44: None,
                    id: format!("o-{no}"),
                    name,
                    role: [Role::Authority, Role::Observer, Role::Party][usize::from(role)],
                    key: key.map(|seed| public_hex(&test_key(seed, "any"))),
                })
                .collect(),
            gateways: Vec::new(),
            software: software.into_iter().map(Digest).collect(),
            log: None,
            cosigners: rules
                .0
                .map(|(at_least, not_authority)| CosignerPolicy { at_least, not_authority }),
            clock: rules.1.map(|(award_hours, challenge_days, gazette_days)| LegalClock {
                award_hours,
                challenge_days,
                gazette_days,
            }),
            audit: rules.2.map(|(boxes, risk)| AuditRules {
                boxes: boxes.map(percent),
                risk_limit: risk.map(percent),
            }),
            lookup: rules.3.map(|(memory_kib, passes)| LookupEntry { memory_kib, passes }),
        }
    })
}
