//! The public site: made as files, kept up to date, served.

mod acts;
mod build;
mod chapters;
mod evidence;
mod exports;
mod gather;
mod serve;
mod watch;
mod write;

use clap::Subcommand;

use crate::shell::{self, Outcome};

pub use acts::{has_submission, named as lookup_named};
pub use build::{Summary, build};
pub use chapters::in_each;
pub use evidence::LogView;
pub use exports::totals as area_totals;
pub use gather::Sources;
pub use serve::{KEY_SERVER, answers};
pub use watch::Watcher;

/// The verbs on the public site.
#[derive(Subcommand)]
pub enum Verb {
    /// Make the site, or only what changed of it.
    Build(build::Arguments),
    /// Make it, and make again what changes, until stopped.
    Watch(watch::Arguments),
    /// Serve a site's files, read-only.
    Serve(serve::Arguments),
    /// Print the description of the site's JSON for programs (OpenAPI 3.1).
    Openapi,
}

/// Runs a verb on the site.
pub fn run(verb: Verb) -> anyhow::Result<Outcome> {
    match verb {
        Verb::Build(arguments) => build::run(&arguments),
        Verb::Watch(arguments) => watch::run(&arguments),
        Verb::Serve(arguments) => serve::run(&arguments),
        Verb::Openapi => {
            shell::print_text(&String::from_utf8(site::openapi::document())?)?;
            Ok(Outcome::Fine)
        }
    }
}
