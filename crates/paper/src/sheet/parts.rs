//! The parts that both formats share.

use std::rc::Rc;

use crate::{
    block::{Align, Block, Cell, Column, Lines, QrBlock, Rank, Row, Share, Style, Table},
    error::PaperError,
    font::Face,
    qr::qr_matrix,
    sheet::model::{AreaLevel, Capacity, Figure, SheetPrint},
    texts::Texts,
    units::Mm,
};

pub(super) const TITLE: Style = Style::new(Face::Bold, 16.0);
pub(super) const TABLE: Style = Style::new(Face::Bold, 13.0);
pub(super) const SERIAL: Style = Style::new(Face::Mono, 7.0);
pub(super) const CAPTION: Style = Style::new(Face::Narrow, 7.5);
pub(super) const CONTEST: Style = Style::new(Face::Bold, 14.0);
pub(super) const SECTION: Style = Style::new(Face::Bold, 10.0);
pub(super) const BODY: Style = Style::new(Face::Regular, 9.0);
pub(super) const SMALL: Style = Style::new(Face::Narrow, 8.0);
pub(super) const STRONG: Style = Style::new(Face::NarrowBold, 9.5);
pub(super) const CELL: Style = Style::new(Face::Narrow, 9.5);
pub(super) const WORDS: Style = Style::new(Face::Narrow, 8.0);
pub(super) const CODE: Style = Style::new(Face::Mono, 8.0);
pub(super) const TYPED: Style = Style::new(Face::Mono, 13.0);

/// Rule over a section.
pub(super) const THICK: Mm = 0.5;
/// Rule between rows.
pub(super) const THIN: Mm = 0.25;

/// A sheet and the words for it.
pub(super) struct Parts<'a> {
    pub(super) sheet: &'a SheetPrint,
    pub(super) texts: &'a Texts,
}

