//! Sending signed sheets to centres, again and again, until each has a receipt that verifies.

mod https;
mod outbox;

use std::net::{IpAddr, SocketAddr, ToSocketAddrs as _};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use ledger::{Receipt, Trust};
use link::keys::{MAX_PASS_BYTES, StationPass};
use link::sender::{Centre, GatewayNo, Pace, Progress};
use link::socket::SenderSocket;
use record::sheet::{QR_TAG, from_qr_text};
use record::{Election, SignedSheet};
use serde_json::json;

use crate::shell::files::read_bounded;
use crate::shell::{self, Outcome, election_dir, keys};
use https::Https;
use outbox::Outbox;

/// Send signed sheets until each has a receipt that verifies: over datagrams to every gateway, and over HTTPS.
///
/// Everything is journaled in the outbox before anything is sent. Killed at any instant and started again with the
/// same outbox, it goes on; without files it goes on with what is there. The receipts lie in the outbox, too.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cotejo send sheet.cose --election my-election --outbox outbox --pass station.pass\n  cotejo send sheet.cose --election my-election --outbox outbox --pass station.pass --gateway results.example:8444\n  cotejo send sheet.txt --election my-election --outbox outbox --https https://results.example:8443\n  cotejo send --election my-election --outbox outbox --pass station.pass --gateway results.example:8444"
)]
pub struct Arguments {
    /// Files of one signed sheet each, as bytes or as the text of its QR code.
    sheets: Vec<PathBuf>,
    /// The election directory: its log's key is what receipts are verified with.
    #[arg(long)]
    election: PathBuf,
    /// The folder of the journal and the receipts; made where it is not there.
    #[arg(long)]
    outbox: PathBuf,
    /// The station's pass for datagrams, as the centre issued it.
    #[arg(long)]
    pass: Option<PathBuf>,
    /// A gateway for datagrams, `HOST:PORT`; repeat for several. Left out, those of the election file that the pass is
    /// good at.
    #[arg(long = "gateway", requires = "pass")]
    gateways: Vec<String>,
    /// A centre's address for HTTPS; repeat for several. Left out, those of the election file.
    #[arg(long = "https")]
    https: Vec<String>,
    /// One of this machine's own addresses to send from, for each line it has; the system chooses where left out.
    #[arg(long = "route")]
    routes: Vec<IpAddr>,
    /// Stop after so many seconds; what has no receipt stays in the outbox. Left out, it never stops trying.
    #[arg(long)]
    seconds: Option<u64>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Largest file of a sheet.
const MAX_SHEET: u64 = 64 << 10;
/// Longest wait between two looks.
const LOOK: Duration = Duration::from_millis(100);

/// Sends; exit code 1 where something has no receipt yet.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = election_dir::load(&arguments.election)?;
    let trust = Trust::of_election(&election)?;
    let ways = Ways::find(arguments, &election)?;
    let mut outbox = Outbox::open(&arguments.outbox, &trust)?;
    for file in &arguments.sheets {
        outbox.add(read_sheet(file)?)?;
    }
    if outbox.open_sheets().is_empty() && outbox.receipts() == 0 {
        bail!("the outbox is empty: name the files of signed sheets");
    }
    let https = Https::start(&ways.https, outbox.open_sheets(), &trust)?;
    let mut datagrams = Datagrams::start(ways, &arguments.routes, &mut outbox, &trust)?;
    let bar = bar(outbox.open_sheets().len());
    let began = Instant::now();
    while !outbox.open_sheets().is_empty() {
        if arguments.seconds.is_some_and(|most| began.elapsed() >= Duration::from_secs(most)) {
            break;
        }
        match &mut datagrams {
            Some(datagrams) => datagrams.turn(&mut outbox, &bar)?,
            None => std::thread::sleep(LOOK),
        }
        while let Ok((sheet, told)) = https.told.try_recv() {
            match told {
                Ok(receipt) => {
                    if outbox.receipted(&sheet, &receipt)? {
                        bar.println(format!("{}: receipted over HTTPS", name(&sheet)));
                    }
                }
                Err(why) => bar.set_message(why),
            }
        }
        bar.set_position(u64::try_from(outbox.receipts())?);
    }
    bar.finish_and_clear();
    tell(arguments, &outbox)
}

