use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use crate::id::Digest;
use crate::rule::Rule;

use super::files::is_code;
use super::gateways::{self, GatewayEntry};
use super::{ElectionError, bounds};

const FILE: &str = "election.toml";

/// The manifest `election.toml`. Every field is documented here; unknown fields are refused.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Version of this format; 1.
    pub format: u32,
    /// Name of the election as printed.
    pub name: String,
    /// Name of the whole country (or of whatever the election covers).
    pub country: String,
    /// Language of printed sheets: `es`, `en` (BCP 47).
    pub language: String,
    /// Time zone for printed times (IANA name), for example `America/Caracas`.
    pub timezone: String,
    /// When polls open, RFC 3339 with offset. Sheets closed before are reported (S111).
    pub opens: jiff::Timestamp,
    /// Last moment at which a table may close, RFC 3339 with offset; later closings are reported (S111).
    pub closes: jiff::Timestamp,
    /// Names of the levels below the country, from the largest: `["state", …, "centre"]`.
    pub levels: Vec<String>,
    /// The contests.
    pub contests: Vec<ContestEntry>,
    /// Authority, parties and observers, with their keys.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub organisations: Vec<Organisation>,
    /// Where stations send their sheets.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gateways: Vec<GatewayEntry>,
    /// Measurements (SHA-256) of the station software that may sign.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub software: Vec<Digest>,
    /// The public log of the election.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub log: Option<LogEntry>,
    /// Who must cosign the log's checkpoints.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cosigners: Option<CosignerPolicy>,
    /// Legal deadlines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<LegalClock>,
    /// What the law or the plan asks of audits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audit: Option<AuditRules>,
    /// The look-up by ID number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lookup: Option<LookupEntry>,
}

/// A contest as the manifest lists it. Candidates and lists stand in their own files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContestEntry {
    /// Short key used in the other files.
    pub key: String,
    /// Title as printed on the sheet.
    pub title: String,
    /// Number of winners (plurality).
    #[serde(default = "one")]
    pub seats: u16,
    /// Paths of the areas in which it is held; everywhere when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<String>,
}

/// An organisation with its keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// Short id: letters, digits, `-`.
    pub id: String,
    /// Full name.
    pub name: String,
    /// What it is in this election.
    pub role: Role,
    /// Ed25519 public key, 64 hexadecimal digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// ML-DSA-44 public key (FIPS 204) for cosigning the log, 2,624 hexadecimal digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key_ml_dsa_44: Option<String>,
}

/// The part an organisation plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Runs the election and signs the election file.
    Authority,
    /// Watches without standing.
    Observer,
    /// Stands in the election.
    Party,
}

/// The public log: its name, its key, and the day before which it must not start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogEntry {
    /// Name of the log in every checkpoint: an address without scheme, `example.org/elections/2030`.
    pub origin: String,
    /// Ed25519 public key that signs checkpoints and nothing else, 64 hexadecimal digits.
    pub key: String,
    /// The log is started on or after this moment, RFC 3339 with offset; at any time where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts: Option<jiff::Timestamp>,
}

/// How many organisations must cosign a checkpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CosignerPolicy {
    /// At least this many cosignatures.
    pub at_least: u16,
    /// Of which at least this many not of the authority.
    #[serde(default)]
    pub not_authority: u16,
}

/// Legal deadlines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LegalClock {
    /// Hours from closing to the award.
    pub award_hours: u32,
    /// Days to challenge it.
    pub challenge_days: u32,
    /// Days until the official gazette must carry the results.
    pub gazette_days: u32,
}

/// What is asked of audits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuditRules {
    /// Share of the boxes of each centre that the law has opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub boxes: Option<Share>,
    /// Largest chance of confirming a wrong outcome.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub risk_limit: Option<Share>,
}

/// What a guess at an ID number costs in a look-up without a key server (Argon2id, RFC 9106).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LookupEntry {
    /// Memory, in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
}

impl LookupEntry {
    /// Least and most memory, in KiB. Above it phones give up.
    pub const MEMORY_KIB: RangeInclusive<u32> = 8..=262_144;
    /// Fewest and most passes.
    pub const PASSES: RangeInclusive<u32> = 1..=16;

    /// Whether it is within the bounds.
    pub fn is_sound(&self) -> bool {
        Self::MEMORY_KIB.contains(&self.memory_kib) && Self::PASSES.contains(&self.passes)
    }
}

/// A share in millionths, written as a percentage: `"54%"`, `"0.5%"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Share(u32);

impl Share {
    /// The share in millionths of the whole.
    pub fn millionths(self) -> u32 {
        self.0
    }
}

impl TryFrom<String> for Share {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        parse_percent(&text)
            .filter(|millionths| *millionths <= 1_000_000)
            .map(Self)
            .ok_or_else(|| format!("`{text}` is not a percentage such as \"54%\" or \"0.5%\""))
    }
}

impl From<Share> for String {
    fn from(share: Share) -> Self {
        let (whole, part) = (share.0 / 10_000, share.0 % 10_000);
        if part == 0 {
            return format!("{whole}%");
        }
        format!("{whole}.{}%", format!("{part:04}").trim_end_matches('0'))
    }
}

