use record::election::Contest;
use record::{Collection, ContestNo, Election, Rule, SourceNo};
use tally::{ContestShape, CopyIndex, Policy, Selection, Totals, UnsettledReason};

use crate::announce::{self, AnnouncementCheck};
use crate::compare::Scratch;
use crate::finding::Draft;
use crate::images::one_image_two_tables;
use crate::pairs::PairCounts;
use crate::tables::{TableJudge, votes_on};
use crate::{Absences, Findings, Options, Pair, Place};

/// What holding the sources against each other gave, contest by contest.
#[derive(Clone, Debug)]
pub struct Collation {
    /// The policy of the totals.
    pub policy: Policy,
    /// One entry per contest of the election file.
    pub contests: Vec<ContestCollation>,
    /// Announcements that name a contest the election file does not have: source and position.
    pub stray_announcements: Vec<(SourceNo, u32)>,
}

/// One contest.
#[derive(Clone, Debug)]
pub struct ContestCollation {
    /// Which.
    pub contest: ContestNo,
    /// Sources that have at least one copy of it.
    pub active: Vec<SourceNo>,
    /// Every pair of active sources.
    pub pairs: Vec<Pair>,
    /// Everything found.
    pub findings: Findings,
    /// C205 and C206 added up by source and area.
    pub absences: Absences,
    /// Tables that at least two sources have and on which all agree.
    pub agreeing: u64,
    /// Tables of which at least one source has a copy.
    pub tables_held: u64,
    /// Which copy of each table counts.
    pub selection: Selection,
    /// What they add up to, by area.
    pub totals: Totals,
    /// Every announcement of this contest, held against the sheets.
    pub announcements: Vec<AnnouncementCheck>,
}

/// Holds any number of sources against each other.
///
/// Time grows with the number of copies, and with the square of the number of sources that hold the same
/// table; memory beside the collections is a few words per copy and a row of sums per area.
pub fn collate(election: &Election, collections: &[Collection], options: &Options) -> Collation {
    let contests = election
        .contests
        .iter()
        .map(|contest| one_contest(election, contest, collections, options))
        .collect();
    let stray = |key: &str| election.contest_by_key(key).is_none();
    let stray_announcements = each_announcement(collections)
        .filter(|(_, _, announcement)| stray(&announcement.contest))
        .map(|(source, at, _)| (source, at))
        .collect();
    Collation { policy: options.policy.clone(), contests, stray_announcements }
}

fn one_contest(
    election: &Election,
    contest: &Contest,
    collections: &[Collection],
    options: &Options,
) -> ContestCollation {
    let shape = ContestShape::of(contest);
    let index = CopyIndex::build(election, contest.no, collections);
    let active = active_sources(contest.no, collections);
    let mut judge = TableJudge {
        election,
        contest: contest.no,
        shape: &shape,
        collections,
        active: &active,
        list_agreements: options.list_agreements,
        findings: Findings::default(),
        pairs: PairCounts::all(&active, shape.candidates()),
        agreeing: 0,
        scratch: Scratch::default(),
        statuses: Vec::new(),
        voices: Vec::new(),
        candidates: Vec::new(),
    };
    let mut tables_held = 0;
    for (table, refs) in index.tables() {
        judge.judge(table, refs);
        tables_held += 1;
    }
    let TableJudge { mut findings, pairs, agreeing, .. } = judge;
    let pairs = pairs.into_iter().map(|pair| pair.finish(election, &shape, collections)).collect();
    unknown_tables(contest.no, &index, collections, &mut findings);
    one_image_two_tables(contest.no, collections, &mut findings);
    let selection = Selection::choose(&shape, &index, collections, &options.policy);
    unsettled(contest.no, &index, &selection, collections, &mut findings);
    let totals = Totals::fold(election, contest, collections, &selection);
    let announcements = each_announcement(collections)
        .filter(|(_, _, announcement)| announcement.contest == contest.key)
        .map(|(source, at, announcement)| {
            let held = announce::Held::new(election, contest, collections, &selection, &totals);
            announce::check(&held, source, at, announcement, options)
        })
        .collect();
    findings.sort();
    let absences = Absences::of(election, collections.len(), &findings);
    ContestCollation {
        contest: contest.no,
        active,
        pairs,
        findings,
        absences,
        agreeing,
        tables_held,
        selection,
        totals,
        announcements,
    }
}

fn active_sources(contest: ContestNo, collections: &[Collection]) -> Vec<SourceNo> {
    let holds = |one: &Collection| one.copies.iter().any(|copy| copy.contest == contest);
    let numbered = collections.iter().zip((0..).map(SourceNo));
    numbered.filter(|(one, _)| holds(one)).map(|(_, source)| source).collect()
}

/// C216, once for each source and code.
fn unknown_tables(
    contest: ContestNo,
    index: &CopyIndex,
    collections: &[Collection],
    findings: &mut Findings,
) {
    for at in index.unknown() {
        let draft = Draft {
            rule: Rule::UnknownTableInSource,
            contest,
            place: Place::Unknown,
            a: *at,
            b: *at,
            kind: None,
            pattern: None,
            votes: votes_on(collections, *at),
        };
        findings.add(draft, [at.source]);
    }
}

/// C220: tables that have copies in force and are left out all the same. A table without any copy in
/// force is spoken of by the findings on its copies.
fn unsettled(
    contest: ContestNo,
    index: &CopyIndex,
    selection: &Selection,
    collections: &[Collection],
    findings: &mut Findings,
) {
    for one in &selection.unsettled {
        if matches!(one.reason, UnsettledReason::NoneInForce | UnsettledReason::Annulled) {
            continue;
        }
        let refs = index.at(one.table);
        let best = |at: &&tally::CopyRef| at.of(collections).grade == one.grade;
        let (Some(first), Some(last)) = (refs.iter().find(best), refs.iter().rev().find(best))
        else {
            continue;
        };
        let votes = refs.iter().map(|at| votes_on(collections, *at)).max().unwrap_or(0);
        let draft = Draft {
            rule: Rule::TotalNotSettled,
            contest,
            place: Place::Table(one.table),
            a: *first,
            b: *last,
            kind: None,
            pattern: None,
            votes,
        };
        findings.add(draft, refs.iter().filter(best).map(|at| at.source));
    }
}

fn each_announcement(
    collections: &[Collection],
) -> impl Iterator<Item = (SourceNo, u32, &record::Announcement)> {
    collections.iter().zip((0..).map(SourceNo)).flat_map(|(collection, source)| {
        collection.announcements.iter().zip(0..).map(move |(one, at)| (source, at, one))
    })
}
