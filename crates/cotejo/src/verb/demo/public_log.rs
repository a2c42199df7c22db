//! The demo's public log: every sheet logged, three parties cosigning, two bulletins, one station that signs
//! twice, one history rewritten, and a bundle that proves all of it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use jiff::Timestamp;
use ledger::enrolled::cosigner_name;
use ledger::note::Algorithm;
use ledger::{LedgerError, Receipt, SigningName, Trust};
use record::election::Share;
use record::{
    Digest, Election, Rule, SignedSheet, SignedStatement, Statement, StatementKind, TableNo,
};
use sample::{Shape, authority_key, log_key, organisation_key, sheet, station_key};
use tally::bulletin::{Bulletin, Claim, CoverageOf, Cutoff, Level};

use crate::shell::cosigner_state::CosignerState;
use crate::shell::files::write_whole;
use crate::shell::{log_dir, post};
use crate::verb::bulletin::{Refused, Wanted, bulletin, statement};
use crate::verb::bundle::{Parts, create};
use crate::verb::log::{cosign, publish};
use crate::verb::monitor::{Follower, Seen};
use crate::verb::verify::proof_text;

/// The three that cosign.
const COSIGNERS: [&str; 3] = ["party-a", "party-b", "observers"];

/// The log of a demo and what belongs to it.
pub struct PublicLog<'a> {
    folder: &'a Path,
    log: PathBuf,
    shape: &'a Shape,
    election: &'a Election,
    before: &'a [Vec<u8>],
    centre: Option<String>,
}

/// What the log of a demo came to.
pub struct Told {
    /// Entries.
    pub entries: u64,
    /// Digests of the two bulletins.
    pub bulletins: [Digest; 2],
    /// Whether the station that signed twice was found, and exactly that.
    pub equivocation_found: bool,
    /// Whether the rewritten history was found by a receipt and by a monitor.
    pub omission_found: bool,
    /// Digest of the bundle.
    pub bundle: Digest,
}

impl<'a> PublicLog<'a> {
    /// The log of a demo in a folder. Statements `before` stand in it before the first sheet.
    pub fn new(
        folder: &'a Path,
        shape: &'a Shape,
        election: &'a Election,
        before: &'a [Vec<u8>],
    ) -> Self {
        Self { folder, log: folder.to_owned(), shape, election, before, centre: None }
    }

    /// The same, with the log in a folder of its own, which a running centre writes: entries are posted to its address.
    pub fn of_centre(self, log: PathBuf, centre: String) -> Self {
        Self { log, centre: Some(centre), ..self }
    }

    /// Writes the statements that stand before the first sheet.
    pub fn begin(&self) -> anyhow::Result<()> {
        self.append(self.before)
    }

    /// What is left to do when every sheet is in: cosignatures, one bulletin, the bundle.
    pub fn close(&self) -> anyhow::Result<()> {
        self.cosign()?;
        self.bulletin(1, None, None, Vec::new())?;
        self.cosign()?;
        self.bundle("evidence.tar", &[1], None).map(|_| ())
    }

    /// Runs the log's whole life.
    pub fn run(&self) -> anyhow::Result<Told> {
        let sheets = self.sheets()?;
        let cut = (sheets.len() * 4).div_ceil(5);
        let state = self.folder.join("monitor.state");
        self.append(&[self.first_entry()?])?;
        self.begin()?;
        self.append(&bytes(&sheets[..cut]))?;
        self.cosign()?;
        let first = self.bulletin(1, None, Some(four_fifths()?), Vec::new())?;
        self.look(&self.log, &state)??;

        self.cosign()?;
        // One sheet's station keeps its receipt; then the rest comes in, and one station signs twice.
        let promised = self.receipt(u64::try_from(self.before.len() + cut)?)?;
        let twice = self.contradicting(&sheets[0])?;
        self.append(&bytes(&sheets[cut..]))?;
        self.append(&bytes(std::slice::from_ref(&twice)))?;
        write_whole(
            &self.folder.join("proofs/signed-twice.equivocation"),
            proof_text(&sheets[0], &twice)?.as_bytes(),
        )?;
        self.cosign()?;
        let claim = Claim::Irreversible { contest: "president".to_owned(), level: Level::A };
        let second = self.claiming(2, &first, claim)?;
        self.cosign()?;
        let seen = self.look(&self.log, &state)??;

        let omission_found = self.rewrite_is_found(&sheets, cut, &promised, &state)?;
        let report = self.folder.join("report");
        let bundle = self.bundle("bundle", &[1, 2], Some(&report))?;
        self.bundle("evidence.tar", &[1, 2], Some(&report))?;
        Ok(Told {
            entries: seen.size,
            bulletins: [first.digest(), second.digest()],
            equivocation_found: seen.equivocations.len() == 1,
            omission_found,
            bundle,
        })
    }

