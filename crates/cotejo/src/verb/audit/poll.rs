//! The risk of a polling audit: receipts or whole boxes, without the sheets they should agree with.

use std::path::PathBuf;

use anyhow::anyhow;
use audit::polling::{Pair, Round, batch_value, bravo, providence, receipt_value};
use audit::range::{Bet, Estimator, Null, alpha, betting};
use audit::{Outcome, RiskLimit};
use clap::Args;
use record::Rule;
use record::election::Share;
use report::Lang;
use serde::Deserialize;
use serde_json::json;

use crate::shell::{self, Outcome as Ended, files};

/// Largest file of a polling audit, in bytes.
const MAX_BYTES: u64 = 64 << 20;
/// Weight of the reported share against the receipts seen, in receipts: what ALPHA bets on (Stark 2023).
const ALPHA_D: f64 = 100.0;

/// Measure the risk of a polling audit: BRAVO, Providence, ALPHA over receipts, or betting over whole boxes.
///
/// Polling needs no figures per table, only totals, and so opens far more paper than `cotejo audit plan` does.
/// Limits the chance of confirming a wrong outcome, given intact boxes and a fair draw; nobody checks the draw here.
/// Exit code 1 where the risk is above the limit.
#[derive(Args)]
#[command(after_help = "\
Examples:
  cotejo audit poll polling.toml
  cotejo audit poll polling.toml --json

