//! Figures of published files, read through the shipped maps. Needs `COTEJO_DATA`.

use ingest::infer::{Inferred, Source, infer};
use ingest::map::{Map, Shipped, detect};
use ingest::{Import, Input, Options, csv_import};
use record::{Count, Rule, SourceInfo, Standing};

use crate::support::{data, skeleton};

const VENEZUELA: &str = "venezuela2024/RESULTADOS_2024_CSV_V2.csv.gz";
const TREP: &str = "bolivia2019/trep_2019-10-21T18-29-53.csv.gz";
const FINAL: &str = "bolivia2019/final_computo.csv.gz";

fn map(name: &str) -> &'static Map {
    Shipped::find(name).unwrap()
}

fn source<'a>(name: &'a str, bytes: &'a [u8]) -> Source<'a> {
    let input = Input::new(name, bytes);
    let map = detect(&input.content().unwrap()).expect("a shipped map fits");
    Source { input, map }
}

fn import(source: &Source<'_>, inferred: &Inferred, options: &Options) -> Import {
    let mut import = Import::new(SourceInfo::default());
    csv_import::add(&mut import, &source.input, source.map, &inferred.election, options).unwrap();
    import
}

fn sum(import: &Import, cell: usize) -> u64 {
    let copies = import.collection.copies.iter();
    copies.map(|copy| number(import.collection.cells(copy)[cell])).sum()
}

fn number(count: Count) -> u64 {
    u64::from(count.number().expect("every cell of this file is a number"))
}

#[test]
fn venezuela_2024_has_the_published_sums() {
    let (Some(csv), Some(lists)) = (data(VENEZUELA), data("venezuela2024/party_lists_38.csv"))
    else {
        return;
    };
    let source = source("results.csv.gz", &csv);
    assert_eq!(source.map.name, "venezuela-2024");
    let lists = Input::new("lists.csv", &lists);
    let inferred = infer(&[source], Some(&lists), &skeleton()).unwrap();
    assert_eq!(inferred.breaches, []);
    let contest = &inferred.election.contests[0];
    assert_eq!((contest.lists.len(), contest.candidates.len()), (38, 10));
    let per_level =
        |level| inferred.election.areas.iter().filter(|(_, a)| a.level == level).count();
    assert_eq!([1, 2, 3, 4].map(per_level), [24, 328, 1_090, 13_110]);
    let errors = inferred.election.check();
    assert!(errors.iter().all(|b| b.rule.severity() < record::Severity::Error), "{errors:?}");

    let import = import(&source, &inferred, &Options::default());
    assert_eq!(import.breaches, []);
    assert_eq!(import.collection.copies.len(), 25_073);
    let cell = |key| contest.candidate(key).unwrap().index();
    assert_eq!(sum(&import, cell("EG")), 7_303_480);
    assert_eq!(sum(&import, cell("NM")), 3_316_142);
    let copies = &import.collection.copies;
    assert_eq!(copies.iter().map(|copy| number(copy.valid)).sum::<u64>(), 10_887_262);
    assert_eq!(copies.iter().map(|copy| number(copy.null)).sum::<u64>(), 1_213);
    assert!(
        copies.iter().all(|copy| copy.electors == Count::ABSENT && copy.blank == Count::ABSENT)
    );
    assert!(inferred.election.tables.find("240111020.01.1.0001").is_some());
    assert!(inferred.election.tables.find("010101001.01.1.0001").is_some());
}

#[test]
fn the_other_edition_of_the_venezuelan_file_reads_the_same() {
    let Some(csv) = data(VENEZUELA) else { return };
    let one = source("latin-1.csv.gz", &csv);
    let text = one.input.content().unwrap();
    let mut other = String::from("\u{feff}");
    for (at, line) in text.iter().map(|b| char::from(*b)).collect::<String>().lines().enumerate() {
        other.push_str(line);
        other.push_str(if at == 0 { ",RE\r\n" } else { ",600\r\n" });
    }
    let two = source("utf-8.csv", other.as_bytes());
    let inferred = infer(&[one, two], None, &skeleton()).unwrap();
    assert_eq!(inferred.breaches, []);
    assert_eq!(inferred.summary.with_electors, 25_073);
    let imports = [one, two].map(|file| import(&file, &inferred, &Options::default()));
    assert_eq!(imports[1].breaches, []);
    for (a, b) in imports[0].collection.copies.iter().zip(&imports[1].collection.copies) {
        assert_eq!(imports[0].collection.cells(a), imports[1].collection.cells(b));
        assert_eq!((a.table, a.valid, b.electors), (b.table, b.valid, Count::given(600).unwrap()));
    }
}

#[test]
fn bolivia_2019_both_counts_in_one_election() {
    let (Some(trep), Some(computo)) = (data(TREP), data(FINAL)) else { return };
    let sources = [source("final.csv.gz", &computo), source("trep.csv.gz", &trep)];
    let inferred = infer(&sources, None, &skeleton()).unwrap();
    assert_eq!(inferred.election.tables.len(), 34_555);
    assert_eq!((inferred.summary.area_conflicts, inferred.summary.refused), (140, 0));
    let rows = sources.map(|file| {
        let import = import(&file, &inferred, &Options::default());
        assert_eq!(import.breaches, []);
        let contest = &inferred.election.contests[0];
        let cell = |key| sum(&import, contest.candidate(key).unwrap().index());
        (import.collection.copies.len(), cell("MAS-IPSP"), cell("CC"))
    });
    // The final totals are those that the electoral body proclaimed.
    assert_eq!(rows[0], (34_555, 2_889_359, 2_240_920));
    assert_eq!(rows[1].0, 32_806);
    let located = inferred.election.areas.iter().filter(|(_, area)| area.coordinates.is_some());
    assert!(located.count() > 5_000);
}

#[test]
fn bolivia_2020_feed_folds_to_its_last_state() {
    let (Some(feed), Some(places)) = (
        data("bolivia2020/event_log_until_20201019_1200.csv.gz"),
        data("bolivia2020/eg2020_mesas_geo.csv.gz"),
    ) else {
        return;
    };
    let sources = [source("places.csv.gz", &places), source("feed.csv.gz", &feed)];
    assert_eq!(sources.map(|one| one.map.name.as_str()), ["bolivia-2020-places", "bolivia-2020"]);
    let inferred = infer(&sources, None, &skeleton()).unwrap();
    assert_eq!(inferred.election.tables.len(), 18_562);
    let last = import(&sources[1], &inferred, &Options::default());
    assert_eq!((last.breaches.len(), last.summary.rows), (0, 7_157));
    assert_eq!((last.collection.copies.len(), last.summary.withdrawn), (7_150, 5));
    let early = Options { until: Some("20201018_215216".to_owned()), ..Options::default() };
    let early = import(&sources[1], &inferred, &early);
    let withdrawn = early.collection.copies.iter().filter(|c| c.standing == Standing::Withdrawn);
    assert_eq!(withdrawn.count(), 4);
}

#[test]
fn the_wrong_file_is_named() {
    let (Some(trep), Some(venezuela)) = (data(TREP), data(VENEZUELA)) else { return };
    let inferred = infer(&[source("trep", &trep)], None, &skeleton()).unwrap();
    let error = csv_import::add(
        &mut Import::default(),
        &Input::new("mine.csv", &venezuela),
        map("bolivia-2019"),
        &inferred.election,
        &Options::default(),
    )
    .unwrap_err();
    assert_eq!(error.rule, Rule::WrongFile);
    assert!(error.to_string().contains("venezuela-2024"), "{error}");
}