    /// One look of a monitor that knows nothing but its state.
    fn look(&self, log: &Path, state: &Path) -> anyhow::Result<Result<Seen, LedgerError>> {
        Follower::new(log, self.election, state, None)?.look()
    }

    fn sheets(&self) -> anyhow::Result<Vec<SignedSheet>> {
        (0..self.shape.tables)
            .map(TableNo)
            .map(|table| {
                let key = station_key(self.shape.seed, table);
                let sheet = sheet(self.shape, self.election, table);
                Ok(SignedSheet::sign(&sheet, &self.election.id, &key)?)
            })
            .collect()
    }

    fn first_entry(&self) -> anyhow::Result<Vec<u8>> {
        let first = Statement::of_election(&self.election.id, "authority");
        let key = authority_key(self.shape.seed);
        Ok(SignedStatement::sign(first, &self.election.id, &key)?.bytes().to_vec())
    }

    /// Appends to the log, by the centre that writes it where there is one.
    fn append(&self, entries: &[Vec<u8>]) -> anyhow::Result<()> {
        let Some(centre) = &self.centre else { return self.write(&self.log, entries) };
        let trust = Trust::of_election(self.election)?;
        entries.iter().try_for_each(|entry| post::record(centre, entry, &trust).map(|_| ()))
    }

    /// Appends to the log of a folder, and starts it where there is none.
    fn write(&self, folder: &Path, entries: &[Vec<u8>]) -> anyhow::Result<()> {
        let key = log_key(self.shape.seed);
        let mut log = match folder.join("log").exists() {
            true => log_dir::open(folder, self.election, key)?,
            false => log_dir::create(folder, None, self.election, key)?,
        };
        let size = log.checkpoint().size;
        for (at, entry) in (size..).zip(entries) {
            ledger::entry::admit(entry, at, self.election)?;
        }
        log.append(entries)?;
        Ok(())
    }

    fn cosign(&self) -> anyhow::Result<()> {
        let trust = Trust::of_election(self.election)?;
        for id in COSIGNERS {
            let state = CosignerState(self.folder.join("cosigners").join(format!("{id}.head")));
            let key = organisation_key(self.shape.seed, id);
            let name = cosigner_name(trust.log.name(), id);
            let key = SigningName::new(&name, Algorithm::CosignatureV1, key)?;
            match cosign(&self.log, &trust, &[key], &state)? {
                Ok((note, lines)) => publish(&self.log, &trust, &note.with(&lines))?,
                Err(refusal) => bail!("{id} does not cosign: {refusal}"),
            }
        }
        Ok(())
    }

    fn claiming(&self, number: u32, previous: &Bulletin, claim: Claim) -> anyhow::Result<Bulletin> {
        // Whether the claim is carried depends on the invented votes; a bulletin without it always is.
        self.bulletin(number, Some(previous), None, vec![claim]).or_else(|error| {
            match error.downcast_ref::<Refused>() {
                Some(refused) if refused.rule == Rule::ClaimNotCarried => {
                    self.bulletin(number, Some(previous), None, Vec::new())
                }
                _ => Err(error),
            }
        })
    }

    fn bulletin(
        &self,
        number: u32,
        previous: Option<&Bulletin>,
        cutoff: Option<Cutoff>,
        claims: Vec<Claim>,
    ) -> anyhow::Result<Bulletin> {
        let mut log = log_dir::read(&self.log, &Trust::of_election(self.election)?)?;
        let (replay, _) = log.replay(self.election)?;
        let size = log.verified.checkpoint.size;
        let closes = self.election.manifest.closes;
        let stated = Timestamp::from_second(closes.as_second() + i64::from(number) * 3_600)?;
        let wanted = Wanted { size, number, stated, cutoff, assumed_turnout: None, claims };
        let bulletin = bulletin(&mut log, self.election, &replay, &wanted, previous)?;
        write_whole(&self.bulletin_file(number), &bulletin.to_canonical())?;
        log_dir::publish_bulletin(&self.log, number, &bulletin.to_canonical())?;
        let said = statement(&bulletin, StatementKind::Bulletin, "authority", stated);
        let key = authority_key(self.shape.seed);
        let said = SignedStatement::sign(said, &self.election.id, &key)?;
        self.append(&[said.bytes().to_vec()])?;
        Ok(bulletin)
    }

