//! The report folder: pages in each language, their style and script, and the data files.

use std::io::{self, Write};

use crate::data;
use crate::lang::Lang;
use crate::model::{Layout, Report};
use crate::page::{self, Book};
use crate::view::Differ;

/// Where the files of a folder go. Paths use `/` and stay inside the folder.
pub trait Folder {
    /// Starts a file. It is complete when the writer is dropped.
    ///
    /// # Errors
    /// Whatever keeps the file from being made.
    fn create(&mut self, path: &str) -> io::Result<Box<dyn Write + '_>>;

    /// Writes a whole file.
    ///
    /// # Errors
    /// Whatever keeps the file from being written.
    fn put(&mut self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let mut file = self.create(path)?;
        file.write_all(bytes)?;
        file.flush()
    }
}

/// Files in memory, for tests and small reports.
impl Folder for std::collections::BTreeMap<String, Vec<u8>> {
    fn create(&mut self, path: &str) -> io::Result<Box<dyn Write + '_>> {
        let file = self.entry(path.to_owned()).or_default();
        file.clear();
        Ok(Box::new(file))
    }
}

/// What to put into a folder.
#[derive(Clone, Debug)]
pub struct Options {
    /// Languages of the pages; `index.html` is in the first.
    pub languages: Vec<Lang>,
    /// Whether the data files (`data/`) are written too.
    pub data: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { languages: Lang::ALL.to_vec(), data: true }
    }
}

/// Why a folder was not made.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// A file could not be written.
    #[error("cannot write the report: {0}; check free space and permissions, then run again")]
    Io(#[from] io::Error),
    /// A page could not be rendered.
    #[error("cannot render a page: {0}; this is a fault of the program, please report it")]
    Template(#[from] askama::Error),
    /// A data file could not be written.
    #[error(transparent)]
    Export(#[from] crate::export::ExportError),
}

/// Makes the whole folder. The same report and options give the same bytes.
///
/// # Errors
/// What the folder refuses.
pub fn render(
    report: &Report<'_>,
    options: &Options,
    folder: &mut dyn Folder,
) -> Result<(), FolderError> {
    folder.put("assets/cotejo.css", include_bytes!("../assets/cotejo.css"))?;
    folder.put("assets/cotejo.js", include_bytes!("../assets/cotejo.js"))?;
    let layout = Layout::of(report.election);
    let differ = Differ::of(report);
    for lang in &options.languages {
        let book = Book::new(report, &layout, &differ, *lang, options);
        page::render(&book, folder)?;
    }
    if options.data {
        data::render(report, folder)?;
    }
    Ok(())
}
