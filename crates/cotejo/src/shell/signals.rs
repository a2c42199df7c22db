//! Being told to stop: Ctrl-C, and SIGTERM as service managers send it.

use std::sync::mpsc::{self, Receiver};

use anyhow::Context as _;
use tokio::signal::unix::{SignalKind, signal};

/// Told once.
pub struct Stop(Receiver<()>);

impl Stop {
    /// Waits until we are told to stop.
    pub fn wait(&self) {
        // A listener that is gone cannot tell any more; stopping is then the safe side.
        let _ = self.0.recv();
    }
}

/// Listens from now on.
pub fn wait_for_stop() -> anyhow::Result<Stop> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let (tell, told) = mpsc::channel();
    let (mut interrupt, mut terminate) = runtime.block_on(async {
        anyhow::Ok((signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?))
    })?;
    std::thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || {
            runtime.block_on(async {
                tokio::select! {
                    _ = interrupt.recv() => {}
                    _ = terminate.recv() => {}
                }
            });
            let _ = tell.send(());
        })
        .context("no thread")?;
    Ok(Stop(told))
}
