use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;
use record::{Breach, Severity, SignatureVerdict, SignedSheet};
use serde_json::json;

use super::{show, source};
use crate::shell::{self, Outcome, election_dir};

/// Check a sheet's signature and figures against an election.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cotejo sheet verify sheet.cose --election my-election\n  cotejo sheet verify CTJ1:… --election my-election --code 7Q2M-K0ZD-…"
)]
pub struct Arguments {
    /// A file with the signed bytes or the QR text, `-` for standard input, or the QR text itself.
    sheet: String,
    /// The election directory.
    #[arg(long)]
    election: PathBuf,
    /// The security code printed on the paper, to hold against the bytes.
    #[arg(long)]
    code: Option<record::sheet::SecurityCode>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Verifies; exit code 1 when the signature is not valid or the figures cannot be right.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let signed = source::read(&arguments.sheet)?;
    let election = election_dir::load(&arguments.election)?;
    let (signature, breaches) = signed.judge(&election);
    let code = arguments.code.as_ref().map(|code| code.matches(&signed.digest()));
    let bad = signature != SignatureVerdict::Valid
        || code == Some(false)
        || breaches.iter().any(|breach| breach.rule.severity() == Severity::Error);
    if arguments.json {
        shell::print_json(&json!({
            "signature": signature,
            "security_code_matches": code,
            "rules": breaches,
            "sheet": show::as_json(&signed, Some(&election).filter(|election| election.tables.has(signed.sheet().table))),
        }))?;
    } else {
        shell::print_text(&plain(&signed, signature, code, &breaches))?;
    }
    Ok(Outcome::found_if(bad))
}

fn plain(
    signed: &SignedSheet,
    signature: SignatureVerdict,
    code: Option<bool>,
    breaches: &[Breach],
) -> String {
    let mut text = format!("signature      {}\n", signature.word());
    if let Some(matches) = code {
        let verdict = if matches { "matches" } else { "does NOT match these bytes" };
        let _ = writeln!(text, "security code  {verdict}");
    }
    let _ = writeln!(text, "digest         {}", signed.digest());
    for breach in breaches {
        let _ = writeln!(text, "{breach}\n  next: {}", breach.rule.next_step());
    }
    if breaches.is_empty() {
        text.push_str("every rule holds\n");
    }
    text
}
