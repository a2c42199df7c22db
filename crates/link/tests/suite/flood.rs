//! The gateway under whoever holds nothing, a captured datagram, a header, or a stolen pass.

use link::filter::MAX_HELD_BACK;
use link::gateway::{Counters, DropReason, Limits};
use link::request::{REQUEST_BYTES, Request};
use link::{Admitted, Answer, Decision, Gateway, Peer};
use rand::{Rng as _, RngExt as _};
use record::{Rule, TableNo};

use crate::common::{TICKETS, World, peer, random};

fn receipt() -> Answer {
    Answer::receipt(vec![0xc1; 563]).unwrap()
}

fn admitted(decision: Decision) -> Admitted {
    match decision {
        Decision::Admit(admitted) => admitted,
        other => panic!("{other:?}"),
    }
}

/// What the answer in a decision says to a request.
fn says(world: &World, request: &[u8], decision: Decision) -> Answer {
    let Decision::AnswerNow(bytes) = decision else { panic!("{decision:?}") };
    assert!(bytes.len() <= request.len());
    let name = Request::parse(request).unwrap().name();
    Answer::parse(&bytes, &name, &world.secret.mac_key(name.table)).unwrap()
}

#[test]
fn a_sheet_is_admitted_once_and_its_receipt_is_given_again() {
    let world = World::new(1, 4);
    let mut gateway = world.gateway();
    let request = world.request(2, 0);
    let first = admitted(gateway.datagram(0, &request, peer(7)));
    assert_eq!((first.table, first.reply.peer), (TableNo(2), peer(7)));
    assert_eq!(first.sheet_bytes, world.sheet(2).bytes());
    assert_eq!(gateway.datagram(400, &request, peer(7)), Decision::Drop(DropReason::InFlight));
    let answer = gateway.answer(first.reply, &receipt());
    assert!(answer.len() <= request.len());
    // Over another route, too: what counts is the request.
    for (at, from) in [(900, peer(7)), (2_000, peer(8))] {
        assert_eq!(gateway.datagram(at, &request, from), Decision::AnswerNow(answer.clone()));
    }
    let expected =
        Counters { admitted: 1, receipts: 1, in_flight: 1, repeated: 2, ..Counters::default() };
    assert_eq!(*gateway.counters(), expected);
}

#[test]
fn what_cannot_be_attributed_is_refused_by_its_rule() {
    let world = World::new(1, 4);
    let elsewhere = World::new(2, 4);
    let cut = world.sheet(2).bytes()[..100].to_vec();
    let flipped = {
        let mut bytes = world.sheet(2).bytes().to_vec();
        *bytes.last_mut().unwrap() ^= 1;
        bytes
    };
    for (sheet, rule) in [
        (world.sheet_by(2, 1).bytes().to_vec(), Rule::SignatureInvalid),
        (flipped, Rule::SignatureInvalid),
        (world.sheet(1).bytes().to_vec(), Rule::SheetOfAnotherTable),
        (elsewhere.sheet(2).bytes().to_vec(), Rule::OtherElection),
        (cut, Rule::SheetMalformed),
        (Vec::new(), Rule::SheetMalformed),
    ] {
        let mut gateway = world.gateway();
        let request = world.request_of(2, 0, &sheet);
        for repetition in 0..2 {
            let decision = gateway.datagram(repetition, &request, peer(1));
            assert_eq!(says(&world, &request, decision), Answer::Refused { rule });
        }
        // The second time nothing was opened.
        assert_eq!((gateway.counters().refused, gateway.counters().repeated), (1, 1), "{rule}");
    }
}

#[test]
fn a_ticket_is_good_for_one_request() {
    let world = World::new(1, 4);
    let mut gateway = world.gateway();
    let first = world.request(2, 0);
    let admitted = admitted(gateway.datagram(0, &first, peer(1)));
    let second = world.request_of(2, 0, b"another");
    for at in 0..2 {
        let decision = gateway.datagram(at, &second, peer(1));
        let expected = Answer::Refused { rule: Rule::TicketReused };
        assert_eq!(says(&world, &second, decision), expected);
    }
    let answer = gateway.answer(admitted.reply, &receipt());
    assert_eq!(gateway.datagram(9, &first, peer(1)), Decision::AnswerNow(answer));
}

