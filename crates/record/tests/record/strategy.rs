//! Every sheet there can be, for property tests.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use record::count::MAX_COUNT;
use record::{ContestNo, Count, Sheet, TableNo};

/// Any count: the four readings alike, numbers of every width.
pub(crate) fn count() -> impl Strategy<Value = Count> {
    prop_oneof![
        Just(Count::ABSENT),
        Just(Count::BLANK),
        Just(Count::UNREADABLE),
        Just(Count::ZERO),
        (0_u32..24).prop_map(given),
        (24_u32..=255).prop_map(given),
        (256_u32..=65_535).prop_map(given),
        (65_536..=MAX_COUNT).prop_map(given),
    ]
}

/// Any sheet with up to `most` lists, whether or not it makes sense.
pub(crate) fn sheet(most: usize) -> impl Strategy<Value = Sheet> {
    let place = (any::<[u8; 4]>(), any::<u32>(), any::<u8>(), any::<u8>(), any::<u8>());
    let history = (
        any::<u32>(),
        option::of(any::<record::SheetPrefix>()),
        option::of(any::<u64>()),
        option::of(any::<u32>()),
    );
    let counts = ([count(), count(), count(), count(), count()], vec(count(), 0..=most));
    (place, history, counts, any::<[u8; 8]>()).prop_map(
        |(
            (election_hint, table, contest, part, parts),
            (serial, replaces, closed, open_for),
            ([electors, voters_machine, voters_book, null, blank], votes),
            software,
        )| Sheet {
            election_hint,
            table: TableNo(table),
            contest: ContestNo(contest),
            part,
            parts,
            serial,
            replaces,
            closed,
            open_for,
            electors,
            voters_machine,
            voters_book,
            votes,
            null,
            blank,
            software,
        },
    )
}

fn given(number: u32) -> Count {
    Count::given(number).unwrap()
}