impl Parts<'_> {
    pub(super) fn title(&self) -> Block {
        heading(self.texts.get("title"), TITLE, 1)
    }

    pub(super) fn section(&self, key: &str) -> Vec<Block> {
        let title = heading(self.texts.get(key), SECTION, 2);
        vec![
            Block::Space(3.5),
            Block::Together(vec![Block::Rule(THICK), Block::Space(0.6), title, Block::Space(0.4)]),
        ]
    }

    /// The notice on a correction: between bars, so that nobody takes it for a first sheet.
    pub(super) fn correction(&self) -> Vec<Block> {
        let Some(replaces) = &self.sheet.replaces else { return Vec::new() };
        let mut blocks = vec![
            Block::Space(1.5),
            Block::Rule(1.0),
            Block::Space(0.8),
            text(self.texts.with("replaces", &[("serial", &replaces.serial)]), STRONG),
        ];
        if let Some(reason) = &replaces.reason {
            blocks.push(text(self.texts.with("reason", &[("reason", reason)]), BODY));
        }
        blocks.extend([Block::Space(0.8), Block::Rule(1.0), Block::Space(1.5)]);
        vec![Block::Together(blocks)]
    }

    pub(super) fn copy_line(&self) -> String {
        copy_line(self.sheet, self.texts)
    }

    /// The table's id, large.
    pub(super) fn table(&self) -> Vec<Block> {
        vec![text(self.texts.get("table"), SMALL), text(self.sheet.table.clone(), TABLE)]
    }

    /// Serial and closing time, each under its label.
    pub(super) fn identity(&self) -> Vec<Block> {
        vec![
            text(self.texts.get("serial"), SMALL),
            text(self.sheet.serial.clone(), SERIAL),
            Block::Space(1.0),
            text(self.texts.get("closed"), SMALL),
            text(self.sheet.closed_at.clone(), STRONG),
        ]
    }

    pub(super) fn contest(&self) -> Vec<Block> {
        let contest = &self.sheet.contest;
        vec![
            text(contest_line(self.sheet, self.texts), SMALL),
            heading(contest.name.clone(), CONTEST, 2),
            text(self.sheet.election.name.clone(), BODY),
        ]
    }

    /// Areas, centre, address, electors: label and value.
    pub(super) fn place(&self) -> Vec<(String, Cell)> {
        let sheet = self.sheet;
        let mut rows: Vec<(String, Cell)> = Vec::new();
        for area in &sheet.areas {
            rows.push((self.level(&area.level), Cell::new(&area.name, CELL)));
        }
        rows.push((self.texts.get("centre"), Cell::new(&sheet.centre.name, STRONG)));
        if !sheet.centre.address.is_empty() {
            rows.push((self.texts.get("address"), Cell::new(&sheet.centre.address, CELL)));
        }
        rows.push((self.texts.get("centre-code"), Cell::new(&sheet.centre.code, CELL)));
        let electors = match sheet.electors {
            Figure::Given(_) => self.digits(sheet.electors),
            other => format!("{} {}", self.digits(other), self.words(other)),
        };
        rows.push((self.texts.get("electors"), Cell::new(electors, STRONG)));
        rows
    }

    pub(super) fn voters(&self) -> Block {
        let rows = [
            ("voters-machine", self.sheet.voters_machine),
            ("voters-book", self.sheet.voters_book),
        ];
        let rows = rows.into_iter().map(|(key, figure)| (self.texts.get(key), figure)).collect();
        self.figures(rows)
    }

    pub(super) fn summary(&self) -> Block {
        let s = &self.sheet.summary;
        let mut rows: Vec<(String, Figure)> =
            [("votes", s.votes), ("valid", s.valid), ("null", s.null), ("blank", s.blank)]
                .into_iter()
                .map(|(key, figure)| (self.texts.get(key), figure))
                .collect();
        rows.extend(s.others.iter().cloned());
        self.figures(rows)
    }

    /// Candidates and lists with code, number and words. A candidate's total stands in bold on the name's line.
    pub(super) fn votes(&self) -> Block {
        let head = ["candidate", "code", "number", "words"]
            .map(|key| Cell::new(self.texts.get(key), SMALL));
        let mut rows = Vec::new();
        for candidate in &self.sheet.candidates {
            let name =
                Cell::new(&candidate.name, Style::new(Face::NarrowBold, 11.0)).over(2).naming();
            rows.push(Row {
                cells: vec![
                    name,
                    Cell::new(self.digits(candidate.total), Style::new(Face::NarrowBold, 11.0)),
                    Cell::new(self.words(candidate.total), Style::new(Face::NarrowBold, 8.0)),
                ],
                rule: THIN,
                faint: false,
                above: 0.9,
                below: 0.3,
                keep: !candidate.lists.is_empty(),
                carry: None,
            });
            let again = self.texts.with("continued", &[("name", &candidate.name)]);
            let again = Cell::new(again, STRONG).over(4);
            let carry = Rc::new(Row {
                cells: vec![again],
                rule: THIN,
                above: 0.9,
                below: 0.3,
                ..Row::default()
            });
            let last = candidate.lists.len().saturating_sub(1);
            for (i, list) in candidate.lists.iter().enumerate() {
                let mut name = Cell::new(&list.name, CELL).naming();
                name.indent = 2.5;
                rows.push(Row {
                    cells: vec![
                        name,
                        Cell::new(&list.code, CELL),
                        Cell::new(self.digits(list.votes), CELL),
                        Cell::new(self.words(list.votes), WORDS),
                    ],
                    above: 0.15,
                    below: if i == last { 1.0 } else { 0.0 },
                    // No list stands alone at the foot or head of a column.
                    keep: i < last && (i == 0 || i + 1 == last),
                    carry: Some(Rc::clone(&carry)),
                    ..Row::default()
                });
            }
        }
        Block::Table(Table {
            columns: vec![
                Column { share: Share::Rest(1.0), align: Align::Left },
                Column { share: Share::Fit(14.0), align: Align::Right },
                Column { share: Share::Fit(24.0), align: Align::Right },
                Column { share: Share::Fit(34.0), align: Align::Left },
            ],
            head: Some(Row { cells: head.into(), above: 0.4, below: 0.8, ..Row::default() }),
            rows,
            gap: 2.0,
        })
    }

    pub(super) fn notes(&self) -> Vec<Block> {
        if self.sheet.notes.is_empty() {
            return Vec::new();
        }
        let mut blocks = self.section("notes");
        blocks.extend(self.sheet.notes.iter().map(|note| text(note.clone(), BODY)));
        blocks
    }

    pub(super) fn signatures(&self, per_row: usize) -> Block {
        let entries = self
            .sheet
            .signatories
            .iter()
            .map(|s| (self.capacity(&s.capacity), s.name.clone()))
            .collect();
        Block::Lines(Lines { entries, per_row, gap: 6.0, room: 11.0, style: SMALL })
    }

    pub(super) fn security(&self) -> Vec<Block> {
        vec![
            text(self.texts.get("security-code"), SMALL),
            text(grouped(&self.sheet.security_code, 4), TYPED),
        ]
    }

    /// Election id and software measurement, in groups.
    pub(super) fn digests(&self) -> Vec<Block> {
        let election = &self.sheet.election;
        vec![
            text(format!("{}: {}", self.texts.get("election-id"), election.id_short), SMALL),
            text(grouped(&election.id, 8), CODE),
            Block::Space(1.2),
            text(self.texts.get("measurement"), SMALL),
            text(grouped(&self.sheet.measurement, 8), CODE),
        ]
    }

    /// Each code with its caption, kept together.
    pub(super) fn codes(&self, dots: u8, align: Align) -> Result<Vec<Block>, PaperError> {
        let count = self.sheet.qr.len().to_string();
        let mut blocks = Vec::new();
        for (i, payload) in self.sheet.qr.iter().enumerate() {
            let part = (i + 1).to_string();
            let args = [
                ("part", part.as_str()),
                ("count", count.as_str()),
                ("table", self.sheet.table.as_str()),
            ];
            let qr = qr_matrix(payload)?;
            let code = QrBlock { qr, dots, align, alt: self.texts.with("qr-alt", &args) };
            let caption = if self.sheet.qr.len() == 1 { "qr-caption" } else { "qr-caption-part" };
            let caption = self.texts.with(caption, &args);
            let caption =
                Block::Text { text: caption, style: CAPTION, align, rank: Rank::Paragraph };
            blocks.push(Block::Together(vec![Block::Qr(code), caption]));
        }
        Ok(blocks)
    }

    fn figures(&self, rows: Vec<(String, Figure)>) -> Block {
        let [count, words] =
            ["count-head", "words"].map(|key| Cell::new(self.texts.get(key), SMALL));
        let head = vec![Cell::new("", SMALL), count, words];
        let row = |(label, figure): (String, Figure)| Row {
            cells: vec![
                Cell::new(label, CELL).naming(),
                Cell::new(self.digits(figure), STRONG),
                Cell::new(self.words(figure), WORDS),
            ],
            rule: THIN,
            above: 0.5,
            below: 0.5,
            ..Row::default()
        };
        Block::Table(Table {
            columns: vec![
                Column { share: Share::Rest(1.0), align: Align::Left },
                Column { share: Share::Fit(24.0), align: Align::Right },
                Column { share: Share::Fit(34.0), align: Align::Left },
            ],
            head: Some(Row { cells: head, below: 0.5, ..Row::default() }),
            rows: rows.into_iter().map(row).collect(),
            gap: 2.0,
        })
    }

    fn digits(&self, figure: Figure) -> String {
        match figure {
            Figure::Given(number) => number.to_string(),
            Figure::Blank => self.texts.get("mark-blank"),
            Figure::Unreadable => self.texts.get("mark-unreadable"),
            Figure::Absent => self.texts.get("mark-absent"),
        }
    }

    fn words(&self, figure: Figure) -> String {
        match figure {
            Figure::Given(number) => self.texts.digit_words(number),
            Figure::Blank => self.texts.get("state-blank"),
            Figure::Unreadable => self.texts.get("state-unreadable"),
            Figure::Absent => self.texts.get("state-absent"),
        }
    }

    fn level(&self, level: &AreaLevel) -> String {
        self.texts.get(match level {
            AreaLevel::Country => "country",
            AreaLevel::State => "state",
            AreaLevel::Municipality => "municipality",
            AreaLevel::Parish => "parish",
            AreaLevel::Other(name) => return name.clone(),
        })
    }

    fn capacity(&self, capacity: &Capacity) -> String {
        self.texts.get(match capacity {
            Capacity::President => "president",
            Capacity::Secretary => "secretary",
            Capacity::Member => "member",
            Capacity::Operator => "operator",
            Capacity::Witness(None) => "witness",
            Capacity::Witness(Some(organisation)) => {
                return self.texts.with("witness-of", &[("organisation", organisation)]);
            }
            Capacity::Other(name) => return name.clone(),
        })
    }
}

