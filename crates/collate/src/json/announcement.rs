use record::{Announcement, CandidateNo, Rule};
use serde::Serialize;
use tally::Ratio;

use crate::announce::{
    AnnouncementCheck, ArithmeticIssue, HeldCap, Quantity, Reconciliation, Room, Settles,
    Unreported, Whole,
};
use crate::caveat::Caveat;
use crate::{ContestCollation, Language, View};

/// An announcement as announced, and what was made of it.
#[derive(Serialize)]
pub(super) struct AnnouncementJson<'a> {
    source: &'a str,
    #[serde(flatten)]
    announcement: &'a Announcement,
    unresolved: &'a [String],
    arithmetic: &'a [ArithmeticIssue],
    verdict: Option<Rule>,
    whole: Whole,
    room: Room,
    reconciliations: Vec<ReconciliationJson<'a>>,
    announced_settles: SettlesJson<'a>,
    sheets_settle: SettlesJson<'a>,
    caveats: &'a [Caveat],
}

#[derive(Serialize)]
struct ReconciliationJson<'a> {
    unreported: Unreported,
    cap: HeldCap,
    unreported_votes_at_most: Option<u64>,
    tables_touched_at_least: Option<u64>,
    tables_different_at_least: Option<u64>,
    quantities: Vec<QuantityJson<'a>>,
    caveats: Vec<Caveat>,
}

#[derive(Serialize)]
struct QuantityJson<'a> {
    quantity: &'static str,
    candidates: Vec<&'a str>,
    sheets: i64,
    announced: i64,
    tables_touched_at_least: Option<u64>,
    tables_different_at_least: Option<u64>,
}

#[derive(Serialize)]
struct SettlesJson<'a> {
    winner: Option<&'a str>,
    runner_up: Option<&'a str>,
    #[serde(flatten)]
    settles: &'a Settles,
    needed_share: Option<Ratio>,
    needed_margin_points: Option<Ratio>,
    break_even_turnout: Option<Ratio>,
}

pub(super) fn json<'a>(
    view: View<'a>,
    of: &'a ContestCollation,
    one: &'a AnnouncementCheck,
) -> AnnouncementJson<'a> {
    let names = Names(view, of);
    AnnouncementJson {
        source: view.source(one.source),
        announcement: announcement(view, one),
        unresolved: &one.unresolved,
        arithmetic: &one.arithmetic,
        verdict: one.rule(),
        whole: one.whole,
        room: one.room,
        reconciliations: one
            .reconciliations
            .iter()
            .map(|reconciliation| names.reconciliation(reconciliation))
            .collect(),
        announced_settles: names.settles(&one.announced),
        sheets_settle: names.settles(&one.sheets),
        caveats: &one.caveats,
    }
}

/// The rules an announcement breaks or keeps, each with its detail.
pub(super) fn findings(
    view: View<'_>,
    of: &ContestCollation,
    one: &AnnouncementCheck,
) -> Vec<(Rule, String)> {
    let arithmetic = one.arithmetic.iter().map(|issue| {
        let id = id(view, one);
        (ArithmeticIssue::RULE, format!("{id}: {}", issue_text(issue, view.language)))
    });
    let verdict = one.rule().zip(one.weakest()).map(|(rule, weakest)| {
        (rule, format!("{}: {}", id(view, one), Names(view, of).verdict(weakest)))
    });
    arithmetic.chain(verdict).collect()
}

/// The announcement's own name.
pub(super) fn id<'a>(view: View<'a>, one: &AnnouncementCheck) -> &'a str {
    &announcement(view, one).id
}

fn announcement<'a>(view: View<'a>, one: &AnnouncementCheck) -> &'a Announcement {
    let index = usize::try_from(one.index).expect("fits");
    &view.collections[one.source.index()].announcements[index]
}

