use std::collections::BTreeMap;

use record::{Breach, Rule, SignatureVerdict};

use super::Reading;

/// Notes which codes are missing of a table with several contests. Each code says how many there are, so
/// any one of them tells; it counts for itself all the same.
pub(super) fn note_missing(readings: &mut [Reading]) {
    for places in tables(readings).into_values() {
        let held: Vec<(u8, u8)> = places
            .iter()
            .filter_map(|at| readings[*at].signed.as_ref())
            .map(|signed| (signed.sheet().part, signed.sheet().parts))
            .collect();
        let all = held.iter().map(|(_, parts)| *parts).max().unwrap_or(0);
        let missing: Vec<String> = (1..=all)
            .filter(|part| held.iter().all(|(here, _)| here != part))
            .map(|part| part.to_string())
            .collect();
        if let (Some(first), false) = (places.first(), missing.is_empty()) {
            let detail = format!("code {} of {all} of this table", missing.join(", "));
            readings[*first].breaches.push(Breach::new(Rule::SetIncomplete, detail));
        }
    }
}

/// Places of the sheets of each table, by election hint and table. A forged code completes nothing.
fn tables(readings: &[Reading]) -> BTreeMap<([u8; 4], u32), Vec<usize>> {
    let mut tables: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (at, reading) in readings.iter().enumerate() {
        let signed = reading.signed.as_ref();
        let Some(sheet) = signed.map(record::SignedSheet::sheet) else { continue };
        if reading.signature != SignatureVerdict::Invalid {
            tables.entry((sheet.election_hint, sheet.table.0)).or_default().push(at);
        }
    }
    tables
}
