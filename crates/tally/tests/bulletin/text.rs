//! The human form in both languages.

use tally::bulletin::{
    Claim, LOCALES, Language, Level, Texts, message_keys, table_changes, to_text,
};

use crate::common::{Copy, Issue, collect, correction, election, sheet};

#[test]
fn both_languages_have_the_same_messages_and_arguments() {
    let arguments = |source: &str| {
        let mut all: Vec<(String, Vec<String>)> = source
            .lines()
            .filter_map(|line| line.split_once(" ="))
            .map(|(key, text)| {
                let mut names: Vec<String> = text
                    .split("{ $")
                    .skip(1)
                    .map(|rest| rest.split(" }").next().unwrap().to_owned())
                    .collect();
                names.sort();
                (key.to_owned(), names)
            })
            .collect();
        all.sort();
        all
    };
    let [(_, english), (_, spanish)] = LOCALES;
    assert_eq!(message_keys(english), message_keys(spanish));
    assert_eq!(arguments(english), arguments(spanish));
    for language in [Language::En, Language::Es] {
        let _ = Texts::new(language);
    }
    assert_eq!(Language::from_tag("es-VE"), Some(Language::Es));
    assert_eq!(Language::from_tag("fr"), None);
}

#[test]
fn every_figure_says_of_what_as_of_when_from_whom() {
    let election = election(true);
    let before: Vec<Copy> = (0..6).map(|table| sheet(0, table, &[1_200, 10, 5])).collect();
    let mut now = before.clone();
    now.push(correction(&before[1], &[1_100, 11, 5]));
    now.push(sheet(0, 6, &[7, 7, 7]));
    let (then, after) = (collect(&before), collect(&now));
    let first = Issue::first(&election, &then).issue().unwrap();
    let changes = table_changes(&election, &then, &after);
    let claims = [Claim::Irreversible { contest: "president".to_owned(), level: Level::A }];
    let second = Issue {
        number: 2,
        size: 12_345,
        previous: Some(&first),
        changes: &changes,
        claims: &claims,
        turnout: Some("70%"),
        ..Issue::first(&election, &after)
    }
    .issue()
    .unwrap();
    let english = to_text(&second, &election, &Texts::new(Language::En));
    println!("{english}");
    for part in [
        "BULLETIN 2 · Test election",
        "Issued 2026-10-04 22:30:00 -04:00, by the word of the signer",
        "From the log log.example/test: 12,345 entries, root",
        "Follows bulletin 1, digest",
        "Tables: 7 of 8 (87.50 %)",
        "Electors on their rolls: 2,850 of 3,050 (93.44 %)",
        "Tables: 1, with 200 electors",
        "24 Second",
        "Ana",
        "7,144",
        "By arithmetic (level A): no.",
        "Claimed by the signer: irreversible, level A.",
        "t1 corrected. Reason: not stated.",
        "FIGURES WENT DOWN:",
        "C211, 2: Two different sheets",
        "WHAT THIS BULLETIN DOES NOT SAY",
        "says nothing about whether they are true",
    ] {
        assert!(english.contains(part), "{part}");
    }
    let spanish = to_text(&second, &election, &Texts::new(Language::Es));
    println!("{spanish}");
    for part in [
        "12.345 entradas",
        "Mesas: 7 de 8 (87,50 %)",
        "7.144",
        "Por aritmética (nivel A): no.",
        "CIFRAS BAJARON:",
        "LO QUE ESTE BOLETÍN NO DICE",
    ] {
        assert!(spanish.contains(part), "{part}");
    }
    for text in [&english, &spanish] {
        let longest = text.lines().map(|line| line.chars().count()).max().unwrap();
        assert!(longest <= 88, "{longest}");
    }
}

#[test]
fn a_number_no_sheet_gives_is_no_zero() {
    let election = election(true);
    let mut copies = [sheet(0, 0, &[5, 6, 7]), sheet(0, 1, &[5, 6, 7])];
    copies[0].cells[1] = record::Count::UNREADABLE;
    for copy in &mut copies {
        copy.sheet.null = record::Count::BLANK;
    }
    let collection = collect(&copies);
    let bulletin = Issue::first(&election, &collection).issue().unwrap();
    let text = to_text(&bulletin, &election, &Texts::new(Language::En));
    let row = |name: &str| text.lines().find(|line| line.starts_with(name)).unwrap().to_owned();
    assert!(row("Null").ends_with('—'), "{text}");
    assert!(row("Blas").contains("6*"), "{text}");
    assert!(text.contains("1 of 2 counted sheets do not give this number"), "{text}");
    assert!(text.contains("counted tables that leave a number open (1)"), "{text}");
}
