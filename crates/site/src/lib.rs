//! The public site of an election, as files.
//!
//! Pure: values in, bytes out, page by page, so that whoever writes them may do so in parallel, and only those
//! whose inputs changed. [`Input`] is what a site is made from, [`Site`] makes its pages, [`State`] remembers the
//! digest of what each was made from. Tables, bars, drawings and languages are the report's.

mod address;
mod assets;
mod data;
mod feed;
mod frame;
mod input;
mod made;
pub mod openapi;
mod page;
mod site;
mod state;

pub use data::{AreaData, TableData, TableLine};
pub use frame::POLICY;
pub use input::{Award, Chapter, ChapterKind, Download, Estimate, Input, Log, Lookup, Said, Times};
pub use made::{File, Made};
pub use site::{Site, SiteError};
pub use state::{Key, State};
