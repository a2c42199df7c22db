//! Documents that other verbs make, for the site: audits, statistical tests, polls.

use collate::Collation;
use record::{Collection, Election};
use report::Lang;
use report::doc::{Doc, Part};
use site::{Chapter, ChapterKind};

use super::gather::Sources;
use crate::shell::files::short_name;
use crate::verb::{audit, forensics, polls, quickcount};

/// Every document of a site.
pub fn chapters(
    sources: &Sources,
    election: &Election,
    collections: &[Collection],
    collation: &Collation,
    counts: &[quickcount::Published<'_>],
) -> anyhow::Result<Vec<Chapter>> {
    let mut all = Vec::new();
    for (at, folder) in sources.audit.iter().enumerate() {
        let (docs, value) = audit::published(folder, election)?;
        let name = plain(&short_name(folder), at);
        all.push(chapter(ChapterKind::Audit, name, docs, value));
    }
    if sources.forensics
        && let Some((docs, value)) = forensics::published(election, collections, collation)?
    {
        all.push(chapter(ChapterKind::Forensics, "forensics".to_owned(), docs, value));
    }
    if let Some(register) = &sources.polls {
        // The log's sheets lead every page.
        let log = collections.first().filter(|_| sources.log.is_some());
        let contests = polls::published(register, election, collections, log, counts)?;
        for (at, (key, docs, value)) in contests.into_iter().enumerate() {
            let name =
                if at == 0 { "polls".to_owned() } else { format!("polls-{}", plain(&key, at)) };
            all.push(chapter(ChapterKind::Polls, name, docs, value));
        }
    }
    for (at, one) in counts.iter().enumerate() {
        let name = quickcount_name(at);
        all.push(chapter(ChapterKind::QuickCount, name, one.docs.clone(), one.json.clone()));
    }
    Ok(all)
}

/// The page of a quick count.
pub fn quickcount_name(at: usize) -> String {
    if at == 0 { "quickcount".to_owned() } else { format!("quickcount-{}", at + 1) }
}

fn chapter(kind: ChapterKind, name: String, docs: [Doc; 2], json: serde_json::Value) -> Chapter {
    let short = docs.each_ref().map(short);
    Chapter { kind, name, docs, short, json }
}

/// The first answer of a document, and what limits it.
fn short(doc: &Doc) -> Vec<Part> {
    let parts = || doc.sections.iter().flat_map(|section| &section.parts);
    let answer = parts().find(|part| matches!(part, Part::Answer(_)));
    let limit = parts().find(|part| matches!(part, Part::Caveat(_)));
    match answer {
        Some(answer) => std::iter::once(answer).chain(limit).cloned().collect(),
        None => doc.lead.first().cloned().map(Part::Text).into_iter().collect(),
    }
}

/// A folder's name as that of a page.
fn plain(name: &str, at: usize) -> String {
    let letters: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    if letters.is_empty() { format!("audit-{}", at + 1) } else { letters.to_ascii_lowercase() }
}

/// Documents in every language, as pairs of texts are.
pub fn in_each(make: impl FnMut(Lang) -> anyhow::Result<Doc>) -> anyhow::Result<[Doc; 2]> {
    let docs: Vec<Doc> = Lang::ALL.into_iter().map(make).collect::<anyhow::Result<_>>()?;
    docs.try_into().map_err(|_| anyhow::anyhow!("a document in each language"))
}
