use std::fmt::Write as _;

use rand::SeedableRng as _;
use rand::seq::SliceRandom as _;
use rand_chacha::ChaCha8Rng;
use record::sheet::to_qr_text;
use record::{Count, Election, ElectionId, Rule, Sheet, SignedSheet, TableNo};

use super::rows::{Row, header};
use super::{Demo, Expected, Ground, Photo, SourcePlan};
use crate::keys::{authority_key, station_key};
use crate::shape::LISTS_OF;
use crate::votes::sheet;
use crate::{Shape, figures};

/// Tables with a fault of their own.
const PLANTED: usize = 15;
/// Fewest tables that leave room for every fault among sound ones.
const LEAST_TABLES: u32 = 60;
/// Sound tables photographed by party C.
const PHOTOGRAPHED: usize = 20;
/// A table code that no invented election has.
const UNKNOWN_TABLE: &str = "999999999.01.1.0001";

/// Plans a demo night: an authority, three parties and observers, with planted faults of every kind.
///
/// # Panics
/// If the election has fewer than 60 tables, or stations without keys.
pub fn demo(shape: &Shape, election: &Election) -> Demo {
    assert!(shape.keys && shape.tables >= LEAST_TABLES, "a demo needs 60 tables with keys");
    let mut tables: Vec<_> = shape.all_tables().collect();
    tables.shuffle(&mut ChaCha8Rng::seed_from_u64(shape.seed));
    let (planted, sound) = tables.split_at(PLANTED);
    let mut night = Night::new(Ground { shape, election });
    let mut sound = sound.to_vec();
    sound.sort_unstable();
    night.hold_sound(&sound);
    night.plant(planted);
    night.finish()
}

/// The night while it is being laid out.
struct Night<'a> {
    ground: Ground<'a>,
    authority: SourcePlan,
    party_a: SourcePlan,
    party_b: SourcePlan,
    party_c: SourcePlan,
    observers: SourcePlan,
    expected: Vec<Expected>,
}

impl<'a> Night<'a> {
    fn new(ground: Ground<'a>) -> Self {
        let lists = ground.election.contests[0].lists.len();
        let source = |id, name| SourcePlan { id, name, ..SourcePlan::default() };
        let typed = |id, name| SourcePlan { csv: header(lists), ..source(id, name) };
        Self {
            ground,
            authority: source("authority", "Autoridad electoral"),
            party_a: source("party-a", "Partido A"),
            party_b: typed("party-b", "Partido B"),
            party_c: source("party-c", "Partido C"),
            observers: typed("observers", "Misión de observación"),
            expected: Vec::new(),
        }
    }

    /// Sound copies: the authority has all, each other source its part.
    fn hold_sound(&mut self, tables: &[TableNo]) {
        for (at, table) in tables.iter().enumerate() {
            let text = self.text(*table);
            self.authority.qr_texts.push(text.clone());
            if at < PHOTOGRAPHED {
                self.photograph(*table, vec![text.clone()], 5);
            }
            if at % 5 != 0 {
                self.party_a.qr_texts.push(text);
            }
            if at % 5 < 3 {
                self.row(*table).write(&mut self.party_b.csv);
            }
            if at % 5 > 2 {
                self.row(*table).write(&mut self.observers.csv);
            }
        }
    }

    fn plant(&mut self, tables: &[TableNo]) {
        let [
            differ,
            slip,
            swap,
            same,
            different,
            images,
            shared,
            shared_too,
            two_sheets,
            forged,
            impossible,
            corrected,
            withdrawn,
            tie,
            alone,
        ] = tables
        else {
            unreachable!("as many tables as faults");
        };
        self.plant_typing(*differ, *slip, *swap);
        self.plant_duplicates(*same, *different);
        self.plant_images(*images, *shared, *shared_too);
        self.plant_equivocation(*two_sheets);
        self.plant_forgery(*forged);
        self.plant_correction(*corrected);
        self.plant_tie(*tie);

        self.authority_holds(*impossible);
        self.row(*impossible).impossible().write(&mut self.party_b.csv);
        // Votes agree with the signed sheet, so nothing that is totalled is overridden.
        self.expect(*impossible, &[Rule::ImpossibleCounts, Rule::Differ]);

        self.authority_holds(*withdrawn);
        self.row(*withdrawn).withdrawn().write(&mut self.party_b.csv);
        self.expect(*withdrawn, &[Rule::Withdrawn]);

        self.row(*alone).renamed(UNKNOWN_TABLE).write(&mut self.party_b.csv);
        self.expected.push(Expected::new(Rule::UnknownTableInSource, UNKNOWN_TABLE));

        let text = self.text(*alone);
        self.party_a.qr_texts.push(text);
    }

