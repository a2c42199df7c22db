//! An audit as its folder tells it: every step taken again, every draw and every risk computed again.

use std::collections::BTreeMap;

use audit::bounds::Outside;
use audit::comparison::Counts;
use audit::machine::{Audit, Entries, Entry, Measured, Step};
use audit::preconditions::{self, Evidence, Moment};
use audit::{AuditError, Bounds, BoxNo, Draw, Manifest, Outcome, Replacement, ReportedBox};
use audit::{RiskLimit, Seed};
use jiff::Timestamp;
use record::election::Contest;
use record::{Digest, Election, Rule};

use super::folder::Folder;
use super::measure::{self, Measurement};
use super::step::{BoxRecord, CommitRecord, DrawRecord, DrawnRecord, MeasureRecord, Method};
use super::step::{PlanRecord, SeedRecord, StepRecord, Winners};

/// Digits of a ticket that are shown.
const TICKET_DIGITS: usize = 18;
/// Two risks are the same up to this: logarithms differ between machines in their last digits.
const SAME_RISK: f64 = 1e-9;

/// An audit, replayed.
pub struct Desk<'a> {
    /// The election.
    pub election: &'a Election,
    /// The contest audited.
    pub contest: &'a Contest,
    /// The plan.
    pub plan: PlanRecord,
    /// What stood before the seed.
    pub commit: Option<CommitRecord>,
    /// The ceremony.
    pub seed: Option<SeedRecord>,
    /// The boxes that can be drawn: all but those declared lost.
    pub manifest: Manifest,
    /// Receipts expected in each of them.
    pub cast: Vec<u64>,
    /// The outcome as reported.
    pub outcome: Outcome,
    /// What each box can hide, as drawn by; the error where no sample can confirm the outcome.
    pub bounds: Result<Bounds, AuditError>,
    /// The state.
    pub audit: Audit,
    /// The draws, in their order.
    pub drawn: Vec<DrawnRecord>,
    /// Draws of each round.
    pub rounds: Vec<usize>,
    /// The risk after each round.
    pub risks: Vec<f64>,
    /// Why every box is counted, where that is so.
    pub full_count: Option<String>,
    /// What was entered, once the audit has ended.
    ended_with: Option<Entries>,
}

impl<'a> Desk<'a> {
    /// Takes every step of a folder again.
    ///
    /// # Errors
    /// The first step that does not hold: A528 for a draw, A529 for a changed file, A536 for a risk, or what the
    /// state machine refuses.
    pub fn replay(folder: &Folder, election: &'a Election) -> anyhow::Result<Self> {
        let Some(StepRecord::Plan(plan)) = folder.steps.first().map(|one| &one.step) else {
            return Err(changed("the first step is no plan"));
        };
        let mut desk = Self::planned(plan, &folder.boxes, folder.manifest, election)?;
        for file in &folder.steps[1..] {
            desk.take(&file.step, &folder.boxes)?;
        }
        Ok(desk)
    }

    /// An audit that was planned, and no more.
    pub fn planned(
        plan: &PlanRecord,
        boxes: &[BoxRecord],
        manifest: Digest,
        election: &'a Election,
    ) -> anyhow::Result<Self> {
        if plan.election != election.id {
            let detail =
                format!("the audit is of election {}: --election is that one", plan.election);
            return Err(AuditError::new(Rule::AuditArgumentUnusable, detail).into());
        }
        if plan.manifest != manifest {
            return Err(changed("manifest.json is not the one planned with"));
        }
        let contest = election.contest_by_key(&plan.contest);
        let contest = contest.ok_or_else(|| changed("the contest is not in the election file"))?;
        let limit = RiskLimit::from_millionths(plan.risk_limit.millionths())?;
        let outcome = outcome(plan, boxes, contest)?;
        let (manifest, cast) = present(boxes, &outcome, &[])?;
        let count = u32::try_from(manifest.len())?;
        let bounds = bounds(plan, &manifest, &outcome, 0);
        Ok(Self {
            election,
            contest,
            plan: plan.clone(),
            commit: None,
            seed: None,
            manifest,
            cast,
            outcome,
            bounds,
            audit: Audit::plan(limit, count),
            drawn: Vec::new(),
            rounds: Vec::new(),
            risks: Vec::new(),
            full_count: None,
            ended_with: None,
        })
    }

