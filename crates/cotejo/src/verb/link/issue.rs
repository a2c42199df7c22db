use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;
use link::LinkError;
use record::{Breach, Election, Rule, TableNo};
use serde_json::json;

use crate::shell::{self, Outcome, election_dir, keys};

/// Write the pass of each table: what its station needs to send sheets as datagrams.
///
/// A pass is a secret of its station. It helps nobody against another table, and it signs nothing.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cotejo link issue passes/ --election my-election --secret centre.link\n  cotejo link issue passes/ --election my-election --secret centre.link --table 110101001.01.1.0001 --tickets 32"
)]
pub struct Arguments {
    /// The folder to write to, one file a table; no file is overwritten.
    folder: PathBuf,
    /// The election directory.
    #[arg(long)]
    election: PathBuf,
    /// The centre's secret file.
    #[arg(long)]
    secret: PathBuf,
    /// Only this table, by its code; may be given again. All tables without it.
    #[arg(long)]
    table: Vec<String>,
    /// Tickets in each pass: one for each sheet of the table, each correction, and each time a journal is lost.
    #[arg(long, default_value_t = 16)]
    tickets: u32,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Issues the passes.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = election_dir::load(&arguments.election)?;
    let secrets = super::keys::read(&arguments.secret)?;
    let (secret, public) = (secrets.secret(election.id), secrets.centre.public());
    let tables = tables(&election, &arguments.table)?;
    let folder = &arguments.folder;
    std::fs::create_dir_all(folder)
        .with_context(|| format!("cannot create {}", folder.display()))?;
    for table in &tables {
        let pass = secret.issue(*table, arguments.tickets, &public)?;
        keys::write_private(&folder.join(file_name(&election, *table)), &pass.to_text())?;
    }
    let breach = not_named(&election, &public.to_string());
    if arguments.json {
        shell::print_json(&json!({
            "passes": tables.len(),
            "tickets": arguments.tickets,
            "key": public.to_string(),
            "breaches": breach.iter().collect::<Vec<_>>(),
        }))?;
    } else {
        let mut text = format!(
            "{} passes of {} tickets in {}\n",
            tables.len(),
            arguments.tickets,
            folder.display()
        );
        if let Some(breach) = &breach {
            text += &format!("{breach}\n  next: {}\n", breach.rule.next_step());
        }
        shell::print_text(&text)?;
    }
    Ok(Outcome::found_if(breach.is_some()))
}

fn tables(election: &Election, codes: &[String]) -> Result<Vec<TableNo>, LinkError> {
    if codes.is_empty() {
        return Ok(election.tables.iter().collect());
    }
    let find = |code: &String| {
        let table = election.tables.find(code);
        table.ok_or_else(|| LinkError::new(Rule::PassTableUnknown, format!("`{code}`")))
    };
    codes.iter().map(find).collect()
}

/// The table's code where it is a plain name of a file, else its row.
fn file_name(election: &Election, table: TableNo) -> String {
    let code = election.tables.code(table);
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
    if code.bytes().all(plain) && !code.starts_with('.') {
        format!("{code}.pass")
    } else {
        format!("row-{table}.pass")
    }
}

/// Stations take the key from their pass; auditors look for it in the election file.
fn not_named(election: &Election, key: &str) -> Option<Breach> {
    let mut gateways = election.manifest.gateways.iter();
    let named = gateways.any(|gateway| gateway.key.as_deref() == Some(key));
    (!named).then(|| Breach::new(Rule::GatewayNotInElection, format!("key {key}")))
}
