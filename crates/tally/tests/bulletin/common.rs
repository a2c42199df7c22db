//! A small election and collections of it from a seed that is printed.

use std::collections::BTreeMap;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};
use record::{
    Basis, Collection, ContestNo, Count, Digest, Election, ElectionFiles, Grade, Rule, SheetCopy,
    SignatureVerdict, SourceInfo, Standing, TableNo, TableRef,
};
use tally::bulletin::{Bulletin, Checkpoint, Claim, Input, IssueError, TableChange};

/// Electors of the tables; the last table's are not known where the election says so.
pub const ROLLS: [u32; 8] = [500, 400, 300, 600, 250, 350, 450, 200];

/// Two states, five centres, eight tables, two contests, the second in one state only.
pub fn election(last_roll_known: bool) -> Election {
    let mut tables = "table,area,electors,key\n".to_owned();
    let places =
        ["11/01/1", "11/01/1", "11/02/2", "24/01/3", "24/01/3", "24/01/4", "24/01/4", "24/02/5"];
    for (at, (place, electors)) in places.iter().zip(ROLLS).enumerate() {
        let known = last_roll_known || at < 7;
        let electors = if known { electors.to_string() } else { String::new() };
        tables += &format!("t{at},{place},{electors},\n");
    }
    parse(
        MANIFEST,
        "contest,candidate,name,colour\npresident,A,Ana,\npresident,B,Blas,\npresident,C,Cira,\n\
         governor,X,Xul,\ngovernor,Y,Yago,\n",
        "contest,list,code,candidate\npresident,One,01,A\npresident,Two,02,B\npresident,Three,03,A\n",
        "area,name,address,latitude,longitude\n11,First,,,\n11/01,Uno,,,\n11/01/1,School 1,,,\n\
         11/02,Dos,,,\n11/02/2,School 2,,,\n24,Second,,,\n24/01,Tres,,,\n24/01/3,School 3,,,\n\
         24/01/4,School 4,,,\n24/02,Cuatro,,,\n24/02/5,School 5,,,\n",
        &tables,
    )
}

pub fn parse(manifest: &str, candidates: &str, lists: &str, areas: &str, tables: &str) -> Election {
    let own = |text: &str| text.to_owned().into_bytes().into();
    let files: ElectionFiles<'static> = ElectionFiles {
        manifest: own(manifest),
        candidates: own(candidates),
        lists: own(lists),
        areas: own(areas),
        tables: own(tables),
    };
    Election::parse(&files).unwrap()
}

pub const MANIFEST: &str = r#"format = 1
name = "Test election"
country = "Testland"
language = "es"
timezone = "America/Caracas"
opens = "2026-10-04T06:00:00-04:00"
closes = "2026-10-05T00:00:00-04:00"
levels = ["state", "municipality", "centre"]

[[contests]]
key = "president"
title = "President"

[[contests]]
key = "governor"
title = "Governor"
areas = ["24"]

[clock]
award_hours = 72
challenge_days = 15
gazette_days = 30
"#;

pub struct Random(ChaCha8Rng);

impl Random {
    pub fn new(seed: u64) -> Self {
        println!("seed {seed}");
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    pub fn below(&mut self, end: u32) -> u32 {
        self.0.next_u32() % end
    }

    pub fn one_in(&mut self, many: u32) -> bool {
        self.below(many) == 0
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            let with = self.below(u32::try_from(at + 1).unwrap());
            items.swap(at, usize::try_from(with).unwrap());
        }
    }
}

/// A copy with its counts, so that copies can be shuffled before they are collected.
#[derive(Clone, Debug)]
pub struct Copy {
    pub sheet: SheetCopy,
    pub cells: Vec<Count>,
}

/// A signed first sheet with these counts.
pub fn sheet(contest: u8, table: u32, cells: &[u32]) -> Copy {
    let table = TableRef::Known(TableNo(table));
    let mut sheet = SheetCopy::new(table, ContestNo(contest), Grade::Signed, Basis::Lists);
    sheet.signature = SignatureVerdict::Valid;
    sheet.serial = 1;
    let text = format!("{contest} {table:?} {cells:?}");
    sheet.payload = Some(Digest::of(text.as_bytes()));
    (sheet.null, sheet.blank) = (Count::given(1).unwrap(), Count::ZERO);
    sheet.voters_machine = Count::given(cells.iter().sum::<u32>() + 1).unwrap();
    Copy { sheet, cells: cells.iter().map(|count| Count::given(*count).unwrap()).collect() }
}