    /// What the machine makes of a step; the desk changes only where it is taken.
    pub fn take(&mut self, step: &StepRecord, boxes: &[BoxRecord]) -> anyhow::Result<()> {
        match step {
            StepRecord::Plan(_) => return Err(changed("a second plan")),
            StepRecord::Commit(commit) => self.commit(commit, boxes)?,
            StepRecord::Seed(seed) => {
                let next = self.audit.apply(Step::Seed(self.checked_seed(seed)?))?;
                (self.audit, self.seed) = (next, Some(seed.clone()));
            }
            StepRecord::Draw(draw) => {
                if self.next_round(draw.drawn.len())? != *draw {
                    let detail = format!("round {}", draw.round);
                    return Err(AuditError::new(Rule::AuditDrawDiffers, detail).into());
                }
                let numbers = draw.drawn.iter().map(|one| self.manifest.find(&one.table));
                let numbers = numbers.collect::<Result<Vec<_>, _>>()?;
                self.audit = self.audit.apply(Step::Draw(numbers))?;
                self.rounds.push(draw.drawn.len());
                self.drawn.extend(draw.drawn.iter().cloned());
            }
            StepRecord::Entry(entry) => {
                let number = self.manifest.find(&entry.table)?;
                let found = entry.found.clone().into();
                // What cannot be a count of this box is refused before anybody signs it.
                Counts::new().add(
                    &self.manifest,
                    number,
                    audit::comparison::Found::clone(&found),
                )?;
                let step = Step::Enter(number, Entry { person: entry.person.clone(), found });
                self.audit.take(step)?;
            }
            StepRecord::Measure(measured) => self.measured(measured)?,
            StepRecord::GiveUp(give_up) => {
                self.audit = self.audit.apply(Step::GiveUp)?;
                self.full_count = Some(give_up.why.clone());
            }
        }
        Ok(())
    }

    /// The next draws of the order that the seed gives: `size` of them.
    pub fn next_round(&self, size: usize) -> anyhow::Result<DrawRecord> {
        let Some(seed) = &self.seed else {
            let detail = format!("`draw` while {}", self.audit.name());
            return Err(AuditError::new(Rule::AuditStepNotAllowed, detail).into());
        };
        let seed = Seed::from_dice(&seed.digits)?;
        let ids = self.manifest.ids();
        let wanted = self.drawn.len().checked_add(size);
        let end = wanted.filter(|end| *end <= audit::sampler::MAX_DRAWS).ok_or_else(|| {
            let detail = format!("{size} draws, {} at most", audit::sampler::MAX_DRAWS);
            AuditError::new(Rule::AuditSampleTooLarge, detail)
        })?;
        let order: Vec<DrawnRecord> = match self.plan.method {
            Method::Fixed => {
                let mut tickets = Vec::new();
                let maker = audit::TicketMaker::new(&seed);
                for code in self.fixed_draw(&seed)? {
                    let ticket = maker.first(&code).trimmed(TICKET_DIGITS).to_owned();
                    tickets.push(DrawnRecord { table: code, ticket, generation: 1 });
                }
                tickets
            }
            method => {
                let replacement = match method {
                    Method::WithoutReplacement => Replacement::Without,
                    _ => Replacement::With,
                };
                let weights = self.bounds.clone()?.weights()?;
                let draw = Draw::weighted(&ids, &weights, &seed, replacement)?;
                let record = |one: audit::Drawn| DrawnRecord {
                    table: ids[one.index].to_owned(),
                    ticket: one.ticket.trimmed(TICKET_DIGITS).to_owned(),
                    generation: one.generation,
                };
                draw.take(end).map(record).collect()
            }
        };
        if end > order.len() {
            let detail = format!("{end} of {} boxes", order.len());
            return Err(AuditError::new(Rule::AuditSampleTooLarge, detail).into());
        }
        let drawn = order[self.drawn.len()..end].to_vec();
        Ok(DrawRecord { round: self.rounds.len() + 1, drawn })
    }

