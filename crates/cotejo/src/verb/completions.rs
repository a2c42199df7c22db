use clap::{Args, CommandFactory as _};
use clap_complete::Shell;

use crate::shell::{self, Outcome};

/// Print a completion script for a shell.
#[derive(Args)]
#[command(
    after_help = "Example:\n  cotejo completions bash > ~/.local/share/bash-completion/completions/cotejo"
)]
pub struct Arguments {
    /// The shell to complete for.
    shell: Shell,
}

/// Prints the script.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut super::Cli::command(), "cotejo", &mut script);
    shell::print_text(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Fine)
}
