use record::AreaNo;
use streemap::Rect;

use crate::model::ContestReport;
use crate::page::Book;

/// Areas as tiles: as large as their electors, filled as far as their tables are counted.
///
/// The drawing is markup of our own: fills, hatching and letters follow the page's colours on screen, in
/// the dark and on paper, and every tile is a link, which plotting libraries do not offer.
pub(crate) struct Tiles {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) text: String,
    pub(crate) tiles: Vec<Tile>,
}

pub(crate) struct Tile {
    pub(crate) href: Option<String>,
    pub(crate) title: String,
    pub(crate) label: String,
    pub(crate) share: String,
    pub(crate) x: String,
    pub(crate) y: String,
    pub(crate) w: String,
    pub(crate) h: String,
    pub(crate) fill_y: String,
    pub(crate) fill_h: String,
    pub(crate) label_x: String,
    pub(crate) label_y: String,
    pub(crate) label_w: String,
    pub(crate) text_x: String,
    pub(crate) text_y: String,
    pub(crate) text_y2: String,
}

const WIDTH: u32 = 1_000;
const HEIGHT: u32 = 440;
/// Height for a dozen tiles or fewer.
const LOW: u32 = 240;
const FEW: usize = 12;
/// Mean width of a small letter at the size of labels.
const LETTER: f64 = 7.9;
/// More tiles than this cannot be told apart.
const MOST_TILES: usize = 600;

struct Item {
    area: AreaNo,
    weight: f64,
    rect: Rect<f64>,
}

/// The treemap of the areas inside one; none where there are fewer than two. `link` says where a tile leads.
pub(crate) fn treemap(
    book: &Book<'_>,
    contest: &ContestReport<'_>,
    area: AreaNo,
    link: &dyn Fn(AreaNo) -> Option<String>,
) -> Option<Tiles> {
    let totals = &contest.chosen().totals;
    let areas = inside(book, contest, area);
    let known = |area: &AreaNo| {
        let electors = totals.coverage(*area).electors;
        electors.unknown_counted + electors.unknown_outstanding == 0
    };
    let by_electors = areas.iter().all(known) && totals.coverage(area).electors.of > 0;
    let weight = |area: AreaNo| {
        let coverage = totals.coverage(area);
        float(if by_electors { coverage.electors.of } else { coverage.tables.of })
    };
    let mut items: Vec<Item> = areas
        .into_iter()
        .map(|area| Item { area, weight: weight(area), rect: Rect::from_size(0.0, 0.0) })
        .filter(|item| item.weight > 0.0)
        .collect();
    if items.len() < 2 {
        return None;
    }
    items.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.area.cmp(&b.area)));
    items.truncate(MOST_TILES);
    let height = if items.len() > FEW { HEIGHT } else { LOW };
    let frame = Rect { x: 0.5, y: 0.5, w: f64::from(WIDTH) - 1.0, h: f64::from(height) - 1.0 };
    streemap::squarify(frame, &mut items[..], |item| item.weight, |item, rect| item.rect = rect);
    let of_what = book.t(if by_electors { "weight-electors" } else { "weight-tables" });
    Some(Tiles {
        width: WIDTH,
        height,
        text: book.texts.f("coverage-text", 0, &[("weight", &of_what)]),
        tiles: items.iter().map(|item| tile(book, contest, item, link)).collect(),
    })
}

/// The areas directly inside one. An area that is larger than all others together is taken apart, so
/// that a drawing is not one tile with crumbs beside it.
fn inside(book: &Book<'_>, contest: &ContestReport<'_>, area: AreaNo) -> Vec<AreaNo> {
    let tables = |area: &AreaNo| contest.chosen().totals.coverage(*area).tables.of;
    let mut areas = book.layout.children(area).to_vec();
    let all = tables(&area);
    while let Some(at) = areas.iter().position(|area| tables(area) * 2 > all)
        && let [_, _, ..] = book.layout.children(areas[at])
    {
        let large = areas.swap_remove(at);
        areas.extend_from_slice(book.layout.children(large));
    }
    areas
}

fn tile(
    book: &Book<'_>,
    contest: &ContestReport<'_>,
    item: &Item,
    link: &dyn Fn(AreaNo) -> Option<String>,
) -> Tile {
    let name = book.report.election.areas.get(item.area).name;
    let tables = contest.chosen().totals.coverage(item.area).tables;
    let (counted, of) = (book.texts.number(tables.counted), book.texts.number(tables.of));
    let share = book.texts.percent(tables.counted, tables.of);
    let words = [("name", name), ("counted", &counted), ("tables", &of), ("share", &share)];
    let Rect { x, y, w, h } = item.rect;
    let filled = if tables.of == 0 { 0.0 } else { h * float(tables.counted) / float(tables.of) };
    let room = w > width(&share) + 18.0 && h > 48.0;
    let label = if room { cut(name, w - 18.0) } else { String::new() };
    let wide = width(&label).max(width(&share));
    Tile {
        href: link(item.area),
        title: book.texts.f("tile-title", 0, &words),
        label,
        share,
        label_x: px(x + 4.0),
        label_y: px(y + 4.0),
        label_w: px((wide + 8.0).min(w - 8.0)),
        x: px(x),
        y: px(y),
        w: px(w),
        h: px(h),
        fill_y: px(y + h - filled),
        fill_h: px(filled),
        text_x: px(x + 8.0),
        text_y: px(y + 20.0),
        text_y2: px(y + 37.0),
    }
}

/// As much of a name as fits.
fn cut(name: &str, room: f64) -> String {
    if width(name) <= room {
        return name.to_owned();
    }
    let mut cut = String::new();
    for letter in name.chars() {
        let longer = format!("{cut}{letter}");
        if width(&longer) + width("…") > room {
            break;
        }
        cut = longer;
    }
    cut.truncate(cut.trim_end().len());
    cut.push('…');
    cut
}

/// How wide a label is at most, letter by letter: published names are often in capitals.
fn width(text: &str) -> f64 {
    let of = |letter: char| match letter {
        'W' | 'M' | '…' | '%' => 14.5,
        letter if letter.is_uppercase() => 11.3,
        ' ' | '.' | ',' | '-' | '\u{a0}' => 4.8,
        _ => LETTER + 0.9,
    };
    text.chars().map(of).sum()
}

pub(super) fn px(length: f64) -> String {
    format!("{length:.1}")
}

/// Counts of people are far below 2^53, where floating point stops being exact.
#[allow(clippy::cast_precision_loss)]
pub(super) fn float(number: u64) -> f64 {
    number as f64
}
