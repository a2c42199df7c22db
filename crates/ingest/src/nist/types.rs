//! The part of the standard's JSON that carries results. Other members are not looked at.

use serde::Deserialize;
use serde::de::IgnoredAny;

/// The class of a results report.
pub(super) const REPORT: &str = "ElectionResults.ElectionReport";

/// Just enough to tell what a file is.
#[derive(Deserialize)]
pub(super) struct Kind {
    #[serde(rename = "@type")]
    pub(super) kind: Option<String>,
    #[serde(rename = "CVR")]
    records: Option<IgnoredAny>,
}

impl Kind {
    pub(super) fn is_cast_vote_record(&self) -> bool {
        self.records.is_some() || self.kind.as_ref().is_some_and(|kind| kind.starts_with("CVR."))
    }
}

#[derive(Deserialize)]
pub(super) struct Report {
    #[serde(default, rename = "Election")]
    pub(super) elections: Vec<ReportedElection>,
    #[serde(default, rename = "GpUnit")]
    pub(super) units: Vec<Unit>,
    #[serde(default, rename = "Party")]
    pub(super) parties: Vec<Identified>,
}

#[derive(Deserialize)]
pub(super) struct ReportedElection {
    #[serde(default, rename = "Candidate")]
    pub(super) candidates: Vec<Identified>,
    #[serde(default, rename = "Contest")]
    pub(super) contests: Vec<Contest>,
}

/// A candidate or a party: an id inside the file, identifiers outside it, a name.
#[derive(Deserialize)]
pub(super) struct Identified {
    #[serde(rename = "@id")]
    pub(super) id: String,
    #[serde(default, rename = "ExternalIdentifier")]
    pub(super) identifiers: Vec<Identifier>,
    #[serde(rename = "BallotName", alias = "Name")]
    pub(super) name: Option<Text>,
}

#[derive(Deserialize)]
pub(super) struct Identifier {
    #[serde(rename = "Value")]
    pub(super) value: String,
}

#[derive(Deserialize)]
pub(super) struct Text {
    #[serde(default, rename = "Text")]
    pub(super) strings: Vec<LanguageString>,
}

#[derive(Deserialize)]
pub(super) struct LanguageString {
    #[serde(rename = "Content")]
    pub(super) content: String,
}

#[derive(Deserialize)]
pub(super) struct Unit {
    #[serde(rename = "@id")]
    pub(super) id: String,
    #[serde(default, rename = "ExternalIdentifier")]
    pub(super) identifiers: Vec<Identifier>,
    #[serde(rename = "Name")]
    pub(super) name: Option<Text>,
    #[serde(rename = "Number")]
    pub(super) number: Option<String>,
    #[serde(rename = "Type")]
    kind: Option<String>,
    #[serde(default, rename = "ComposingGpUnitIds")]
    pub(super) composing: Vec<String>,
    #[serde(rename = "VotersRegistered")]
    pub(super) registered: Option<u32>,
    #[serde(rename = "VotersParticipated")]
    pub(super) participated: Option<u32>,
}

impl Unit {
    /// Whether its type says that it is larger than a table.
    pub(super) fn is_larger_area(&self) -> bool {
        let larger = ["country", "state", "county", "city", "municipality", "district", "ward"];
        self.kind.as_deref().is_some_and(|kind| larger.contains(&kind))
    }
}

#[derive(Deserialize)]
pub(super) struct Contest {
    #[serde(rename = "@id")]
    pub(super) id: String,
    #[serde(rename = "Name")]
    name: Option<String>,
    #[serde(rename = "Abbreviation")]
    pub(super) abbreviation: Option<String>,
    #[serde(default, rename = "ExternalIdentifier")]
    pub(super) identifiers: Vec<Identifier>,
    #[serde(default, rename = "ContestSelection")]
    pub(super) selections: Vec<Selection>,
    #[serde(default, rename = "OtherCounts")]
    pub(super) other_counts: Vec<OtherCounts>,
}

impl Contest {
    pub(super) fn name(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.id)
    }
}

#[derive(Deserialize)]
pub(super) struct Selection {
    #[serde(rename = "@id")]
    pub(super) id: String,
    #[serde(default, rename = "CandidateIds")]
    pub(super) candidates: Vec<String>,
    #[serde(default, rename = "EndorsementPartyIds")]
    pub(super) parties: Vec<String>,
    #[serde(default, rename = "VoteCounts")]
    pub(super) vote_counts: Vec<VoteCounts>,
}

#[derive(Deserialize)]
pub(super) struct VoteCounts {
    #[serde(rename = "GpUnitId")]
    pub(super) unit: String,
    #[serde(rename = "Type")]
    pub(super) kind: String,
    #[serde(rename = "Count")]
    pub(super) count: f64,
}

#[derive(Deserialize)]
pub(super) struct OtherCounts {
    #[serde(rename = "GpUnitId")]
    pub(super) unit: String,
    #[serde(rename = "Overvotes")]
    pub(super) overvotes: Option<f64>,
    #[serde(rename = "Undervotes")]
    pub(super) undervotes: Option<f64>,
}
