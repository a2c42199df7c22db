use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::reading::Entry;

/// One line per sheet or file, then what the run came to.
pub fn plain(entries: &[Entry]) -> String {
    let mut text = String::new();
    let mut verdicts: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in entries {
        *verdicts.entry(entry.verdict.word()).or_default() += 1;
        let signature = entry.signature.map_or("", |signature| signature.word());
        let table = entry.table.as_deref().unwrap_or("");
        let _ =
            write!(text, "{:11} {table:24} {signature:13} {}", entry.verdict.word(), entry.file);
        if let Some(page) = entry.page.filter(|page| *page > 1) {
            let _ = write!(text, " (page {page})");
        }
        text.push('\n');
        for breach in &entry.details {
            let _ = writeln!(text, "            {breach}");
        }
    }
    let counts: Vec<_> =
        verdicts.iter().map(|(verdict, count)| format!("{count} {verdict}")).collect();
    let _ = writeln!(text, "{}", counts.join(", "));
    text
}
