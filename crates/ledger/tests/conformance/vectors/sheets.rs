//! Sheets at the door of the log: which may become entries.

use record::{ContestNo, SignedSheet, TableNo};
use serde::Serialize;

use super::hex;
use super::statements::sign;
use super::world::{KEYLESS, World, count, key};

/// A sheet and what the log says of it.
#[derive(Serialize)]
pub struct Case {
    name: &'static str,
    bytes: String,
    index: u64,
    verdict: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'static str>,
}

/// Every case.
pub fn cases(world: &World) -> (&'static str, Vec<Case>) {
    let table = TableNo(4);
    let good = world.sign(&world.sheet(table));
    let change = |change: &dyn Fn(&mut record::Sheet)| {
        let mut sheet = world.sheet(table);
        change(&mut sheet);
        SignedSheet::sign(&sheet, &world.election.id, &key("1.0004")).unwrap().bytes().to_vec()
    };
    let mut flipped = good.bytes().to_vec();
    *flipped.last_mut().unwrap() ^= 1;
    let elsewhere = record::ElectionId(record::Digest::of(b"another election"));
    let signed_for = |sheet: &record::Sheet, who: &str, election: &record::ElectionId| {
        let beside = [b"cotejo/sheet/v1\0".as_slice(), &election.0.0].concat();
        sign(&[0xa1, 1, 0x27], &sheet.encode().unwrap(), &beside, &key(who))
    };
    let by = |who: &str, election| signed_for(&world.sheet(table), who, election);
    let mut of_another = world.sheet(table);
    of_another.election_hint = elsewhere.hint();
    let keyless = SignedSheet::sign(&world.sheet(KEYLESS), &world.election.id, &key("2.0279"));
    let cases: Vec<(&'static str, Vec<u8>, u64, Option<&'static str>)> = vec![
        ("a sheet", good.bytes().to_vec(), 1, None),
        ("a sheet that does not add up", change(&|sheet| sheet.null = count(400)), 9, None),
        ("more voters than electors", change(&|sheet| sheet.votes[0] = count(5_000)), 9, None),
        (
            "a correction of a sheet never seen",
            world.sign(&world.correction(&good, 2)).bytes().to_vec(),
            9,
            None,
        ),
        ("not closed", change(&|sheet| sheet.closed = None), 9, None),
        ("a sheet as entry 0", good.bytes().to_vec(), 0, Some("L402")),
        ("of another election", signed_for(&of_another, "1.0004", &elsewhere), 9, Some("S103")),
        (
            "of a table that is not there",
            change(&|sheet| sheet.table = TableNo(280)),
            9,
            Some("S104"),
        ),
        (
            "of a contest that is not there",
            change(&|sheet| sheet.contest = ContestNo(1)),
            9,
            Some("S105"),
        ),
        (
            "a list too few",
            change(&|sheet| {
                sheet.votes.pop();
            }),
            9,
            Some("S106"),
        ),
        ("a list too many", change(&|sheet| sheet.votes.push(count(0))), 9, Some("S106")),
        ("a bit of the signature", flipped.clone(), 9, Some("S120")),
        ("signed by another table", by("1.0005", &world.election.id), 9, Some("S120")),
        ("signed by the authority", by("authority", &world.election.id), 9, Some("S120")),
        ("signed for another election", by("1.0004", &elsewhere), 9, Some("S120")),
        ("of a table without a key", keyless.unwrap().bytes().to_vec(), 9, Some("S122")),
        ("cut", good.bytes()[..good.bytes().len() - 1].to_vec(), 9, Some("L402")),
        ("a byte behind", [good.bytes(), &[0]].concat(), 9, Some("L402")),
        ("text", b"a sheet".to_vec(), 9, Some("L402")),
    ];
    (
        "Sheets that the log of `election/` may hold as entry `index`, or refuses by `rule`. Sheets that break rules on their figures are held: they can be attributed.",
        cases
            .into_iter()
            .map(|(name, bytes, index, rule)| Case {
                name,
                bytes: hex(&bytes),
                index,
                verdict: if rule.is_some() { "refused" } else { "admitted" },
                rule,
            })
            .collect(),
    )
}
