use std::collections::HashMap;

use record::election::bounds::CODE_BYTES;
use record::{Count, Rule};

use crate::error::{ImportError, RowBreach};
use crate::import::MAX_BREACHES_KEPT;
use crate::input::TextEncoding;
use crate::map::{Filler, Header, Level, Opened};

use super::{InferSummary, Source};

/// The geography and tables gathered from all files.
#[derive(Debug, Default)]
pub(super) struct Places {
    pub(super) breaches: Vec<RowBreach>,
    pub(super) summary: InferSummary,
    areas: Vec<Place>,
    by_path: HashMap<String, usize>,
    tables: HashMap<String, Table>,
}

#[derive(Debug)]
struct Place {
    path: String,
    name: String,
    address: String,
    /// As written in the file, once checked to be degrees.
    coordinates: Option<[String; 2]>,
}

#[derive(Clone, Copy, Debug)]
struct Table {
    area: Option<usize>,
    electors: Count,
}

/// One level with its columns found.
struct LevelPlan {
    code: Option<Filler>,
    name: Option<usize>,
    address: Option<usize>,
    coordinates: Option<[usize; 2]>,
}

impl Places {
    /// Reads the places and tables of one file.
    pub(super) fn read(
        &mut self,
        number: u32,
        source: &Source<'_>,
        opened: Opened<'_>,
    ) -> Result<(), ImportError> {
        let Opened { header, encoding, mut reader } = opened;
        let key = source.map.table.resolve(|name| header.place(name)).expect("checked by open");
        let levels: Vec<_> =
            source.map.geography.iter().map(|level| LevelPlan::make(level, &header)).collect();
        let electors = source.map.columns.electors.as_deref().and_then(|name| header.place(name));
        let mut reading =
            Reading { places: self, number, encoding, row: 1, code: String::new(), last: None };
        let mut row = csv::ByteRecord::new();
        while reader
            .read_byte_record(&mut row)
            .map_err(|error| source.input.error(Rule::SchemaMismatch, error.to_string()))?
        {
            reading.row += 1;
            reading.places.summary.rows += 1;
            if row.len() != header.len() {
                let detail = format!("{} fields, the header has {}", row.len(), header.len());
                reading.refuse(Rule::RowLength, detail);
            } else if !key.fill(&row, encoding, &mut reading.code) {
                reading.refuse(Rule::RowWithoutTable, "a key column is empty".to_owned());
            } else {
                reading.table(&row, &levels, electors);
            }
        }
        Ok(())
    }

    /// `areas.csv` and `tables.csv`.
    pub(super) fn write(&self) -> (Vec<u8>, Vec<u8>) {
        let mut areas: Vec<_> = self.areas.iter().collect();
        areas.sort_by(|a, b| a.path.split('/').cmp(b.path.split('/')));
        let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
        let mut write = |fields: [&str; 5]| {
            writer.write_record(fields).expect("writing to memory");
        };
        write(["area", "name", "address", "latitude", "longitude"]);
        for area in areas {
            let [latitude, longitude] =
                area.coordinates.as_ref().map_or(["", ""], |both| [&both[0], &both[1]]);
            write([&area.path, &area.name, &area.address, latitude, longitude]);
        }
        let areas = writer.into_inner().expect("writing to memory");
        (areas, self.write_tables())
    }

    fn write_tables(&self) -> Vec<u8> {
        let mut tables: Vec<_> = self.tables.iter().collect();
        tables.sort_by_key(|(code, _)| code.as_str());
        let mut out = String::from("table,area,electors,key\n");
        for (code, table) in tables {
            let path = table.area.map_or("", |area| &self.areas[area].path);
            let electors = table.electors;
            std::fmt::Write::write_fmt(&mut out, format_args!("{code},{path},{electors},\n"))
                .expect("writing to memory");
        }
        out.into_bytes()
    }

    fn report(&mut self, input: u32, row: u64, rule: Rule, detail: String) {
        if self.breaches.len() < MAX_BREACHES_KEPT {
            self.breaches.push(RowBreach { input, row, rule, detail });
        }
    }
}

impl LevelPlan {
    fn make(level: &Level, header: &Header) -> Self {
        let place = |name: &Option<String>| name.as_deref().and_then(|name| header.place(name));
        Self {
            code: level.code.as_ref().and_then(|code| code.resolve(|name| header.place(name))),
            name: place(&level.name),
            address: place(&level.address),
            coordinates: place(&level.latitude)
                .zip(place(&level.longitude))
                .map(|(latitude, longitude)| [latitude, longitude]),
        }
    }
}

/// The state of reading one file.
struct Reading<'a> {
    places: &'a mut Places,
    number: u32,
    encoding: TextEncoding,
    row: u64,
    code: String,
    /// Path and area of the row before: tables of one centre follow each other.
    last: Option<(String, usize)>,
}

