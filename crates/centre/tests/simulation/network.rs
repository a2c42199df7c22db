//! The network: it loses, copies, delays and reorders datagrams, and cuts off one station from one gateway.

use std::collections::BTreeMap;

use link::Peer;
use link::sender::GatewayNo;

use crate::election::{Event, Simulation};
use crate::plan::{Link, MINUTE, SECOND};
use crate::queue::At;
use crate::world::station_at;

/// Datagrams that attackers on the path keep.
const CAPTURED: usize = 32;

#[derive(Default)]
pub struct Network {
    /// Until when a station and a gateway do not reach each other.
    cut_off: BTreeMap<(usize, usize), At>,
    pub captured: Vec<Captured>,
}

/// What somebody on the path wrote down.
#[derive(Clone)]
pub struct Captured {
    pub station: usize,
    pub is_request: bool,
    pub bytes: Vec<u8>,
}

impl Simulation {
    pub fn send_to_gateway(&mut self, station: usize, gateway: usize, bytes: &[u8]) {
        self.capture(station, true, bytes);
        let from = crate::world::peer(station);
        for at in self.arrivals(station, gateway) {
            self.queue.push(at, Event::ToGateway { gateway, from, bytes: bytes.to_vec() });
        }
    }

    pub fn send_to_peer(&mut self, gateway: usize, to: Peer, bytes: &[u8]) {
        self.watch.answer_sent(self.now, gateway, to, bytes);
        let Some(station) = station_at(to).filter(|at| *at < self.stations.len()) else { return };
        self.capture(station, false, bytes);
        for at in self.arrivals(station, gateway) {
            let from = GatewayNo(gateway);
            self.queue.push(at, Event::ToStation { station, from, bytes: bytes.to_vec() });
        }
    }

    /// Cuts some of the stations off from some of the gateways, for a time.
    pub fn cut_off(&mut self) {
        let until = self.now + self.dice.between(SECOND, 10 * MINUTE);
        let share = self.dice.below(1_001);
        for station in 0..self.stations.len() {
            for gateway in 0..self.plan.gateways {
                if self.dice.chance(share) {
                    self.network.cut_off.insert((station, gateway), until);
                }
            }
        }
    }

    pub fn heal_network(&mut self) {
        self.network.cut_off.clear();
    }

    /// When the copies of a datagram arrive, if any does.
    fn arrivals(&mut self, station: usize, gateway: usize) -> Vec<At> {
        let until = self.network.cut_off.get(&(station, gateway));
        if until.is_some_and(|until| *until > self.now) {
            return Vec::new();
        }
        let link = if self.is_healed { Link::HEALED } else { self.plan.link };
        let mut copies = 1;
        while copies < 8 && self.dice.chance(link.copy_permille) {
            copies += 1;
        }
        let mut arrivals = Vec::new();
        for _ in 0..copies {
            if self.dice.chance(link.loss_permille) {
                continue;
            }
            let late = self.dice.chance(link.straggler_permille);
            let most = if late { 30 * SECOND } else { link.delay };
            arrivals.push(self.now + self.dice.between(1, most));
        }
        arrivals
    }

    fn capture(&mut self, station: usize, is_request: bool, bytes: &[u8]) {
        // Half of the tables are spared, so that it shows whether an attack on one harms another.
        if self.is_healed || station % 2 == 1 || !self.dice.chance(200) {
            return;
        }
        let captured = Captured { station, is_request, bytes: bytes.to_vec() };
        if self.network.captured.len() < CAPTURED {
            self.network.captured.push(captured);
        } else {
            let at = self.dice.index(CAPTURED);
            self.network.captured[at] = captured;
        }
    }
}
