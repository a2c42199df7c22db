//! Every rule on figures, each reached by one change to figures that break none; missing is never zero.

use record::collection::Basis;
use record::sheet::{Figures, check_figures};
use record::{ContestNo, Count, Election, Rule, TableNo};

use crate::common::election::Small;
use crate::common::sheets::count;

/// A table of the second state, where both contests are held, with a known number of electors.
const TABLE: TableNo = TableNo(3);
const GOVERNOR: ContestNo = ContestNo(1);

/// Figures of a contest of two candidates that break no rule in an election with 600 electors here.
#[derive(Clone)]
struct Case {
    contest: ContestNo,
    basis: Basis,
    votes: Vec<Count>,
    electors: Count,
    machine: Count,
    book: Count,
    valid: Count,
    null: Count,
    blank: Count,
}

impl Case {
    fn good() -> Self {
        Self {
            contest: GOVERNOR,
            basis: Basis::Lists,
            votes: vec![count(300), count(200)],
            electors: count(600),
            machine: count(520),
            book: count(520),
            valid: count(500),
            null: count(20),
            blank: Count::ABSENT,
        }
    }

    fn rules(&self, election: &Election, table: Option<TableNo>) -> Vec<Rule> {
        let figures = Figures {
            contest: self.contest,
            basis: self.basis,
            votes: &self.votes,
            electors: self.electors,
            voters_machine: self.machine,
            voters_book: self.book,
            valid: self.valid,
            null: self.null,
            blank: self.blank,
        };
        let found = check_figures(election, table, &figures);
        assert!(found.iter().all(|breach| !breach.detail.is_empty()), "{found:?}");
        found.into_iter().map(|breach| breach.rule).collect()
    }
}

/// A case that differs from the good one by what a closure does.
fn with(change: impl Fn(&mut Case)) -> Case {
    let mut case = Case::good();
    change(&mut case);
    case
}

#[test]
fn each_rule_is_reached_and_only_where_it_belongs() {
    use Rule::*;
    let election = election();
    let cases: Vec<(&str, Case, Vec<Rule>)> = vec![
        ("good", Case::good(), vec![]),
        ("good per candidate", with(|c| c.basis = Basis::Candidates), vec![]),
        ("blank votes given", with(|c| (c.blank, c.null) = (count(5), count(15))), vec![]),
        ("unknown contest", with(|c| c.contest = ContestNo(2)), vec![UnknownContest]),
        ("a list missing", with(|c| c.votes.truncate(1)), vec![ListCount]),
        ("a list too many", with(|c| c.votes.push(Count::ZERO)), vec![ListCount]),
        ("no list at all", with(|c| c.votes.clear()), vec![ListCount]),
        ("sum below voters", with(|c| c.null = count(19)), vec![SumNotVoters]),
        ("sum above voters", with(|c| c.null = count(21)), vec![SumNotVoters]),
        ("blank votes too many", with(|c| c.blank = count(1)), vec![SumNotVoters]),
        ("book differs", with(|c| c.book = count(519)), vec![MachineNotBook]),
        (
            "more voters than electors",
            with(|c| (c.machine, c.book, c.null) = (count(601), count(601), count(101))),
            vec![VotersAboveElectors],
        ),
        (
            "book above electors",
            with(|c| c.book = count(601)),
            vec![MachineNotBook, VotersAboveElectors],
        ),
        (
            "only the book, above electors",
            with(|c| (c.machine, c.book) = (Count::ABSENT, count(601))),
            vec![VotersAboveElectors],
        ),
        (
            "only votes, above electors",
            with(|c| (c.machine, c.book, c.null) = (Count::ABSENT, Count::ABSENT, count(101))),
            vec![VotersAboveElectors],
        ),
        (
            "a count above everything",
            with(|c| (c.votes[0], c.valid) = (count(601), count(801))),
            vec![SumNotVoters, CountAboveBound],
        ),
        ("other electors", with(|c| c.electors = count(599)), vec![ElectorsDiffer]),
        ("electors absent on the sheet", with(|c| c.electors = Count::ABSENT), vec![]),
        ("declared total too large", with(|c| c.valid = count(501)), vec![ValidTotal]),
        ("declared total too small", with(|c| c.valid = count(499)), vec![ValidTotal]),
        ("no declared total", with(|c| c.valid = Count::ABSENT), vec![]),
        (
            "no valid vote",
            with(|c| (c.votes, c.valid, c.null) = (vec![Count::ZERO; 2], Count::ZERO, count(520))),
            vec![NoValidVotes],
        ),
        (
            "everybody voted",
            with(|c| (c.machine, c.book, c.null) = (count(600), count(600), count(100))),
            vec![FullTurnout],
        ),
        (
            "one candidate only",
            with(|c| c.votes = vec![count(500), Count::ZERO]),
            vec![OneCandidateOnly],
        ),
        (
            "one candidate only, few votes",
            with(|c| {
                c.votes = vec![count(49), Count::ZERO];
                (c.valid, c.machine, c.book, c.null) = (count(49), count(50), count(50), count(1));
            }),
            vec![],
        ),
    ];
    for (name, case, expected) in cases {
        assert_eq!(case.rules(&election, Some(TABLE)), expected, "{name}");
    }
}

