//! From blocks to strips: wrapping, measuring, aligning.

use std::{collections::BTreeSet, rc::Rc};

use crate::{
    block::{Align, Block, Lines, QrBlock, Rank, Share, Style},
    error::PaperError,
    font::{Fonts, Run},
    qr::QUIET,
    strip::{Item, Mark, Piece, Strip},
    tags::{ROOT, Role, TagId, Tags},
    units::{DOT, MIN_RULE, Mm, mm, snap},
};

/// Fewest dots per module that phones read from thermal paper.
pub const MIN_DOTS: u8 = 3;

/// Distance from one baseline to the next, in type sizes.
const LEADING: f32 = 1.24;

/// Distance from the top of a line to its baseline, in type sizes.
const ASCENT: f32 = 0.95;

/// Least width of a column that takes the rest.
const LEAST_REST: Mm = 18.0;

/// Width below which a fitted column does not give way.
const LEAST_FIT: Mm = 14.0;

/// Turns blocks into strips, and remembers the structure and what could not be shown.
pub struct Shaper<'a> {
    pub(crate) fonts: &'a Fonts,
    pub(crate) tags: Tags,
    pub(crate) replaced: BTreeSet<char>,
}

impl<'a> Shaper<'a> {
    /// Nothing shaped yet.
    pub fn new(fonts: &'a Fonts) -> Self {
        Self { fonts, tags: Tags::new(), replaced: BTreeSet::new() }
    }

    /// Shapes blocks at a width.
    ///
    /// # Errors
    /// [`PaperError::QrTooWide`] if a code does not fit the width.
    pub fn pieces(&mut self, blocks: &[Block], width: Mm) -> Result<Vec<Piece>, PaperError> {
        let mut pieces = Vec::new();
        for block in blocks {
            if let Block::Columns { count, gap, blocks } = block {
                let column = column_width(width, *count, *gap);
                let strips = self.strips(blocks, column, ROOT)?;
                pieces.push(Piece::Columns { count: *count, step: column + gap, strips });
            } else {
                let strips = self.strips(std::slice::from_ref(block), width, ROOT)?;
                pieces.extend(strips.into_iter().map(Piece::Strip));
            }
        }
        Ok(pieces)
    }

    fn strips(
        &mut self,
        blocks: &[Block],
        width: Mm,
        tag: TagId,
    ) -> Result<Vec<Strip>, PaperError> {
        let mut strips = Vec::new();
        for block in blocks {
            match block {
                Block::Text { text, style, align, rank } => {
                    strips.extend(self.text(text, *style, *align, *rank, width, tag));
                }
                Block::Table(table) => strips.extend(self.table(table, width, tag)),
                Block::Qr(qr) => strips.push(self.qr(qr, width, tag)?),
                Block::Drawing { drawing, alt } => {
                    strips.push(crate::drawing::strip(self, drawing, alt, width, tag));
                }
                Block::Lines(lines) => strips.extend(self.lines(lines, width, tag)),
                Block::Rule(thickness) => strips.push(rule(width, *thickness)),
                Block::Space(height) => {
                    // White after a heading belongs to it, so the heading still holds what follows.
                    let keep = strips.last().is_some_and(|strip: &Strip| strip.keep);
                    strips.push(Strip { keep, ..Strip::space(*height) });
                }
                Block::Beside { parts, gap } => strips.push(self.beside(parts, *gap, width, tag)?),
                Block::Columns { blocks, .. } => strips.extend(self.strips(blocks, width, tag)?),
                Block::Together(blocks) => {
                    let mut inner = self.strips(blocks, width, tag)?;
                    let last = inner.len().saturating_sub(1);
                    inner.iter_mut().take(last).for_each(|strip| strip.keep = true);
                    strips.extend(inner);
                }
            }
        }
        Ok(strips)
    }

