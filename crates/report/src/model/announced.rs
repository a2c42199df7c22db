use collate::AnnouncementCheck;
use collate::announce::{ArithmeticIssue, HeldCap, Reconciliation, Settles, Unreported};
use collate::caveat::Caveat;
use record::election::Contest;
use record::{Announcement, CandidateNo, Collection, Rule};

use super::{Announced, AnnouncedResult, Note};
use crate::lang::{Lang, Texts};

/// One announcement with what holding it against the sheets gave.
pub(super) fn one(
    collections: &[Collection],
    contest: &Contest,
    check: &AnnouncementCheck,
) -> Announced {
    let index = usize::try_from(check.index).expect("fits");
    let announcement = &collections[check.source.index()].announcements[index];
    let texts = Lang::ALL.map(Texts::new);
    Announced {
        source: check.source,
        announcement: announcement.clone(),
        results: results(&texts, check),
        notes: notes(&texts, contest, announcement, check),
    }
}

fn results(texts: &[Texts; 2], check: &AnnouncementCheck) -> Vec<AnnouncedResult> {
    let verdict = check.rule().zip(check.weakest()).map(|(rule, weakest)| AnnouncedResult {
        rule,
        note: texts
            .each_ref()
            .map(|texts| Note { text: verdict(texts, weakest), caveat: caveats(texts, check) }),
    });
    let arithmetic = check.arithmetic.iter().map(|issue| AnnouncedResult {
        rule: Rule::AnnouncementArithmetic,
        note: texts
            .each_ref()
            .map(|texts| Note { text: self::issue(texts, issue), caveat: texts.t("issue-limit") }),
    });
    let mut results: Vec<AnnouncedResult> = verdict.into_iter().chain(arithmetic).collect();
    results.sort_by_key(|result| std::cmp::Reverse(result.rule.severity()));
    results
}

/// Every assumption the comparison rests on, as sentences.
fn caveats(texts: &Texts, check: &AnnouncementCheck) -> String {
    let of_rule = match check.rule() {
        Some(Rule::AnnouncementImpossible) => Some(Caveat::LeastNumber),
        Some(Rule::AnnouncementPossible) => Some(Caveat::PossibleNotConfirmed),
        _ => None,
    };
    let mut all: Vec<&str> =
        of_rule.iter().chain(&check.caveats).map(|caveat| caveat.text(texts.language())).collect();
    all.dedup();
    all.join(" ")
}

fn verdict(texts: &Texts, of: &Reconciliation) -> String {
    let unreported = texts.t(match of.unreported {
        Unreported::MayCount => "unreported-may-count",
        Unreported::NotCounted => "unreported-not-counted",
    });
    let cap = texts.t(match of.cap {
        HeldCap::Electors => "cap-electors",
        HeldCap::VotesCast => "cap-votes",
    });
    let assuming = format!("{unreported}; {cap}");
    let words = [("assuming", assuming.as_str())];
    match of.different {
        Some(0) => texts.f("both-possible", 0, &words),
        Some(least) => texts.f("both-least", least, &words),
        None => texts.f("both-never", 0, &words),
    }
}

fn issue(texts: &Texts, issue: &ArithmeticIssue) -> String {
    let pair = |key: &str, a: u64, b: u64| {
        let (a, b) = (texts.number(a), texts.number(b));
        texts.f(key, 0, &[("a", &a), ("b", &b)])
    };
    match issue {
        ArithmeticIssue::SumNotValid { sum, valid } => pair("issue-sum-valid", *sum, *valid),
        ArithmeticIssue::SumNotVoters { sum, voters } => pair("issue-sum-voters", *sum, *voters),
        ArithmeticIssue::MoreThanElectors { votes, electors } => {
            pair("issue-electors", *votes, *electors)
        }
        ArithmeticIssue::PercentNotReproduced { candidate, announced, computed } => {
            let words = [("who", candidate.as_str()), ("a", announced), ("b", computed)];
            texts.f("issue-percent", 0, &words)
        }
        ArithmeticIssue::PercentUnreadable { candidate, announced } => {
            let words = [("who", candidate.as_str()), ("a", announced)];
            texts.f("issue-percent-unreadable", 0, &words)
        }
    }
}

fn notes(
    texts: &[Texts; 2],
    contest: &Contest,
    announcement: &Announcement,
    check: &AnnouncementCheck,
) -> Vec<[Note; 2]> {
    let mut notes: Vec<[Note; 2]> = Vec::new();
    let other_assumptions = check.reconciliations.iter().skip(1);
    notes.extend(other_assumptions.map(|of| {
        texts
            .each_ref()
            .map(|texts| Note { text: verdict(texts, of), caveat: caveats(texts, check) })
    }));
    let if_authentic = [Caveat::ArithmeticOnly, Caveat::AuthenticSheets];
    notes.extend(settles(texts, contest, &check.sheets, "settles-sheets", &if_authentic));
    // Said of figures nobody can add up, a lead would say nothing.
    if !announcement.votes.is_empty() {
        let if_true = [Caveat::ArithmeticOnly];
        notes.extend(settles(texts, contest, &check.announced, "settles-announced", &if_true));
    }
    if !check.unresolved.is_empty() {
        let who = check.unresolved.join(", ");
        notes.push(texts.each_ref().map(|texts| Note {
            text: texts.f("unresolved", 0, &[("who", &who)]),
            caveat: texts.t("issue-limit"),
        }));
    }
    notes
}

fn settles(
    texts: &[Texts; 2],
    contest: &Contest,
    of: &Settles,
    key: &'static str,
    limits: &[Caveat],
) -> Option<[Note; 2]> {
    let arithmetic = of.arithmetic.as_ref()?;
    let name = |no: Option<CandidateNo>| Some(&contest.candidates[no?.index()].key);
    let (winner, runner) = (name(of.winner)?, name(of.runner_up)?);
    Some(texts.each_ref().map(|texts| {
        let (lead, outstanding) =
            (texts.number(arithmetic.lead), texts.number(arithmetic.outstanding));
        let words = [
            ("winner", winner.as_str()),
            ("runner", runner),
            ("lead", &lead),
            ("outstanding", &outstanding),
        ];
        let key = if arithmetic.irreversible { key.to_owned() } else { format!("{key}-not") };
        let limits: Vec<&str> = limits.iter().map(|caveat| caveat.text(texts.language())).collect();
        Note { text: texts.f(&key, 0, &words), caveat: limits.join(" ") }
    }))
}
