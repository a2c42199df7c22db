//! Command lines that cannot be used, with the numbered rule of the verb.

use std::io::Write as _;
use std::process::ExitCode;

use record::Rule;
use report::Lang;

use super::Outcome;

/// Says what is wrong with a command line, or prints the help that was asked for.
pub fn end(error: &clap::Error) -> ExitCode {
    // A closed stream leaves nobody to tell.
    let _ = error.print();
    if !error.use_stderr() {
        return Outcome::Fine.into();
    }
    if let Some(rule) = rule(std::env::args_os().nth(1).as_deref()) {
        let _ = writeln!(std::io::stderr(), "\n{}", refusal(rule, "", wanted_language()));
    }
    Outcome::Refused.into()
}

/// A rule, what was seen, and what to do next. The steps are in English in every language, and say so.
pub fn refusal(rule: Rule, detail: &str, lang: Lang) -> String {
    let seen = if detail.is_empty() { String::new() } else { format!(" ({detail})") };
    match lang {
        Lang::En => format!("{rule} {}{seen}\n  next: {}", rule.sentence(), rule.next_step()),
        Lang::Es => format!(
            "{rule} {}{seen}\n  qué hacer (en inglés): {}",
            rule.sentence_es(),
            rule.next_step()
        ),
    }
}

/// The language that `--language` asks for, also where the command line could not be read to its end.
pub fn wanted_language() -> Lang {
    let given: Vec<String> = std::env::args().collect();
    let after = given.iter().position(|one| one == "--language").and_then(|at| given.get(at + 1));
    let joined = given.iter().find_map(|one| one.strip_prefix("--language="));
    after.map(String::as_str).or(joined).and_then(Lang::from_tag).unwrap_or(Lang::En)
}

fn rule(verb: Option<&std::ffi::OsStr>) -> Option<Rule> {
    match verb?.to_str()? {
        "audit" => Some(Rule::AuditArgumentUnusable),
        "forensics" => Some(Rule::TestArgumentUnusable),
        "polls" | "quickcount" => Some(Rule::QuickCountArgumentUnusable),
        _ => None,
    }
}
