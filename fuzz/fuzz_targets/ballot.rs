//! Candidates and lists: whatever is read is within its bounds and refers to what is there. The input is
//! both files, with a zero byte between them.
#![no_main]

mod election;

use std::collections::HashSet;

use libfuzzer_sys::fuzz_target;
use record::election::bounds;
use record::{Election, ElectionFiles};

fuzz_target!(|bytes: &[u8]| {
    let (candidates, lists) = match bytes.iter().position(|b| *b == 0) {
        Some(at) => (&bytes[..at], &bytes[at + 1..]),
        None => (bytes, &b"contest,list,code,candidate\n"[..]),
    };
    let files = ElectionFiles { candidates: candidates.into(), lists: lists.into(), ..election::files() };
    let Ok(election) = Election::parse(&files) else { return };
    assert_eq!(election.id, files.id());
    for contest in &election.contests {
        assert!(!contest.candidates.is_empty() && contest.candidates.len() <= bounds::LISTS);
        assert!(!contest.lists.is_empty() && contest.lists.len() <= bounds::LISTS);
        let keys: HashSet<_> = contest.candidates.iter().map(|one| &one.key).collect();
        assert_eq!(keys.len(), contest.candidates.len());
        let codes: HashSet<_> = contest.lists.iter().map(|one| &one.code).collect();
        assert_eq!(codes.len(), contest.lists.len());
        assert!(contest.lists.iter().all(|one| one.candidate.index() < contest.candidates.len()));
    }
    election.check();
});
