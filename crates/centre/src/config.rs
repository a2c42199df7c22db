//! The configuration of a centre: one TOML file, documented here field by field.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use ledger::sequencer::MAX_BATCH;
use record::Rule;
use serde::{Deserialize, Serialize};

use crate::CentreError;
use crate::batch::Batching;
use crate::http::Limits;

/// A centre as its operator describes it. Paths are relative to the file. What is not known is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The election directory.
    pub election: PathBuf,
    /// The log's folder, as `cotejo log init` made it. The database in it is the one thing that must never be put
    /// back to an older state: a log that goes on from an older head signs two histories.
    pub log: PathBuf,
    /// The log's signing key. Whoever has it can sign a second history, and be caught.
    pub log_key: PathBuf,
    /// The name of this centre's own log, where it is not the election's: an address without scheme. A party's or
    /// observer's centre keeps a log of its own, under its own key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// The store: left out, the SQLite file in the log's folder, for one machine. A `postgres://` address, for many
    /// gateways and a standby: then the public files must lie where all of them reach them, in a shared folder or a
    /// bucket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub store: Option<String>,
    /// Whether this process may write the log. A gateway that only relays says `false`; with the embedded store it
    /// must be `true`.
    #[serde(default = "yes")]
    pub writes: bool,
    /// Addresses of witnesses (C2SP tlog-witness) to ask for cosignatures. One that is down holds nothing up.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cosigners: Vec<String>,
    /// Seconds between two rounds of asking them.
    #[serde(default = "ten")]
    pub cosign_seconds: u64,
    /// Addresses of centres to which every signed sheet of this log is forwarded, as a party does with what its
    /// witnesses bring.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forward: Vec<String>,
    /// A folder in which anybody may drop signed records, as files: brought on a stick, or saved out of a mail. Beside
    /// each its receipt is written, or why it was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inbox: Option<PathBuf>,
    /// HTTP or HTTPS.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub http: Option<Http>,
    /// The folder of a public site (`cotejo site build`), served at the root of the HTTP side, read-only. It goes on
    /// when intake, store or log are down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<PathBuf>,
    /// Datagrams.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub udp: Option<Udp>,
    /// How records are gathered into batches.
    #[serde(default)]
    pub batch: Batches,
    /// Copies that this organisation's own witnesses hand in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copies: Option<Copies>,
}

/// The HTTP side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Http {
    /// Where to listen, for example `0.0.0.0:443`.
    pub listen: SocketAddr,
    /// PEM chain of certificates. Left out, plain HTTP: for a loopback address, or behind a proxy that does TLS.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<PathBuf>,
    /// PEM key of the first of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<PathBuf>,
    /// Bounds.
    #[serde(default)]
    pub limits: Limits,
}

/// The datagram side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Udp {
    /// Where to listen, for example `0.0.0.0:8444`.
    pub listen: SocketAddr,
    /// The secrets of the link, as `cotejo link keys` made them.
    pub secrets: PathBuf,
    /// Sockets on that address, a thread each; the kernel spreads senders over them. As many as the machine has cores
    /// unless said; twice as many hold their ground better where a flood takes the same cores. Each remembers up to
    /// 20 MB of answers.
    #[serde(default = "cores")]
    pub threads: usize,
}

/// How records are gathered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Batches {
    /// Most records in a batch, at most 16,384.
    pub most: usize,
    /// Longest that the first record of a batch waits for company, in milliseconds.
    pub wait_ms: u64,
}

/// Where witnesses' copies go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Copies {
    /// The folder to keep them in.
    pub folder: PathBuf,
    /// The witnesses: lines of `name,SHA-256 of the secret`; `cotejo centre witness` adds one.
    pub witnesses: PathBuf,
}

/// Less than what a browser's smallest request has.
const LEAST_HEADER_BYTES: u32 = 1 << 10;
/// Most threads on one address.
const MAX_THREADS: usize = 64;

impl Default for Batches {
    fn default() -> Self {
        Self { most: MAX_BATCH, wait_ms: 5 }
    }
}

impl From<Batches> for Batching {
    fn from(batches: Batches) -> Self {
        Self { most: batches.most, wait_ms: batches.wait_ms }
    }
}

impl Config {
    /// Reads a configuration and resolves its paths against the folder it lies in.
    ///
    /// # Errors
    /// T850 with the field.
    pub fn parse(text: &str, folder: &Path) -> Result<Self, CentreError> {
        let mut config: Self = toml::from_str(text).map_err(|error| wrong(error.to_string()))?;
        config.check()?;
        for path in config.paths() {
            *path = folder.join(&path);
        }
        Ok(config)
    }

