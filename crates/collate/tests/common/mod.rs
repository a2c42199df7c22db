//! A generated election and generated collections, all from one seed.

#![allow(dead_code, reason = "each test file uses its part")]
#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use record::{
    Basis, Collection, ContestNo, Count, Digest, Election, ElectionFiles, Grade, SheetCopy,
    SourceInfo, TableNo, TableRef,
};

/// Candidate of each list.
pub const LISTS: [usize; 7] = [0, 1, 0, 2, 1, 0, 2];
pub const CANDIDATES: usize = 3;

pub struct Random(ChaCha8Rng);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    pub fn below(&mut self, bound: u32) -> u32 {
        self.0.next_u32() % bound
    }

    pub fn digest(&mut self) -> Digest {
        let mut bytes = [0; 32];
        self.0.fill_bytes(&mut bytes);
        Digest(bytes)
    }
}

/// States of four municipalities of three centres of `per_centre` tables, `tables` in all.
pub fn election(tables: usize, electors: u32) -> Election {
    let manifest = "format = 1\nname = \"Generated\"\ncountry = \"Country\"\nlanguage = \"en\"\n\
timezone = \"UTC\"\nopens = \"2024-07-28T10:00:00Z\"\ncloses = \"2024-07-29T10:00:00Z\"\n\
levels = [\"state\", \"municipality\", \"centre\"]\n\
[[contests]]\nkey = \"president\"\ntitle = \"President\"\n";
    let candidates: String =
        (0..CANDIDATES).map(|one| format!("president,c{one},Candidate {one},\n")).collect();
    let lists: String = LISTS
        .iter()
        .enumerate()
        .map(|(at, candidate)| format!("president,List {at},l{at},c{candidate}\n"))
        .collect();
    let per_centre = 2;
    let centres = tables.div_ceil(per_centre);
    let mut areas = String::from("area,name,address,latitude,longitude\n");
    let mut rows = String::from("table,area,electors,key\n");
    for centre in 0..centres {
        let (state, municipality) = (centre / 12, centre / 3);
        if centre % 12 == 0 {
            areas += &format!("s{state:06},State {state},,,\n");
        }
        if centre % 3 == 0 {
            areas += &format!("s{state:06}/m{municipality:06},Municipality,,,\n");
        }
        let path = format!("s{state:06}/m{municipality:06}/c{centre:06}");
        areas += &format!("{path},Centre,,,\n");
        for table in centre * per_centre..((centre + 1) * per_centre).min(tables) {
            rows += &format!("t{table:07},{path},{electors},\n");
        }
    }
    let files = ElectionFiles {
        manifest: manifest.as_bytes().into(),
        candidates: format!("contest,candidate,name,colour\n{candidates}").into_bytes().into(),
        lists: format!("contest,list,code,candidate\n{lists}").into_bytes().into(),
        areas: areas.into_bytes().into(),
        tables: rows.into_bytes().into(),
    };
    Election::parse(&files).unwrap()
}

pub fn source(id: &str) -> SourceInfo {
    SourceInfo { id: id.to_owned(), name: id.to_owned(), ..SourceInfo::default() }
}

/// A copy in the making.
#[derive(Clone, Debug)]
pub struct Draft {
    pub copy: SheetCopy,
    pub cells: Vec<Count>,
}

impl Draft {
    pub fn by_lists(table: TableNo, votes: &[u32], null: u32) -> Self {
        let table = TableRef::Known(table);
        let mut copy = SheetCopy::new(table, ContestNo(0), Grade::SingleKeyed, Basis::Lists);
        copy.null = Count::given(null).unwrap();
        Self { copy, cells: votes.iter().map(|votes| Count::given(*votes).unwrap()).collect() }
    }

    /// A copy by candidates of votes given by lists.
    pub fn by_candidates(table: TableNo, lists: &[u32], null: u32) -> Self {
        Self::of_candidates(table, &by_candidate(lists), null)
    }

    pub fn of_candidates(table: TableNo, votes: &[u32], null: u32) -> Self {
        let mut draft = Self::by_lists(table, votes, null);
        draft.copy.basis = Basis::Candidates;
        draft
    }

    pub fn push_to(&self, collection: &mut Collection) {
        collection.push(self.copy.clone(), &self.cells);
    }
}

pub fn by_candidate(lists: &[u32]) -> Vec<u32> {
    let mut votes = vec![0; CANDIDATES];
    for (count, candidate) in lists.iter().zip(LISTS) {
        votes[candidate] += count;
    }
    votes
}

/// Votes per list such that no two neighbours are the same: a slip then always shows.
pub fn votes(random: &mut Random) -> Vec<u32> {
    let mut votes: Vec<u32> = Vec::new();
    while votes.len() < LISTS.len() {
        let next = 1 + random.below(60);
        if votes.last() != Some(&next) {
            votes.push(next);
        }
    }
    votes
}