    /// Number of boxes of the fixed draw.
    pub fn fixed_size(&self) -> anyhow::Result<usize> {
        Ok(measure::strata(self)?.iter().map(|one| one.drawn).sum::<u64>().try_into()?)
    }

    /// Entries so far.
    pub fn entries(&self) -> Option<&Entries> {
        match &self.audit {
            Audit::Counting(sample) | Audit::Measured(sample) => Some(&sample.entries),
            Audit::FullCount(full) => Some(&full.entries),
            _ => self.ended_with.as_ref(),
        }
    }

    /// The centre of each box, by its area.
    pub fn centre(&self, table: &str) -> Option<record::AreaNo> {
        self.election.tables.find(table).map(|table| self.election.tables.area(table))
    }

    fn commit(&mut self, commit: &CommitRecord, boxes: &[BoxRecord]) -> anyhow::Result<()> {
        let lost: Vec<&str> = commit.inventory.lost.iter().map(String::as_str).collect();
        let known = |code: &&&str| boxes.iter().all(|one| one.table != ***code);
        if let Some(unknown) = lost.iter().find(known) {
            return Err(AuditError::new(Rule::AuditBoxUnknown, (*unknown).to_owned()).into());
        }
        let (manifest, cast) = present(boxes, &self.outcome, &lost)?;
        let (mut elsewhere, mut outside) = (vec![0; self.outcome.choices], 0_u64);
        for one in boxes.iter().filter(|one| lost.contains(&one.table.as_str())) {
            outside += one.bound;
            for (sum, votes) in elsewhere.iter_mut().zip(&one.votes) {
                *sum += votes;
            }
        }
        preconditions::all_met(&Evidence {
            commitment: Some(&commit.commitment),
            manifest: &manifest,
            outcome: &self.outcome,
            announced: self.plan.announced.as_deref(),
            elsewhere: &elsewhere,
            bounds_from: self.plan.bounds_from,
            inventory: Some(&commit.inventory),
        })?;
        if commit.commitment.manifest != self.plan.manifest {
            return Err(changed("the commitment is to another manifest"));
        }
        let limit = RiskLimit::from_millionths(self.plan.risk_limit.millionths())?;
        let planned = Audit::plan(limit, u32::try_from(manifest.len())?);
        // Lost boxes are not drawn, so the machine counts the others.
        let audit = match &self.audit {
            Audit::Planned(_) => planned.apply(Step::Commit(commit.commitment.clone()))?,
            other => other.apply(Step::Commit(commit.commitment.clone()))?,
        };
        self.bounds = bounds(&self.plan, &manifest, &self.outcome, outside);
        (self.manifest, self.cast, self.audit) = (manifest, cast, audit);
        self.commit = Some(commit.clone());
        Ok(())
    }

    fn checked_seed(&self, seed: &SeedRecord) -> anyhow::Result<Seed> {
        let Some(commit) = &self.commit else {
            let detail = format!("`seed` while {}", self.audit.name());
            return Err(AuditError::new(Rule::AuditStepNotAllowed, detail).into());
        };
        let at = moment(seed.at)?;
        Ok(preconditions::seed(&seed.digits, at, &commit.commitment, &commit.inventory)?)
    }

    fn measured(&mut self, record: &MeasureRecord) -> anyhow::Result<()> {
        let Measurement { risk, hopeless, .. } = measure::all_drawn(self)?;
        let same = (risk - record.risk).abs() <= SAME_RISK && hopeless == record.hopeless;
        if !same {
            let detail = format!("recorded {}, computed {risk}", record.risk);
            return Err(AuditError::new(Rule::AuditRiskDiffers, detail).into());
        }
        let measured = Measured { risk, hopeless: hopeless.is_some() };
        let entries = self.entries().cloned();
        self.audit = self.audit.apply(Step::Measure(measured))?;
        self.risks.push(risk);
        self.ended_with = entries;
        if hopeless.is_some() {
            self.full_count = hopeless;
        }
        Ok(())
    }

