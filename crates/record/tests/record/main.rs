//! What `record` promises, tested from outside.

mod codec;
mod common;
mod election;
mod election_rules;
mod figures;
mod manifest;
mod qr;
mod security_code;
mod sheet_rules;
mod signature;
mod spelling;
mod strategy;
mod weak_keys;
