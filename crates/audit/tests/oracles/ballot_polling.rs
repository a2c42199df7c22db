use audit::polling::{Pair, Round, asn, bravo, providence, sample_size};
use audit::{ChoiceNo, RiskLimit};
use serde_json::{Map, Value};

use crate::support::{
    assert_close, cases, count, list, note_case, object, only_keys, real, tolerance,
};

pub fn check(file: &Value) -> usize {
    only_keys(object(file), &["about", "tolerance", "cases"]);
    let tolerance = tolerance(file);
    cases(file).iter().for_each(|case| check_case(object(case), tolerance));
    cases(file).len()
}

struct Case<'a> {
    names: Vec<&'a str>,
    ballots: u64,
    pairs: Vec<Pair>,
    rounds: Vec<Round>,
    limit: RiskLimit,
}

fn check_case(case: &Map<String, Value>, tolerance: f64) {
    note_case(case);
    only_keys(
        case,
        &["name", "note", "risk_limit_percent", "contest", "rounds", "round_sizes", "expected"],
    );
    let read = Case::read(case);
    for (key, expected) in object(&case["expected"]) {
        match key.as_str() {
            "bravo_p" => read.bravo_p(object(expected), tolerance),
            "bravo_confirmed" => {
                let last = |pair: &Pair| *bravo(pair, &read.rounds).unwrap().last().unwrap();
                let p = read.pairs.iter().map(last).fold(0.0, f64::max);
                assert_eq!(p <= read.limit.alpha(), expected.as_bool().unwrap(), "{p}");
            }
            "bravo_sample_sizes" => read.sizes(object(expected)),
            "asn" => read.asn(expected),
            "providence_p" => {
                only_keys(object(expected), &["winner>loser"]);
                assert_close(key, real(&expected["winner>loser"]), read.providence_p(), tolerance);
            }
            "providence_confirmed" => {
                let confirmed = read.providence_p() <= read.limit.alpha();
                assert_eq!(confirmed, expected.as_bool().unwrap());
            }
            other => panic!("`{other}` is not understood"),
        }
    }
}

impl<'a> Case<'a> {
    fn read(case: &'a Map<String, Value>) -> Self {
        let contest = object(&case["contest"]);
        let about = ["ballots", "numWinners", "votesAllowed"];
        let of_names = contest.iter().filter(|(name, _)| !about.contains(&name.as_str()));
        let (names, totals): (Vec<&str>, Vec<u64>) =
            of_names.map(|(name, votes)| (name.as_str(), count(votes))).unzip();
        let seats = contest.get("numWinners").map_or(1, |one| usize::try_from(count(one)).unwrap());
        let outcome = audit::Outcome::plurality(&totals, seats).unwrap();
        let pair = |winner: ChoiceNo, loser| Pair::new(&totals, winner, loser).unwrap();
        let pairs = outcome
            .winners
            .iter()
            .flat_map(|winner| outcome.losers.iter().map(|loser| pair(*winner, *loser)))
            .collect();
        let rounds = list(&case["rounds"]).iter().map(|round| {
            let round = object(round);
            let mut known = names.clone();
            known.extend(["not_found", "missing"]);
            only_keys(round, &known);
            let votes = names.iter().map(|name| round.get(*name).map_or(0, count)).collect();
            let not_found = ["not_found", "missing"].iter().find_map(|key| round.get(*key));
            Round { votes, not_found: not_found.map_or(0, count) }
        });
        let millionths = real(&case["risk_limit_percent"]) * 10_000.0;
        let limit =
            RiskLimit::from_millionths(format!("{millionths:.0}").parse().unwrap()).unwrap();
        Self { ballots: count(&contest["ballots"]), rounds: rounds.collect(), names, pairs, limit }
    }

    fn name(&self, pair: &Pair) -> String {
        format!("{}>{}", self.names[pair.winner.index()], self.names[pair.loser.index()])
    }

    fn bravo_p(&self, expected: &Map<String, Value>, tolerance: f64) {
        assert_eq!(expected.len(), self.pairs.len());
        for pair in &self.pairs {
            let name = self.name(pair);
            let p = *bravo(pair, &self.rounds).unwrap().last().unwrap();
            assert_close(&name, real(&expected[&name]), p, tolerance);
        }
    }

    fn providence_p(&self) -> f64 {
        let last = |pair: &Pair| *providence(pair, &self.rounds).unwrap().last().unwrap();
        self.pairs.iter().map(last).fold(0.0, f64::max)
    }

    /// The pair that needs most.
    fn asn(&self, expected: &Value) {
        only_keys(object(expected), &["type", "size", "prob"]);
        let each = self.pairs.iter().map(|pair| asn(pair, self.ballots, self.limit).unwrap());
        let most = each.max_by_key(|one| one.size).unwrap();
        assert_eq!(most.size, count(&expected["size"]));
        let shown = format!("{:.2}", most.chance);
        assert_close("prob", real(&expected["prob"]), shown.parse().unwrap(), 1e-12);
    }

    fn sizes(&self, expected: &Map<String, Value>) {
        for (key, expected) in expected {
            if key == "asn" {
                self.asn(expected);
                continue;
            }
            only_keys(object(expected), &["type", "size", "prob"]);
            let chance: f64 = key.parse().unwrap();
            let size = |pair| sample_size(pair, self.ballots, self.limit, 0.0, chance).unwrap();
            assert_eq!(
                self.pairs.iter().map(size).max().unwrap(),
                count(&expected["size"]),
                "{key}"
            );
        }
    }
}
