//! What every store keeps to, on SQLite and on a real PostgreSQL, and what happens when servers and writers die.

mod cluster;
mod common;
mod contract;
mod postgres_failover;
mod postgres_sessions;
mod sequencers;
