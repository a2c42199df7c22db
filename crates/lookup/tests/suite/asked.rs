use lookup::oprf::{Blinded, Evaluated, PublicKey, Question, SecretKey};
use lookup::{Layout, Manifest, page};
use proptest::prelude::*;
use record::Rule;

use crate::small::{SEED, Small, build, derive, key, number, roll, voprf};

#[test]
fn everybody_finds_their_table_and_nobody_else_does() {
    for small in Small::of_both_kinds() {
        for (id, code) in roll(300) {
            assert_eq!(small.find(&id), Ok(Some(code)));
        }
        for id in ["1", "1000004", "V1000003", "99999999"] {
            assert_eq!(small.find(id), Ok(None));
        }
    }
}

#[test]
fn asking_gives_what_the_key_derives() {
    let secret = key(SEED);
    let id = number("12345678");
    let (question, blinded) = Question::ask(&build(), &id, [1; 32]).expect("asked");
    let (_, again) = Question::ask(&build(), &id, [2; 32]).expect("asked");
    assert_ne!(blinded, again, "two questions for one number have nothing in common");
    let answer = secret.answer(&blinded, [3; 32]).expect("answered");
    let derived = question.finish(&secret.public(), &answer).expect("finished");
    assert_eq!(derived, secret.derive(&build(), &id).expect("derived"));
}

#[test]
fn a_server_with_another_key_is_found_out() {
    let (secret, other) = (key(SEED), key(SEED + 9));
    let finish = |answer: &Evaluated| {
        let (question, _) = Question::ask(&build(), &number("12345678"), [1; 32]).expect("asked");
        question.finish(&secret.public(), answer).map_err(|error| error.rule)
    };
    let (_, blinded) = Question::ask(&build(), &number("12345678"), [1; 32]).expect("asked");
    let answer = other.answer(&blinded, [3; 32]).expect("answered");
    assert_eq!(finish(&answer), Err(Rule::LookupProofInvalid));
    let good = secret.answer(&blinded, [3; 32]).expect("answered");
    assert!(finish(&good).is_ok());
    let mixed = Evaluated { element: answer.element, proof: good.proof };
    assert_eq!(finish(&mixed), Err(Rule::LookupProofInvalid));
    // Neither an element, nor the neutral one, nor scalars.
    for broken in [
        Evaluated { element: [255; 32], ..good },
        Evaluated { element: [0; 32], ..good },
        Evaluated { proof: [255; 64], ..good },
    ] {
        assert_eq!(finish(&broken), Err(Rule::LookupElementMalformed));
    }
    for element in [[0; 32], [255; 32], [1; 32]] {
        let error = secret.answer(&Blinded(element), [3; 32]).expect_err("no element");
        assert_eq!(error.rule, Rule::LookupElementMalformed);
    }
}

#[test]
fn texts_have_one_spelling() {
    let secret = key(SEED);
    let text = secret.to_text();
    assert_eq!(SecretKey::from_text(&text).expect("read").public(), secret.public());
    let public = secret.public().to_string();
    assert_eq!(PublicKey::parse(&public), Ok(secret.public()));
    for wrong in ["", &text.to_uppercase(), &format!("{}\n", *text), &text[..60], &public] {
        let rule = SecretKey::from_text(wrong).map(drop).map_err(|error| error.rule);
        assert_eq!(rule, Err(Rule::LookupKeyMalformed));
    }
    for wrong in ["", &public.to_uppercase(), &public[1..], &"0".repeat(64), &"f".repeat(64)] {
        assert!(PublicKey::parse(wrong).is_err(), "{wrong}");
    }
    assert!(Blinded::parse(&public).is_ok());
    assert!(Blinded::parse(&format!("{public} ")).is_err());
    assert!(Evaluated::parse(&public, &public).is_err());
}

#[test]
fn manifests_come_back_and_modes_cannot_be_mixed() {
    let [with_server, without] = Small::of_both_kinds();
    for small in [&with_server, &without] {
        let json = small.manifest.to_json();
        assert_eq!(Manifest::parse(json.as_bytes()), Ok(small.manifest.clone()));
        for (old, new, rule) in [
            ("cotejo-lookup-1", "cotejo-lookup-2", Rule::LookupManifestMalformed),
            ("\"root\"", "\"Root\"", Rule::LookupManifestMalformed),
            ("\"capacity\": 90", "\"capacity\": 900", Rule::LookupSizeImpossible),
            ("\"capacity\": 90", "\"capacity\": 0", Rule::LookupSizeImpossible),
            ("\"capacity\": 90", "\"capacity\": -1", Rule::LookupManifestMalformed),
            ("\"prefix_bits\": 3", "\"prefix_bits\": 25", Rule::LookupSizeImpossible),
            ("../mesa/", "javascript:", Rule::LookupAddressMalformed),
            ("V-12345678", "V", Rule::LookupIdMalformed),
        ] {
            let altered = json.replacen(old, new, 1);
            assert_ne!(altered, json, "{old}");
            assert_eq!(
                Manifest::parse(altered.as_bytes()).map_err(|error| error.rule),
                Err(rule),
                "{new}"
            );
        }
        assert!(Manifest::parse(&vec![b' '; 9_000]).is_err());
    }
    let both = with_server.manifest.to_json().replacen(
        "\"mode\": {",
        "\"mode\": {\"argon2id\": {\"memory_kib\": 64, \"passes\": 2},",
        1,
    );
    assert!(Manifest::parse(both.as_bytes()).is_err(), "two modes in one manifest");
    let cheap = without.manifest.to_json().replacen("64", "7", 1);
    let rule = Manifest::parse(cheap.as_bytes()).map_err(|error| error.rule);
    assert_eq!(rule, Err(Rule::LookupCostOutOfBounds));
    // One number gives unrelated bytes in the two modes.
    let id = number("12345678");
    let [a, b] = [&with_server, &without]
        .map(|small| derive(&small.manifest.mode, &small.key, &id).expect("derived"));
    assert_ne!(a, b);
}

#[test]
fn the_page_reaches_the_key_servers_and_nobody_else() {
    let [with_server, without] = Small::of_both_kinds().map(|small| small.manifest);
    let policy = |manifest: &Manifest| {
        let [(_, index), ..] = page::files(manifest);
        let after = index.split("connect-src").nth(1).expect("a policy").to_owned();
        after.split(';').next().expect("its end").to_owned()
    };
    assert_eq!(policy(&with_server), " 'self' https://key.example");
    assert_eq!(policy(&without), " 'self'");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_roll_is_found_again(ids in prop::collection::btree_set("[A-Z]{0,2}[0-9]{1,12}", 1..40)) {
        let mut spelled: Vec<_> = ids.iter().filter_map(|id| lookup::IdNumber::parse(id).ok()).collect();
        spelled.sort_by(|a, b| a.as_str().cmp(b.as_str()));
        spelled.dedup();
        let roll: Vec<_> = (0..).zip(&spelled).map(|(at, id)| (id.as_str().to_owned(), format!("t{at}"))).collect();
        prop_assume!(!roll.is_empty());
        let layout = Layout::for_entries(u64::try_from(roll.len()).expect("few"), 4).expect("fits");
        let small = Small::new(voprf(&key(SEED)), &roll, layout).expect("built");
        for (id, code) in &roll {
            prop_assert_eq!(small.find(id), Ok(Some(code.clone())));
        }
        prop_assert_eq!(small.find("ZZ999999999999999"), Ok(None));
        let sizes: std::collections::BTreeSet<_> = small.files.values().map(Vec::len).collect();
        prop_assert_eq!(sizes.len(), 1);
    }
}
