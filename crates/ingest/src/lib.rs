//! Turns what exists into collections: bytes in, values out.
//!
//! Result files come as CSV through a [`map`], as QR texts ([`payload`]), as NIST SP 1500-100 JSON
//! ([`nist`]) or as typed announcements ([`announcement`]); [`infer`] makes an election file where
//! there is none, and [`store`] keeps a collection as text. Nothing here opens a file: callers hand in
//! bytes and get a [`record::Collection`] with every row that was refused, and why.
//!
//! Reading order for a newcomer: [`Import`], [`map::Map`], [`csv_import`].

pub mod announcement;
pub mod csv_import;
pub mod error;
pub mod import;
pub mod infer;
pub mod input;
pub mod map;
pub mod nist;
pub mod payload;
pub mod qr_text;
pub mod store;
pub mod which_file;

pub use error::{ImportError, RowBreach};
pub use import::{Import, Options, Summary};
pub use input::Input;
pub use payload::{PayloadContext, ReadVerdict, Reading};
pub use which_file::{Looks, which_file};
