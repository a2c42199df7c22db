//! Structured logs: one JSON line each on standard error, for whoever collects them.

/// Starts them, once.
pub fn start() {
    let started = tracing_subscriber::fmt()
        .json()
        .with_writer(std::io::stderr)
        .with_max_level(tracing::Level::INFO)
        .try_init();
    // Whoever started them before us has them already.
    drop(started);
}
