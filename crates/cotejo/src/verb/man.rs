use std::path::{Path, PathBuf};

use clap::{Args, Command, CommandFactory as _};

use crate::shell::{self, Outcome, files};

/// Write the manual pages into a folder.
#[derive(Args)]
#[command(after_help = "Example:\n  cotejo man man1 && man -l man1/cotejo-collate.1")]
pub struct Arguments {
    /// Folder for the pages.
    folder: PathBuf,
}

/// Writes a page for every verb.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let mut command = super::Cli::command();
    command.build();
    let pages = write(&command, "cotejo", &arguments.folder)?;
    shell::print_text(&format!("{pages} pages in {}\n", arguments.folder.display()))?;
    Ok(Outcome::Fine)
}

fn write(command: &Command, name: &str, folder: &Path) -> anyhow::Result<usize> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone().display_name(name.to_owned()))
        .title(name)
        .render(&mut page)?;
    files::write_whole(&folder.join(format!("{name}.1")), &page)?;
    let mut pages = 1;
    for verb in
        command.get_subcommands().filter(|verb| !verb.is_hide_set() && verb.get_name() != "help")
    {
        pages += write(verb, &format!("{name}-{}", verb.get_name()), folder)?;
    }
    Ok(pages)
}
