use std::cmp::Ordering;

use crate::id::AreaNo;
use crate::rule::Rule;

use super::files::is_code;
use super::rows::{Row, Rows};
use super::{ElectionError, Manifest};

const FILE: &str = "areas.csv";
const HEADER: [&str; 5] = ["area", "name", "address", "latitude", "longitude"];

/// One area: the country, a state, … a centre.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area<'a> {
    /// Codes from the largest area down, joined by `/`: `24/1/11/240111020`. Empty for the country.
    pub path: &'a str,
    /// Name as published.
    pub name: &'a str,
    /// Address, where the area is a place.
    pub address: &'a str,
    /// Where it lies.
    pub coordinates: Option<Coordinates>,
    /// The area around it; none for the country.
    pub parent: Option<AreaNo>,
    /// 0 for the country, 1 for the manifest's first level.
    pub level: u8,
}

impl<'a> Area<'a> {
    /// The area's own code as published: the last part of its path.
    pub fn code(&self) -> &'a str {
        self.path.rsplit('/').next().unwrap_or("")
    }
}

/// Degrees on WGS 84.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coordinates {
    /// North positive.
    pub latitude: f64,
    /// East positive.
    pub longitude: f64,
}

/// The geography, in ascending order of path, the country first.
///
/// The texts of all areas lie in one string, so that half a million of them cost one allocation.
#[derive(Clone, Debug)]
pub struct Areas {
    text: String,
    stored: Vec<Stored>,
}

/// An area whose texts are slices of [`Areas::text`]: path, name and address follow each other.
#[derive(Clone, Debug)]
struct Stored {
    path_start: u32,
    name_start: u32,
    address_start: u32,
    address_end: u32,
    coordinates: Option<Coordinates>,
    parent: Option<AreaNo>,
    level: u8,
}

impl Areas {
    /// The whole country.
    pub const COUNTRY: AreaNo = AreaNo(0);

    /// Parses `areas.csv`.
    ///
    /// # Errors
    /// E003 to E006 with the row.
    pub fn parse(bytes: &[u8], manifest: &Manifest) -> Result<Self, ElectionError> {
        let mut builder = Builder {
            areas: Self { text: String::with_capacity(bytes.len()), stored: Vec::new() },
            open: vec![Self::COUNTRY],
            levels: manifest.levels.len(),
        };
        let country = Area {
            path: "",
            name: &manifest.country,
            address: "",
            coordinates: None,
            parent: None,
            level: 0,
        };
        builder.push(&country).ok_or_else(|| {
            ElectionError::new(Rule::ElectionTooLarge, FILE, "texts exceed 4 GiB")
        })?;
        let mut rows = Rows::new(FILE, bytes, &HEADER)?;
        while let Some(row) = rows.next_row()? {
            builder.add(row)?;
        }
        Ok(builder.areas)
    }

    /// An area by its position.
    ///
    /// # Panics
    /// If the position is not of this election.
    pub fn get(&self, no: AreaNo) -> Area<'_> {
        let stored = &self.stored[no.index()];
        let text = |start: u32, end: u32| &self.text[start as usize..end as usize];
        Area {
            path: text(stored.path_start, stored.name_start),
            name: text(stored.name_start, stored.address_start),
            address: text(stored.address_start, stored.address_end),
            coordinates: stored.coordinates,
            parent: stored.parent,
            level: stored.level,
        }
    }

    /// The area with a path.
    pub fn find(&self, path: &str) -> Option<AreaNo> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            let no = AreaNo::from_index(middle)?;
            match compare(self.get(no).path, path) {
                Ordering::Less => low = middle + 1,
                Ordering::Equal => return Some(no),
                Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// The area with a path that probably comes soon after another one.
    pub(super) fn find_after(&self, path: &str, before: AreaNo) -> Option<AreaNo> {
        let next = before.index() + 1;
        (next..self.len().min(next + LOOK_AHEAD))
            .filter_map(AreaNo::from_index)
            .find(|no| self.get(*no).path == path)
            .or_else(|| self.find(path))
    }

    /// All areas with their positions, the country first; an area comes after the one around it.
    pub fn iter(&self) -> impl Iterator<Item = (AreaNo, Area<'_>)> {
        (0..self.len()).filter_map(AreaNo::from_index).map(|no| (no, self.get(no)))
    }

    /// How many areas there are, the country included.
    pub fn len(&self) -> usize {
        self.stored.len()
    }

    /// Never: there is always the country.
    pub fn is_empty(&self) -> bool {
        self.stored.is_empty()
    }

    /// Whether `inner` is `outer` or lies in it.
    pub fn contains(&self, outer: AreaNo, inner: AreaNo) -> bool {
        self.up(inner).any(|area| area == outer)
    }

    /// An area, the one around it, and so on up to the country.
    pub fn up(&self, from: AreaNo) -> impl Iterator<Item = AreaNo> {
        std::iter::successors(Some(from), |area| self.get(*area).parent)
    }

    /// Names from the country's first level down to an area.
    pub fn names(&self, of: AreaNo) -> Vec<&str> {
        let mut names: Vec<_> = self.up(of).map(|area| self.get(area).name).collect();
        names.pop();
        names.reverse();
        names
    }
}

