//! Tables that are read are written back to the same bytes and found by their code.
#![no_main]

mod election;

use libfuzzer_sys::fuzz_target;
use record::election::Tables;

fuzz_target!(|bytes: &[u8]| {
    let areas = &election::ELECTION.areas;
    let Ok(tables) = Tables::parse(bytes, areas) else { return };
    let mut last = None;
    for table in tables.iter() {
        let code = tables.code(table);
        assert!(last.is_none_or(|last| last < code), "ascending, none twice");
        last = Some(code);
        assert_eq!(tables.find(code), Some(table));
        areas.get(tables.area(table));
        if let Some(key) = tables.key(table) {
            key.checked();
        }
    }
    let text = String::from_utf8_lossy(bytes);
    for (row, table) in text.lines().skip(1).zip(tables.iter()) {
        let [code, area, electors, _] = row.split(',').collect::<Vec<_>>()[..] else {
            panic!("four fields: {row}")
        };
        assert_eq!(tables.code(table), code);
        assert_eq!(areas.get(tables.area(table)).path, area);
        assert_eq!(tables.electors(table), electors.parse().expect("a number or nothing"));
    }
    assert_eq!(text.lines().count(), tables.len() + 1);
});
