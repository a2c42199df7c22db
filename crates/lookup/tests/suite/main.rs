//! A whole look-up in memory, asked rightly, wrongly and with altered files.

mod altered;
mod asked;
mod rolls;
#[path = "../small.rs"]
mod small;
