use std::path::Path;

use centre::run::Running;
use serde_json::json;

use super::assemble::parts;
use super::background::Background;
use super::read_config;
use crate::shell::{self, Outcome, signals};

/// Serves until it is told to stop.
pub fn run(config: &Path) -> anyhow::Result<Outcome> {
    shell::tracing::start();
    let config = read_config(config)?;
    let parts = parts(&config)?;
    let stop = signals::wait_for_stop()?;
    let running = Running::start(&config, parts.assembly)?;
    // For whoever started us: from here on sheets are taken.
    shell::print_json(&json!({
        "serving": true,
        "http": running.http().map(|address| address.to_string()),
        "https": config.http.as_ref().is_some_and(|http| http.certificate.is_some()),
        "udp": running.udp().map(|address| address.to_string()),
    }))?;
    let background = Background::start(&config, &parts.election, &parts.trust, running.intake())?;
    stop.wait();
    tracing::info!("stopping: what was taken is answered");
    background.stop();
    running.stop();
    Ok(Outcome::Fine)
}
