use record::{Digest, ElectionId, Rule};
use serde::{Deserialize, Serialize};

use crate::quantile::Level;
use crate::refusal::{Refusal, refuse};
use crate::size::{MIN_OF_STRATUM, allocate, tables_needed, tables_to_draw};

/// Largest plan or sample, in bytes.
pub const MAX_FILE_BYTES: usize = 64 << 20;
/// What the first field of a plan says.
pub const PLAN_FORMAT: &str = "cotejo-quickcount-plan/1";

/// What is decided before anything is drawn: strata, sizes, estimator, level and conditions.
///
/// Its digest goes into the log in a signed statement, so that nothing of it can be chosen after the data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// [`PLAN_FORMAT`].
    pub format: String,
    /// The election.
    pub election: ElectionId,
    /// Key of the contest.
    pub contest: String,
    /// Level of the areas that are the strata; `country` for one stratum.
    pub level: String,
    /// Confidence level of intervals.
    pub confidence: f64,
    /// Error planned for, to each side of a share.
    pub error: f64,
    /// Standard deviation of the share between tables of a stratum that the size rests on.
    pub spread: f64,
    /// Response expected.
    pub response: f64,
    /// Least share of the sample that must be received before a winner is called.
    pub least_response: f64,
    /// The same for every stratum by itself.
    pub least_stratum_response: f64,
    /// The strata, in the order of their first areas.
    pub strata: Vec<PlannedStratum>,
}

/// A stratum of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlannedStratum {
    /// Paths of its areas; several where small neighbours were merged.
    pub areas: Vec<String>,
    /// Tables it has.
    pub tables: u64,
    /// Tables to draw.
    pub draw: u64,
}

/// What a plan is asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// Confidence level.
    pub confidence: Level,
    /// Error to each side.
    pub error: f64,
    /// Spread between tables of a stratum.
    pub spread: f64,
    /// Response expected.
    pub response: f64,
    /// Tables to draw, where that is given and not computed.
    pub draw: Option<u64>,
    /// Least share received of the sample, for a call.
    pub least_response: f64,
    /// Least share received of every stratum, for a call.
    pub least_stratum_response: f64,
}

impl Plan {
    /// Plans a sample of the tables of an election: `areas` with their numbers of tables, in order.
    ///
    /// Areas that would get fewer than two tables are merged with the one after them (the last with the one
    /// before), because nobody has looked at data yet.
    ///
    /// # Errors
    /// Q701 without tables, Q702, Q710 and Q711 for what cannot be.
    pub fn new(
        election: ElectionId,
        contest: &str,
        level: &str,
        areas: &[(String, u64)],
        wanted: &Wanted,
    ) -> Result<Self, Refusal> {
        let all: u64 = areas.iter().map(|(_, tables)| tables).sum();
        if all < MIN_OF_STRATUM {
            return refuse(Rule::StratumWithoutTables, format!("{all} tables in the election"));
        }
        let draw = match wanted.draw {
            Some(draw) => draw,
            None => {
                let needed = tables_needed(wanted.spread, wanted.error, wanted.confidence, all)?;
                tables_to_draw(needed, wanted.response, all)?
            }
        };
        let merged = merge(areas, draw, all);
        let sizes: Vec<u64> = merged.iter().map(|(_, tables)| *tables).collect();
        let shares = allocate(&sizes, draw)?;
        let strata = merged
            .into_iter()
            .zip(shares)
            .map(|((areas, tables), draw)| PlannedStratum { areas, tables, draw })
            .collect();
        let plan = Self {
            format: PLAN_FORMAT.to_owned(),
            election,
            contest: contest.to_owned(),
            level: level.to_owned(),
            confidence: wanted.confidence.share(),
            error: wanted.error,
            spread: wanted.spread,
            response: wanted.response,
            least_response: wanted.least_response,
            least_stratum_response: wanted.least_stratum_response,
            strata,
        };
        plan.check()?;
        Ok(plan)
    }

