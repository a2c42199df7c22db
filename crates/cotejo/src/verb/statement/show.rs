use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;
use jiff::Timestamp;
use record::statement::{MAX_STATEMENT_BYTES, StatementError};
use record::{Election, SignedStatement, TableNo};
use serde_json::json;

use crate::shell::{self, Outcome, election_dir, files};

/// Show what a statement says. With the election directory its signature is checked as well.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cotejo statement show challenge.statement\n  cotejo statement show challenge.statement --election my-election --json"
)]
pub struct Arguments {
    /// The signed statement.
    file: PathBuf,
    /// The election directory, to check the signature and to show the codes of tables.
    #[arg(long)]
    election: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Shows; exit code 1 where the signature does not hold.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = arguments.election.as_deref().map(election_dir::load).transpose()?;
    let bytes = files::read_bounded(&arguments.file, u64::try_from(MAX_STATEMENT_BYTES)?)?;
    let signed = SignedStatement::decode(&bytes)
        .with_context(|| format!("{} is not a signed statement", arguments.file.display()))?;
    let checked = election.as_ref().map(|election| signed.verify(election));
    if arguments.json {
        shell::print_json(&as_json(&signed, election.as_ref(), checked.as_ref()))?;
    } else {
        shell::print_text(&plain(&signed, election.as_ref(), checked.as_ref()))?;
    }
    Ok(Outcome::found_if(matches!(checked, Some(Err(_)))))
}

fn as_json(
    signed: &SignedStatement,
    election: Option<&Election>,
    checked: Option<&Result<(), StatementError>>,
) -> serde_json::Value {
    let statement = signed.statement();
    json!({
        "digest": signed.digest(),
        "kind": statement.kind.word(),
        "by": statement.by,
        "at": time(statement.at).map(|at| at.to_string()),
        "subjects": statement.subjects,
        "tables": statement.tables.iter().map(|one| table(*one, election)).collect::<Vec<_>>(),
        "text": statement.text,
        "signature": match checked {
            None => "not checked",
            Some(Ok(())) => "valid",
            Some(Err(_)) => "invalid",
        },
        "why": checked.and_then(|checked| checked.as_ref().err()).map(ToString::to_string),
    })
}

fn plain(
    signed: &SignedStatement,
    election: Option<&Election>,
    checked: Option<&Result<(), StatementError>>,
) -> String {
    let statement = signed.statement();
    let mut text = format!(
        "{:10} {}\ndigest     {}\nby         {}\n",
        "kind",
        statement.kind.word(),
        signed.digest(),
        statement.by
    );
    let at = time(statement.at).map_or("no time stated".to_owned(), |at| at.to_string());
    let _ = writeln!(text, "at         {at}");
    for digest in &statement.subjects {
        let _ = writeln!(text, "about      {digest}");
    }
    for one in &statement.tables {
        let _ = writeln!(text, "table      {}", table(*one, election));
    }
    for line in statement.text.lines() {
        let _ = writeln!(text, "text       {line}");
    }
    let _ = match checked {
        None => writeln!(text, "signature  not checked: name the election with --election"),
        Some(Ok(())) => writeln!(text, "signature  valid"),
        Some(Err(error)) => writeln!(text, "signature  NOT valid: {error}"),
    };
    text
}

fn time(seconds: Option<u64>) -> Option<Timestamp> {
    Timestamp::from_second(i64::try_from(seconds?).ok()?).ok()
}

/// The code of a table, or its row where the election file is not at hand or has no such row.
fn table(table: TableNo, election: Option<&Election>) -> String {
    match election.filter(|election| election.tables.has(table)) {
        Some(election) => election.tables.code(table).to_owned(),
        None => format!("row {table}"),
    }
}
