//! Findings as sentences, made only when somebody reads them.

use record::sheet::check_figures;
use record::{Count, Reading, Rule, Severity};
use tally::CopyRef;

use crate::caveat::Language;
use crate::compare::{Cell, CellDifference};
use crate::copies_check::figures_of;
use crate::{Finding, Place, View};

/// Most figures that a sentence lists; the rest are counted.
const MAX_LISTED: usize = 8;

/// The few words that sentences are made of.
struct Words {
    against: &'static str,
    more: &'static str,
    null: &'static str,
    blank: &'static str,
    valid: &'static str,
    electors: &'static str,
    voters_machine: &'static str,
    voters_book: &'static str,
    empty: &'static str,
    unreadable: &'static str,
    absent: &'static str,
    votes: &'static str,
    row: &'static str,
    same_figures: &'static str,
    lacks: &'static str,
    has: &'static str,
    corrected_by: &'static str,
    predecessor_not_held: &'static str,
    also_of: &'static str,
    grade: &'static str,
    unknown_place: &'static str,
}

const ENGLISH: Words = Words {
    against: "against",
    more: "more",
    null: "null",
    blank: "blank",
    valid: "valid",
    electors: "electors",
    voters_machine: "voters",
    voters_book: "voters in the poll book",
    empty: "blank",
    unreadable: "unreadable",
    absent: "absent",
    votes: "votes",
    row: "row",
    same_figures: "the same figures",
    lacks: "has no copy; votes of the table elsewhere",
    has: "alone has it, votes",
    corrected_by: "corrected by serial number",
    predecessor_not_held: "corrects a sheet that no source holds, serial number",
    also_of: "the image is also given for table",
    grade: "copies of grade",
    unknown_place: "row beyond the election file",
};

const SPANISH: Words = Words {
    against: "frente a",
    more: "más",
    null: "nulos",
    blank: "blancos",
    valid: "válidos",
    electors: "electores",
    voters_machine: "votantes",
    voters_book: "votantes en el cuaderno",
    empty: "en blanco",
    unreadable: "ilegible",
    absent: "ausente",
    votes: "votos",
    row: "fila",
    same_figures: "las mismas cifras",
    lacks: "no tiene copia; votos de la mesa en otra fuente",
    has: "es la única que la tiene, votos",
    corrected_by: "corregida por el número de serie",
    predecessor_not_held: "corrige un acta que ninguna fuente tiene, número de serie",
    also_of: "la imagen se da también para la mesa",
    grade: "copias de grado",
    unknown_place: "fila fuera de la definición",
};

