use jiff::Timestamp;
use record::{Collection, Election, Rule};
use report::{AnnouncedThen, Evidence};

/// Every announcement against the tables held when it was made, and against those held now.
///
/// A source held its tables from when it says it was gathered; one that does not say so counts only now.
pub fn announcements<'a>(
    election: &Election,
    contest: &str,
    collections: &'a [Collection],
) -> anyhow::Result<Vec<AnnouncedThen<'a>>> {
    let now = evidence(election, contest, collections);
    let mut found = Vec::new();
    for (source, collection) in collections.iter().enumerate() {
        for (index, announcement) in collection.announcements.iter().enumerate() {
            let only = election.contests.len() == 1 && announcement.contest.is_empty();
            if !only && announcement.contest != contest {
                continue;
            }
            let at: Timestamp = announcement.at.parse()?;
            let held: Vec<Collection> = collections.iter().map(|one| held_at(one, at)).collect();
            let then = evidence(election, contest, &held);
            let find = |of: &[Found]| {
                let found = of.iter().find(|one| one.source == source && one.index == index);
                found
                    .map_or(Evidence { tables: 0, rule: None, different: None }, |one| one.evidence)
            };
            let mut then = find(&then);
            then.rule = match then.rule {
                _ if then.tables == 0 => Some(Rule::NoEvidenceThen),
                Some(Rule::AnnouncementImpossible) => Some(Rule::AnnouncedAgainstEvidence),
                other => other,
            };
            found.push(AnnouncedThen { announcement, then, now: find(&now) });
        }
    }
    Ok(found)
}

struct Found {
    source: usize,
    index: usize,
    evidence: Evidence,
}

fn evidence(election: &Election, contest: &str, collections: &[Collection]) -> Vec<Found> {
    let collation = collate::collate(election, collections, &collate::Options::default());
    let Some(contest) = election.contest_by_key(contest) else { return Vec::new() };
    let of_contest = collation.contests.iter().filter(|one| one.contest == contest.no);
    of_contest
        .flat_map(|one| &one.announcements)
        .map(|check| Found {
            source: check.source.index(),
            index: usize::try_from(check.index).unwrap_or(usize::MAX),
            evidence: Evidence {
                tables: check.whole.held_tables,
                rule: check.rule(),
                different: check.weakest().and_then(|weakest| weakest.different),
            },
        })
        .collect()
}

/// The source as it was at a moment: its announcements always, its copies if it was gathered by then.
fn held_at(collection: &Collection, at: Timestamp) -> Collection {
    let gathered = collection.source.gathered.as_deref();
    let by_then =
        gathered.and_then(|text| text.parse::<Timestamp>().ok()).is_some_and(|then| then <= at);
    if by_then {
        return collection.clone();
    }
    let mut empty = Collection::new(collection.source.clone());
    empty.announcements.clone_from(&collection.announcements);
    empty
}
