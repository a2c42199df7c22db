use std::collections::HashMap;

use crate::id::AreaNo;
use crate::rule::Rule;

use super::ballot::{Row, rows};
use super::files::is_code;
use super::{ElectionError, Manifest};

const FILE: &str = "areas.csv";
const HEADER: [&str; 5] = ["area", "name", "address", "latitude", "longitude"];

/// One area: the country, a state, … a centre.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// Codes from the largest area down, joined by `/`: `24/1/11/240111020`. Empty for the country.
    pub path: String,
    /// Name as published.
    pub name: String,
    /// Address, where the area is a place.
    pub address: String,
    /// Where it lies.
    pub coordinates: Option<Coordinates>,
    /// The area around it; none for the country.
    pub parent: Option<AreaNo>,
    /// 0 for the country, 1 for the manifest's first level.
    pub level: u8,
}

impl Area {
    /// The area's own code as published: the last part of its path.
    pub fn code(&self) -> &str {
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
#[derive(Clone, Debug)]
pub struct Areas {
    list: Vec<Area>,
    by_path: HashMap<String, AreaNo>,
}

impl Areas {
    /// The whole country.
    pub const COUNTRY: AreaNo = AreaNo(0);

    /// Parses `areas.csv`.
    ///
    /// # Errors
    /// E003 to E006 with the row.
    pub fn parse(bytes: &[u8], manifest: &Manifest) -> Result<Self, ElectionError> {
        let mut areas = Self { list: vec![country(manifest)], by_path: HashMap::new() };
        areas.by_path.insert(String::new(), Self::COUNTRY);
        for row in rows(FILE, bytes, &HEADER)? {
            let row = row?;
            areas.add(&row, manifest.levels.len())?;
        }
        Ok(areas)
    }

    /// An area by its position.
    ///
    /// # Panics
    /// If the position is not of this election.
    pub fn get(&self, no: AreaNo) -> &Area {
        &self.list[no.index()]
    }

    /// The area with a path.
    pub fn find(&self, path: &str) -> Option<AreaNo> {
        self.by_path.get(path).copied()
    }

    /// All areas with their positions, the country first; an area comes after the one around it.
    pub fn iter(&self) -> impl Iterator<Item = (AreaNo, &Area)> {
        (0..).map(AreaNo).zip(&self.list)
    }

    /// How many areas there are, the country included.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Never: there is always the country.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
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
        let mut names: Vec<_> = self.up(of).map(|area| self.get(area).name.as_str()).collect();
        names.pop();
        names.reverse();
        names
    }

    fn add(&mut self, row: &Row, levels: usize) -> Result<(), ElectionError> {
        let path = row.text(0);
        if !is_code(path) || path.split('/').any(str::is_empty) {
            return Err(row.error(Rule::ElectionRowMalformed, format!("area path {path:?}")));
        }
        let (parent, _) = path.rsplit_once('/').unwrap_or(("", path));
        let around = self.find(parent).ok_or_else(|| {
            row.error(
                Rule::ElectionUnknownReference,
                format!("`{path}` lies in `{parent}`, which has no row"),
            )
        })?;
        if self.find(path).is_some() {
            return Err(row.error(Rule::ElectionDuplicate, format!("area `{path}`")));
        }
        let last = &self.list[self.list.len() - 1].path;
        if !last.is_empty() && path.split('/').lt(last.split('/')) {
            return Err(row.error(Rule::ElectionNotSorted, format!("`{path}` after `{last}`")));
        }
        let level = self.get(around).level + 1;
        if usize::from(level) > levels {
            return Err(
                row.error(Rule::ElectionRowMalformed, format!("`{path}` is deeper than `levels`"))
            );
        }
        let no = u32::try_from(self.list.len())
            .map(AreaNo)
            .map_err(|_| row.error(Rule::ElectionTooLarge, "more than 2^32 areas"))?;
        self.by_path.insert(path.to_owned(), no);
        self.list.push(Area {
            path: path.to_owned(),
            name: row.text(1).to_owned(),
            address: row.text(2).to_owned(),
            coordinates: coordinates(row)?,
            parent: Some(around),
            level,
        });
        Ok(())
    }
}

fn country(manifest: &Manifest) -> Area {
    Area {
        path: String::new(),
        name: manifest.country.clone(),
        address: String::new(),
        coordinates: None,
        parent: None,
        level: 0,
    }
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
