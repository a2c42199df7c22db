use askama::Template;
use record::Rule;

use super::{Book, Page, findings, put};
use crate::folder::{Folder, FolderError};

#[derive(Template)]
#[template(path = "rules.html")]
struct Rules<'a> {
    page: Page<'a>,
    groups: Vec<Group>,
}

struct Group {
    key: &'static str,
    rules: Vec<RuleText>,
}

struct RuleText {
    code: &'static str,
    severity: &'static str,
    severity_key: String,
    sentence: &'static str,
    next: &'static str,
}

/// A line of the table of findings by rule.
pub(crate) struct RuleRow {
    pub(crate) code: &'static str,
    pub(crate) severity: &'static str,
    pub(crate) severity_key: String,
    pub(crate) sentence: &'static str,
    pub(crate) findings: String,
    pub(crate) votes: String,
    pub(crate) href: Option<String>,
}

impl RuleRow {
    /// One line per rule that found something, the gravest first.
    pub(super) fn all(book: &Book<'_>, page: &Page<'_>) -> Vec<Self> {
        let mut counts = book.report.findings.counts();
        counts.sort_by_key(|count| (std::cmp::Reverse(count.rule.severity()), count.rule));
        let row = |count: crate::model::RuleCount| {
            let severity = count.rule.severity().word();
            Self {
                code: count.rule.code(),
                severity,
                severity_key: format!("severity-{severity}"),
                sentence: book.sentence(count.rule),
                findings: book.texts.number(count.findings),
                votes: book.texts.number(count.votes),
                href: Some(page.local(&findings::list_name(count.rule, 0))),
            }
        };
        counts.into_iter().filter(|count| count.findings > 0).map(row).collect()
    }
}

const GROUPS: [(&str, &str); 6] = [
    ("C", "rule-group-C"),
    ("S", "rule-group-S"),
    ("E", "rule-group-E"),
    ("I", "rule-group-I"),
    ("P", "rule-group-P"),
    ("Q", "rule-group-Q"),
];

pub(super) fn render(book: &Book<'_>, folder: &mut dyn Folder) -> Result<(), FolderError> {
    let text = |rule: &Rule| {
        let severity = rule.severity().word();
        RuleText {
            code: rule.code(),
            severity,
            severity_key: format!("severity-{severity}"),
            sentence: book.sentence(*rule),
            next: rule.next_step(),
        }
    };
    let group = |(letter, key): (&str, &'static str)| Group {
        key,
        rules: Rule::ALL.iter().filter(|rule| rule.code().starts_with(letter)).map(text).collect(),
    };
    let page = Page::new(book, "nav-rules", "rules.html", book.t("rules-title"));
    let rules = Rules { page, groups: GROUPS.into_iter().map(group).collect() };
    put(folder, &rules.page.path(), &rules)
}
