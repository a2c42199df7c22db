//! Shared by the integration tests.

use ingest::infer::Skeleton;
use record::election::ContestEntry;

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
