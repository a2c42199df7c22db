//! The way over HTTPS: the same bytes, posted to every centre in turn until one gives a receipt.

use std::sync::mpsc;
use std::time::Duration;

use ledger::Trust;
use record::SignedSheet;

use super::{TellReceiver, Told};
use crate::shell::post;

/// The first pause after a round in which something stayed open.
const FIRST: Duration = Duration::from_millis(500);
/// The longest.
const LAST: Duration = Duration::from_secs(60);

/// The thread that posts. It ends with the process, or when everything is receipted.
pub struct Https {
    /// What it hears.
    pub told: TellReceiver,
}

impl Https {
    /// Starts it; without addresses nothing is posted.
    pub fn start(
        addresses: &[String],
        sheets: Vec<SignedSheet>,
        trust: &Trust,
    ) -> anyhow::Result<Self> {
        let (tell, told) = mpsc::channel();
        if !addresses.is_empty() {
            let (addresses, trust) = (addresses.to_vec(), trust.clone());
            std::thread::Builder::new()
                .name("https".to_owned())
                .spawn(move || post_all(&addresses, sheets, &trust, &tell))?;
        }
        Ok(Self { told })
    }
}

fn post_all(
    addresses: &[String],
    mut open: Vec<SignedSheet>,
    trust: &Trust,
    tell: &mpsc::Sender<Told>,
) {
    let mut pause = FIRST;
    while !open.is_empty() {
        let mut left = Vec::new();
        for sheet in open {
            match post_one(addresses, &sheet, trust, tell) {
                Some(true) => {}
                Some(false) => left.push(sheet),
                None => return,
            }
        }
        open = left;
        if !open.is_empty() {
            std::thread::sleep(jittered(pause));
            pause = (pause * 2).min(LAST);
        }
    }
}

/// Whether some centre gave a receipt; none where nobody listens any more.
fn post_one(
    addresses: &[String],
    sheet: &SignedSheet,
    trust: &Trust,
    tell: &mpsc::Sender<Told>,
) -> Option<bool> {
    for address in addresses {
        let receipt = post::record(address, sheet.bytes(), trust);
        let is_receipted = receipt.is_ok();
        let told = receipt.map_err(|error| error.to_string());
        tell.send((sheet.clone(), told)).ok()?;
        if is_receipted {
            return Some(true);
        }
    }
    Some(false)
}

/// Between half of a pause and all of it, so that stations that were cut off together do not come back together.
fn jittered(pause: Duration) -> Duration {
    let mut random = [0; 1];
    // Without randomness from the system the whole pause is as good.
    let share = getrandom::fill(&mut random).map_or(255, |()| u32::from(random[0]));
    pause / 2 + pause / 2 * share / 255
}
