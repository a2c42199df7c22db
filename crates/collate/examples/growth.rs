//! How long collating three generated sources takes: `growth TABLES… [LISTS]`, seconds per thousand tables.
//!
//! Generated without a random number: reading the clock is all this program adds to the library.

use std::error::Error;
use std::time::Instant;

use collate::{Options, collate};
use record::{
    Basis, Collection, ContestNo, Count, Election, ElectionFiles, Grade, SheetCopy, SourceInfo,
    TableNo, TableRef,
};

const LISTS: u32 = 38;
const CANDIDATES: u32 = 10;
const RUNS: usize = 5;

fn main() -> Result<(), Box<dyn Error>> {
    for tables in std::env::args().skip(1) {
        let tables: u32 = tables.parse()?;
        let election = election(tables)?;
        let sources: Vec<_> = (0..3).map(|source| collection(source, tables)).collect();
        let mut seconds: Vec<_> = (0..RUNS)
            .map(|_| {
                let start = Instant::now();
                let collation = collate(&election, &sources, &Options::default());
                let taken = start.elapsed().as_secs_f64();
                assert!(collation.contests[0].tables_held == u64::from(tables));
                taken
            })
            .collect();
        seconds.sort_by(f64::total_cmp);
        let median = seconds[RUNS / 2];
        let per_thousand = median / f64::from(tables) * 1e6;
        println!("{tables} tables x 3: {median:.3} s, {per_thousand:.3} ms per thousand tables");
    }
    Ok(())
}

fn election(tables: u32) -> Result<Election, Box<dyn Error>> {
    let manifest = "format = 1\nname = \"Generated\"\ncountry = \"Country\"\nlanguage = \"en\"\n\
timezone = \"UTC\"\nopens = \"2024-07-28T10:00:00Z\"\ncloses = \"2024-07-29T10:00:00Z\"\n\
levels = [\"state\", \"municipality\", \"parish\", \"centre\"]\n\
[[contests]]\nkey = \"p\"\ntitle = \"President\"\n";
    let mut candidates = String::from("contest,candidate,name,colour\n");
    for one in 0..CANDIDATES {
        candidates += &format!("p,c{one},Candidate,\n");
    }
    let mut lists = String::from("contest,list,code,candidate\n");
    for one in 0..LISTS {
        lists += &format!("p,List,l{one},c{}\n", one % CANDIDATES);
    }
    let mut areas = String::from("area,name,address,latitude,longitude\n");
    let mut rows = String::from("table,area,electors,key\n");
    let mut last = [u32::MAX; 3];
    for centre in 0..tables.div_ceil(2) {
        let parts = [24, 335, 1_134].map(|many| centre * many / tables.div_ceil(2).max(many));
        let mut path = String::new();
        for (level, part) in parts.iter().enumerate() {
            path += &format!("{}{part:06}", if level == 0 { "" } else { "/" });
            if last[level] != *part || last[..level] != parts[..level] {
                areas += &format!("{path},Area,,,\n");
            }
        }
        last = parts;
        path += &format!("/{centre:08}");
        areas += &format!("{path},Centre,,,\n");
        for table in (centre * 2..centre * 2 + 2).filter(|table| *table < tables) {
            rows += &format!("{table:08},{path},1000,\n");
        }
    }
    let files = ElectionFiles {
        manifest: manifest.as_bytes().into(),
        candidates: candidates.into_bytes().into(),
        lists: lists.into_bytes().into(),
        areas: areas.into_bytes().into(),
        tables: rows.into_bytes().into(),
    };
    Ok(Election::parse(&files)?)
}

/// Sources that differ at one table in fifty.
fn collection(source: u32, tables: u32) -> Collection {
    let mut collection =
        Collection::new(SourceInfo { id: format!("s{source}"), ..SourceInfo::default() });
    let mut counts = Vec::new();
    for table in 0..tables {
        counts.clear();
        for list in 0..LISTS {
            let slip = u32::from(table % 50 == 7 && list == source);
            let number =
                (table.wrapping_mul(2_654_435_761) >> 7).wrapping_add(list * 7) % 12 + slip;
            counts.push(Count::given(number).expect("a small number"));
        }
        let place = TableRef::Known(TableNo(table));
        let mut copy = SheetCopy::new(place, ContestNo(0), Grade::SingleKeyed, Basis::Lists);
        copy.null = Count::ZERO;
        collection.push(copy, &counts);
    }
    collection
}