impl Reading<'_> {
    fn table(&mut self, row: &csv::ByteRecord, levels: &[LevelPlan], electors: Option<usize>) {
        if self.code.len() > CODE_BYTES || self.code.contains([',', '"', '\n', '\r']) {
            let detail = format!("table code `{}`", self.code.escape_debug());
            return self.refuse(Rule::ElectionRowMalformed, detail);
        }
        let electors = match self.electors(row, electors) {
            Ok(electors) => electors,
            Err(cell) => {
                let detail = format!("table {}: electors `{cell}`", self.code);
                return self.refuse(Rule::CellNotACount, detail);
            }
        };
        let area = self.area(row, levels);
        self.merge(Table { area, electors });
    }

    fn merge(&mut self, found: Table) {
        let Some(known) = self.places.tables.get_mut(&self.code) else {
            self.places.tables.insert(self.code.clone(), found);
            return;
        };
        let before = *known;
        known.area = before.area.or(found.area);
        if !before.electors.is_present() {
            known.electors = found.electors;
        }
        if let (Some(a), Some(b)) = (before.area, found.area)
            && a != b
        {
            let path = |at: usize| &self.places.areas[at].path;
            let detail = format!("table {}: area `{}`, here `{}`", self.code, path(a), path(b));
            self.places.summary.area_conflicts += 1;
            self.places.report(self.number, self.row, Rule::ElectionDuplicate, detail);
        }
        let (a, b) = (before.electors, found.electors);
        if a.is_present() && b.is_present() && a != b {
            self.places.summary.elector_conflicts += 1;
            let detail = format!("table {}: electors {a}, here {b}", self.code);
            self.places.report(self.number, self.row, Rule::ElectorsDiffer, detail);
        }
    }

    fn electors(&self, row: &csv::ByteRecord, column: Option<usize>) -> Result<Count, String> {
        let cell = column.and_then(|column| row.get(column)).unwrap_or_default().trim_ascii();
        let text = self.encoding.decode(cell);
        match text.parse::<Count>() {
            Ok(count) if count == Count::ABSENT || count.number().is_some() => Ok(count),
            _ => Err(text.chars().take(40).collect()),
        }
    }

    /// The smallest area of a row; levels below an empty one are left out.
    fn area(&mut self, row: &csv::ByteRecord, levels: &[LevelPlan]) -> Option<usize> {
        let mut path = String::new();
        let mut segments = Vec::with_capacity(levels.len());
        let mut code = String::new();
        for level in levels {
            let name = self.cell(row, level.name);
            match &level.code {
                Some(filler) if !filler.fill(row, self.encoding, &mut code) => break,
                Some(_) => {}
                None => code.clone_from(&name),
            }
            if code.is_empty() {
                break;
            }
            if !path.is_empty() {
                path.push('/');
            }
            push_segment(&mut path, &code);
            segments.push((path.len(), if name.is_empty() { code.clone() } else { name }));
        }
        if let Some((last, area)) = &self.last
            && *last == path
        {
            return Some(*area);
        }
        let mut found = None;
        for ((end, name), level) in segments.into_iter().zip(levels) {
            found = Some(self.place(&path[..end], name, level, row));
        }
        self.last = found.map(|area| (path, area));
        found
    }

    fn place(
        &mut self,
        path: &str,
        name: String,
        level: &LevelPlan,
        row: &csv::ByteRecord,
    ) -> usize {
        let coordinates = self.coordinates(row, level);
        if let Some(at) = self.places.by_path.get(path).copied() {
            let known = &mut self.places.areas[at];
            if known.coordinates.is_none() {
                known.coordinates = coordinates;
            }
            if known.name != name {
                let detail = format!("area `{path}` is `{}`, here `{name}`", known.name);
                self.places.summary.name_conflicts += 1;
                self.places.report(self.number, self.row, Rule::ElectionDuplicate, detail);
            }
            return at;
        }
        let address = self.cell(row, level.address);
        let areas = &mut self.places.areas;
        areas.push(Place { path: path.to_owned(), name, address, coordinates });
        self.places.by_path.insert(path.to_owned(), areas.len() - 1);
        areas.len() - 1
    }

    fn coordinates(&self, row: &csv::ByteRecord, level: &LevelPlan) -> Option<[String; 2]> {
        let [latitude, longitude] = level.coordinates?.map(|column| self.cell(row, Some(column)));
        let within = |text: &str, most: f64| text.parse().is_ok_and(|d: f64| d.abs() <= most);
        (within(&latitude, 90.0) && within(&longitude, 180.0)).then_some([latitude, longitude])
    }

    fn cell(&self, row: &csv::ByteRecord, column: Option<usize>) -> String {
        let cell = column.and_then(|column| row.get(column)).unwrap_or_default();
        self.encoding.decode(cell).trim().to_owned()
    }

    fn refuse(&mut self, rule: Rule, detail: String) {
        self.places.summary.refused += 1;
        self.places.report(self.number, self.row, rule, detail);
    }
}

/// Writes one part of an area path. What separates fields or parts is percent-encoded (RFC 3986 §2.1).
fn push_segment(path: &mut String, code: &str) {
    for character in code.chars() {
        if matches!(character, '%' | '/' | ',' | '"') || character.is_control() {
            let mut bytes = [0; 4];
            for byte in character.encode_utf8(&mut bytes).bytes() {
                std::fmt::Write::write_fmt(path, format_args!("%{byte:02X}")).expect("in memory");
            }
        } else {
            path.push(character);
        }
    }
}
