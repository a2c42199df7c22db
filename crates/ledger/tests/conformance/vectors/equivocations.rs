//! Files that prove, or only seem to prove, that a station signed two results.

use record::sheet::to_qr_text;
use record::{SignedSheet, TableNo};
use serde::Serialize;

use super::world::{World, count, key};

/// A file and what it proves.
#[derive(Serialize)]
pub struct Case {
    name: &'static str,
    proof: String,
    verdict: &'static str,
}

const PROVEN: &str = "proven";
const NOT: &str = "not-proven";
const MALFORMED: &str = "malformed";

/// Every file.
pub fn cases(world: &World) -> (&'static str, Vec<Case>) {
    let table = TableNo(2);
    let one = world.sign(&world.sheet(table));
    let other = world.sign(&world.moved(table, 9));
    let second = world.sign(&world.correction(&one, 1));
    let second_again = world.sign(&world.correction(&one, 2));
    let elsewhere = world.sign(&world.sheet(TableNo(3)));
    let mut skipped = world.correction(&one, 4);
    skipped.serial = 7;
    let mut of_nothing = world.correction(&other, 4);
    of_nothing.serial = 1;
    of_nothing.replaces = None;
    let mut doubled = world.moved(table, 3);
    doubled.voters_machine = count(9);
    let forged = SignedSheet::sign(&world.moved(table, 5), &world.election.id, &key("stranger"));
    let good = text(&one, &other);
    let lines: Vec<_> = good.lines().collect();
    let sheets = |one: &SignedSheet, other: &SignedSheet| text(one, other);
    let cases = vec![
        ("two results of one table", good.clone(), PROVEN),
        ("the same in the other order", sheets(&other, &one), PROVEN),
        ("two different corrections of one sheet", sheets(&second, &second_again), PROVEN),
        ("a sheet, and the correction of another", sheets(&other, &second), PROVEN),
        ("one adds up, one does not", sheets(&one, &world.sign(&doubled)), PROVEN),
        (
            "two first sheets that differ by four votes",
            sheets(&one, &world.sign(&of_nothing)),
            PROVEN,
        ),
        ("a correction", sheets(&one, &second), NOT),
        ("a correction, named first", sheets(&second, &one), NOT),
        ("a correction with a number skipped", sheets(&one, &world.sign(&skipped)), NOT),
        ("the same sheet twice", sheets(&one, &one), NOT),
        ("sheets of two tables", sheets(&one, &elsewhere), NOT),
        ("one sheet of another's key", sheets(&one, &forged.unwrap()), NOT),
        ("no sheet", format!("{}\n", lines[0]), MALFORMED),
        ("one sheet", format!("{}\n{}\n", lines[0], lines[1]), MALFORMED),
        ("three sheets", format!("{good}{}\n", lines[1]), MALFORMED),
        ("another version", good.replacen("/v1", "/v2", 1), MALFORMED),
        ("no first line", format!("{}\n{}\n", lines[1], lines[2]), MALFORMED),
        ("a sheet cut", good[..good.len() - 3].to_owned() + "\n", MALFORMED),
        ("an empty line between", good.replacen('\n', "\n\n", 1), MALFORMED),
    ];
    (
        "Files `cotejo/equivocation/v1` with two QR texts: `proven` that the station's key signed two results, `not-proven`, or `malformed`.",
        cases.into_iter().map(|(name, proof, verdict)| Case { name, proof, verdict }).collect(),
    )
}

fn text(one: &SignedSheet, other: &SignedSheet) -> String {
    format!(
        "cotejo/equivocation/v1\n{}\n{}\n",
        to_qr_text(one).unwrap(),
        to_qr_text(other).unwrap()
    )
}
