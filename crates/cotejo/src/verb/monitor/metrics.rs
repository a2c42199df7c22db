//! What a look saw, for the textfile collector of Prometheus.

use std::path::Path;

use ledger::LedgerError;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

use super::Seen;
use crate::shell::{files, log_dir};

/// Replaces the file in one step. Of a log that could not be read, or is wrong, only that is said: figures
/// that were not verified now are absent.
pub fn write(
    path: &Path,
    looked: &anyhow::Result<Result<Seen, LedgerError>>,
) -> anyhow::Result<()> {
    let mut registry = Registry::with_prefix("cotejo_monitor");
    let mut gauge = |name: &str, help: &str, value: i64| {
        let gauge = Gauge::<i64>::default();
        gauge.set(value);
        registry.register(name, help, gauge);
    };
    let sound = matches!(looked, Ok(Ok(seen)) if seen.wrong.is_empty());
    gauge("reached", "Whether the log could be read", i64::from(looked.is_ok()));
    gauge("sound", "Whether all that was read holds together", i64::from(sound));
    gauge("looked_seconds", "When, in seconds since 1970", number(log_dir::now()));
    if let Ok(Ok(seen)) = looked {
        gauge("entries", "Entries of the log", number(seen.size));
        gauge("cosignatures", "Cosignatures of its checkpoint", number(seen.cosigned));
        gauge("quorum", "Whether they reach the quorum", i64::from(seen.quorum));
        let pairs = seen.equivocations.len();
        gauge("contradictions", "Pairs of contradicting sheets", number(pairs));
        gauge("bulletins", "Bulletins published and recomputed", number(seen.bulletins));
        gauge("bulletins_stated", "Bulletins that the log names", number(seen.bulletins_stated));
        let counted = seen.totals.iter().map(|one| one.counted).sum::<usize>();
        gauge("tables_counted", "Tables counted, over all contests", number(counted));
    }
    let mut text = String::new();
    encode(&mut text, &registry)?;
    files::write_whole(path, text.as_bytes())
}

fn number(value: impl TryInto<i64>) -> i64 {
    value.try_into().unwrap_or(i64::MAX)
}
