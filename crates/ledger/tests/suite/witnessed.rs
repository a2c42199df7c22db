//! A log, three witnesses that keep nothing but its last head, and a quorum.

use std::collections::HashMap;

use ledger::Checkpoint;
use ledger::log::Stored;
use ledger::reader::Reader;
use ledger::witness::{self, Head, Refusal, Request};
use rand::RngExt as _;

use crate::common::{Place, cosigner, entries, random, trust};

#[test]
fn three_witnesses_follow_a_growing_log() {
    let place = Place::default();
    let mut log = place.create();
    let mut heads: HashMap<&str, Head> = HashMap::new();
    let mut random = random(21);
    let mut next = 0;
    for time in 1_000..1_040 {
        let more = random.random_range(1..200);
        log.append(&entries(next..next + more)).unwrap();
        next += more;
        let note = log.published().unwrap();
        let mut cosignatures = Vec::new();
        for name in ["authority", "party-a", "party-b"] {
            // Now and then one is down, and has to catch up later.
            if random.random_range(0..4_u32) == 0 {
                continue;
            }
            let mut old = 0;
            let cosigned = loop {
                let mut source = Stored(&place.storage);
                let mut reader =
                    Reader::open(&mut source, &Checkpoint::parse(&note.text).unwrap()).unwrap();
                let request = Request {
                    old,
                    proof: reader.consistency(old).unwrap(),
                    checkpoint: note.clone(),
                };
                let sent = Request::parse(request.to_body().as_bytes()).unwrap();
                assert_eq!(sent, request);
                match witness::decide(&sent, &trust().log, heads.get(name).copied()) {
                    Ok(head) => {
                        heads.insert(name, head);
                        break witness::cosign(&sent, &cosigner(name), time).unwrap();
                    }
                    Err(Refusal::OtherHead(size)) => old = size,
                    Err(other) => panic!("{other}"),
                }
            };
            cosignatures.push(cosigned);
        }
        log.add_cosignatures(&note.text, &cosignatures).unwrap();
        let verified = trust().verify(&log.published().unwrap(), Some(time)).unwrap();
        assert_eq!(verified.cosigned.len(), cosignatures.len());
        let others = cosignatures.iter().filter(|one| one.name != "authority").count();
        assert_eq!(verified.quorum, cosignatures.len() >= 2 && others >= 1);
    }
    assert!(place.open().is_ok(), "cosignatures are no reason to refuse the log");
}
