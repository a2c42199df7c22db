use crate::rule::Rule;

use super::{ElectionError, bounds};

/// The rows of a CSV file of an election directory, one at a time in the same memory.
pub(super) struct Rows<'a> {
    reader: csv::Reader<&'a [u8]>,
    row: Row,
}

/// One row, with its place for messages.
pub(super) struct Row {
    file: &'static str,
    number: u64,
    record: csv::StringRecord,
}

impl<'a> Rows<'a> {
    /// Opens a file whose header must be exactly `header`.
    pub(super) fn new(
        file: &'static str,
        bytes: &'a [u8],
        header: &[&str],
    ) -> Result<Self, ElectionError> {
        let mut rows = Self {
            reader: csv::ReaderBuilder::new().has_headers(false).from_reader(bytes),
            row: Row { file, number: 1, record: csv::StringRecord::new() },
        };
        let is_header =
            rows.next_row()?.is_some_and(|row| row.record.iter().eq(header.iter().copied()));
        if !is_header {
            let detail = format!("the header must be `{}`", header.join(","));
            return Err(ElectionError::new(Rule::ElectionRowMalformed, file, detail).at_row(1));
        }
        if !bytes.ends_with(b"\n") {
            let detail = "the last line has no line end; the file may be cut";
            return Err(ElectionError::new(Rule::ElectionRowMalformed, file, detail));
        }
        Ok(rows)
    }

    /// The next row, if there is one.
    pub(super) fn next_row(&mut self) -> Result<Option<&Row>, ElectionError> {
        let row = &mut self.row;
        let before = self.reader.position().line();
        let more = self.reader.read_record(&mut row.record).map_err(|error| {
            let line = error.position().map_or(before, csv::Position::line);
            ElectionError::new(Rule::ElectionRowMalformed, row.file, error.to_string()).at_row(line)
        })?;
        if !more {
            return Ok(None);
        }
        // The line an editor shows, which blank lines and quoted line ends move away from the row.
        row.number = row.record.position().map_or(before, csv::Position::line);
        if row.record.iter().any(|field| field.len() > bounds::NAME_BYTES) {
            let detail = format!("a field is longer than {} bytes", bounds::NAME_BYTES);
            return Err(row.error(Rule::ElectionRowMalformed, detail));
        }
        Ok(Some(row))
    }
}

impl Row {
    /// The field at a column; the header was checked, so it is there.
    pub(super) fn text(&self, column: usize) -> &str {
        self.record.get(column).unwrap_or("")
    }

    pub(super) fn error(&self, rule: Rule, detail: impl Into<String>) -> ElectionError {
        ElectionError::new(rule, self.file, detail).at_row(self.number)
    }
}