    /// Reads a plan.
    ///
    /// # Errors
    /// Q712 for anything that is none.
    pub fn parse(bytes: &[u8]) -> Result<Self, Refusal> {
        if bytes.len() > MAX_FILE_BYTES {
            return refuse(Rule::PlanMalformed, format!("{} bytes", bytes.len()));
        }
        let plan: Self = serde_json::from_slice(bytes)
            .map_err(|error| Refusal::new(Rule::PlanMalformed, error.to_string()))?;
        if plan.format != PLAN_FORMAT {
            return refuse(Rule::PlanMalformed, format!("format `{}`", plan.format));
        }
        plan.check()?;
        Ok(plan)
    }

    /// The one text of the plan, whose digest is its name.
    pub fn text(&self) -> String {
        let text = serde_json::to_string_pretty(self).expect("a plan has no maps");
        format!("{text}\n")
    }

    /// SHA-256 of [`Plan::text`].
    pub fn digest(&self) -> Digest {
        Digest::of(self.text().as_bytes())
    }

    /// Tables to draw in all.
    pub fn draw(&self) -> u64 {
        self.strata.iter().map(|one| one.draw).sum()
    }

    /// The confidence level.
    ///
    /// # Errors
    /// Q710, which a plan that was parsed or made does not give.
    pub fn level_of_confidence(&self) -> Result<Level, Refusal> {
        Level::new(self.confidence)
    }

    fn check(&self) -> Result<(), Refusal> {
        self.level_of_confidence()?;
        for share in [self.least_response, self.least_stratum_response, self.response] {
            if !(0.0..=1.0).contains(&share) {
                return refuse(Rule::ShareOutOfRange, format!("a response of {share}"));
            }
        }
        let positive = |number: f64| number.is_finite() && number > 0.0;
        if self.response <= 0.0 {
            return refuse(Rule::ShareOutOfRange, format!("a response of {}", self.response));
        }
        if !positive(self.error) || !positive(self.spread) {
            let detail = format!("error {}, spread {}", self.error, self.spread);
            return refuse(Rule::SampleSizeImpossible, detail);
        }
        if self.strata.is_empty() {
            return refuse(Rule::StratumWithoutTables, "the plan has no stratum");
        }
        for (at, stratum) in self.strata.iter().enumerate() {
            let rule = match stratum.draw {
                draw if draw > stratum.tables => Rule::SampleAboveStratum,
                draw if draw < MIN_OF_STRATUM => Rule::SingleTableInStratum,
                _ if stratum.tables > MAX_TABLES => Rule::FiguresOverflow,
                _ => continue,
            };
            let detail = format!("stratum {at}: {} of {}", stratum.draw, stratum.tables);
            return refuse(rule, detail);
        }
        Ok(())
    }
}

/// Most tables of a stratum.
const MAX_TABLES: u64 = 1 << 32;

/// Merges neighbours until each would get two tables.
fn merge(areas: &[(String, u64)], draw: u64, all: u64) -> Vec<(Vec<String>, u64)> {
    let enough = |tables: u64| {
        tables >= MIN_OF_STRATUM
            && u128::from(tables) * u128::from(draw) >= u128::from(MIN_OF_STRATUM) * u128::from(all)
    };
    let mut merged: Vec<(Vec<String>, u64)> = Vec::new();
    let mut open: (Vec<String>, u64) = (Vec::new(), 0);
    for (path, tables) in areas.iter().filter(|(_, tables)| *tables > 0) {
        open.0.push(path.clone());
        open.1 += tables;
        if enough(open.1) {
            merged.push(std::mem::take(&mut open));
        }
    }
    if !open.0.is_empty() {
        match merged.last_mut() {
            Some(last) => {
                last.0.extend(open.0);
                last.1 += open.1;
            }
            None => merged.push(open),
        }
    }
    merged
}