fn issue_text(issue: &ArithmeticIssue, language: Language) -> String {
    let spanish = language == Language::Spanish;
    match issue {
        ArithmeticIssue::SumNotValid { sum, valid } if spanish => {
            format!("los votos suman {sum}, válidos {valid}")
        }
        ArithmeticIssue::SumNotValid { sum, valid } => format!("votes sum to {sum}, valid {valid}"),
        ArithmeticIssue::SumNotVoters { sum, voters } if spanish => {
            format!("válidos, nulos y blancos suman {sum}, votantes {voters}")
        }
        ArithmeticIssue::SumNotVoters { sum, voters } => {
            format!("valid, null and blank sum to {sum}, voters {voters}")
        }
        ArithmeticIssue::MoreThanElectors { votes, electors } if spanish => {
            format!("{votes} votos, {electors} electores")
        }
        ArithmeticIssue::MoreThanElectors { votes, electors } => {
            format!("{votes} votes, {electors} electors")
        }
        ArithmeticIssue::PercentNotReproduced { candidate, announced, computed } if spanish => {
            format!("{candidate}: anunciado {announced} %, de los votos resulta {computed} %")
        }
        ArithmeticIssue::PercentNotReproduced { candidate, announced, computed } => {
            format!("{candidate}: announced {announced} %, the votes give {computed} %")
        }
        ArithmeticIssue::PercentUnreadable { candidate, announced } if spanish => {
            format!("{candidate}: `{announced}` no es un porcentaje")
        }
        ArithmeticIssue::PercentUnreadable { candidate, announced } => {
            format!("{candidate}: `{announced}` is not a percentage")
        }
    }
}

#[derive(Clone, Copy)]
struct Names<'a>(View<'a>, &'a ContestCollation);

impl<'a> Names<'a> {
    fn candidate(self, no: CandidateNo) -> &'a str {
        &self.0.election.contests[self.1.contest.index()].candidates[no.index()].key
    }

    fn reconciliation(self, of: &Reconciliation) -> ReconciliationJson<'a> {
        let mut caveats = vec![if of.different == Some(0) {
            Caveat::PossibleNotConfirmed
        } else {
            Caveat::LeastNumber
        }];
        if of.cap == HeldCap::VotesCast {
            caveats.push(Caveat::VotersRight);
        }
        let quantities = of.quantities.iter().map(|one| {
            let (quantity, candidates) = match one.quantity {
                Quantity::Candidate(candidate) => ("candidate", vec![self.candidate(candidate)]),
                Quantity::Others => ("others", Vec::new()),
                Quantity::Margin(a, b) => ("margin", vec![self.candidate(a), self.candidate(b)]),
            };
            QuantityJson {
                quantity,
                candidates,
                sheets: one.sheets,
                announced: one.announced,
                tables_touched_at_least: one.touched,
                tables_different_at_least: one.different,
            }
        });
        ReconciliationJson {
            unreported: of.unreported,
            cap: of.cap,
            unreported_votes_at_most: of.unreported_votes_at_most,
            tables_touched_at_least: of.touched,
            tables_different_at_least: of.different,
            quantities: quantities.collect(),
            caveats,
        }
    }

    fn settles(self, of: &'a Settles) -> SettlesJson<'a> {
        SettlesJson {
            winner: of.winner.map(|candidate| self.candidate(candidate)),
            runner_up: of.runner_up.map(|candidate| self.candidate(candidate)),
            settles: of,
            needed_share: of.arithmetic.and_then(|level| level.needed_share()),
            needed_margin_points: of.arithmetic.and_then(|level| level.needed_margin_points()),
            break_even_turnout: of.arithmetic.and_then(|level| level.break_even_turnout()),
        }
    }

    fn verdict(self, of: &Reconciliation) -> String {
        let spanish = self.0.language == Language::Spanish;
        match (of.different, of.touched) {
            (Some(0), Some(0)) if spanish => "ninguna mesa tendría que ser distinta".to_owned(),
            (Some(0), Some(0)) => "no table would have to be different".to_owned(),
            (Some(0), Some(touched)) if spanish => format!(
                "al menos {touched} de las mesas que se tienen no estarían en el anuncio; su cobertura lo permite"
            ),
            (Some(0), Some(touched)) => format!(
                "at least {touched} of the tables held would not be in the announcement; its coverage allows that"
            ),
            (Some(different), _) if spanish => {
                format!("al menos {different} mesas tendrían que ser distintas")
            }
            (Some(different), _) => {
                format!("at least {different} tables would have to be different")
            }
            (None, _) if spanish => "ni siquiera con todas las mesas distintas".to_owned(),
            (None, _) => "not even if every table held were different".to_owned(),
        }
    }
}
