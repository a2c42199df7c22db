//! Brazil's bulletins: the verdict on every published vector, and on what damage does to them.

use ingest::payload::{PayloadContext, ReadVerdict, read};
use ingest::qr_text::brazil::{BrazilKeys, Chain, Part, assemble};
use ingest::{Import, Input, Options, payload};
use record::{Count, Election, ElectionFiles, Grade, Rule, SignatureVerdict};
use serde_json::Value;

use crate::support::data;

struct Vector {
    name: String,
    parts: Vec<String>,
    checkable: bool,
}

fn vectors() -> Option<(Vec<Vector>, BrazilKeys)> {
    let vectors: Vec<Value> = serde_json::from_slice(&data("brazil/bu_qr_vectors.json")?).unwrap();
    let keys = data("brazil/public_keys.json")?;
    let keys = BrazilKeys::parse(&Input::new("public_keys.json", &keys)).unwrap();
    let vector = |one: &Value| Vector {
        name: one["name"].as_str().unwrap().to_owned(),
        parts: serde_json::from_value(one["parts"].clone()).unwrap(),
        checkable: one["ed25519_key"].is_string(),
    };
    Some((vectors.iter().map(vector).collect(), keys))
}

fn judge(parts: &[&str], keys: &BrazilKeys) -> ingest::payload::Reading {
    let context = PayloadContext { election: None, contest: None, keys };
    let mut readings = read(parts, &context);
    assert_eq!(readings.len(), 1);
    readings.remove(0)
}

#[test]
fn every_vector_gets_the_right_verdict() {
    let Some((vectors, keys)) = vectors() else { return };
    assert!(vectors.len() >= 22);
    for vector in &vectors {
        let mut parts: Vec<_> = vector.parts.iter().map(String::as_str).collect();
        parts.reverse();
        let reading = judge(&parts, &keys);
        let expected =
            if vector.checkable { SignatureVerdict::Valid } else { SignatureVerdict::NotCheckable };
        assert_eq!(reading.signature, expected, "{}", vector.name);
        assert_eq!(reading.verdict, ReadVerdict::Sheet, "{}: {:?}", vector.name, reading.breaches);
        assert!(!reading.results.is_empty());
        let errors =
            reading.breaches.iter().filter(|b| b.rule.severity() == record::Severity::Error);
        assert_eq!(errors.count(), 0, "{}: {:?}", vector.name, reading.breaches);
    }
}

#[test]
fn all_vectors_at_once_are_told_apart() {
    let Some((vectors, keys)) = vectors() else { return };
    let mut texts: Vec<_> = vectors.iter().flat_map(|v| &v.parts).map(String::as_str).collect();
    texts.sort_by_key(|text| std::cmp::Reverse(&text[5..8]));
    let context = PayloadContext { election: None, contest: None, keys: &keys };
    let readings = read(&texts, &context);
    let distinct: std::collections::HashSet<_> = vectors.iter().map(|v| &v.parts).collect();
    assert_eq!(readings.len(), distinct.len());
    assert!(readings.iter().all(|one| one.verdict == ReadVerdict::Sheet));
}

#[test]
fn a_missing_part_is_said() {
    let Some((vectors, keys)) = vectors() else { return };
    let multi = vectors.iter().find(|one| one.parts.len() == 3).unwrap();
    for missing in 0..3 {
        let mut parts: Vec<_> = multi.parts.iter().map(String::as_str).collect();
        parts.remove(missing);
        let reading = judge(&parts, &keys);
        assert_eq!(reading.verdict, ReadVerdict::Unreadable);
        let said = reading.breaches.iter().find(|b| b.rule == Rule::SetIncomplete).unwrap();
        assert!(said.detail.contains(&format!("part {}", missing + 1)), "{}", said.detail);
        assert_eq!(reading.signature, SignatureVerdict::NotCheckable);
    }
}

