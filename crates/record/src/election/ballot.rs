use crate::id::{AreaNo, CandidateNo, ContestNo, ListNo};
use crate::rule::Rule;

use super::files::is_code;
use super::rows::{Row, Rows};
use super::{Areas, ElectionError, Manifest, bounds};

const CANDIDATES: &str = "candidates.csv";
const LISTS: &str = "lists.csv";

/// A contest with its candidates and the lists they stand on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contest {
    /// Position in the manifest.
    pub no: ContestNo,
    /// Short key.
    pub key: String,
    /// Title as printed.
    pub title: String,
    /// Number of winners.
    pub seats: u16,
    /// Areas in which it is held; everywhere when empty.
    pub scope: Vec<AreaNo>,
    /// Candidates in the order of the file.
    pub candidates: Vec<Candidate>,
    /// Lists in ballot order. Where the file has none, each candidate is a list of its own.
    pub lists: Vec<List>,
}

/// A candidate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Short key, unique in the contest.
    pub key: String,
    /// Name as printed.
    pub name: String,
    /// `#rrggbb`, where the organisation named one.
    pub colour: Option<String>,
}

/// A line of the ballot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// Name or abbreviation as printed.
    pub name: String,
    /// Code as printed.
    pub code: String,
    /// Whose votes these are.
    pub candidate: CandidateNo,
}

impl Contest {
    /// The candidate with a key.
    pub fn candidate(&self, key: &str) -> Option<CandidateNo> {
        self.candidates.iter().position(|one| one.key == key).and_then(CandidateNo::from_index)
    }

    /// The list with a code.
    pub fn list(&self, code: &str) -> Option<ListNo> {
        self.lists.iter().position(|one| one.code == code).and_then(ListNo::from_index)
    }
}

/// Parses `candidates.csv` and `lists.csv` into the contests of the manifest.
pub(super) fn parse(
    candidates: &[u8],
    lists: &[u8],
    manifest: &Manifest,
    areas: &Areas,
) -> Result<Vec<Contest>, ElectionError> {
    let mut contests = empty_contests(manifest, areas)?;
    let mut rows = Rows::new(CANDIDATES, candidates, &["contest", "candidate", "name", "colour"])?;
    while let Some(row) = rows.next_row()? {
        add_candidate(&mut contests, row)?;
    }
    let mut rows = Rows::new(LISTS, lists, &["contest", "list", "code", "candidate"])?;
    while let Some(row) = rows.next_row()? {
        add_list(&mut contests, row)?;
    }
    for contest in &mut contests {
        if contest.candidates.is_empty() {
            let detail = format!("contest `{}` has no candidate", contest.key);
            return Err(ElectionError::new(Rule::ElectionUnknownReference, CANDIDATES, detail));
        }
        if contest.lists.is_empty() {
            contest.lists = own_lists(&contest.candidates);
        }
    }
    Ok(contests)
}

fn empty_contests(manifest: &Manifest, areas: &Areas) -> Result<Vec<Contest>, ElectionError> {
    let scope = |path: &String| {
        areas.find(path).ok_or_else(|| {
            let detail = format!("area `{path}` of a contest");
            ElectionError::new(Rule::ElectionUnknownReference, "election.toml", detail)
        })
    };
    manifest
        .contests
        .iter()
        .zip(0..)
        .map(|(entry, no)| {
            Ok(Contest {
                no: ContestNo(no),
                key: entry.key.clone(),
                title: entry.title.clone(),
                seats: entry.seats,
                scope: entry.areas.iter().map(scope).collect::<Result<_, _>>()?,
                candidates: Vec::new(),
                lists: Vec::new(),
            })
        })
        .collect()
}

fn add_candidate(contests: &mut [Contest], row: &Row) -> Result<(), ElectionError> {
    let contest = find_contest(contests, row)?;
    let key = row.text(1);
    if !is_code(key) {
        return Err(row.error(Rule::ElectionRowMalformed, format!("candidate {key:?}")));
    }
    if contest.candidates.len() >= bounds::LISTS {
        let detail = format!("more than {} candidates", bounds::LISTS);
        return Err(row.error(Rule::ElectionTooLarge, detail));
    }
    if contest.candidate(key).is_some() {
        return Err(row.error(Rule::ElectionDuplicate, format!("candidate `{key}`")));
    }
    let colour = match row.text(3) {
        "" => None,
        text if is_colour(text) => Some(text.to_owned()),
        text => {
            return Err(
                row.error(Rule::ElectionRowMalformed, format!("colour `{text}`, expected #rrggbb"))
            );
        }
    };
    contest.candidates.push(Candidate {
        key: key.to_owned(),
        name: row.text(2).to_owned(),
        colour,
    });
    Ok(())
}

fn add_list(contests: &mut [Contest], row: &Row) -> Result<(), ElectionError> {
    let contest = find_contest(contests, row)?;
    let (name, code) = (row.text(1), row.text(2));
    if !is_code(code) {
        return Err(row.error(Rule::ElectionRowMalformed, format!("list code {code:?}")));
    }
    let candidate = contest.candidate(row.text(3)).ok_or_else(|| {
        row.error(
            Rule::ElectionUnknownReference,
            format!("candidate `{}` of list `{name}`", row.text(3)),
        )
    })?;
    if contest.lists.len() >= bounds::LISTS {
        return Err(row.error(Rule::ElectionTooLarge, format!("more than {} lists", bounds::LISTS)));
    }
    if contest.list(code).is_some() {
        return Err(row.error(Rule::ElectionDuplicate, format!("list code `{code}`")));
    }
    contest.lists.push(List { name: name.to_owned(), code: code.to_owned(), candidate });
    Ok(())
}

fn find_contest<'a>(
    contests: &'a mut [Contest],
    row: &Row,
) -> Result<&'a mut Contest, ElectionError> {
    let key = row.text(0);
    contests
        .iter_mut()
        .find(|contest| contest.key == key)
        .ok_or_else(|| row.error(Rule::ElectionUnknownReference, format!("contest `{key}`")))
}

fn own_lists(candidates: &[Candidate]) -> Vec<List> {
    (0..)
        .zip(candidates)
        .map(|(no, one)| List {
            name: one.name.clone(),
            code: one.key.clone(),
            candidate: CandidateNo(no),
        })
        .collect()
}

fn is_colour(text: &str) -> bool {
    text.len() == 7 && text.starts_with('#') && text[1..].bytes().all(|b| b.is_ascii_hexdigit())
}
