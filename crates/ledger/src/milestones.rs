//! When each sheet was closed, received, logged and published, as far as somebody signed it: so that a sheet
//! that came late is told apart from one that was altered. No time here is from a clock of ours.
//!
//! A table's closing is what its station signed. A sheet is *logged* at the latest when somebody first cosigned
//! a checkpoint with it, and *published* at the latest when a quorum had. Between two checkpoints nobody outside
//! can tell more. Reception is a gateway's to sign; without one it is absent.

use record::{ContestNo, Rule, TableNo, TableRef};

use crate::Replay;
use crate::trust::{CLOCK_SKEW, Verified};

/// The times of one sheet, in seconds since 1970; what nobody signed is absent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Milestones {
    /// The table.
    pub table: TableNo,
    /// The contest.
    pub contest: ContestNo,
    /// Place in the log.
    pub entry: u64,
    /// Serial number of the sheet: above 1 for a correction.
    pub serial: u32,
    /// When the station says that the table closed.
    pub closed: Option<u64>,
    /// When a gateway says that it received the sheet.
    pub received: Option<u64>,
    /// The earliest time of a cosignature over a checkpoint with the sheet.
    pub logged: Option<u64>,
    /// The earliest time at which a quorum had cosigned such a checkpoint.
    pub published: Option<u64>,
}

/// A time that cannot be right, or is worth a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Implausible {
    /// L450 to L452.
    pub rule: Rule,
    /// The entry it is about; none for a cosigner's clock.
    pub entry: Option<u64>,
    /// What was seen.
    pub detail: String,
}

impl Milestones {
    /// Seconds from closing to the log; none where one of the two is absent or the clocks contradict each other.
    pub fn delay(&self) -> Option<u64> {
        self.logged?.checked_sub(self.closed?)
    }
}

/// The times of every sheet of a log, in its order, from the checkpoints that were kept of it.
pub fn milestones(log: &Replay<'_>, kept: &[Verified]) -> Vec<Milestones> {
    let kept = Kept::of(kept);
    let sheets = log.collection.copies.iter().zip(&log.closed);
    sheets
        .filter_map(|(copy, closed)| {
            let TableRef::Known(table) = copy.table else { return None };
            let entry = u64::from(copy.place);
            let (logged, published) = kept.first_with(entry);
            let (contest, serial) = (copy.contest, copy.serial);
            let (closed, received) = (*closed, None);
            Some(Milestones { table, contest, entry, serial, closed, received, logged, published })
        })
        .collect()
}

/// Times that contradict each other, and sheets logged more than `late` seconds after closing.
pub fn implausible(all: &[Milestones], kept: &[Verified], late: u64) -> Vec<Implausible> {
    let mut found = Vec::new();
    for one in all {
        let (Some(closed), Some(logged)) = (one.closed, one.logged) else { continue };
        let add = |rule, detail| Implausible { rule, entry: Some(one.entry), detail };
        if closed > logged.saturating_add(CLOCK_SKEW) {
            let detail = format!("closed {} s after it was logged", closed - logged);
            found.push(add(Rule::ClosedAfterLogged, detail));
        } else if logged.saturating_sub(closed) > late {
            let detail = format!("logged {} s after closing", logged - closed);
            found.push(add(Rule::LoggedLate, detail));
        }
    }
    found.extend(backwards(kept));
    found
}

/// L451: a cosigner that signed more entries at an earlier time.
fn backwards(kept: &[Verified]) -> Vec<Implausible> {
    let mut signed: Vec<(&str, u64, u64)> = kept
        .iter()
        .flat_map(|one| {
            one.cosigned.iter().map(|(name, at)| (name.as_str(), one.checkpoint.size, *at))
        })
        .collect();
    signed.sort_unstable();
    let backwards = |two: &&[(&str, u64, u64)]| {
        two[0].0 == two[1].0 && two[0].2 > two[1].2.saturating_add(CLOCK_SKEW)
    };
    signed
        .windows(2)
        .filter(backwards)
        .map(|two| {
            let ((name, before, then), (_, after, now)) = (two[0], two[1]);
            let earlier = then - now;
            let detail = format!("{name} signed {after} entries {earlier} s before {before}");
            Implausible { rule: Rule::CosignerClock, entry: None, detail }
        })
        .collect()
}

/// For every size kept, the earliest times from there on.
struct Kept(Vec<(u64, Option<u64>, Option<u64>)>);

impl Kept {
    fn of(kept: &[Verified]) -> Self {
        let mut all: Vec<_> = kept
            .iter()
            .map(|one| {
                let logged = one.cosigned.iter().map(|(_, at)| *at).min();
                (one.checkpoint.size, logged, one.published())
            })
            .collect();
        all.sort_unstable_by_key(|(size, ..)| *size);
        let mut after = (None, None);
        for (_, logged, published) in all.iter_mut().rev() {
            after = (earlier(*logged, after.0), earlier(*published, after.1));
            (*logged, *published) = after;
        }
        Self(all)
    }

    fn first_with(&self, entry: u64) -> (Option<u64>, Option<u64>) {
        let at = self.0.partition_point(|(size, ..)| *size <= entry);
        self.0.get(at).map_or((None, None), |(_, logged, published)| (*logged, *published))
    }
}

fn earlier(a: Option<u64>, b: Option<u64>) -> Option<u64> {
    a.into_iter().chain(b).min()
}
