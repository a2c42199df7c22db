//! Election results in NIST SP 1500-100 version 2, JSON.
//!
//! Counts of type `total` are taken, per table. `VotersRegistered` are the electors,
//! `VotersParticipated` the voters counted, `Overvotes` the null and `Undervotes` the blank votes, as
//! our own export writes them. Cast-vote records (SP 1500-103) are refused: Cotejo never takes ballots.

mod matching;
mod types;

use std::collections::{BTreeMap, HashSet};

use record::{Basis, Count, Election, Grade, Rule, SheetCopy, TableNo, TableRef};

use crate::error::ImportError;
use crate::import::{Import, Options};
use crate::input::{Input, settle_encoding};
use crate::map::Encoding;
use crate::which_file::{Looks, which_file};

use matching::{Selections, contest_of, tables};
use types::{Contest, Report, VoteCounts};

/// The only count type taken: others are parts of it, or of each other.
const TOTAL: &str = "total";

/// Reads a results report into an import.
///
/// # Errors
/// I310 for cast-vote records, I311 where there is no vote count, I312 where the file is not of the
/// standard or its contests are not those of the election.
pub fn add(
    import: &mut Import,
    input: &Input<'_>,
    election: &Election,
    options: &Options,
) -> Result<(), ImportError> {
    let content = input.content()?;
    let report = parse(input, &content)?;
    let counted = |one: &Contest| one.selections.iter().any(|s| !s.vote_counts.is_empty());
    if !report.elections.iter().flat_map(|one| &one.contests).any(counted) {
        return Err(input.error(Rule::NoCounts, "no VoteCounts in any contest"));
    }
    let number = import.add_input(input.entry());
    import.collection.source.method.get_or_insert_with(|| "nist-1500-100".to_owned());
    let units = tables(&report, election);
    let areas = areas(&report);
    for of_report in &report.elections {
        for contest in &of_report.contests {
            let Some(ours) = contest_of(contest, election, options.contest.as_deref()) else {
                let detail = format!("contest `{}` is not in the election", contest.name());
                import.summary.refused += 1;
                import.report(number, 0, Rule::UnknownContest, detail);
                continue;
            };
            let selections = Selections::of(&report, of_report, contest, ours);
            for key in &selections.unknown {
                let detail = format!("contest `{}`: selection `{key}`", ours.key);
                import.summary.refused += 1;
                import.report(number, 0, Rule::ListCount, detail);
            }
            Units { import, number, report: &report, units: &units, areas: &areas }.add(
                contest,
                ours,
                &selections,
            );
        }
    }
    Ok(())
}

fn parse(input: &Input<'_>, content: &[u8]) -> Result<Report, ImportError> {
    let (text, _) = settle_encoding(content, Encoding::Utf8)
        .map_err(|found| input.error(Rule::EncodingInvalid, found))?;
    let looks = which_file(content);
    if looks == Looks::CastVoteRecord {
        return Err(input.error(Rule::CastVoteRecord, format!("it looks like {looks}")));
    }
    if !matches!(looks, Looks::Json | Looks::NistResults) {
        return Err(input.error(Rule::WrongFile, format!("it looks like {looks}")));
    }
    let kind: types::Kind = serde_json::from_slice(text)
        .map_err(|error| input.error(Rule::SchemaMismatch, format!("JSON: {error}")))?;
    if kind.is_cast_vote_record() {
        let detail = "it looks like a cast-vote record (SP 1500-103)";
        return Err(input.error(Rule::CastVoteRecord, detail));
    }
    if kind.kind.as_deref() != Some(types::REPORT) {
        let kind = kind.kind.unwrap_or_else(|| "none".to_owned());
        let detail = format!("`@type` is {kind}, {} expected", types::REPORT);
        return Err(input.error(Rule::WrongFile, detail));
    }
    serde_json::from_slice(text)
        .map_err(|error| input.error(Rule::SchemaMismatch, error.to_string()))
}

/// Units larger than a table, by what they are or contain.
fn areas(report: &Report) -> HashSet<&str> {
    let larger =
        report.units.iter().filter(|one| !one.composing.is_empty() || one.is_larger_area());
    larger.map(|one| one.id.as_str()).collect()
}

/// Adds the tables of one contest.
struct Units<'a> {
    import: &'a mut Import,
    number: u32,
    report: &'a Report,
    units: &'a BTreeMap<&'a str, TableNo>,
    areas: &'a HashSet<&'a str>,
}

