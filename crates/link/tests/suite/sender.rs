//! The station's side: nothing before the journal, no step with others, no end without a verified receipt.

use link::request::Request;
use link::sender::{Centre, GatewayNo, Pace, Progress, ReceiptVerifier, Sender, SheetNo};
use link::{Answer, Counter};
use record::{Digest, Rule, TableNo};

use crate::common::{TICKETS, World};

/// A receipt here is the digest of the sheet.
fn verifier() -> impl ReceiptVerifier {
    |sheet: &[u8], receipt: &[u8]| {
        if receipt == Digest::of(sheet).0 { Ok(()) } else { Err("of another sheet".to_owned()) }
    }
}

fn centres(world: &World) -> Vec<Centre> {
    vec![Centre { pass: world.pass(2), gateways: vec![GatewayNo(0), GatewayNo(1)] }]
}

fn sender(world: &World) -> Sender<impl ReceiptVerifier> {
    Sender::new(centres(world), Pace::default(), [1; 32], verifier()).unwrap()
}

fn answer(world: &World, request: &[u8], answer: &Answer) -> Vec<u8> {
    let name = Request::parse(request).unwrap().name();
    answer.encode(&name, &world.secret.mac_key(name.table))
}

fn save<V: ReceiptVerifier>(sender: &mut Sender<V>) -> Vec<u8> {
    let state = sender.state();
    sender.journaled(state.version);
    assert!(!sender.is_unsaved());
    state.bytes
}

/// The datagram that goes out next, and when.
fn next<V: ReceiptVerifier>(sender: &mut Sender<V>, mut now: u64) -> (u64, Vec<u8>) {
    for _ in 0..3 {
        let poll = sender.poll(now);
        if let Some(transmit) = poll.transmits.first() {
            return (now, transmit.bytes.clone());
        }
        now = poll.next_wake.unwrap();
    }
    panic!("nothing to send");
}

#[test]
fn nothing_is_sent_before_it_is_journaled() {
    let world = World::new(1, 4);
    let mut sender = sender(&world);
    assert_eq!(sender.poll(0).next_wake, None);
    let no = sender.submit(world.sheet(2)).unwrap();
    let state = sender.state();
    for now in [0, 10_000, 1_000_000] {
        let poll = sender.poll(now);
        assert!(poll.transmits.is_empty() && poll.next_wake.is_none());
    }
    // A state before this one is not enough.
    sender.journaled(state.version - 1);
    assert!(sender.is_unsaved() && sender.poll(0).next_wake.is_none());
    sender.journaled(state.version);
    let (_, bytes) = next(&mut sender, 0);
    assert_eq!(Request::parse(&bytes).unwrap().table(), TableNo(2));
    assert_eq!(sender.open().collect::<Vec<_>>(), [no]);
}

#[test]
fn it_goes_to_all_gateways_later_each_time_and_for_ever() {
    let world = World::new(1, 4);
    let mut sender = sender(&world);
    sender.submit(world.sheet(2)).unwrap();
    save(&mut sender);
    let pace = Pace::default();
    let (mut now, mut waits) = (0, Vec::new());
    let mut bytes = Vec::new();
    for _ in 0..200 {
        let poll = sender.poll(now);
        if !poll.transmits.is_empty() {
            let to: Vec<_> = poll.transmits.iter().map(|one| one.gateway.0).collect();
            assert_eq!(to, [0, 1]);
            bytes.extend(poll.transmits.into_iter().map(|one| one.bytes));
        }
        let wake = poll.next_wake.unwrap();
        assert!(wake > now);
        waits.push(wake - now);
        now = wake;
    }
    assert!(bytes.iter().all(|one| *one == bytes[0]), "one ticket, one datagram");
    assert!(waits[0] <= pace.spread_ms);
    for (attempt, wait) in waits[1..].iter().enumerate() {
        let most = (pace.first_ms << attempt.min(20)).min(pace.last_ms);
        assert!((most / 2..=most).contains(wait), "attempt {attempt}: {wait} of {most}");
    }
    assert!(waits[20..].iter().any(|wait| *wait != waits[20]), "no jitter");
}