fn tell(arguments: &Arguments, outbox: &Outbox) -> anyhow::Result<Outcome> {
    let open = outbox.open_sheets();
    if arguments.json {
        shell::print_json(&json!({
            "receipted": outbox.receipt_files().iter().map(|path| path.display().to_string()).collect::<Vec<_>>(),
            "open": open.iter().map(name).collect::<Vec<_>>(),
        }))?;
    } else {
        let mut text = String::new();
        for path in outbox.receipt_files() {
            text += &format!("receipt {}\n", path.display());
        }
        for sheet in &open {
            text += &format!("no receipt yet: {}; run the same command again\n", name(sheet));
        }
        shell::print_text(&text)?;
    }
    Ok(Outcome::found_if(!open.is_empty()))
}

/// The ways that there are to a centre.
struct Ways {
    pass: Option<StationPass>,
    gateways: Vec<String>,
    https: Vec<String>,
}

impl Ways {
    /// Those that are named, or else those of the election file.
    fn find(arguments: &Arguments, election: &Election) -> anyhow::Result<Self> {
        let known = &election.manifest.gateways;
        let mut https = arguments.https.clone();
        if https.is_empty() {
            https = known.iter().filter_map(|one| one.https.clone()).collect();
        }
        let pass = arguments.pass.as_ref().map(|path| {
            let text = keys::read_secret_text(path, u64::try_from(MAX_PASS_BYTES)?)?;
            anyhow::Ok(StationPass::parse(&text)?)
        });
        let pass = pass.transpose()?;
        let mut gateways = arguments.gateways.clone();
        if let (true, Some(pass)) = (gateways.is_empty(), &pass) {
            let key = *pass.centre().bytes();
            let good_at = known.iter().filter(|one| one.key_bytes() == Some(key));
            gateways = good_at.filter_map(|one| one.udp.clone()).collect();
            if gateways.is_empty() {
                bail!(
                    "the election file has no gateway at which this pass is good: name one with --gateway"
                );
            }
        }
        if pass.is_none() && https.is_empty() {
            bail!(
                "the election file names no gateway: name a way, --pass with --gateway, or --https"
            );
        }
        Ok(Self { pass, gateways, https })
    }
}

/// The sender of datagrams with its sockets.
struct Datagrams {
    sender: link::Sender<Verify>,
    socket: SenderSocket,
    began: Instant,
}

/// Verifies compact receipts against the election's log.
struct Verify(Trust);

impl link::sender::ReceiptVerifier for Verify {
    fn verify(&self, sheet: &[u8], receipt: &[u8]) -> Result<(), String> {
        Receipt::from_compact(receipt, sheet, &self.0)
            .and_then(|receipt| receipt.verify(sheet, &self.0, None))
            .map(|_| ())
            .map_err(|error| error.to_string())
    }
}

impl Datagrams {
    fn start(
        ways: Ways,
        routes: &[IpAddr],
        outbox: &mut Outbox,
        trust: &Trust,
    ) -> anyhow::Result<Option<Self>> {
        let Some(pass) = ways.pass else { return Ok(None) };
        let addresses: Vec<_> =
            ways.gateways.iter().map(|one| resolve(one)).collect::<anyhow::Result<_>>()?;
        let gateways = (0..addresses.len()).map(GatewayNo).collect();
        let centres = vec![Centre { pass, gateways }];
        let mut seed = [0; 32];
        getrandom::fill(&mut seed)
            .map_err(|error| anyhow::anyhow!("no randomness from the system: {error}"))?;
        let (pace, verify) = (Pace::default(), Verify(trust.clone()));
        let mut sender = match outbox.state()? {
            Some(state) => link::Sender::restore(&state, centres, pace, seed, verify)?,
            None => link::Sender::new(centres, pace, seed, verify)?,
        };
        for sheet in outbox.open_sheets() {
            sender.submit(sheet)?;
        }
        let socket = SenderSocket::bind(addresses, routes)?;
        let mut datagrams = Self { sender, socket, began: Instant::now() };
        datagrams.journal(outbox)?;
        Ok(Some(datagrams))
    }

