use record::{AreaNo, CandidateNo, ListNo};
use serde::Serialize;
use tally::{Coverage, Total};

use crate::{AbsenceCounts, ContestCollation, View};

/// Totals of a contest: the country with its lists, and every area of the levels above the last.
#[derive(Serialize)]
pub(super) struct ContestTotals<'a> {
    contest: &'a str,
    tables_settled: usize,
    tables_unsettled: usize,
    tables_contested: usize,
    tables_agreeing: u64,
    absences: Vec<SourceAbsences<'a>>,
    lists: Vec<ListTotal<'a>>,
    areas: Vec<AreaTotal<'a>>,
}

#[derive(Serialize)]
struct SourceAbsences<'a> {
    source: &'a str,
    missing: u32,
    only: u32,
    only_votes: u64,
}

#[derive(Serialize)]
struct ListTotal<'a> {
    list: &'a str,
    code: &'a str,
    candidate: &'a str,
    #[serde(flatten)]
    total: Total,
}

#[derive(Serialize)]
struct AreaTotal<'a> {
    area: &'a str,
    name: &'a str,
    level: u8,
    coverage: Coverage,
    candidates: Vec<CandidateTotal<'a>>,
    valid: u64,
    null: Total,
    blank: Total,
    voters: Total,
    leader: Option<&'a str>,
    margin: Option<u64>,
}

#[derive(Serialize)]
struct CandidateTotal<'a> {
    candidate: &'a str,
    #[serde(flatten)]
    total: Total,
}

pub(super) fn json<'a>(view: View<'a>) -> Vec<ContestTotals<'a>> {
    view.collation.contests.iter().map(|contest| of_contest(view, contest)).collect()
}

fn of_contest<'a>(view: View<'a>, of: &'a ContestCollation) -> ContestTotals<'a> {
    let contest = &view.election.contests[of.contest.index()];
    let country = record::election::Areas::COUNTRY;
    let lists = (0..).map(ListNo).zip(&contest.lists).map(|(no, list)| ListTotal {
        list: &list.name,
        code: &list.code,
        candidate: &contest.candidates[list.candidate.index()].key,
        total: of.totals.list(country, no),
    });
    let last = view.election.manifest.levels.len();
    let areas = view.election.areas.iter().filter(|(_, area)| usize::from(area.level) < last);
    ContestTotals {
        contest: &contest.key,
        tables_settled: of.selection.settled.len(),
        tables_unsettled: of.selection.unsettled.len(),
        tables_contested: of.selection.contested.len(),
        tables_agreeing: of.agreeing,
        absences: of
            .active
            .iter()
            .map(|source| {
                let AbsenceCounts { missing, only, only_votes } = of.absences.at(*source, country);
                SourceAbsences { source: view.source(*source), missing, only, only_votes }
            })
            .collect(),
        lists: lists.collect(),
        areas: areas.map(|(no, _)| of_area(view, of, no)).collect(),
    }
}

fn of_area<'a>(view: View<'a>, of: &'a ContestCollation, no: AreaNo) -> AreaTotal<'a> {
    let contest = &view.election.contests[of.contest.index()];
    let area = view.election.areas.get(no);
    let lead = of.totals.lead(no);
    let candidates = (0..).map(CandidateNo).zip(&contest.candidates).map(|(at, candidate)| {
        CandidateTotal { candidate: &candidate.key, total: of.totals.candidate(no, at) }
    });
    AreaTotal {
        area: area.path,
        name: area.name,
        level: area.level,
        coverage: of.totals.coverage(no),
        candidates: candidates.collect(),
        valid: of.totals.valid(no),
        null: of.totals.null(no),
        blank: of.totals.blank(no),
        voters: of.totals.voters(no),
        leader: lead
            .and_then(|lead| lead.leader())
            .map(|candidate| contest.candidates[candidate.index()].key.as_str()),
        margin: lead.map(|lead| lead.margin),
    }
}
