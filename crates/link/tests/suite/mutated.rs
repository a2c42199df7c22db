//! Datagrams with one to many faults: no panic, nothing admitted that no station sent, no growth.
//!
//! A million in the ordinary run; `COTEJO_LINK_MUTATIONS=100000000 cargo nextest run --release -p cotejo-link mutated`
//! tries as many as one likes.

use std::collections::HashSet;

use link::gateway::{DropReason, Limits};
use link::request::REQUEST_BYTES;
use link::sender::{Centre, GatewayNo, Pace, Progress, Sender};
use link::{Answer, Decision};
use rand::{Rng as _, RngExt as _};
use rand_chacha::ChaCha20Rng;

use crate::common::{World, many, peer, random};

const TABLES: u32 = 64;

/// Turns a datagram into another, in one of the ways in which they come: bits, bytes, lengths, parts of two.
fn mutate(bytes: &mut Vec<u8>, other: &[u8], random: &mut ChaCha20Rng) {
    for _ in 0..random.random_range(1..4) {
        let at = random.random_range(0..bytes.len().max(1));
        match random.random_range(0..8) {
            0 | 1 => flip(bytes, at, random),
            2 => flip(bytes, random.random_range(0..20), random),
            3 => bytes.truncate(at),
            4 => bytes.resize(random.random_range(0..REQUEST_BYTES * 2), 0),
            5 => bytes[at..].fill(random.random()),
            6 => random.fill_bytes(&mut bytes[at..]),
            // The head of one and the tail of another.
            _ => {
                bytes.truncate(at);
                bytes.extend(other.get(at..).unwrap_or_default());
            }
        }
        if bytes.is_empty() {
            return;
        }
    }
}

fn flip(bytes: &mut [u8], at: usize, random: &mut ChaCha20Rng) {
    if let Some(byte) = bytes.get_mut(at) {
        *byte ^= 1 << random.random_range(0..8);
    }
}

#[test]
fn a_mutated_request_is_never_admitted() {
    let world = World::new(9, TABLES);
    let limits = Limits { in_flight: 256, answers: 512, ..Limits::default() };
    let mut gateway = world.gateway_with(limits);
    let mut random = random(0x0dd_b175);
    let requests: Vec<_> = (0..TABLES)
        .flat_map(|table| (0..4).map(move |counter| (table, counter)))
        .map(|(table, counter)| world.request(table, counter))
        .collect();
    let genuine: HashSet<_> = requests.iter().cloned().collect();
    let many = many("COTEJO_LINK_MUTATIONS", 1_000_000);
    let (mut admitted, mut beyond_tag) = (0, 0);
    for at in 0..many {
        let mut bytes = requests[random.random_range(0..requests.len())].clone();
        let other = &requests[random.random_range(0..requests.len())];
        mutate(&mut bytes, other, &mut random);
        // Slow enough that most tables are not held back, and codes are computed.
        let decision = gateway.datagram(u64::from(at) * 20, &bytes, peer(1));
        match decision {
            Decision::Drop(DropReason::Malformed | DropReason::Tag) => {}
            Decision::Drop(_) => beyond_tag += 1,
            // Only what was not changed after all, such as zeros set to zero.
            Decision::AnswerNow(answer) => {
                assert!(genuine.contains(&bytes), "datagram {at}");
                assert!(answer.len() <= bytes.len());
            }
            Decision::Admit(one) => {
                assert!(genuine.contains(&bytes), "datagram {at}");
                admitted += 1;
                gateway.answer(one.reply, &Answer::receipt(vec![0xc1; 563]).unwrap());
            }
        }
        assert!(gateway.remembered() <= 256 + 512);
        if at % 64 == 0 {
            gateway.expire(u64::from(at) * 20);
        }
    }
    println!("{admitted} unchanged admitted, {:?}", gateway.counters());
    assert!(beyond_tag > many / 20, "{beyond_tag} of {many} came to the code");
}

#[test]
fn a_mutated_answer_is_never_believed() {
    let world = World::new(9, 4);
    let pass = world.pass(1);
    let centre = Centre { pass, gateways: vec![GatewayNo(0)] };
    let any = |_: &[u8], _: &[u8]| Ok(());
    let mut sender = Sender::new(vec![centre], Pace::default(), [4; 32], any).unwrap();
    let no = sender.submit(world.sheet(1)).unwrap();
    sender.journaled(sender.state().version);
    let wake = sender.poll(0).next_wake.unwrap();
    let request = sender.poll(wake).transmits.remove(0).bytes;
    let name = link::request::Request::parse(&request).unwrap().name();
    let key = world.secret.mac_key(name.table);
    let answers: Vec<_> = [
        Answer::receipt(vec![0xc1; 563]).unwrap(),
        Answer::Later { retry_after_ms: 9 },
        Answer::Refused { rule: record::Rule::SheetMalformed },
    ]
    .iter()
    .map(|answer| answer.encode(&name, &key))
    .collect();
    let mut random = random(0xfa15e);
    for at in 0..many("COTEJO_LINK_ANSWERS", 300_000) {
        let mut bytes = answers[random.random_range(0..answers.len())].clone();
        let other = &answers[random.random_range(0..answers.len())];
        mutate(&mut bytes, other, &mut random);
        if !answers.contains(&bytes) {
            assert_eq!(sender.datagram(1, GatewayNo(0), &bytes), Progress::Ignored, "answer {at}");
        }
    }
    assert_eq!(sender.datagram(1, GatewayNo(0), &answers[0]), Progress::Receipted(no));
}
