use std::collections::{BTreeMap, HashMap};

use record::{Digest, Rule};
use serde::{Deserialize, Serialize};

use crate::draw::Sample;
use crate::estimate::MAX_FIGURE;
use crate::plan::MAX_FILE_BYTES;
use crate::refusal::{Refusal, refuse};

/// What the first field of a file of received tables says.
pub const RECEIVED_FORMAT: &str = "cotejo-quickcount-received/1";

/// What came in of a sample.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Received {
    /// [`RECEIVED_FORMAT`].
    pub format: String,
    /// Digest of the sample.
    pub sample: Digest,
    /// Keys of the candidates, in the order of the votes.
    pub candidates: Vec<String>,
    /// Every table of the sample, by its code.
    pub tables: BTreeMap<String, TableState>,
}

/// One table of the sample.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableState {
    /// Electors on its roll, where known: the most votes it can hold.
    pub electors: Option<i64>,
    /// When its figures were first there, in seconds since 1970 (UTC).
    pub at: Option<i64>,
    /// Votes of each candidate; none while it is missing.
    pub votes: Option<Vec<i64>>,
}

impl Received {
    /// Nothing received yet.
    pub fn nothing(sample: &Sample, candidates: &[String]) -> Self {
        let tables = sample.tables.iter();
        Self {
            format: RECEIVED_FORMAT.to_owned(),
            sample: sample.digest(),
            candidates: candidates.to_vec(),
            tables: tables.map(|one| (one.table.clone(), TableState::default())).collect(),
        }
    }

    /// Takes the figures of a table, or says why it does not.
    ///
    /// # Errors
    /// Q717 for a table that was not drawn, Q706 for figures that are none, Q707 for more votes than electors.
    pub fn take(&mut self, table: &str, state: TableState) -> Result<(), Refusal> {
        let Some(slot) = self.tables.get_mut(table) else {
            return refuse(Rule::NotInSample, format!("table {table}"));
        };
        state.check(table, self.candidates.len())?;
        let first_seen = slot.at.filter(|_| slot.votes.is_some());
        *slot = TableState { at: first_seen.or(state.at), ..state };
        Ok(())
    }

    /// Reads what was received of a sample.
    ///
    /// # Errors
    /// Q739 for anything else, Q714 where it is of another sample, Q706 and Q707 for figures.
    pub fn parse(bytes: &[u8], sample: &Sample) -> Result<Self, Refusal> {
        if bytes.len() > MAX_FILE_BYTES {
            return refuse(Rule::ReceivedMalformed, format!("{} bytes", bytes.len()));
        }
        let received: Self = serde_json::from_slice(bytes)
            .map_err(|error| Refusal::new(Rule::ReceivedMalformed, error.to_string()))?;
        if received.format != RECEIVED_FORMAT {
            return refuse(Rule::ReceivedMalformed, format!("format `{}`", received.format));
        }
        let drawn: HashMap<&str, usize> =
            sample.tables.iter().map(|one| (one.table.as_str(), one.stratum)).collect();
        if received.sample != sample.digest() || received.tables.len() != drawn.len() {
            let detail = "what was received is of another sample";
            return refuse(Rule::PlanMismatch, detail);
        }
        for (table, state) in &received.tables {
            if !drawn.contains_key(table.as_str()) {
                return refuse(Rule::PlanMismatch, format!("table {table} was not drawn"));
            }
            state.check(table, received.candidates.len())?;
        }
        Ok(received)
    }

    /// The text of the file.
    pub fn text(&self) -> String {
        let text = serde_json::to_string_pretty(self).expect("keys are texts");
        format!("{text}\n")
    }
}

impl TableState {
    /// Votes for all candidates.
    pub fn valid(&self) -> Option<i64> {
        self.votes.as_ref().map(|votes| votes.iter().sum())
    }

    fn check(&self, table: &str, candidates: usize) -> Result<(), Refusal> {
        let figures = self.votes.iter().flatten().chain(&self.electors);
        for figure in figures {
            if !(0..=MAX_FIGURE).contains(figure) {
                return refuse(Rule::FigureUnusable, format!("table {table}: {figure}"));
            }
        }
        let Some(votes) = &self.votes else { return Ok(()) };
        if votes.len() != candidates {
            let detail = format!("table {table}: {} of {candidates} figures", votes.len());
            return refuse(Rule::FigureUnusable, detail);
        }
        let valid: i64 = votes.iter().sum();
        match self.electors {
            Some(electors) if valid > electors => refuse(
                Rule::FiguresContradict,
                format!("table {table}: {valid} votes, {electors} electors"),
            ),
            _ if valid > MAX_FIGURE => {
                refuse(Rule::FiguresOverflow, format!("table {table}: {valid} votes"))
            }
            _ => Ok(()),
        }
    }
}
