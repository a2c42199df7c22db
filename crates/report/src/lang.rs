//! The two languages of the pages: texts from the `.ftl` files, numbers in each language's own form.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

/// A language of the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// English.
    En,
    /// Spanish.
    Es,
}

impl Lang {
    /// Every language there is.
    pub const ALL: [Self; 2] = [Self::Es, Self::En];

    /// BCP 47 tag, also the name of the language's folder.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
        }
    }

    /// The language of a BCP 47 tag such as `es-VE`, where there is a translation.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or(tag);
        Self::ALL.into_iter().find(|lang| lang.tag().eq_ignore_ascii_case(primary))
    }

    /// The language's name in itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Es => "Español",
        }
    }

    /// The Fluent source of the texts.
    pub const fn ftl(self) -> &'static str {
        match self {
            Self::En => include_str!("../l10n/en.ftl"),
            Self::Es => include_str!("../l10n/es.ftl"),
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

/// The texts of one language.
pub struct Texts {
    /// Which.
    pub lang: Lang,
    bundle: FluentBundle<FluentResource>,
}

impl Texts {
    /// The texts of a language.
    ///
    /// # Panics
    /// Never: the files are part of the program, and a test reads them.
    pub fn new(lang: Lang) -> Self {
        let resource = FluentResource::try_new(lang.ftl().to_owned()).expect("the file is tested");
        let tag = lang.tag().parse().expect("a language tag");
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // Isolation marks are for right-to-left text, which neither language has.
        bundle.set_use_isolating(false);
        bundle.add_resource(resource).expect("keys are unique, as a test checks");
        Self { lang, bundle }
    }

    /// Adds the texts of another Fluent file.
    ///
    /// # Panics
    /// Where the file has a fault or a key that is there already; files are part of programs, and tested.
    #[must_use]
    pub fn with_file(mut self, ftl: &str) -> Self {
        let resource = FluentResource::try_new(ftl.to_owned()).expect("the file is tested");
        self.bundle.add_resource(resource).expect("keys are unique, as a test checks");
        self
    }

    /// A text without arguments. A key that does not exist shows as itself.
    pub fn t(&self, key: &str) -> String {
        self.with(key, &FluentArgs::new())
    }

    /// The word for a level of areas, in the reader's language where it is a common one; else as it is given.
    pub fn level(&self, name: &str) -> String {
        match name {
            "state" | "municipality" | "parish" | "centre" => self.t(&format!("b-level-{name}")),
            other => other.to_owned(),
        }
    }

    /// A text about a number: `$n` selects the plural, `$shown` is the number as people write it.
    pub fn n(&self, key: &str, number: u64) -> String {
        self.with(key, &self.args(&[]).count(self, number).0)
    }

    /// A text with named arguments, and a number to select the plural by.
    pub fn f(&self, key: &str, number: u64, words: &[(&'static str, &str)]) -> String {
        self.with(key, &self.args(words).count(self, number).0)
    }

    /// A whole number with marks between thousands.
    pub fn number(&self, number: u64) -> String {
        let digits = number.to_string();
        let mut out = String::with_capacity(digits.len() * 4 / 3);
        for (at, digit) in digits.char_indices() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                out.push(self.lang.marks().0);
            }
            out.push(digit);
        }
        out
    }

    /// A signed number with a real minus sign; `+` before what is above zero.
    pub fn signed(&self, number: i64) -> String {
        let shown = self.number(number.unsigned_abs());
        match number {
            0 => shown,
            1.. => format!("+{shown}"),
            _ => format!("−{shown}"),
        }
    }

    /// A share in percent, rounded down: what is not complete never shows as 100 %.
    pub fn percent(&self, part: u64, whole: u64) -> String {
        if whole == 0 {
            return "—".to_owned();
        }
        let hundredths = u128::from(part) * 10_000 / u128::from(whole);
        let mark = self.lang.marks().1;
        format!("{}{mark}{:02}\u{a0}%", hundredths / 100, hundredths % 100)
    }

    /// An estimated share in percent, rounded to the nearest hundredth; it may lie outside of 0 to 100.
    pub fn hundredths(&self, share: f64) -> String {
        if !share.is_finite() {
            return "—".to_owned();
        }
        let mark = self.lang.marks().1.to_string();
        let shown = format!("{:.2}", 100.0 * share).replace('.', &mark).replace('-', "−");
        format!("{shown}\u{a0}%")
    }

    /// A probability as papers print it: `= 0.031`, or `< 0.0001`.
    pub fn probability(&self, p: f64) -> String {
        let mark = self.lang.marks().1;
        let shown = |p: f64, digits: usize| format!("{p:.digits$}").replace('.', &mark.to_string());
        match p {
            p if p < 0.000_1 => format!("<\u{a0}{}", shown(0.000_1, 4)),
            p if p < 0.01 => format!("=\u{a0}{}", shown(p, 4)),
            p => format!("=\u{a0}{}", shown(p, 2)),
        }
    }

    /// The language of a collation's own sentences.
    pub(crate) fn language(&self) -> collate::Language {
        match self.lang {
            Lang::En => collate::Language::English,
            Lang::Es => collate::Language::Spanish,
        }
    }

    fn args<'a>(&self, words: &[(&'static str, &'a str)]) -> Args<'a> {
        let mut args = FluentArgs::new();
        for (name, word) in words {
            args.set(*name, *word);
        }
        Args(args)
    }

    fn with(&self, key: &str, args: &FluentArgs<'_>) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        self.bundle.format_pattern(pattern, Some(args), &mut Vec::new()).into_owned()
    }
}

struct Args<'a>(FluentArgs<'a>);

impl Args<'_> {
    fn count(mut self, texts: &Texts, number: u64) -> Self {
        // Fluent counts in floating point; plurals of what is larger than 2^53 are all "other".
        self.0.set("n", FluentValue::from(number));
        self.0.set("shown", texts.number(number));
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_each_language_writes_them() {
        let (es, en) = (Texts::new(Lang::Es), Texts::new(Lang::En));
        assert_eq!(es.number(10_326_298), "10.326.298");
        assert_eq!(en.number(10_326_298), "10,326,298");
        assert_eq!((en.number(0), en.number(999), en.number(1_000)).2, "1,000");
        assert_eq!(es.signed(-1_234), "−1.234");
        assert_eq!(en.percent(25_073, 30_026), "83.50\u{a0}%");
        assert_eq!(en.percent(29_999_999, 30_000_000), "99.99\u{a0}%");
        assert_eq!(es.percent(1, 0), "—");
    }

    #[test]
    fn both_files_have_the_same_messages_with_the_same_arguments() {
        let shape = |lang: Lang| {
            let resource = FluentResource::try_new(lang.ftl().to_owned()).unwrap();
            let mut found = std::collections::BTreeMap::new();
            for entry in resource.entries() {
                let fluent_syntax::ast::Entry::Message(message) = entry else { continue };
                let text = format!("{:?}", message.value);
                let mut words: Vec<String> = text
                    .split("VariableReference { id: Identifier { name: \"")
                    .skip(1)
                    .map(|rest| rest.split('"').next().unwrap().to_owned())
                    .filter(|word| word != "n")
                    .collect();
                words.sort();
                words.dedup();
                let twice = found.insert(message.id.name.to_owned(), words);
                assert!(twice.is_none(), "{}: {} twice", lang.tag(), message.id.name);
            }
            found
        };
        let (en, es) = (shape(Lang::En), shape(Lang::Es));
        assert!(en.len() > 100, "{}", en.len());
        assert_eq!(en, es);
    }
}
