//! What a centre counts, for Prometheus. Nothing in it says who voted or what.

use std::fmt::Write as _;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::{Registry, Unit};
use record::Rule;

/// The counters of one process.
pub struct Metrics {
    registry: Registry,
    /// Records whose receipt was given, whether they were new or stood there.
    pub logged: Counter,
    /// Answers *later*.
    pub later: Counter,
    /// Records waiting for the sequencer in this process.
    pub waiting: Gauge,
    /// Entries published.
    pub entries: Gauge,
    /// One while this process writes the log.
    pub writing: Gauge,
    /// Requests over HTTP that were turned away before they were read.
    pub turned_away: Counter,
    /// Seconds from a record's arrival to its receipt.
    pub seconds: Histogram,
    /// Records in a batch.
    pub batch: Histogram,
    refused: Family<RuleLabel, Counter>,
    datagrams: Family<FateLabel, Counter>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RuleLabel {
    rule: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct FateLabel {
    fate: String,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("cotejo_centre");
        let metrics = Self {
            logged: Counter::default(),
            later: Counter::default(),
            waiting: Gauge::default(),
            entries: Gauge::default(),
            writing: Gauge::default(),
            turned_away: Counter::default(),
            seconds: Histogram::new(exponential_buckets(0.001, 2.0, 16)),
            batch: Histogram::new(exponential_buckets(1.0, 4.0, 8)),
            refused: Family::default(),
            datagrams: Family::default(),
            registry: Registry::default(),
        };
        registry.register("logged", "Records whose receipt was given", metrics.logged.clone());
        registry.register("later", "Answers `later`", metrics.later.clone());
        registry.register("waiting", "Records waiting for the sequencer", metrics.waiting.clone());
        registry.register("entries", "Entries published", metrics.entries.clone());
        registry.register(
            "writing",
            "Whether this process writes the log",
            metrics.writing.clone(),
        );
        registry.register(
            "turned_away",
            "Connections closed because there were too many",
            metrics.turned_away.clone(),
        );
        registry.register_with_unit(
            "receipt",
            "From arrival to receipt",
            Unit::Seconds,
            metrics.seconds.clone(),
        );
        registry.register("batch", "Records in a batch", metrics.batch.clone());
        registry.register("refused", "Records refused, by rule", metrics.refused.clone());
        registry.register(
            "datagrams",
            "Datagrams by what became of them",
            metrics.datagrams.clone(),
        );
        Self { registry, ..metrics }
    }
}

impl Metrics {
    /// Counts a refusal.
    pub fn refused(&self, rule: Rule) {
        self.refused.get_or_create(&RuleLabel { rule: rule.code().to_owned() }).inc();
    }

    /// Counts datagrams that met a fate.
    pub fn datagrams(&self, fate: &str, many: u64) {
        self.datagrams.get_or_create(&FateLabel { fate: fate.to_owned() }).inc_by(many);
    }

    /// The text that Prometheus reads.
    pub fn text(&self) -> String {
        let mut text = String::new();
        if encode(&mut text, &self.registry).is_err() {
            // Writing to memory does not fail; a metric that cannot be printed must not stop intake.
            let _ = writeln!(text, "# metrics could not be encoded");
        }
        text
    }
}