#[test]
fn a_full_gateway_asks_to_come_later_and_gives_up_on_lost_callers() {
    let world = World::new(1, 8);
    let limits = Limits { in_flight: 3, answers: 2, retry_after_ms: 1_234 };
    let mut gateway = world.gateway_with(limits);
    let requests: Vec<_> = (0..8).map(|table| world.request(table, 0)).collect();
    let mut replies: Vec<_> = requests[..3]
        .iter()
        .map(|request| admitted(gateway.datagram(0, request, peer(1))).reply)
        .collect();
    let later = Answer::Later { retry_after_ms: 1_234 };
    let decision = gateway.datagram(1, &requests[3], peer(1));
    assert_eq!(says(&world, &requests[3], decision), later);
    // One answered later makes room, and may come again.
    let answer = gateway.answer(replies.remove(0), &later);
    let name = Request::parse(&requests[0]).unwrap().name();
    let key = world.secret.mac_key(TableNo(0));
    assert_eq!(Answer::parse(&answer, &name, &key), Ok(later));
    replies.insert(0, admitted(gateway.datagram(2, &requests[0], peer(1))).reply);
    // The caller is lost: after a minute the requests count as never seen.
    gateway.expire(59_999);
    assert_eq!(gateway.counters().abandoned, 0);
    gateway.expire(70_000);
    assert_eq!(gateway.counters().abandoned, 3);
    assert_eq!(gateway.remembered(), 0);
    for request in &requests[..3] {
        admitted(gateway.datagram(80_000, request, peer(1)));
    }
    // Answers that come after all are still given, and no more are kept than allowed.
    for reply in replies {
        gateway.answer(reply, &receipt());
    }
    assert!(gateway.remembered() <= 3 + 2, "{}", gateway.remembered());
}

/// Whoever sends in one table's name, as fast as he can, while the others' stations send once each.
fn others_get_in(world: &World, attack: impl Fn(u32) -> Vec<u8>) -> (Gateway, u64) {
    let mut gateway = world.gateway();
    let tables = u32::try_from(world.election.tables.len()).unwrap();
    let attacker = peer(666);
    let mut reached = 0;
    for table in 1..tables {
        // A thousand datagrams of the attacker's a millisecond, a station's every 20.
        for ms in 0..20 {
            for at in 0..1_000 {
                let now = u64::from(table * 20 + ms);
                gateway.expire(now);
                // What the kernel would have dropped.
                if gateway.held_back().contains(&TableNo(0)) {
                    continue;
                }
                reached += 1;
                match gateway.datagram(now, &attack((table * 20 + ms) * 1_000 + at), attacker) {
                    Decision::Admit(admitted) => {
                        gateway.answer(admitted.reply, &receipt());
                    }
                    Decision::AnswerNow(answer) => assert!(answer.len() <= REQUEST_BYTES),
                    Decision::Drop(_) => {}
                }
            }
        }
        let request = world.request(table, 0);
        let now = u64::from(table * 20 + 20);
        let admitted = admitted(gateway.datagram(now, &request, peer(1)));
        assert_eq!(admitted.table, TableNo(table));
        gateway.answer(admitted.reply, &receipt());
    }
    assert!(gateway.counters().holds > 0);
    (gateway, reached)
}

#[test]
fn a_captured_datagram_repeated_at_full_rate_harms_no_other_table() {
    let world = World::new(3, 400);
    let captured = world.request(0, 0);
    let (gateway, reached) = others_get_in(&world, |_| captured.clone());
    println!("{reached} of 8 million reached the gateway: {:?}", gateway.counters());
    assert!(reached < 2_000, "{reached}");
    assert_eq!(gateway.counters().admitted, 400);
}

#[test]
fn a_captured_header_with_junk_harms_no_other_table() {
    let world = World::new(3, 400);
    let captured = world.request(0, 0);
    let (gateway, reached) = others_get_in(&world, |at| {
        let mut junk = captured.clone();
        junk[900..904].copy_from_slice(&at.to_be_bytes());
        junk
    });
    println!("{reached} of 8 million reached the gateway: {:?}", gateway.counters());
    assert!(reached < 2_000, "{reached}");
    assert_eq!(gateway.counters().admitted, 399);
}

#[test]
fn a_stolen_pass_harms_no_other_table() {
    let world = World::new(3, 400);
    // The thief has the codes, so that every one of these is genuine until it is opened.
    let many: Vec<_> = (0..TICKETS)
        .flat_map(|counter| (0..20_u32).map(move |at| (counter, at.to_be_bytes())))
        .map(|(counter, sheet)| world.request_of(0, counter, &sheet))
        .collect();
    let (gateway, reached) = others_get_in(&world, |at| many[at as usize % many.len()].clone());
    println!("{reached} of 8 million reached the gateway: {:?}", gateway.counters());
    assert!(reached < 2_000, "{reached}");
    assert_eq!(gateway.counters().admitted, 399);
    assert!(gateway.remembered() <= 399 + many.len());
}