    fn text(
        &mut self,
        text: &str,
        style: Style,
        align: Align,
        rank: Rank,
        width: Mm,
        tag: TagId,
    ) -> Vec<Strip> {
        let heading = matches!(rank, Rank::Heading(_));
        let role = match rank {
            Rank::Heading(level) => Role::Heading(level, text.to_owned()),
            Rank::Paragraph => Role::Paragraph,
        };
        let tag = self.tags.add(tag, role);
        let runs = self.wrap(text, style, width);
        runs.into_iter()
            .map(|run| {
                let x = offset(align, width, run.width);
                let item = Item { x, y: baseline(style), mark: Mark::Text(run), tag: Some(tag) };
                Strip {
                    height: leading(style),
                    items: vec![item],
                    keep: heading,
                    ..Strip::default()
                }
            })
            .collect()
    }

    fn qr(&mut self, block: &QrBlock, width: Mm, tag: TagId) -> Result<Strip, PaperError> {
        let modules = block.qr.full_size();
        let side = |dots: u8| modules as f32 * f32::from(dots) * DOT;
        let dots =
            (MIN_DOTS..=block.dots.max(MIN_DOTS)).rev().find(|&dots| side(dots) <= width + 0.01);
        let dots = dots.ok_or(PaperError::QrTooWide { modules, width })?;
        let module = f32::from(dots) * DOT;
        let quiet = QUIET as f32 * module;
        let x = snap(offset(block.align, width, block.qr.size as f32 * module));
        let tag = self.tags.add(tag, Role::Figure(block.alt.clone()));
        let mark = Mark::Qr { qr: Rc::new(block.qr.clone()), module };
        let items = vec![Item { x, y: quiet, mark, tag: Some(tag) }];
        Ok(Strip { height: side(dots), items, ..Strip::default() })
    }

    fn lines(&mut self, lines: &Lines, width: Mm, tag: TagId) -> Vec<Strip> {
        let per_row = lines.per_row.max(1);
        let column = column_width(width, per_row, lines.gap);
        let mut strips = Vec::new();
        for row in lines.entries.chunks(per_row) {
            let mut strip = Strip::default();
            for (i, (role, name)) in row.iter().enumerate() {
                let x = i as f32 * (column + lines.gap);
                let mut y = lines.room;
                strip.items.push(Item { x, y, mark: bar(column, MIN_RULE), tag: None });
                y += mm(lines.style.size) * 0.25;
                for text in std::iter::once(role).chain(name) {
                    for part in
                        self.text(text, lines.style, Align::Left, Rank::Paragraph, column, tag)
                    {
                        strip.overlay(&part, x, y);
                        y += part.height;
                    }
                }
            }
            strips.push(strip);
        }
        strips
    }

    fn beside(
        &mut self,
        parts: &[(Share, Vec<Block>)],
        gap: Mm,
        width: Mm,
        tag: TagId,
    ) -> Result<Strip, PaperError> {
        let shares: Vec<Share> = parts.iter().map(|(share, _)| *share).collect();
        let widths = divide(&shares, width, gap, |_| 0.0);
        let (mut whole, mut x) = (Strip::default(), 0.0);
        for ((_, blocks), width) in parts.iter().zip(widths) {
            let group = self.tags.add(tag, Role::Group);
            let mut y = 0.0;
            for strip in self.strips(blocks, width, group)? {
                whole.overlay(&strip, x, y);
                y += strip.height;
            }
            x += width + gap;
        }
        Ok(whole)
    }

