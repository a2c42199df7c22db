//! Sheets that are in order, and sheets that are kept although they break rules.

use record::sheet::to_qr_text;
use record::{ContestNo, Count, Digest, Rule, Sheet, SignatureVerdict, SignedSheet, TableNo};
use serde::Serialize;

use super::{Expect, SheetCase, case, sign};
use crate::common::election::Small;
use crate::common::sheets::{count, honest};
use crate::common::{random, test_key};

/// The fields of a sheet in the order of the encoding; bytes in hexadecimal, counts as JSON has them.
#[derive(Serialize)]
pub struct Fields {
    version: u8,
    election_hint: String,
    table: u32,
    contest: u8,
    part: u8,
    parts: u8,
    serial: u32,
    replaces: Option<String>,
    closed: Option<u64>,
    open_for: Option<u32>,
    electors: Count,
    voters_machine: Count,
    voters_book: Count,
    null: Count,
    blank: Count,
    votes: Vec<Count>,
    software: String,
}

impl From<&Sheet> for Fields {
    fn from(sheet: &Sheet) -> Self {
        Self {
            version: 1,
            election_hint: const_hex::encode(sheet.election_hint),
            table: sheet.table.0,
            contest: sheet.contest.0,
            part: sheet.part,
            parts: sheet.parts,
            serial: sheet.serial,
            replaces: sheet.replaces.map(const_hex::encode),
            closed: sheet.closed,
            open_for: sheet.open_for,
            electors: sheet.electors,
            voters_machine: sheet.voters_machine,
            voters_book: sheet.voters_book,
            null: sheet.null,
            blank: sheet.blank,
            votes: sheet.votes.clone(),
            software: const_hex::encode(sheet.software),
        }
    }
}

/// One honest sheet of every table and contest, and a correction.
pub fn good(small: &Small) -> (&'static str, Vec<SheetCase>) {
    let mut random = random(small.seed);
    let election = &small.election;
    let mut cases = Vec::new();
    for table in election.tables.iter().filter(|table| election.tables.key(*table).is_some()) {
        for contest in election.contests_at(table) {
            let sheet = honest(election, table, contest.no, &mut random);
            let name = format!("{} of table {}", contest.key, election.tables.code(table));
            cases.push(told(&name, &sign(small, &sheet)));
        }
    }
    let first = first(small);
    cases.push(told("a correction that names the sheet it replaces", &correction(small, &first)));
    ("Sheets that decode, verify and break no rule, with every field.", cases)
}

/// The sheet that other vectors start from.
pub fn first(small: &Small) -> SignedSheet {
    sign(small, &honest(&small.election, TableNo(0), ContestNo(0), &mut random(small.seed)))
}

/// A second sheet of the same table that names the first as replaced.
pub fn correction(small: &Small, of: &SignedSheet) -> SignedSheet {
    let mut sheet = of.sheet().clone();
    sheet.serial = 2;
    sheet.replaces = Some(of.digest().prefix());
    move_votes(&mut sheet, 1);
    sign(small, &sheet)
}

/// Moves votes from the first list to the second, which keeps every sum.
pub fn move_votes(sheet: &mut Sheet, many: u32) {
    let number = |at: usize| sheet.votes[at].number().expect("honest sheets have numbers");
    let (first, second) = (number(0) - many, number(1) + many);
    (sheet.votes[0], sheet.votes[1]) = (count(first), count(second));
}

fn told(name: &str, signed: &SignedSheet) -> SheetCase {
    let expect = Expect {
        digest: Some(Digest::of(signed.bytes()).to_string()),
        security_code: Some(signed.security_code().to_string()),
        qr: Some(to_qr_text(signed).expect("a sheet that fits a QR code")),
        sheet: Some(Fields::from(signed.sheet())),
        ..Expect::read(SignatureVerdict::Valid, &[])
    };
    case(name, signed.bytes(), expect)
}

/// A change to a sheet that breaks rules.
type Change = fn(&mut Sheet);

/// Well-formed sheets that break rules: kept, counted or not by the policy, and they say so.
pub fn bad(small: &Small) -> (&'static str, Vec<SheetCase>) {
    let mut cases: Vec<_> = CHANGES
        .iter()
        .map(|(name, change, rules)| {
            let mut sheet = first(small).sheet().clone();
            change(&mut sheet);
            let signed = sign(small, &sheet);
            case(*name, signed.bytes(), Expect::read(SignatureVerdict::Valid, rules))
        })
        .collect();
    cases.extend(not_checkable(small));
    ("Sheets that decode and break rules. The signature is judged apart from the rules.", cases)
}

