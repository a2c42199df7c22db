use record::ticket::{Ticket, TicketMaker};
use record::{Digest, Rule};
use serde::{Deserialize, Serialize};

use crate::plan::{MAX_FILE_BYTES, Plan};
use crate::refusal::{Refusal, refuse};

/// What the first field of a sample says.
pub const SAMPLE_FORMAT: &str = "cotejo-quickcount-sample/1";
/// Fewest digits of a seed from public dice.
pub const MIN_SEED_DIGITS: usize = 20;
/// Most digits of a seed.
const MAX_SEED_DIGITS: usize = 1_000;
/// Digits of a ticket shown.
const SHOWN_DIGITS: usize = 12;

/// The tables drawn. Anybody with plan, seed and table list draws the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sample {
    /// [`SAMPLE_FORMAT`].
    pub format: String,
    /// Digest of the plan.
    pub plan: Digest,
    /// Digits of the public dice.
    pub seed: String,
    /// The tables, by stratum and ticket.
    pub tables: Vec<DrawnTable>,
}

/// A table of a sample.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrawnTable {
    /// Its code.
    pub table: String,
    /// Position of its stratum in the plan.
    pub stratum: usize,
    /// Its ticket, shortened.
    pub ticket: String,
}

impl Sample {
    /// Draws: of every stratum, the tables with the lowest tickets. `tables` are all tables of the contest
    /// with the positions of their strata, in any order.
    ///
    /// # Errors
    /// Q715 for a seed that is no dice roll, Q714 where the tables are not those the plan counted, Q716 for
    /// one that is there twice.
    pub fn draw(plan: &Plan, seed: &str, tables: &[(&str, usize)]) -> Result<Self, Refusal> {
        if !(MIN_SEED_DIGITS..=MAX_SEED_DIGITS).contains(&seed.len())
            || !seed.bytes().all(|byte| byte.is_ascii_digit())
        {
            return refuse(Rule::SeedUnfit, format!("{} characters", seed.len()));
        }
        let maker = TicketMaker::new(seed);
        let mut by_stratum: Vec<Vec<(Ticket, &str)>> = vec![Vec::new(); plan.strata.len()];
        for (table, stratum) in tables {
            let Some(of) = by_stratum.get_mut(*stratum) else {
                return refuse(Rule::PlanMismatch, format!("table {table} is in no stratum"));
            };
            of.push((maker.first(table), table));
        }
        let mut drawn = Vec::new();
        for (stratum, (mut held, planned)) in by_stratum.into_iter().zip(&plan.strata).enumerate() {
            let many = u64::try_from(held.len()).unwrap_or(u64::MAX);
            if many != planned.tables {
                let detail =
                    format!("stratum {stratum}: {many} tables, {} planned", planned.tables);
                return refuse(Rule::PlanMismatch, detail);
            }
            held.sort();
            if let Some(twice) = held.windows(2).find(|two| two[0].1 == two[1].1) {
                return refuse(Rule::TableTwice, format!("table {}", twice[0].1));
            }
            let draw = usize::try_from(planned.draw).unwrap_or(usize::MAX);
            drawn.extend(held.into_iter().take(draw).map(|(ticket, table)| DrawnTable {
                table: table.to_owned(),
                stratum,
                ticket: ticket.trimmed(SHOWN_DIGITS).to_owned(),
            }));
        }
        Ok(Self {
            format: SAMPLE_FORMAT.to_owned(),
            plan: plan.digest(),
            seed: seed.to_owned(),
            tables: drawn,
        })
    }

    /// Reads a sample; that it was drawn as it says is checked by drawing again.
    ///
    /// # Errors
    /// Q713 for anything that is none, Q714 where it is of another plan.
    pub fn parse(bytes: &[u8], plan: &Plan) -> Result<Self, Refusal> {
        if bytes.len() > MAX_FILE_BYTES {
            return refuse(Rule::SampleMalformed, format!("{} bytes", bytes.len()));
        }
        let sample: Self = serde_json::from_slice(bytes)
            .map_err(|error| Refusal::new(Rule::SampleMalformed, error.to_string()))?;
        if sample.format != SAMPLE_FORMAT {
            return refuse(Rule::SampleMalformed, format!("format `{}`", sample.format));
        }
        if sample.plan != plan.digest() {
            let detail =
                format!("the sample is of plan {}, this is {}", sample.plan, plan.digest());
            return refuse(Rule::PlanMismatch, detail);
        }
        Ok(sample)
    }

    /// The one text of the sample, whose digest is its name.
    pub fn text(&self) -> String {
        let text = serde_json::to_string_pretty(self).expect("a sample has no maps");
        format!("{text}\n")
    }

    /// SHA-256 of [`Sample::text`].
    pub fn digest(&self) -> Digest {
        Digest::of(self.text().as_bytes())
    }

    /// Refuses a sample that plan, seed and tables do not give.
    ///
    /// # Errors
    /// Q714, and as for [`Sample::draw`].
    pub fn check(&self, plan: &Plan, tables: &[(&str, usize)]) -> Result<(), Refusal> {
        let again = Self::draw(plan, &self.seed, tables)?;
        let mut pairs = self.tables.iter().zip(&again.tables);
        if let Some((said, drawn)) = pairs.find(|(said, drawn)| said != drawn) {
            let detail = format!("table {} is listed where {} is drawn", said.table, drawn.table);
            return refuse(Rule::PlanMismatch, detail);
        }
        if self.tables.len() == again.tables.len() {
            Ok(())
        } else {
            let detail = format!("{} tables, {} drawn", self.tables.len(), again.tables.len());
            refuse(Rule::PlanMismatch, detail)
        }
    }
}
