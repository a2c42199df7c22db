//! What can be said of a table's figures by themselves, whoever brought them.

use crate::collection::Basis;
use crate::count::{Count, Reading};
use crate::election::Election;
use crate::id::{ContestNo, TableNo};
use crate::rule::{Breach, Rule};

/// From how many valid votes on it is worth a note that all went to one candidate.
const MANY_VALID_VOTES: u64 = 50;

/// The figures of one table for one contest, from a signed sheet or any other copy.
#[derive(Clone, Copy, Debug)]
pub struct Figures<'a> {
    /// The contest.
    pub contest: ContestNo,
    /// Whether `votes` are per list or per candidate.
    pub basis: Basis,
    /// Votes.
    pub votes: &'a [Count],
    /// Electors on the roll.
    pub electors: Count,
    /// Voters counted by the machine.
    pub voters_machine: Count,
    /// Voters signed in the poll book.
    pub voters_book: Count,
    /// Valid votes as a declared total.
    pub valid: Count,
    /// Null votes.
    pub null: Count,
    /// Blank votes.
    pub blank: Count,
}

impl Figures<'_> {
    /// Sum of the given votes; complete only if every vote count is given.
    pub fn sum_of_votes(&self) -> u64 {
        self.votes.iter().filter_map(|count| count.number()).map(u64::from).sum()
    }

    /// Every count in a fixed order, for what concerns them all.
    fn all(&self) -> impl Iterator<Item = Count> {
        let single = [
            self.electors,
            self.voters_machine,
            self.voters_book,
            self.valid,
            self.null,
            self.blank,
        ];
        self.votes.iter().copied().chain(single)
    }
}

/// Every S-rule that figures break by themselves. `table` is none where it is not in the election file.
///
/// Rules that need a figure which is absent, blank or unreadable are not applied: nothing is guessed.
pub fn check_figures(
    election: &Election,
    table: Option<TableNo>,
    figures: &Figures<'_>,
) -> Vec<Breach> {
    let mut found = Vec::new();
    if !contest_fits(election, table, figures, &mut found) {
        return found;
    }
    missing_counts(figures, &mut found);
    let electors = electors(election, table, figures, &mut found);
    sums(figures, &mut found);
    bounds(figures, electors, &mut found);
    curiosities(election, figures, electors, &mut found);
    found
}

fn contest_fits(
    election: &Election,
    table: Option<TableNo>,
    figures: &Figures<'_>,
    found: &mut Vec<Breach>,
) -> bool {
    let Some(contest) = election.contest(figures.contest) else {
        found
            .push(Breach::new(Rule::UnknownContest, format!("contest number {}", figures.contest)));
        return false;
    };
    if table.is_some_and(|table| !election.is_held(contest, election.tables.area(table))) {
        found
            .push(Breach::new(Rule::UnknownContest, format!("`{}` is not held here", contest.key)));
    }
    let expected = match figures.basis {
        Basis::Candidates => contest.candidates.len(),
        Basis::Lists => contest.lists.len(),
    };
    if figures.votes.len() != expected {
        let detail = format!("{} counts, {expected} expected", figures.votes.len());
        found.push(Breach::new(Rule::ListCount, detail));
        return false;
    }
    true
}

fn missing_counts(figures: &Figures<'_>, found: &mut Vec<Breach>) {
    for (reading, rule, word) in [
        (Reading::Blank, Rule::CountBlank, "blank"),
        (Reading::Unreadable, Rule::CountUnreadable, "unreadable"),
    ] {
        let many = figures.all().filter(|count| count.reading() == reading).count();
        if many > 0 {
            found.push(Breach::new(rule, format!("{many} {word}")));
        }
    }
}

/// The electors to hold the other figures against: the election file's, or else the sheet's own.
fn electors(
    election: &Election,
    table: Option<TableNo>,
    figures: &Figures<'_>,
    found: &mut Vec<Breach>,
) -> Option<u64> {
    let of_file = table.and_then(|table| election.tables.electors(table).number());
    let of_sheet = figures.electors.number();
    if let (Some(file), Some(sheet)) = (of_file, of_sheet)
        && file != sheet
    {
        let detail = format!("{sheet} on the sheet, {file} in the election file");
        found.push(Breach::new(Rule::ElectorsDiffer, detail));
    }
    of_file.or(of_sheet).map(u64::from)
}