impl View<'_> {
    /// What exactly was seen, as one line without a full stop: sources, figures, places.
    pub fn detail(&self, finding: &Finding) -> String {
        let words = match self.language {
            Language::English => &ENGLISH,
            Language::Spanish => &SPANISH,
        };
        let a = finding.a.of(self.collections);
        let votes = || format!("{} {}", words.votes, finding.votes);
        match finding.rule {
            Rule::MissingIn => format!("{} {}", words.lacks, finding.votes),
            Rule::OnlyIn => {
                format!("{} {} {}", self.origin(finding.a, words), words.has, finding.votes)
            }
            Rule::Agree | Rule::Withdrawn | Rule::InvalidSignature => {
                format!("{}, {}", self.origin(finding.a, words), votes())
            }
            Rule::UnknownTableInSource => {
                let place = if a.table == record::TableRef::Unknown(0) || self.table(finding) != "?"
                {
                    self.origin(finding.a, words)
                } else {
                    format!("{}, {}", self.origin(finding.a, words), words.unknown_place)
                };
                format!("{place}, {}", votes())
            }
            Rule::ImpossibleCounts => self.errors(finding, words),
            Rule::OneImageTwoTables => {
                let first = finding.b.of(self.collections);
                let table = match first.table {
                    record::TableRef::Known(table) => self.table_code(table),
                    record::TableRef::Unknown(_) => "?",
                };
                format!("{}: {} {table}", self.both(finding, words), words.also_of)
            }
            Rule::Correction if finding.a == finding.b => {
                format!(
                    "{}: {} {}",
                    self.origin(finding.a, words),
                    words.predecessor_not_held,
                    a.serial
                )
            }
            Rule::Correction => {
                let newer = finding.b.of(self.collections).serial;
                let figures = self.figures(finding, words);
                format!(
                    "{} {} {}, {newer}: {figures}",
                    self.both(finding, words),
                    words.corrected_by,
                    a.serial
                )
            }
            Rule::TotalNotSettled => {
                let figures = self.figures(finding, words);
                format!(
                    "{} {}, {}: {figures}",
                    words.grade,
                    a.grade.word(),
                    self.both(finding, words)
                )
            }
            _ => format!("{}: {}", self.both(finding, words), self.figures(finding, words)),
        }
    }

    /// A cell's name: that of the candidate or list, or the word for the figure.
    pub fn cell(&self, finding: &Finding, cell: Cell) -> &str {
        let words = match self.language {
            Language::English => &ENGLISH,
            Language::Spanish => &SPANISH,
        };
        let contest = self.election.contest(finding.contest);
        match cell {
            Cell::Candidate(no) => contest
                .and_then(|contest| contest.candidates.get(no.index()))
                .map_or("?", |candidate| &candidate.key),
            Cell::List(no) => contest
                .and_then(|contest| contest.lists.get(no.index()))
                .map_or("?", |list| if list.name.is_empty() { &list.code } else { &list.name }),
            Cell::Null => words.null,
            Cell::Blank => words.blank,
            Cell::Valid => words.valid,
            Cell::Electors => words.electors,
            Cell::VotersMachine => words.voters_machine,
            Cell::VotersBook => words.voters_book,
        }
    }

    fn figures(&self, finding: &Finding, words: &Words) -> String {
        let differences = self.differences(finding);
        if differences.is_empty() {
            return words.same_figures.to_owned();
        }
        let figure = |one: &CellDifference| {
            let name = self.cell(finding, one.cell);
            format!("{name} {} {} {}", shown(one.a, words), words.against, shown(one.b, words))
        };
        let mut listed: Vec<_> = differences.iter().take(MAX_LISTED).map(figure).collect();
        if differences.len() > MAX_LISTED {
            listed.push(format!("{} {}", differences.len() - MAX_LISTED, words.more));
        }
        listed.join("; ")
    }

    fn errors(&self, finding: &Finding, words: &Words) -> String {
        let copy = finding.a.of(self.collections);
        let figures = figures_of(copy, finding.a.cells(self.collections));
        let table = match finding.place {
            Place::Table(table) => Some(table),
            Place::Unknown => None,
        };
        let breaches: Vec<_> = check_figures(self.election, table, &figures)
            .into_iter()
            .filter(|breach| breach.rule.severity() == Severity::Error)
            .map(|breach| format!("{} {}", breach.rule, breach.detail))
            .collect();
        format!("{}: {}", self.origin(finding.a, words), breaches.join("; "))
    }

    fn both(&self, finding: &Finding, words: &Words) -> String {
        let (a, b) = (self.origin(finding.a, words), self.origin(finding.b, words));
        format!("{a} {} {b}", words.against)
    }

    /// A copy's source, file and row.
    fn origin(&self, at: CopyRef, words: &Words) -> String {
        let copy = at.of(self.collections);
        let source = &self.collections[at.source.index()].source;
        let file = usize::try_from(copy.input).ok().and_then(|input| source.inputs.get(input));
        match file {
            Some(file) => format!("{} ({} {} {})", source.id, file.name, words.row, copy.place),
            None => source.id.clone(),
        }
    }
}

fn shown(count: Count, words: &Words) -> String {
    match count.reading() {
        Reading::Given(number) => number.to_string(),
        Reading::Blank => words.empty.to_owned(),
        Reading::Unreadable => words.unreadable.to_owned(),
        Reading::Absent => words.absent.to_owned(),
    }
}
