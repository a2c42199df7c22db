//! The pages of one language.

mod announcements;
mod areas;
mod book;
mod findings;
mod method;
mod pairs;
mod rules;
mod summary;

pub(crate) use book::{Book, Page};

use askama::Template;

use crate::folder::{Folder, FolderError};

/// Writes every page of a language.
pub(crate) fn render(book: &Book<'_>, folder: &mut dyn Folder) -> Result<(), FolderError> {
    summary::render(book, folder)?;
    areas::render(book, folder)?;
    pairs::render(book, folder)?;
    findings::render(book, folder)?;
    announcements::render(book, folder)?;
    method::render(book, folder)?;
    rules::render(book, folder)
}

fn put(folder: &mut dyn Folder, path: &str, page: &impl Template) -> Result<(), FolderError> {
    Ok(folder.put(path, page.render()?.as_bytes())?)
}
