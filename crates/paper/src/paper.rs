//! Kinds of paper: how blocks become whole pages with margins, running heads and page numbers.

use crate::{
    block::{Align, Block, Rank, Style},
    error::PaperError,
    flow::paginate,
    font::{Face, Fonts},
    pdf::{About, Page, write},
    shape::Shaper,
    strip::{Item, Mark, Piece},
    tags::Tags,
    texts::Texts,
    units::{Mm, snap_up},
};

/// What we print on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Paper {
    /// An 80 mm roll of which 72 mm are printed; one page as long as needed.
    Roll80,
    /// A4 sheets.
    A4,
}

/// The longest page a PDF may have without scaling (14,400 points).
pub const MAX_ROLL: Mm = 5080.0;

/// Texts repeated in the margins of every A4 page.
#[derive(Debug, Clone, Default)]
pub struct Running {
    /// At the head of every page but the first.
    pub head: String,
    /// At the foot of every page, at the left; the page number stands at the right.
    pub foot: String,
}

/// Pages laid out but not yet written.
#[derive(Debug)]
pub struct Laid {
    /// The pages.
    pub pages: Vec<Page>,
    /// Structure for reading out.
    pub tags: Tags,
    /// Characters that no face can show; they are printed as `‹U+4E2D›`.
    pub replaced: Vec<char>,
}

/// A finished print.
#[derive(Debug, Clone)]
pub struct Printed {
    /// The PDF.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// Height of the first page.
    pub height: Mm,
    /// Characters that no face can show; they are printed as `‹U+4E2D›`.
    pub replaced: Vec<char>,
}

const A4: (Mm, Mm) = (210.0, 297.0);
const A4_MARGIN: Mm = 15.0;
const A4_HEAD: Mm = 6.0;
const A4_FOOT: Mm = 9.0;
const ROLL: Mm = 80.0;
const ROLL_MARGIN: Mm = 4.0;
const ROLL_TOP: Mm = 3.0;
/// White at the end, so that the cutter does not take the last line.
const ROLL_END: Mm = 8.0;
const RUNNING: Style = Style::new(Face::Narrow, 7.5);

impl Paper {
    /// Width of what is printed.
    pub fn text_width(self) -> Mm {
        match self {
            Self::Roll80 => ROLL - 2.0 * ROLL_MARGIN,
            Self::A4 => A4.0 - 2.0 * A4_MARGIN,
        }
    }
}

/// Lays blocks out on paper.
///
/// # Errors
/// [`PaperError`] if something cannot be divided and does not fit.
pub fn lay_out(
    blocks: &[Block],
    paper: Paper,
    running: &Running,
    texts: &Texts,
    fonts: &Fonts,
) -> Result<Laid, PaperError> {
    let mut shaper = Shaper::new(fonts);
    let pieces = shaper.pieces(blocks, paper.text_width())?;
    let pages = match paper {
        Paper::Roll80 => roll(&pieces)?,
        Paper::A4 => a4(&pieces, &mut shaper, running, texts)?,
    };
    let replaced = shaper.replaced.into_iter().collect();
    Ok(Laid { pages, tags: shaper.tags, replaced })
}

/// Lays blocks out and writes the PDF.
///
/// # Errors
/// As [`lay_out`], and [`PaperError::Pdf`].
pub fn print(
    blocks: &[Block],
    paper: Paper,
    running: &Running,
    texts: &Texts,
    about: &About,
) -> Result<Printed, PaperError> {
    let fonts = Fonts::load();
    let laid = lay_out(blocks, paper, running, texts, &fonts)?;
    let pdf = write(&laid.pages, &laid.tags, &fonts, about)?;
    let height = laid.pages.first().map_or(0.0, |page| page.height);
    Ok(Printed { pdf, pages: laid.pages.len(), height, replaced: laid.replaced })
}

