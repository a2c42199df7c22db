//! Invented elections from a seed: geography, keys, votes, sheets, and sources with planted faults.
//!
//! Everything follows from the seed by integer arithmetic, so the same seed gives the same election on
//! every machine. Names of places and candidates are made up. Keys come from the seed too and protect
//! nothing: they are for the demo, tests and benchmarks.

mod beside;
mod faults;
mod files;
mod keys;
mod shape;
mod votes;

pub use beside::{polls_toml, roll_csv};
pub use faults::{Demo, Expected, Photo, SourcePlan, demo};
pub use files::election_files;
pub use keys::{authority_key, log_key, organisation_key, station_key};
pub use shape::Shape;
pub use votes::{TableFigures, figures, results_csv, sheet};
