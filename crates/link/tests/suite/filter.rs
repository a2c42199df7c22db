//! The kernel's filter against the reference hash: in an interpreter, and in the kernel itself.

use std::net::UdpSocket;
use std::time::Duration;

use link::filter::{MAX_HELD_BACK, MAX_INSTRUCTIONS, Program};
use link::keys::{Counter, FilterKey};
use link::request::{MAGIC, REQUEST_BYTES};
use link::siphash::half_siphash;
use link::socket::{Batch, GatewaySocket};
use rand::RngExt as _;
use record::TableNo;

use crate::common::{many, random};
use crate::interpreter::run;

/// The tag by the reference hash over bytes, not by the shortcut for two words.
fn tag(key: [u8; 8], table: u32, counter: u32) -> [u8; 8] {
    let message = [table.to_le_bytes(), counter.to_le_bytes()].concat();
    let [a, b, c, d, e, f, g, h] = half_siphash(key, &message);
    [d, c, b, a, h, g, f, e]
}

fn datagram(table: u32, counter: u32, tag: [u8; 8]) -> Vec<u8> {
    let mut out = [&MAGIC[..], &table.to_be_bytes(), &counter.to_be_bytes(), &tag].concat();
    out.resize(REQUEST_BYTES, 0);
    out
}

/// What the filter sees: the datagram behind its UDP header, of which it reads nothing.
fn with_udp_header(datagram: &[u8]) -> Vec<u8> {
    [&[0xab; 8], datagram].concat()
}

#[test]
fn the_program_passes_exactly_what_the_reference_hash_says() {
    let mut random = random(0x11_2358);
    let many = many("COTEJO_LINK_TAGS", 400_000);
    let (mut passed, mut dropped) = (0, 0);
    for round in 0..many / 1_000 {
        let key: [u8; 8] = random.random();
        let program = Program::new(&FilterKey::new(key), &[]);
        for at in 0..1_000 {
            let (table, counter): (u32, u32) = (random.random(), random.random::<u32>() % 256);
            let mut given = tag(key, table, counter);
            let flip: usize = random.random_range(0..128);
            // Half of them with one bit of the tag turned.
            if flip < 64 {
                given[flip / 8] ^= 1 << (flip % 8);
            }
            let result =
                run(program.instructions(), &with_udp_header(&datagram(table, counter, given)));
            assert_eq!(result != 0, flip >= 64, "round {round} datagram {at}");
            if result == 0 { dropped += 1 } else { passed += 1 }
        }
    }
    println!("{passed} passed, {dropped} dropped");
    assert!(passed > many / 3 && dropped > many / 3);
}

#[test]
fn another_length_magic_or_version_is_dropped() {
    let key = [7; 8];
    let program = Program::new(&FilterKey::new(key), &[]);
    let good = datagram(3, 4, tag(key, 3, 4));
    let passes = |bytes: &[u8]| run(program.instructions(), &with_udp_header(bytes)) != 0;
    assert!(passes(&good));
    for length in (0..REQUEST_BYTES).chain(REQUEST_BYTES + 1..2 * REQUEST_BYTES) {
        let mut other = good.clone();
        other.resize(length, 0);
        assert!(!passes(&other), "{length} bytes");
    }
    // Every bit that the program reads counts.
    for bit in 0..20 * 8 {
        let mut other = good.clone();
        other[bit / 8] ^= 1 << (bit % 8);
        assert!(!passes(&other), "bit {bit}");
    }
}

#[test]
fn tables_are_held_back_and_no_others() {
    let key = [9; 8];
    let held: Vec<_> = (0..200).map(|at| TableNo(at * 7)).collect();
    for many in [0, 1, 2, 50, MAX_HELD_BACK, 200] {
        let program = Program::new(&FilterKey::new(key), &held[..many]);
        assert!(program.instructions().len() <= MAX_INSTRUCTIONS);
        for table in 0..1_500 {
            let bytes = with_udp_header(&datagram(table, 1, tag(key, table, 1)));
            let is_held = held[..many.min(MAX_HELD_BACK)].contains(&TableNo(table));
            assert_eq!(run(program.instructions(), &bytes) == 0, is_held, "{many}: {table}");
        }
    }
}

#[test]
fn the_kernel_agrees_over_both_kinds_of_address() {
    let mut random = random(0x60_0df1);
    for address in ["127.0.0.1:0", "[::1]:0"] {
        let key: [u8; 8] = random.random();
        let filter_key = FilterKey::new(key);
        let held = [TableNo(5), TableNo(6)];
        let mut socket =
            GatewaySocket::bind(address.parse().unwrap(), &Program::new(&filter_key, &[])).unwrap();
        if let Err(error) = socket.filter() {
            println!("skipped: {error}");
            return;
        }
        let to = socket.local_addr().unwrap();
        let from = UdpSocket::bind(address).unwrap();
        for held in [&[][..], &held] {
            socket.attach(&Program::new(&filter_key, held)).unwrap();
            let mut expected = Vec::new();
            for round in 0..300 {
                let (table, counter) = (random.random_range(0..8), round);
                let mut given = tag(key, table, counter);
                let wrong = random.random_bool(0.5);
                given[random.random_range(0..8)] ^= u8::from(wrong) << random.random_range(0..8);
                let bytes = datagram(table, counter, given);
                if !wrong && !held.contains(&TableNo(table)) {
                    expected.push(bytes.clone());
                }
                from.send_to(&bytes, to).unwrap();
                from.send_to(&bytes[..round as usize], to).unwrap();
            }
            assert!(expected.len() > 60);
            let mut came = Vec::new();
            let mut batch = Batch::default();
            while came.len() < expected.len() {
                let before = came.len();
                let limit = Duration::from_secs(10);
                came.extend(
                    socket.receive(&mut batch, limit).unwrap().map(|one| one.bytes.to_vec()),
                );
                assert!(came.len() > before, "{address}: {} of {}", before, expected.len());
            }
            // The one that says that all before it were seen.
            assert_eq!(came, expected, "{address}");
            assert_eq!(socket.receive(&mut batch, Duration::from_millis(50)).unwrap().count(), 0);
        }
    }
}

#[test]
fn a_tag_fits_its_table_and_counter_only() {
    let key = FilterKey::new([1; 8]);
    let tag = key.tag(TableNo(3), Counter(9));
    assert!(key.holds(TableNo(3), Counter(9), tag));
    assert!(!key.holds(TableNo(3), Counter(8), tag));
    assert!(!key.holds(TableNo(2), Counter(9), tag));
    assert!(!FilterKey::new([2; 8]).holds(TableNo(3), Counter(9), tag));
}
