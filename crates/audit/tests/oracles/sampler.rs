use audit::foreign::{self, BitStream};
use audit::sampler::fixed_share;
use audit::{Draw, Drawn, Replacement, Seed, Ticket, TicketMaker};
use serde_json::{Map, Value};

use crate::support::{TOLERANCE, assert_close, index, list, object, only_keys, real, text};

pub fn check(file: &Value) -> usize {
    let mut cases = 0;
    for (part, value) in object(file) {
        let of_part = match part.as_str() {
            "about" | "sources" | "tolerance" => continue,
            "rivest_primitives" => primitives(object(value)),
            "rivest_sampler" => each(value, rivest),
            "arlo_draw_sample" => each(value, arlo),
            "cryptorandom" => each(value, cryptorandom),
            "cryptorandom_sample" => each(value, cryptorandom_sample),
            "colorado_sha256rand" => each(value, colorado),
            "weighted_consistent_sampler" => each(value, weighted),
            "fixed_54pct_by_centre" => each(value, fixed),
            other => panic!("no part `{other}` is known"),
        };
        println!("  {part}: {of_part}");
        cases += of_part;
    }
    cases
}

/// One case or a list of them.
fn each(value: &Value, check: impl Fn(&Value) -> usize) -> usize {
    match value {
        Value::Array(all) => all.iter().map(check).sum(),
        one => check(one),
    }
}

fn seed(value: &Value) -> Seed {
    match value {
        Value::Number(number) => Seed::from_text(&number.to_string()).unwrap(),
        other => Seed::from_text(text(other)).unwrap(),
    }
}

fn replacement(value: &Value) -> Replacement {
    match value["with_replacement"].as_bool().unwrap() {
        true => Replacement::With,
        false => Replacement::Without,
    }
}

fn primitives(part: &Map<String, Value>) -> usize {
    let mut cases = 0;
    for (name, list_of) in part {
        for case in list(list_of) {
            let given = |key: &str| text(&case[key]);
            let got = match name.as_str() {
                "sha256_hex" => record::Digest::of(given("in").as_bytes()).to_string(),
                "sha256_uniform" => Ticket::uniform(given("in")).to_string(),
                "first_fraction" => {
                    TicketMaker::new(&seed(&case["seed"])).first(given("id")).to_string()
                }
                "next_fraction" => Ticket::from_digits(given("in")).unwrap().next().to_string(),
                "trim" => {
                    let ticket = Ticket::from_digits(given("in")).unwrap();
                    ticket.trimmed(index(&case["digits"])).to_owned()
                }
                other => panic!("no primitive `{other}` is known"),
            };
            assert_eq!(got, text(&case["out"]), "{name} {case}");
            cases += 1;
        }
    }
    cases
}

fn rivest(part: &Value) -> usize {
    only_keys(object(part), &["ids", "cases", "note"]);
    let ids: Vec<&str> = list(&part["ids"]).iter().map(text).collect();
    for case in list(&part["cases"]) {
        only_keys(object(case), &["name", "seed", "with_replacement", "take", "digits", "sample"]);
        let draw = Draw::equal(&ids, &seed(&case["seed"]), replacement(case)).unwrap();
        let drawn = draw.sample(index(&case["take"])).unwrap();
        same_sample(&ids, &drawn, list(&case["sample"]));
    }
    list(&part["cases"]).len()
}

fn weighted(part: &Value) -> usize {
    only_keys(object(part), &["definition", "note", "weights", "cases"]);
    let weights = list(&part["weights"]);
    let ids: Vec<&str> = weights.iter().map(|one| text(&one["id"])).collect();
    let weights: Vec<u64> = weights.iter().map(|one| one["w"].as_u64().unwrap()).collect();
    for case in list(&part["cases"]) {
        only_keys(object(case), &["name", "seed", "with_replacement", "take", "digits", "sample"]);
        let draw = Draw::weighted(&ids, &weights, &seed(&case["seed"]), replacement(case)).unwrap();
        let drawn = draw.sample(index(&case["take"])).unwrap();
        same_sample(&ids, &drawn, list(&case["sample"]));
    }
    list(&part["cases"]).len()
}

/// Codes, generations, tickets to the digits shown, and keys where they are given.
fn same_sample(ids: &[&str], drawn: &[Drawn], sample: &[Value]) {
    assert_eq!(drawn.len(), sample.len());
    for (one, expected) in drawn.iter().zip(sample) {
        only_keys(object(expected), &["ticket", "id", "hashed_id", "generation", "key"]);
        let id = expected.get("id").or_else(|| expected.get("hashed_id")).unwrap();
        assert_eq!(ids[one.index], text(id));
        assert_eq!(u64::from(one.generation), expected["generation"].as_u64().unwrap());
        let shown = text(&expected["ticket"]);
        let nines = shown[2..].bytes().take_while(|digit| *digit == b'9').count();
        assert_eq!(one.ticket.trimmed(shown.len() - 2 - nines), shown);
        if let Some(key) = expected.get("key") {
            assert_close("key", real(key), one.key, TOLERANCE);
        }
    }
}

