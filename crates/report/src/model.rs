//! What pages are made of: the election, its sources, totals, and what collating them found.
//!
//! [`Report`] borrows the large things (tables, copies, totals) and owns small plain ones. The pages ask
//! it; they compute nothing that `cotejo verify` could not recompute.

mod announced;
mod collated;
mod coverage;
mod layout;
mod pairs;
mod rules;

use record::election::Contest;
use record::{Collection, Election, Rule, SourceNo, TableNo};
use serde::Serialize;
use tally::{CopyIndex, Selection, Totals};

use crate::lang::Lang;

pub(crate) use layout::{Layout, TABLES_PER_PAGE};
pub use rules::RuleCount;

/// Everything a report shows.
pub struct Report<'a> {
    /// The election file.
    pub election: &'a Election,
    /// The sources, in the order in which they were given.
    pub collections: &'a [Collection],
    /// The contests that any source or announcement speaks of.
    pub contests: Vec<ContestReport<'a>>,
    /// Findings, read as often as pages need them.
    pub findings: Box<dyn Findings + 'a>,
    /// The policy under which copies count, as the word used on the command line.
    pub policy: String,
    /// The size of the whole as its authority gives it, where the election file holds only part.
    pub frame: collate::Frame,
    /// What made the report, and how to make it again.
    pub program: Program,
}

/// What made a report.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Program {
    /// Version of the program.
    pub version: String,
    /// The command that makes this report again; none where it was not made on a command line.
    pub command: Option<String>,
    /// When it was made, RFC 3339; none leaves it out, so that the same inputs give the same bytes.
    pub generated: Option<String>,
}

/// One contest with its totals and comparisons.
pub struct ContestReport<'a> {
    /// The contest.
    pub contest: &'a Contest,
    /// Totals side by side: one column per source, the policy's own last.
    pub columns: Vec<Column<'a>>,
    /// The copies of each table.
    pub copies: CopyIndex,
    /// Which copy of each table counts.
    pub selection: &'a Selection,
    /// Every two sources that share a table, or could.
    pub pairs: Vec<Pair>,
    /// What was announced, held against the sheets.
    pub announcements: Vec<Announced>,
    /// Tables on which all sources that have them agree, with two sources at least.
    pub agree: u64,
    /// Tables that at least two sources have.
    pub shared: u64,
    /// Tables of which any source has a copy.
    pub tables_held: u64,
    /// The same for each source, in the order of the sources.
    pub held: Vec<u64>,
}

impl ContestReport<'_> {
    /// The column of the policy's choice.
    ///
    /// # Panics
    /// Never: there is always one.
    pub fn chosen(&self) -> &Column<'_> {
        self.columns.last().expect("the policy's column is always there")
    }
}

/// One column of totals.
pub struct Column<'a> {
    /// The source; none for the policy's choice among all.
    pub source: Option<SourceNo>,
    /// The totals of every area.
    pub totals: std::borrow::Cow<'a, Totals>,
}

/// Two sources held against each other.
#[derive(Clone, Debug, Serialize)]
pub struct Pair {
    /// The first source.
    pub a: SourceNo,
    /// The second.
    pub b: SourceNo,
    /// Tables that both have.
    pub common: u64,
    /// Of those, tables on which they agree.
    pub equal: u64,
    /// Of those, tables on which they differ.
    pub differ: u64,
    /// Tables that only the first has.
    pub only_a: u64,
    /// Tables that only the second has.
    pub only_b: u64,
    /// Votes of the second minus votes of the first on the tables that differ, per candidate.
    pub net: Vec<i64>,
    /// How many tables differ by how many votes.
    pub sizes: Vec<SizeClass>,
    /// At each level, in how many areas the leader on the common tables is not the same.
    pub leaders: Vec<LevelLeaders>,
    /// What else is said of the pair, each with its caveat, in each language of [`Lang::ALL`].
    pub notes: Vec<[Note; 2]>,
}

/// How many tables differ by so many votes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SizeClass {
    /// Least votes.
    pub from: u64,
    /// Most votes; none for no bound.
    pub to: Option<u64>,
    /// Tables.
    pub tables: u64,
}

/// Leaders of the areas of a level, in two sources.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LevelLeaders {
    /// 0 for the country.
    pub level: u8,
    /// Areas with common tables.
    pub areas: u64,
    /// Of those, areas that another candidate leads in the second source than in the first.
    pub changed: u64,
}

/// A statement with its limit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Note {
    /// What is said.
    pub text: String,
    /// Under which assumption, and what it does not say.
    pub caveat: String,
}

/// Statements that share a limit, so that it is printed once, beside them all.
pub(crate) struct NoteGroup {
    pub(crate) texts: Vec<String>,
    pub(crate) caveat: String,
}

impl NoteGroup {
    /// Notes in one language, neighbours with the same limit together.
    pub(crate) fn of(notes: &[[Note; 2]], lang: Lang) -> Vec<Self> {
        let slot = slot(lang);
        notes
            .chunk_by(|a, b| a[slot].caveat == b[slot].caveat)
            .map(|group| Self {
                texts: group.iter().map(|note| note[slot].text.clone()).collect(),
                caveat: group[0][slot].caveat.clone(),
            })
            .collect()
    }
}

/// An announced total held against the sheets.
#[derive(Clone, Debug, Serialize)]
pub struct Announced {
    /// The source that brings it.
    pub source: SourceNo,
    /// As announced.
    pub announcement: record::Announcement,
    /// What holding it against the sheets gave, gravest first.
    pub results: Vec<AnnouncedResult>,
    /// What else can be said of it, in each language of [`Lang::ALL`].
    pub notes: Vec<[Note; 2]>,
}

/// One thing found about an announcement.
#[derive(Clone, Debug, Serialize)]
pub struct AnnouncedResult {
    /// The rule.
    pub rule: Rule,
    /// Statement and limit in each language of [`Lang::ALL`].
    pub note: [Note; 2],
}

/// One finding, as pages and files show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The rule.
    pub rule: Rule,
    /// Position of the contest in [`Report::contests`].
    pub contest: usize,
    /// The table, where the election file has it.
    pub table: Option<TableNo>,
    /// Its code as the election file or the source writes it; empty where it is not about a table.
    pub code: String,
    /// The sources it concerns.
    pub sources: Vec<SourceNo>,
    /// The values seen, as a sentence.
    pub detail: String,
    /// Votes at stake.
    pub votes: u64,
}

/// A set of findings in the order of rule and table.
pub trait Findings: Sync {
    /// How many there are of each rule, in the order of the codes; rules without any are left out.
    fn counts(&self) -> Vec<RuleCount>;

    /// Every finding of a rule, with its sentence in a language.
    fn of<'s>(&'s self, rule: Rule, lang: Lang) -> Box<dyn Iterator<Item = Finding> + 's>;
}

/// The place of a language in pairs of texts.
pub(crate) fn slot(lang: Lang) -> usize {
    Lang::ALL.iter().position(|one| *one == lang).expect("a language of the list")
}
