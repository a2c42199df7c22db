//! A quick count of an invented election: planned and drawn before the sheets, received from some of them.

use std::path::{Path, PathBuf};

use quickcount::{Level, Plan, Received, Sample, Wanted};
use record::{Collection, Digest, Election};
use tally::Policy;

use super::draw::{read_plan, read_sample};
use super::frame::{contest_of, counted, strata_of};
use super::plan::areas;
use super::receive::state;
use crate::shell::files;

/// Dice of the demo.
const DIGITS: &str = "27182818284590452353";
/// Level of the strata.
const BY: &str = "state";
/// One of so many drawn tables never reports.
const MISSING: usize = 12;

/// Where the three files of the demo's quick count are.
pub fn files_in(folder: &Path) -> [PathBuf; 3] {
    ["plan.json", "sample.json", "received.json"].map(|name| folder.join(name))
}

/// Plans and draws; gives the digests of plan and sample, to be registered.
pub fn draw(folder: &Path, election: &Election) -> anyhow::Result<[Digest; 2]> {
    let contest = contest_of(election, Some(&election.contests[0].key))?;
    let areas = areas(election, contest, BY)?;
    let tables: u64 = areas.iter().map(|(_, tables)| tables).sum();
    let wanted = Wanted {
        confidence: Level::new(0.95)?,
        error: 0.02,
        spread: 0.12,
        response: 0.9,
        draw: Some((tables / 4).clamp(24, 400)),
        least_response: 0.8,
        least_stratum_response: 0.5,
    };
    let plan = Plan::new(election.id, &contest.key, BY, &areas, &wanted)?;
    let sample = Sample::draw(&plan, DIGITS, &strata_of(election, &plan)?)?;
    let [plan_file, sample_file, _] = files_in(folder);
    files::write_whole(&plan_file, plan.text().as_bytes())?;
    files::write_whole(&sample_file, sample.text().as_bytes())?;
    Ok([plan.digest(), sample.digest()])
}

/// Takes the drawn tables out of a collection, all but a few.
pub fn receive(
    folder: &Path,
    election: &Election,
    collection: &Collection,
    at: i64,
) -> anyhow::Result<()> {
    let [plan, sample, received_file] = files_in(folder);
    let plan = read_plan(&plan)?;
    let sample = read_sample(&sample, &plan)?;
    let contest = contest_of(election, Some(&plan.contest))?;
    let keys: Vec<String> = contest.candidates.iter().map(|one| one.key.clone()).collect();
    let mut received = Received::nothing(&sample, &keys);
    for (code, state) in &mut received.tables {
        let table = election.tables.find(code);
        let electors = table.and_then(|table| election.tables.electors(table).number());
        state.electors = electors.map(i64::from);
    }
    let missing = sample.tables.iter().step_by(MISSING).map(|one| one.table.as_str());
    let missing: std::collections::BTreeSet<&str> = missing.collect();
    let alone = std::slice::from_ref(collection);
    for one in counted(election, contest, alone, &Policy::BestGrade) {
        let code = election.tables.code(one.table);
        if received.tables.contains_key(code) && !missing.contains(code) {
            received.take(code, state(&one, code, at)?)?;
        }
    }
    files::write_whole(&received_file, received.text().as_bytes())
}
