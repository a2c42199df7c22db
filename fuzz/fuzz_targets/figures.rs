//! Any figures can be checked: no sum overflows, no missing figure is taken for a number.
#![no_main]

mod election;

use libfuzzer_sys::fuzz_target;
use record::collection::Basis;
use record::count::MAX_COUNT;
use record::sheet::{Figures, check_figures};
use record::{ContestNo, Count, Rule, TableNo};

fuzz_target!(|bytes: &[u8]| {
    let Some((&[kind, table], rest)) = bytes.split_first_chunk() else { return };
    let counts: Vec<Count> = rest.as_chunks().0.iter().map(|four| count(*four)).collect();
    let Some((&[electors, voters_machine, voters_book, valid, null, blank], votes)) =
        counts.split_first_chunk()
    else {
        return;
    };
    let figures = Figures {
        contest: ContestNo(kind % 3),
        basis: if kind >= 128 { Basis::Candidates } else { Basis::Lists },
        votes,
        electors,
        voters_machine,
        voters_book,
        valid,
        null,
        blank,
    };
    let table = (table < 6).then_some(TableNo(table.into()));
    let found = check_figures(&election::ELECTION, table, &figures);
    let broken = |rule| found.iter().any(|breach| breach.rule == rule);
    if votes.iter().all(|count| count.number().is_none()) {
        assert!(!broken(Rule::NoValidVotes) && !broken(Rule::OneCandidateOnly));
    }
    if voters_machine.number().is_none() {
        assert!(!broken(Rule::SumNotVoters) && !broken(Rule::FullTurnout));
    }
});

/// Numbers mostly, the other three readings often enough.
fn count(bytes: [u8; 4]) -> Count {
    match u32::from_le_bytes(bytes) {
        number @ 0..=MAX_COUNT => Count::given(number).expect("within the bound"),
        other => [Count::ABSENT, Count::BLANK, Count::UNREADABLE][other as usize % 3],
    }
}
