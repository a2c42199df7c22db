//! The document on A4, as a tagged PDF.

use std::rc::Rc;

use paper::block::{self, Align, Block, Rank, Share, Style};
use paper::font::Face;
use paper::gauge::Gauge;
use paper::paper::{Running, print};
use paper::pdf::About;
use paper::{Paper, PaperError, Printed, Texts as PaperTexts};

use super::{Bar, Cell, Column, Doc, Fact, Kind, Meter, Part, Ratio, Row, Section, Table};
use crate::lang::Texts;

const TITLE: Style = Style::new(Face::Bold, 19.0);
const KICKER: Style = Style::new(Face::NarrowBold, 9.0);
const SECTION: Style = Style::new(Face::Bold, 13.0);
const PART: Style = Style::new(Face::Bold, 10.0);
const ANSWER: Style = Style::new(Face::Regular, 12.0);
const BODY: Style = Style::new(Face::Regular, 9.5);
const CAVEAT: Style = Style::new(Face::Narrow, 8.5);
const CELL: Style = Style::new(Face::Narrow, 9.0);
const STRONG: Style = Style::new(Face::NarrowBold, 9.0);
const HEAD: Style = Style::new(Face::NarrowBold, 8.0);
const CODE: Style = Style::new(Face::Mono, 7.5);
const THICK: f32 = 0.5;
const THIN: f32 = 0.25;
const GAP: f32 = 2.4;

/// Width of a bar in a table.
const BAR: f32 = 17.0;
/// Columns up to which a table has room for long bars.
const FEW: usize = 6;
/// Most that columns of words take together before they wrap.
const WORDS: f32 = 110.0;
/// Most that a column of numbers takes before it wraps.
const NUMBER: f32 = 19.0;
/// Mean width of a letter in tables, generously.
const LETTER: f32 = 1.65;
/// A table up to this wide is not stretched over the page.
const NARROW: f32 = 120.0;
/// A table up to this wide stands in half a page's width where it has so many rows.
const HALF: f32 = 84.0;
const LONG: usize = 16;
/// Letters of a running head, which has one line.
const RUNNING: usize = 90;

impl Doc {
    /// The print: A4, in black but for the candidates' bars, with its structure for reading out.
    ///
    /// # Errors
    /// [`PaperError`] where a text is too tall for a page or the PDF library refuses.
    pub fn pdf(&self) -> Result<Printed, PaperError> {
        let words = Texts::new(self.lang);
        let texts = PaperTexts::for_language(self.lang.tag())?;
        let mut blocks = vec![
            text(&self.kicker, KICKER),
            Block::Space(0.6),
            heading(&self.title, TITLE, 1),
            Block::Space(0.8),
        ];
        blocks.extend(self.lead.iter().map(|lead| text(lead, BODY)));
        blocks.extend(self.sections.iter().flat_map(|one| section(one, &words)));
        blocks.extend([Block::Space(5.0), Block::Rule(THIN), Block::Space(1.0)]);
        blocks.extend(self.foot.iter().map(|foot| text(foot, CAVEAT)));
        let title = format!("{} — {}", self.kicker, self.title);
        let running = Running { head: cut(&title), foot: cut(&self.mark) };
        let about = About { title, language: self.lang.tag().to_owned(), id: self.id.clone() };
        print(&blocks, Paper::A4, &running, &texts, &about)
    }
}

fn section(section: &Section, words: &Texts) -> Vec<Block> {
    let head = vec![
        Block::Rule(THICK),
        Block::Space(0.8),
        heading(&section.heading, SECTION, 2),
        Block::Space(0.8),
    ];
    let mut blocks = vec![Block::Space(5.0), Block::Together(head)];
    for part in &section.parts {
        blocks.extend(self::part(part, words));
    }
    blocks
}