The file, for receipts counted by rounds (bravo, providence):
  method = \"providence\"
  risk_limit = \"5%\"
  seats = 1
  choices = [\"a\", \"b\"]
  totals = [60000, 40000]
  [[round]]
  votes = [61, 39]
  not_found = 0

For receipts in the order of their draw (alpha) `ballots` is how many there are, and each draw names a choice, or
`other`, or `not-found`:
  ballots = 100000
  draws = [\"a\", \"b\", \"other\", \"not-found\"]

For boxes drawn in proportion to their bounds, with replacement (batches):
  [[box]]
  bound = 600
  votes = [320, 210]
  [[box]]
  bound = 450")]
pub struct Arguments {
    /// What was drawn and seen.
    file: PathBuf,
    /// Language of texts: en or es.
    #[arg(long, default_value = "en")]
    language: String,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// How the paper was drawn, and what is made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Method {
    Bravo,
    Providence,
    Alpha,
    Batches,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Polling {
    method: Method,
    risk_limit: Share,
    #[serde(default = "one_seat")]
    seats: usize,
    choices: Vec<String>,
    totals: Vec<u64>,
    #[serde(default)]
    ballots: Option<u64>,
    #[serde(default)]
    draws: Vec<String>,
    #[serde(default, rename = "round")]
    rounds: Vec<RoundRecord>,
    #[serde(default, rename = "box")]
    boxes: Vec<BoxRecord>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RoundRecord {
    votes: Vec<u64>,
    #[serde(default)]
    not_found: u64,
}

/// A box drawn; without votes it was not found.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct BoxRecord {
    bound: u64,
    votes: Option<Vec<u64>>,
}

fn one_seat() -> usize {
    1
}

/// Measures.
pub fn run(arguments: &Arguments) -> anyhow::Result<Ended> {
    let lang = shell::lang(&arguments.language)?;
    let bytes = files::read_bounded(&arguments.file, MAX_BYTES)?;
    let text = str::from_utf8(&bytes).map_err(|_| unusable("it is not UTF-8"))?;
    let polling: Polling =
        toml::from_str(text).map_err(|error| unusable(error.to_string().trim()))?;
    let limit = RiskLimit::from_millionths(polling.risk_limit.millionths())?.alpha();
    let after = polling.risks()?;
    // A risk that was once low enough stays so: each method is valid whenever one stops.
    let risk = after.iter().copied().fold(1.0, f64::min);
    if arguments.json {
        shell::print_json(&json!({ "risk": risk, "limit": limit, "after": after }))?;
    } else {
        let (steps, what) = (after.len(), polling.method);
        shell::print_text(&match lang {
            Lang::En => format!(
                "risk {risk:.6} after {steps} {}; limit {limit}\nLimits the chance of confirming a wrong outcome to the risk limit, given intact boxes and a fair draw.\n{}\n",
                steps_en(what, steps),
                if risk <= limit {
                    "the outcome is confirmed"
                } else {
                    "not confirmed: draw more, or count every box"
                }
            ),
            Lang::Es => format!(
                "riesgo {risk:.6} tras {steps} {}; límite {limit}\nLimita la probabilidad de confirmar un resultado equivocado al límite de riesgo, con cajas intactas y un sorteo limpio.\n{}\n",
                steps_es(what, steps),
                if risk <= limit {
                    "el resultado queda confirmado"
                } else {
                    "no confirmado: sortee más, o cuente todas las cajas"
                }
            ),
        })?;
    }
    Ok(Ended::found_if(risk > limit))
}

impl Polling {
    /// The largest risk of all assertions, after each round, receipt or box.
    fn risks(&self) -> anyhow::Result<Vec<f64>> {
        if self.choices.len() != self.totals.len() {
            let (choices, totals) = (self.choices.len(), self.totals.len());
            return Err(unusable(&format!("{choices} choices and {totals} totals")));
        }
        let outcome = Outcome::plurality(&self.totals, self.seats)?;
        let seen = match self.method {
            Method::Bravo | Method::Providence => self.rounds.len(),
            Method::Alpha => self.draws.len(),
            Method::Batches => self.boxes.len(),
        };
        if seen == 0 {
            return Err(unusable("nothing of this method was drawn: no round, draw or box"));
        }
        let each = match self.method {
            Method::Bravo | Method::Providence => self.by_rounds(&outcome)?,
            Method::Alpha => self.by_receipts(&outcome)?,
            Method::Batches => self.by_boxes(&outcome)?,
        };
        Ok((0..seen).map(|at| each.iter().map(|one| one[at]).fold(0.0, f64::max)).collect())
    }

    fn by_rounds(&self, outcome: &Outcome) -> anyhow::Result<Vec<Vec<f64>>> {
        let rounds: Vec<Round> = self
            .rounds
            .iter()
            .map(|one| Round { votes: one.votes.clone(), not_found: one.not_found })
            .collect();
        let mut each = Vec::new();
        for winner in &outcome.winners {
            for loser in &outcome.losers {
                let pair = Pair::new(&self.totals, *winner, *loser)?;
                each.push(match self.method {
                    Method::Providence => providence(&pair, &rounds)?,
                    _ => bravo(&pair, &rounds)?,
                });
            }
        }
        Ok(each)
    }

    fn by_receipts(&self, outcome: &Outcome) -> anyhow::Result<Vec<Vec<f64>>> {
        let ballots = self.ballots.ok_or_else(|| unusable("no `ballots`"))?;
        let counted = self.totals.iter().try_fold(0_u64, |sum, votes| sum.checked_add(*votes));
        if counted.is_none_or(|counted| counted > ballots) {
            return Err(unusable(&format!("the totals are more than {ballots} ballots")));
        }
        let receipts = self
            .draws
            .iter()
            .zip(1_u64..)
            .map(|(draw, place)| self.receipt(draw, place))
            .collect::<anyhow::Result<Vec<_>>>()?;
        let mut each = Vec::new();
        for assertion in &outcome.assertions {
            let sample: Vec<f64> =
                receipts.iter().map(|votes| receipt_value(assertion, votes.as_deref())).collect();
            let margin = assertion.score(&self.totals) as f64 / ballots as f64;
            let eta = f64::midpoint(1.0, margin);
            let null = Null::new(0.5, 1.0, Some(ballots))?;
            let estimator = Estimator::ShrinkTruncate {
                eta,
                c: (eta - 0.5) / 2.0,
                d: ALPHA_D,
                f: 0.0,
                minsd: 1e-6,
                eps: 1e-5,
            };
            let (history, _) = alpha(&null, estimator, &sample)?;
            each.push(history.wealth.iter().map(|one| one.p_now()).collect());
        }
        Ok(each)
    }

    /// The votes of a receipt; none where there was no receipt.
    fn receipt(&self, draw: &str, place: u64) -> anyhow::Result<Option<Vec<u64>>> {
        let mut votes = vec![0; self.choices.len()];
        match (draw, self.choices.iter().position(|choice| choice == draw)) {
            (_, Some(at)) => votes[at] = 1,
            ("other", None) => {}
            ("not-found", None) => return Ok(None),
            (_, None) => {
                return Err(unusable(&format!(
                    "draw {place}: `{draw}` is no choice, nor `other` or `not-found`"
                )));
            }
        }
        Ok(Some(votes))
    }

    fn by_boxes(&self, outcome: &Outcome) -> anyhow::Result<Vec<Vec<f64>>> {
        for (one, place) in self.boxes.iter().zip(1_u64..) {
            let votes = one.votes.as_ref().map_or(self.choices.len(), Vec::len);
            if one.bound == 0 || votes != self.choices.len() {
                let what = format!("box {place}: a bound of {} and {votes} counts", one.bound);
                return Err(unusable(&what));
            }
        }
        let mut each = Vec::new();
        for assertion in &outcome.assertions {
            let value = |one: &BoxRecord| batch_value(assertion, one.votes.as_deref(), one.bound);
            let sample: Vec<f64> = self.boxes.iter().map(value).collect();
            let null = Null::new(0.5, 1.0, None)?;
            let bet = Bet::Agrapa { lambda: 0.1, start: 0.5, most: 0.9, grow: 1.0 };
            let (history, _) = betting(&null, bet, &sample)?;
            each.push(history.wealth.iter().map(|one| one.p_now()).collect());
        }
        Ok(each)
    }
}

fn steps_en(method: Method, many: usize) -> &'static str {
    match (method, many) {
        (Method::Bravo | Method::Providence, 1) => "round",
        (Method::Bravo | Method::Providence, _) => "rounds",
        (Method::Alpha, 1) => "receipt",
        (Method::Alpha, _) => "receipts",
        (Method::Batches, 1) => "box",
        (Method::Batches, _) => "boxes",
    }
}

fn steps_es(method: Method, many: usize) -> &'static str {
    match (method, many) {
        (Method::Bravo | Method::Providence, 1) => "ronda",
        (Method::Bravo | Method::Providence, _) => "rondas",
        (Method::Alpha, 1) => "comprobante",
        (Method::Alpha, _) => "comprobantes",
        (Method::Batches, 1) => "caja",
        (Method::Batches, _) => "cajas",
    }
}

fn unusable(detail: &str) -> anyhow::Error {
    let rule = Rule::PollingFileUnreadable;
    anyhow!("{rule} {} ({detail}). {}", rule.sentence(), rule.next_step())
}
