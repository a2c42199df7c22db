//! What came of verifying a bundle: what holds, what does not, and what could not be told.

use std::fmt;

use collate::bundle::BundleError;
use ingest::ImportError;
use ledger::LedgerError;
use record::Rule;
use record::election::ElectionError;
use serde::{Serialize, Serializer};

use crate::verb::bulletin::Refused;

/// What came of verifying.
#[derive(Default)]
pub struct Verdict {
    /// Digest of the listing: the bundle's name.
    pub digest: String,
    /// What was checked and holds.
    pub checked: Vec<String>,
    /// What was checked and is wrong, in the order of the checks; empty for a sound bundle.
    pub wrong: Vec<Wrong>,
    /// What could not be checked, and why.
    pub not_checked: Vec<String>,
}

/// Something in a bundle that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Wrong {
    /// The rule.
    pub rule: Rule,
    /// The file, or the entry of the log.
    pub place: String,
    /// What was seen.
    pub detail: String,
    /// What to do.
    pub next: &'static str,
}

impl Verdict {
    /// Whether nothing that was checked is wrong.
    pub fn is_sound(&self) -> bool {
        self.wrong.is_empty()
    }

    /// Says that so many of so many hold.
    pub fn holds(&mut self, said: impl Into<String>) {
        self.checked.push(said.into());
    }

    /// Says that something is wrong.
    pub fn breaks(&mut self, rule: Rule, place: impl Into<String>, detail: impl Into<String>) {
        self.wrong.push(Wrong::new(rule, place, detail));
    }

    /// Says what was not checked.
    pub fn leaves(&mut self, said: impl Into<String>) {
        self.not_checked.push(said.into());
    }
}

impl Serialize for Verdict {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Shown<'a> {
            digest: &'a str,
            sound: bool,
            first_wrong: Option<&'a Wrong>,
            checked: &'a [String],
            not_checked: &'a [String],
            wrong: &'a [Wrong],
        }
        let Self { digest, checked, wrong, not_checked } = self;
        let first_wrong = wrong.first();
        Shown { digest, sound: self.is_sound(), first_wrong, checked, not_checked, wrong }
            .serialize(serializer)
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "bundle        {}", self.digest)?;
        if let Some(first) = self.wrong.first() {
            writeln!(f, "first wrong   {first}\n  next: {}", first.next)?;
        }
        for said in &self.checked {
            writeln!(f, "checked       {said}")?;
        }
        for said in &self.not_checked {
            writeln!(f, "not checked   {said}")?;
        }
        for wrong in self.wrong.iter().skip(1) {
            writeln!(f, "WRONG         {wrong}")?;
        }
        f.write_str(if self.is_sound() { "sound\n" } else { "NOT SOUND\n" })
    }
}

impl Wrong {
    /// A rule broken at a place.
    pub fn new(rule: Rule, place: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { rule, place: place.into(), detail: detail.into(), next: rule.next_step() }
    }

    /// What an error says, at a place where it names none.
    pub fn from_error(place: &str, error: &anyhow::Error) -> Self {
        if let Some(error) = error.downcast_ref::<BundleError>() {
            return Self::from(error.clone());
        }
        if let Some(error) = error.downcast_ref::<LedgerError>() {
            return Self::new(error.rule, place, error.detail.as_str());
        }
        if let Some(error) = error.downcast_ref::<Refused>() {
            return Self::new(error.rule, place, error.detail.as_str());
        }
        if let Some(error) = error.downcast_ref::<ImportError>() {
            return Self::new(error.rule, place, format!("{}: {}", error.file, error.detail));
        }
        if let Some(error) = error.downcast_ref::<ElectionError>() {
            let row = error.row.map_or_else(String::new, |row| format!(":{row}"));
            let place = format!("{place}/{}{row}", error.file);
            return Self::new(error.rule, place, error.detail.as_str());
        }
        let text = format!("{error:#}");
        let named = text.split_once(' ').and_then(|(code, rest)| {
            Rule::from_code(code).map(|rule| Self::new(rule, place, rest))
        });
        named.unwrap_or_else(|| Self::new(Rule::BundlePartUnreadable, place, text))
    }
}

impl From<BundleError> for Wrong {
    fn from(error: BundleError) -> Self {
        Self::new(error.rule, error.place, error.detail)
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.rule, self.place, self.detail)
    }
}