/// Most rows between the areas of two tables that follow each other: the levels in between.
const LOOK_AHEAD: usize = 8;

/// The geography while its rows come in.
struct Builder {
    areas: Areas,
    /// The last row's area and those around it, from the country down. Because rows are in order, the
    /// area around the next row is one of these or has no row.
    open: Vec<AreaNo>,
    levels: usize,
}

impl Builder {
    fn add(&mut self, row: &Row) -> Result<(), ElectionError> {
        let path = row.text(0);
        if !is_code(path) || path.split('/').any(str::is_empty) {
            return Err(row.error(Rule::ElectionRowMalformed, format!("area path {path:?}")));
        }
        self.check_order(row, path)?;
        let parent = self.close_up_to(row, path)?;
        let level = self.areas.get(parent).level + 1;
        if usize::from(level) > self.levels {
            return Err(
                row.error(Rule::ElectionRowMalformed, format!("`{path}` is deeper than `levels`"))
            );
        }
        let area = Area {
            path,
            name: row.text(1),
            address: row.text(2),
            coordinates: coordinates(row)?,
            parent: Some(parent),
            level,
        };
        let no = self
            .push(&area)
            .ok_or_else(|| row.error(Rule::ElectionTooLarge, "texts exceed 4 GiB"))?;
        self.open.push(no);
        Ok(())
    }

    fn check_order(&self, row: &Row, path: &str) -> Result<(), ElectionError> {
        let last = self.areas.get(self.open[self.open.len() - 1]).path;
        if compare(last, path).is_lt() {
            return Ok(());
        }
        Err(if self.areas.find(path).is_some() {
            row.error(Rule::ElectionDuplicate, format!("area `{path}`"))
        } else {
            row.error(Rule::ElectionNotSorted, format!("`{path}` after `{last}`"))
        })
    }

    /// Closes areas that the row does not lie in; what stays open ends with the area around it.
    fn close_up_to(&mut self, row: &Row, path: &str) -> Result<AreaNo, ElectionError> {
        let (around, _) = path.rsplit_once('/').unwrap_or(("", path));
        while let Some(no) = self.open.last() {
            if self.areas.get(*no).path == around {
                return Ok(*no);
            }
            self.open.pop();
        }
        Err(row.error(
            Rule::ElectionUnknownReference,
            format!("`{path}` lies in `{around}`, which has no row"),
        ))
    }

    /// None if the texts outgrow their 32-bit positions.
    fn push(&mut self, area: &Area) -> Option<AreaNo> {
        let Areas { text, stored } = &mut self.areas;
        let mut append = |part: &str| {
            let start = u32::try_from(text.len()).ok();
            text.push_str(part);
            start
        };
        let (path_start, name_start) = (append(area.path)?, append(area.name)?);
        let (address_start, address_end) = (append(area.address)?, append("")?);
        let no = AreaNo::from_index(stored.len())?;
        stored.push(Stored {
            path_start,
            name_start,
            address_start,
            address_end,
            coordinates: area.coordinates,
            parent: area.parent,
            level: area.level,
        });
        Some(no)
    }
}

/// Order of paths: code by code, so that an area stands directly before those in it. The separator
/// comes before every byte, and is equal to none: a path asked for may be anything.
fn compare(a: &str, b: &str) -> Ordering {
    let key = |byte: u8| if byte == b'/' { None } else { Some(byte) };
    a.bytes().map(key).cmp(b.bytes().map(key))
}

fn coordinates(row: &Row) -> Result<Option<Coordinates>, ElectionError> {
    let (latitude, longitude) = (row.text(3), row.text(4));
    if latitude.is_empty() && longitude.is_empty() {
        return Ok(None);
    }
    let degrees = |text: &str, most: f64| text.parse().ok().filter(|d: &f64| d.abs() <= most);
    match (degrees(latitude, 90.0), degrees(longitude, 180.0)) {
        (Some(latitude), Some(longitude)) => Ok(Some(Coordinates { latitude, longitude })),
        _ => Err(row
            .error(Rule::ElectionRowMalformed, format!("coordinates `{latitude}`, `{longitude}`"))),
    }
}
