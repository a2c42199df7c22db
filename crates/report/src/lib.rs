//! What a collation shows, as pages, JSON, CSV and open-data files.
//!
//! Pure rendering: values in, bytes out. Files are written by whoever calls.

pub mod export;
