use record::election::Contest;
use record::{Basis, Breach, Count, Digest, Election, Rule, SignatureVerdict};

use crate::qr_text::Format;
use crate::qr_text::brazil::{Bulletin, BulletinSet, Office};

use super::{ContestResult, PayloadContext, ReadVerdict, Reading};

/// Reads one bulletin, whole or not.
pub(super) fn read(places: Vec<usize>, set: &BulletinSet, context: &PayloadContext<'_>) -> Reading {
    let verdict = set.judge(context.keys);
    let texts: Vec<_> = set.parts().map(|part| part.text.as_str()).collect();
    let mut reading = Reading {
        payloads: places,
        format: Format::BrazilBu,
        verdict: ReadVerdict::Unreadable,
        table: None,
        results: Vec::new(),
        signature: verdict.signature,
        breaches: verdict.breaches,
        digest: Digest::of(texts.join("\n").as_bytes()),
        signed: None,
    };
    let Some(bulletin) = verdict.bulletin else { return reading };
    reading.verdict = ReadVerdict::Sheet;
    reading.table = Some(bulletin.table());
    let table = context.election.and_then(|election| election.tables.find(&bulletin.table()));
    if context.election.is_some() && table.is_none() {
        let detail = format!("table {}", bulletin.table());
        reading.breaches.push(Breach::new(Rule::UnknownTable, detail));
    }
    for office in &bulletin.offices {
        let result = result(&bulletin, office, context.election, &mut reading.breaches);
        if let Some(election) = context.election {
            reading.breaches.extend(result.check(election, table));
        }
        reading.results.push(result);
    }
    debug_assert!(reading.signature != SignatureVerdict::None, "every bulletin is signed");
    reading
}

fn result(
    bulletin: &Bulletin,
    office: &Office,
    election: Option<&Election>,
    breaches: &mut Vec<Breach>,
) -> ContestResult {
    let contest = election.and_then(|election| contest_of(election, office));
    let votes = match contest {
        None => Err(None),
        Some(contest) => in_order(contest, office).map_err(Some),
    };
    let (number, labels, votes) = match votes {
        Ok(votes) => {
            let keys = contest.iter().flat_map(|one| &one.candidates).map(|one| one.key.clone());
            (contest.map(|contest| contest.no), keys.collect(), votes)
        }
        Err(unknown) => {
            let detail = match unknown {
                Some(key) => format!("office {}: no candidate `{key}`", office.office),
                None => format!("no contest `{}`", office.office),
            };
            if election.is_some() {
                breaches.push(Breach::new(Rule::UnknownContest, detail));
            }
            let (labels, votes) = as_listed(office).into_iter().unzip();
            (None, labels, votes)
        }
    };
    ContestResult {
        contest: number
            .and(contest)
            .map_or_else(|| office.office.to_string(), |contest| contest.key.clone()),
        number,
        basis: Basis::Candidates,
        labels,
        votes,
        electors: count(office.electors.or(bulletin.electors)),
        voters_machine: count(office.total.or(office.without_candidates)),
        voters_book: Count::ABSENT,
        null: count(office.null),
        blank: count(office.blank),
    }
}

/// The contest with the key `ELECTION-OFFICE`, or with the office alone.
fn contest_of<'a>(election: &'a Election, office: &Office) -> Option<&'a Contest> {
    let both = office.election.map(|number| format!("{number}-{}", office.office));
    both.and_then(|key| election.contest_by_key(&key))
        .or_else(|| election.contest_by_key(&office.office.to_string()))
}

/// Votes in the order of the contest's candidates, whose keys are ballot numbers.
///
/// The format lists only those who got votes, so who is not listed got none: that zero is stated.
fn in_order(contest: &Contest, office: &Office) -> Result<Vec<Count>, String> {
    let mut votes = vec![Count::ZERO; contest.candidates.len()];
    for (key, many) in as_listed(office) {
        let candidate = contest.candidate(&key).ok_or(key)?;
        votes[candidate.index()] = many;
    }
    Ok(votes)
}

/// Candidates with votes, and parties voted for alone, by their numbers.
fn as_listed(office: &Office) -> Vec<(String, Count)> {
    let candidates = office.votes.iter().map(|one| (one.number, Some(one.votes)));
    let parties = office.parties.iter().map(|one| (one.party, one.party_only));
    candidates
        .chain(parties.filter(|(_, votes)| votes.is_some_and(|many| many > 0)))
        .map(|(number, votes)| (number.to_string(), count(votes)))
        .collect()
}

fn count(number: Option<u32>) -> Count {
    number.and_then(|number| Count::given(number).ok()).unwrap_or_default()
}
