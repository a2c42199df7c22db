//! The words on the paper, one Fluent file per language in `locales/`.

use std::collections::BTreeSet;

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use unic_langid::LanguageIdentifier;

use crate::error::PaperError;

/// Every language that ships: its tag and its file. A new language is a new file and a line here.
pub const LOCALES: [(&str, &str); 2] =
    [("en", include_str!("../locales/en.ftl")), ("es", include_str!("../locales/es.ftl"))];

/// Digits to which counts are padded when they are written in words, so that no digit can be put in front.
pub const WORD_DIGITS: usize = 4;

/// The texts of one language.
pub struct Texts {
    tag: String,
    bundle: FluentBundle<FluentResource>,
}

impl Texts {
    /// Texts for a language tag. `es-VE` falls back to `es`.
    ///
    /// # Errors
    /// [`PaperError::UnknownLanguage`] if there is no file for it.
    pub fn for_language(tag: &str) -> Result<Self, PaperError> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        let found = LOCALES.iter().find(|(known, _)| known.eq_ignore_ascii_case(primary));
        let known = || LOCALES.map(|(known, _)| known).join(", ");
        let (_, source) = found
            .ok_or_else(|| PaperError::UnknownLanguage { tag: tag.to_owned(), known: known() })?;
        Self::from_ftl(tag, source)
    }

    /// Texts from the contents of an `.ftl` file that did not ship. It must have every message of the English one.
    ///
    /// # Errors
    /// [`PaperError::Texts`] if it does not parse or lacks messages.
    pub fn from_ftl(tag: &str, source: &str) -> Result<Self, PaperError> {
        let wrong = |what: String| PaperError::Texts { tag: tag.to_owned(), what };
        let language: LanguageIdentifier =
            tag.parse().map_err(|_| wrong("not a language tag".to_owned()))?;
        let resource = FluentResource::try_new(source.to_owned())
            .map_err(|(_, errors)| wrong(format!("{:?}", errors[0])))?;
        let missing: Vec<String> = keys(LOCALES[0].1).difference(&keys(source)).cloned().collect();
        if !missing.is_empty() {
            return Err(wrong(format!("these messages are missing: {}", missing.join(", "))));
        }
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // Direction isolates are invisible characters, and none of our languages mixes directions.
        bundle.set_use_isolating(false);
        bundle.add_resource(resource).map_err(|errors| wrong(format!("{:?}", errors[0])))?;
        Ok(Self { tag: tag.to_owned(), bundle })
    }

    /// The language tag, as asked for.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// A message without arguments.
    pub fn get(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// A message with arguments.
    pub fn with(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in arguments {
            args.set(*name, *value);
        }
        let pattern = self.bundle.get_message(key).and_then(|m| m.value());
        let pattern = pattern.expect("invariant: from_ftl found every message of the English file");
        self.bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }

    /// A number read out digit by digit, padded to four: 149 is "Cero, Uno, Cuatro, Nueve".
    pub fn digit_words(&self, number: u32) -> String {
        let digits = format!("{number:0WORD_DIGITS$}");
        let words: Vec<String> = digits.chars().map(|d| self.get(&format!("digit-{d}"))).collect();
        words.join(", ")
    }
}

/// The message names in an `.ftl` source.
pub fn keys(source: &str) -> BTreeSet<String> {
    source
        .lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic()))
        .filter_map(|line| line.split_once('='))
        .map(|(key, _)| key.trim().to_owned())
        .collect()
}
