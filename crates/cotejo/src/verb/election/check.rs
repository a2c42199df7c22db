use std::fmt::Write as _;

use record::{Breach, Rule, Severity};
use serde_json::json;

use super::Directory;
use crate::shell::election_dir::{LoadedFiles, Seal};
use crate::shell::{self, Outcome};

/// How many breaches of one rule are listed before the rest is only counted.
const LISTED_PER_RULE: usize = 10;

/// Checks an election directory as thoroughly as it can be checked.
pub fn run(directory: &Directory) -> anyhow::Result<Outcome> {
    let loaded = LoadedFiles::read(&directory.folder)?;
    let election = loaded.parse()?;
    let mut breaches = election.check();
    match loaded.seal(&election) {
        Seal::Missing => breaches.push(Breach::new(Rule::ElectionUnsigned, "no election.seal")),
        Seal::Invalid(why) => breaches.push(Breach::new(Rule::ElectionSignatureInvalid, why)),
        Seal::Valid(_) => {}
    }
    if directory.json {
        shell::print_json(
            &json!({ "election": election.id, "tables": election.tables.len(), "breaches": breaches }),
        )?;
    } else {
        shell::print_text(&plain(&election.id.to_string(), &breaches))?;
    }
    Ok(Outcome::found_if(breaches.iter().any(|breach| breach.rule.severity() == Severity::Error)))
}

fn plain(id: &str, breaches: &[Breach]) -> String {
    let mut text = format!("election id {id}\n");
    for rule in Rule::ALL {
        let of_rule: Vec<_> = breaches.iter().filter(|breach| breach.rule == *rule).collect();
        if of_rule.is_empty() {
            continue;
        }
        let _ = writeln!(text, "\n{rule} {}: {}", rule.severity().word(), rule.sentence());
        for breach in of_rule.iter().take(LISTED_PER_RULE) {
            let _ = writeln!(text, "  {}", breach.detail);
        }
        if of_rule.len() > LISTED_PER_RULE {
            let _ = writeln!(
                text,
                "  … and {} more (--json lists all)",
                of_rule.len() - LISTED_PER_RULE
            );
        }
        let _ = writeln!(text, "  next: {}", rule.next_step());
    }
    if breaches.is_empty() {
        text.push_str("nothing found\n");
    }
    text
}
