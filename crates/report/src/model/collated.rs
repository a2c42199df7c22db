use std::borrow::Cow;

use collate::{Collation, ContestCollation, Frame, Language, View};
use record::{Collection, Election, Rule, SourceNo};
use tally::{ContestShape, CopyIndex, Policy, Selection, Totals};

use super::{
    Announced, Column, ContestReport, Finding, Findings, Program, Report, RuleCount, announced,
    pairs, slot,
};
use crate::lang::Lang;

impl<'a> Report<'a> {
    /// The report of a collation. Totals of each source by itself are added up here; everything else is
    /// the collation's.
    ///
    /// `frame` is the size of the whole as given to [`collate::collate`].
    pub fn from_collation(
        election: &'a Election,
        collections: &'a [Collection],
        collation: &'a Collation,
        frame: Frame,
        program: Program,
    ) -> Self {
        let spoken_of = |contest: &&ContestCollation| {
            !contest.active.is_empty() || !contest.announcements.is_empty()
        };
        let collated = collation.contests.iter().filter(spoken_of).collect();
        Self::of(election, collections, collation, collated, frame, program)
    }

    /// The same with every contest of the election, also those of which nobody holds anything yet: before the first
    /// sheet every table is outstanding, which is something to show.
    pub fn of_all_contests(
        election: &'a Election,
        collections: &'a [Collection],
        collation: &'a Collation,
        frame: Frame,
        program: Program,
    ) -> Self {
        let collated = collation.contests.iter().collect();
        Self::of(election, collections, collation, collated, frame, program)
    }

    fn of(
        election: &'a Election,
        collections: &'a [Collection],
        collation: &'a Collation,
        collated: Vec<&'a ContestCollation>,
        frame: Frame,
        program: Program,
    ) -> Self {
        let contests: Vec<ContestReport<'a>> =
            collated.iter().map(|one| contest(election, collections, collation, one)).collect();
        let about = contests
            .iter()
            .enumerate()
            .flat_map(|(at, contest)| {
                contest.announcements.iter().flat_map(move |one| about(at, one))
            })
            .collect();
        Self {
            election,
            collections,
            findings: Box::new(Collated { election, collections, collation, collated, about }),
            contests,
            policy: policy(&collation.policy, collections),
            frame,
            program,
        }
    }
}

/// The policy as on the command line: its word, then the sources it names.
fn policy(policy: &Policy, collections: &[Collection]) -> String {
    let name = |source: &SourceNo| collections[source.index()].source.id.as_str();
    let named: Vec<&str> = match policy {
        Policy::BestGrade | Policy::Unanimous => Vec::new(),
        Policy::OnlySource(source) => vec![name(source)],
        Policy::FirstOf(sources) => sources.iter().map(name).collect(),
    };
    [policy.word()].into_iter().chain(named).collect::<Vec<_>>().join(" ")
}

fn contest<'a>(
    election: &'a Election,
    collections: &'a [Collection],
    collation: &'a Collation,
    of: &'a ContestCollation,
) -> ContestReport<'a> {
    let contest = election.contest(of.contest).expect("the collation is of this election");
    let shape = ContestShape::of(contest);
    let copies = CopyIndex::build(election, of.contest, collections);
    let mut columns: Vec<Column<'a>> = of
        .active
        .iter()
        .map(|source| {
            let policy = Policy::OnlySource(*source);
            let selection = Selection::choose(&shape, &copies, collections, &policy);
            let totals = Totals::fold(election, contest, collections, &selection);
            Column { source: Some(*source), totals: Cow::Owned(totals) }
        })
        .collect();
    columns.push(Column { source: None, totals: Cow::Borrowed(&of.totals) });
    let view = |lang| view(election, collections, collation, lang);
    let (held, shared) = held(&copies, collections.len());
    ContestReport {
        contest,
        columns,
        selection: &of.selection,
        pairs: pairs::all(collections, contest, &shape, &copies, of),
        announcements: of
            .announcements
            .iter()
            .map(|check| announced::one(view(Lang::Es).collections, contest, check))
            .collect(),
        agree: of.agreeing,
        shared,
        tables_held: of.tables_held,
        held,
        copies,
    }
}

/// Tables of which each source has a copy, and tables of which at least two have.
fn held(copies: &CopyIndex, sources: usize) -> (Vec<u64>, u64) {
    let mut held = vec![0_u64; sources];
    let mut shared = 0;
    for (_, refs) in copies.tables() {
        let mut here = 0;
        let mut last = None;
        // Copies of a table are in the order of the sources.
        for at in refs {
            if last != Some(at.source) {
                held[at.source.index()] += 1;
                here += 1;
                last = Some(at.source);
            }
        }
        shared += u64::from(here > 1);
    }
    (held, shared)
}

fn view<'a>(
    election: &'a Election,
    collections: &'a [Collection],
    collation: &'a Collation,
    lang: Lang,
) -> View<'a> {
    let language = match lang {
        Lang::En => Language::English,
        Lang::Es => Language::Spanish,
    };
    View { election, collections, collation, language }
}

/// A finding about an announcement, with its sentence in each language.
struct About {
    finding: Finding,
    details: [String; 2],
}

fn about(contest: usize, one: &Announced) -> impl Iterator<Item = About> {
    one.results.iter().map(move |result| About {
        finding: Finding {
            rule: result.rule,
            contest,
            table: None,
            code: one.announcement.id.clone(),
            sources: vec![one.source],
            detail: String::new(),
            votes: 0,
        },
        details: result.note.each_ref().map(|note| note.text.clone()),
    })
}

/// The findings of a collation, put into sentences as they are read.
struct Collated<'a> {
    election: &'a Election,
    collections: &'a [Collection],
    collation: &'a Collation,
    collated: Vec<&'a ContestCollation>,
    about: Vec<About>,
}

impl Findings for Collated<'_> {
    fn counts(&self) -> Vec<RuleCount> {
        let count = |rule: &Rule| {
            let of_tables = || self.collated.iter().flat_map(|one| one.findings.of(*rule));
            let about = self.about.iter().filter(|one| one.finding.rule == *rule).count();
            RuleCount {
                rule: *rule,
                findings: (of_tables().count() + about) as u64,
                votes: of_tables().map(|one| u64::from(one.votes)).sum(),
            }
        };
        Rule::ALL.iter().map(count).filter(|count| count.findings > 0).collect()
    }

    fn of<'s>(&'s self, rule: Rule, lang: Lang) -> Box<dyn Iterator<Item = Finding> + 's> {
        let view = view(self.election, self.collections, self.collation, lang);
        let of_tables = self.collated.iter().enumerate().flat_map(move |(at, contest)| {
            contest.findings.of(rule).iter().map(move |one| Finding {
                rule,
                contest: at,
                table: match one.place {
                    collate::Place::Table(table) => Some(table),
                    collate::Place::Unknown => None,
                },
                code: view.table(one).to_owned(),
                sources: contest.findings.sources(one).to_vec(),
                detail: view.detail(one),
                votes: u64::from(one.votes),
            })
        });
        let about = self.about.iter().filter(move |one| one.finding.rule == rule);
        let about = about.map(move |one| Finding {
            detail: one.details[slot(lang)].clone(),
            ..one.finding.clone()
        });
        Box::new(of_tables.chain(about))
    }
}
