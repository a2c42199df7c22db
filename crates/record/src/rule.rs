//! The registry of numbered rules. Pages, JSON, tests and the manual all use these codes.
//!
//! A rule's code is its name for ever: a rule may be retired, its number is not given to another.

mod registry;

use std::fmt;

use serde::{Serialize, Serializer};

pub use registry::Rule;

/// How serious the breach of a rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; ordinary causes are common.
    Note,
    /// Somebody should look at the paper.
    Warning,
    /// Cannot be right as it stands.
    Error,
}

impl Severity {
    /// The word used in files and on pages.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl Rule {
    /// The rule with a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.code() == code)
    }

    /// What the letter of a code stands for.
    pub fn group(self) -> &'static str {
        match self.code().as_bytes()[0] {
            b'A' => "Audits",
            b'C' => "Collation: sources held against each other",
            b'E' => "The election file",
            b'F' => "Forensic tests",
            b'I' => "Reading files",
            b'L' => "The public log and its bulletins",
            b'P' => "Reading pictures",
            b'Q' => "Quick counts, projections and polls",
            b'T' => "Transmission: links and centres",
            b'W' => "The public site",
            _ => "One sheet by itself",
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// JSON: the code.
impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

/// A rule found broken, with what exactly was seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Breach {
    /// The rule.
    pub rule: Rule,
    /// What was seen: the figures, the row, the name. One line, no full stop.
    pub detail: String,
}

impl Breach {
    /// A breach of a rule.
    pub fn new(rule: Rule, detail: impl Into<String>) -> Self {
        Self { rule, detail: detail.into() }
    }
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} {} {} ({})",
            self.rule,
            self.rule.severity().word(),
            self.rule.sentence(),
            self.detail
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_sorted_and_sentences_end() {
        let codes: Vec<_> = Rule::ALL.iter().map(|rule| rule.code()).collect();
        for group in ["A", "C", "E", "F", "I", "L", "P", "Q", "S", "T"] {
            let of_group: Vec<_> = codes.iter().filter(|code| code.starts_with(group)).collect();
            assert!(of_group.is_sorted_by(|a, b| a < b), "{of_group:?}");
        }
        for rule in Rule::ALL {
            assert_eq!(Rule::from_code(rule.code()), Some(*rule));
            for text in [rule.sentence(), rule.sentence_es(), rule.next_step()] {
                assert!(text.ends_with('.'), "{rule}: {text}");
            }
        }
    }
}
