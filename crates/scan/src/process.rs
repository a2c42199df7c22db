//! The parent's handle on one worker process.

use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use crate::decode::Document;
use crate::error::DecodeError;
use crate::limits::Limits;
use crate::pool::Failure;
use crate::wire;
use crate::worker::Isolation;

/// Time a worker has to start and to take its limits.
const START: Duration = Duration::from_secs(10);

/// A running worker. Dropping it kills the process.
pub(crate) struct Worker {
    child: Child,
    requests: Option<SyncSender<Vec<u8>>>,
    answers: Receiver<Vec<u8>>,
    pub(crate) isolation: Isolation,
    pub(crate) files: u64,
}

impl Worker {
    pub(crate) fn start(mut command: Command, limits: &Limits) -> Result<Self, Failure> {
        let failed = |e: &dyn std::fmt::Display| Failure::NoWorker { detail: e.to_string() };
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // A decoder's own messages would garble the progress display, and say nothing to act on.
            .stderr(Stdio::null())
            .spawn()
            .map_err(|e| failed(&e))?;
        let (requests, answers) = pump(&mut child);
        let isolation = Isolation { limits: false, file_system: false };
        let mut worker = Self { child, requests: Some(requests), answers, isolation, files: 0 };
        let greeting = serde_json::to_vec(limits).map_err(|e| failed(&e))?;
        let answer = worker.exchange(greeting, START)?;
        worker.isolation = serde_json::from_slice(&answer).map_err(|e| failed(&e))?;
        Ok(worker)
    }

    /// Decodes one file. After a failure other than a decoder's verdict the worker is of no more use.
    pub(crate) fn decode(&mut self, bytes: Vec<u8>, limits: &Limits) -> Result<Document, Failure> {
        self.files += 1;
        let answer = self.exchange(bytes, Duration::from_millis(limits.max_millis))?;
        let result: Result<Document, DecodeError> = serde_json::from_slice(&answer)
            .map_err(|e| Failure::Crashed { how: format!("it gave a broken answer, {e}") })?;
        result.map_err(Failure::Decode)
    }

    /// Sends a frame and waits for the answer, at most for so long.
    pub(crate) fn exchange(
        &mut self,
        frame: Vec<u8>,
        patience: Duration,
    ) -> Result<Vec<u8>, Failure> {
        let sent = self.requests.as_ref().is_some_and(|to| to.send(frame).is_ok());
        if !sent {
            return Err(self.crashed());
        }
        match self.answers.recv_timeout(patience) {
            Ok(answer) => Ok(answer),
            Err(RecvTimeoutError::Disconnected) => Err(self.crashed()),
            Err(RecvTimeoutError::Timeout) => {
                let millis = u64::try_from(patience.as_millis()).unwrap_or(u64::MAX);
                Err(Failure::TimedOut { millis })
            }
        }
    }

    fn crashed(&mut self) -> Failure {
        // The pipes may close an instant before the process is gone; killing a dead process is harmless.
        let how = match self.child.try_wait() {
            Ok(Some(status)) => describe(status),
            _ => {
                thread::sleep(Duration::from_millis(50));
                match self.child.try_wait() {
                    Ok(Some(status)) => describe(status),
                    _ => "it closed its pipes".to_owned(),
                }
            }
        };
        Failure::Crashed { how }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.requests = None;
        // Both fail only where the process has already ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Writes and reads on a thread of its own, because either may block for ever on a hung worker. The
/// thread ends when the worker is killed or the handle is dropped.
fn pump(child: &mut Child) -> (SyncSender<Vec<u8>>, Receiver<Vec<u8>>) {
    let mut stdin = child.stdin.take().expect("stdin was piped");
    let mut stdout = child.stdout.take().expect("stdout was piped");
    let (requests, inbox) = sync_channel::<Vec<u8>>(1);
    let (outbox, answers) = sync_channel(1);
    thread::spawn(move || {
        for frame in inbox {
            if wire::write(&mut stdin, &frame).is_err() {
                return;
            }
            let Ok(Some(answer)) = wire::read(&mut stdout, wire::MAX_ANSWER_BYTES) else { return };
            if outbox.send(answer).is_err() {
                return;
            }
        }
    });
    (requests, answers)
}

fn describe(status: ExitStatus) -> String {
    #[cfg(unix)]
    {
        use std::os::unix::process::ExitStatusExt;
        if let Some(signal) = status.signal() {
            return format!("it was ended by signal {signal}");
        }
    }
    match status.code() {
        Some(code) => format!("it exited with code {code}"),
        None => "it ended".to_owned(),
    }
}
