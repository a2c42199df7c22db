//! What published files show. Needs `COTEJO_DATA`.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

use forensics::announced::AnnouncedRounding;
use forensics::report::{Detail, Report, TestResult};
use forensics::{Input, Tables, Test};
use ingest::infer::{Skeleton, Source, infer};
use ingest::map::detect;
use ingest::{Import, Options, csv_import};
use record::collection::{AnnouncedVotes, Announcement};
use record::election::{Contest, ContestEntry};
use record::{Collection, Election, SourceInfo};
use tally::{ContestShape, CopyIndex, Policy, Selection};

const VENEZUELA: &str = "venezuela2024/RESULTADOS_2024_CSV_V2.csv.gz";
const FINAL: &str = "bolivia2019/final_computo.csv.gz";

/// A file of the real data, where `COTEJO_DATA` names its folder; says so where it does not.
fn data(name: &str) -> Option<Vec<u8>> {
    let Some(folder) = std::env::var_os("COTEJO_DATA") else {
        println!("skipped: COTEJO_DATA is not set");
        return None;
    };
    let path = std::path::Path::new(&folder).join(name);
    Some(std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

fn read(name: &str, bytes: &[u8]) -> (Election, Collection) {
    let skeleton = Skeleton {
        name: "Test election".to_owned(),
        country: "Testland".to_owned(),
        language: "es".to_owned(),
        timezone: "America/Caracas".to_owned(),
        opens: "2024-07-28T10:00:00Z".parse().unwrap(),
        closes: "2024-07-29T10:00:00Z".parse().unwrap(),
        contest: ContestEntry {
            key: "president".to_owned(),
            title: "President".to_owned(),
            seats: 1,
            areas: Vec::new(),
        },
        organisations: Vec::new(),
    };
    let input = ingest::Input::new(name, bytes);
    let map = detect(&input.content().unwrap()).expect("a shipped map fits");
    let source = Source { input, map };
    let election =
        infer(&[Source { input: ingest::Input::new(name, bytes), map }], None, &skeleton)
            .unwrap()
            .election;
    let mut import = Import::new(SourceInfo::default());
    csv_import::add(&mut import, &source.input, source.map, &election, &Options::default())
        .unwrap();
    (election, import.collection)
}

fn tables(election: &Election, collection: Collection) -> Tables {
    let contest = &election.contests[0];
    let collections = [collection];
    let index = CopyIndex::build(election, contest.no, &collections);
    let selection =
        Selection::choose(&ContestShape::of(contest), &index, &collections, &Policy::BestGrade);
    Tables::of(election, contest, &collections, &selection).unwrap()
}

fn report(contest: &Contest, tables: &Tables, announcements: &[&Announcement]) -> Report {
    let report = forensics::report(&Input {
        contest,
        tables,
        announcements,
        pairs: &[],
        times: None,
        calibration: None,
    });
    for one in &report.results {
        println!(
            "{:?} {} p {:?} holm {:?} votes {:?}",
            one.test, one.subject, one.p, one.p_holm, one.votes
        );
        if !matches!(
            one.detail,
            Detail::SameCentre(_) | Detail::Identical(_) | Detail::Fingerprint(_)
        ) {
            println!("    {:?}", one.detail);
        }
        if let Detail::SameCentre(found) = &one.detail {
            println!(
                "    centres {} chi2 {:.1} df {} phi {:.3} p {:e}: {} centres, {} tables stand out",
                found.centres,
                found.chi_square,
                found.df,
                found.phi,
                found.p,
                found.flagged_centres.len(),
                found.flagged_tables.len()
            );
        }
        if let Detail::Identical(found) = &one.detail {
            println!(
                "    {} pairs, {} near, {:.1} expected",
                found.pairs, found.near_pairs, found.expected
            );
        }
    }
    report
}

fn of<'a>(report: &'a Report, test: Test, subject: &str) -> &'a TestResult {
    report.results.iter().find(|one| one.test == test && one.subject == subject).unwrap()
}