fn sums(figures: &Figures<'_>, found: &mut Vec<Breach>) {
    let votes = figures.sum_of_votes();
    let complete = figures.votes.iter().all(|count| count.number().is_some());
    if let Some(valid) = figures.valid.number().map(u64::from)
        && (complete && votes != valid || votes > valid)
    {
        let detail = format!("declared {valid}, sum {votes}");
        found.push(Breach::new(Rule::ValidTotal, detail));
    }
    let Some(voters) = figures.voters_machine.number().map(u64::from) else { return };
    let or_zero = |count: Count| count.number().map_or(0, u64::from);
    let cast = votes + or_zero(figures.null) + or_zero(figures.blank);
    // An absent box is no claim of zero: the sum then only bounds the voters from below.
    let all_given = complete && figures.null.number().is_some() && blank_is_settled(figures.blank);
    if cast > voters || (all_given && cast != voters) {
        let detail = format!(
            "votes {votes} + null {} + blank {} = {cast}, voters {voters}",
            shown(figures.null),
            shown(figures.blank)
        );
        found.push(Breach::new(Rule::SumNotVoters, detail));
    }
    if let Some(book) = figures.voters_book.number().map(u64::from)
        && book != voters
    {
        found
            .push(Breach::new(Rule::MachineNotBook, format!("machine {voters}, poll book {book}")));
    }
}

/// Many ballots have no blank vote at all; only an unread box leaves the sum open.
fn blank_is_settled(blank: Count) -> bool {
    matches!(blank.reading(), Reading::Absent | Reading::Given(_))
}

fn bounds(figures: &Figures<'_>, electors: Option<u64>, found: &mut Vec<Breach>) {
    let machine = figures.voters_machine.number().map(u64::from);
    let voters = machine.max(figures.voters_book.number().map(u64::from));
    // Where the machine's number is missing, the votes cast stand in for it.
    let or_zero = |count: Count| count.number().map_or(0, u64::from);
    let cast = figures.sum_of_votes() + or_zero(figures.null) + or_zero(figures.blank);
    let at_least = voters.max(machine.is_none().then_some(cast));
    if let (Some(at_least), Some(electors)) = (at_least, electors)
        && at_least > electors
    {
        let detail = format!("{at_least} voters or votes, {electors} electors");
        found.push(Breach::new(Rule::VotersAboveElectors, detail));
    }
    let bound = voters.max(electors);
    let largest = figures.votes.iter().chain([&figures.null, &figures.blank]);
    let largest = largest.filter_map(|count| count.number()).map(u64::from).max();
    if let (Some(bound), Some(largest)) = (bound, largest)
        && largest > bound
    {
        let detail = format!("a count of {largest}, at most {bound} possible");
        found.push(Breach::new(Rule::CountAboveBound, detail));
    }
}

fn curiosities(
    election: &Election,
    figures: &Figures<'_>,
    electors: Option<u64>,
    found: &mut Vec<Breach>,
) {
    let votes = figures.sum_of_votes();
    let complete = figures.votes.iter().all(|count| count.number().is_some());
    if complete && votes == 0 {
        found.push(Breach::new(Rule::NoValidVotes, "all counts are zero"));
    }
    if let (Some(voters), Some(electors)) = (figures.voters_machine.number(), electors)
        && electors > 0
        && u64::from(voters) == electors
    {
        found.push(Breach::new(Rule::FullTurnout, format!("{voters} of {electors}")));
    }
    if complete && votes >= MANY_VALID_VOTES && one_candidate_has_all(election, figures, votes) {
        found.push(Breach::new(Rule::OneCandidateOnly, format!("{votes} of {votes}")));
    }
}

fn one_candidate_has_all(election: &Election, figures: &Figures<'_>, votes: u64) -> bool {
    let Some(contest) = election.contest(figures.contest) else { return false };
    if contest.candidates.len() == 1 {
        return false; // Unopposed: there was nobody else to vote for.
    }
    let mut of_candidate = vec![0_u64; contest.candidates.len()];
    for (at, count) in figures.votes.iter().enumerate() {
        let candidate = match figures.basis {
            Basis::Candidates => at,
            Basis::Lists => contest.lists[at].candidate.index(),
        };
        of_candidate[candidate] += count.number().map_or(0, u64::from);
    }
    of_candidate.contains(&votes)
}

fn shown(count: Count) -> String {
    match count.reading() {
        Reading::Absent => "—".to_owned(),
        _ => count.to_string(),
    }
}
