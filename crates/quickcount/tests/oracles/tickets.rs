use record::ticket::{Ticket, TicketMaker};
use serde_json::Value;

use crate::{folder, json};

#[test]
fn sampler() {
    let Some(folder) = folder() else { return };
    let path = folder.join("sampler.json");
    if !path.exists() {
        println!("SKIPPED sampler.json: not in COTEJO_ORACLES");
        return;
    }
    let file = json(&path);
    let mut cases = 0;
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    for case in file["rivest_primitives"]["first_fraction"].as_array().unwrap() {
        let got = ticket(&text(&case["seed"]), &text(&case["id"]), 1);
        assert_eq!(got.as_str(), text(&case["out"]));
        cases += 1;
    }
    for case in file["rivest_sampler"]["cases"].as_array().unwrap() {
        rivest(&file["rivest_sampler"]["ids"], case);
        cases += 1;
    }
    for centre in file["fixed_54pct_by_centre"]["centres"].as_array().unwrap() {
        fixed_share(&text(&file["fixed_54pct_by_centre"]["seed"]), centre);
        cases += 1;
    }
    println!("sampler.json: {cases} cases of the ticket function");
    assert!(cases > 0);
}

/// The order of all tickets, those of later generations too where drawing is with replacement.
fn rivest(ids: &Value, case: &Value) {
    let seed = case["seed"].as_str().unwrap();
    let take = usize::try_from(case["take"].as_u64().unwrap()).unwrap();
    let digits = usize::try_from(case["digits"].as_u64().unwrap()).unwrap();
    let generations =
        if case["with_replacement"] == true { u32::try_from(take).unwrap() } else { 1 };
    let mut drawn = Vec::new();
    for id in ids.as_array().unwrap() {
        let id = id.as_str().unwrap();
        drawn.extend((1..=generations).map(|at| (ticket(seed, id, at), id, u64::from(at))));
    }
    drawn.sort();
    let sample = case["sample"].as_array().unwrap();
    assert_eq!(sample.len(), take);
    for (expected, (ticket, id, generation)) in sample.iter().zip(&drawn) {
        assert_eq!(expected["ticket"], ticket.trimmed(digits));
        assert_eq!(expected["id"], *id);
        assert_eq!(expected["generation"], *generation);
    }
}

fn fixed_share(seed: &str, centre: &Value) {
    let mut tables: Vec<_> = centre["tables"]
        .as_array()
        .unwrap()
        .iter()
        .map(|id| (ticket(seed, id.as_str().unwrap(), 1), id))
        .collect();
    tables.sort_by(|a, b| a.0.cmp(&b.0));
    let drawn = centre.get("drawn").or_else(|| centre.get("sample")).unwrap_or_else(|| {
        panic!("a centre without its draw is not understood: {centre}");
    });
    let drawn = drawn.as_array().unwrap();
    assert!(!drawn.is_empty());
    for (expected, (_, id)) in drawn.iter().zip(&tables) {
        assert_eq!(expected, *id);
    }
}

/// The ticket of an id; each further generation is the next larger one.
fn ticket(seed: &str, id: &str, generation: u32) -> Ticket {
    let first = TicketMaker::new(seed).first(id);
    (1..generation).fold(first, |ticket, _| ticket.next())
}
