use std::fmt::Write as _;

use record::Election;
use record::election::Areas;
use serde_json::{Value, json};

use super::Directory;
use crate::shell::election_dir::{LoadedFiles, Seal};
use crate::shell::{self, Outcome};

/// Shows the contests, geography, organisations and seal.
pub fn run(directory: &Directory) -> anyhow::Result<Outcome> {
    let loaded = LoadedFiles::read(&directory.folder)?;
    let election = loaded.parse()?;
    let seal = match loaded.seal(&election) {
        Seal::Missing => "not signed".to_owned(),
        Seal::Invalid(why) => format!("INVALID: {why}"),
        Seal::Valid(authority) => format!("signed by {authority}"),
    };
    if directory.json {
        shell::print_json(&as_json(&election, &seal))?;
    } else {
        shell::print_text(&plain(&election, &seal))?;
    }
    Ok(Outcome::Fine)
}

fn plain(election: &Election, seal: &str) -> String {
    let manifest = &election.manifest;
    let mut text = String::new();
    let _ = writeln!(text, "{}\n{}\n", manifest.name, manifest.country);
    let _ = writeln!(text, "election id  {}", election.id);
    let _ = writeln!(text, "seal         {seal}");
    let _ = writeln!(text, "polls        {} to {} (UTC)", manifest.opens, manifest.closes);
    for (level, count) in levels(election) {
        let _ = writeln!(text, "{level:12} {count}");
    }
    let _ = writeln!(text, "tables       {}", election.tables.len());
    let (electors, without) = electors(election);
    let _ = writeln!(
        text,
        "electors     {electors}{}",
        match without {
            0 => String::new(),
            some => format!(" (not given for {some} tables)"),
        }
    );
    for contest in &election.contests {
        let _ = writeln!(
            text,
            "\n{} · {}: {} candidates, {} lists",
            contest.key,
            contest.title,
            contest.candidates.len(),
            contest.lists.len()
        );
        for candidate in &contest.candidates {
            let lists = contest
                .lists
                .iter()
                .filter(|list| contest.candidate(&candidate.key) == Some(list.candidate));
            let _ = writeln!(
                text,
                "  {:8} {} ({} lists)",
                candidate.key,
                candidate.name,
                lists.count()
            );
        }
    }
    for one in &manifest.organisations {
        let key = one.key.as_deref().unwrap_or("no key");
        let _ = writeln!(text, "\n{} ({:?}) {}\n  {key}", one.id, one.role, one.name);
    }
    text
}

fn as_json(election: &Election, seal: &str) -> Value {
    let (electors, without) = electors(election);
    let contests: Vec<_> = election
        .contests
        .iter()
        .map(|contest| {
            json!({
                "key": contest.key,
                "title": contest.title,
                "seats": contest.seats,
                "candidates": contest.candidates.iter().map(|one| json!({ "key": one.key, "name": one.name })).collect::<Vec<_>>(),
                "lists": contest.lists.len(),
            })
        })
        .collect();
    json!({
        "election": election.id,
        "seal": seal,
        "manifest": election.manifest,
        "contests": contests,
        "levels": levels(election).into_iter().collect::<serde_json::Map<_, _>>(),
        "tables": election.tables.len(),
        "electors": electors,
        "tables_without_electors": without,
    })
}

fn levels(election: &Election) -> Vec<(String, Value)> {
    let mut counts = vec![0_u64; election.manifest.levels.len() + 1];
    for (no, area) in election.areas.iter() {
        if no != Areas::COUNTRY {
            counts[usize::from(area.level)] += 1;
        }
    }
    election
        .manifest
        .levels
        .iter()
        .cloned()
        .zip(counts.into_iter().skip(1).map(Value::from))
        .collect()
}

fn electors(election: &Election) -> (u64, u64) {
    election.tables.iter().map(|table| election.tables.electors(table).number()).fold(
        (0, 0),
        |(sum, without), one| match one {
            Some(electors) => (sum + u64::from(electors), without),
            None => (sum, without + 1),
        },
    )
}
