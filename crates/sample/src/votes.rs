use std::fmt::Write as _;

use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use record::{ContestNo, Count, Digest, Election, Sheet, TableNo};

use crate::Shape;
use crate::shape::{LISTS, LISTS_OF};

/// Weight of each candidate among those who vote, before a state's leaning.
const WEIGHTS: [u32; 10] = [400, 60, 30, 40, 50, 15, 20, 460, 20, 25];
/// Weight of a null vote.
const NULL_WEIGHT: u32 = 3;
/// Polls close at 18:00 local time, 2 June 2030.
const CLOSE: u64 = 1_906_668_000;

/// What really happened at an invented table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableFigures {
    /// Electors on the roll.
    pub electors: u32,
    /// Voters, on the machine and in the book alike.
    pub voters: u32,
    /// Votes per list.
    pub votes: Vec<u32>,
    /// Null votes.
    pub null: u32,
}

/// The figures of one table.
pub fn figures(shape: &Shape, table: TableNo) -> TableFigures {
    let mut random = random(shape, 1, table.0);
    let electors = electors(shape, table);
    let place = shape.place(shape.centre_of(table));
    let turnout = 450 + random.random_range(0..300_u32);
    let voters = electors * turnout / 1000;
    let chances = chances(shape, place.state, &mut random);
    let all: u32 = chances.iter().sum();
    let mut votes = vec![0; usize::try_from(LISTS).expect("small")];
    let mut null = 0;
    for _ in 0..voters {
        let mut drawn = random.random_range(0..all);
        let slot = chances.iter().position(|chance| {
            let hit = drawn < *chance;
            drawn = drawn.saturating_sub(*chance);
            hit
        });
        match slot.and_then(|slot| votes.get_mut(slot)) {
            Some(list) => *list += 1,
            None => null += 1,
        }
    }
    TableFigures { electors, voters, votes, null }
}

/// The unsigned sheet of one table, as its station would declare it.
pub fn sheet(shape: &Shape, election: &Election, table: TableNo) -> Sheet {
    let figures = figures(shape, table);
    let given = |number: u32| Count::given(number).expect("a table's count");
    Sheet {
        election_hint: election.id.hint(),
        table,
        contest: ContestNo(0),
        part: 1,
        parts: 1,
        serial: 1,
        replaces: None,
        closed: Some(CLOSE + u64::from(table.0 % 5_400)),
        open_for: Some(43_200 + table.0 % 5_400),
        electors: given(figures.electors),
        voters_machine: given(figures.voters),
        voters_book: given(figures.voters),
        votes: figures.votes.iter().map(|votes| given(*votes)).collect(),
        null: given(figures.null),
        blank: Count::ZERO,
        software: Digest::of(b"cotejo/sample station software").prefix(),
    }
}

/// The results of all tables as a CSV in Cotejo's own layout.
pub fn results_csv(shape: &Shape) -> String {
    let mut text =
        String::from("table,contest,electors,voters_machine,voters_book,valid,null,blank");
    for list in 1..=LISTS {
        let _ = write!(text, ",{}", 1000 + list);
    }
    text.push('\n');
    for table in shape.all_tables() {
        let of = figures(shape, table);
        let valid: u32 = of.votes.iter().sum();
        let _ = write!(
            text,
            "{},president,{},{},{},{valid},{},0",
            shape.code(table),
            of.electors,
            of.voters,
            of.voters,
            of.null
        );
        for votes in &of.votes {
            let _ = write!(text, ",{votes}");
        }
        text.push('\n');
    }
    text
}

/// Electors of a table: between 300 and 899.
pub(crate) fn electors(shape: &Shape, table: TableNo) -> u32 {
    random(shape, 0, table.0).random_range(300..900)
}

/// Chances of each list, and of a null vote last: a state leans one way, a table a little.
fn chances(shape: &Shape, state: u32, of_table: &mut ChaCha8Rng) -> Vec<u32> {
    let mut of_state = random(shape, 2, state);
    let mut chances = Vec::new();
    for (weight, lists) in WEIGHTS.into_iter().zip(LISTS_OF) {
        let leaning = of_state.random_range(70..130_u32) * of_table.random_range(85..115_u32);
        let weight = weight * leaning;
        for list in 0..lists {
            // The first list of a candidate is the large one.
            let part = if list == 0 { weight * 7 / 10 } else { weight * 3 / 10 / lists };
            chances.push(part + 1);
        }
    }
    chances.push(NULL_WEIGHT * 10_000);
    chances
}

pub(crate) fn random(shape: &Shape, stream: u64, number: u32) -> ChaCha8Rng {
    let mut random = ChaCha8Rng::seed_from_u64(shape.seed);
    random.set_stream(stream << 32 | u64::from(number));
    random
}