#[test]
fn absent_blank_and_unreadable_are_never_taken_for_zero() {
    use Rule::*;
    let election = election();
    let cases: Vec<(&str, Case, Vec<Rule>)> = vec![
        // With zero in its place each of these would break S107 or S126.
        ("votes blank", with(|c| c.votes[1] = Count::BLANK), vec![CountBlank]),
        ("votes unreadable", with(|c| c.votes[1] = Count::UNREADABLE), vec![CountUnreadable]),
        ("votes absent", with(|c| c.votes[1] = Count::ABSENT), vec![]),
        ("null blank", with(|c| c.null = Count::BLANK), vec![CountBlank]),
        ("null unreadable", with(|c| c.null = Count::UNREADABLE), vec![CountUnreadable]),
        ("null absent", with(|c| c.null = Count::ABSENT), vec![]),
        (
            "blank votes' box blank",
            with(|c| (c.blank, c.null) = (Count::BLANK, count(10))),
            vec![CountBlank],
        ),
        (
            "blank votes' box unreadable",
            with(|c| (c.blank, c.null) = (Count::UNREADABLE, count(10))),
            vec![CountUnreadable],
        ),
        ("voters blank", with(|c| c.machine = Count::BLANK), vec![CountBlank]),
        ("voters unreadable", with(|c| c.machine = Count::UNREADABLE), vec![CountUnreadable]),
        ("voters absent", with(|c| c.machine = Count::ABSENT), vec![]),
        ("book blank", with(|c| c.book = Count::BLANK), vec![CountBlank]),
        ("book absent", with(|c| c.book = Count::ABSENT), vec![]),
        ("electors unreadable", with(|c| c.electors = Count::UNREADABLE), vec![CountUnreadable]),
        ("total unreadable", with(|c| c.valid = Count::UNREADABLE), vec![CountUnreadable]),
        (
            "all votes blank is not a table without votes",
            with(|c| c.votes = vec![Count::BLANK; 2]),
            vec![CountBlank],
        ),
        ("all votes absent", with(|c| c.votes = vec![Count::ABSENT; 2]), vec![]),
        (
            "the other candidate unreadable is not one candidate only",
            with(|c| c.votes = vec![count(500), Count::UNREADABLE]),
            vec![CountUnreadable],
        ),
        (
            "several kinds at once",
            with(|c| (c.votes[0], c.null) = (Count::BLANK, Count::UNREADABLE)),
            vec![CountBlank, CountUnreadable],
        ),
        // What is given already exceeds what it may be, whatever the missing figure is.
        (
            "given votes alone above the voters",
            with(|c| (c.votes[0], c.votes[1]) = (count(521), Count::BLANK)),
            vec![CountBlank, ValidTotal, SumNotVoters],
        ),
        (
            "given votes alone above the declared total",
            with(|c| {
                (c.votes[0], c.votes[1], c.machine) =
                    (count(501), Count::UNREADABLE, Count::ABSENT);
            }),
            vec![CountUnreadable, ValidTotal],
        ),
        // Zero, on the other hand, is a number like any other.
        (
            "votes zero",
            with(|c| c.votes[1] = Count::ZERO),
            vec![ValidTotal, SumNotVoters, OneCandidateOnly],
        ),
        ("voters zero", with(|c| c.machine = Count::ZERO), vec![SumNotVoters, MachineNotBook]),
    ];
    for (name, case, expected) in cases {
        assert_eq!(case.rules(&election, Some(TABLE)), expected, "{name}");
    }
}

