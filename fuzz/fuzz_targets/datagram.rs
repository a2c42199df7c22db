//! A gateway takes any datagrams in any order: no panic, no sheet that no station sent, no growth, no answer larger
//! than its question.
//!
//! The input is a list of steps: a byte that says what becomes of a genuine request or answer, and what that needs.
#![no_main]

mod election;

use std::net::SocketAddr;
use std::sync::{Arc, LazyLock};

use libfuzzer_sys::fuzz_target;
use link::gateway::Limits;
use link::keys::SecretFile;
use link::request::{Request, seal};
use link::{Answer, Counter, Decision, Gateway, Peer, StationPass};
use record::{Digest, SignedSheet};

const SHEETS: usize = 4;
/// Steps of one input: each may cost a seal and a signature, and an input should take milliseconds.
const STEPS: usize = 64;

struct World {
    secrets: SecretFile,
    requests: Vec<Vec<u8>>,
}

static WORLD: LazyLock<World> = LazyLock::new(|| {
    let secrets = SecretFile::from_random(&[7; 64]);
    let vectors = include_str!("../../vectors/good.json");
    let sheets = vectors.split("\"bytes\": \"").skip(1).filter_map(|rest| {
        let bytes = data(rest.split('"').next()?)?;
        SignedSheet::decode(&bytes).ok()
    });
    let requests = sheets.take(SHEETS).enumerate().map(|(at, sheet)| {
        let secret = secrets.secret(election::ELECTION.id);
        let pass: StationPass =
            secret.issue(sheet.sheet().table, 8, &secrets.centre.public()).expect("eight tickets");
        let counter = Counter(u32::try_from(at).expect("few"));
        let seed = Digest::of(&[u8::try_from(at).expect("few")]).0;
        seal(&pass, counter, sheet.bytes(), &seed).expect("it fits")
    });
    World { requests: requests.collect(), secrets }
});

fn data(hex: &str) -> Option<Vec<u8>> {
    let digit = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
    (0..hex.len()).step_by(2).map(digit).collect()
}

fuzz_target!(|input: &[u8]| {
    let world = &*WORLD;
    let limits = Limits { in_flight: 2, answers: 3, retry_after_ms: 9 };
    let secret = world.secrets.secret(election::ELECTION.id);
    let arc = Arc::new(election::ELECTION.clone());
    let gateway = Gateway::new(arc, secret, world.secrets.centre.clone(), limits);
    let mut gateway = gateway.expect("secrets of this election");
    let (mut now, mut waiting) = (0, Vec::new());
    let from = Peer(SocketAddr::from(([127, 0, 0, 1], 9)));
    // A datagram that is the input itself.
    assert!(!matches!(gateway.datagram(now, input, from), Decision::Admit(_)) || known(world, input));
    for step in input.chunks(4).take(STEPS) {
        let [what, at, to, with] = [0, 1, 2, 3].map(|at| step.get(at).copied().unwrap_or(0));
        let mut bytes = world.requests[usize::from(what) % world.requests.len()].clone();
        match what >> 5 {
            0 | 1 => {}
            2 => {
                let at = (usize::from(at) * 256 + usize::from(to)) % bytes.len();
                bytes[at] ^= with;
            }
            3 => bytes.truncate(usize::from(at) * 5),
            4 => now += u64::from(at) * u64::from(to) * 16,
            5 => _ = gateway.expire(now),
            _ => {
                if let Some(reply) = waiting.pop() {
                    let answer = match with % 3 {
                        0 => Answer::receipt(vec![with; 64]).expect("it fits"),
                        1 => Answer::Later { retry_after_ms: 1 },
                        _ => Answer::Refused { rule: record::Rule::SheetMalformed },
                    };
                    assert!(gateway.answer(reply, &answer).len() <= bytes.len());
                }
            }
        }
        match gateway.datagram(now, &bytes, from) {
            Decision::Drop(_) => {}
            Decision::AnswerNow(answer) => {
                assert!(known(world, &bytes) && answer.len() <= bytes.len());
                let name = Request::parse(&bytes).expect("it was answered").name();
                let key = world.secrets.secret(election::ELECTION.id).mac_key(name.table);
                assert!(Answer::parse(&answer, &name, &key).is_ok());
            }
            Decision::Admit(admitted) => {
                assert!(known(world, &bytes), "nobody sent it");
                waiting.push(admitted.reply);
            }
        }
        assert!(gateway.remembered() <= limits.in_flight + limits.answers);
    }
});

fn known(world: &World, bytes: &[u8]) -> bool {
    world.requests.iter().any(|request| request == bytes)
}