#[test]
fn it_ends_with_a_verified_receipt_and_with_nothing_else() {
    let world = World::new(1, 4);
    let mut sender = sender(&world);
    let sheet = world.sheet(2);
    let no = sender.submit(sheet.clone()).unwrap();
    save(&mut sender);
    let (mut now, bytes) = next(&mut sender, 0);
    let good = Digest::of(sheet.bytes()).0.to_vec();
    let wrong = Answer::receipt(vec![9; 32]).unwrap();
    let trouble = sender.datagram(now, GatewayNo(1), &answer(&world, &bytes, &wrong));
    let Progress::Trouble { error, .. } = trouble else { panic!("{trouble:?}") };
    assert_eq!(error.rule, Rule::ReceiptNotVerified);
    let refused = Answer::Refused { rule: Rule::SignatureInvalid };
    let progress = sender.datagram(now, GatewayNo(0), &answer(&world, &bytes, &refused));
    assert_eq!(progress, Progress::Refused { sheet: no, rule: Rule::SignatureInvalid });
    // After a refusal it is offered again, seldom.
    let (again, _) = next(&mut sender, now);
    assert!((300_000..=600_000).contains(&(again - now)));
    now = again;
    let later = Answer::Later { retry_after_ms: u32::MAX };
    let progress = sender.datagram(now, GatewayNo(0), &answer(&world, &bytes, &later));
    let Progress::Later { at_ms, .. } = progress else { panic!("{progress:?}") };
    assert!((600_000..=900_000).contains(&(at_ms - now)), "no gateway can silence a station");
    let receipt = answer(&world, &bytes, &Answer::receipt(good.clone()).unwrap());
    // From nobody's gateway, cut, or altered: nothing.
    assert_eq!(sender.datagram(now, GatewayNo(7), &receipt), Progress::Ignored);
    assert_eq!(sender.datagram(now, GatewayNo(0), &receipt[1..]), Progress::Ignored);
    assert_eq!(sender.datagram(now, GatewayNo(0), &bytes), Progress::Ignored);
    assert_eq!(sender.datagram(now, GatewayNo(0), &receipt), Progress::Receipted(no));
    assert_eq!(sender.receipt_of(no), Some(&good[..]));
    assert_eq!(sender.poll(u64::MAX).next_wake, None);
    assert_eq!(sender.datagram(now, GatewayNo(0), &receipt), Progress::Ignored);
    // The receipt is kept over a restart, and the same sheet is not sent twice.
    assert!(sender.is_unsaved());
    let saved = save(&mut sender);
    let mut again =
        Sender::restore(&saved, centres(&world), Pace::default(), [9; 32], verifier()).unwrap();
    assert_eq!(again.submit(sheet), Ok(no));
    assert_eq!(again.receipt_of(no), Some(&good[..]));
    assert_eq!(again.poll(0).next_wake, None);
    assert!(again.forget(no) && !again.forget(no));
}

#[test]
fn killed_at_any_instant_it_repeats_the_same_datagram() {
    let world = World::new(1, 4);
    let mut first = sender(&world);
    let no = first.submit(world.sheet(2)).unwrap();
    let saved = save(&mut first);
    let (_, bytes) = next(&mut first, 0);
    for seed in 0..20 {
        let mut again =
            Sender::restore(&saved, centres(&world), Pace::default(), [seed; 32], verifier())
                .unwrap();
        assert!(!again.is_unsaved());
        assert_eq!(next(&mut again, 5).1, bytes);
        assert_eq!(again.open().collect::<Vec<_>>(), [no]);
        // The next sheet takes the next ticket.
        let mut next_sheet = sample::sheet(&world.shape, &world.election, TableNo(2));
        next_sheet.serial = 2;
        let key = sample::station_key(world.shape.seed, TableNo(2));
        let next_sheet = record::SignedSheet::sign(&next_sheet, &world.election.id, &key).unwrap();
        assert_eq!(again.submit(next_sheet), Ok(SheetNo(1)));
        save(&mut again);
        let counters: Vec<_> = again
            .poll(100_000)
            .transmits
            .iter()
            .map(|one| Request::parse(&one.bytes).unwrap().counter())
            .collect();
        assert!(counters.iter().all(|one| [Counter(0), Counter(1)].contains(one)), "{counters:?}");
    }
}

