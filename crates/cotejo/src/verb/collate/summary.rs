use std::collections::BTreeMap;
use std::fmt::Write as _;

use collate::{Collation, ContestCollation, Language, View};
use record::election::Areas;
use record::{Rule, Severity};

/// How many findings of severity error there are, announcements included.
pub fn errors(collation: &Collation) -> usize {
    let of_announcements = |contest: &ContestCollation| {
        let rules = contest.announcements.iter().filter_map(collate::AnnouncementCheck::rule);
        rules.filter(|rule| rule.severity() == Severity::Error).count()
    };
    collation
        .contests
        .iter()
        .map(|contest| contest.findings.count(Severity::Error) + of_announcements(contest))
        .sum()
}

/// The collation in one screen.
pub fn plain(view: View<'_>) -> String {
    let mut text = String::new();
    for contest in &view.collation.contests {
        if contest.active.is_empty() && contest.announcements.is_empty() {
            continue;
        }
        let _ = writeln!(text, "{}", view.election.contests[contest.contest.index()].title);
        sources(&mut text, view);
        totals(&mut text, view, contest);
        pairs(&mut text, view, contest);
        findings(&mut text, view, contest);
        announcements(&mut text, view, contest);
    }
    text
}

fn sources(text: &mut String, view: View<'_>) {
    text.push_str("\nsources\n");
    for one in view.collections {
        let (copies, announced) = (one.copies.len(), one.announcements.len());
        let _ = writeln!(
            text,
            "  {:20} {copies:>9} copies {announced:>3} announcements",
            one.source.id
        );
    }
}

fn totals(text: &mut String, view: View<'_>, contest: &ContestCollation) {
    let coverage = contest.totals.coverage(Areas::COUNTRY);
    let _ = writeln!(
        text,
        "\ntotals by policy {}: {} of {} tables counted, {} left out unsettled",
        view.collation.policy.word(),
        coverage.tables.counted,
        coverage.tables.of,
        contest.selection.unsettled.len()
    );
    let candidates = &view.election.contests[contest.contest.index()].candidates;
    for (candidate, votes) in candidates.iter().zip(contest.totals.candidates(Areas::COUNTRY)) {
        let _ = writeln!(text, "  {:10} {:32} {votes:>12}", candidate.key, candidate.name);
    }
}

fn pairs(text: &mut String, view: View<'_>, contest: &ContestCollation) {
    if contest.pairs.is_empty() {
        return;
    }
    text.push_str("\npairs                                        common     equal    differ    only a    only b\n");
    for pair in &contest.pairs {
        let names = format!("{} / {}", view.source(pair.a), view.source(pair.b));
        let _ = writeln!(
            text,
            "  {names:40} {:>8} {:>9} {:>9} {:>9} {:>9}",
            pair.common, pair.equal, pair.differ, pair.only_a, pair.only_b
        );
    }
}

fn findings(text: &mut String, view: View<'_>, contest: &ContestCollation) {
    let mut counts: BTreeMap<Rule, usize> = BTreeMap::new();
    for finding in contest.findings.iter() {
        *counts.entry(finding.rule).or_default() += 1;
    }
    let _ = writeln!(
        text,
        "\nfindings ({} tables agree in all sources that have them)",
        contest.agreeing
    );
    for (rule, many) in counts {
        let _ = writeln!(
            text,
            "  {rule} {:7} {many:>8} × {}",
            rule.severity().word(),
            sentence(rule, view)
        );
    }
}

fn announcements(text: &mut String, view: View<'_>, contest: &ContestCollation) {
    if contest.announcements.is_empty() {
        return;
    }
    text.push_str("\nannounced totals against these sheets\n");
    for one in &contest.announcements {
        let at = usize::try_from(one.index).unwrap_or(usize::MAX);
        let announcement = &view.collections[one.source.index()].announcements[at];
        let verdict = one.rule().map_or("nothing to hold it against", |rule| sentence(rule, view));
        let code = one.rule().map_or("    ", Rule::code);
        let _ = writeln!(text, "  {code} {} ({}): {verdict}", announcement.id, announcement.by);
    }
}

fn sentence(rule: Rule, view: View<'_>) -> &'static str {
    match view.language {
        Language::English => rule.sentence(),
        Language::Spanish => rule.sentence_es(),
    }
}