fn part(part: &Part, words: &Texts) -> Vec<Block> {
    match part {
        Part::Heading(title) => {
            // Together, so that the white below holds the heading to what follows it.
            let held = vec![heading(title, PART, 3), Block::Space(0.6)];
            vec![Block::Space(3.5), Block::Together(held)]
        }
        Part::Answer(said) => vec![text(said, ANSWER), Block::Space(1.2)],
        Part::Text(said) => vec![text(said, BODY), Block::Space(0.8)],
        Part::Caveat(said) => {
            let said = format!("{}: {said}", words.t("caveat"));
            vec![Block::Space(0.4), text(&said, CAVEAT), Block::Space(0.8)]
        }
        Part::Plot(plot) => {
            let drawing =
                Block::Drawing { drawing: Rc::new(plot.drawing.clone()), alt: plot.text.clone() };
            let held = vec![drawing, Block::Space(1.0), text(&plot.caption, CAVEAT)];
            vec![Block::Space(0.8), Block::Together(held), Block::Space(1.2)]
        }
        Part::Command(said) => vec![text(said, CODE), Block::Space(0.8)],
        Part::Facts(facts) => vec![self::facts(facts)],
        Part::Meters(meters) => vec![self::meters(meters)],
        Part::Table(table) => vec![side_by_side(table), Block::Space(0.8)],
        Part::Links(_) | Part::Markup(_) => Vec::new(),
    }
}

fn facts(facts: &[Fact]) -> Block {
    let row = |fact: &Fact| {
        let style = if fact.code { CODE } else { CELL };
        vec![block::Cell::new(&fact.label, STRONG).naming(), block::Cell::new(&fact.value, style)]
    };
    let columns = vec![column(Share::Fit(42.0)), column(Share::Rest(1.0))];
    plain(columns, facts.iter().map(row).collect())
}

fn meters(meters: &[Meter]) -> Block {
    let row = |meter: &Meter| {
        let drawn = meter.share.map_or_else(
            || block::Cell::new("", CELL),
            |share| block::Cell::bar(gauge(share, None, true), STRONG),
        );
        vec![
            block::Cell::new(&meter.label, STRONG).naming(),
            drawn,
            block::Cell::new(&meter.text, CELL),
        ]
    };
    let columns =
        vec![column(Share::Fit(30.0)), column(Share::Fixed(50.0)), column(Share::Rest(1.0))];
    plain(columns, meters.iter().map(row).collect())
}

/// Rows without a head.
fn plain(columns: Vec<block::Column>, rows: Vec<Vec<block::Cell>>) -> Block {
    let row = |cells| block::Row {
        cells,
        rule: THIN,
        faint: true,
        above: 0.6,
        below: 0.6,
        ..Default::default()
    };
    let rows = rows.into_iter().map(row).collect();
    Block::Table(block::Table { columns, head: None, rows, gap: GAP })
}

/// A table; in two columns of the page where it is narrow and long.
fn side_by_side(table: &Table) -> Block {
    let drawn = self::table(table);
    if natural(table) > HALF || table.rows.len() < LONG {
        return drawn;
    }
    Block::Columns { count: 2, gap: 10.0, blocks: vec![drawn] }
}

/// About how wide a table is if nothing in it wraps; whole pages where it has bars.
fn natural(table: &Table) -> f32 {
    if table.columns.iter().any(|one| one.kind == Kind::Bar) {
        return f32::INFINITY;
    }
    let letters = |at: usize| length(table, at).max(table.columns[at].head.chars().count());
    (0..table.columns.len()).map(|at| letters(at) as f32 * LETTER + GAP).sum()
}

/// Letters of the longest cell of a column.
fn length(table: &Table, at: usize) -> usize {
    let letters = |cell: &Cell| cell.text.chars().count() + cell.small.chars().count() + 3;
    let rows = table.rows.iter().filter(|row| row.cells.len() > 1);
    rows.filter_map(|row| row.cells.get(at)).map(letters).max().unwrap_or(0)
}

fn table(table: &Table) -> Block {
    let heads = table.columns.iter().map(|one| block::Cell::new(&one.head, HEAD)).collect();
    let mut group: Option<Rc<block::Row>> = None;
    let mut rows = Vec::new();
    for row in &table.rows {
        if let ([cell], [_, _, ..]) = (row.cells.as_slice(), table.columns.as_slice()) {
            let named = self::group(cell, table.columns.len());
            rows.push(named.clone());
            group = Some(Rc::new(block::Row { keep: false, ..named }));
        } else {
            let first = rows.is_empty();
            rows.push(block::Row { carry: group.clone(), ..self::row(row, first) });
        }
    }
    Block::Table(block::Table {
        columns: columns(table),
        head: Some(block::Row { cells: heads, above: 0.4, below: 0.7, ..Default::default() }),
        rows,
        gap: GAP,
    })
}

