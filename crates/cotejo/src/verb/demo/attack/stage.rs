//! Where the night takes place: an election on disk, a log, one or two centres as real processes.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, bail};
use link::keys::SecretFile;
use record::Election;
use sample::{Shape, authority_key, log_key};

use super::super::beside::Beside;
use super::super::lay_out;
use super::super::public_log::PublicLog;
use crate::shell::{election_dir, keys, log_dir};

/// The folder of a demo.
pub struct Stage<'a> {
    /// The folder.
    pub folder: &'a Path,
    /// The invented election.
    pub shape: &'a Shape,
    /// The same, parsed.
    pub election: Election,
    /// The secrets of the link.
    pub secrets: SecretFile,
    configs: Vec<PathBuf>,
    is_shared: bool,
}

/// A centre's process. What happens to it is real.
pub struct Centre {
    config: PathBuf,
    child: Child,
    /// Where it takes datagrams.
    pub udp: SocketAddr,
    http: SocketAddr,
}

impl<'a> Stage<'a> {
    /// Writes election, keys, configurations, and starts the log.
    pub fn lay_out(
        folder: &'a Path,
        shape: &'a Shape,
        store: Option<&str>,
    ) -> anyhow::Result<Self> {
        lay_out::election(&folder.join("election"), shape)?;
        let election = election_dir::load(&folder.join("election"))?;
        let mut random = [0; 64];
        getrandom::fill(&mut random)
            .map_err(|error| anyhow::anyhow!("no randomness from the system: {error}"))?;
        let secrets = SecretFile::from_random(&random);
        keys::write(&folder.join("log.pem"), &log_key(shape.seed))?;
        keys::write(&folder.join("authority.pem"), &authority_key(shape.seed))?;
        keys::write_private(&folder.join("centre.link"), &secrets.to_text())?;
        let centres = if store.is_some() { 2 } else { 1 };
        let configs: Vec<PathBuf> =
            (1..=centres).map(|number| folder.join(format!("centre-{number}.toml"))).collect();
        for config in &configs {
            fs::write(config, configuration(store, free_port()?))?;
        }
        let stage = Self { folder, shape, election, secrets, configs, is_shared: store.is_some() };
        stage.run(&[
            "centre",
            "init",
            &text(&stage.configs[0])?,
            "--organisation-key",
            &text(&folder.join("authority.pem"))?,
        ])?;
        Ok(stage)
    }

    /// Starts the centres, and lets the first register what has to stand in the log before the first sheet. Gives how
    /// many statements the log holds then.
    pub fn start(&self, beside: &Beside) -> anyhow::Result<(Vec<Centre>, u64)> {
        let centres: Vec<Centre> = self
            .configs
            .iter()
            .map(|config| Centre::start(config))
            .collect::<anyhow::Result<_>>()?;
        self.log_of(&centres[0], &beside.statements).begin()?;
        let election_alone = 1;
        Ok((centres, election_alone + u64::try_from(beside.statements.len())?))
    }

    /// The log that a centre writes.
    pub fn log_of<'b>(&'b self, centre: &Centre, before: &'b [Vec<u8>]) -> PublicLog<'b> {
        let log = PublicLog::new(self.folder, self.shape, &self.election, before);
        log.of_centre(self.folder.join("public"), format!("http://{}", centre.http))
    }

    /// Lets the log be finished as any start after a power cut does.
    pub fn finish(&self, centres: &[Centre]) -> anyhow::Result<()> {
        if self.is_shared {
            return self.run(&["centre", "check", &text(&centres[0].config)?]);
        }
        let key = log_key(self.shape.seed);
        log_dir::open(&self.folder.join("public"), &self.election, key).map(|_| ())
    }

    fn run(&self, arguments: &[&str]) -> anyhow::Result<()> {
        let done = Command::new(std::env::current_exe()?).args(arguments).output()?;
        if !done.status.success() {
            let said = String::from_utf8_lossy(&done.stderr);
            bail!("{}", said.trim().trim_start_matches("cotejo: ").to_owned());
        }
        Ok(())
    }
}

/// What a centre says when it serves.
#[derive(serde::Deserialize)]
struct Serving {
    udp: SocketAddr,
    http: SocketAddr,
}

impl Centre {
    fn start(config: &Path) -> anyhow::Result<Self> {
        let log = fs::File::create(config.with_extension("log"))?;
        let mut child = Command::new(std::env::current_exe()?)
            .args(["centre", "serve", &text(config)?])
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()?;
        let said = BufReader::new(child.stdout.take().context("its output")?);
        let mut serving = String::new();
        for line in said.lines() {
            let line = line?;
            serving.push_str(&line);
            if line == "}" {
                break;
            }
        }
        let serving: Option<Serving> = serde_json::from_str(&serving).ok();
        let Serving { udp, http } = serving.with_context(|| {
            format!("the centre did not start: see {}", config.with_extension("log").display())
        })?;
        Ok(Self { config: config.to_owned(), child, udp, http })
    }

    /// Ends it as a power cut does.
    pub fn kill(&mut self) -> anyhow::Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Starts it again, at the same address.
    pub fn restart(&mut self) -> anyhow::Result<()> {
        *self = Self::start(&self.config.clone())?;
        Ok(())
    }
}

impl Drop for Centre {
    fn drop(&mut self) {
        // Ended before, or ends now; a demo leaves no process behind.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn configuration(store: Option<&str>, port: u16) -> String {
    let store = store.map_or_else(String::new, |store| format!("store = {store:?}\n"));
    format!(
        "election = \"election\"\nlog = \"public\"\nlog_key = \"log.pem\"\n{store}[http]\nlisten = \"127.0.0.1:0\"\n[udp]\nlisten = \"127.0.0.1:{port}\"\nsecrets = \"centre.link\"\n"
    )
}

/// A port that is free now: a centre that was killed comes back where it was.
fn free_port() -> anyhow::Result<u16> {
    Ok(std::net::UdpSocket::bind("127.0.0.1:0")?.local_addr()?.port())
}

fn text(path: &Path) -> anyhow::Result<String> {
    path.to_str().map(str::to_owned).context("the folder's name is not text")
}
