//! From strips to pages: filling, keeping together, balancing columns, repeating heads.

use crate::{
    error::PaperError,
    strip::{Item, Piece, Strip},
    units::Mm,
};

/// Marks on one page, from the top left corner of its text area.
#[derive(Debug, Clone, Default)]
pub struct Filled {
    /// The marks.
    pub items: Vec<Item>,
    /// How far down they reach.
    pub used: Mm,
}

/// Halvings when the lowest height of balanced columns is sought: 2 m / 2^16 is far below a dot.
const HALVINGS: u32 = 16;

/// Tolerance for sums of heights.
const HAIR: Mm = 0.01;

/// Puts pieces on pages of a height.
///
/// # Errors
/// [`PaperError::BlockTooTall`] if a strip alone is taller than a page.
pub fn paginate(pieces: &[Piece], height: Mm) -> Result<Vec<Filled>, PaperError> {
    let mut pages = vec![Filled::default()];
    let mut rest = pieces;
    while let Some(piece) = rest.first() {
        match piece {
            Piece::Strip(_) => {
                let strips: Vec<&Strip> = rest.iter().map_while(strip).collect();
                rest = &rest[strips.len()..];
                let lead = strips.iter().rev().take_while(|strip| strip.keep).count();
                let (body, lead) = strips.split_at(strips.len() - lead);
                stack(&mut pages, body, height)?;
                if let Some(Piece::Columns { count, strips, .. }) = rest.first() {
                    turn_if_parted(&mut pages, lead, *count, strips, height);
                }
                stack(&mut pages, lead, height)?;
            }
            Piece::Columns { count, step, strips } => {
                rest = &rest[1..];
                columns(&mut pages, *count, *step, &strips.iter().collect::<Vec<_>>(), height)?;
            }
        }
    }
    Ok(pages)
}

fn strip(piece: &Piece) -> Option<&Strip> {
    if let Piece::Strip(strip) = piece { Some(strip) } else { None }
}

/// Turns the page where a heading would stay behind and the columns under it go to the next one.
fn turn_if_parted(
    pages: &mut Vec<Filled>,
    lead: &[&Strip],
    count: usize,
    strips: &[Strip],
    height: Mm,
) {
    let used = last(pages).used;
    let room = height - used - lead.iter().map(|strip| strip.height).sum::<Mm>();
    let strips: Vec<&Strip> = strips.iter().collect();
    if used > 0.0 && spread(&strips, count, room, false)[0].count == 0 {
        pages.push(Filled::default());
    }
}

fn stack(pages: &mut Vec<Filled>, mut strips: &[&Strip], height: Mm) -> Result<(), PaperError> {
    while !strips.is_empty() {
        let page = last(pages);
        let taken = fill(strips, height - page.used, page.used == 0.0, page.used == 0.0);
        if taken.count == 0 {
            turn(pages, strips[0], height)?;
            continue;
        }
        let top = page.used;
        put(page, &taken, 0.0, top);
        strips = &strips[taken.count..];
    }
    Ok(())
}

fn columns(
    pages: &mut Vec<Filled>,
    count: usize,
    step: Mm,
    mut strips: &[&Strip],
    height: Mm,
) -> Result<(), PaperError> {
    while !strips.is_empty() {
        let page = last(pages);
        let room = height - page.used;
        let tallest = spread(strips, count, room, page.used == 0.0);
        let taken: usize = tallest.iter().map(|column| column.count).sum();
        if taken == 0 {
            turn(pages, strips[0], height)?;
            continue;
        }
        let best = if taken == strips.len() { balanced(strips, count, room) } else { tallest };
        let top = page.used;
        for (i, column) in best.iter().enumerate() {
            put(page, column, i as f32 * step, top);
        }
        strips = &strips[taken..];
    }
    Ok(())
}

/// The columns of least height that hold all strips.
fn balanced<'a>(strips: &[&'a Strip], count: usize, room: Mm) -> Vec<Taken<'a>> {
    let (mut low, mut high) = (0.0, room);
    let mut best = spread(strips, count, room, true);
    for _ in 0..HALVINGS {
        let middle = f32::midpoint(low, high);
        let tried = spread(strips, count, middle, false);
        if tried.iter().map(|column| column.count).sum::<usize>() == strips.len() {
            (best, high) = (tried, middle);
        } else {
            low = middle;
        }
    }
    best
}

fn spread<'a>(
    mut strips: &[&'a Strip],
    count: usize,
    height: Mm,
    whole_page: bool,
) -> Vec<Taken<'a>> {
    let mut columns = Vec::new();
    for _ in 0..count.max(1) {
        let taken = fill(strips, height, true, whole_page);
        strips = &strips[taken.count..];
        columns.push(taken);
    }
    columns
}

/// Strips that were stacked, and how many of those offered they were (white at the top is dropped).
struct Taken<'a> {
    placed: Vec<(&'a Strip, Mm)>,
    height: Mm,
    count: usize,
}

/// Stacks as many strips as fit, without parting those that keep together unless they alone overfill a whole page.
fn fill<'a>(strips: &[&'a Strip], room: Mm, at_top: bool, whole_page: bool) -> Taken<'a> {
    let mut taken = Taken { placed: Vec::new(), height: 0.0, count: 0 };
    while taken.count < strips.len() {
        let (placed, height, count) = (taken.placed.len(), taken.height, taken.count);
        let rest = &strips[count..];
        let chain = 1 + rest.iter().take_while(|strip| strip.keep).count().min(rest.len() - 1);
        let whole = rest[..chain].iter().all(|strip| taken.push(strip, room, at_top));
        if whole {
            continue;
        }
        let alone = whole_page && placed == 0 && !taken.placed.is_empty();
        if !alone {
            taken.placed.truncate(placed);
            (taken.height, taken.count) = (height, count);
        }
        break;
    }
    taken
}

impl<'a> Taken<'a> {
    /// Stacks one more strip, or says that it does not fit.
    fn push(&mut self, strip: &'a Strip, room: Mm, at_top: bool) -> bool {
        let top = at_top && self.placed.is_empty();
        if top && strip.space {
            self.count += 1;
            return true;
        }
        let head = strip.head.as_deref().filter(|_| top);
        let head_height = head.map_or(0.0, |head| head.height);
        let height = self.height + head_height + strip.height;
        if height > room + HAIR && !strip.space {
            return false;
        }
        self.placed.extend(head.map(|head| (head, self.height)));
        self.placed.push((strip, self.height + head_height));
        self.height = height;
        self.count += 1;
        true
    }
}

fn put(page: &mut Filled, taken: &Taken<'_>, x: Mm, top: Mm) {
    for (strip, y) in &taken.placed {
        let y = top + y;
        page.items.extend(strip.items.iter().map(|item| Item {
            x: item.x + x,
            y: item.y + y,
            ..item.clone()
        }));
    }
    page.used = page.used.max(top + taken.height);
}

fn turn(pages: &mut Vec<Filled>, strip: &Strip, height: Mm) -> Result<(), PaperError> {
    if last(pages).used == 0.0 {
        return Err(PaperError::BlockTooTall { height: strip.height, page: height });
    }
    pages.push(Filled::default());
    Ok(())
}

fn last(pages: &mut [Filled]) -> &mut Filled {
    pages.last_mut().expect("invariant: there is always a page")
}
