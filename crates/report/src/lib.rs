//! What a collation shows, as pages, JSON, CSV and open-data files.
//!
//! Pure rendering: values in, bytes out. Files are written by whoever calls.
//!
//! [`model::Report`] is what is shown; [`folder::render`] makes the folder of pages and data files that
//! opens in a browser without a server; [`export`] writes results for other programs. [`bulletin_doc`] and
//! [`log_doc`] make documents of one file, as a page and as a print ([`doc`]).

pub mod bulletin;
mod data;
pub mod doc;
pub mod export;
pub mod folder;
mod forensics;
pub mod images;
pub mod lang;
pub mod log_status;
pub mod model;
mod page;
pub mod polls;
mod view;
mod views;

pub use crate::forensics::{forensics_doc, forensics_said};
pub use bulletin::{bulletin_answers, bulletin_doc};
pub use doc::Doc;
pub use folder::{Folder, FolderError, Options, render};
pub use images::{ImagesPage, images_doc, images_said, images_sections};
pub use lang::Lang;
pub use lang::Texts;
pub use log_status::{CosignerStatus, LogStatus, log_doc};
pub use model::Report;
pub use polls::{AnnouncedThen, Evidence, PollsPage, polls_doc};
pub use views::Views;
