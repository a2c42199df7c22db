//! What the machine can do at best: only the cryptography, only the disk.

use std::fs::File;
use std::io::Write as _;
use std::time::Instant;

use link::request::Request;
use record::SignedSheet;
use serde::Serialize;

use crate::verb::bench::place::Place;

/// Sheets written in one go.
const BATCH: usize = 1_000;
/// Threads of the floor, as many as the aim names cores.
const THREADS: usize = 2;

/// The floors of one run.
#[derive(Serialize)]
pub struct Floor {
    pub sheets: usize,
    /// Requests opened (HPKE) and strictly verified a second, on two threads.
    pub crypto_per_second: f64,
    /// Seconds for all of them so.
    pub crypto_seconds: f64,
    /// Seconds to append the same bytes to one file, made durable every thousand sheets.
    pub disk_seconds: f64,
}

impl Floor {
    /// Measures both.
    pub fn measure(place: &Place) -> anyhow::Result<Self> {
        let sheets = place.requests.len();
        let began = Instant::now();
        std::thread::scope(|scope| {
            for part in place.requests.chunks(sheets.div_ceil(THREADS)) {
                scope.spawn(move || part.iter().filter(|request| opens(place, request)).count());
            }
        });
        let crypto_seconds = began.elapsed().as_secs_f64();
        let bytes =
            vec![0x5a; place.sheets.iter().map(Vec::len).sum::<usize>() / sheets.max(1) * BATCH];
        let mut file: File = tempfile::tempfile()?;
        let began = Instant::now();
        for _ in 0..sheets.div_ceil(BATCH) {
            file.write_all(&bytes)?;
            file.sync_data()?;
        }
        let disk_seconds = began.elapsed().as_secs_f64();
        let many = f64::from(u32::try_from(sheets)?);
        Ok(Self { sheets, crypto_per_second: many / crypto_seconds, crypto_seconds, disk_seconds })
    }
}

fn opens(place: &Place, request: &[u8]) -> bool {
    let opened = Request::parse(request)
        .and_then(|request| request.open(&place.secrets.centre, &place.election.id));
    let Ok(bytes) = opened else { return false };
    SignedSheet::decode(&bytes)
        .is_ok_and(|sheet| sheet.judge(&place.election).0 == record::SignatureVerdict::Valid)
}
