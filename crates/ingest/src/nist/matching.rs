//! Which table, contest, candidate or list of the election a thing in the report is.
//!
//! Identifiers are tried before names, and a name only as a whole.

use std::collections::BTreeMap;

use record::election::Contest as OurContest;
use record::{Basis, Election, TableNo};

use super::types::{Contest, Identified, Report, ReportedElection, Text, Unit};

/// The tables of the election by the report's ids.
pub(super) fn tables<'a>(report: &'a Report, election: &Election) -> BTreeMap<&'a str, TableNo> {
    let table = |unit: &Unit| {
        let identifiers = unit.identifiers.iter().map(|one| one.value.as_str());
        identifiers
            .chain(unit.number.as_deref())
            .chain(texts(unit.name.as_ref()))
            .chain([unit.id.as_str()])
            .find_map(|code| election.tables.find(code))
    };
    report.units.iter().filter_map(|unit| Some((unit.id.as_str(), table(unit)?))).collect()
}

/// The contest of the election that one of the report is.
pub(super) fn contest_of<'e>(
    contest: &Contest,
    election: &'e Election,
    only: Option<&str>,
) -> Option<&'e OurContest> {
    let identifiers = contest.identifiers.iter().map(|one| one.value.as_str());
    let ours = identifiers
        .chain(contest.abbreviation.as_deref())
        .chain([contest.id.as_str()])
        .find_map(|key| election.contest_by_key(key))
        .or_else(|| election.contests.iter().find(|one| one.title == contest.name()))?;
    only.is_none_or(|only| only == ours.key).then_some(ours)
}

/// What each selection of a contest stands for.
pub(super) struct Selections {
    /// In the report's order.
    pub(super) places: Vec<Option<(Basis, usize)>>,
    /// Those that stand for nothing in the election.
    pub(super) unknown: Vec<String>,
}

impl Selections {
    pub(super) fn of(
        report: &Report,
        election: &ReportedElection,
        contest: &Contest,
        ours: &OurContest,
    ) -> Self {
        let candidates = by_id(&election.candidates);
        let parties = by_id(&report.parties);
        let mut places = Vec::new();
        let mut unknown = Vec::new();
        for selection in &contest.selections {
            let mut of_list =
                selection.parties.iter().filter_map(|id| list_of(parties.get(id.as_str())?, ours));
            let mut of_candidate = selection
                .candidates
                .iter()
                .filter_map(|id| candidate_of(candidates.get(id.as_str())?, ours));
            // A selection of one list is the list; of none or several, the candidate.
            let place = match (of_list.next(), of_list.next()) {
                (Some(list), None) => Some((Basis::Lists, list)),
                _ => of_candidate.next().map(|candidate| (Basis::Candidates, candidate)),
            };
            if place.is_none() {
                unknown.push(selection.id.clone());
            }
            places.push(place);
        }
        Self { places, unknown }
    }
}

fn by_id(all: &[Identified]) -> BTreeMap<&str, &Identified> {
    all.iter().map(|one| (one.id.as_str(), one)).collect()
}

fn candidate_of(one: &Identified, contest: &OurContest) -> Option<usize> {
    let by_key = keys(one).find_map(|key| contest.candidate(key)).map(|no| no.index());
    let by_name = || {
        let named = |name| contest.candidates.iter().position(|ours| ours.name == name);
        texts(one.name.as_ref()).find_map(named)
    };
    by_key.or_else(by_name)
}

fn list_of(one: &Identified, contest: &OurContest) -> Option<usize> {
    let by_code = keys(one).find_map(|code| contest.list(code)).map(|no| no.index());
    let by_name = || {
        let named = |name| contest.lists.iter().position(|ours| ours.name == name);
        texts(one.name.as_ref()).find_map(named)
    };
    by_code.or_else(by_name)
}

fn keys(one: &Identified) -> impl Iterator<Item = &str> {
    one.identifiers.iter().map(|one| one.value.as_str()).chain([one.id.as_str()])
}

fn texts(name: Option<&Text>) -> impl Iterator<Item = &str> {
    name.into_iter().flat_map(|text| &text.strings).map(|one| one.content.as_str())
}