    fn plant_typing(&mut self, differ: TableNo, slip: TableNo, swap: TableNo) {
        for table in [differ, slip, swap] {
            self.authority_holds(table);
        }
        let text = self.text(differ);
        self.party_a.qr_texts.push(text);
        self.row(differ).moved_votes(16, 7).write(&mut self.party_b.csv);
        self.expect(differ, &[Rule::Differ, Rule::SignedOverridden]);
        self.row(slip).slipped().write(&mut self.party_b.csv);
        self.expect(slip, &[Rule::ColumnSlip, Rule::SignedOverridden]);
        self.row(swap).swapped(20).write(&mut self.party_b.csv);
        self.expect(swap, &[Rule::SwappedCells, Rule::SignedOverridden]);
    }

    fn plant_duplicates(&mut self, same: TableNo, different: TableNo) {
        self.authority_holds(same);
        self.row(same).write(&mut self.party_b.csv);
        self.row(same).write(&mut self.party_b.csv);
        self.expect(same, &[Rule::DuplicateSame]);

        self.authority_holds(different);
        self.row(different).write(&mut self.party_b.csv);
        self.row(different).moved_votes(5, 3).write(&mut self.party_b.csv);
        self.expect(different, &[Rule::DuplicateDifferent, Rule::SignedOverridden]);
    }

    fn plant_images(&mut self, twice: TableNo, shared: TableNo, shared_too: TableNo) {
        for table in [twice, shared, shared_too] {
            self.authority_holds(table);
        }
        let text = self.text(twice);
        self.photograph(twice, vec![text.clone()], 5);
        self.photograph(twice, vec![text], 7);
        self.expect(twice, &[Rule::TwoImagesOneTable, Rule::DuplicateSame]);

        let both = vec![self.text(shared), self.text(shared_too)];
        self.photograph(shared, both, 5);
        // Found once for each further table, beside the first.
        self.expect(shared.max(shared_too), &[Rule::OneImageTwoTables]);
    }

    fn plant_equivocation(&mut self, table: TableNo) {
        self.authority_holds(table);
        let mut other = self.sheet(table);
        move_votes(&mut other, 11);
        let text = self.sign(&other);
        self.party_a.qr_texts.push(text);
        self.expect(table, &[Rule::Equivocation, Rule::Differ, Rule::TotalNotSettled]);
    }

    /// The right form and table, signed with a key that is not the station's.
    fn plant_forgery(&mut self, table: TableNo) {
        self.authority_holds(table);
        let mut forged = self.sheet(table);
        move_votes(&mut forged, 40);
        let signed = SignedSheet::sign(&forged, &self.id(), &authority_key(self.ground.shape.seed));
        self.party_a.qr_texts.push(text_of(&signed.expect("a sheet of this election")));
        self.expect(table, &[Rule::InvalidSignature, Rule::Differ]);
    }

    fn plant_correction(&mut self, table: TableNo) {
        let first = self.sheet(table);
        let first_text = self.sign(&first);
        let key = station_key(self.ground.shape.seed, table);
        let first_signed =
            SignedSheet::sign(&first, &self.id(), &key).expect("a sheet of this election");
        let mut second = first;
        move_votes(&mut second, 2);
        second.serial = 2;
        second.replaces = Some(first_signed.digest().prefix());
        let second_text = self.sign(&second);
        self.authority.qr_texts.extend([first_text.clone(), second_text]);
        self.party_a.qr_texts.push(first_text);
        self.expect(table, &[Rule::Correction]);
    }

    /// No signed sheet, and two typed rows that differ.
    fn plant_tie(&mut self, table: TableNo) {
        self.row(table).moved_votes(9, 4).write(&mut self.party_b.csv);
        self.row(table).write(&mut self.observers.csv);
        self.expect(table, &[Rule::Differ, Rule::TotalNotSettled]);
    }

