//! Announced totals: do they add up, can they and the sheets both be true, what do they settle.

mod arithmetic;
mod coverage;
mod held;
mod reconcile;
mod settle;

pub use arithmetic::ArithmeticIssue;
pub use coverage::{Room, Whole};
pub(crate) use held::Held;
pub use reconcile::{HeldCap, Least, Quantity, Reconciliation, Unreported};
pub use settle::Settles;

use record::{Announcement, AreaNo, CandidateNo, Rule, SourceNo};

use crate::Options;
use crate::caveat::Caveat;

/// One announcement held against itself and against the sheets that count.
#[derive(Clone, Debug)]
pub struct AnnouncementCheck {
    /// The source that brought it.
    pub source: SourceNo,
    /// Its position among that source's announcements.
    pub index: u32,
    /// The area it speaks of; none where the election file has no such area, and then nothing below
    /// could be checked but its arithmetic.
    pub area: Option<AreaNo>,
    /// Candidate keys that the election file does not have; their votes are left out of what follows.
    pub unresolved: Vec<String>,
    /// Candidates it names, in its order.
    pub named: Vec<CandidateNo>,
    /// C219: what does not add up inside it.
    pub arithmetic: Vec<ArithmeticIssue>,
    /// What the whole is taken to be.
    pub whole: Whole,
    /// What it leaves uncovered.
    pub room: Room,
    /// Can these totals and the sheets both be true? Every combination of how to treat unreported tables
    /// and of what bounds a table that is held.
    pub reconciliations: Vec<Reconciliation>,
    /// What the announced totals would settle, if true.
    pub announced: Settles,
    /// What the sheets settle, if authentic.
    pub sheets: Settles,
    /// What all this rests on.
    pub caveats: Vec<Caveat>,
}

impl AnnouncementCheck {
    /// C217 or C218: under the weakest assumptions considered, whether announcement and sheets can both be
    /// true. None where nothing could be compared.
    pub fn rule(&self) -> Option<Rule> {
        let weakest = self.weakest()?;
        Some(if weakest.different == Some(0) {
            Rule::AnnouncementPossible
        } else {
            Rule::AnnouncementImpossible
        })
    }

    /// The reconciliation that assumes least: unreported tables may count, held ones are bounded by their
    /// rolls.
    pub fn weakest(&self) -> Option<&Reconciliation> {
        self.reconciliations.first()
    }
}

/// Checks one announcement.
pub(crate) fn check(
    held: &Held<'_>,
    source: SourceNo,
    index: u32,
    announcement: &Announcement,
    options: &Options,
) -> AnnouncementCheck {
    let area = held.area(announcement);
    let (named, unresolved) = held.candidates(announcement);
    let mut caveats = Vec::new();
    let whole = Whole::of(held, area, announcement, options, &mut caveats);
    let room = Room::of(&whole, announcement, &mut caveats);
    let sheets = area.map(|area| held.sheets(area, &named, announcement));
    let reconciliations = sheets.as_ref().map_or_else(Vec::new, |sheets| {
        let votes = announced_votes(announcement, held);
        reconcile::all(sheets, &named, &votes, announcement, &whole, &room)
    });
    let announced = settle::announced(held, announcement, &room, options);
    let of_sheets = area.map_or_else(Settles::default, |area| {
        settle::sheets(held, area, &whole, options, announcement)
    });
    caveats.push(Caveat::ArithmeticOnly);
    caveats.push(Caveat::AuthenticSheets);
    caveats.sort_unstable();
    caveats.dedup();
    AnnouncementCheck {
        source,
        index,
        area,
        unresolved,
        named,
        arithmetic: arithmetic::issues(announcement),
        whole,
        room,
        reconciliations,
        announced,
        sheets: of_sheets,
        caveats,
    }
}

/// The votes announced for each candidate that the election file has, in the announcement's order.
fn announced_votes(announcement: &Announcement, held: &Held<'_>) -> Vec<u64> {
    let known = |key: &str| held.contest.candidate(key).is_some();
    announcement.votes.iter().filter(|one| known(&one.candidate)).map(|one| one.votes).collect()
}
