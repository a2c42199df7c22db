//! A small election night: what each organisation holds, with one planted fault of every kind.

mod plan;
mod rows;

use record::{Election, Rule};

use crate::Shape;

pub use plan::demo;

/// What the demo lays out on disk, and what a collation of it must find.
#[derive(Clone, Debug)]
pub struct Demo {
    /// Who holds what.
    pub sources: Vec<SourcePlan>,
    /// Announced totals, as the announcements file.
    pub announcements: String,
    /// Every planted fault, in ascending order.
    pub expected: Vec<Expected>,
}

/// What one organisation holds.
#[derive(Clone, Debug, Default)]
pub struct SourcePlan {
    /// Its id in the manifest.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// QR texts of signed sheets, one a line.
    pub qr_texts: Vec<String>,
    /// Typed rows, in Cotejo's own CSV layout.
    pub csv: String,
    /// Photographs of printed sheets.
    pub photos: Vec<Photo>,
}

/// A photograph: the QR codes on it, and how large each module is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    /// File name.
    pub name: String,
    /// QR texts, side by side.
    pub qr_texts: Vec<String>,
    /// Pixels per module.
    pub scale: u32,
}

/// A fault that a collation must find.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Expected {
    /// The rule.
    pub rule: Rule,
    /// Code of the table, or id of the announcement.
    pub subject: String,
}

impl Expected {
    pub(crate) fn new(rule: Rule, subject: impl Into<String>) -> Self {
        Self { rule, subject: subject.into() }
    }
}

/// The shape and its parsed election, which every planted copy needs.
#[derive(Clone, Copy)]
pub(crate) struct Ground<'a> {
    pub(crate) shape: &'a Shape,
    pub(crate) election: &'a Election,
}
