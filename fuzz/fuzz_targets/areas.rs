//! Areas that are read are found by their path, lie in one another without a loop, and keep their bounds.
#![no_main]

mod election;

use libfuzzer_sys::fuzz_target;
use record::election::Areas;

fuzz_target!(|bytes: &[u8]| {
    let manifest = &election::ELECTION.manifest;
    let Ok(areas) = Areas::parse(bytes, manifest) else { return };
    for (no, area) in areas.iter() {
        assert_eq!(areas.find(&area.path), Some(no));
        assert!(usize::from(area.level) <= manifest.levels.len());
        assert!(area.parent.is_none_or(|parent| parent < no));
        assert_eq!(areas.names(no).len(), usize::from(area.level));
        assert!(areas.contains(Areas::COUNTRY, no));
        let place = area.coordinates;
        assert!(place.is_none_or(|at| at.latitude.abs() <= 90.0 && at.longitude.abs() <= 180.0));
    }
});
