//! Attackers: outside, on the path, with one stolen pass, and at the door.

use link::answer::ReceiptBytes;
use link::request::{self, MAGIC, REQUEST_BYTES, Request};
use link::sender::GatewayNo;
use link::{Answer, Counter, Peer};
use record::{Rule, TableNo};

use crate::election::{Event, Simulation};
use crate::network::Captured;
use crate::world::{TABLES, attacker, peer};

/// Tickets of the stolen pass that are misused. The station has more.
const MISUSED: u64 = 48;

impl Simulation {
    /// One act of some attacker.
    pub fn attack(&mut self) {
        match self.dice.below(13) {
            0 => self.junk(),
            1 => self.junk_with_a_header(),
            2 | 3 => self.replay_request(),
            4 => self.replay_answer(),
            5 => self.flip_a_bit(),
            6 => self.stolen_tag(),
            7 => self.stolen_seal(),
            8 => self.forged_sheet(),
            9 => self.stolen_answer(),
            10 => self.forged_answer(),
            11 => self.forged_at_the_door(),
            _ => self.copy_at_the_door(),
        }
    }

    fn junk(&mut self) {
        let many = self.dice.index(1_400);
        let bytes = self.dice.bytes(many);
        self.hostile(bytes);
    }

    fn junk_with_a_header(&mut self) {
        let mut bytes = self.dice.bytes(REQUEST_BYTES);
        bytes[..4].copy_from_slice(&MAGIC);
        let table = u32::try_from(self.dice.below(u64::from(TABLES) + 2)).expect("small");
        bytes[4..8].copy_from_slice(&table.to_be_bytes());
        bytes[8..12].copy_from_slice(&[0, 0, 0, 0]);
        self.hostile(bytes);
    }

    /// Up to a hundred copies of what a station sent, from elsewhere or under its own address.
    fn replay_request(&mut self) {
        let Some(one) = self.captured(true) else { return };
        self.abuse(one.station);
        let copies = if self.dice.chance(200) { 100 } else { self.dice.between(1, 6) };
        let from = if self.dice.chance(500) { peer(one.station) } else { attacker(7) };
        let gateway = self.dice.index(self.plan.gateways);
        for _ in 0..copies {
            let at = self.now + self.dice.between(1, 2_000);
            self.queue.push(at, Event::ToGateway { gateway, from, bytes: one.bytes.clone() });
        }
    }

    fn replay_answer(&mut self) {
        let Some(one) = self.captured(false) else { return };
        self.forge_to_station(one.station, one.bytes);
    }

    fn flip_a_bit(&mut self) {
        let is_request = self.dice.chance(500);
        let Some(mut one) = self.captured(is_request) else { return };
        let at = self.dice.index(one.bytes.len());
        one.bytes[at] ^= 1 << self.dice.below(8);
        if is_request {
            self.abuse(one.station);
            self.hostile(one.bytes);
        } else {
            self.forge_to_station(one.station, one.bytes);
        }
    }

    /// The stolen pass: datagrams that the kernel's filter lets pass, and nothing behind it.
    fn stolen_tag(&mut self) {
        let table = self.plan.stolen;
        self.abuse(table);
        let copies = if self.dice.chance(400) { 120 } else { self.dice.between(1, 10) };
        for _ in 0..copies {
            let counter = self.misused();
            let ticket = self.world.tables[table].pass.ticket(counter).unwrap();
            let mut bytes = self.dice.bytes(REQUEST_BYTES);
            bytes[..4].copy_from_slice(&MAGIC);
            bytes[4..8].copy_from_slice(&ticket.table.0.to_be_bytes());
            bytes[8..12].copy_from_slice(&counter.0.to_be_bytes());
            bytes[12..20].copy_from_slice(&ticket.tag.0);
            self.hostile(bytes);
        }
    }

    /// The stolen pass: genuine requests that carry no sheet.
    fn stolen_seal(&mut self) {
        let many = self.dice.index(200);
        let text = self.dice.bytes(many);
        self.seal_stolen(&text);
    }