    /// Sends what is due, and takes in one answer.
    fn turn(&mut self, outbox: &mut Outbox, bar: &ProgressBar) -> anyhow::Result<()> {
        let now = u64::try_from(self.began.elapsed().as_millis())?;
        let poll = self.sender.poll(now);
        for transmit in poll.transmits {
            self.socket.send(&transmit)?;
        }
        let wait = poll.next_wake.map_or(LOOK, |at| Duration::from_millis(at.saturating_sub(now)));
        let wait = wait.clamp(Duration::from_millis(1), LOOK);
        if let Some((from, bytes)) = self.socket.receive(wait)? {
            let now = u64::try_from(self.began.elapsed().as_millis())?;
            self.take(now, from, &bytes, outbox, bar)?;
        }
        Ok(())
    }

    fn take(
        &mut self,
        now: u64,
        from: GatewayNo,
        bytes: &[u8],
        outbox: &mut Outbox,
        bar: &ProgressBar,
    ) -> anyhow::Result<()> {
        match self.sender.datagram(now, from, bytes) {
            Progress::Ignored => return Ok(()),
            Progress::Receipted(no) => {
                let compact = self.sender.receipt_of(no).unwrap_or_default().to_vec();
                let sheet = self.sender.sheets().find(|(other, _)| *other == no);
                if let Some((_, sheet)) = sheet {
                    let sheet = sheet.clone();
                    outbox.receipted_compact(&sheet, &compact)?;
                    bar.println(format!("{}: receipted", name(&sheet)));
                }
                self.sender.forget(no);
            }
            Progress::Later { .. } => bar.set_message("the centre asks to wait"),
            Progress::NextTicket(_) => {}
            Progress::Refused { rule, .. } => {
                bar.println(format!(
                    "refused: {rule} {}\n  next: {}",
                    rule.sentence(),
                    rule.next_step()
                ));
            }
            Progress::Trouble { error, .. } => bar.println(error.to_string()),
        }
        self.journal(outbox)
    }

    /// What changed is on the disk before anything of it is sent.
    fn journal(&mut self, outbox: &mut Outbox) -> anyhow::Result<()> {
        if self.sender.is_unsaved() {
            let state = self.sender.state();
            outbox.journal(&state.bytes)?;
            self.sender.journaled(state.version);
        }
        Ok(())
    }
}

fn resolve(gateway: &str) -> anyhow::Result<SocketAddr> {
    let mut found =
        gateway.to_socket_addrs().with_context(|| format!("{gateway} should be HOST:PORT"))?;
    found.next().with_context(|| format!("{gateway} has no address"))
}

fn read_sheet(path: &Path) -> anyhow::Result<SignedSheet> {
    let bytes = read_bounded(path, MAX_SHEET)?;
    match std::str::from_utf8(&bytes).map(str::trim_end) {
        Ok(text) if text.starts_with(QR_TAG) => {
            from_qr_text(text).with_context(|| path.display().to_string())
        }
        _ => SignedSheet::decode(&bytes)
            .with_context(|| format!("{} is no signed sheet", path.display())),
    }
}

fn name(sheet: &SignedSheet) -> String {
    let sheet = sheet.sheet();
    format!("table row {}, serial {}", sheet.table, sheet.serial)
}

fn bar(open: usize) -> ProgressBar {
    let bar = ProgressBar::new(u64::try_from(open).unwrap_or(u64::MAX));
    let style =
        ProgressStyle::with_template("{spinner} {pos} of {len} receipted  {elapsed}  {msg}");
    bar.set_style(style.expect("a template of this file"));
    bar.enable_steady_tick(Duration::from_millis(250));
    bar
}

/// What the HTTPS thread tells of a sheet.
type Told = (SignedSheet, Result<Receipt, String>);
type TellReceiver = mpsc::Receiver<Told>;
