use record::{Breach, Election, Rule};
use report::Lang;

/// The language wanted: the election's where left out.
pub fn lang_of(given: Option<&str>, election: &Election) -> anyhow::Result<Lang> {
    crate::shell::lang(given.unwrap_or(&election.manifest.language))
}

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
    let detail = match lang {
        Lang::En => note.detail.clone(),
        Lang::Es => PHRASES.iter().fold(note.detail.clone(), |all, (en, es)| all.replace(en, es)),
    };
    format!("{} {} ({detail})", note.rule, sentence(lang, note.rule))
}

/// What stands in the details of notes, which are made where no language is known; longer phrases first.
const PHRASES: &[(&str, &str)] = &[
    ("the least margin in the interval is", "la menor diferencia del intervalo es"),
    ("tables, the plan asks for a share of", "mesas; el plan pide una parte de"),
    (
        "of a missing table, so there is no worst case",
        "de una mesa que falta, así que no hay peor caso",
    ),
    ("names plan and sample, after the sheets of", "nombra plan y muestra, tras las actas de"),
    ("no log was given", "no se dio un registro"),
    ("no statement names", "ninguna declaración nombra"),
    ("tables are missing", "mesas faltan"),
    ("stratum ", "estrato "),
    ("entry ", "entrada "),
    (" points", " puntos"),
    (" electors", " electores"),
    (" tables", " mesas"),
    (" votes", " votos"),
    (" of ", " de "),
    (" and ", " y "),
];

/// A share as points with two decimals.
pub fn points(share: f64) -> String {
    format!("{:.2}", 100.0 * share)
}