/// The row that names those below it.
fn group(cell: &Cell, columns: usize) -> block::Row {
    let name = join(&cell.text, &cell.small);
    let cell = block::Cell::new(name, STRONG).over(columns).naming();
    block::Row { cells: vec![cell], above: 2.0, below: 0.4, keep: true, ..Default::default() }
}

/// A row; the first under the head has a darker rule.
fn row(row: &Row, first: bool) -> block::Row {
    let cell = |(at, one): (usize, &Cell)| {
        if let Some(Bar { share, colour, whole }) = &one.bar {
            return block::Cell::bar(gauge(*share, colour.as_deref(), *whole), CELL);
        }
        let cell = block::Cell::new(join(&one.text, &one.small), CELL);
        if at == 0 { cell.naming() } else { cell }
    };
    let (rule, faint) = if row.rule || first { (THIN, false) } else { (THIN, true) };
    let cells = row.cells.iter().enumerate().map(cell).collect();
    block::Row { cells, rule, faint, above: 0.5, below: 0.5, ..Default::default() }
}

/// How wide the columns are. What is left over goes to the bars, or else to the longest words.
fn columns(table: &Table) -> Vec<block::Column> {
    let of_kind = |kind: Kind| {
        let all = table.columns.iter().enumerate();
        all.filter(move |(_, one)| one.kind == kind).map(|(at, _)| at)
    };
    let bars_grow = table.columns.len() <= FEW && of_kind(Kind::Bar).next().is_some();
    let longest = of_kind(Kind::Text).max_by_key(|at| length(table, *at));
    // A narrow table is not stretched, so that the eye does not lose the line; in a column it fills that.
    let narrow = natural(table) <= NARROW && (natural(table) > HALF || table.rows.len() < LONG);
    let most = WORDS / of_kind(Kind::Text).count().max(1) as f32;
    let width = |(at, one): (usize, &Column)| match one.kind {
        Kind::Bar if bars_grow => column(Share::Rest(1.0)),
        Kind::Bar => column(Share::Fixed(BAR)),
        Kind::Number => block::Column { share: Share::Fit(NUMBER), align: Align::Right },
        Kind::Text if !bars_grow && !narrow && Some(at) == longest => column(Share::Rest(1.0)),
        Kind::Text => column(Share::Fit(most)),
    };
    table.columns.iter().enumerate().map(width).collect()
}

fn column(share: Share) -> block::Column {
    block::Column { share, align: Align::Left }
}

fn gauge(share: Ratio, colour: Option<&str>, whole: bool) -> Gauge {
    let part = share.width().parse::<f32>().unwrap_or(0.0) / 100.0;
    Gauge { share: part, colour: colour.and_then(rgb), whole }
}

/// Red, green and blue of `#rrggbb`.
fn rgb(colour: &str) -> Option<[u8; 3]> {
    let hex = colour.strip_prefix('#')?;
    let channel = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
    Some([channel(0)?, channel(2)?, channel(4)?])
}

fn join(text: &str, small: &str) -> String {
    if small.is_empty() { text.to_owned() } else { format!("{text} · {small}") }
}

fn cut(text: &str) -> String {
    if text.chars().count() <= RUNNING {
        return text.to_owned();
    }
    let cut: String = text.chars().take(RUNNING - 1).collect();
    format!("{cut}…")
}

fn text(text: &str, style: Style) -> Block {
    let (align, rank) = (Align::Left, Rank::Paragraph);
    Block::Text { text: text.to_owned(), style, align, rank }
}

fn heading(text: &str, style: Style, level: u8) -> Block {
    let (align, rank) = (Align::Left, Rank::Heading(level));
    Block::Text { text: text.to_owned(), style, align, rank }
}
