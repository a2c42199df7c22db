//! Results as JSON: every figure with what it was tested under, and tables by their codes.

use record::{Election, TableNo};
use serde::Serialize;
use tally::bulletin::Language;

use crate::report::{Detail, Report, TestResult};

/// Tables listed for one result.
pub const LISTED: usize = 200;

/// A report with its texts, for files.
#[derive(Debug, Serialize)]
pub struct ReportJson<'a> {
    contest: &'a str,
    first: Option<&'a str>,
    second: Option<&'a str>,
    tables: usize,
    incomplete: usize,
    tests_run: usize,
    adjustment: &'static str,
    results: Vec<ResultJson<'a>>,
}

#[derive(Debug, Serialize)]
struct ResultJson<'a> {
    rule: record::Rule,
    name: &'static str,
    #[serde(flatten)]
    result: &'a TestResult,
    asks_for_a_look: bool,
    tested: &'static str,
    null: &'static str,
    assumption: &'static str,
    limit: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    listed: Vec<Listed>,
}

/// A table, or a pair, that a result names.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Listed {
    /// What about it: a word of the result.
    pub what: &'static str,
    /// Codes of the tables.
    pub tables: Vec<String>,
    /// Votes: observed, or valid votes of each.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub votes: Option<u32>,
    /// Votes expected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<f64>,
    /// Distance in standard errors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub z: Option<f64>,
    /// Position of the column: 0 the leading option, 1 the second, 2 all others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
}

impl<'a> ReportJson<'a> {
    /// The report in a language.
    pub fn of(report: &'a Report, election: &Election, language: Language) -> Self {
        let one = |result: &'a TestResult| {
            let words = result.test.words(language);
            ResultJson {
                rule: result.test.rule(),
                name: words.name,
                result,
                asks_for_a_look: result.asks(),
                tested: words.tested,
                null: words.null,
                assumption: words.assumption,
                limit: words.limit,
                listed: listed(result, election),
            }
        };
        Self {
            contest: &report.contest,
            first: report.first.as_deref(),
            second: report.second.as_deref(),
            tables: report.tables,
            incomplete: report.incomplete,
            tests_run: report.tests_run,
            adjustment: "Holm over the results of this report that have a p",
            results: report.results.iter().map(one).collect(),
        }
    }
}

/// The tables a result names, by their codes; at most [`LISTED`].
pub fn listed(result: &TestResult, election: &Election) -> Vec<Listed> {
    let code = |table: TableNo| election.tables.code(table).to_owned();
    let plain =
        |what, tables| Listed { what, tables, votes: None, expected: None, z: None, column: None };
    let mut listed: Vec<Listed> = match &result.detail {
        Detail::SameCentre(found) => found
            .flagged_tables
            .iter()
            .map(|one| Listed {
                votes: Some(one.observed),
                expected: Some(one.expected),
                z: Some(one.z),
                column: Some(one.column),
                ..plain("stands-out", vec![code(one.table)])
            })
            .collect(),
        Detail::Identical(found) => found
            .named
            .iter()
            .map(|pair| Listed {
                votes: Some(pair.valid),
                ..plain(
                    match (pair.tested, pair.same_centre) {
                        (false, _) => "nearly-all-alike",
                        (_, true) => "same-centre",
                        (_, false) => "other-centre",
                    },
                    vec![code(pair.a), code(pair.b)],
                )
            })
            .collect(),
        Detail::Arithmetic(found) => found
            .kinds()
            .into_iter()
            .flat_map(|(what, kind)| kind.named.iter().map(move |table| (what, *table)))
            .map(|(what, table)| plain(what, vec![code(table)]))
            .collect(),
        _ => Vec::new(),
    };
    listed.truncate(LISTED);
    listed
}
