use std::collections::BTreeMap;

use serde::Serialize;

use crate::caveat::Caveat;
use crate::{ContestCollation, Pair, SignTest, View};

/// A pair as JSON.
#[derive(Serialize)]
pub(super) struct PairJson<'a> {
    contest: &'a str,
    a: &'a str,
    b: &'a str,
    common: u64,
    equal: u64,
    differ: u64,
    differ_votes: u64,
    differ_other: u64,
    differ_not_given: u64,
    only_a: u64,
    only_b: u64,
    not_compared: u64,
    candidates: BTreeMap<&'a str, CandidateEffect>,
    margin_sign: Sign,
    largest: Option<Largest<'a>>,
    levels: Vec<Level<'a>>,
    caveats: [Caveat; 2],
}

#[derive(Serialize)]
struct CandidateEffect {
    votes_a: u64,
    votes_b: u64,
    net: i64,
    sign: Sign,
}

#[derive(Serialize)]
struct Sign {
    #[serde(flatten)]
    counts: SignTest,
    p: Option<f64>,
    log2_p: Option<f64>,
}

#[derive(Serialize)]
struct Largest<'a> {
    table: &'a str,
    votes: u32,
}

#[derive(Serialize)]
struct Level<'a> {
    level: &'a str,
    areas: u32,
    leader_differs: Vec<&'a str>,
}

pub(super) fn json<'a>(view: View<'a>, of: &'a ContestCollation, pair: &'a Pair) -> PairJson<'a> {
    let contest = &view.election.contests[of.contest.index()];
    let net = pair.net();
    let candidates = contest.candidates.iter().enumerate().map(|(at, candidate)| {
        let effect = CandidateEffect {
            votes_a: pair.votes_a[at],
            votes_b: pair.votes_b[at],
            net: net[at],
            sign: sign(pair.signs[at]),
        };
        (candidate.key.as_str(), effect)
    });
    let names =
        std::iter::once("country").chain(view.election.manifest.levels.iter().map(String::as_str));
    let levels = names.zip(&pair.levels).map(|(level, effect)| Level {
        level,
        areas: effect.areas,
        leader_differs: effect
            .leader_differs
            .iter()
            .map(|area| view.election.areas.get(*area).path)
            .collect(),
    });
    PairJson {
        contest: &contest.key,
        a: view.source(pair.a),
        b: view.source(pair.b),
        common: pair.common,
        equal: pair.equal,
        differ: pair.differ,
        differ_votes: pair.differ_votes,
        differ_other: pair.differ_other,
        differ_not_given: pair.differ_not_given,
        only_a: pair.only_a,
        only_b: pair.only_b,
        not_compared: pair.not_compared,
        candidates: candidates.collect(),
        margin_sign: sign(pair.margin_sign),
        largest: pair
            .largest
            .map(|(table, votes)| Largest { table: view.table_code(table), votes }),
        levels: levels.collect(),
        caveats: [Caveat::CommonTablesOnly, Caveat::SignTest],
    }
}

fn sign(counts: SignTest) -> Sign {
    Sign { counts, p: counts.p_value(), log2_p: counts.log2_p() }
}
