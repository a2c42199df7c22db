//! An election file made from result files: for elections whose geography is published only that way.
//!
//! The tables are the union over all files. Where files disagree on a table's area or electors, the
//! first file counts and the disagreement is reported.

mod ballot;
mod places;

use record::election::{ContestEntry, Election, ElectionFiles, Manifest, Organisation};
use record::{Rule, Severity};
use serde::Serialize;

use crate::error::{ImportError, RowBreach};
use crate::input::Input;
use crate::map::{Header, Map};

use places::Places;

/// What no results file says: the names and times of the election.
#[derive(Clone, Debug)]
pub struct Skeleton {
    /// Name of the election.
    pub name: String,
    /// Name of the whole country, or of whatever the election covers.
    pub country: String,
    /// Language of printed sheets (BCP 47): `es`.
    pub language: String,
    /// Time zone (IANA): `America/Caracas`.
    pub timezone: String,
    /// When polls open.
    pub opens: jiff::Timestamp,
    /// Last moment at which a table may close.
    pub closes: jiff::Timestamp,
    /// The contest that the files' votes are for.
    pub contest: ContestEntry,
    /// Authority, parties, observers.
    pub organisations: Vec<Organisation>,
}

/// A results file and the map to read it with.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The file.
    pub input: Input<'a>,
    /// Its map.
    pub map: &'a Map,
}

/// An election file as inferred.
#[derive(Clone, Debug)]
pub struct Inferred {
    /// The five files, ready to be written.
    pub files: ElectionFiles<'static>,
    /// The same, parsed.
    pub election: Election,
    /// Rows left out, and disagreements between the files.
    pub breaches: Vec<RowBreach>,
    /// What was found.
    pub summary: InferSummary,
}

/// What an inference found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct InferSummary {
    /// Rows read.
    pub rows: u64,
    /// Tables.
    pub tables: u64,
    /// Areas, the country not counted.
    pub areas: u64,
    /// Tables whose electors are known.
    pub with_electors: u64,
    /// Tables for which the files name different areas.
    pub area_conflicts: u64,
    /// Tables for which the files give different electors.
    pub elector_conflicts: u64,
    /// Areas for which the files give different names.
    pub name_conflicts: u64,
    /// Rows left out.
    pub refused: u64,
}

impl Inferred {
    /// Whether rows were left out; disagreements alone are only reported.
    pub fn has_errors(&self) -> bool {
        self.summary.refused > 0
            && self.breaches.iter().any(|breach| breach.rule.severity() == Severity::Error)
    }
}

/// Makes an election file from results files, and from a list of lists where there is one
/// (`pos,list,list_code,csv_column,candidate`, one row per line of the ballot).
///
/// # Errors
/// Where a file does not fit its map, or what comes out is no election file: the rule says why.
pub fn infer(
    sources: &[Source<'_>],
    lists: Option<&Input<'_>>,
    skeleton: &Skeleton,
) -> Result<Inferred, ImportError> {
    let levels = levels(sources)?;
    let mut places = Places::default();
    let mut keys = Vec::new();
    for (number, source) in (0..).zip(sources) {
        let content = source.input.content()?;
        let opened = Header::open(source.map, &source.input, &content)?;
        for (_, key) in opened.header.vote_columns(source.map) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        places.read(number, source, opened)?;
    }
    let ballot = ballot::make(&skeleton.contest.key, &keys, lists, sources)?;
    let manifest = manifest(skeleton, levels);
    let (areas, tables) = places.write();
    let files = ElectionFiles {
        manifest: manifest.to_toml().into_bytes().into(),
        candidates: ballot.candidates.into(),
        lists: ballot.lists.into(),
        areas: areas.into(),
        tables: tables.into(),
    };
    let election = Election::parse(&files)
        .map_err(|error| ImportError::new(error.rule, error.file, error.to_string()))?;
    let mut breaches = places.breaches;
    breaches.extend(ballot.breaches);
    let mut summary = places.summary;
    summary.tables = election.tables.len() as u64;
    summary.areas = election.areas.len() as u64 - 1;
    let known = |table| election.tables.electors(table).is_present();
    summary.with_electors = election.tables.iter().filter(|table| known(*table)).count() as u64;
    Ok(Inferred { files, election, breaches, summary })
}

/// The level names, which all maps that have any must share.
fn levels(sources: &[Source<'_>]) -> Result<Vec<String>, ImportError> {
    let names = |map: &Map| -> Vec<String> {
        map.geography.iter().map(|level| level.level.clone()).collect()
    };
    let mut with_levels = sources.iter().filter(|source| !source.map.geography.is_empty());
    let Some(first) = with_levels.next() else { return Ok(vec!["area".to_owned()]) };
    let levels = names(first.map);
    for other in with_levels {
        if names(other.map) != levels {
            let detail = format!(
                "map `{}` has other levels of geography than map `{}`",
                other.map.name, first.map.name
            );
            return Err(other.input.error(Rule::MapMalformed, detail));
        }
    }
    Ok(levels)
}

fn manifest(skeleton: &Skeleton, levels: Vec<String>) -> Manifest {
    Manifest {
        format: 1,
        name: skeleton.name.clone(),
        country: skeleton.country.clone(),
        language: skeleton.language.clone(),
        timezone: skeleton.timezone.clone(),
        opens: skeleton.opens,
        closes: skeleton.closes,
        levels,
        contests: vec![skeleton.contest.clone()],
        organisations: skeleton.organisations.clone(),
        gateways: Vec::new(),
        software: Vec::new(),
        cosigners: None,
        clock: None,
        audit: None,
        lookup: None,
        log: None,
    }
}