pub(super) fn contest_line(sheet: &SheetPrint, texts: &Texts) -> String {
    let (index, count) = (sheet.contest.index.to_string(), sheet.contest.count.to_string());
    texts.with("contest-of", &[("index", &index), ("count", &count)])
}

pub(super) fn copy_line(sheet: &SheetPrint, texts: &Texts) -> String {
    let (number, count) = (sheet.copy.number.to_string(), sheet.copy.count.to_string());
    let mut args = vec![("number", number.as_str()), ("count", count.as_str())];
    match &sheet.copy.holder {
        None => texts.with("copy", &args),
        Some(holder) => {
            args.push(("holder", holder));
            texts.with("copy-for", &args)
        }
    }
}

pub(super) fn text(text: String, style: Style) -> Block {
    Block::Text { text, style, align: Align::Left, rank: Rank::Paragraph }
}

fn heading(text: String, style: Style, level: u8) -> Block {
    Block::Text { text, style, align: Align::Left, rank: Rank::Heading(level) }
}

/// Label and value rows.
pub(super) fn pairs(rows: Vec<(String, Cell)>) -> Block {
    let rows = rows
        .into_iter()
        .map(|(label, value)| Row {
            cells: vec![Cell::new(label, SMALL).naming(), value],
            below: 0.4,
            ..Row::default()
        })
        .collect();
    let columns = vec![
        Column { share: Share::Fit(26.0), align: Align::Left },
        Column { share: Share::Rest(1.0), align: Align::Left },
    ];
    Block::Table(Table { columns, head: None, rows, gap: 2.0 })
}

/// Groups characters for the eye and the typing hand. Text that is grouped already is left alone.
pub(super) fn grouped(text: &str, size: usize) -> String {
    if text.contains([' ', '-']) {
        return text.to_owned();
    }
    let characters: Vec<char> = text.chars().collect();
    let groups: Vec<String> = characters.chunks(size).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}
