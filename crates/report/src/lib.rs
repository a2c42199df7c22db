//! What a collation shows, as pages, JSON, CSV and open-data files.
//!
//! Pure rendering: values in, bytes out. Files are written by whoever calls.
//!
//! [`model::Report`] is what is shown; [`folder::render`] makes the folder of pages and data files that
//! opens in a browser without a server; [`export`] writes results for other programs.

mod data;
pub mod export;
pub mod folder;
pub mod lang;
pub mod model;
mod page;
mod view;

pub use folder::{Folder, FolderError, Options, render};
pub use lang::Lang;
pub use model::Report;
