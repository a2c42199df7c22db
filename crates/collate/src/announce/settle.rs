use record::{Announcement, AreaNo, CandidateNo};
use serde::Serialize;
use tally::Ratio;
use tally::irreversibility::{Arithmetic, Cap, Conditional, Race, arithmetic, conditional};
use tally::partial::{MarginBounds, margin_bounds};

use super::{Held, Room, Whole};
use crate::Options;

/// What totals settle about the winner: level A, level B and bounds on the margin.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Settles {
    /// Last winner.
    #[serde(skip)]
    pub winner: Option<CandidateNo>,
    /// First loser.
    #[serde(skip)]
    pub runner_up: Option<CandidateNo>,
    /// Level A; none where the outstanding electors are not known.
    pub arithmetic: Option<Arithmetic>,
    /// Level B; none without an assumed turnout.
    pub conditional: Option<Conditional>,
    /// The margin of the last winner over the first loser, whatever the outstanding tables hold.
    pub bounds: Option<MarginBounds>,
}

/// What announced totals would settle, if true.
pub(super) fn announced(
    held: &Held<'_>,
    announcement: &Announcement,
    room: &Room,
    options: &Options,
) -> Settles {
    let (candidates, votes): (Vec<_>, Vec<_>) = announcement
        .votes
        .iter()
        .filter_map(|one| Some((held.contest.candidate(&one.candidate)?, one.votes)))
        .unzip();
    // Without a coverage the room says tables only: what is outstanding is then known to be nothing.
    let outstanding = match (room.electors, room.tables) {
        (Some(electors), _) => Some(electors),
        (None, Some(0)) => Some(0),
        _ => None,
    };
    settles(held.contest.seats, &candidates, &votes, outstanding, turnout(announcement, options))
}

/// What the sheets settle, if authentic.
pub(super) fn sheets(
    held: &Held<'_>,
    area: AreaNo,
    whole: &Whole,
    options: &Options,
    announcement: &Announcement,
) -> Settles {
    let votes = held.totals.candidates(area);
    let candidates: Vec<_> = (0..votes.len()).filter_map(CandidateNo::from_index).collect();
    let turnout = turnout(announcement, options);
    settles(held.contest.seats, &candidates, votes, whole.unheld_electors, turnout)
}

fn settles(
    seats: u16,
    candidates: &[CandidateNo],
    votes: &[u64],
    outstanding: Option<u64>,
    turnout: Option<Ratio>,
) -> Settles {
    let Some(race) = Race::of(votes, seats) else { return Settles::default() };
    let arithmetic =
        outstanding.map(|outstanding| arithmetic(race.lead, outstanding, Cap::Electors));
    Settles {
        winner: Some(candidates[race.last_winner]),
        runner_up: Some(candidates[race.first_loser]),
        arithmetic,
        conditional: arithmetic
            .zip(turnout)
            .and_then(|(level, turnout)| conditional(&level, turnout)),
        bounds: outstanding.and_then(|outstanding| {
            margin_bounds(votes[race.last_winner], votes[race.first_loser], outstanding)
        }),
    }
}

/// The turnout to assume: the option's, or else the announcement's own.
fn turnout(announcement: &Announcement, options: &Options) -> Option<Ratio> {
    options.turnout.or_else(|| {
        let (voters, electors) = (announcement.voters?, announcement.electors?);
        Ratio::new(i128::from(voters), i128::from(electors)).ok()
    })
}