    fn bulletin_file(&self, number: u32) -> PathBuf {
        self.folder.join("bulletins").join(format!("{number}.json"))
    }

    /// The receipt of an entry under the cosigned checkpoint, as its station keeps it.
    fn receipt(&self, index: u64) -> anyhow::Result<Receipt> {
        let log = log_dir::open(&self.log, self.election, log_key(self.shape.seed))?;
        let receipt = log.receipts(&[index])?.remove(0);
        let mut read = log_dir::read(&self.log, &Trust::of_election(self.election)?)?;
        let entry = {
            let checkpoint = read.verified.checkpoint.clone();
            ledger::reader::Reader::open(&mut read.source, &checkpoint)?.entry(index)?
        };
        let receipt = Receipt { extra: Some(entry), ..receipt };
        let path = self.folder.join("proofs").join(format!("{index}.tlog-proof"));
        write_whole(&path, receipt.to_string().as_bytes())?;
        Ok(receipt)
    }

    /// A second sheet of the same table, signed as if it were the first.
    fn contradicting(&self, first: &SignedSheet) -> anyhow::Result<SignedSheet> {
        let mut sheet = first.sheet().clone();
        sheet.votes.reverse();
        let key = station_key(self.shape.seed, sheet.table);
        Ok(SignedSheet::sign(&sheet, &self.election.id, &key)?)
    }

    /// Whoever holds the log's key writes its history again without one sheet. The station's receipt and
    /// anybody's monitor prove it.
    fn rewrite_is_found(
        &self,
        sheets: &[SignedSheet],
        left_out: usize,
        promised: &Receipt,
        state: &Path,
    ) -> anyhow::Result<bool> {
        let rewritten = self.folder.join("rewritten");
        self.write(&rewritten, &[self.first_entry()?])?;
        let kept: Vec<_> =
            sheets.iter().enumerate().filter(|(at, _)| *at != left_out - 1).collect();
        let kept: Vec<Vec<u8>> =
            kept.into_iter().map(|(_, sheet)| sheet.bytes().to_vec()).collect();
        self.write(&rewritten, &kept)?;
        self.write(
            &rewritten,
            &bytes(&[self.contradicting(&sheets[0])?, self.contradicting(&sheets[1])?]),
        )?;
        let mut shown = log_dir::read(&rewritten, &Trust::of_election(self.election)?)?;
        let then = ledger::Checkpoint::parse(&promised.checkpoint.text)?;
        let by_receipt = shown.begins_with(&then).is_err_and(|error| error.rule == Rule::LogForked);
        let copy = self.folder.join("monitor-of-rewritten.state");
        fs::copy(state, &copy).with_context(|| format!("cannot copy {}", state.display()))?;
        let by_monitor = self.look(&rewritten, &copy)?.is_err();
        Ok(by_receipt && by_monitor)
    }

    fn bundle(
        &self,
        name: &str,
        bulletins: &[u32],
        report: Option<&Path>,
    ) -> anyhow::Result<Digest> {
        let sources: Vec<PathBuf> = ["authority", "party-a", "party-b", "party-c", "observers"]
            .map(|id| self.folder.join("sources").join(id))
            .into();
        let bulletins: Vec<PathBuf> =
            bulletins.iter().map(|number| self.bulletin_file(*number)).collect();
        let parts = Parts {
            election: &self.folder.join("election"),
            log: &self.log,
            bulletins: &bulletins,
            sources: &sources,
            audits: &[],
            report,
        };
        create(&self.folder.join(name), &parts)
    }
}

fn bytes(sheets: &[SignedSheet]) -> Vec<Vec<u8>> {
    sheets.iter().map(|sheet| sheet.bytes().to_vec()).collect()
}

fn four_fifths() -> anyhow::Result<Cutoff> {
    let share = Share::try_from("80%".to_owned()).map_err(|error| anyhow::anyhow!("{error}"))?;
    Ok(Cutoff::Coverage { contest: "president".to_owned(), of: CoverageOf::Tables, share })
}