impl Manifest {
    /// Parses and checks the manifest by itself.
    ///
    /// # Errors
    /// E002 for what TOML or a field refuses, E004 for a key used twice, E007 for a bad organisation key, E005 and
    /// E015 to E017 for gateways.
    pub fn parse(bytes: &[u8]) -> Result<Self, ElectionError> {
        let text = std::str::from_utf8(bytes).map_err(|error| malformed(error.to_string()))?;
        let manifest: Self = toml::from_str(text).map_err(|error| malformed(error.to_string()))?;
        manifest.check()?;
        Ok(manifest)
    }

    /// The manifest as text.
    ///
    /// # Panics
    /// Never: every field has a TOML form.
    pub fn to_toml(&self) -> String {
        toml::to_string(self).expect("every manifest has a TOML form")
    }

    /// The organisation with an id.
    pub fn organisation(&self, id: &str) -> Option<&Organisation> {
        self.organisations.iter().find(|organisation| organisation.id == id)
    }

    fn check(&self) -> Result<(), ElectionError> {
        if self.format != 1 {
            return Err(malformed(format!("format {} is not known here; this is 1", self.format)));
        }
        if self.contests.is_empty() || self.contests.len() > bounds::CONTESTS {
            return Err(malformed(format!("{} contests", self.contests.len())));
        }
        if self.closes <= self.opens {
            return Err(malformed("`closes` is not after `opens`"));
        }
        if self.levels.is_empty() {
            return Err(malformed("`levels` names no level below the country"));
        }
        if let Some(contest) = self.contests.iter().find(|contest| contest.seats == 0) {
            return Err(malformed(format!("contest `{}` has no seat", contest.key)));
        }
        self.check_keys()?;
        unique("contest", self.contests.iter().map(|contest| contest.key.as_str()))?;
        unique("organisation", self.organisations.iter().map(|one| one.id.as_str()))?;
        for organisation in &self.organisations {
            if let Some(key) = &organisation.key {
                check_key(key, &format!("organisation {}", organisation.id))?;
            }
        }
        let post_quantum = || self.organisations.iter().filter_map(|o| o.key_ml_dsa_44.as_deref());
        if let Some(key) = post_quantum().find(|key| !is_ml_dsa_44(key)) {
            let start: String = key.chars().take(16).collect();
            return Err(ElectionError::new(Rule::WeakKey, FILE, format!("`{start}…`")));
        }
        unique("key", post_quantum())?;
        // One holder of two keys would count twice.
        let keys = self.organisations.iter().filter_map(|one| one.key.as_deref());
        unique("key", keys.chain(self.log.as_ref().map(|log| log.key.as_str())))?;
        if let Some(log) = &self.log {
            check_key(&log.key, "log")?;
            if log.origin.is_empty() || log.origin.contains(|c: char| c.is_whitespace() || c == '+')
            {
                return Err(malformed(format!("log origin {:?}", log.origin)));
            }
        }
        if let Some(LookupEntry { memory_kib, passes }) =
            self.lookup.filter(|entry| !entry.is_sound())
        {
            let detail = format!(
                "`[lookup]`: {memory_kib} KiB and {passes} passes; it takes 8 to 262,144 KiB and 1 to 16 passes"
            );
            return Err(malformed(detail));
        }
        gateways::check(self)
    }

    fn check_keys(&self) -> Result<(), ElectionError> {
        if let Some(contest) = self.contests.iter().find(|contest| !is_code(&contest.key)) {
            return Err(malformed(format!("contest key {:?}", contest.key)));
        }
        // These ids become names of files and columns.
        let plain =
            |id: &str| is_code(id) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if let Some(one) = self.organisations.iter().find(|one| !plain(&one.id)) {
            let detail = format!("organisation id {:?}: letters, digits and `-` only", one.id);
            return Err(malformed(detail));
        }
        Ok(())
    }
}

fn check_key(key: &str, whose: &str) -> Result<(), ElectionError> {
    match super::tables::parse_key(key).and_then(|key| key.checked()) {
        Some(_) => Ok(()),
        None => Err(ElectionError::new(Rule::WeakKey, FILE, whose)),
    }
}

/// Whether a text can be an ML-DSA-44 key: 1,312 bytes, any of which are one.
fn is_ml_dsa_44(key: &str) -> bool {
    key.len() == 2 * 1_312 && key.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

fn parse_percent(text: &str) -> Option<u32> {
    let number = text.strip_suffix('%')?.trim_end();
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || part.len() > 4 || !digits(whole) || !digits(part) {
        return None;
    }
    let part: u32 = format!("{part:0<4}").parse().ok()?;
    whole.parse::<u32>().ok()?.checked_mul(10_000)?.checked_add(part)
}

fn unique<'a>(what: &str, keys: impl Iterator<Item = &'a str>) -> Result<(), ElectionError> {
    let mut seen = std::collections::HashSet::new();
    for key in keys {
        if !seen.insert(key) {
            let detail = format!("{what} `{key}`");
            return Err(ElectionError::new(Rule::ElectionDuplicate, FILE, detail));
        }
    }
    Ok(())
}

fn malformed(detail: impl Into<String>) -> ElectionError {
    ElectionError::new(Rule::ManifestMalformed, FILE, detail)
}

fn one() -> u16 {
    1
}