    fn finish(mut self) -> Demo {
        let announcements = announcements(self.ground.shape);
        self.expected.push(Expected::new(Rule::AnnouncementPossible, "bulletin-1"));
        self.expected.push(Expected::new(Rule::AnnouncementImpossible, "bulletin-2"));
        // Its candidates' votes are possible; its voters do not add up.
        self.expected.push(Expected::new(Rule::AnnouncementPossible, "bulletin-3"));
        self.expected.push(Expected::new(Rule::AnnouncementArithmetic, "bulletin-3"));
        self.expected.sort();
        let sources =
            vec![self.authority, self.party_a, self.party_b, self.party_c, self.observers];
        Demo { sources, announcements, expected: self.expected }
    }

    fn authority_holds(&mut self, table: TableNo) {
        let text = self.text(table);
        self.authority.qr_texts.push(text);
    }

    fn photograph(&mut self, table: TableNo, qr_texts: Vec<String>, scale: u32) {
        let name = format!("{}-{scale}.png", self.ground.shape.code(table));
        self.party_c.photos.push(Photo { name, qr_texts, scale });
    }

    fn expect(&mut self, table: TableNo, rules: &[Rule]) {
        let code = self.ground.shape.code(table);
        self.expected.extend(rules.iter().map(|rule| Expected::new(*rule, code.clone())));
    }

    fn id(&self) -> ElectionId {
        self.ground.election.id
    }

    fn row(&self, table: TableNo) -> Row {
        Row::true_one(self.ground, table)
    }

    fn sheet(&self, table: TableNo) -> Sheet {
        sheet(self.ground.shape, self.ground.election, table)
    }

    fn text(&self, table: TableNo) -> String {
        self.sign(&self.sheet(table))
    }

    fn sign(&self, sheet: &Sheet) -> String {
        let key = station_key(self.ground.shape.seed, sheet.table);
        text_of(&SignedSheet::sign(sheet, &self.id(), &key).expect("a sheet of this election"))
    }
}

fn text_of(signed: &SignedSheet) -> String {
    to_qr_text(signed).expect("a sheet of 38 lists fits a code")
}

/// Moves votes from the largest list to the next one.
fn move_votes(sheet: &mut Sheet, many: u32) {
    let largest = (0..sheet.votes.len()).max_by_key(|at| sheet.votes[*at].number()).unwrap_or(0);
    let other = (largest + 1) % sheet.votes.len();
    let number = |count: Count| count.number().unwrap_or(0);
    let many = many.min(number(sheet.votes[largest]));
    let given = |number: u32| Count::given(number).expect("a table's count");
    sheet.votes[other] = given(number(sheet.votes[other]) + many);
    sheet.votes[largest] = given(number(sheet.votes[largest]) - many);
}

/// Three announcements: one that the sheets allow, one that they do not, one that does not add up.
fn announcements(shape: &Shape) -> String {
    let mut of_candidate = [0_u64; 10];
    let (mut electors, mut voters, mut null) = (0_u64, 0_u64, 0_u64);
    for table in shape.all_tables() {
        let figures = figures(shape, table);
        electors += u64::from(figures.electors);
        voters += u64::from(figures.voters);
        null += u64::from(figures.null);
        let mut votes = figures.votes.into_iter();
        for (total, lists) in of_candidate.iter_mut().zip(LISTS_OF) {
            *total += votes
                .by_ref()
                .take(usize::try_from(lists).expect("small"))
                .map(u64::from)
                .sum::<u64>();
        }
    }
    let mut false_votes = of_candidate;
    false_votes[0] += of_candidate[7] / 2;
    false_votes[7] -= of_candidate[7] / 2;
    let mut text = String::new();
    for (number, votes, voters) in
        [(1, of_candidate, voters), (2, false_votes, voters), (3, of_candidate, voters + 1_000)]
    {
        let valid: u64 = votes.iter().sum();
        let _ = write!(
            text,
            "[[announcement]]\nid = \"bulletin-{number}\"\nby = \"Autoridad electoral\"\n\
             at = \"2030-06-0{}T02:00:00-04:00\"\ncontest = \"president\"\ncoverage = \"100 %\"\n\
             electors = {electors}\nvalid = {valid}\nnull = {null}\nvoters = {voters}\n",
            number + 2
        );
        for (letter, votes) in ('A'..).zip(votes) {
            let _ = write!(
                text,
                "\n[[announcement.votes]]\ncandidate = \"{letter}\"\nvotes = {votes}\n"
            );
        }
        text.push('\n');
    }
    text
}
