use std::fmt::Write as _;

use anyhow::bail;
use clap::Args;
use record::Rule;
use serde::Serialize;

use crate::shell::{self, Outcome};

/// List the numbered rules, or explain some of them.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cotejo rules\n  cotejo rules S107 C211\n  cotejo rules --markdown > docs/rules.md"
)]
pub struct Arguments {
    /// Codes to explain; all rules when none is given.
    codes: Vec<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    /// Print the page `docs/rules.md`.
    #[arg(long, conflicts_with = "json")]
    markdown: bool,
}

#[derive(Serialize)]
struct Entry {
    code: &'static str,
    severity: &'static str,
    sentence: &'static str,
    sentence_es: &'static str,
    next_step: &'static str,
}

/// Prints the rules asked for.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let rules = select(&arguments.codes)?;
    if arguments.json {
        shell::print_json(&rules.iter().map(|rule| entry(*rule)).collect::<Vec<_>>())?;
    } else if arguments.markdown {
        shell::print_text(&markdown(&rules))?;
    } else {
        shell::print_text(&plain(&rules))?;
    }
    Ok(Outcome::Fine)
}

fn select(codes: &[String]) -> anyhow::Result<Vec<Rule>> {
    if codes.is_empty() {
        return Ok(Rule::ALL.to_vec());
    }
    codes
        .iter()
        .map(|code| match Rule::from_code(&code.to_ascii_uppercase()) {
            Some(rule) => Ok(rule),
            None => bail!("there is no rule {code}: `cotejo rules` lists them"),
        })
        .collect()
}

fn entry(rule: Rule) -> Entry {
    Entry {
        code: rule.code(),
        severity: rule.severity().word(),
        sentence: rule.sentence(),
        sentence_es: rule.sentence_es(),
        next_step: rule.next_step(),
    }
}

fn plain(rules: &[Rule]) -> String {
    let mut text = String::new();
    for rule in rules {
        let _ = writeln!(text, "{} {:7} {}", rule.code(), rule.severity().word(), rule.sentence());
        let _ = writeln!(text, "             {}", rule.next_step());
    }
    text
}

fn markdown(rules: &[Rule]) -> String {
    let mut text = String::from(
        "# Rules\n\n\
         Every check has a number that never changes meaning. This page is generated from the registry by\n\
         `cotejo rules --markdown`; reports, JSON and tests use the same codes.\n\n\
         *Error*: cannot be right as it stands. *Warning*: somebody should look at the paper. *Note*: worth\n\
         knowing; ordinary causes are common.\n",
    );
    let mut group = "";
    for rule in rules {
        if rule.group() != group {
            group = rule.group();
            let _ = write!(
                text,
                "\n## {group}\n\n| code | severity | what was found | next step | en español |\n|---|---|---|---|---|\n"
            );
        }
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} |",
            rule.code(),
            rule.severity().word(),
            rule.sentence(),
            rule.next_step(),
            rule.sentence_es()
        );
    }
    text
}
