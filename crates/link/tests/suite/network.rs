//! A whole network in one thread: stations, two gateways, one log, and a network that loses, repeats, delays and
//! reorders; stations are killed and restored on the way.

use std::collections::{BTreeMap, BTreeSet};

use link::sender::{Centre, GatewayNo, Pace, Progress, Sender};
use link::{Answer, Decision, Gateway, Peer};
use rand::RngExt as _;
use rand_chacha::ChaCha20Rng;
use record::Digest;

use crate::common::{World, peer, random};

const STATIONS: u32 = 40;

fn verify(sheet: &[u8], receipt: &[u8]) -> Result<(), String> {
    if receipt == Digest::of(sheet).0 { Ok(()) } else { Err("of another sheet".to_owned()) }
}

type Verify = fn(&[u8], &[u8]) -> Result<(), String>;

struct Station {
    sender: Sender<Verify>,
    centres: Vec<Centre>,
    disk: Vec<u8>,
}

/// A datagram on its way: to a gateway with the station's address, or to a station from a gateway.
#[derive(Clone)]
enum Datagram {
    Up(usize, Peer, Vec<u8>),
    Down(u32, GatewayNo, Vec<u8>),
}

struct Network {
    random: ChaCha20Rng,
    loss: f64,
    flying: BTreeMap<(u64, u64), Datagram>,
    sent: u64,
}

impl Network {
    fn send(&mut self, now: u64, datagram: &Datagram) {
        let copies = if self.random.random_bool(0.05) { 2 } else { 1 };
        for _ in 0..copies {
            if !self.random.random_bool(self.loss) {
                let delay: u64 = self.random.random_range(1..300);
                self.sent += 1;
                self.flying.insert((now + delay, self.sent), datagram.clone());
            }
        }
    }
}

#[test]
fn every_sheet_gets_its_receipt_through_any_network() {
    for (seed, loss) in [(1, 0.0), (2, 0.3), (3, 0.8), (4, 0.95)] {
        let world = World::new(seed, STATIONS);
        let mut network = Network { random: random(seed), loss, flying: BTreeMap::new(), sent: 0 };
        let mut gateways = [world.gateway(), world.gateway()];
        let mut stations: Vec<_> = (0..STATIONS).map(|table| station(&world, table)).collect();
        let mut log = BTreeSet::new();
        let (mut now, mut kills) = (0, 0);
        while stations.iter().any(|one| one.sender.open().next().is_some()) {
            assert!(now < 4 * 3_600_000, "{loss}: not done after four hours");
            for (table, station) in (0..).zip(&mut stations) {
                if network.random.random_bool(0.0002) {
                    kills += 1;
                    let seed = network.random.random();
                    station.sender = restore(&station.disk, &station.centres, seed);
                }
                for transmit in station.sender.poll(now).transmits {
                    let from = peer(u16::try_from(table).unwrap());
                    let up = Datagram::Up(transmit.gateway.0, from, transmit.bytes);
                    network.send(now, &up);
                }
            }
            while let Some(entry) = network.flying.first_entry().filter(|one| one.key().0 <= now) {
                match entry.remove() {
                    Datagram::Up(gateway, from, bytes) => {
                        let answer =
                            at_gateway(&mut gateways[gateway], &mut log, now, from, &bytes);
                        if let Some(bytes) = answer {
                            let to = u32::from(from.0.port());
                            network.send(now, &Datagram::Down(to, GatewayNo(gateway), bytes));
                        }
                    }
                    Datagram::Down(table, gateway, bytes) => {
                        let station = &mut stations[table as usize];
                        let progress = station.sender.datagram(now, gateway, &bytes);
                        assert!(matches!(progress, Progress::Receipted(_) | Progress::Ignored));
                        save(station);
                    }
                }
            }
            now += 20;
        }
        println!("loss {loss}: {now} ms, {} datagrams arrived, {kills} kills", network.sent);
        // Every sheet once, and none that nobody sent.
        let expected = (0..STATIONS).map(|table| world.sheet(table).bytes().to_vec());
        assert_eq!(log, expected.collect());
    }
}

fn at_gateway(
    gateway: &mut Gateway,
    log: &mut BTreeSet<Vec<u8>>,
    now: u64,
    from: Peer,
    bytes: &[u8],
) -> Option<Vec<u8>> {
    match gateway.datagram(now, bytes, from) {
        Decision::Drop(_) => None,
        Decision::AnswerNow(answer) => Some(answer),
        Decision::Admit(admitted) => {
            let receipt = Digest::of(&admitted.sheet_bytes).0.to_vec();
            log.insert(admitted.sheet_bytes);
            Some(gateway.answer(admitted.reply, &Answer::receipt(receipt).unwrap()))
        }
    }
}

fn station(world: &World, table: u32) -> Station {
    let gateways = vec![GatewayNo(0), GatewayNo(1)];
    let centres = vec![Centre { pass: world.pass(table), gateways }];
    let seed = Digest::of(&table.to_be_bytes()).0;
    let verify: Verify = verify;
    let mut sender = Sender::new(centres.clone(), Pace::default(), seed, verify).unwrap();
    sender.submit(world.sheet(table)).unwrap();
    let mut station = Station { sender, centres, disk: Vec::new() };
    save(&mut station);
    station
}

fn save(station: &mut Station) {
    let state = station.sender.state();
    station.disk = state.bytes;
    station.sender.journaled(state.version);
}

fn restore(disk: &[u8], centres: &[Centre], seed: [u8; 32]) -> Sender<Verify> {
    let verify: Verify = verify;
    Sender::restore(disk, centres.to_vec(), Pace::default(), seed, verify).unwrap()
}
