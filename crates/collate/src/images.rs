use record::{Collection, ContestNo, Digest, Rule, TableRef};
use tally::CopyRef;

use crate::finding::Draft;
use crate::tables::votes_on;
use crate::{Findings, Place};

/// C210: one image given for several tables, by one source or by several. One finding for each further
/// table, beside the first.
pub(crate) fn one_image_two_tables(
    contest: ContestNo,
    collections: &[Collection],
    findings: &mut Findings,
) {
    let mut images = images(contest, collections);
    images.sort_unstable();
    for same in images.chunk_by(|a, b| a.0 == b.0) {
        let (_, first_table, first) = same[0];
        let mut last = first_table;
        for (_, table, at) in same {
            if *table == last {
                continue;
            }
            last = *table;
            let place = match table {
                TableRef::Known(table) => Place::Table(*table),
                TableRef::Unknown(_) => Place::Unknown,
            };
            let draft = Draft {
                rule: Rule::OneImageTwoTables,
                contest,
                place,
                a: *at,
                b: first,
                kind: None,
                pattern: None,
                votes: votes_on(collections, *at),
            };
            findings.add(draft, [first.source, at.source]);
        }
    }
}

/// Images of standing copies; two tables that the election file does not know cannot be told apart
/// across sources, so those are left to C216.
fn images(contest: ContestNo, collections: &[Collection]) -> Vec<(Digest, TableRef, CopyRef)> {
    let mut images = Vec::new();
    for (collection, source) in collections.iter().zip(0..) {
        for (copy, at) in collection.copies.iter().zip(0..) {
            if let (Some(image), TableRef::Known(_)) = (copy.image, copy.table)
                && copy.contest == contest
                && copy.standing == record::Standing::Stands
            {
                let at = CopyRef { source: record::SourceNo(source), copy: at };
                images.push((image, copy.table, at));
            }
        }
    }
    images
}
