//! Map files: how the columns of somebody's CSV become counts of tables.

mod header;
mod shipped;
mod template;

pub(crate) use header::{Header, Opened};
pub use shipped::{SHIPPED, Shipped, detect};
pub(crate) use template::Filler;
pub use template::{Template, TemplateError};

use record::{Grade, Rule};
use serde::{Deserialize, Serialize};

use crate::error::ImportError;

/// Largest map file. Applied before parsing.
pub const MAX_MAP_BYTES: usize = 1 << 20;

/// A map file. Every field is documented here; unknown fields are refused.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Map {
    /// Version of this format; 1.
    pub format: u32,
    /// Short name, shown in messages and kept in the collection.
    pub name: String,
    /// What files it is for, in a sentence.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// Text encoding; by default found out from the bytes.
    #[serde(default)]
    pub encoding: Encoding,
    /// Character between the fields: `,`, `;` or a tab.
    #[serde(default = "comma")]
    pub delimiter: char,
    /// How a row's table code is made from its columns: `"{CENTRO:0>9}.{MESA:0>2}.1.0001"`.
    pub table: Template,
    /// Key of the contest of every row, where the election has several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contest: Option<String>,
    /// Column that holds each row's contest key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contest_column: Option<String>,
    /// How good this evidence is by itself; by default `single-keyed`.
    #[serde(default = "single_keyed")]
    pub grade: Grade,
    /// What an empty cell means; by default a box left `blank`. Never zero.
    #[serde(default)]
    pub empty: Empty,
    /// Cells that mean a box left blank: `["-"]`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blank_marks: Vec<String>,
    /// Cells that mean an unreadable figure: `["?", "ilegible"]`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unreadable_marks: Vec<String>,
    /// Columns named here that an edition of the file may lack; their counts are then absent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub optional: Vec<String>,
    /// Columns of single counts.
    #[serde(default)]
    pub columns: Columns,
    /// Columns of votes; a file of places only has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub votes: Option<Votes>,
    /// Columns of the geography, from the largest area down; used by `election new`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub geography: Vec<Level>,
    /// For a feed of events: which column says what happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub events: Option<Events>,
}

/// Text encoding of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Encoding {
    /// UTF-8 where the bytes are valid UTF-8, Latin-1 otherwise.
    #[default]
    #[serde(rename = "auto")]
    Auto,
    /// ISO-8859-1, unless the file starts with a UTF-8 mark.
    #[serde(rename = "latin-1")]
    Latin1,
    /// UTF-8, with or without byte order mark.
    #[serde(rename = "utf-8")]
    Utf8,
}

/// What an empty cell means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Empty {
    /// The source has no such box.
    Absent,
    /// The box is there and nothing stands in it.
    #[default]
    Blank,
}

/// Columns of single counts, by name. What is not named is absent from the source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Columns {
    /// Electors on the roll.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub electors: Option<String>,
    /// Voters counted by the machine, or votes cast.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voters_machine: Option<String>,
    /// Voters signed in the poll book.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voters_book: Option<String>,
    /// Valid votes as a declared total.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid: Option<String>,
    /// Null votes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub null: Option<String>,
    /// Blank votes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blank: Option<String>,
    /// Name or address of the image. It tells images apart; no key is ever derived from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// Whether the source still stands by the row: empty or `stands`, or `withdrawn`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standing: Option<String>,
}

impl Columns {
    /// The six count columns in the order of the copy's fields.
    pub(crate) fn counts(&self) -> [Option<&str>; 6] {
        [
            self.electors.as_deref(),
            self.voters_machine.as_deref(),
            self.voters_book.as_deref(),
            self.valid.as_deref(),
            self.null.as_deref(),
            self.blank.as_deref(),
        ]
    }
}

/// Columns of votes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Votes {
    /// Whether a column is a candidate or a list.
    pub basis: VoteBasis,
    /// The columns, or `"rest"`: every column that the map names nowhere else.
    pub columns: VoteColumns,
}

/// What a vote column stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum VoteBasis {
    /// Lists where the columns are the contest's list codes, otherwise candidates.
    Auto,
    /// A candidate, by key.
    Candidates,
    /// A list, by code.
    Lists,
}

/// The vote columns of a map.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum VoteColumns {
    /// `"rest"`: every column that the map names nowhere else; its name is its key.
    Word(RestWord),
    /// These columns.
    Named(Vec<VoteColumn>),
}

