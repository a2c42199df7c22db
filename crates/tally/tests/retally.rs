//! The fast road gives what the `csv` crate and a map give, for plain files and for all others.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

use std::collections::BTreeMap;

use proptest::prelude::*;
use tally::retally::RetallyError;
use tally::{Layout, retally, retally_from};

type Sums = BTreeMap<Vec<u8>, Vec<u64>>;

fn slowly(bytes: &[u8], layout: &Layout) -> Vec<Sums> {
    let mut levels = vec![Sums::new(); layout.group_columns.len()];
    let mut reader = csv::ReaderBuilder::new().has_headers(layout.header).from_reader(bytes);
    for record in reader.byte_records() {
        let record = record.unwrap();
        for (level, column) in levels.iter_mut().zip(&layout.group_columns) {
            let sums = level
                .entry(record[*column].to_vec())
                .or_insert_with(|| vec![0; layout.count_columns.len()]);
            for (sum, column) in sums.iter_mut().zip(layout.count_columns.clone()) {
                let field = std::str::from_utf8(&record[column]).unwrap();
                *sum += if field.is_empty() { 0 } else { field.parse::<u64>().unwrap() };
            }
        }
    }
    levels
}

fn fast(bytes: &[u8], layout: &Layout) -> Vec<Sums> {
    let in_memory = sums(&retally(bytes, layout).unwrap());
    let read_at = |offset: u64, buffer: &mut [u8]| {
        let start = usize::try_from(offset).unwrap();
        buffer.copy_from_slice(&bytes[start..start + buffer.len()]);
        Ok(())
    };
    let len = u64::try_from(bytes.len()).unwrap();
    let in_blocks = retally_from(len, read_at, layout).unwrap();
    assert_eq!(sums(&in_blocks), in_memory);
    in_memory
}

fn sums(result: &tally::Retally) -> Vec<Sums> {
    let level = |level: &tally::retally::Level| {
        level.iter().map(|(key, sums)| (key.to_vec(), sums.to_vec())).collect()
    };
    result.levels.iter().map(level).collect()
}

fn layout() -> Layout {
    Layout { group_columns: vec![0, 1], count_columns: 3..7, header: true }
}

/// Rows of state, centre, table and four counts; long enough to be read in several parts.
fn file(
    rows: &[(u8, u16, [u32; 4])],
    (end, last_end): (&str, bool),
    repeat: usize,
    quoted: bool,
) -> String {
    let mut text = format!("state,centre,table,a,b,c,d{end}");
    for (at, (state, centre, counts)) in rows.iter().cycle().take(rows.len() * repeat).enumerate() {
        let counts = counts.map(|count| match count % 11 {
            0 => String::new(),
            _ => count.to_string(),
        });
        let centre = match centre % 7 {
            0 if quoted => format!("\"c,\n\"\"{centre}\""),
            _ => format!("c{centre}"),
        };
        text += &format!("{state},{centre},{at},{}{end}", counts.join(","));
    }
    if !last_end {
        text.truncate(text.len() - end.len());
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn plain_and_other_files_give_the_same(
        rows in proptest::collection::vec(
            (
                0_u8..5,
                0_u16..50,
                [0_u32..999_999_999, 0_u32..400, 0_u32..12, 0_u32..12],
            ),
            1..60,
        ),
        repeat in prop_oneof![Just(1_usize), Just(300)],
        crlf: bool,
        last_end: bool,
        quoted: bool,
        bom: bool,
    ) {
        let end = if crlf { "\r\n" } else { "\n" };
        let mut text = file(&rows, (end, last_end), repeat, quoted);
        let slow = slowly(text.as_bytes(), &layout());
        if bom {
            text.insert(0, '\u{feff}');
        }
        prop_assert_eq!(fast(text.as_bytes(), &layout()), slow);
    }
}

#[test]
fn says_which_row_is_wrong() {
    let try_with = |body: &str| {
        retally(format!("s,c,t,a,b,c,d\n{body}").as_bytes(), &layout()).map(|_| ()).unwrap_err()
    };
    assert_eq!(
        try_with("1,2,3,4,5,6,7\n1,2,3,4,5,-6,7\n"),
        RetallyError::NotACount { row: 3, column: 6 }
    );
    assert_eq!(try_with("1,2,3,4,5,6,1000000000\n"), RetallyError::NotACount { row: 2, column: 7 });
    assert_eq!(
        try_with("1,2,3,4,5,6,7\n1,2,3,4,5,6\n"),
        RetallyError::Fields { row: 3, fields: 6, expected: 7 }
    );
    assert_eq!(
        retally(b"a,b\n1,2\n", &layout()).map(|_| ()).unwrap_err(),
        RetallyError::NoSuchColumn { columns: 2, named: 7 }
    );
    let twice = Layout { group_columns: vec![1, 1], count_columns: 2..3, header: true };
    assert_eq!(retally(b"", &twice).map(|_| ()).unwrap_err(), RetallyError::Layout);
}
