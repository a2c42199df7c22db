//! Tests find what was planted, and leave honest tables alone.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

use forensics::report::Detail;
use forensics::test::digits::{last_digits, second_digits};
use forensics::test::fingerprint::{Point, fingerprint};
use forensics::test::homogeneity::homogeneity;
use forensics::test::identical::identical;
use forensics::test::integers::{Grid, RoundShares};
use forensics::test::integrity::integrity;
use forensics::{Input, TableRow, Tables, Test};
use record::{AreaNo, Election, TableNo};
use sample::{Shape, election_files, figures};

const SEED: u64 = 11;
const TABLES: u32 = 2_000;

fn row(table: u32, centre: u32) -> TableRow {
    TableRow {
        table: TableNo(table),
        centre: AreaNo(centre),
        electors: None,
        voters: None,
        valid: 0,
        declared: None,
        null: None,
        blank: None,
    }
}

/// The votes per candidate of an honest invented election, two tables to a centre.
fn honest() -> (Election, Vec<(TableRow, Vec<u32>)>) {
    println!("seed {SEED}");
    let shape = Shape { seed: SEED, tables: TABLES, keys: false };
    let election = Election::parse(&election_files(&shape)).unwrap();
    let contest = &election.contests[0];
    let tables = election.tables.iter().map(|table| {
        let of = figures(&shape, table);
        let mut votes = vec![0; contest.candidates.len()];
        for (list, count) in contest.lists.iter().zip(&of.votes) {
            votes[list.candidate.index()] += count;
        }
        let row = TableRow {
            centre: election.tables.area(table),
            electors: Some(of.electors),
            voters: Some(of.voters),
            null: Some(of.null),
            blank: Some(0),
            ..row(table.0, 0)
        };
        (row, votes)
    });
    let tables = tables.collect();
    (election, tables)
}

fn tables(rows: &[(TableRow, Vec<u32>)]) -> Tables {
    let mut tables = Tables::new(rows[0].1.len());
    for (row, votes) in rows {
        tables.push(*row, votes).unwrap();
    }
    tables
}

#[test]
fn an_honest_election_raises_no_alarm_and_every_result_is_a_number() {
    let (election, rows) = honest();
    let tables = tables(&rows);
    let found = forensics::report(&Input {
        contest: &election.contests[0],
        tables: &tables,
        announcements: &[],
        pairs: &[],
        times: None,
        calibration: None,
    });
    assert_eq!(found.tables, rows.len());
    for one in &found.results {
        assert!(!one.asks(), "{one:?}");
        assert!(!matches!(one.detail, Detail::None(_)), "{one:?}");
        let p = [one.p, one.p_holm];
        assert!(p.iter().flatten().all(|p| (0.0..=1.0).contains(p)), "{one:?}");
    }
    assert!(found.tests_run >= 10, "{}", found.tests_run);
    // Descriptions never enter the adjustment.
    let described = [Test::SecondDigits, Test::Fingerprint, Test::Arithmetic];
    assert!(
        found.results.iter().filter(|one| described.contains(&one.test)).all(|one| one.p.is_none())
    );
}

#[test]
fn a_table_whose_votes_were_swapped_stands_out_in_its_centre() {
    let (_, mut rows) = honest();
    let before = tables(&rows);
    let order = before.by_votes();
    let (first, second) = (order[0], order[1]);
    // Where the two are far apart: swapping equal counts changes nothing.
    let gap = |votes: &[u32]| votes[first].abs_diff(votes[second]);
    let at = (0..rows.len()).max_by_key(|at| gap(&rows[*at].1)).unwrap();
    let moved = gap(&rows[at].1);
    rows[at].1.swap(first, second);
    let found = homogeneity(&tables(&rows), first, second).unwrap();
    println!("{moved} votes moved at {at}: p {}, phi {}", found.p, found.phi);
    assert!(found.p < 1e-4 && found.phi > 1.0, "{} {}", found.p, found.phi);
    // Of two tables neither is known to be the wrong one: the centre is what stands out.
    assert_eq!(found.flagged_centres[0].centre, rows[at].0.centre);
    let centre = rows[at].0.centre;
    let named = found.flagged_tables[0].table;
    assert!(rows.iter().any(|(row, _)| row.table == named && row.centre == centre));
    assert!(found.votes >= u64::from(moved) / 4, "{} of {moved}", found.votes);
}

#[test]
fn chi_square_of_a_centre_by_hand() {
    let mut two = Tables::new(3);
    two.push(row(0, 1), &[60, 30, 10]).unwrap();
    two.push(row(1, 1), &[40, 50, 10]).unwrap();
    two.push(row(2, 2), &[10, 10, 10]).unwrap();
    let found = homogeneity(&two, 0, 1).unwrap();
    // Expected 50, 40, 10 at both: 2 (100/50 + 100/40 + 0) = 9 on 2 degrees of freedom.
    assert!((found.chi_square - 9.0).abs() < 1e-12 && found.df == 2);
    assert_eq!((found.centres, found.tables), (1, 2));
    // exp(−chi²/φ/2) with φ = 4.5.
    assert!((found.p - (-1.0_f64).exp()).abs() < 1e-12, "{}", found.p);
}

