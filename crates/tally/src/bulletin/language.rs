//! The words of a bulletin for people, one Fluent file per language in `locales/`.

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use unic_langid::LanguageIdentifier;

/// Every language that ships: its tag and its file.
pub const LOCALES: [(&str, &str); 2] =
    [("en", include_str!("../../locales/en.ftl")), ("es", include_str!("../../locales/es.ftl"))];

/// A language of bulletins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English: 1,234.5.
    En,
    /// Spanish: 1.234,5.
    Es,
}

/// The texts of one language.
pub struct Texts {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Language {
    /// The language of a tag; `es-VE` is `es`. None where there are no texts for it.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        [Self::En, Self::Es].into_iter().find(|one| one.tag().eq_ignore_ascii_case(primary))
    }

    /// Its tag (BCP 47).
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
        }
    }

    /// What stands between thousands, and before decimals.
    const fn marks(self) -> (char, char) {
        match self {
            Self::En => (',', '.'),
            Self::Es => ('.', ','),
        }
    }
}

impl Texts {
    /// The texts of a language.
    ///
    /// # Panics
    /// Never: the files are part of the program, and a test reads them.
    pub fn new(language: Language) -> Self {
        let (tag, source) = LOCALES
            .into_iter()
            .find(|(tag, _)| *tag == language.tag())
            .expect("every language has a file");
        let resource = FluentResource::try_new(source.to_owned()).expect("the file is tested");
        let tag: LanguageIdentifier = tag.parse().expect("a language tag");
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // Direction isolates are invisible characters, and neither language mixes directions.
        bundle.set_use_isolating(false);
        bundle.add_resource(resource).expect("keys are unique, as a test checks");
        Self { language, bundle }
    }

    /// Which language.
    pub fn language(&self) -> Language {
        self.language
    }

    pub(super) fn get(&self, key: &str) -> String {
        self.with(key, &[])
    }

    pub(super) fn with(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in arguments {
            args.set(*name, *value);
        }
        let pattern = self.bundle.get_message(key).and_then(|message| message.value());
        let pattern = pattern.expect("a test finds every message in every file");
        self.bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }

    /// A whole number with marks between thousands.
    pub(super) fn number(&self, number: u64) -> String {
        let digits = number.to_string();
        let mut out = String::with_capacity(digits.len() * 4 / 3);
        for (at, digit) in digits.char_indices() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                out.push(self.language.marks().0);
            }
            out.push(digit);
        }
        out
    }

    /// A difference, with its sign.
    pub(super) fn signed(&self, number: i64) -> String {
        let shown = self.number(number.unsigned_abs());
        match number {
            0 => shown,
            1.. => format!("+{shown}"),
            _ => format!("−{shown}"),
        }
    }

    /// A share in percent, rounded down, so that what is not whole never shows as 100 %.
    pub(super) fn percent(&self, part: u64, whole: u64) -> String {
        if whole == 0 {
            return "—".to_owned();
        }
        let hundredths = u128::from(part) * 10_000 / u128::from(whole);
        let mark = self.language.marks().1;
        format!("{}{mark}{:02} %", hundredths / 100, hundredths % 100)
    }
}

/// The message names in a Fluent source, in its order.
pub fn message_keys(source: &str) -> Vec<&str> {
    source
        .lines()
        .filter(|line| line.starts_with(|first: char| first.is_ascii_alphabetic()))
        .filter_map(|line| line.split_once(" ="))
        .map(|(key, _)| key)
        .collect()
}
