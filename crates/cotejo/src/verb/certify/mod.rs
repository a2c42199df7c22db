//! The certificate: issued once every rule of the election file holds, and not before.

mod audit;
mod challenges;
mod deadlines;
mod rules;

use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::anyhow;
use clap::Args;
use jiff::Timestamp;
use ledger::Trust;
use record::{Digest, Rule, SignedStatement, Statement, StatementKind};
use serde::Serialize;
use serde_json::json;
use tally::bulletin::Bulletin;

use crate::shell::{self, Outcome, election_dir, files, keys, log_dir};
use crate::verb::bulletin::{self, held_against_log, read, read_bytes};
use rules::Case;

pub use challenges::time;
pub use deadlines::award;
pub use rules::is_authority;

/// Issue the certificate over a bulletin, once every rule of the election file holds; otherwise say which do
/// not, and why.
///
/// The award whose challenge period must be over is the authority's signed statement of that bulletin in the
/// log, at the time it states. A later bulletin is a new award, and its period runs anew.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cotejo certify my-log --election my-election --bulletin bulletin-2.json --previous bulletin-1.json \\\n      --as authority --key authority.pem --out certificate.statement\n  cotejo certify my-log --election my-election --status\n  cotejo certify my-log --election my-election --status --at 2030-06-20T00:00:00Z --json"
)]
pub struct Arguments {
    /// The log's folder.
    log: PathBuf,
    /// The election directory.
    #[arg(long)]
    election: PathBuf,
    /// The bulletin to certify.
    #[arg(long, required_unless_present = "status")]
    bulletin: Option<PathBuf>,
    /// The bulletin before it, where it is not the first.
    #[arg(long, requires = "bulletin")]
    previous: Option<PathBuf>,
    /// Id of the organisation that certifies: an authority.
    #[arg(long = "as", required_unless_present = "status")]
    organisation: Option<String>,
    /// Its signing key.
    #[arg(long, required_unless_present = "status")]
    key: Option<PathBuf>,
    /// Certify although audit rules are not met; the certificate names them with this reason.
    #[arg(long, value_name = "WHY")]
    unmet_audit: Option<String>,
    /// Print the deadlines and how they stand, and sign nothing.
    #[arg(long, conflicts_with_all = ["bulletin", "organisation", "key", "out", "unmet_audit"])]
    status: bool,
    /// The moment asked about (RFC 3339); now where left out.
    #[arg(long, value_name = "TIME")]
    at: Option<Timestamp>,
    /// When the official gazette carried the result, which no entry of the log says.
    #[arg(long, value_name = "TIME", requires = "status")]
    gazette: Option<Timestamp>,
    /// Where to write the signed certificate.
    #[arg(long, required_unless_present = "status")]
    out: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// A rule of the certificate, and how it stands.
#[derive(Clone, Debug, Serialize)]
struct Standing {
    /// Short name.
    rule: &'static str,
    /// Whether it holds.
    holds: bool,
    /// Why it does, or does not.
    why: String,
    /// Whether the certificate may be issued all the same if it says that this does not hold.
    may_be_said_unmet: bool,
}

impl Standing {
    fn new(rule: &'static str, holds: bool, why: impl Into<String>) -> Self {
        Self { rule, holds, why: why.into(), may_be_said_unmet: false }
    }
}

/// Certifies, or prints the deadlines; exit code 1 where a rule does not hold or a deadline was missed.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = election_dir::load(&arguments.election)?;
    let at = arguments.at.unwrap_or_else(Timestamp::now);
    let trust = Trust::of_election(&election)?;
    let mut log = log_dir::read(&arguments.log, &trust)?;
    let (replay, _) = log.replay(&election)?;
    if arguments.status {
        return deadlines::print(&election, &replay, at, arguments.gazette, arguments.json);
    }
    let needed = |what: &Option<PathBuf>, name: &str| {
        what.clone().ok_or_else(|| anyhow!("name it with --{name}"))
    };
    let organisation = arguments.organisation.as_deref().unwrap_or_default();
    let bytes = read_bytes(&needed(&arguments.bulletin, "bulletin")?)?;
    let previous = arguments.previous.as_deref().map(read).transpose()?.map(|(_, one)| one);
    let published = held_against_log(&bytes, &mut log, &election, &replay, previous.as_ref())?;
    let then = match &published {
        Ok(bulletin) => Some(log.at(&replay, bulletin.checkpoint.size)?),
        Err(_) => None,
    };
    let case = Case {
        election: &election,
        trust: &trust,
        verified: &log.verified,
        now: &replay,
        then: then.as_ref().map(|then| &then.replay),
        bulletin: published.as_ref(),
        digest: Digest::of(&bytes),
        by: organisation,
        at,
    };
    let standings = rules::all(&case);
    let said = arguments.unmet_audit.as_deref();
    let is_due = standings.iter().all(|one| one.holds || one.may_be_said_unmet && said.is_some());
    let certificate = match (&published, is_due) {
        (Ok(published), true) => {
            let statement = statement(arguments, published, at, &standings);
            let key = keys::read(&needed(&arguments.key, "key")?)?;
            let signed = SignedStatement::sign(statement, &election.id, &key)?;
            signed.verify(&election)?;
            files::write_whole(&needed(&arguments.out, "out")?, signed.bytes())?;
            Some(signed)
        }
        _ => None,
    };
    report(&standings, certificate.as_ref(), at, arguments.json)?;
    Ok(Outcome::found_if(certificate.is_none()))
}

/// What the certificate says: the bulletin, and which audit rules it does not meet and why.
fn statement(
    arguments: &Arguments,
    published: &Bulletin,
    at: Timestamp,
    standings: &[Standing],
) -> Statement {
    let by = arguments.organisation.as_deref().unwrap_or_default();
    let mut statement = bulletin::statement(published, StatementKind::Certificate, by, at);
    for one in standings.iter().filter(|one| !one.holds) {
        let reason = arguments.unmet_audit.as_deref().unwrap_or_default();
        let _ = write!(statement.text, "\nnot met: {}: {}: {reason}", one.rule, one.why);
    }
    statement
}

fn report(
    standings: &[Standing],
    certificate: Option<&SignedStatement>,
    at: Timestamp,
    json: bool,
) -> anyhow::Result<()> {
    let rule = Rule::CertificateNotDue;
    if json {
        return shell::print_json(&json!({
            "at": at.to_string(),
            "rule": certificate.is_none().then(|| rule.code()),
            "rules": standings,
            "certificate": certificate.map(SignedStatement::digest),
        }));
    }
    let mut text = String::new();
    for one in standings {
        let mark = if one.holds { "holds" } else { "DOES NOT HOLD" };
        let _ = writeln!(text, "{mark:14} {:10} {}", one.rule, one.why);
    }
    let _ = match certificate {
        Some(signed) => {
            writeln!(text, "certificate    {}\nnext: `cotejo log append` it", signed.digest())
        }
        None => writeln!(text, "{rule} {}", rule.sentence()),
    };
    shell::print_text(&text)
}
