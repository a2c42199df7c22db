use record::{Breach, Rule};
use report::Lang;

/// A sentence in the language wanted.
pub fn say(lang: Lang, english: impl Into<String>, spanish: impl Into<String>) -> String {
    match lang {
        Lang::En => english.into(),
        Lang::Es => spanish.into(),
    }
}

/// A rule's sentence.
pub fn sentence(lang: Lang, rule: Rule) -> &'static str {
    match lang {
        Lang::En => rule.sentence(),
        Lang::Es => rule.sentence_es(),
    }
}

/// A note as a line.
pub fn note(lang: Lang, note: &Breach) -> String {
    format!("{} {} ({})", note.rule, sentence(lang, note.rule), note.detail)
}

/// A share as points with two decimals.
pub fn points(share: f64) -> String {
    format!("{:.2}", 100.0 * share)
}