    /// Breaks a text into lines no wider than `width`, at the breaks Unicode allows and, in a word that is wider than
    /// the line, between any two characters.
    pub(crate) fn wrap(&mut self, text: &str, style: Style, width: Mm) -> Vec<Run> {
        let (text, replaced) = self.fonts.printable(text);
        self.replaced.extend(replaced);
        let fits = |piece: &str| {
            self.fonts.shape(style.face, style.size, piece.trim_end()).width <= width + 0.01
        };
        let mut lines: Vec<String> = Vec::new();
        let (mut line, mut from) = (String::new(), 0);
        for (to, _) in unicode_linebreak::linebreaks(&text) {
            let word = &text[from..to];
            from = to;
            if fits(&format!("{line}{word}")) {
                line.push_str(word);
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            for c in word.chars() {
                if !line.is_empty() && !fits(&format!("{line}{c}")) {
                    let next = line.split_off(inner_break(&line));
                    lines.push(std::mem::replace(&mut line, next));
                }
                line.push(c);
            }
        }
        lines.push(line);
        lines.iter().map(|line| self.fonts.shape(style.face, style.size, line.trim_end())).collect()
    }
}

/// Where to break a word that is too long: after its last separator, if that leaves at least half a line.
fn inner_break(line: &str) -> usize {
    let after = line.rfind(['-', '.', '/', ':', '_']).map(|at| at + 1);
    after.filter(|&at| at * 2 >= line.len()).unwrap_or(line.len())
}

/// Divides a width among columns. `natural` gives the width a column would like. Where columns that take the rest would
/// be left with next to nothing, the widest fitted column gives way and wraps: names are squeezed last but figures, which
/// must not be broken, are narrower than words.
pub(crate) fn divide(
    shares: &[Share],
    width: Mm,
    gap: Mm,
    natural: impl Fn(usize) -> Mm,
) -> Vec<Mm> {
    let gaps = gap * shares.len().saturating_sub(1) as f32;
    let mut widths: Vec<Mm> = shares
        .iter()
        .enumerate()
        .map(|(i, share)| match *share {
            Share::Fit(most) => natural(i).min(most),
            Share::Fixed(width) => width,
            Share::Rest(_) => 0.0,
        })
        .collect();
    let parts: f32 = shares.iter().map(|share| rest_part(*share)).sum();
    let rests = shares.iter().filter(|share| rest_part(**share) > 0.0).count();
    let left = width - gaps - widths.iter().sum::<Mm>();
    let short = LEAST_REST * rests as f32 - left;
    let fitted = |i: &usize| matches!(shares[*i], Share::Fit(_));
    let widest = (0..shares.len()).filter(fitted).max_by(|a, b| widths[*a].total_cmp(&widths[*b]));
    if let Some(widest) = widest.filter(|_| short > 0.0) {
        widths[widest] = (widths[widest] - short).max(LEAST_FIT.min(widths[widest]));
    }
    let rest = (width - gaps - widths.iter().sum::<Mm>()).max(0.0);
    for (share, width) in shares.iter().zip(&mut widths).filter(|(s, _)| rest_part(**s) > 0.0) {
        *width = rest * rest_part(*share) / parts;
    }
    widths
}

fn rest_part(share: Share) -> f32 {
    if let Share::Rest(part) = share { part } else { 0.0 }
}

pub(crate) fn leading(style: Style) -> Mm {
    mm(style.size) * LEADING
}

pub(crate) fn baseline(style: Style) -> Mm {
    mm(style.size) * ASCENT
}

pub(crate) fn offset(align: Align, width: Mm, used: Mm) -> Mm {
    match align {
        Align::Left => 0.0,
        Align::Centre => (width - used) / 2.0,
        Align::Right => width - used,
    }
}

pub(crate) fn bar(width: Mm, thickness: Mm) -> Mark {
    Mark::Bar { width, height: thickness.max(MIN_RULE) }
}

fn rule(width: Mm, thickness: Mm) -> Strip {
    let mark = bar(width, thickness);
    let items = vec![Item { x: 0.0, y: 0.0, mark, tag: None }];
    Strip { height: thickness.max(MIN_RULE), items, keep: true, ..Strip::default() }
}

fn column_width(width: Mm, count: usize, gap: Mm) -> Mm {
    let count = count.max(1) as f32;
    (width - gap * (count - 1.0)) / count
}
