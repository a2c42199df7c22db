use std::path::{Path, PathBuf};

use anyhow::{anyhow, bail};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use jiff::Timestamp;
use record::{Digest, Election, Rule, SignedStatement, Statement, StatementKind, TableNo};
use serde_json::json;

use crate::shell::{self, Outcome, election_dir, files, keys};

/// Sign a statement as an organisation of the election file. It counts once it is in the log: `cotejo log
/// append` puts it there.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cotejo statement sign --election my-election --as party-a --key party-a.pem --kind challenge \\\n      --subject bulletin-2.json --text \"Table 0042 shows other figures on our copy.\" --out challenge.statement\n  cotejo statement sign --election my-election --as authority --key authority.pem --kind ruling \\\n      --subject challenge.statement --table 240111020.01.1.0001 --text \"Annulled.\" --out ruling.statement\n  cotejo log append my-log --election my-election --key log.pem challenge.statement"
)]
pub struct Arguments {
    /// The election directory.
    #[arg(long)]
    election: PathBuf,
    /// Id of the organisation that says so.
    #[arg(long = "as")]
    organisation: String,
    /// Its signing key.
    #[arg(long)]
    key: PathBuf,
    /// What it is.
    #[arg(long, value_parser = kind())]
    kind: StatementKind,
    /// What it is about: a digest (64 hexadecimal digits), or a file whose SHA-256 is taken. May be repeated.
    #[arg(long = "subject", value_name = "DIGEST|FILE")]
    subjects: Vec<String>,
    /// A table it is about, as printed. May be repeated.
    #[arg(long = "table", value_name = "CODE")]
    tables: Vec<String>,
    /// In words, or as the kind's own format says.
    #[arg(long, default_value = "")]
    text: String,
    /// When it is said (RFC 3339); now where left out.
    #[arg(long, value_name = "TIME")]
    at: Option<Timestamp>,
    /// Where to write the signed statement.
    #[arg(long)]
    out: PathBuf,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Largest file that is a subject.
const MAX_SUBJECT_BYTES: u64 = 2 << 30;

/// Signs.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = election_dir::load(&arguments.election)?;
    let mut statement = Statement::new(&election.id, arguments.kind, &arguments.organisation);
    let at = arguments.at.unwrap_or_else(Timestamp::now);
    statement.at = u64::try_from(at.as_second()).ok();
    statement.subjects =
        arguments.subjects.iter().map(|one| subject(one)).collect::<anyhow::Result<_>>()?;
    if statement.subjects.is_empty() {
        match arguments.kind {
            StatementKind::Election => statement.subjects.push(election.id.0),
            StatementKind::CosignerChange => {}
            kind => bail!("a {} is about something: name it with --subject", kind.word()),
        }
    }
    statement.tables = tables(&arguments.tables, &election)?;
    statement.text.clone_from(&arguments.text);
    let signed = SignedStatement::sign(statement, &election.id, &keys::read(&arguments.key)?)?;
    // A statement signed with another key would be refused by the log; better to say so now.
    signed.verify(&election)?;
    files::write_whole(&arguments.out, signed.bytes())?;
    if arguments.json {
        shell::print_json(&json!({
            "kind": arguments.kind.word(), "digest": signed.digest(), "bytes": signed.bytes().len(),
        }))?;
    } else {
        shell::print_text(&format!(
            "{} {}\nnext: `cotejo log append` it\n",
            arguments.kind.word(),
            signed.digest()
        ))?;
    }
    Ok(Outcome::Fine)
}

fn kind() -> impl clap::builder::TypedValueParser<Value = StatementKind> {
    PossibleValuesParser::new(StatementKind::ALL.map(StatementKind::word)).try_map(|word| {
        StatementKind::from_word(&word).ok_or_else(|| format!("no kind of statement: {word}"))
    })
}

fn subject(text: &str) -> anyhow::Result<Digest> {
    if let Ok(digest) = text.parse() {
        return Ok(digest);
    }
    let bytes = files::read_bounded(Path::new(text), MAX_SUBJECT_BYTES)
        .map_err(|error| anyhow!("--subject {text} is no digest, and as a file: {error:#}"))?;
    Ok(Digest::of(&bytes))
}

/// The tables in ascending order, each once.
fn tables(codes: &[String], election: &Election) -> anyhow::Result<Vec<TableNo>> {
    let mut tables = codes
        .iter()
        .map(|code| {
            election.tables.find(code).ok_or_else(|| {
                anyhow!("{} no table {code} in this election file", Rule::UnknownTable)
            })
        })
        .collect::<anyhow::Result<Vec<_>>>()?;
    tables.sort_unstable();
    tables.dedup();
    Ok(tables)
}
