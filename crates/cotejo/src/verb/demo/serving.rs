//! The demo's public site as visitors have it: served on loopback, asked for once a second, and kept up to date.

use std::io::{IsTerminal as _, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::{Context as _, anyhow};
use centre::http::Limits;

use super::Arguments;
use crate::shell::serve::Server;
use crate::shell::{election_dir, signals};
use crate::verb::site::{Sources, Watcher, answers};

/// Between two probes; and how long one may take.
const SECOND: Duration = Duration::from_secs(1);
/// Between two looks of whoever keeps the site up to date.
const LOOK: Duration = Duration::from_secs(1);
/// How often threads look whether they should stop.
const SOON: Duration = Duration::from_millis(50);

/// A site that is served.
pub struct PublicSite {
    /// Where.
    pub address: SocketAddr,
    server: Server,
    probes: Probes,
}

/// Front pages asked for, and those that came whole within a second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Probed {
    /// Asked for.
    pub asked: u64,
    /// Answered.
    pub answered: u64,
}

impl PublicSite {
    /// Serves a site's folder, with the key server of its look-up beside it.
    pub fn start(site: &Path, lookup_key: &Path) -> anyhow::Result<Self> {
        let answers = answers(site, Some(lookup_key))?;
        let anywhere = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let server = Server::start(anywhere, None, answers, Limits::of_one_address())?;
        let address = server.address;
        Ok(Self { address, server, probes: Probes::start(address)? })
    }

    /// What probes saw so far.
    pub fn probed(&self) -> Probed {
        self.probes.probed()
    }

    /// Goes on until Ctrl-C where the demo stays; then stops, and gives what probes saw.
    pub fn end(self, stays: bool) -> anyhow::Result<Probed> {
        if stays {
            let stop = signals::wait_for_stop()?;
            println!("the public site is served at http://{}/; Ctrl-C ends it", self.address);
            stop.wait();
        }
        let probed = self.probes.stop();
        self.server.stop();
        Ok(probed)
    }
}

/// Whether the demo goes on serving in the end: as asked, else where somebody watches.
pub fn stays(arguments: &Arguments) -> bool {
    arguments.serve || (!arguments.no_serve && !arguments.json && std::io::stdout().is_terminal())
}

/// How to serve a site again.
pub fn command(site: &Path, lookup_key: &Path) -> String {
    format!("cotejo site serve {} --lookup-key {}", site.display(), lookup_key.display())
}

/// Whoever asks for the front page once a second.
struct Probes {
    stop: Arc<AtomicBool>,
    counts: Arc<[AtomicU64; 2]>,
    thread: JoinHandle<()>,
}

impl Probes {
    fn start(address: SocketAddr) -> anyhow::Result<Self> {
        let stop = Arc::new(AtomicBool::new(false));
        let counts = Arc::new([AtomicU64::new(0), AtomicU64::new(0)]);
        let (stopped, counted) = (Arc::clone(&stop), Arc::clone(&counts));
        let probe = move || loop {
            let began = Instant::now();
            let is_answered = is_answered(address).unwrap_or(false);
            counted[1].fetch_add(u64::from(is_answered), Ordering::Relaxed);
            counted[0].fetch_add(1, Ordering::Relaxed);
            while began.elapsed() < SECOND {
                if stopped.load(Ordering::Relaxed) {
                    return;
                }
                std::thread::sleep(SOON);
            }
        };
        let thread = std::thread::Builder::new().name("probes".to_owned()).spawn(probe)?;
        Ok(Self { stop, counts, thread })
    }

    fn probed(&self) -> Probed {
        let [asked, answered] = &*self.counts;
        Probed { asked: asked.load(Ordering::Relaxed), answered: answered.load(Ordering::Relaxed) }
    }

    fn stop(self) -> Probed {
        self.stop.store(true, Ordering::Relaxed);
        let Self { counts, thread, .. } = self;
        // A probe that ended early has asked no more.
        let _ = thread.join();
        let [asked, answered] = &*counts;
        Probed { asked: asked.load(Ordering::Relaxed), answered: answered.load(Ordering::Relaxed) }
    }
}

/// Asks for the front page: whether it came whole within a second.
fn is_answered(address: SocketAddr) -> std::io::Result<bool> {
    let began = Instant::now();
    let mut stream = TcpStream::connect_timeout(&address, SECOND)?;
    stream.set_read_timeout(Some(SECOND))?;
    stream.set_write_timeout(Some(SECOND))?;
    stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let is_whole = answer.trim_ascii_end().ends_with(b"</html>");
    Ok(answer.starts_with(b"HTTP/1.1 200") && is_whole && began.elapsed() < SECOND)
}

/// Whoever makes again what changed, as `cotejo site watch` does.
pub struct Keeper {
    stop: Arc<AtomicBool>,
    built: Arc<AtomicU64>,
    thread: JoinHandle<anyhow::Result<()>>,
}

impl Keeper {
    /// Makes the site for the first time, and goes on.
    pub fn start(sources: Sources, out: PathBuf) -> anyhow::Result<Self> {
        let (stop, built) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
        let (stopped, counted) = (Arc::clone(&stop), Arc::clone(&built));
        let (ready, made) = mpsc::channel();
        let keep = move || -> anyhow::Result<()> {
            let election = election_dir::load(&sources.election)?;
            let (mut watcher, _) = Watcher::start(&sources, &election, &out)?;
            // Nobody waits any more where the demo has ended.
            let _ = ready.send(());
            let mut last = Instant::now();
            while !stopped.load(Ordering::Relaxed) {
                std::thread::sleep(SOON);
                if last.elapsed() < LOOK {
                    continue;
                }
                // A log that cannot be read now, while its centre is down, is looked at again.
                if let Ok(Some(_)) = watcher.look() {
                    counted.fetch_add(1, Ordering::Relaxed);
                }
                last = Instant::now();
            }
            Ok(())
        };
        let thread = std::thread::Builder::new().name("site".to_owned()).spawn(keep)?;
        match made.recv() {
            Ok(()) => Ok(Self { stop, built, thread }),
            Err(_) => {
                thread.join().map_err(|_| anyhow!("the site's thread ended early"))??;
                Err(anyhow!("the site was not made"))
            }
        }
    }

    /// How often something was made again.
    pub fn built(&self) -> u64 {
        self.built.load(Ordering::Relaxed)
    }

    /// Stops, after what it is doing now.
    pub fn stop(self) -> anyhow::Result<()> {
        self.stop.store(true, Ordering::Relaxed);
        self.thread
            .join()
            .map_err(|_| anyhow!("the site's thread ended early"))?
            .context("the site")
    }
}