#[test]
fn an_altered_figure_breaks_chain_and_signature() {
    let Some((vectors, keys)) = vectors() else { return };
    let vector = vectors.iter().find(|one| one.name == "QRcode_n8").unwrap();
    let altered = vector.parts[0].replace(" 92:1 ", " 92:2 ");
    assert_ne!(altered, vector.parts[0]);
    let reading = judge(&[&altered], &keys);
    assert_eq!(reading.verdict, ReadVerdict::Unreadable);
    assert_eq!(reading.signature, SignatureVerdict::Invalid);
    assert!(reading.breaches.iter().any(|b| b.rule == Rule::ChainBroken));

    let none = BrazilKeys::default();
    assert_eq!(judge(&[&vector.parts[0]], &none).signature, SignatureVerdict::NotCheckable);
    // The same version's key of another state says nothing about this one.
    let moved = altered.replace(" UNFE:AC ", " UNFE:PR ");
    assert_eq!(judge(&[&moved], &keys).signature, SignatureVerdict::NotCheckable);
}

#[test]
fn parts_of_two_bulletins_do_not_mix() {
    let Some((vectors, _)) = vectors() else { return };
    let two: Vec<_> = vectors.iter().filter(|one| one.parts.len() == 2).collect();
    let mixed = [&two[0].parts[0], &two[1].parts[1]];
    let sets = assemble(mixed.map(|text| Part::parse(text).unwrap()));
    let verdict = sets[0].judge(&BrazilKeys::default());
    assert_eq!((sets.len(), verdict.chain), (1, Chain::Broken(2)));
    assert_eq!(verdict.bulletin, None);
}

#[test]
fn cut_texts_are_refused() {
    let Some((vectors, _)) = vectors() else { return };
    for text in vectors.iter().flat_map(|one| &one.parts) {
        for cut in (0..text.len()).rev().step_by(7) {
            assert!(Part::parse(&text[..cut]).is_err(), "cut at {cut} of {}", text.len());
        }
    }
}

#[test]
fn a_bulletin_becomes_one_copy_per_contest_of_the_election() {
    let Some((vectors, keys)) = vectors() else { return };
    let vector = vectors.iter().find(|one| one.name == "QRcode_n8").unwrap();
    let manifest = "format = 1\nname = \"n\"\ncountry = \"c\"\nlanguage = \"pt\"\ntimezone = \"UTC\"\n\
        opens = \"2024-10-06T08:00:00Z\"\ncloses = \"2024-10-07T08:00:00Z\"\nlevels = [\"state\"]\n\
        [[contests]]\nkey = \"11\"\ntitle = \"Mayor\"\n[[contests]]\nkey = \"1101-13\"\ntitle = \"Council\"\n";
    let files = ElectionFiles {
        manifest: manifest.as_bytes().into(),
        candidates: b"contest,candidate,name,colour\n11,55,a,\n11,92,b,\n1101-13,91001,c,\n".into(),
        lists: b"contest,list,code,candidate\n".into(),
        areas: b"area,name,address,latitude,longitude\n".into(),
        tables: b"table,area,electors,key\n1120/8/2,,144,\n".into(),
    };
    let election = Election::parse(&files).unwrap();
    let mut import = Import::default();
    let input = Input::new("texts", vector.parts[0].as_bytes());
    payload::add(&mut import, &input, &election, &keys, &Options::default()).unwrap();
    let [copy] = import.collection.copies.as_slice() else { panic!("one contest fits") };
    assert_eq!((copy.grade, copy.signature), (Grade::Signed, SignatureVerdict::Valid));
    let cells = import.collection.cells(copy);
    assert_eq!((cells[0], cells[1].number()), (Count::ZERO, Some(1)));
    let singles = [copy.electors, copy.voters_machine, copy.null, copy.blank];
    assert_eq!(singles.map(Count::number), [Some(144), Some(2), Some(1), Some(0)]);
    // The council's votes are for a number that this election file does not have.
    let said = import.breaches.iter().find(|breach| breach.rule == Rule::UnknownContest).unwrap();
    assert!(said.detail.contains("93001"), "{}", said.detail);
}
