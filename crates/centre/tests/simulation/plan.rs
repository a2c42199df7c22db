//! What a seed brings: how many stations, how bad the network is, and what goes wrong when.

use centre::batch::Batching;
use link::gateway::Limits;

use crate::dice::Dice;
use crate::queue::At;
use crate::world::TABLES;

pub const SECOND: At = 1_000;
pub const MINUTE: At = 60 * SECOND;
pub const HOUR: At = 60 * MINUTE;

pub struct Plan {
    pub stations: usize,
    pub gateways: usize,
    /// Processes that may write the log, one at a time.
    pub writers: usize,
    /// Whether the writers share a store with a queue and a lease.
    pub shares_store: bool,
    /// When attack, loss, cuts and faults end.
    pub heals_at: At,
    /// Stations close within this time.
    pub closing: At,
    pub link: Link,
    pub limits: Limits,
    pub batching: Batching,
    /// Mean time between two acts of the attackers.
    pub attack_every: At,
    /// How often a partition, a cut of a station, a crash of the centre, a fault of its disk, a change of writers.
    pub partition_every: At,
    pub cut_every: At,
    pub crash_every: At,
    pub fault_every: At,
    pub takeover_every: At,
    /// The table whose pass was stolen; those with an odd number are spared.
    pub stolen: usize,
    /// The table whose station signs two different sheets.
    pub two_faced: Option<usize>,
}

/// What the network does to a datagram.
#[derive(Clone, Copy)]
pub struct Link {
    pub loss_permille: u64,
    pub copy_permille: u64,
    pub delay: At,
    /// One in so many is late by up to half a minute.
    pub straggler_permille: u64,
}

impl Link {
    /// After the attack.
    pub const HEALED: Self =
        Self { loss_permille: 10, copy_permille: 10, delay: 80, straggler_permille: 0 };
}

impl Plan {
    pub fn of_seed(dice: &mut Dice) -> Self {
        let stations = 3 + dice.index(7);
        let heals_at = dice.between(10 * MINUTE, HOUR);
        Self {
            stations,
            gateways: 1 + dice.index(2),
            writers: 1 + dice.index(2),
            shares_store: dice.chance(400),
            heals_at,
            closing: dice.between(SECOND, heals_at),
            link: Link {
                loss_permille: dice.below(901),
                copy_permille: dice.below(400),
                delay: dice.between(20, 2_000),
                straggler_permille: dice.below(100),
            },
            limits: Limits {
                in_flight: 2 + dice.index(12),
                answers: 4 + dice.index(16),
                retry_after_ms: 2_000,
            },
            batching: Batching { most: 1 + dice.index(8), wait_ms: dice.below(1_000) },
            attack_every: dice.between(2 * SECOND, 8 * SECOND),
            partition_every: dice.between(MINUTE, 20 * MINUTE),
            cut_every: dice.between(MINUTE, 10 * MINUTE),
            crash_every: dice.between(2 * MINUTE, 20 * MINUTE),
            fault_every: dice.between(MINUTE, 10 * MINUTE),
            takeover_every: dice.between(MINUTE, 10 * MINUTE),
            stolen: dice.index(stations) / 2 * 2,
            two_faced: dice.chance(500).then(|| dice.index(stations)),
        }
    }

    /// Twenty hours of attack on a whole night's stations. A real flood sends a hundred thousand times as much:
    /// what it costs a gateway is for the benches, what it does to the decisions shows at any rate.
    pub fn of_twenty_hours(dice: &mut Dice) -> Self {
        Self {
            stations: usize::try_from(TABLES).expect("small"),
            gateways: 2,
            writers: 2,
            heals_at: 20 * HOUR,
            closing: 19 * HOUR,
            attack_every: SECOND,
            ..Self::of_seed(dice)
        }
    }
}