/// The ids are those that are drawn: a draw with replacement shows each of a small list.
fn arlo(part: &Value) -> usize {
    only_keys(object(part), &["note", "seed", "sample", "next_round_after_4", "ids", "take"]);
    let sample = list(&part["sample"]);
    let mut ids: Vec<&str> = sample.iter().map(|one| text(&one["hashed_id"])).collect();
    ids.sort_unstable();
    ids.dedup();
    let draw = || Draw::equal(&ids, &seed(&part["seed"]), Replacement::With).unwrap();
    let drawn: Vec<_> = draw().take(sample.len()).collect();
    same_sample(&ids, &drawn, sample);
    let Some(next) = part.get("next_round_after_4").map(list) else { return 1 };
    let drawn: Vec<_> = draw().skip(4).take(next.len()).collect();
    same_sample(&ids, &drawn, next);
    2
}

fn colorado(case: &Value) -> usize {
    only_keys(
        object(case),
        &["name", "note", "seed", "min", "max", "with_replacement", "out", "source"],
    );
    let out: Vec<u64> = list(&case["out"]).iter().map(|one| one.as_u64().unwrap()).collect();
    let (least, most) = (case["min"].as_u64().unwrap(), case["max"].as_u64().unwrap());
    let got = foreign::colorado(&seed(&case["seed"]), least, most, replacement(case), out.len());
    assert_eq!(got.unwrap(), out);
    1
}

fn cryptorandom(case: &Value) -> usize {
    let mut cases = 0;
    let new = || BitStream::new(seed(&case["seed"]).as_str());
    for (key, expected) in object(case) {
        let mut bits = new();
        if let Some(range) = key.strip_prefix("randint_") {
            let (from, to) = range.split_once('_').unwrap();
            let (from, to): (u64, u64) = (from.parse().unwrap(), to.parse().unwrap());
            for one in list(expected) {
                assert_eq!(from + bits.below(to - from + 1), one.as_u64().unwrap(), "{key}");
            }
        } else if let Some(width) = key.strip_prefix("getrandbits") {
            let width = width.trim_start_matches('_').parse().unwrap();
            for one in list(expected) {
                assert_eq!(bits.bits(width), one.as_u64().unwrap(), "{key}");
            }
        } else {
            match key.as_str() {
                "seed" | "hash_input" | "note" => continue,
                "hashes" => {
                    for one in list(expected) {
                        let hash: String =
                            bits.hash().iter().map(|byte| format!("{byte:02x}")).collect();
                        assert_eq!(hash, text(one));
                    }
                }
                "random" => {
                    for one in list(expected) {
                        assert_close(key, real(one), bits.unit(), TOLERANCE);
                    }
                }
                other => panic!("no vector `{other}` is known"),
            }
        }
        cases += 1;
    }
    cases
}

fn cryptorandom_sample(case: &Value) -> usize {
    only_keys(
        object(case),
        &["name", "note", "seed", "N", "n", "method", "sample_1based", "sample", "p", "weights"],
    );
    let (all, size) = (index(&case["N"]), index(&case["n"]));
    let bits = &mut BitStream::new(seed(&case["seed"]).as_str());
    let got = match text(&case["method"]) {
        "Fisher-Yates" => foreign::fisher_yates(all, size, bits),
        "PIKK" => foreign::smallest_of(all, size, bits),
        "sample_by_index" => foreign::by_index(all, size, bits),
        "Exponential" => {
            let weights = case.get("p").or_else(|| case.get("weights"));
            let weights = weights
                .filter(|one| one.is_array())
                .map_or_else(|| vec![1.0; all], |one| list(one).iter().map(real).collect());
            foreign::exponential(&weights, size, bits)
        }
        other => panic!("no method `{other}` is known"),
    };
    let (expected, first) = match case.get("sample_1based") {
        Some(sample) => (sample, 1),
        None => (&case["sample"], 0),
    };
    let expected: Vec<usize> = list(expected).iter().map(|one| index(one) - first).collect();
    assert_eq!(got.unwrap(), expected, "{case}");
    1
}

fn fixed(part: &Value) -> usize {
    only_keys(object(part), &["rule", "note", "seed", "centres"]);
    let centres = list(&part["centres"]);
    let mut boxes = Vec::new();
    for centre in centres {
        only_keys(object(centre), &["centre", "tables", "n", "sample"]);
        boxes.extend(list(&centre["tables"]).iter().map(|id| (text(&centre["centre"]), text(id))));
    }
    let drawn = fixed_share(&boxes, 540_000, &seed(&part["seed"])).unwrap();
    for centre in centres {
        let sample: Vec<&str> = list(&centre["sample"]).iter().map(text).collect();
        assert_eq!(sample.len(), index(&centre["n"]));
        assert_eq!(drawn[text(&centre["centre"])], sample);
    }
    centres.len()
}