#[test]
fn a_contest_held_elsewhere_is_named_and_its_figures_still_checked() {
    let election = election();
    let rules = Case::good().rules(&election, Some(TableNo(0)));
    assert!(rules.starts_with(&[Rule::UnknownContest]), "{rules:?}");
    let case = with(|c| c.null = count(19));
    assert!(case.rules(&election, Some(TableNo(0))).contains(&Rule::SumNotVoters));
}

#[test]
fn without_a_table_the_sheets_own_electors_are_the_bound() {
    let election = election();
    assert_eq!(Case::good().rules(&election, None), []);
    let case = with(|c| c.electors = count(519));
    assert_eq!(case.rules(&election, None), [Rule::VotersAboveElectors]);
    let case = with(|c| (c.electors, c.machine) = (Count::ABSENT, count(520)));
    assert_eq!(case.rules(&election, None), []);
}

#[test]
fn votes_of_one_candidate_on_several_lists_count_as_his() {
    let election = election();
    let president = &election.contests[0];
    let mut votes = vec![Count::ZERO; president.lists.len()];
    let of_first: Vec<usize> =
        (0..votes.len()).filter(|at| president.lists[*at].candidate.index() == 0).collect();
    assert!(of_first.len() > 1, "the first candidate stands on several lists");
    for at in &of_first {
        votes[*at] = count(40);
    }
    let all = u32::try_from(of_first.len() * 40).unwrap();
    let mut case = with(|c| {
        c.contest = ContestNo(0);
        c.votes = votes.clone();
        (c.valid, c.machine, c.book, c.null) = (count(all), count(all), count(all), Count::ZERO);
    });
    assert_eq!(case.rules(&election, Some(TABLE)), [Rule::OneCandidateOnly]);
    case.votes[1] = count(1);
    (case.valid, case.machine, case.book) = (count(all + 1), count(all + 1), count(all + 1));
    assert_eq!(case.rules(&election, Some(TABLE)), []);
}

#[test]
fn an_unopposed_candidate_with_all_votes_is_no_news() {
    let small = Small::new(1);
    let mut files = small.files.clone();
    let candidates = String::from_utf8(files.candidates.to_vec()).unwrap();
    files.candidates = candidates.replace("governor,g2,Candidata Ñusta,\n", "").into_bytes().into();
    let election = Election::parse(&files).unwrap();
    let case = with(|c| {
        c.votes = vec![count(400)];
        (c.electors, c.valid, c.machine, c.book, c.null) =
            (Count::ABSENT, count(400), count(410), count(410), count(10));
    });
    assert_eq!(case.rules(&election, Some(TABLE)), []);
}

#[test]
fn the_largest_counts_do_not_overflow() {
    let election = election();
    let most = count(record::count::MAX_COUNT);
    let case = with(|c| {
        c.votes = vec![most; 2];
        (c.null, c.blank) = (most, most);
    });
    let rules = case.rules(&election, Some(TABLE));
    assert_eq!(rules, [Rule::ValidTotal, Rule::SumNotVoters, Rule::CountAboveBound]);
}

/// The generated election with 600 electors at every table.
fn election() -> Election {
    let small = Small::new(1);
    let text = String::from_utf8(small.files.tables.to_vec()).unwrap();
    let rows = text.lines().enumerate().map(|(at, row)| {
        let mut fields: Vec<&str> = row.split(',').collect();
        if at > 0 {
            fields[2] = "600";
        }
        fields.join(",") + "\n"
    });
    let mut files = small.files.clone();
    files.tables = rows.collect::<String>().into_bytes().into();
    Election::parse(&files).unwrap()
}
