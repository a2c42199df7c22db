//! Two audits of an invented election: a fixed draw of 54 %, and a risk-limiting audit that survives box errors.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::bail;
use audit::machine::Audit;
use audit::plan::Pace;
use audit::preconditions::BoundsFrom;
use jiff::{Timestamp, ToSpan as _};
use record::election::Share;
use record::{Collection, Digest, Election};
use report::Lang;

use super::desk::Desk;
use super::folder::Folder;
use super::measure;
use super::opened::{self, Signer};
use super::papers::{pull_list, report, worksheet};
use super::plan::{begin, boxes};
use super::step::{
    EntryRecord, FoundRecord, MeasureRecord, Method, PlanRecord, SeedRecord, StepRecord, Winners,
};
use super::words::Words;
use super::{commit, draw, status};
use crate::shell::files;

/// Dice of the demo.
const DIGITS: &str = "31415926535897932384";
/// So many of the boxes drawn lack a receipt of the leader.
const PLANTED: usize = 2;
/// Rounds after which the demo would be a defect.
const MOST_ROUNDS: usize = 12;

/// What the two audits came to.
pub struct Told {
    /// Boxes of the fixed draw.
    pub fixed_boxes: usize,
    /// Decimal logarithm of the chance that it missed enough wrong boxes.
    pub fixed_chance_log10: f64,
    /// Draws of the risk-limiting audit.
    pub draws: usize,
    /// Its rounds.
    pub rounds: usize,
    /// The risk at its end.
    pub risk: f64,
    /// Boxes in which an error was planted and found.
    pub errors: usize,
    /// Whether it confirmed the outcome.
    pub confirmed: bool,
}

/// Runs both audits in `folder/audit-fixed` and `folder/audit`, on the results of a log whose sheets are those of
/// `collection`. Every step is signed by `signer` where one is given.
pub fn run(
    folder: &Path,
    election: &Election,
    collection: &Collection,
    log: &Path,
    signer: Option<&Signer>,
) -> anyhow::Result<Told> {
    let fixed = Run { election, collection, log, signer, method: Method::Fixed };
    let (desk, _) = fixed.through(&folder.join("audit-fixed"), false)?;
    let (fixed_boxes, chance) = (desk.drawn.len(), measure::fixed_chance(&desk)?.1);
    let rla = Run { method: Method::Betting, ..fixed };
    let (desk, errors) = rla.through(&folder.join("audit"), true)?;
    let Some(risk) = desk.risks.last().copied() else { bail!("no risk was measured") };
    Ok(Told {
        fixed_boxes,
        fixed_chance_log10: chance.log10(),
        draws: desk.drawn.len(),
        rounds: desk.rounds.len(),
        risk,
        errors,
        confirmed: matches!(desk.audit, Audit::Confirmed(_)),
    })
}

#[derive(Clone, Copy)]
struct Run<'a> {
    election: &'a Election,
    collection: &'a Collection,
    log: &'a Path,
    signer: Option<&'a Signer>,
    method: Method,
}

impl<'a> Run<'a> {
    /// From the plan to the end, with errors planted in some boxes where wanted.
    fn through(&self, path: &Path, plant: bool) -> anyhow::Result<(Desk<'a>, usize)> {
        let now = Timestamp::now();
        let (mut folder, mut desk) = self.planned(path)?;
        // The dice fall a minute after the commitment.
        let before = now.checked_sub(1.minute())?;
        let commitment = commit::commitment(self.log, &folder, &desk, before)?;
        commit::commit(&mut folder, &mut desk, commitment, BTreeSet::new(), before, self.signer)?;
        let ceremony = "Demo".to_owned();
        let seed = SeedRecord { digits: DIGITS.to_owned(), at: now, ceremony };
        opened::step(&mut folder, &mut desk, StepRecord::Seed(seed), now, self.signer)?;
        let mut planted = BTreeSet::new();
        while matches!(desk.audit, Audit::Seeded(_) | Audit::Measured(_)) {
            if desk.rounds.len() >= MOST_ROUNDS {
                bail!("{MOST_ROUNDS} rounds without an end");
            }
            let size = usize::try_from(draw::wanted(&desk)?)?;
            let round = StepRecord::Draw(desk.next_round(size)?);
            opened::step(&mut folder, &mut desk, round, now, self.signer)?;
            if desk.rounds.len() == 1 {
                papers(path, &desk)?;
            }
            self.count(&mut folder, &mut desk, plant.then_some(&mut planted))?;
            let measured = measure::so_far(&desk)?;
            let record = MeasureRecord { risk: measured.risk, hopeless: measured.hopeless };
            opened::step(&mut folder, &mut desk, StepRecord::Measure(record), now, self.signer)?;
        }
        for lang in Lang::ALL {
            let pdf = report(&desk, &Words::new(lang))?.pdf()?.pdf;
            files::write_whole(&path.join(format!("report-{}.pdf", lang.tag())), &pdf)?;
        }
        Ok((desk, planted.len()))
    }

