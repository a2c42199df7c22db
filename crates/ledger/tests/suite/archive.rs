//! The checkpoints that a log keeps.

use ledger::milestones::{Milestones, implausible};
use ledger::storage::{Memory, Storage as _};
use ledger::{Note, archive};
use record::{ContestNo, Rule, TableNo};

use crate::common::{Place, cosigner, entries, trust};

/// The note of the place now, cosigned by names at times.
fn cosigned(place: &Place, by: &[(&str, u64)]) -> Note {
    let mut note = place.note();
    for (name, at) in by {
        let line = cosigner(name).cosign(&note.text, *at).unwrap();
        note.add(line);
    }
    note
}

#[test]
fn signatures_of_one_size_are_gathered_and_sizes_are_in_order() {
    let place = Place::with_entries(9, 1);
    let kept = Memory::default();
    archive::keep(&kept, &cosigned(&place, &[("party-a", 50)])).unwrap();
    archive::keep(&kept, &cosigned(&place, &[("authority", 60)])).unwrap();
    place.open().unwrap().append(&entries(9..1200)).unwrap();
    archive::keep(&kept, &cosigned(&place, &[])).unwrap();
    // What a crash leaves beside a file is none of them.
    kept.put(&format!("{}.unfinished", archive::path(9)), b"half").unwrap();
    let all = archive::kept(&kept, &trust()).unwrap();
    let seen: Vec<_> = all.iter().map(|one| (one.checkpoint.size, one.quorum)).collect();
    assert_eq!(seen, [(9, true), (1200, false)]);
    let times: Vec<_> = all[0].cosigned.iter().map(|(name, at)| (name.as_str(), *at)).collect();
    assert_eq!(times, [("authority", 60), ("party-a", 50)]);
}

#[test]
fn two_roots_of_one_size_are_a_fork_and_the_first_stays() {
    let (one, other) = (Place::with_entries(9, 1), Place::default());
    let kept = Memory::default();
    archive::keep(&kept, &one.note()).unwrap();
    other.create().append(&entries(100..109)).unwrap();
    let error = archive::keep(&kept, &other.note()).unwrap_err();
    assert_eq!(error.rule, Rule::LogForked);
    assert_eq!(archive::kept(&kept, &trust()).unwrap()[0].checkpoint.size, 9);
}

#[test]
fn a_forged_or_misnamed_checkpoint_is_named() {
    let place = Place::with_entries(9, 1);
    let kept = Memory::default();
    let mut forged = cosigned(&place, &[("party-a", 50)]);
    forged.signatures[1].bytes[20] ^= 1;
    kept.put(&archive::path(9), forged.to_string().as_bytes()).unwrap();
    let error = archive::kept(&kept, &trust()).unwrap_err();
    assert_eq!(error.rule, Rule::CosignatureInvalid);
    assert!(error.detail.contains("checkpoints/00000000000000000009"), "{error}");
    kept.delete(&archive::path(9)).unwrap();
    kept.put(&archive::path(8), place.note().to_string().as_bytes()).unwrap();
    assert_eq!(archive::kept(&kept, &trust()).unwrap_err().rule, Rule::CheckpointMalformed);
}

#[test]
fn times_that_contradict_each_other_are_reported_and_lateness_is_a_note() {
    let sheet = |entry, closed, logged| Milestones {
        table: TableNo(0),
        contest: ContestNo(0),
        entry,
        serial: 1,
        closed,
        received: None,
        logged,
        published: None,
    };
    let all = [
        sheet(1, Some(1000), Some(1000 + 3600)),
        sheet(2, Some(1000), Some(1000 + 3601)),
        sheet(3, Some(1301), Some(1000)),
        sheet(4, Some(1300), Some(1000)),
        sheet(5, None, Some(1)),
        sheet(6, Some(1), None),
    ];
    let found: Vec<_> =
        implausible(&all, &[], 3600).into_iter().map(|one| (one.rule, one.entry)).collect();
    assert_eq!(found, [(Rule::LoggedLate, Some(2)), (Rule::ClosedAfterLogged, Some(3))]);

    let place = Place::with_entries(9, 1);
    let kept = Memory::default();
    archive::keep(&kept, &cosigned(&place, &[("party-a", 5000), ("party-b", 5000)])).unwrap();
    place.open().unwrap().append(&entries(9..20)).unwrap();
    archive::keep(&kept, &cosigned(&place, &[("party-a", 4699), ("party-b", 4700)])).unwrap();
    let kept = archive::kept(&kept, &trust()).unwrap();
    let found = implausible(&[], &kept, 3600);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].rule, Rule::CosignerClock);
    assert!(found[0].detail.starts_with("party-a signed 20 entries 301 s before 9"), "{found:?}");
}
