//! The tally sheet of one table for one contest, and its signed form.

mod codec;
mod figures;
mod lineage;
mod qr;
mod security_code;
mod signed;

pub use codec::{CodecError, MAX_PAYLOAD_BYTES};
pub use figures::{Figures, check_figures};
pub use lineage::Lineage;
pub use qr::{MAX_QR_CHARS, QR_TAG, QrError, from_qr_text, to_qr_text};
pub use security_code::{SecurityCode, SecurityCodeError};
pub use signed::{MAX_SIGNED_BYTES, SignError, SignatureVerdict, SignedSheet, VerifyError};

use crate::collection::Basis;
use crate::count::Count;
use crate::election::Election;
use crate::id::{ContestNo, SheetPrefix, TableNo};
use crate::rule::{Breach, Rule};

/// The result of one contest at one table, as its station declares it.
///
/// A station with several contests makes one sheet for each; every sheet names its place among them, so
/// that from any one of them a reader knows how many there are and which this is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// First bytes of the election id: which election file to ask for. The signature covers all of it.
    pub election_hint: [u8; 4],
    /// The table: its row in the election file.
    pub table: TableNo,
    /// The contest.
    pub contest: ContestNo,
    /// Place of this sheet among the table's sheets, from 1.
    pub part: u8,
    /// How many contests, and so sheets, the table has.
    pub parts: u8,
    /// 1 for the first sheet of this table and contest, counting up with every correction.
    pub serial: u32,
    /// Digest prefix of the signed sheet that this one corrects.
    pub replaces: Option<SheetPrefix>,
    /// Closing of the table, seconds since 1970 (UTC).
    pub closed: Option<u64>,
    /// Seconds from opening to closing.
    pub open_for: Option<u32>,
    /// Electors on the roll.
    pub electors: Count,
    /// Voters counted by the machine.
    pub voters_machine: Count,
    /// Voters signed in the poll book.
    pub voters_book: Count,
    /// Votes per list, in ballot order.
    pub votes: Vec<Count>,
    /// Null votes.
    pub null: Count,
    /// Blank votes.
    pub blank: Count,
    /// First bytes of the station software's measurement.
    pub software: [u8; 8],
}

impl Sheet {
    /// Every rule that the sheet breaks in its election. A sheet that breaks rules is kept and says so.
    pub fn check(&self, election: &Election) -> Vec<Breach> {
        if self.election_hint != election.id.hint() {
            let detail = format!("the sheet says {}", const_hex::encode(self.election_hint));
            return vec![Breach::new(Rule::OtherElection, detail)];
        }
        if !election.tables.has(self.table) {
            let detail = format!("row {} of {}", self.table, election.tables.len());
            return vec![Breach::new(Rule::UnknownTable, detail)];
        }
        let mut breaches = check_figures(election, Some(self.table), &self.figures());
        self.check_place(election, &mut breaches);
        self.check_times(election, &mut breaches);
        self.check_serial(&mut breaches);
        let software = &election.manifest.software;
        if !software.is_empty() && !software.iter().any(|known| known.prefix() == self.software) {
            let detail = format!("measurement {}…", const_hex::encode(self.software));
            breaches.push(Breach::new(Rule::UnknownSoftware, detail));
        }
        breaches
    }

    /// The figures alone, as any other copy of the sheet would show them.
    pub fn figures(&self) -> Figures<'_> {
        Figures {
            contest: self.contest,
            basis: Basis::Lists,
            votes: &self.votes,
            electors: self.electors,
            voters_machine: self.voters_machine,
            voters_book: self.voters_book,
            valid: Count::ABSENT,
            null: self.null,
            blank: self.blank,
        }
    }

    fn check_place(&self, election: &Election, breaches: &mut Vec<Breach>) {
        let held: Vec<_> = election.contests_at(self.table).map(|contest| contest.no).collect();
        let place = held.iter().position(|contest| *contest == self.contest).map(|at| at + 1);
        let Some(place) = place else { return };
        if place != usize::from(self.part) || held.len() != usize::from(self.parts) {
            let detail = format!(
                "the sheet says {} of {}, the election file {place} of {}",
                self.part,
                self.parts,
                held.len()
            );
            breaches.push(Breach::new(Rule::SetIncomplete, detail));
        }
    }

    fn check_times(&self, election: &Election, breaches: &mut Vec<Breach>) {
        let Some(closed) = self.closed else {
            breaches.push(Breach::new(Rule::PollNotClosed, "no time of closing"));
            return;
        };
        let instant = i64::try_from(closed).ok().and_then(|s| jiff::Timestamp::from_second(s).ok());
        let within =
            |at: jiff::Timestamp| at >= election.manifest.opens && at <= election.manifest.closes;
        match instant {
            Some(at) if within(at) => {}
            Some(at) => {
                breaches.push(Breach::new(Rule::ClosedOutsideElection, format!("closed {at}")));
            }
            None => breaches.push(Breach::new(
                Rule::ClosedOutsideElection,
                format!("closed {closed} s after 1970"),
            )),
        }
    }

    fn check_serial(&self, breaches: &mut Vec<Breach>) {
        let detail = match (self.serial, self.replaces) {
            (0, _) => "serial number 0",
            (1, Some(_)) => "serial number 1 replaces another sheet",
            (2.., None) => "a later serial number that names no sheet it replaces",
            _ => return,
        };
        breaches.push(Breach::new(Rule::SerialInconsistent, detail));
    }
}
