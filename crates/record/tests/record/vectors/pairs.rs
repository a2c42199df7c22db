//! Two sheets at a time: the same, a correction, or proof that a key signed two results.

use record::{ContestNo, SignedSheet, TableNo};
use serde::Serialize;

use super::sheets::{correction, first, move_votes};
use super::sign;
use super::tampered::{aad, wrap};
use crate::common::election::Small;
use crate::common::random;
use crate::common::sheets::honest;

/// What two sheets are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// The same bytes.
    Same,
    /// Of different tables or contests.
    Unrelated,
    /// At least one signature is not valid: nothing is proven.
    NotProven,
    /// One names the other as the sheet it replaces.
    Correction,
    /// Both valid, different, neither replaces the other.
    Equivocation,
}

/// Two sheets and what they are to each other.
#[derive(Serialize)]
pub struct PairCase {
    name: &'static str,
    first: String,
    second: String,
    relation: Relation,
}

/// The pairs.
pub fn cases(small: &Small) -> (&'static str, Vec<PairCase>) {
    let one = first(small);
    let changed = |votes: u32, serial: u32, replaces: Option<record::SheetPrefix>| {
        let mut sheet = one.sheet().clone();
        move_votes(&mut sheet, votes);
        (sheet.serial, sheet.replaces) = (serial, replaces);
        sign(small, &sheet)
    };
    let other = changed(3, 1, None);
    let corrected = correction(small, &one);
    let payload = other.sheet().encode().expect("an honest sheet");
    let forged = wrap(&payload, &aad(&small.election.id), &small.key(TableNo(1)));
    let forged = SignedSheet::decode(&forged).expect("well formed");
    let at = |table, contest| {
        sign(small, &honest(&small.election, table, contest, &mut random(small.seed)))
    };
    let (president, governor) = (at(TableNo(3), ContestNo(0)), at(TableNo(3), ContestNo(1)));
    let second_correction = {
        let mut sheet = corrected.sheet().clone();
        move_votes(&mut sheet, 1);
        sign(small, &sheet)
    };
    let pair = |name, first: &SignedSheet, second: &SignedSheet, relation| PairCase {
        name,
        first: const_hex::encode(first.bytes()),
        second: const_hex::encode(second.bytes()),
        relation,
    };
    use Relation::{Correction, Equivocation, NotProven, Same, Unrelated};
    let cases = vec![
        pair("the same bytes twice", &one, &one, Same),
        pair("two results of one table", &one, &other, Equivocation),
        pair("two results, in the other order", &other, &one, Equivocation),
        pair(
            "the same figures with another serial number",
            &one,
            &changed(0, 2, None),
            Equivocation,
        ),
        pair("a correction", &one, &corrected, Correction),
        pair("a correction that came first", &corrected, &one, Correction),
        pair("a correction of a third sheet", &one, &changed(5, 2, Some([7; 8])), Equivocation),
        pair("two corrections of one sheet", &corrected, &second_correction, Equivocation),
        pair("two contests of one table", &president, &governor, Unrelated),
        pair("two tables", &one, &president, Unrelated),
        pair("the second has an invalid signature", &one, &forged, NotProven),
        pair("an invalid signature twice", &forged, &forged, Same),
    ];
    ("Two sheets of one election and what they are to each other.", cases)
}

/// The relation, by the definition in `docs/formats/vectors.md`.
pub fn relation(small: &Small, one: &SignedSheet, other: &SignedSheet) -> Relation {
    let place = |signed: &SignedSheet| (signed.sheet().table, signed.sheet().contest);
    let valid =
        |signed: &SignedSheet| signed.judge(&small.election).0 == record::SignatureVerdict::Valid;
    let replaces = |later: &SignedSheet, earlier: &SignedSheet| {
        later.sheet().replaces == Some(earlier.digest().prefix())
    };
    if one.bytes() == other.bytes() {
        Relation::Same
    } else if place(one) != place(other) {
        Relation::Unrelated
    } else if !valid(one) || !valid(other) {
        Relation::NotProven
    } else if replaces(one, other) || replaces(other, one) {
        Relation::Correction
    } else {
        Relation::Equivocation
    }
}