    fn check(&self) -> Result<(), CentreError> {
        if self.http.is_none() && self.udp.is_none() {
            return Err(wrong("neither [http] nor [udp]: nobody could send anything"));
        }
        if !(1..=MAX_BATCH).contains(&self.batch.most) {
            return Err(wrong(format!("batch.most must be 1 to {MAX_BATCH}")));
        }
        if self.site.is_some() && self.http.is_none() {
            return Err(wrong("site needs [http]: nobody could read it"));
        }
        if let Some(http) = &self.http {
            if http.certificate.is_some() != http.key.is_some() {
                return Err(wrong("http.certificate and http.key go together"));
            }
            let limits = &http.limits;
            if limits.connections == 0 || limits.connections_per_address == 0 {
                return Err(wrong("http.limits: nobody could connect"));
            }
            if limits.streams == 0 || limits.header_bytes < LEAST_HEADER_BYTES {
                return Err(wrong("http.limits: nobody could ask anything over HTTP/2"));
            }
        }
        if self.udp.as_ref().is_some_and(|udp| !(1..=MAX_THREADS).contains(&udp.threads)) {
            return Err(wrong(format!("udp.threads must be 1 to {MAX_THREADS}")));
        }
        if self.store.is_none() && !self.writes {
            return Err(wrong(
                "writes = false needs a shared store: with the embedded one nobody else could write",
            ));
        }
        if self.store.as_ref().is_some_and(|url| !url.starts_with("postgres")) {
            return Err(wrong("store: a postgres:// address, or left out"));
        }
        Ok(())
    }

    fn paths(&mut self) -> impl Iterator<Item = &mut PathBuf> {
        let http = self.http.iter_mut().flat_map(|http| [&mut http.certificate, &mut http.key]);
        [&mut self.election, &mut self.log, &mut self.log_key]
            .into_iter()
            .chain(http.flatten())
            .chain(&mut self.inbox)
            .chain(&mut self.site)
            .chain(self.udp.iter_mut().map(|udp| &mut udp.secrets))
            .chain(
                self.copies
                    .iter_mut()
                    .flat_map(|copies| [&mut copies.folder, &mut copies.witnesses]),
            )
    }
}

fn wrong(what: impl Into<String>) -> CentreError {
    CentreError::new(Rule::CentreConfig, what)
}

fn yes() -> bool {
    true
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from).min(MAX_THREADS)
}

fn ten() -> u64 {
    10
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALLEST: &str = "
        election = \"e\"
        log = \"l\"
        log_key = \"/k.pem\"
        [http]
        listen = \"127.0.0.1:0\"
    ";

    #[test]
    fn paths_are_those_beside_the_file() {
        let config = Config::parse(SMALLEST, Path::new("/etc/cotejo")).expect("a configuration");
        assert_eq!(config.election, Path::new("/etc/cotejo/e"));
        assert_eq!(config.log_key, Path::new("/k.pem"));
        assert_eq!(config.batch, Batches::default());
    }

    #[test]
    fn what_cannot_work_is_refused_with_its_field() {
        let cases = [
            ("", "election"),
            ("election = \"e\"\nlog = \"l\"\nlog_key = \"k\"", "neither"),
            (&format!("writes = false\n{SMALLEST}"), "writes"),
            (&format!("store = \"mysql://x\"\n{SMALLEST}"), "store"),
            (&format!("colour = 1\n{SMALLEST}"), "colour"),
            (&format!("{SMALLEST}\nkey = \"k\""), "together"),
            (&format!("{SMALLEST}\n[batch]\nmost = 0"), "batch.most"),
            (&format!("{SMALLEST}\n[http.limits]\nconnections = 0"), "limits"),
            (&format!("{SMALLEST}\n[http.limits]\nstreams = 0"), "HTTP/2"),
            (&format!("{SMALLEST}\n[http.limits]\nheader_bytes = 64"), "HTTP/2"),
            (
                &format!("{SMALLEST}\n[udp]\nlisten = \"[::]:1\"\nsecrets = \"s\"\nthreads = 0"),
                "threads",
            ),
        ];
        for (text, said) in cases {
            let error = Config::parse(text, Path::new("")).expect_err(said);
            assert!(error.to_string().contains(said), "{error}");
            assert_eq!(error.rule.code(), "T850");
        }
    }
}
