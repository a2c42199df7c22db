use std::path::Path;

use serde_json::json;

use super::assemble::parts;
use super::read_config;
use crate::shell::{self, Outcome};

/// Opens everything, the log included, and closes it again.
pub fn run(config: &Path) -> anyhow::Result<Outcome> {
    let config = read_config(config)?;
    let mut parts = parts(&config)?;
    let log = (parts.assembly.open)()?;
    let checkpoint = log.checkpoint();
    shell::print_json(&json!({
        "election": parts.election.id.to_string(),
        "log": checkpoint.origin,
        "entries": checkpoint.size,
        "http": config.http.map(|http| http.listen.to_string()),
        "udp": config.udp.map(|udp| udp.listen.to_string()),
    }))?;
    Ok(Outcome::Fine)
}
