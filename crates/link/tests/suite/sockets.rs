//! Real sockets on loopback: stations, a gateway with its filter, answers back.

use std::net::UdpSocket;
use std::time::{Duration, Instant};

use link::filter::Program;
use link::keys::FilterKey;
use link::sender::{Centre, GatewayNo, Pace, Progress, Sender};
use link::socket::{Batch, GatewaySocket, SenderSocket};
use link::{Answer, Decision, Gateway};
use record::{Digest, Rule, TableNo};

use crate::common::World;

const LIMIT: Duration = Duration::from_secs(30);
const TURN: Duration = Duration::from_millis(20);

/// Serves what comes until nothing does.
fn serve(gateway: &mut Gateway, socket: &mut GatewaySocket, now: u64) {
    let mut batch = Batch::default();
    loop {
        let before = gateway.held_back().to_vec();
        let mut came = 0;
        for one in socket.receive(&mut batch, TURN).unwrap() {
            came += 1;
            let (bytes, to) = match gateway.datagram(now, one.bytes, one.from) {
                Decision::Drop(_) => continue,
                Decision::AnswerNow(bytes) => (bytes, one.from),
                Decision::Admit(admitted) => {
                    let receipt = Digest::of(&admitted.sheet_bytes).0.to_vec();
                    let to = admitted.reply.peer;
                    (gateway.answer(admitted.reply, &Answer::receipt(receipt).unwrap()), to)
                }
            };
            socket.send(&bytes, to).unwrap();
        }
        if gateway.held_back() != before {
            socket.attach(&gateway.program()).unwrap();
        }
        if came == 0 {
            return;
        }
    }
}

#[test]
fn a_sheet_gets_its_receipt_over_both_kinds_of_address() {
    let world = World::new(1, 4);
    let mut gateways = [world.gateway(), world.gateway()];
    let mut sockets = ["127.0.0.1:0", "[::1]:0"].map(|address| {
        GatewaySocket::bind(address.parse().unwrap(), &gateways[0].program()).unwrap()
    });
    let to = sockets.iter().map(|one| one.local_addr().unwrap()).collect();
    let station = SenderSocket::bind(to, &[]).unwrap();
    let verify = |sheet: &[u8], receipt: &[u8]| {
        if receipt == Digest::of(sheet).0 { Ok(()) } else { Err("another".to_owned()) }
    };
    let centre = Centre { pass: world.pass(3), gateways: vec![GatewayNo(0), GatewayNo(1)] };
    let mut sender = Sender::new(vec![centre], Pace::default(), [5; 32], verify).unwrap();
    let no = sender.submit(world.sheet(3)).unwrap();
    sender.journaled(sender.state().version);
    // The clock of the test is of its own; sockets only wait for each other.
    let (mut now, mut done) = (0, false);
    let mut heard = Vec::new();
    let start = Instant::now();
    while !done {
        assert!(start.elapsed() < LIMIT);
        sender.poll(now).transmits.iter().for_each(|one| station.send(one).unwrap());
        for (gateway, socket) in gateways.iter_mut().zip(&mut sockets) {
            serve(gateway, socket, now);
        }
        while let Some((from, bytes)) = station.receive(TURN).unwrap() {
            heard.push(from);
            done |= sender.datagram(now, from, &bytes) == Progress::Receipted(no);
        }
        now += 400;
    }
    println!("answers from {heard:?}");
    assert!(heard.contains(&GatewayNo(0)) && heard.contains(&GatewayNo(1)));
    assert_eq!(sender.open().count(), 0);
}

#[test]
fn a_table_held_back_no_longer_reaches_the_program() {
    let world = World::new(1, 4);
    let mut gateway = world.gateway();
    let address = "127.0.0.1:0".parse().unwrap();
    let mut socket = GatewaySocket::bind(address, &gateway.program()).unwrap();
    if let Err(error) = socket.filter() {
        println!("skipped: {error}");
        return;
    }
    let to = socket.local_addr().unwrap();
    let from = UdpSocket::bind("127.0.0.1:0").unwrap();
    from.set_read_timeout(Some(LIMIT)).unwrap();
    let mut junk = world.request(2, 0);
    junk[999] ^= 1;
    for _ in 0..100 {
        from.send_to(&junk, to).unwrap();
    }
    serve(&mut gateway, &mut socket, 1);
    assert_eq!(gateway.held_back(), [TableNo(2)]);
    let before = *gateway.counters();
    for _ in 0..500 {
        from.send_to(&junk, to).unwrap();
    }
    // Another table behind all of it gets its answer.
    from.send_to(&world.request(1, 0), to).unwrap();
    serve(&mut gateway, &mut socket, 2);
    assert!(from.recv(&mut [0; 2_000]).unwrap() > 32);
    let after = gateway.counters();
    assert_eq!(after.admitted, before.admitted + 1);
    assert_eq!((after.code, after.held_back), (before.code, before.held_back));
    // And when its time is over, it comes in again.
    assert!(gateway.expire(gateway.next_expiry().unwrap()));
    socket.attach(&gateway.program()).unwrap();
    from.send_to(&world.request(2, 0), to).unwrap();
    serve(&mut gateway, &mut socket, 20_000);
    assert_eq!(gateway.counters().admitted, before.admitted + 2);
}

#[test]
fn several_sockets_share_an_address_and_what_cannot_be_bound_says_so() {
    let program = Program::new(&FilterKey::new([1; 8]), &[]);
    let one = GatewaySocket::bind("127.0.0.1:0".parse().unwrap(), &program).unwrap();
    let address = one.local_addr().unwrap();
    let other = GatewaySocket::bind(address, &program).unwrap();
    assert_eq!(other.local_addr().unwrap(), address);
    let error = GatewaySocket::bind("192.0.2.1:9".parse().unwrap(), &program).unwrap_err();
    assert_eq!(error.rule, Rule::LinkSocketFailed);
    let error = SenderSocket::bind(Vec::new(), &[]).unwrap_err();
    assert_eq!(error.rule, Rule::NoRoute);
}