#[test]
fn counts_ending_in_nought_and_five_are_found_and_honest_ones_are_not() {
    let (_, rows) = honest();
    let share =
        |at: usize| rows.iter().map(move |(_, votes)| (votes[at], votes.iter().sum::<u32>()));
    let first = tables(&rows).by_votes()[0];
    let honest = last_digits(share(first)).unwrap();
    assert!(honest.p > 0.001, "{honest:?}");
    assert!((honest.expected.iter().sum::<f64>() - honest.counts as f64).abs() < 1e-6);
    let typed = share(first).map(|(part, whole)| (part / 5 * 5, whole));
    let typed = last_digits(typed).unwrap();
    assert!(typed.p < 1e-9, "{typed:?}");
    assert!(second_digits(rows.iter().map(|(_, votes)| votes[first])).is_ok());
}

#[test]
fn shares_made_whole_are_found_and_their_number_is_the_excess() {
    let (_, rows) = honest();
    let shares: Vec<_> =
        rows.iter().map(|(_, votes)| (votes[0], votes.iter().sum::<u32>())).collect();
    let whole = |shares: Vec<(u32, u32)>| {
        RoundShares::of(shares.into_iter()).unwrap().found(Grid::Whole).unwrap()
    };
    let before = whole(shares.to_vec());
    let made = shares.iter().enumerate().map(|(at, (part, whole))| match at % 10 {
        // A share of 40 % exactly.
        0 => (whole / 5 * 2, whole / 5 * 5),
        _ => (*part, *whole),
    });
    let after = whole(made.collect());
    println!("{before:?}\n{after:?}");
    assert!(before.p > 0.001 && after.p < 1e-6);
}

#[test]
fn equal_tables_are_counted_in_pairs_beside_what_chance_gives() {
    let (_, mut rows) = honest();
    let order = tables(&rows).by_votes();
    let before = identical(&tables(&rows), order[0], order[1]).unwrap();
    for at in 0..20 {
        rows[at + 1_000].1 = rows[at].1.clone();
    }
    let after = identical(&tables(&rows), order[0], order[1]).unwrap();
    println!("{before:?}\n{after:?}");
    assert_eq!(after.pairs, before.pairs + 20);
    assert!(before.p > 0.001 && after.p < 1e-6);
    assert!(after.named.iter().any(|pair| (pair.a.0, pair.b.0) == (0, 1_000) && !pair.same_centre));
    // Where nearly everybody votes alike, equal tables are ordinary: counted, not tested.
    for row in rows.iter_mut().skip(1_900) {
        let all: u32 = row.1.iter().sum();
        row.1.fill(0);
        row.1[order[0]] = all / 50 * 50;
    }
    let edge = identical(&tables(&rows), order[0], order[1]).unwrap();
    assert!(edge.edge_pairs > 100 && edge.pairs <= after.pairs, "{edge:?}");
    // Three equal tables are three pairs.
    rows[1_500].1 = rows[0].1.clone();
    assert_eq!(identical(&tables(&rows), order[0], order[1]).unwrap().pairs, edge.pairs + 2);
}

#[test]
fn the_picture_counts_its_corner_and_leaves_out_what_cannot_be() {
    let point = |electors, voters, valid, votes| Point { electors, voters, valid, votes };
    let points = [
        point(100, 100, 100, 100),
        point(100, 96, 96, 92),
        point(100, 50, 50, 20),
        point(100, 101, 101, 50),
        point(0, 0, 0, 0),
    ];
    let found = fingerprint(points.into_iter()).unwrap();
    assert_eq!((found.tables, found.corner, found.corner_votes, found.left_out), (3, 2, 196, 2));
    assert_eq!((found.squares[19][19], found.squares[10][8]), (2, 1));
    assert!(fingerprint(std::iter::empty()).is_err());
    let one = fingerprint([point(100, 50, 50, 20)].into_iter()).unwrap();
    assert_eq!((one.correlation, one.skewness), (None, None));
}

#[test]
fn arithmetic_tells_each_kind_apart() {
    let mut few = Tables::new(2);
    few.push(TableRow { electors: Some(50), voters: Some(60), ..row(0, 1) }, &[30, 30]).unwrap();
    few.push(TableRow { declared: Some(61), ..row(1, 1) }, &[30, 30]).unwrap();
    few.push(TableRow { voters: Some(70), null: Some(1), ..row(2, 1) }, &[60, 0]).unwrap();
    few.push(row(3, 1), &[0, 0]).unwrap();
    few.push(TableRow { electors: Some(60), voters: Some(60), ..row(4, 1) }, &[30, 30]).unwrap();
    let found = integrity(&few);
    let kinds = found.kinds().map(|(name, kind)| (name, kind.tables, kind.votes));
    assert_eq!(
        kinds,
        [
            ("above-electors", 1, 10),
            ("sum-not-voters", 1, 9),
            ("valid-not-sum", 1, 1),
            ("full-turnout", 1, 60),
            ("one-option", 1, 60),
            ("no-valid-vote", 1, 0),
        ]
    );
}
