use askama::Template;

use super::{Book, Page, put};
use crate::data::{self, DataFile};
use crate::folder::{Folder, FolderError};

/// Input files listed on the page; scans come by the ten thousand, and all are in the data file.
const MOST_INPUTS: usize = 500;

#[derive(Template)]
#[template(path = "method.html")]
struct Method<'a> {
    page: Page<'a>,
    policy: String,
    policy_text: String,
    inputs: Vec<Input>,
    more_inputs: Option<String>,
    command: Option<String>,
    election_id: String,
    downloads: Vec<Download>,
}

struct Input {
    source: String,
    name: String,
    bytes: String,
    sha256: String,
}

struct Download {
    path: &'static str,
    name: &'static str,
    text: String,
}

pub(super) fn render(book: &Book<'_>, folder: &mut dyn Folder) -> Result<(), FolderError> {
    let report = book.report;
    let inputs = report.collections.iter().flat_map(|one| {
        one.source.inputs.iter().map(move |input| Input {
            source: one.source.id.clone(),
            name: input.name.clone(),
            bytes: book.texts.number(input.bytes),
            sha256: input.sha256.to_string(),
        })
    });
    let inputs: Vec<Input> = inputs.take(MOST_INPUTS).collect();
    let all: usize = report.collections.iter().map(|one| one.source.inputs.len()).sum();
    let more = all.saturating_sub(inputs.len());
    let word = report.policy.split_whitespace().next().unwrap_or_default();
    let download = |file: &DataFile| Download {
        path: file.path,
        name: file.path.rsplit('/').next().unwrap_or(file.path),
        text: book.t(file.text),
    };
    let files: &[DataFile] = if book.options.data { &data::FILES } else { &[] };
    let method = Method {
        page: Page::new(book, "nav-method", "method.html", book.t("method")),
        policy: report.policy.clone(),
        policy_text: book.t(&format!("policy-{word}")),
        inputs,
        more_inputs: (more > 0 && book.options.data)
            .then(|| book.texts.n("more-inputs", more as u64)),
        command: report.program.command.clone(),
        election_id: report.election.id.to_string(),
        downloads: files.iter().map(download).collect(),
    };
    put(folder, &method.page.path(), &method)
}
