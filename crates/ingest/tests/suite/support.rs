//! Shared by the integration tests.

use ingest::infer::Skeleton;
use record::election::{ContestEntry, Election, ElectionFiles};
use record::{ContestNo, Count, Sheet, TableNo};

/// A file of the real data, where `COTEJO_DATA` names its folder; says so where it does not.
pub fn data(name: &str) -> Option<Vec<u8>> {
    let Some(folder) = std::env::var_os("COTEJO_DATA") else {
        println!("skipped: COTEJO_DATA is not set");
        return None;
    };
    let path = std::path::Path::new(&folder).join(name);
    Some(std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

/// A manifest for tests.
pub fn skeleton() -> Skeleton {
    Skeleton {
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
    }
}

/// Three tables in two centres; three lists of two candidates.
pub fn small_election() -> Election {
    election("")
}

/// The same, with a station key at the first table.
pub fn election_with_key(key: &[u8; 32]) -> Election {
    election(&key.iter().map(|byte| format!("{byte:02x}")).collect::<String>())
}

/// A first sheet of the first table.
pub fn sheet(election: &Election) -> Sheet {
    let count = |number| Count::given(number).unwrap();
    Sheet {
        election_hint: election.id.hint(),
        table: TableNo(0),
        contest: ContestNo(0),
        part: 1,
        parts: 1,
        serial: 1,
        replaces: None,
        closed: Some(1_722_200_000),
        open_for: Some(40_000),
        electors: count(500),
        voters_machine: count(61),
        voters_book: count(61),
        votes: vec![count(10), count(20), count(30)],
        null: count(1),
        blank: Count::ZERO,
        software: [0; 8],
    }
}

fn election(key: &str) -> Election {
    let skeleton = skeleton();
    let manifest = format!(
        "format = 1\nname = \"{}\"\ncountry = \"Testland\"\nlanguage = \"es\"\n\
         timezone = \"UTC\"\nopens = \"{}\"\ncloses = \"{}\"\nlevels = [\"centre\"]\n\
         [[contests]]\nkey = \"president\"\ntitle = \"President\"\n",
        skeleton.name, skeleton.opens, skeleton.closes
    );
    let files = ElectionFiles {
        manifest: manifest.into_bytes().into(),
        candidates: b"contest,candidate,name,colour\npresident,A,Ana,\npresident,B,Beto,\n".into(),
        lists: b"contest,list,code,candidate\npresident,One,1,A\npresident,Two,2,A\n\
                 president,Three,3,B\n"
            .into(),
        areas: b"area,name,address,latitude,longitude\nC1,Centre 1,,,\nC2,Centre 2,,,\n".into(),
        tables: format!(
            "table,area,electors,key\n000000001.01.1.0001,C1,500,{key}\n\
             000000001.02.1.0001,C1,500,\n000000002.01.1.0001,C2,,\n"
        )
        .into_bytes()
        .into(),
    };
    Election::parse(&files).unwrap()
}