impl Page {
    /// Every text on the page with its place, in the order of drawing: what a test can hold against the input.
    pub fn texts(&self) -> impl Iterator<Item = (Mm, Mm, &crate::font::Run)> {
        self.items.iter().filter_map(|item| match &item.mark {
            Mark::Text(run) => Some((item.x, item.y, run)),
            Mark::Bar { .. }
            | Mark::Drawing { .. }
            | Mark::Faint { .. }
            | Mark::Gauge { .. }
            | Mark::Qr { .. } => None,
        })
    }
}

fn roll(pieces: &[Piece]) -> Result<Vec<Page>, PaperError> {
    let room = MAX_ROLL - ROLL_TOP - ROLL_END;
    let filled = paginate(pieces, room)?;
    if filled.len() > 1 {
        let height = filled.iter().map(|page| page.used).sum::<Mm>() + ROLL_TOP + ROLL_END;
        return Err(PaperError::RollTooLong { height, max: MAX_ROLL });
    }
    let used = filled.first().map_or(0.0, |page| page.used);
    let items =
        filled.into_iter().flat_map(|page| shift(page.items, ROLL_MARGIN, ROLL_TOP)).collect();
    Ok(vec![Page { width: ROLL, height: snap_up(used + ROLL_TOP + ROLL_END), items }])
}

fn a4(
    pieces: &[Piece],
    shaper: &mut Shaper<'_>,
    running: &Running,
    texts: &Texts,
) -> Result<Vec<Page>, PaperError> {
    let room = A4.1 - 2.0 * A4_MARGIN - A4_HEAD - A4_FOOT;
    let filled = paginate(pieces, room)?;
    let count = filled.len();
    let mut pages = Vec::new();
    for (i, content) in filled.into_iter().enumerate() {
        let top = A4_MARGIN + A4_HEAD;
        let mut items = shift(content.items, A4_MARGIN, top);
        let number =
            texts.with("page-of", &[("page", &(i + 1).to_string()), ("pages", &count.to_string())]);
        let foot = A4.1 - A4_MARGIN - 4.0;
        items.extend(margin_line(shaper, &running.foot, Align::Left, foot)?);
        items.extend(margin_line(shaper, &number, Align::Right, foot)?);
        if i > 0 {
            items.extend(margin_line(shaper, &running.head, Align::Left, A4_MARGIN - 2.0)?);
        }
        pages.push(Page { width: A4.0, height: A4.1, items });
    }
    Ok(pages)
}

/// One line in the margin, outside the document's structure. It may take three quarters of the width.
fn margin_line(
    shaper: &mut Shaper<'_>,
    text: &str,
    align: Align,
    y: Mm,
) -> Result<Vec<Item>, PaperError> {
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let width = Paper::A4.text_width();
    let (room, x) =
        if align == Align::Right { (width * 0.25, width * 0.75) } else { (width * 0.75, 0.0) };
    let block = Block::Text { text: text.to_owned(), style: RUNNING, align, rank: Rank::Paragraph };
    let mut scratch = Shaper::new(shaper.fonts);
    let pieces = scratch.pieces(&[block], room)?;
    let filled = paginate(&pieces, A4_MARGIN)?;
    shaper.replaced.append(&mut scratch.replaced);
    let items = filled.into_iter().take(1).flat_map(|page| shift(page.items, A4_MARGIN + x, y));
    Ok(items.map(|item| Item { tag: None, ..item }).collect())
}

fn shift(items: Vec<Item>, x: Mm, y: Mm) -> Vec<Item> {
    items
        .into_iter()
        .map(|item| {
            let (x, y) = (item.x + x, item.y + y);
            // Codes stand on the dot grid, or their modules would differ in width on paper.
            let qr = matches!(item.mark, Mark::Qr { .. } | Mark::Bar { .. });
            let (x, y) = if qr { (crate::units::snap(x), crate::units::snap(y)) } else { (x, y) };
            Item { x, y, ..item }
        })
        .collect()
}
