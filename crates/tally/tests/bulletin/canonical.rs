//! One text, exactly; every changed byte is found; the first difference is named by its place.

use tally::bulletin::{
    Bulletin, Claim, CoverageOf, Cutoff, Difference, Language, Level, MAX_NUMBER, ParseError,
    Texts, check, table_changes, to_text,
};

use crate::common::{Issue, MANIFEST, Random, collect, copies, correction, election, parse, sheet};

fn bulletin(seed: u64) -> Bulletin {
    let election = election(true);
    let collection = collect(&copies(&mut Random::new(seed)));
    Issue { turnout: Some("80%"), ..Issue::first(&election, &collection) }.issue().unwrap()
}

/// A second bulletin with a claim, a correction, an unsettled table, a decrease: something in every field.
fn small() -> Bulletin {
    let manifest = MANIFEST.split("[[contests]]\nkey = \"governor\"").next().unwrap();
    let election = parse(
        manifest,
        "contest,candidate,name,colour\npresident,A,Ana,\npresident,B,Blas,\n",
        "contest,list,code,candidate\n",
        "area,name,address,latitude,longitude\n11,First,,,\n",
        "table,area,electors,key\nt0,11,500,\nt1,11,40,\nt2,11,30,\nt3,11,20,\n",
    );
    let mut sheets = vec![sheet(0, 0, &[300, 50]), sheet(0, 1, &[20, 10]), sheet(0, 2, &[9, 9])];
    let then = collect(&sheets);
    sheets.push(correction(&sheets[1], &[19, 10]));
    sheets.push(sheet(0, 2, &[8, 9]));
    let now = collect(&sheets);
    let first = Issue { size: 4, ..Issue::first(&election, &then) }.issue().unwrap();
    let mut changes = table_changes(&election, &then, &now);
    changes[0].reason = Some("typing \"slip\"".to_owned());
    let claims = [Claim::Irreversible { contest: "president".to_owned(), level: Level::A }];
    let share = "50%".to_owned().try_into().unwrap();
    let cutoff =
        Cutoff::Coverage { contest: "president".to_owned(), of: CoverageOf::Electors, share };
    Issue {
        number: 2,
        previous: Some(&first),
        changes: &changes,
        claims: &claims,
        turnout: Some("80%"),
        cutoff: Some(cutoff),
        ..Issue::first(&election, &now)
    }
    .issue()
    .unwrap()
}

#[test]
fn the_text_comes_back_exactly() {
    for bulletin in (0..20).map(bulletin).chain([small()]) {
        let text = bulletin.to_canonical();
        let parsed = Bulletin::parse(&text).unwrap();
        assert_eq!(parsed, bulletin);
        assert_eq!(parsed.to_canonical(), text);
        assert_eq!(bulletin.digest(), record::Digest::of(&text));
        check(&text, &bulletin).unwrap();
    }
}

#[test]
fn every_changed_byte_is_found() {
    let bulletin = small();
    let text = bulletin.to_canonical();
    let (mut refused, mut reported) = (0, 0);
    for at in 0..text.len() {
        for flip in [1_u8, 4, 0x20] {
            let mut changed = text.clone();
            changed[at] ^= flip;
            match check(&changed, &bulletin).unwrap_err() {
                Difference::Unreadable(_) => refused += 1,
                Difference::Value { place, published, recomputed } => {
                    assert_ne!(published, recomputed, "{place}");
                    reported += 1;
                }
                Difference::Place { published, recomputed } => {
                    assert_ne!(published, recomputed);
                    reported += 1;
                }
            }
        }
        for length in [at, at + 1] {
            let mut changed = text[..length].to_vec();
            changed.extend_from_slice(&text[at..]);
            if length == at {
                changed.remove(at);
            }
            check(&changed, &bulletin).unwrap_err();
        }
    }
    println!("{} bytes: {refused} changes refused, {reported} reported", text.len());
    assert!(refused > 0 && reported > 0);
}

#[test]
fn other_spellings_are_refused() {
    let text = String::from_utf8(bulletin(3).to_canonical()).unwrap();
    for (from, to) in [
        ("{\"format\":1,", "{ \"format\":1,"),
        ("\"given\":", "\"blank\":0,\"given\":"),
        ("02:30:00Z", "02:30:00.0Z"),
        ("2026-10-05T02:30:00Z", "2026-10-04T22:30:00-04:00"),
        ("\"claims\":[]", "\"claims\":[],\"claims\":[]"),
        ("\"80%\"", "\"80.0%\""),
        ("\"format\":1,", "\"format\":1,\"extra\":1,"),
        ("log.example", "log\\u002eexample"),
        ("}\n", "}"),
        ("}\n", "}\n\n"),
    ] {
        assert!(text.contains(from), "{from}");
        assert!(Bulletin::parse(text.replacen(from, to, 1).as_bytes()).is_err(), "{to}");
    }
    let other = text.replacen("\"format\":1", "\"format\":2", 1);
    assert!(matches!(Bulletin::parse(other.as_bytes()), Err(ParseError::Format(2))));
}

#[test]
fn the_first_difference_is_named_by_its_place() {
    let election = election(true);
    let with = |votes| collect(&[sheet(0, 3, &[votes, 5, 1]), sheet(0, 0, &[7, 8, 2])]);
    let (ours, theirs) = (with(11), with(10));
    let ours = Issue::first(&election, &ours).issue().unwrap();
    let mut theirs = Issue::first(&election, &theirs).issue().unwrap();
    let said = |theirs: &Bulletin| check(&theirs.to_canonical(), &ours).unwrap_err().to_string();
    assert_eq!(
        said(&theirs),
        "contests[0].country.coverage.votes.counted: published 35, recomputed 36"
    );
    theirs = ours.clone();
    theirs.contests[0].areas.get_mut("24/01").unwrap().candidates.get_mut("A").unwrap().sum = 10;
    assert_eq!(
        said(&theirs),
        "contests[0].areas[\"24/01\"].candidates[\"A\"].sum: published 10, recomputed 12"
    );
    theirs = ours.clone();
    theirs.contests[1].areas.remove("24/02/5");
    assert_eq!(
        said(&theirs),
        "published has contests[1].unsettled.reasons where recomputed has \
         contests[1].areas[\"24/02/5\"].coverage.tables.counted"
    );
    theirs = ours.clone();
    theirs.findings.insert("S107".to_owned(), 1);
    assert_eq!(
        said(&theirs),
        "published has findings[\"S107\"] where recomputed has contests[0].contest"
    );
}

#[test]
fn numbers_have_a_bound_and_nothing_panics_below_it() {
    let election = election(true);
    let text = String::from_utf8(small().to_canonical()).unwrap();
    let with = |number: u64| {
        let sum = format!("\"sum\":{number},\"given\"");
        let pieces: Vec<&str> = text.split("\"sum\":").collect();
        let rest = pieces[1..].iter().map(|rest| rest.split_once(",\"given\"").unwrap().1);
        rest.fold(pieces[0].to_owned(), |all, rest| all + &sum + rest)
    };
    let largest = Bulletin::parse(with(MAX_NUMBER).as_bytes()).unwrap();
    for language in [Language::En, Language::Es] {
        assert!(!to_text(&largest, &election, &Texts::new(language)).is_empty());
    }
    for beyond in [MAX_NUMBER + 1, u64::MAX] {
        let error = Bulletin::parse(with(beyond).as_bytes()).unwrap_err().to_string();
        assert!(
            error.starts_with("contests[0].country.candidates[\"A\"].sum is beyond"),
            "{error}"
        );
    }
}
