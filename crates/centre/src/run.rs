//! A centre from its parts: every thread started, every address taken, and a stop that loses nothing.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Receiver;
use std::thread::JoinHandle;

use ledger::Trust;
use ledger::storage::{Heads, Storage};
use link::keys::SecretFile;
use record::{Election, Rule};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::watch;

use crate::CentreError;
use crate::config::{Config, Http};
use crate::gateway;
use crate::http::{Centre, CopyDesk, Serving, Tls, answers, serve};
use crate::intake::{Intake, Submission};
use crate::sequencer::{Shared, start_direct, start_relay, start_writer};
use crate::store::Store;
use crate::writer::{Open, Writer};

/// What a centre is made of, beside its configuration.
pub struct Assembly<S, H> {
    /// The election.
    pub election: Arc<Election>,
    /// Opens the log, to write it.
    pub open: Open<S, H>,
    /// The store that several processes share, and the log's files to read; none with an embedded store.
    pub shared_store: Option<SharedStore<S>>,
    /// Where the log's public files lie, where that is a folder of this machine.
    pub log_files: Option<PathBuf>,
    /// What the log's receipts are made for.
    pub trust: Arc<Trust>,
    /// The secrets of the link, where datagrams are taken.
    pub secrets: Option<SecretFile>,
    /// Where witnesses' copies go.
    pub copies: Option<CopyDesk>,
    /// A name for this process that no other has.
    pub name: String,
}

/// A store for several processes.
pub struct SharedStore<S> {
    /// The store.
    pub store: Arc<dyn Store>,
    /// The log's public files, to read receipts from.
    pub storage: S,
    /// The log's name.
    pub origin: String,
}

/// A centre that runs. Dropping it without [`Running::stop`] is what a crash is: nothing receipted is lost.
pub struct Running {
    http: Option<SocketAddr>,
    udp: Option<SocketAddr>,
    shared: Shared,
    intake: Intake,
    stopping: watch::Sender<bool>,
    gateways: Vec<JoinHandle<()>>,
    threads: Vec<JoinHandle<()>>,
    serving: Option<JoinHandle<()>>,
}

impl Running {
    /// Starts everything.
    ///
    /// # Errors
    /// T850 to T854; what opening the log gives.
    pub fn start<S, H>(config: &Config, assembly: Assembly<S, H>) -> Result<Self, CentreError>
    where
        S: Storage + Send + 'static,
        H: Heads + Send + 'static,
    {
        let shared = Shared::default();
        let (intake, arriving) =
            Intake::new(Arc::clone(&assembly.election), Arc::clone(&shared.metrics));
        let (stopping, stop) = watch::channel(false);
        let centre = Centre {
            intake: intake.clone(),
            shared: shared.clone(),
            copies: assembly.copies.map(Arc::new),
            log: assembly.log_files,
            site: config.site.as_deref().map(crate::site::Site::open).transpose()?,
        };
        // Addresses first: a second centre by mistake stops here, before it touches the log.
        let (http, serving) = match &config.http {
            Some(http) => {
                let (address, thread) = start_http(http, centre, &shared, stop)?;
                (Some(address), Some(thread))
            }
            None => (None, None),
        };
        let (udp, gateways) = match (&config.udp, &assembly.secrets) {
            (Some(udp), Some(secrets)) => {
                let trust = &assembly.trust;
                let started =
                    gateway::start(udp.listen, udp.threads, secrets, trust, &intake, &shared)?;
                (Some(started.0), started.1)
            }
            (Some(_), None) => {
                return Err(CentreError::new(Rule::CentreConfig, "[udp] without its secrets"));
            }
            (None, _) => (None, Vec::new()),
        };
        let threads = start_writing(
            config,
            assembly.open,
            assembly.shared_store,
            assembly.name,
            arriving,
            &shared,
        )?;
        Ok(Self { http, udp, shared, intake, stopping, gateways, threads, serving })
    }

    /// Where HTTP is served.
    pub fn http(&self) -> Option<SocketAddr> {
        self.http
    }

    /// Where datagrams are taken.
    pub fn udp(&self) -> Option<SocketAddr> {
        self.udp
    }

    /// The door, for gateways of other kinds.
    pub fn intake(&self) -> &Intake {
        &self.intake
    }

    /// How the threads are.
    pub fn shared(&self) -> &Shared {
        &self.shared
    }

    /// Stops: no new connections, those being answered get their answers, what waits is written.
    pub fn stop(self) {
        let Self { shared, intake, stopping, gateways, threads, serving, .. } = self;
        // Nobody may be listening any more; that is what is wanted.
        let _ = stopping.send(true);
        if let Some(serving) = serving {
            let _ = serving.join();
        }
        drop(intake);
        shared.stop.store(true, Ordering::Relaxed);
        for thread in gateways.into_iter().chain(threads) {
            let _ = thread.join();
        }
    }
}

fn start_writing<S, H>(
    config: &Config,
    open: Open<S, H>,
    shared_store: Option<SharedStore<S>>,
    name: String,
    arriving: Receiver<Submission>,
    shared: &Shared,
) -> Result<Vec<JoinHandle<()>>, CentreError>
where
    S: Storage + Send + 'static,
    H: Heads + Send + 'static,
{
    let Some(SharedStore { store, storage, origin }) = shared_store else {
        let writer = Writer::start(open)?;
        return Ok(vec![start_direct(writer, arriving, config.batch.into(), shared.clone())?]);
    };
    let relay = start_relay(
        Arc::clone(&store),
        storage,
        origin,
        arriving,
        config.batch.into(),
        shared.clone(),
    )?;
    let mut threads = vec![relay];
    if config.writes {
        let writer = Writer::closed(open);
        threads.push(start_writer(store, writer, name, config.batch.most, shared.clone())?);
    }
    Ok(threads)
}

fn start_http(
    http: &Http,
    centre: Centre,
    shared: &Shared,
    stop: watch::Receiver<bool>,
) -> Result<(SocketAddr, JoinHandle<()>), CentreError> {
    let tls = match (&http.certificate, &http.key) {
        (Some(chain), Some(key)) => Some(Tls::read(chain, key)?),
        _ => None,
    };
    let taken = |error: std::io::Error| {
        CentreError::new(Rule::AddressTaken, format!("{}: {error}", http.listen))
    };
    let runtime = Runtime::new().map_err(taken)?;
    let listener = runtime.block_on(TcpListener::bind(http.listen)).map_err(taken)?;
    let address = listener.local_addr().map_err(taken)?;
    let limits = http.limits;
    let turned_away = shared.metrics.turned_away.clone();
    let what = Serving { tls, answers: answers(centre), limits, turned_away };
    let serving = std::thread::Builder::new().name("http".to_owned());
    let serving = serving.spawn(move || runtime.block_on(serve(listener, what, stop)));
    Ok((address, serving.map_err(taken)?))
}
