//! Typed rows: the true figures of a table, and the ways in which typing goes wrong.

use std::fmt::Write as _;

use record::TableNo;

use super::Ground;
use crate::votes::{TableFigures, figures};

/// A row somebody typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) code: String,
    pub(crate) figures: TableFigures,
    pub(crate) voters: u32,
    pub(crate) standing: &'static str,
}

impl Row {
    /// The row as it should be typed.
    pub(crate) fn true_one(ground: Ground<'_>, table: TableNo) -> Self {
        let figures = figures(ground.shape, table);
        let voters = figures.voters;
        Self { code: ground.shape.code(table), figures, voters, standing: "" }
    }

    /// Votes moved from the largest list to another: the sum stays right.
    pub(crate) fn moved_votes(mut self, to: usize, many: u32) -> Self {
        let from = largest(&self.figures.votes);
        let many = many.min(self.figures.votes[from]);
        self.figures.votes[from] -= many;
        self.figures.votes[to] += many;
        self
    }

    /// Every vote count one column to the right, the last one around to the front.
    pub(crate) fn slipped(mut self) -> Self {
        self.figures.votes.rotate_right(1);
        self
    }

    /// The largest list and another in each other's place.
    pub(crate) fn swapped(mut self, with: usize) -> Self {
        let from = largest(&self.figures.votes);
        self.figures.votes.swap(from, with);
        self
    }

    /// More voters than the table has electors.
    pub(crate) fn impossible(mut self) -> Self {
        self.voters = self.figures.electors + 100;
        self
    }

    pub(crate) fn withdrawn(mut self) -> Self {
        self.standing = "withdrawn";
        self
    }

    pub(crate) fn renamed(mut self, code: &str) -> Self {
        code.clone_into(&mut self.code);
        self
    }

    pub(crate) fn write(&self, csv: &mut String) {
        let of = &self.figures;
        let valid: u32 = of.votes.iter().sum();
        let _ = write!(
            csv,
            "{},president,{},{},{},{valid},{},0,{}",
            self.code, of.electors, self.voters, self.voters, of.null, self.standing
        );
        for votes in &of.votes {
            let _ = write!(csv, ",{votes}");
        }
        csv.push('\n');
    }
}

/// The header of the typed rows.
pub(crate) fn header(lists: usize) -> String {
    let mut text =
        String::from("table,contest,electors,voters_machine,voters_book,valid,null,blank,standing");
    for list in 1..=lists {
        let _ = write!(text, ",{}", 1000 + list);
    }
    text.push('\n');
    text
}

fn largest(votes: &[u32]) -> usize {
    let most = votes.iter().max();
    votes.iter().position(|votes| Some(votes) == most).unwrap_or(0)
}
