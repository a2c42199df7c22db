//! What pages show, as data: the JSON beside each page, and what decides whether it is made again.

mod area;
mod table;

pub(crate) use area::{AreaContest, Inside};
pub use area::{AreaData, TableLine};
pub use table::TableData;
pub(crate) use table::{ContestData, CopyData};