#[test]
fn a_used_ticket_is_replaced_until_there_is_none() {
    let world = World::new(1, 4);
    let mut sender = sender(&world);
    let no = sender.submit(world.sheet(2)).unwrap();
    save(&mut sender);
    let used = Answer::Refused { rule: Rule::TicketReused };
    let mut now = 0;
    for counter in 0..TICKETS {
        let (at, bytes) = next(&mut sender, now);
        now = at;
        assert_eq!(Request::parse(&bytes).unwrap().counter(), Counter(counter));
        let progress = sender.datagram(now, GatewayNo(0), &answer(&world, &bytes, &used));
        if counter + 1 < TICKETS {
            assert_eq!(progress, Progress::NextTicket(no));
            assert!(sender.poll(now + 1_000_000).transmits.is_empty(), "not before the journal");
            save(&mut sender);
        } else {
            let Progress::Trouble { error, .. } = progress else { panic!("{progress:?}") };
            assert_eq!(error.rule, Rule::TicketsUsedUp);
        }
    }
    // It goes on with what it has.
    next(&mut sender, now);
    let mut other = sample::sheet(&world.shape, &world.election, TableNo(2));
    other.serial = 7;
    let key = sample::station_key(world.shape.seed, TableNo(2));
    let other = record::SignedSheet::sign(&other, &world.election.id, &key).unwrap();
    assert_eq!(sender.submit(other).unwrap_err().rule, Rule::TicketsUsedUp);
}

#[test]
fn passes_and_sheets_must_fit() {
    let world = World::new(1, 4);
    let new = |centres| Sender::new(centres, Pace::default(), [1; 32], verifier()).err();
    let rule = |error: Option<link::LinkError>| error.unwrap().rule;
    assert_eq!(rule(new(Vec::new())), Rule::NoRoute);
    let alone = Centre { pass: world.pass(2), gateways: Vec::new() };
    assert_eq!(rule(new(vec![alone])), Rule::NoRoute);
    let with = |table| Centre { pass: world.pass(table), gateways: vec![GatewayNo(0)] };
    assert_eq!(rule(new(vec![with(1), with(2)])), Rule::PassOfAnother);
    let mut sender = sender(&world);
    assert_eq!(sender.submit(world.sheet(1)).unwrap_err().rule, Rule::PassOfAnother);
    let elsewhere = World::new(2, 4).sheet(2);
    assert_eq!(sender.submit(elsewhere).unwrap_err().rule, Rule::PassOfAnother);
}

#[test]
fn a_damaged_state_is_refused_and_never_half_read() {
    let world = World::new(1, 4);
    let mut sender = sender(&world);
    sender.submit(world.sheet(2)).unwrap();
    let saved = save(&mut sender);
    let restore = |bytes: &[u8]| {
        Sender::restore(bytes, centres(&world), Pace::default(), [1; 32], verifier()).map(|_| ())
    };
    assert_eq!(restore(&saved), Ok(()));
    for length in 0..saved.len() {
        assert_eq!(restore(&saved[..length]).unwrap_err().rule, Rule::OutboxMalformed);
    }
    assert_eq!(restore(&[&saved[..], &[0]].concat()).unwrap_err().rule, Rule::OutboxMalformed);
    assert_eq!(restore(&vec![0; 5 << 20]).unwrap_err().rule, Rule::OutboxMalformed);
}
