//! Bars for work that takes a while.

use std::io::IsTerminal as _;
use std::sync::atomic::{AtomicBool, Ordering};

use indicatif::{ProgressBar, ProgressStyle};

/// Less than this is done before a bar could be read.
const SHORT: u64 = 2_000;

/// Whether something else draws on the terminal.
static HIDDEN: AtomicBool = AtomicBool::new(false);

/// Draws no bars from here on: whoever calls draws by itself.
pub fn hide() {
    HIDDEN.store(true, Ordering::Relaxed);
}

/// A bar of so many things, named by a verb and a noun. It goes to a terminal only: logs and pipes stay clean.
pub fn of_things(verb: &str, things: &str, many: u64) -> ProgressBar {
    let template = format!("{verb} {{bar:30}} {{pos}}/{{len}} {things}, {{per_sec}}, {{eta}} left");
    bar(&template, many)
}

/// A bar of entries, hidden where there are few.
pub fn of_entries(verb: &str, many: u64) -> ProgressBar {
    if many < SHORT { ProgressBar::hidden() } else { of_things(verb, "entries", many) }
}

/// A bar of bytes.
pub fn of_bytes(verb: &str, many: u64) -> ProgressBar {
    let template =
        format!("{verb} {{bar:30}} {{bytes}}/{{total_bytes}}, {{bytes_per_sec}}, {{eta}} left");
    bar(&template, many)
}

fn bar(template: &str, many: u64) -> ProgressBar {
    if HIDDEN.load(Ordering::Relaxed) || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template(template).expect("a valid template");
    ProgressBar::new(many).with_style(style)
}