/// The figures of one table while they are gathered.
struct Figures {
    lists: Vec<Count>,
    candidates: Vec<Count>,
    copy: SheetCopy,
}

impl Units<'_> {
    fn add(mut self, contest: &Contest, ours: &record::election::Contest, selections: &Selections) {
        let mut tables = BTreeMap::new();
        for (selection, place) in contest.selections.iter().zip(&selections.places) {
            let Some((basis, at)) = *place else { continue };
            for counts in selection.vote_counts.iter().filter(|one| one.kind == TOTAL) {
                let Some(table) = self.table(counts) else { continue };
                let figures = tables.entry(table).or_insert_with(|| Figures::new(table, ours));
                let cells = match basis {
                    Basis::Candidates => &mut figures.candidates,
                    Basis::Lists => &mut figures.lists,
                };
                match self.count(counts.count, &counts.unit, cells[at]) {
                    Some(count) => cells[at] = count,
                    None => continue,
                }
            }
        }
        for counts in &contest.other_counts {
            let Some(figures) =
                self.units.get(counts.unit.as_str()).and_then(|table| tables.get_mut(table))
            else {
                continue;
            };
            for (count, cell) in [
                (counts.overvotes, &mut figures.copy.null),
                (counts.undervotes, &mut figures.copy.blank),
            ] {
                if let Some(number) = count
                    && let Some(count) = self.count(number, &counts.unit, *cell)
                {
                    *cell = count;
                }
            }
        }
        self.voters(&mut tables);
        for (_, figures) in tables {
            self.push(figures);
        }
    }

    fn voters(&mut self, tables: &mut BTreeMap<TableNo, Figures>) {
        for unit in &self.report.units {
            let table = self.units.get(unit.id.as_str());
            let Some(figures) = table.and_then(|table| tables.get_mut(table)) else { continue };
            let given = |number: Option<u32>| {
                number.and_then(|number| Count::given(number).ok()).unwrap_or_default()
            };
            figures.copy.electors = given(unit.registered);
            figures.copy.voters_machine = given(unit.participated);
        }
    }

    fn push(&mut self, mut figures: Figures) {
        let by_list = figures.lists.iter().any(|count| count.is_present());
        let (basis, counts) = if by_list {
            (Basis::Lists, figures.lists)
        } else {
            (Basis::Candidates, figures.candidates)
        };
        figures.copy.basis = basis;
        figures.copy.input = self.number;
        self.import.summary.copies += 1;
        self.import.collection.push(figures.copy, &counts);
    }

    fn table(&mut self, counts: &VoteCounts) -> Option<TableNo> {
        self.import.summary.rows += 1;
        let known = self.units.get(counts.unit.as_str()).copied();
        // Totals of an area are a sum somebody else made; only tables are evidence here.
        if known.is_none() && !self.areas.contains(counts.unit.as_str()) {
            self.import.summary.refused += 1;
            let detail = format!("GpUnitId `{}`", counts.unit);
            self.import.report(self.number, 0, Rule::TableUnknown, detail);
        }
        known
    }

    /// A number of the report as a count, once for each cell.
    fn count(&mut self, number: f64, unit: &str, before: Count) -> Option<Count> {
        let count = whole(number).and_then(|number| Count::given(number).ok());
        let problem = match count {
            Some(_) if !before.is_present() => return count,
            Some(_) => "stands twice",
            None => "is not a count",
        };
        self.import.summary.refused += 1;
        let detail = format!("GpUnitId `{unit}`: {number} {problem}");
        self.import.report(self.number, 0, Rule::CellNotACount, detail);
        None
    }
}

impl Figures {
    fn new(table: TableNo, contest: &record::election::Contest) -> Self {
        Self {
            lists: vec![Count::ABSENT; contest.lists.len()],
            candidates: vec![Count::ABSENT; contest.candidates.len()],
            copy: SheetCopy::new(
                TableRef::Known(table),
                contest.no,
                Grade::SingleKeyed,
                Basis::Candidates,
            ),
        }
    }
}

/// The whole number that a JSON number is; `12.0` is one, `12.5` is not.
fn whole(number: f64) -> Option<u32> {
    let fits = number >= 0.0 && number <= f64::from(u32::MAX) && number.fract() == 0.0;
    fits.then(|| format!("{number:.0}").parse().ok()).flatten()
}