    /// The stolen pass: a sheet of the table that its station did not sign.
    fn forged_sheet(&mut self) {
        let of = if self.dice.chance(700) {
            self.plan.stolen
        } else {
            self.dice.index(self.stations.len())
        };
        let forged = self.world.tables[of].forged.bytes();
        self.seal_stolen(forged);
    }

    /// The stolen pass: answers that the station takes for its gateway's.
    fn stolen_answer(&mut self) {
        let of = self.plan.stolen;
        let of_stolen = |one: &&Captured| one.station == of && one.is_request;
        let Some(one) = self.network.captured.iter().find(of_stolen).cloned() else { return };
        let Ok(request) = Request::parse(&one.bytes) else { return };
        let name = request.name();
        let answer = match self.dice.below(4) {
            0 => Answer::Later { retry_after_ms: u32::MAX },
            1 => Answer::Refused { rule: Rule::SignatureInvalid },
            2 => Answer::Refused { rule: Rule::TicketReused },
            _ => {
                let many = self.dice.index(900);
                Answer::Receipt(ReceiptBytes::new(self.dice.bytes(many)).unwrap())
            }
        };
        let bytes = answer.encode(&name, &self.world.secret.mac_key(name.table));
        self.forge_to_station(of, bytes);
    }

    fn forged_answer(&mut self) {
        let station = self.dice.index(self.stations.len());
        let many = 13 + self.dice.index(1_300);
        let mut bytes = self.dice.bytes(many);
        bytes[..4].copy_from_slice(b"CTJ\x81");
        let table = u32::try_from(station).expect("few stations");
        bytes[4..8].copy_from_slice(&table.to_be_bytes());
        bytes[8..12].copy_from_slice(&[0, 0, 0, 0]);
        self.forge_to_station(station, bytes);
    }

    fn forged_at_the_door(&mut self) {
        let at = self.dice.index(self.stations.len());
        let many = 1 + self.dice.index(300);
        let record = if self.dice.chance(500) {
            self.world.tables[at].forged.bytes().to_vec()
        } else {
            self.dice.bytes(many)
        };
        self.at_the_door(record);
    }

    /// No attack: a witness hands in his copy of what a station signed.
    fn copy_at_the_door(&mut self) {
        let at = self.dice.index(self.stations.len());
        let station = &self.stations[at];
        if station.signed > 0 {
            let which = self.dice.index(station.signed);
            self.at_the_door(station.sheets[which].bytes().to_vec());
        }
    }

    fn seal_stolen(&mut self, text: &[u8]) {
        let table = self.plan.stolen;
        self.abuse(table);
        let (counter, seed) = (self.misused(), self.dice.seed());
        let pass = &self.world.tables[table].pass;
        self.hostile(request::seal(pass, counter, text, &seed).unwrap());
    }

    fn misused(&mut self) -> Counter {
        Counter(u32::try_from(self.dice.below(MISUSED)).expect("small"))
    }

    fn captured(&mut self, is_request: bool) -> Option<Captured> {
        let all = self.network.captured.len();
        let one = self.network.captured.get(self.dice.index(all.max(1)))?;
        (one.is_request == is_request).then(|| one.clone())
    }

    fn abuse(&mut self, station: usize) {
        self.abused.insert(TableNo(u32::try_from(station).expect("few stations")));
    }

    fn hostile(&mut self, bytes: Vec<u8>) {
        let gateway = self.dice.index(self.plan.gateways);
        let from: Peer = attacker(u16::try_from(self.dice.below(60_000)).expect("below"));
        let at = self.now + self.dice.between(1, 500);
        self.queue.push(at, Event::ToGateway { gateway, from, bytes });
    }

    fn forge_to_station(&mut self, station: usize, bytes: Vec<u8>) {
        let from = GatewayNo(self.dice.index(self.plan.gateways));
        let at = self.now + self.dice.between(1, 500);
        self.queue.push(at, Event::ToStation { station, from, bytes });
    }
}
