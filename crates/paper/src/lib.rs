//! Printing on paper: layout and PDF, the same bytes every time.
//!
//! In scope: the printed tally sheet on an 80 mm roll and on A4 ([`sheet_pdf`]), QR codes ([`qr_matrix`], [`qr_svg`],
//! [`qr_png`], [`qr_terminal`]), and the small layout engine under them, for other forms: build [`block::Block`]s and
//! hand them to [`paper::print`]. Out of scope: what the figures mean, files, printers, time. Nothing here reads a clock.
//!
//! From a filled-in structure to bytes: [`sheet`] → [`block`] → [`shape`] and `table` → [`strip`] → [`flow`] → [`pdf`].

pub mod block;
pub mod drawing;
pub mod error;
pub mod flow;
pub mod font;
pub mod gauge;
pub mod paper;
pub mod pdf;
pub mod qr;
pub mod shape;
pub mod sheet;
pub mod strip;
mod table;
pub mod tags;
pub mod texts;
pub mod units;

pub use error::PaperError;
pub use paper::{Paper, Printed};
pub use qr::{Ground, Qr, QrError, qr_matrix, qr_png, qr_svg, qr_terminal};
pub use sheet::{Figure, SheetPrint, lay_out_sheet, sheet_pdf};
pub use texts::Texts;
