//! Sheets that break no rule, to be broken by whoever tests a rule.

use rand_chacha::ChaCha8Rng;
use record::{ContestNo, Count, Digest, Election, Sheet, TableNo};

use super::below;

/// Closing time within the generated election's window: 18:03:20 in its zone.
pub const CLOSED: u64 = 1_791_151_400;
/// Seconds that the table was open.
pub const OPEN_FOR: u32 = 43_400;

/// Measurement of the station software that the generated election knows.
pub fn software() -> Digest {
    Digest::of(b"station software of the generated election")
}

/// A given count.
pub fn count(number: u32) -> Count {
    Count::given(number).unwrap()
}

/// A sheet that breaks no rule: two lists have most votes, many have none, as on real sheets.
pub fn honest(
    election: &Election,
    table: TableNo,
    contest: ContestNo,
    random: &mut ChaCha8Rng,
) -> Sheet {
    let held: Vec<_> = election.contests_at(table).map(|held| held.no).collect();
    let place = held.iter().position(|held| *held == contest).expect("the contest is held here");
    let electors = election.tables.electors(table).number().unwrap_or(640);
    let lists = election.contest(contest).expect("a contest of the election").lists.len();
    let mut votes: Vec<u32> = (0..lists).map(|_| below(random, 12).saturating_sub(4)).collect();
    votes[0] = 120 + below(random, 40);
    votes[1] = 100 + below(random, 40);
    let null = below(random, 9);
    let voters = votes.iter().sum::<u32>() + null;
    Sheet {
        election_hint: election.id.hint(),
        table,
        contest,
        part: u8::try_from(place + 1).unwrap(),
        parts: u8::try_from(held.len()).unwrap(),
        serial: 1,
        replaces: None,
        closed: Some(CLOSED),
        open_for: Some(OPEN_FOR),
        electors: count(electors),
        voters_machine: count(voters),
        voters_book: count(voters),
        votes: votes.into_iter().map(count).collect(),
        null: count(null),
        blank: Count::ABSENT,
        software: software().prefix(),
    }
}
