//! Integration tests. Those on published files need `COTEJO_DATA` and say so where they skip.
#![allow(clippy::unwrap_used, reason = "a test may stop at its first surprise")]

mod announcements;
mod brazil;
mod csv;
mod documents;
mod never_panics;
mod nist;
mod payloads;
mod real_data;
mod stored;
mod support;
mod wrong_file;
