use record::Rule;

use crate::error::ImportError;
use crate::input::{Input, TextEncoding, settle_encoding};
use crate::which_file::which_file;

use super::{Map, RestWord, VoteColumns};

/// The header of an opened CSV file: which column stands where.
#[derive(Clone, Debug)]
pub(crate) struct Header {
    names: Vec<String>,
}

/// A CSV file opened through a map: its header resolved, its rows still to be read.
pub(crate) struct Opened<'a> {
    /// The header.
    pub(crate) header: Header,
    /// The encoding found.
    pub(crate) encoding: TextEncoding,
    /// The reader, standing on the first row below the header.
    pub(crate) reader: csv::Reader<&'a [u8]>,
}

impl Header {
    /// Opens a file through a map.
    ///
    /// # Errors
    /// I302 for the encoding, I303 or I301 for the header.
    pub(crate) fn open<'a>(
        map: &Map,
        input: &Input<'_>,
        content: &'a [u8],
    ) -> Result<Opened<'a>, ImportError> {
        let (text, encoding) = settle_encoding(content, map.encoding)
            .map_err(|found| input.error(Rule::EncodingInvalid, found))?;
        let delimiter = u8::try_from(map.delimiter).expect("checked to be ASCII");
        let (header, reader) = Self::read(text, encoding, delimiter)
            .ok_or_else(|| input.error(Rule::WrongFile, "it looks like an empty file"))?;
        header.check(map).map_err(|(rule, detail)| {
            input.error(rule, format!("{detail}; it looks like {}", which_file(content)))
        })?;
        Ok(Opened { header, encoding, reader })
    }

    /// Reads the header row of a text.
    pub(super) fn read(
        text: &[u8],
        encoding: TextEncoding,
        delimiter: u8,
    ) -> Option<(Self, csv::Reader<&[u8]>)> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(text);
        let mut row = csv::ByteRecord::new();
        if !reader.read_byte_record(&mut row).ok()? {
            return None;
        }
        let names = row.iter().map(|name| encoding.decode(name).trim().to_owned()).collect();
        Some((Self { names }, reader))
    }

    /// How many columns there are.
    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }

    /// Where a column stands.
    pub(crate) fn place(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|one| one == name)
    }

    /// The vote columns of a map: place, name and key.
    pub(crate) fn vote_columns(&self, map: &Map) -> Vec<(usize, String)> {
        match map.votes.as_ref().map(|votes| &votes.columns) {
            None => Vec::new(),
            Some(VoteColumns::Named(columns)) => columns
                .iter()
                .filter_map(|one| Some((self.place(one.column())?, one.key().to_owned())))
                .collect(),
            Some(VoteColumns::Word(RestWord::Rest)) => (0..)
                .zip(&self.names)
                .filter(|(_, name)| !map.named_columns().any(|(named, _)| named == *name))
                .map(|(at, name)| (at, name.clone()))
                .collect(),
        }
    }

    /// How many columns the map names that are here; none if one that must be here is not.
    pub(super) fn fits(&self, map: &Map) -> Option<usize> {
        self.check(map).ok()?;
        Some(map.named_columns().filter(|(name, _)| self.place(name).is_some()).count())
    }

    fn check(&self, map: &Map) -> Result<(), (Rule, String)> {
        let mut missing = Vec::new();
        for (name, optional) in map.named_columns() {
            match self.names.iter().filter(|one| *one == name).count() {
                0 if !optional && !missing.contains(&name) => missing.push(name),
                0 | 1 => {}
                _ => return Err((Rule::ColumnMissing, format!("column `{name}` stands twice"))),
            }
        }
        if missing.is_empty() {
            return Ok(());
        }
        let required = map.named_columns().filter(|(_, optional)| !optional).count();
        // With most columns missing it is another file altogether, not a misspelt name.
        let rule = if missing.len() * 2 > required { Rule::WrongFile } else { Rule::ColumnMissing };
        Err((rule, format!("map `{}`: no column `{}`", map.name, missing.join("`, `"))))
    }
}