fn not_checkable(small: &Small) -> Vec<SheetCase> {
    let unchecked = |name: &str, sheet: &Sheet, rules: &[Rule]| {
        let key = test_key(small.seed, "stranger");
        let signed = SignedSheet::sign(sheet, &small.election.id, &key).expect("a sheet to sign");
        case(name, signed.bytes(), Expect::read(SignatureVerdict::NotCheckable, rules))
    };
    let first = first(small);
    let keyless = honest(&small.election, TableNo(4), ContestNo(0), &mut random(small.seed));
    let nowhere = Sheet { table: TableNo(6), ..first.sheet().clone() };
    let elsewhere = Small::new(small.seed + 1);
    let other = honest(&elsewhere.election, TableNo(0), ContestNo(0), &mut random(small.seed));
    let other = sign(&elsewhere, &other);
    vec![
        unchecked("a table without a key on file", &keyless, &[Rule::SignatureNotCheckable]),
        unchecked(
            "a row behind the last table",
            &nowhere,
            &[Rule::UnknownTable, Rule::SignatureNotCheckable],
        ),
        case(
            "a good sheet of another election",
            other.bytes(),
            Expect::read(
                SignatureVerdict::NotCheckable,
                &[Rule::OtherElection, Rule::SignatureNotCheckable],
            ),
        ),
    ]
}

#[rustfmt::skip]
const CHANGES: &[(&str, Change, &[Rule])] = &[
    ("no such contest", |s| s.contest = ContestNo(9), &[Rule::UnknownContest]),
    ("a contest not held at this table", |s| { s.contest = ContestNo(1); s.votes.truncate(2); s.null = Count::ABSENT; s.voters_machine = Count::ABSENT; s.voters_book = Count::ABSENT; }, &[Rule::UnknownContest]),
    ("a list too few", |s| s.votes.truncate(37), &[Rule::ListCount]),
    ("a list too many", |s| s.votes.push(Count::ZERO), &[Rule::ListCount]),
    ("no lists", |s| s.votes.clear(), &[Rule::ListCount]),
    ("one vote more than voters", |s| s.null = count(s.null.number().map_or(0, |n| n + 1)), &[Rule::SumNotVoters]),
    ("poll book one below the machine", |s| s.voters_book = count(s.voters_book.number().map_or(0, |n| n - 1)), &[Rule::MachineNotBook]),
    ("poll book above the electors", |s| s.voters_book = count(900), &[Rule::MachineNotBook, Rule::VotersAboveElectors]),
    ("other electors than the election file", |s| s.electors = count(1), &[Rule::ElectorsDiffer]),
    ("a count above every bound", |s| s.votes[5] = count(record::count::MAX_COUNT), &[Rule::SumNotVoters, Rule::CountAboveBound]),
    ("closed before the polls opened", |s| s.closed = Some(1_700_000_000), &[Rule::ClosedOutsideElection]),
    ("closed in the year 584 billion", |s| s.closed = Some(u64::MAX), &[Rule::ClosedOutsideElection]),
    ("no time of closing", |s| s.closed = None, &[Rule::PollNotClosed]),
    ("a blank count is not zero", |s| s.votes[2] = Count::BLANK, &[Rule::CountBlank]),
    ("an unreadable count is not zero", |s| s.votes[2] = Count::UNREADABLE, &[Rule::CountUnreadable]),
    ("an absent count is not zero", |s| s.votes[0] = Count::ABSENT, &[]),
    ("blank, unreadable and absent at once", |s| { s.votes[0] = Count::BLANK; s.null = Count::UNREADABLE; s.voters_book = Count::ABSENT; }, &[Rule::CountBlank, Rule::CountUnreadable]),
    ("no vote at all", |s| { s.votes.fill(Count::ZERO); s.null = s.voters_machine; }, &[Rule::NoValidVotes]),
    ("all valid votes on one list", |s| { s.votes.fill(Count::ZERO); s.votes[0] = count(60); s.null = Count::ZERO; s.voters_machine = count(60); s.voters_book = count(60); }, &[Rule::OneCandidateOnly]),
    ("software that nobody knows", |s| s.software = [0; 8], &[Rule::UnknownSoftware]),
    ("serial number 0", |s| s.serial = 0, &[Rule::SerialInconsistent]),
    ("a first sheet that replaces another", |s| s.replaces = Some([0xab; 8]), &[Rule::SerialInconsistent]),
    ("a second sheet that replaces nothing", |s| s.serial = 2, &[Rule::SerialInconsistent]),
    ("says that it is the second of two", |s| (s.part, s.parts) = (2, 2), &[Rule::SetIncomplete]),
];
