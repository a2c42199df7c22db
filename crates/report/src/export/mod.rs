//! Results as open data: NIST SP 1500-100 JSON, CSV, Parquet and GeoJSON, streamed to a writer.
//!
//! What is exported is a set of sheets, see [`Sheets`]: one source as it stands, or the sheets that a
//! policy chose. Memory does not grow with the number of tables.

pub mod csv;
pub mod geojson;
pub mod nist;
pub mod parquet;
mod sheets;

pub use sheets::{Chosen, SheetRow, Sheets};

/// Why an export was not written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The writer refused bytes.
    #[error("cannot write the export: {0}; check free space and permissions, then run again")]
    Io(#[from] std::io::Error),
    /// The CSV writer refused a row.
    #[error("cannot write CSV: {0}; check free space and permissions, then run again")]
    Csv(#[from] ::csv::Error),
    /// A value has no JSON form.
    #[error("cannot write JSON: {0}; check free space and permissions, then run again")]
    Json(#[from] serde_json::Error),
    /// The Parquet writer refused a column.
    #[error("cannot write Parquet: {0}; check free space and permissions, then run again")]
    Parquet(#[from] ::parquet::errors::ParquetError),
    /// The GeoJSON writer refused a feature.
    #[error("cannot write GeoJSON: {0}; check free space and permissions, then run again")]
    GeoJson(#[from] ::geojson::Error),
    /// A table has more than one sheet, and the format has room for one.
    #[error(
        "table `{0}` has more than one sheet of contest `{1}`, and this format holds one per table; \
         export what a policy chose instead of a whole source"
    )]
    Duplicate(String, String),
    /// A sheet has another number of votes than its contest has lists or candidates.
    #[error(
        "table `{table}`: {got} counts for contest `{contest}`, {expected} expected; \
         leave the sheet out (rule S106) or correct its source"
    )]
    ListCount {
        /// Code of the table.
        table: String,
        /// Key of the contest.
        contest: String,
        /// Counts there are.
        got: usize,
        /// Lists or candidates of the contest.
        expected: usize,
    },
}