    fn planned(&self, path: &Path) -> anyhow::Result<(Folder, Desk<'a>)> {
        let contest = &self.election.contests[0];
        let collections = [self.collection.clone()];
        let (boxes, pending) = boxes(self.election, contest, &collections, None)?;
        let share = |text: &str| Share::try_from(text.to_owned()).map_err(anyhow::Error::msg);
        let plan = PlanRecord {
            election: self.election.id,
            contest: contest.key.clone(),
            choices: contest.candidates.iter().map(|one| one.key.clone()).collect(),
            winners: Winners::Plurality,
            risk_limit: share("5%")?,
            method: self.method,
            share: Some(share("54%")?).filter(|_| self.method == Method::Fixed),
            bounds_from: BoundsFrom::Roll,
            announced: None,
            pending,
            manifest: Digest([0; 32]),
            pace: Pace::GUESS,
        };
        begin(path, plan, boxes, self.election, self.signer)
    }

    /// Two people count every open box; one box in some lacks a receipt of the leader.
    fn count(
        &self,
        folder: &mut Folder,
        desk: &mut Desk<'_>,
        mut planted: Option<&mut BTreeSet<String>>,
    ) -> anyhow::Result<()> {
        for code in status::open_boxes(desk) {
            let number = desk.manifest.find(&code)?;
            let one = &desk.manifest.boxes()[number.index()];
            let mut votes = one.votes.clone();
            let others = desk.cast[number.index()] - votes.iter().sum::<u64>();
            let leader = desk.outcome.winners[0].index();
            if let Some(planted) = planted.as_deref_mut()
                && planted.len() < PLANTED
                && votes[leader] > 0
            {
                votes[leader] -= 1;
                planted.insert(code.clone());
            }
            for person in ["01", "02"] {
                let found = FoundRecord::Counted { votes: votes.clone(), others };
                let entry = EntryRecord { table: code.clone(), person: person.to_owned(), found };
                let step = StepRecord::Entry(entry);
                opened::step(folder, desk, step, Timestamp::now(), self.signer)?;
            }
        }
        Ok(())
    }
}

/// The pull list, and the worksheet of the first box.
fn papers(path: &Path, desk: &Desk<'_>) -> anyhow::Result<()> {
    let words = Words::new(Lang::from_tag(&desk.election.manifest.language).unwrap_or(Lang::Es));
    let open = status::open_boxes(desk);
    files::write_whole(&path.join("pull-list.pdf"), &pull_list(desk, &open, &words).pdf()?.pdf)?;
    if let Some(code) = open.first() {
        let pdf = worksheet(desk, code, &words).pdf()?.pdf;
        files::write_whole(&path.join("worksheet.pdf"), &pdf)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use ledger::Trust;
    use record::{SignedSheet, SignedStatement, Statement};
    use sample::{Shape, authority_key, log_key, sheet, station_key};

    use super::*;
    use crate::shell::{Outcome, log_dir};

    /// A log of an invented election, every sheet in it.
    fn log(folder: &Path, shape: &Shape) -> anyhow::Result<(Election, Collection)> {
        let election = Election::parse(&sample::election_files(shape))?;
        let first = Statement::of_election(&election.id, "authority");
        let key = authority_key(shape.seed);
        let mut entries = vec![SignedStatement::sign(first, &election.id, &key)?.bytes().to_vec()];
        for table in shape.all_tables() {
            let key = station_key(shape.seed, table);
            let sheet = sheet(shape, &election, table);
            entries.push(SignedSheet::sign(&sheet, &election.id, &key)?.bytes().to_vec());
        }
        log_dir::create(folder, None, &election, log_key(shape.seed))?.append(&entries)?;
        let mut log = log_dir::read(folder, &Trust::of_election(&election)?)?;
        let collection = log.replay(&election)?.0.collection;
        Ok((election, collection))
    }

    #[test]
    fn both_audits_end_and_can_be_taken_again() {
        let folder = tempfile::tempdir().unwrap();
        let shape = Shape { seed: 11, tables: 80, keys: true };
        println!("seed {}", shape.seed);
        let log_folder = folder.path().join("log-folder");
        let (election, collection) = log(&log_folder, &shape).unwrap();
        let signer = Signer { by: "authority".to_owned(), key: authority_key(shape.seed) };
        let told = run(folder.path(), &election, &collection, &log_folder, Some(&signer)).unwrap();
        // Two tables in a centre: ⌈54 %⌉ of two is two.
        assert_eq!(told.fixed_boxes, 80);
        assert_eq!(told.fixed_chance_log10, f64::NEG_INFINITY);
        assert!(told.confirmed && told.risk <= 0.05, "{}", told.risk);
        assert!(told.errors == PLANTED && told.draws > 20 && told.rounds > 0);
        for audit in ["audit", "audit-fixed"] {
            let path = folder.path().join(audit);
            assert_eq!(status::verify(&path, &election, true).unwrap(), Outcome::Fine);
            assert!(path.join("report-es.pdf").exists());
        }
        // One figure changed in one entry, and the chain does not hold any more.
        let path = folder.path().join("audit/steps/000006-entry.json");
        let text = std::fs::read_to_string(&path).unwrap();
        let changed = text.replacen("\"others\": ", "\"others\": 1", 1);
        assert_ne!(text, changed);
        std::fs::write(&path, changed).unwrap();
        let error = status::verify(&folder.path().join("audit"), &election, true).unwrap_err();
        assert!(error.to_string().starts_with("A529"), "{error}");
    }
}
