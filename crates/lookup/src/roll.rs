//! Reading a roll: ID number and table code, and nothing else. Nothing of it is ever shown but row numbers.

use std::io::{BufRead, Read as _};

use record::election::Tables;
use record::{Rule, TableNo};

use crate::{IdNumber, LookupError};

/// The one header.
pub const HEADER: &str = "id,table";
/// Longest line, in bytes.
pub const MAX_LINE_BYTES: u64 = 256;

/// A roll as it is read, one row at a time. Ends with the first error.
pub struct Roll<'a, R> {
    reader: R,
    tables: &'a Tables,
    line: Vec<u8>,
    row: u64,
    is_over: bool,
}

/// One elector: no name, no address, no birthday.
#[derive(Debug)]
pub struct Row {
    /// The line of the file, the header being 1.
    pub row: u64,
    /// The ID number.
    pub id: IdNumber,
    /// The table.
    pub table: TableNo,
}

impl<'a, R: BufRead> Roll<'a, R> {
    /// Reads the header.
    ///
    /// # Errors
    /// W200 where there is none, W201 where it names other columns.
    pub fn new(reader: R, tables: &'a Tables) -> Result<Self, LookupError> {
        let mut roll = Self { reader, tables, line: Vec::new(), row: 0, is_over: false };
        let header = roll.next_line()?.unwrap_or_default();
        let header = header.strip_prefix('\u{feff}').unwrap_or(header);
        let columns: Vec<_> = header.split(',').map(unquoted).collect();
        match columns.as_slice() {
            ["id", "table"] => Ok(roll),
            [_, _, _, ..] => {
                let detail = format!("{} columns", columns.len());
                Err(LookupError::new(Rule::LookupRollForeignColumn, detail))
            }
            _ => {
                let detail = format!("its first line is not `{HEADER}`");
                Err(LookupError::new(Rule::LookupRollMalformed, detail))
            }
        }
    }

    fn next_row(&mut self) -> Result<Option<Row>, LookupError> {
        let row = self.row + 1;
        let tables = self.tables;
        let at = |rule| move |why: &str| LookupError::new(rule, format!("row {row}: {why}"));
        let Some(line) = self.next_line()? else { return Ok(None) };
        let mut fields = line.split(',').map(unquoted);
        let (Some(id), Some(code)) = (fields.next(), fields.next()) else {
            return Err(at(Rule::LookupRollMalformed)("it has not two fields"));
        };
        if fields.next().is_some() {
            return Err(at(Rule::LookupRollForeignColumn)("it has more than two fields"));
        }
        let id = IdNumber::parse(id).map_err(|error| at(error.rule)(&error.detail))?;
        let table = tables
            .find(code)
            .ok_or_else(|| at(Rule::LookupTableUnknown)("its table is not in the election file"))?;
        Ok(Some(Row { row, id, table }))
    }

    /// The next line without its end, or none at the end.
    fn next_line(&mut self) -> Result<Option<&str>, LookupError> {
        let wrong = |row: u64, why: &str| {
            LookupError::new(Rule::LookupRollMalformed, format!("row {row}: {why}"))
        };
        self.row += 1;
        self.line.clear();
        let mut bounded = self.reader.by_ref().take(MAX_LINE_BYTES);
        let read = bounded
            .read_until(b'\n', &mut self.line)
            .map_err(|error| wrong(self.row, &error.to_string()))?;
        if read == 0 {
            return Ok(None);
        }
        if self.line.last() == Some(&b'\n') {
            self.line.pop();
        } else if u64::try_from(read).is_ok_and(|read| read == MAX_LINE_BYTES) {
            return Err(wrong(self.row, "it is longer than a row can be"));
        }
        if self.line.last() == Some(&b'\r') {
            self.line.pop();
        }
        str::from_utf8(&self.line).map(Some).map_err(|_| wrong(self.row, "it is not UTF-8"))
    }
}

impl<R: BufRead> Iterator for Roll<'_, R> {
    type Item = Result<Row, LookupError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        let next = self.next_row().transpose();
        self.is_over = !matches!(next, Some(Ok(_)));
        next
    }
}

/// A field without the quotes that some programs put around each.
fn unquoted(field: &str) -> &str {
    let inner = field.strip_prefix('"').and_then(|field| field.strip_suffix('"'));
    inner.unwrap_or(field)
}