    fn fixed_draw(&self, seed: &Seed) -> anyhow::Result<Vec<String>> {
        let share = self.plan.share.map_or(0, |share| share.millionths());
        let centres: Vec<(record::AreaNo, &str)> = self
            .manifest
            .ids()
            .into_iter()
            .filter_map(|id| self.centre(id).map(|centre| (centre, id)))
            .collect();
        let drawn = audit::sampler::fixed_share(&centres, share, seed)?;
        Ok(drawn.into_values().flatten().map(str::to_owned).collect())
    }

    /// Every count that two people agree on.
    pub fn counts(&self) -> anyhow::Result<Counts> {
        let mut counts = Counts::new();
        for number in self.entries().into_iter().flat_map(Entries::boxes) {
            if let Some(found) = self.entries().and_then(|entries| entries.settled(number)) {
                counts.add(&self.manifest, number, found.clone())?;
            }
        }
        Ok(counts)
    }

    /// Draws so far as places in the manifest.
    pub fn numbers(&self) -> anyhow::Result<Vec<BoxNo>> {
        let numbers = self.drawn.iter().map(|one| self.manifest.find(&one.table));
        Ok(numbers.collect::<Result<_, _>>()?)
    }

    /// Boxes by their municipality: the second level of areas, or the centre where there are fewer.
    pub fn by_municipality(&self) -> BTreeMap<String, Vec<BoxNo>> {
        let mut groups: BTreeMap<String, Vec<BoxNo>> = BTreeMap::new();
        for (at, one) in self.manifest.boxes().iter().enumerate() {
            let Some(number) = BoxNo::from_index(at) else { continue };
            let names = self.centre(&one.id).map(|area| self.election.areas.names(area));
            let names = names.unwrap_or_default();
            let name = names.iter().take(2).copied().collect::<Vec<_>>().join(" · ");
            groups.entry(name).or_default().push(number);
        }
        groups
    }
}

/// Seconds since 1970.
pub fn moment(at: Timestamp) -> anyhow::Result<Moment> {
    Ok(u64::try_from(at.as_second())?)
}

fn changed(detail: &str) -> anyhow::Error {
    AuditError::new(Rule::AuditFileChanged, detail).into()
}

fn outcome(plan: &PlanRecord, boxes: &[BoxRecord], contest: &Contest) -> anyhow::Result<Outcome> {
    let mut totals = vec![0_u64; plan.choices.len()];
    for one in boxes {
        for (total, votes) in totals.iter_mut().zip(&one.votes) {
            *total = total.saturating_add(*votes);
        }
    }
    Ok(match plan.winners {
        Winners::Plurality => Outcome::plurality(&totals, usize::from(contest.seats))?,
        Winners::MajorityOrRunoff => Outcome::majority_or_runoff(&totals)?,
    })
}

fn present(
    boxes: &[BoxRecord],
    outcome: &Outcome,
    lost: &[&str],
) -> anyhow::Result<(Manifest, Vec<u64>)> {
    let there: Vec<_> = boxes.iter().filter(|one| !lost.contains(&one.table.as_str())).collect();
    let reported = there
        .iter()
        .map(|one| ReportedBox {
            id: one.table.clone(),
            votes: one.votes.clone(),
            bound: one.bound,
        })
        .collect();
    let manifest = Manifest::new(reported, outcome)?;
    let cast: BTreeMap<&str, u64> = there.iter().map(|one| (&one.table[..], one.cast)).collect();
    let cast = manifest.boxes().iter().map(|one| cast[one.id.as_str()]).collect();
    Ok((manifest, cast))
}

/// Votes of lost boxes do not count for the margin, and the ballots they may have held count against it.
fn bounds(
    plan: &PlanRecord,
    manifest: &Manifest,
    outcome: &Outcome,
    lost: u64,
) -> Result<Bounds, AuditError> {
    let outside = Outside { announced: None, unauditable: Some(lost), pending: plan.pending };
    Ok(Bounds::new(manifest, outcome, &outside)?.as_drawn())
}
