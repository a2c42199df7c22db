use quickcount::{Plan, Refusal};
use record::election::{Areas, Contest};
use record::{AreaNo, Collection, Count, Election, Rule, TableNo};
use tally::{ContestShape, CopyIndex, Policy, Selection};

/// The contest with a key, or the only one.
pub fn contest_of<'a>(election: &'a Election, key: Option<&str>) -> anyhow::Result<&'a Contest> {
    match (key, election.contests.as_slice()) {
        (None, [only]) => Ok(only),
        (None, several) => {
            let keys: Vec<_> = several.iter().map(|one| one.key.as_str()).collect();
            let detail = format!("several contests: --contest is one of {}", keys.join(", "));
            Err(Refusal::new(Rule::QuickCountArgumentUnusable, detail).into())
        }
        (Some(key), _) => election.contest_by_key(key).ok_or_else(|| {
            let detail = format!("no contest `{key}` in this election file");
            Refusal::new(Rule::UnknownContest, detail).into()
        }),
    }
}

/// Which copy counts, for sources that need no more than a word.
pub fn policy_of(word: &str) -> Result<Policy, String> {
    match word {
        "best-grade" => Ok(Policy::BestGrade),
        "unanimous" => Ok(Policy::Unanimous),
        _ => Err("best-grade or unanimous".to_owned()),
    }
}

/// A level of areas: 0 is the country.
pub fn level(election: &Election, name: &str) -> anyhow::Result<u8> {
    let levels = &election.manifest.levels;
    if name == "country" {
        return Ok(0);
    }
    let at = levels.iter().position(|level| level == name);
    at.and_then(|at| u8::try_from(at + 1).ok()).ok_or_else(|| {
        let detail = format!("`{name}`; this election has country, {}", levels.join(", "));
        Refusal::new(Rule::LevelUnknown, detail).into()
    })
}

/// The area of a level around a table; the table's own where that is larger.
pub fn area_at(election: &Election, table: TableNo, level: u8) -> AreaNo {
    let own = election.tables.area(table);
    let mut up = election.areas.up(own);
    up.find(|area| election.areas.get(*area).level <= level).unwrap_or(Areas::COUNTRY)
}

/// Tables at which a contest is held, with their areas of a level.
pub fn tables_of(election: &Election, contest: &Contest, level: u8) -> Vec<(TableNo, AreaNo)> {
    let held = |table: &TableNo| election.is_held(contest, election.tables.area(*table));
    election
        .tables
        .iter()
        .filter(held)
        .map(|table| (table, area_at(election, table, level)))
        .collect()
}

/// Every table of a plan's contest with its stratum, refused where the plan is of another election.
pub fn strata_of<'a>(election: &'a Election, plan: &Plan) -> anyhow::Result<Vec<(&'a str, usize)>> {
    if plan.election != election.id {
        let detail = format!("the plan is of election {}, this is {}", plan.election, election.id);
        return Err(Refusal::new(Rule::PlanMismatch, detail).into());
    }
    let contest = contest_of(election, Some(&plan.contest))?;
    let mut stratum_of = vec![None; election.areas.len()];
    for (stratum, planned) in plan.strata.iter().enumerate() {
        for path in &planned.areas {
            if let Some(area) = election.areas.find(path) {
                stratum_of[area.index()] = Some(stratum);
            }
        }
    }
    tables_of(election, contest, level(election, &plan.level)?)
        .into_iter()
        .map(|(table, area)| {
            let code = election.tables.code(table);
            let stratum = stratum_of[area.index()].ok_or_else(|| {
                Refusal::new(Rule::PlanMismatch, format!("table {code} is in no stratum"))
            })?;
            Ok((code, stratum))
        })
        .collect()
}

/// A table that counts, as its copy gives it.
pub struct Counted {
    /// The table.
    pub table: TableNo,
    /// Votes by candidate.
    pub votes: Vec<Count>,
    /// Electors: of the election file, or of the copy.
    pub electors: Count,
}

/// Every table of which a copy counts.
pub fn counted(
    election: &Election,
    contest: &Contest,
    collections: &[Collection],
    policy: &Policy,
) -> Vec<Counted> {
    let shape = ContestShape::of(contest);
    let index = CopyIndex::build(election, contest.no, collections);
    let selection = Selection::choose(&shape, &index, collections, policy);
    let of = |settled: &tally::Settled| {
        let copy = settled.copy.of(collections);
        let mut votes = Vec::new();
        shape.by_candidate(copy.basis, settled.copy.cells(collections), &mut votes);
        let own = election.tables.electors(settled.table);
        let electors = if own.number().is_some() { own } else { copy.electors };
        Counted { table: settled.table, votes, electors }
    };
    selection.settled.iter().map(of).collect()
}