/// A correction of a sheet with other counts.
pub fn correction(of: &Copy, cells: &[u32]) -> Copy {
    let TableRef::Known(table) = of.sheet.table else { panic!("known table") };
    let mut copy = sheet(of.sheet.contest.0, table.0, cells);
    copy.sheet.serial = of.sheet.serial + 1;
    copy.sheet.replaces = of.sheet.payload.map(|digest| digest.prefix());
    copy
}

pub fn collect(copies: &[Copy]) -> Collection {
    let mut collection =
        Collection::new(SourceInfo { id: "log".to_owned(), ..SourceInfo::default() });
    for copy in copies {
        collection.push(copy.sheet.clone(), &copy.cells);
    }
    collection
}

/// Copies of most tables: repeated, corrected, withdrawn, contradicting, with counts left open.
pub fn copies(random: &mut Random) -> Vec<Copy> {
    let mut copies = Vec::new();
    for (contest, table) in (0..8).map(|table| (0, table)).chain((3..8).map(|table| (1, table))) {
        if random.one_in(6) {
            continue;
        }
        let many = if contest == 0 { 3 } else { 2 };
        let mut counts = || (0..many).map(|_| random.below(60)).collect::<Vec<u32>>();
        let (figures, others) = (counts(), counts());
        let mut first = sheet(contest, table, &figures);
        if random.one_in(4) {
            let odd = [Count::BLANK, Count::UNREADABLE, Count::ABSENT];
            let cell = random.below(many);
            first.cells[cell as usize] = odd[random.below(3) as usize];
        }
        if random.one_in(4) {
            first.sheet.voters_machine = Count::ABSENT;
        }
        match random.below(8) {
            0 if figures != others => copies.push(correction(&first, &others)),
            1 if figures != others => copies.push(sheet(contest, table, &others)),
            2 => copies.push(first.clone()),
            3 => first.sheet.standing = Standing::Withdrawn,
            4 => first.sheet.signature = SignatureVerdict::Invalid,
            _ => {}
        }
        copies.push(first);
    }
    copies
}

pub fn checkpoint(size: u64) -> Checkpoint {
    let root = Digest::of(format!("root of {size}").as_bytes());
    Checkpoint { origin: "log.example/test".to_owned(), size, root }
}

/// What a bulletin is issued from, with everything optional left out.
pub struct Issue<'a> {
    pub election: &'a Election,
    pub collection: &'a Collection,
    pub number: u32,
    pub size: u64,
    pub previous: Option<&'a Bulletin>,
    pub changes: &'a [TableChange],
    pub turnout: Option<&'a str>,
    pub claims: &'a [Claim],
    pub cutoff: Option<tally::bulletin::Cutoff>,
    pub published: Option<jiff::Timestamp>,
}

impl<'a> Issue<'a> {
    pub fn first(election: &'a Election, collection: &'a Collection) -> Self {
        Self {
            election,
            collection,
            number: 1,
            size: 8,
            previous: None,
            changes: &[],
            turnout: None,
            claims: &[],
            cutoff: None,
            published: None,
        }
    }

    pub fn issue(self) -> Result<Bulletin, IssueError> {
        let findings =
            BTreeMap::from([(Rule::Equivocation, 2), (Rule::Correction, 1), (Rule::Agree, 0)]);
        Bulletin::issue(&Input {
            election: self.election,
            collection: self.collection,
            checkpoint: checkpoint(self.size),
            number: self.number,
            stated: "2026-10-05T02:30:00Z".parse().unwrap(),
            cutoff: self.cutoff,
            published: self.published,
            previous: self.previous,
            changes: self.changes,
            findings: &findings,
            assumed_turnout: self.turnout.map(|share| share.to_owned().try_into().unwrap()),
            claims: self.claims,
        })
    }
}
