//! One area: what each source holds there, the areas inside, the tables directly in it.

use std::collections::BTreeMap;

use record::election::Contest;
use record::{AreaNo, CandidateNo, Digest, TableNo};
use report::model::{Column, ContestReport};
use serde::Serialize;
use tally::{Coverage, Total};

use crate::site::{Site, columns};

/// An area.
#[derive(Clone, Debug, Serialize)]
pub struct AreaData<'a> {
    /// Digest of the election file.
    pub election: String,
    /// Codes from the largest area down; empty for the country.
    pub area: &'a str,
    /// Name as published.
    pub name: &'a str,
    /// 0 for the country.
    pub level: u8,
    /// The contests held there.
    pub contests: Vec<AreaContest<'a>>,
    /// Tables directly in it.
    pub tables: Vec<TableLine<'a>>,
    /// Its position.
    #[serde(skip)]
    pub no: AreaNo,
}

/// One contest in an area.
#[derive(Clone, Debug, Serialize)]
pub struct AreaContest<'a> {
    /// Its key.
    pub contest: &'a str,
    /// What each source's sheets add up to.
    pub columns: Vec<Sums<'a>>,
    /// The areas directly inside.
    pub inside: Vec<Inside<'a>>,
    /// Position in the report.
    #[serde(skip)]
    pub at: usize,
}

/// The sums of one source. Figures of different sources are never added up.
#[derive(Clone, Debug, Serialize)]
pub struct Sums<'a> {
    /// Id of the source.
    pub source: &'a str,
    /// Of tables, of electors and of votes.
    pub coverage: Coverage,
    /// Votes by key of candidate.
    pub candidates: BTreeMap<&'a str, Sum>,
    /// Valid votes.
    pub valid: u64,
    /// Null votes.
    pub null: Sum,
    /// Blank votes.
    pub blank: Sum,
    /// Voters.
    pub voters: Sum,
}

/// A sum of what was given, and on how many sheets it was not.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Sum {
    /// Sum of what was given.
    pub sum: u64,
    /// Sheets that give it.
    pub given: u64,
    /// Sheets on which the box is empty.
    pub blank: u64,
    /// Sheets on which nobody can read it.
    pub unreadable: u64,
    /// Sheets without such a box.
    pub absent: u64,
}

/// An area inside another.
#[derive(Clone, Debug, Serialize)]
pub struct Inside<'a> {
    /// Its path.
    pub area: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Tables counted and held, for each source in the order of the columns.
    pub tables: Vec<[u64; 2]>,
    /// Key of who leads on the sheets that count; none where nobody does.
    pub leads: Option<&'a str>,
    /// By how many votes.
    pub lead: Option<u64>,
    /// Tables about which sources contradict each other.
    pub differ: u64,
    /// Its position.
    #[serde(skip)]
    pub no: AreaNo,
}

/// A table in a list.
#[derive(Clone, Debug, Serialize)]
pub struct TableLine<'a> {
    /// Its code.
    pub table: &'a str,
    /// Digest of its own data.
    pub digest: Digest,
    /// Copies held, over all contests.
    pub copies: usize,
    /// Contests of it that have a copy that counts.
    pub counted: usize,
    /// Contests held.
    pub of: usize,
    /// Findings.
    pub findings: usize,
    /// Its position.
    #[serde(skip)]
    pub no: TableNo,
}

impl<'a> AreaData<'a> {
    /// An area. `lines` gives the line of a table.
    pub fn of(site: &'a Site<'a>, no: AreaNo, lines: &[TableLine<'a>]) -> Self {
        let election = site.election();
        let area = election.areas.get(no);
        let contests = site.report().contests.iter().enumerate();
        let held = contests.filter(|(_, one)| one.chosen().totals.coverage(no).tables.of > 0);
        Self {
            election: election.id.to_string(),
            area: area.path,
            name: area.name,
            level: area.level,
            contests: held.map(|(at, one)| contest(site, at, one, no)).collect(),
            tables: lines.to_vec(),
            no,
        }
    }
}

fn contest<'a>(
    site: &'a Site<'a>,
    at: usize,
    of: &'a ContestReport<'a>,
    no: AreaNo,
) -> AreaContest<'a> {
    let inside = site.input.views.children(no).iter().copied();
    let held = inside.filter(|area| of.chosen().totals.coverage(*area).tables.of > 0);
    AreaContest {
        contest: &of.contest.key,
        columns: columns(of).map(|column| sums(site, of.contest, column, no)).collect(),
        inside: held.map(|area| self::inside(site, at, of, area)).collect(),
        at,
    }
}

fn sums<'a>(site: &'a Site<'a>, of: &'a Contest, column: &Column<'_>, no: AreaNo) -> Sums<'a> {
    let totals = &column.totals;
    let candidate = |(at, one): (usize, &'a record::election::Candidate)| {
        let no_of = CandidateNo::from_index(at).expect("candidates are numbered in 16 bits");
        (one.key.as_str(), Sum::from(totals.candidate(no, no_of)))
    };
    Sums {
        source: column.source.map_or("", |source| site.source_id(source)),
        coverage: totals.coverage(no),
        candidates: of.candidates.iter().enumerate().map(candidate).collect(),
        valid: totals.valid(no),
        null: totals.null(no).into(),
        blank: totals.blank(no).into(),
        voters: totals.voters(no).into(),
    }
}

fn inside<'a>(site: &'a Site<'a>, at: usize, of: &'a ContestReport<'a>, no: AreaNo) -> Inside<'a> {
    let area = site.election().areas.get(no);
    let chosen = &of.chosen().totals;
    let lead = chosen.lead(no);
    let leader = lead.as_ref().and_then(tally::Lead::leader);
    let tables = |column: &Column<'_>| {
        let tables = column.totals.coverage(no).tables;
        [tables.counted, tables.of]
    };
    Inside {
        area: area.path,
        name: area.name,
        tables: columns(of).map(tables).collect(),
        leads: leader.map(|one| of.contest.candidates[one.index()].key.as_str()),
        lead: lead.as_ref().map(|lead| lead.margin),
        differ: site.input.views.differ(at, no),
        no,
    }
}

impl From<Total> for Sum {
    fn from(total: Total) -> Self {
        let Total { sum, given, blank, unreadable, absent } = total;
        Self { sum, given, blank, unreadable, absent }
    }
}
