use std::collections::BTreeMap;

use record::AreaNo;

use super::treemap::{float, px};
use crate::model::ContestReport;
use crate::page::Book;

/// Places by their coordinates, gathered in squares so that the drawing stays small.
pub(crate) struct Map {
    pub(crate) width: u32,
    pub(crate) height: String,
    pub(crate) limit: String,
    pub(crate) cells: Vec<Cell>,
}

pub(crate) struct Cell {
    pub(crate) title: String,
    pub(crate) x: String,
    pub(crate) y: String,
    pub(crate) side: String,
    pub(crate) fill_y: String,
    pub(crate) fill_h: String,
}

const WIDTH: u32 = 1_000;
/// Squares across.
const ACROSS: u32 = 80;
const TALLEST: f64 = 900.0;
/// With fewer places a map says less than the table of areas.
const FEWEST: usize = 12;

#[derive(Default)]
struct Square {
    tables: u64,
    counted: u64,
}

/// The map of all places with coordinates; none where there are too few.
pub(crate) fn map(book: &Book<'_>, contest: &ContestReport<'_>) -> Option<Map> {
    let areas = &book.report.election.areas;
    let totals = &contest.chosen().totals;
    let leaf = |no: &AreaNo| book.layout.children(*no).is_empty();
    let places: Vec<_> = areas
        .iter()
        .filter(|(no, _)| leaf(no))
        .filter_map(|(no, area)| Some((no, area.coordinates?)))
        .collect();
    if places.len() < FEWEST {
        return None;
    }
    let frame = Frame::around(places.iter().map(|(_, at)| (at.longitude, at.latitude)))?;
    let mut squares: BTreeMap<(u32, u32), Square> = BTreeMap::new();
    for (no, at) in &places {
        let tables = totals.coverage(*no).tables;
        let square = squares.entry(frame.square(at.longitude, at.latitude)).or_default();
        square.tables += tables.of;
        square.counted += tables.counted;
    }
    let most = squares.values().map(|square| square.tables).max().filter(|most| *most > 0)?;
    let leaves = areas.iter().filter(|(no, _)| leaf(no)).count();
    let of = book.texts.number(leaves as u64);
    Some(Map {
        width: WIDTH,
        height: px(frame.height),
        limit: book.texts.f("map-limit", places.len() as u64, &[("of", &of)]),
        cells: squares
            .iter()
            .filter(|(_, square)| square.tables > 0)
            .map(|(at, square)| cell(book, *at, square, most))
            .collect(),
    })
}

/// Longitude and latitude to squares, with the shape that the middle latitude has.
struct Frame {
    west: f64,
    north: f64,
    per_lon: f64,
    per_lat: f64,
    height: f64,
}

impl Frame {
    fn around(places: impl Iterator<Item = (f64, f64)>) -> Option<Self> {
        let (mut west, mut east, mut south, mut north) = (f64::MAX, f64::MIN, f64::MAX, f64::MIN);
        for (lon, lat) in places {
            (west, east) = (west.min(lon), east.max(lon));
            (south, north) = (south.min(lat), north.max(lat));
        }
        let narrow = ((south + north) / 2.0).to_radians().cos().max(0.1);
        let across = ((east - west) * narrow).max((north - south) * 0.8).max(1e-6);
        let scale = (f64::from(WIDTH) / across).min(TALLEST / (north - south).max(1e-6));
        let side = f64::from(WIDTH / ACROSS);
        let height = (north - south) * scale + 2.0 * side;
        Some(Self { west, north, per_lon: scale * narrow * 0.97, per_lat: scale, height })
            .filter(|frame| frame.height.is_finite())
    }

    /// The square a place lies in.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    fn square(&self, lon: f64, lat: f64) -> (u32, u32) {
        let side = f64::from(WIDTH / ACROSS);
        let x = ((lon - self.west) * self.per_lon / side).floor().clamp(0.0, 1e4);
        let y = ((self.north - lat) * self.per_lat / side).floor().clamp(0.0, 1e4);
        // Both are between zero and ten thousand.
        (y as u32, x as u32)
    }
}

fn cell(book: &Book<'_>, (row, column): (u32, u32), square: &Square, most: u64) -> Cell {
    let pitch = f64::from(WIDTH / ACROSS);
    let side = (pitch - 1.0) * (0.35 + 0.65 * (float(square.tables) / float(most)).sqrt());
    let x = f64::from(column) * pitch + (pitch - side) / 2.0;
    let y = f64::from(row) * pitch + (pitch - side) / 2.0;
    let filled = side * float(square.counted) / float(square.tables);
    let (counted, of) = (book.texts.number(square.counted), book.texts.number(square.tables));
    Cell {
        title: format!("{counted} {} {of}", book.t("of")),
        x: px(x),
        y: px(y),
        side: px(side),
        fill_y: px(y + side - filled),
        fill_h: px(filled),
    }
}