#[test]
fn a_table_comes_free_again_and_waits_longer_each_time() {
    let world = World::new(1, 4);
    let mut gateway = world.gateway();
    let junk = {
        let mut junk = world.request(2, 0);
        junk[600] ^= 1;
        junk
    };
    let mut now = 0;
    let mut waits = Vec::new();
    for _ in 0..8 {
        while gateway.held_back().is_empty() {
            now += 1;
            gateway.datagram(now, &junk, peer(1));
        }
        assert_eq!(gateway.held_back(), [TableNo(2)]);
        let decision = gateway.datagram(now, &world.request(2, 0), peer(1));
        assert_eq!(decision, Decision::Drop(DropReason::HeldBack));
        let free = gateway.next_expiry().unwrap();
        assert!(!gateway.expire(free - 1));
        assert!(gateway.expire(free));
        assert!(gateway.held_back().is_empty() && gateway.next_expiry().is_none());
        waits.push(free - now);
        now = free;
    }
    assert_eq!(waits, [10_000, 20_000, 40_000, 80_000, 80_000, 80_000, 80_000, 80_000]);
    // Its station gets through as soon as it is free, and after quiet times it is a first time again.
    let free = admitted(gateway.datagram(now, &world.request(2, 0), peer(1)));
    assert_eq!(free.table, TableNo(2));
    now += 400_000;
    while gateway.held_back().is_empty() {
        now += 1;
        gateway.datagram(now, &junk, peer(1));
    }
    assert_eq!(gateway.next_expiry(), Some(now + 10_000));
}

#[test]
fn more_thieves_than_the_filter_has_room_for() {
    let world = World::new(5, 300);
    let mut gateway = world.gateway();
    let requests: Vec<_> = (0..300).map(|table| world.request(table, 0)).collect();
    let stolen = 0..280;
    for now in 0..300 {
        for table in stolen.clone() {
            let mut junk = requests[table].clone();
            junk[700] ^= 1;
            gateway.datagram(now, &junk, peer(1));
        }
    }
    assert_eq!(gateway.counters().holds, 280);
    assert_eq!(gateway.held_back().len(), MAX_HELD_BACK);
    assert!(gateway.held_back().is_sorted());
    for request in &requests[280..] {
        admitted(gateway.datagram(300, request, peer(1)));
    }
    // Those for which the filter has no room are held back all the same.
    for table in stolen {
        let decision = gateway.datagram(300, &requests[table], peer(1));
        assert_eq!(decision, Decision::Drop(DropReason::HeldBack));
    }
}

#[test]
fn an_honest_station_never_exceeds_its_share() {
    let world = World::new(1, 4);
    let mut gateway = world.gateway();
    // Every ticket, over two routes, repeated twice a second for a minute.
    let requests: Vec<_> = (0..3).map(|counter| world.request(1, counter)).collect();
    for (round, now) in (0..60_000).step_by(500).enumerate() {
        for from in [peer(1), peer(2)] {
            match gateway.datagram(now, &requests[round % 3], from) {
                Decision::Admit(admitted) => {
                    gateway.answer(admitted.reply, &receipt());
                }
                Decision::AnswerNow(_) => {}
                Decision::Drop(reason) => panic!("{reason:?} at {now}"),
            }
        }
    }
}

#[test]
fn junk_leaves_nothing_behind() {
    let world = World::new(1, 50);
    let mut gateway = world.gateway();
    let mut random = random(0x1de_a11);
    let mut bytes = world.request(1, 0);
    for at in 0..200_000 {
        // Right magic, any table, a random tag: what a flood looks like.
        random.fill_bytes(&mut bytes[12..64]);
        bytes[4..8].copy_from_slice(&random.random_range(0..50_u32).to_be_bytes());
        let from = Peer(std::net::SocketAddr::from((random.random::<[u8; 4]>(), 9)));
        let decision = gateway.datagram(at / 100, &bytes, from);
        assert_eq!(decision, Decision::Drop(DropReason::Tag));
    }
    assert_eq!((gateway.remembered(), gateway.held_back().len()), (0, 0));
}