fn announced(
    id: &str,
    votes: &[(&str, u64, Option<&str>)],
    others: Option<u64>,
    valid: Option<u64>,
) -> Announcement {
    let each = |(candidate, votes, percent): &(&str, u64, Option<&str>)| AnnouncedVotes {
        candidate: (*candidate).to_owned(),
        votes: *votes,
        percent: percent.map(str::to_owned),
    };
    Announcement {
        id: id.to_owned(),
        by: "authority".to_owned(),
        at: "2024-07-29T00:10:00-04:00".to_owned(),
        reference: None,
        contest: "president".to_owned(),
        area: None,
        coverage: None,
        tables: None,
        electors: None,
        votes: votes.iter().map(each).collect(),
        others,
        valid,
        null: None,
        blank: None,
        voters: None,
    }
}

#[test]
fn the_first_published_file_of_tables_and_the_announced_totals() {
    let Some(bytes) = data(VENEZUELA) else { return };
    let (election, collection) = read("results.csv.gz", &bytes);
    let contest = &election.contests[0];
    let tables = tables(&election, collection);
    assert_eq!(tables.len(), 25_073);
    let (second, first) = (("NM", 5_150_092, Some("51.2")), ("EG", 4_445_978, Some("44.2")));
    let one = announced("bulletin-1", &[second, first], Some(462_704), None);
    let (second, first) = (("NM", 6_408_844, Some("51.95")), ("EG", 5_326_104, Some("43.18")));
    let two = announced("bulletin-2", &[second, first], Some(600_936), Some(12_335_884));
    let report = report(contest, &tables, &[&one, &two]);

    let rounding = |subject: &str| match &of(&report, Test::Rounding, subject).detail {
        Detail::Rounding(found) => AnnouncedRounding::clone(found),
        other => panic!("{other:?}"),
    };
    let (first, second) = (rounding("bulletin-1"), rounding("bulletin-2"));
    assert!((first.p_single - 1.317_825_496_736_86e-8).abs() < 1e-20);
    assert!((first.p() - 8.0 * first.p_single).abs() < 1e-20);
    assert_eq!(first.rounding.matched().unwrap().decimals, 1);
    assert!(
        second.rounding.matched().is_none()
            && (second.p_single - 0.740_194_752_146_765).abs() < 1e-9
    );
    assert!(of(&report, Test::Rounding, "bulletin-1").asks());

    let Detail::LastDigits(digits) = of(&report, Test::LastDigits, "NM").detail else { panic!() };
    // Equal shares would raise an alarm on honest digits; the smooth expectation does not.
    assert!((digits.naive_chi_square - 41.16).abs() < 0.005, "{}", digits.naive_chi_square);
    assert!((digits.chi_square - 12.46).abs() < 0.005, "{}", digits.chi_square);
    assert!(digits.p > 0.15, "{}", digits.p);
    // The traps: nothing with a naive null raises an alarm.
    let traps = [Test::LastDigits, Test::Integers, Test::SecondDigits, Test::Fingerprint];
    assert!(report.results.iter().filter(|one| traps.contains(&one.test)).all(|one| !one.asks()));
}

#[test]
fn the_final_count_of_another_election_raises_no_alarm_of_a_trap() {
    let Some(bytes) = data(FINAL) else { return };
    let (election, collection) = read("final.csv.gz", &bytes);
    let tables = tables(&election, collection);
    let report = report(&election.contests[0], &tables, &[]);
    assert!(tables.len() > 34_000);
    // Many villages vote alike to the last vote: that alone must not look like copied sheets.
    let traps =
        [Test::LastDigits, Test::Integers, Test::SecondDigits, Test::Fingerprint, Test::Identical];
    assert!(report.results.iter().filter(|one| traps.contains(&one.test)).all(|one| !one.asks()));
}
