//! The election of the vectors.
#![allow(dead_code, reason = "each target uses its part")]

use std::borrow::Cow;
use std::sync::LazyLock;

use record::{Election, ElectionFiles};

pub static ELECTION: LazyLock<Election> =
    LazyLock::new(|| Election::parse(&files()).expect("the vectors' election has no fault"));

pub fn files() -> ElectionFiles<'static> {
    ElectionFiles {
        manifest: Cow::Borrowed(include_bytes!("../../../vectors/election/election.toml")),
        candidates: Cow::Borrowed(include_bytes!("../../../vectors/election/candidates.csv")),
        lists: Cow::Borrowed(include_bytes!("../../../vectors/election/lists.csv")),
        areas: Cow::Borrowed(include_bytes!("../../../vectors/election/areas.csv")),
        tables: Cow::Borrowed(include_bytes!("../../../vectors/election/tables.csv")),
    }
}
