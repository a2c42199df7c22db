//! Languages: complete files, words for digits, refusals.

use paper::{
    PaperError, Texts,
    texts::{LOCALES, keys},
};

#[test]
fn every_language_has_the_same_messages() {
    let english = keys(LOCALES[0].1);
    assert!(english.len() > 40, "the scan for keys found only {}", english.len());
    for (tag, source) in LOCALES {
        assert_eq!(keys(source), english, "{tag}");
        Texts::for_language(tag).expect("a bundled language loads");
    }
}

#[test]
fn digits_are_read_out_padded_to_four() {
    let spanish = Texts::for_language("es-VE").expect("falls back to es");
    assert_eq!(spanish.digit_words(149), "Cero, Uno, Cuatro, Nueve");
    assert_eq!(spanish.digit_words(0), "Cero, Cero, Cero, Cero");
    assert_eq!(spanish.digit_words(12_058), "Uno, Dos, Cero, Cinco, Ocho");
    let english = Texts::for_language("en").expect("bundled");
    assert_eq!(english.digit_words(149), "Zero, One, Four, Nine");
}

#[test]
fn unknown_language_and_incomplete_file_say_what_to_do() {
    let unknown = Texts::for_language("xx").err().map(|e| e.to_string());
    assert_eq!(
        unknown.as_deref(),
        Some("no texts for language \"xx\"; use one of en, es, or add locales/xx.ftl")
    );
    let partial = Texts::from_ftl("pt", "title = Boletim de urna\n").err();
    assert!(matches!(partial, Some(PaperError::Texts { what, .. }) if what.contains("digit-0")));
}
