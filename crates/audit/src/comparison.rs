//! Batch comparison: hand counts of drawn boxes held against what was reported of them.
//!
//! [`kaplan_markov`] is Stark's MACRO for draws with replacement; [`martingales`] are the sharper and sturdier
//! bets of one bettor per assertion, with replacement and without.

mod counts;
mod kaplan_markov;
mod martingale;

pub use counts::{Counts, DrawError, Found, Overstatement};
pub(crate) use kaplan_markov::whole;
pub use kaplan_markov::{KaplanMarkov, kaplan_markov, next_round, sample_size};
pub use martingale::{AssertionRun, Bet, Betted, Betting, martingales};
