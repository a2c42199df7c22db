//! Announced totals, from a small TOML or CSV file. They stay apart from sheets.

mod table;

use std::collections::HashSet;

use record::collection::AnnouncedVotes;
use record::count::MAX_COUNT;
use record::{Announcement, Election, Rule};
use serde::{Deserialize, Serialize};

use crate::error::ImportError;
use crate::import::Import;
use crate::input::{Input, settle_encoding};
use crate::map::Encoding;

/// Largest announcements file. Applied before parsing.
const MAX_BYTES: usize = 4 << 20;

/// Largest announced total: a country has fewer people.
const MAX_TOTAL: u64 = 10_000_000_000;

/// An announcements file: `[[announcement]]` entries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnnouncementFile {
    /// The announcements, in order.
    #[serde(rename = "announcement")]
    pub announcements: Vec<Entry>,
}

/// One announcement. Every figure is as announced; what was not said is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Short name, unique in the file: `bulletin-1`.
    pub id: String,
    /// Who said it.
    pub by: String,
    /// When, RFC 3339 with offset: `2030-05-05T23:10:00-04:00`.
    pub at: String,
    /// Where it can be looked up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Key of the contest; may be left out where the election has one only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contest: Option<String>,
    /// Path of the area it speaks of; the whole country where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// What part was said to be counted, as announced: `"80 %"`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coverage: Option<String>,
    /// Tables covered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tables: Option<u64>,
    /// Electors of the tables covered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub electors: Option<u64>,
    /// Votes of all candidates not named, together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub others: Option<u64>,
    /// Valid votes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid: Option<u64>,
    /// Null votes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub null: Option<u64>,
    /// Blank votes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blank: Option<u64>,
    /// Voters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voters: Option<u64>,
    /// Votes per candidate.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub votes: Vec<Votes>,
}

/// One candidate's announced votes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Votes {
    /// Key of the candidate in the election file.
    pub candidate: String,
    /// Votes.
    pub votes: u64,
    /// Percentage exactly as announced: `"51.2"`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<String>,
}

/// Reads an announcements file into an import: TOML, or CSV where the first line is its header.
///
/// # Errors
/// I313 naming the announcement and the field.
pub fn add(import: &mut Import, input: &Input<'_>, election: &Election) -> Result<(), ImportError> {
    let content = input.content_up_to(MAX_BYTES)?;
    let (text, _) = settle_encoding(&content, Encoding::Utf8)
        .map_err(|found| input.error(Rule::EncodingInvalid, found))?;
    let text = std::str::from_utf8(text).expect("settled as UTF-8");
    let refuse = |detail: String| input.error(Rule::AnnouncementMalformed, detail);
    let entries = if table::is_table(text) {
        table::parse(text).map_err(refuse)?
    } else {
        let file: AnnouncementFile =
            toml::from_str(text).map_err(|error| refuse(error.to_string()))?;
        file.announcements
    };
    let present = import.collection.announcements.iter().map(|one| one.id.clone());
    let mut ids: HashSet<_> = present.collect();
    let mut announcements = Vec::new();
    for entry in entries {
        let id = entry.id.clone();
        if !ids.insert(id.clone()) {
            return Err(refuse(format!("`{id}`: the id stands twice")));
        }
        let checked = check(entry, election);
        announcements.push(checked.map_err(|detail| refuse(format!("`{id}`: {detail}")))?);
    }
    import.add_input(input.entry());
    import.summary.announcements += announcements.len() as u64;
    import.collection.announcements.extend(announcements);
    Ok(())
}

fn check(entry: Entry, election: &Election) -> Result<Announcement, String> {
    if entry.id.is_empty() || entry.by.is_empty() {
        return Err("`id` and `by` must not be empty".to_owned());
    }
    entry.at.parse::<jiff::Timestamp>().map_err(|error| {
        format!("`at` is not a time with offset such as 2030-05-05T23:10:00-04:00: {error}")
    })?;
    let contest = crate::csv_import::only_contest(election, entry.contest.as_deref())?;
    let contest = election.contest(contest).expect("just found");
    if let Some(area) = entry.area.as_deref().filter(|area| election.areas.find(area).is_none()) {
        return Err(format!("area `{area}` is not in the election"));
    }
    let totals = [entry.others, entry.valid, entry.null, entry.blank, entry.voters, entry.electors];
    let votes = entry.votes.iter().map(|one| one.votes);
    if totals.into_iter().flatten().chain(votes).any(|total| total > MAX_TOTAL) {
        return Err(format!("a total above {MAX_TOTAL}"));
    }
    if entry.tables.is_some_and(|tables| tables > u64::from(MAX_COUNT)) {
        return Err("`tables` is larger than any election's".to_owned());
    }
    let mut seen = HashSet::new();
    for one in &entry.votes {
        if contest.candidate(&one.candidate).is_none() {
            return Err(format!("candidate `{}` is not in `{}`", one.candidate, contest.key));
        }
        if !seen.insert(&one.candidate) {
            return Err(format!("candidate `{}` stands twice", one.candidate));
        }
        if let Some(percent) = one.percent.as_deref().filter(|text| !is_percent(text)) {
            return Err(format!("`percent` is `{percent}`; write it as \"51.2\""));
        }
    }
    if entry.votes.is_empty() && totals.iter().all(Option::is_none) {
        return Err("it gives no figure".to_owned());
    }
    let announced = |one: Votes| AnnouncedVotes {
        candidate: one.candidate,
        votes: one.votes,
        percent: one.percent,
    };
    Ok(Announcement {
        id: entry.id,
        by: entry.by,
        at: entry.at,
        reference: entry.reference,
        contest: contest.key.clone(),
        area: entry.area,
        coverage: entry.coverage,
        tables: entry.tables,
        electors: entry.electors,
        votes: entry.votes.into_iter().map(announced).collect(),
        others: entry.others,
        valid: entry.valid,
        null: entry.null,
        blank: entry.blank,
        voters: entry.voters,
    })
}

/// Digits with at most one point: what a reader can compare with the votes.
fn is_percent(text: &str) -> bool {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| {
        !text.is_empty() && text.len() <= 6 && text.bytes().all(|b| b.is_ascii_digit())
    };
    digits(whole) && digits(part)
}