/// The word `rest`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RestWord {
    /// Every other column.
    Rest,
}

/// One vote column: its name alone where that is also the key, or both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum VoteColumn {
    /// A column whose name is the candidate's key or the list's code.
    Same(String),
    /// A column and its key or code.
    Keyed(KeyedColumn),
}

/// A vote column with its key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyedColumn {
    /// Name in the header.
    pub column: String,
    /// Candidate key or list code in the election file.
    pub key: String,
}

impl VoteColumn {
    /// Name in the header.
    pub fn column(&self) -> &str {
        match self {
            Self::Same(name) => name,
            Self::Keyed(both) => &both.column,
        }
    }

    /// Candidate key or list code.
    pub fn key(&self) -> &str {
        match self {
            Self::Same(name) => name,
            Self::Keyed(both) => &both.key,
        }
    }
}

/// One level of the geography.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Name of the level in the manifest: `state`.
    pub level: String,
    /// The area's code within the one around it: `"{CENTRO:0>9}"`; by default its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<Template>,
    /// Column of its name; by default its code is its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Column of its address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Column of its latitude, degrees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latitude: Option<String>,
    /// Column of its longitude, degrees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longitude: Option<String>,
}

/// A feed: each row says that a table's figures appeared, changed or were taken away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Events {
    /// Column of the event.
    pub column: String,
    /// Column of its time, in a form whose text order is its time order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// The word for figures that appear.
    pub new: String,
    /// The word for figures that change.
    pub changed: String,
    /// The word for figures that are taken away: the copy is kept as withdrawn.
    pub removed: String,
}

impl Map {
    /// Parses and checks a map file.
    ///
    /// # Errors
    /// I309 with the line or the field.
    pub fn parse(file: &str, bytes: &[u8]) -> Result<Self, ImportError> {
        let refuse = |detail: String| ImportError::new(Rule::MapMalformed, file, detail);
        if bytes.len() > MAX_MAP_BYTES {
            return Err(refuse(format!("{} bytes, bound {MAX_MAP_BYTES}", bytes.len())));
        }
        let text = std::str::from_utf8(bytes).map_err(|error| refuse(error.to_string()))?;
        let map: Self = toml::from_str(text).map_err(|error| refuse(error.to_string()))?;
        map.check().map_err(refuse)?;
        Ok(map)
    }

    fn check(&self) -> Result<(), String> {
        if self.format != 1 {
            return Err(format!("`format` is {}; this program knows 1", self.format));
        }
        if !self.delimiter.is_ascii() || matches!(self.delimiter, '"' | '\n' | '\r') {
            return Err(format!("`delimiter` {:?}", self.delimiter));
        }
        if self.contest.is_some() && self.contest_column.is_some() {
            return Err("give `contest` or `contest_column`, not both".to_owned());
        }
        for level in &self.geography {
            if level.code.is_none() && level.name.is_none() {
                return Err(format!("level `{}` has neither `code` nor `name`", level.level));
            }
            if level.latitude.is_some() != level.longitude.is_some() {
                return Err(format!("level `{}` has one coordinate only", level.level));
            }
        }
        Ok(())
    }

    /// Every column that the map names, with whether the file may lack it.
    pub(crate) fn named_columns(&self) -> impl Iterator<Item = (&str, bool)> {
        let places = self.geography.iter().flat_map(|level| {
            let code = level.code.iter().flat_map(Template::columns);
            let plain = [&level.name, &level.address, &level.latitude, &level.longitude];
            code.chain(plain.into_iter().flatten().map(String::as_str))
        });
        let votes = match self.votes.as_ref().map(|votes| &votes.columns) {
            Some(VoteColumns::Named(columns)) => columns.as_slice(),
            _ => &[],
        };
        let events = self.events.iter().flat_map(|events| {
            std::iter::once(events.column.as_str()).chain(events.time.as_deref())
        });
        self.table
            .columns()
            .chain(self.contest_column.as_deref())
            .chain(self.columns.counts().into_iter().flatten())
            .chain(self.columns.image.as_deref())
            .chain(self.columns.standing.as_deref())
            .chain(votes.iter().map(VoteColumn::column))
            .chain(places)
            .chain(events)
            .map(|name| (name, self.optional.iter().any(|optional| optional == name)))
    }
}

fn comma() -> char {
    ','
}

fn single_keyed() -> Grade {
    Grade::SingleKeyed
}
