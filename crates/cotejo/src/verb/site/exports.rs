//! Files to take along: results for other programs, of the first source's sheets alone, and their digests.

use collate::{Collation, ContestCollation};
use jiff::Timestamp;
use record::election::FILE_NAMES;
use record::{AreaNo, Collection, Digest, Election};
use report::export::geojson::AreaTotals;
use report::export::nist::Issue;
use report::export::{Chosen, csv, geojson, nist, parquet};
use site::{Download, File};

use super::gather::Sources;
use crate::shell::election_dir::SEAL_NAME;
use crate::shell::files;

/// A file, and what it is.
pub type Export = (File, &'static str);

/// Results for other programs. `issued` is when they are as they are.
pub fn exports(
    sources: &Sources,
    election: &Election,
    collections: &[Collection],
    collation: &Collation,
    issued: Timestamp,
) -> anyhow::Result<Vec<Export>> {
    if sources.no_exports {
        return Ok(Vec::new());
    }
    let picks = collation.contests.iter().flat_map(|contest| {
        contest.selection.settled.iter().map(|one| (one.copy.source.0, one.copy.copy))
    });
    let sheets = Chosen::new(collections, picks);
    let mut files = Vec::new();
    let mut add = |name: String, what: &'static str, bytes: Vec<u8>| {
        files.push((File::new(format!("downloads/{name}"), bytes), what));
    };
    for contest in &election.contests {
        let mut bytes = Vec::new();
        csv::write(election, contest, &sheets, &mut bytes)?;
        add(format!("{}.csv", contest.key), "tables", bytes);
        let mut bytes = Vec::new();
        parquet::write(election, contest, &sheets, &mut bytes)?;
        add(format!("{}.parquet", contest.key), "parquet", bytes);
    }
    if election.areas.iter().any(|(_, area)| area.coordinates.is_some()) {
        for of in &collation.contests {
            let contest = &election.contests[of.contest.index()];
            let mut bytes = Vec::new();
            geojson::write(election, contest, &|area| totals(of, area), &mut bytes)?;
            add(format!("{}.geojson", contest.key), "geojson", bytes);
        }
    }
    let source = &collections[0].source;
    let issuer = if source.name.is_empty() { &source.id } else { &source.name };
    let (issuer, abbreviation) = (issuer.clone(), source.id.clone());
    let mut bytes = Vec::new();
    nist::write(election, &sheets, &Issue { issuer, abbreviation, generated: issued }, &mut bytes)?;
    add("results-nist.json".to_owned(), "nist", bytes);
    Ok(files)
}

/// An area's figures; none where no table in it holds the contest.
pub fn totals(contest: &ContestCollation, area: AreaNo) -> Option<AreaTotals> {
    let totals = &contest.totals;
    let coverage = totals.coverage(area);
    let given = |total: tally::Total| (total.given > 0).then_some(total.sum);
    let electors = &coverage.electors;
    (coverage.tables.of > 0).then(|| AreaTotals {
        tables: coverage.tables.of,
        tables_counted: coverage.tables.counted,
        electors: (electors.unknown_counted + electors.unknown_outstanding == 0)
            .then_some(electors.of),
        electors_counted: (electors.unknown_counted == 0).then_some(electors.counted),
        votes: totals.candidates(area).to_vec(),
        null: given(totals.null(area)),
        blank: given(totals.blank(area)),
    })
}

/// Everything that can be taken along, with digests.
pub fn downloads(sources: &Sources, exports: &[Export]) -> anyhow::Result<Vec<Download>> {
    let mut all = Vec::new();
    let mut add = |path: String, what: &str, file: &std::path::Path| -> anyhow::Result<()> {
        let bytes = files::read_bounded(file, u64::MAX - 1)?;
        let (sha256, bytes) = (Digest::of(&bytes), bytes.len() as u64);
        all.push(Download { path, what: what.to_owned(), bytes, sha256 });
        Ok(())
    };
    for name in FILE_NAMES.iter().copied().chain([SEAL_NAME]) {
        let file = sources.election.join(name);
        if file.exists() {
            let what = if name == SEAL_NAME { "seal" } else { "election" };
            add(format!("election/{name}"), what, &file)?;
        }
    }
    for file in &sources.bundle {
        add(format!("downloads/{}", files::short_name(file)), "bundle", file)?;
    }
    for (files, name) in [(&sources.quickcount, "quickcount"), (&sources.polls_files(), "polls")] {
        for (at, file) in files.iter().enumerate() {
            add(format!("downloads/{name}-{}{}", at + 1, ending(file)), name, file)?;
        }
    }
    if let Some(lookup) = &sources.lookup {
        let path = format!("lookup/{}", lookup::manifest::MANIFEST_NAME);
        add(path, "lookup", &lookup.join(lookup::manifest::MANIFEST_NAME))?;
    }
    all.extend(exports.iter().map(|(file, what)| Download {
        path: file.path.clone(),
        what: (*what).to_owned(),
        bytes: file.bytes.len() as u64,
        sha256: Digest::of(&file.bytes),
    }));
    Ok(all)
}

/// The ending of a file's name. The name itself may be a person's.
pub fn ending(file: &std::path::Path) -> String {
    let ending = file.extension().and_then(|ending| ending.to_str());
    let plain = |ending: &&str| ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
    ending.filter(plain).map_or_else(String::new, |ending| format!(".{ending}"))
}
