//! Parquet, one row per sheet, Snappy-compressed.
//!
//! Text columns `table`, `contest`, `source`, `grade`; then each count twice: a nullable 32-bit column
//! with the number, and a text column `<name>_status` that says `given`, `blank`, `unreadable` or
//! `absent`, so that no reader has to guess what a null means.

use std::io::Write;
use std::sync::Arc;

use ::parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use ::parquet::data_type::{ByteArray, ByteArrayType, Int32Type};
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use ::parquet::schema::types::Type;
use record::election::Contest;
use record::{Count, Election, Reading};

use super::sheets::{Bases, candidate_count, list_count};
use super::{ExportError, SheetRow, Sheets};

/// Rows buffered at a time: with 40 counts some ten megabytes.
const ROWS_PER_GROUP: usize = 32_768;

/// The single counts, before those of lists or candidates.
const COUNTS: [&str; 6] = ["electors", "voters_machine", "voters_book", "valid", "null", "blank"];

/// Writes the sheets of one contest.
///
/// # Errors
/// What the writer refuses, and sheets that do not have one count per list or candidate.
pub fn write(
    election: &Election,
    contest: &Contest,
    sheets: &dyn Sheets,
    out: impl Write + Send,
) -> Result<(), ExportError> {
    let columns = Columns::of(contest, Bases::of(sheets, contest));
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(format!("cotejo {}", env!("CARGO_PKG_VERSION")));
    let mut file =
        SerializedFileWriter::new(out, Arc::new(columns.schema()?), Arc::new(properties.build()))?;
    let mut group = Group::new(&columns);
    for row in sheets.of_contest(contest.no) {
        group.push(election, contest, &columns, &row.checked(election, contest)?);
        if group.tables.len() == ROWS_PER_GROUP {
            group.flush(&mut file, contest)?;
        }
    }
    if !group.tables.is_empty() {
        group.flush(&mut file, contest)?;
    }
    file.close()?;
    Ok(())
}

/// Which count columns the file has.
struct Columns {
    names: Vec<String>,
    lists: usize,
    candidates: usize,
}

impl Columns {
    fn of(contest: &Contest, bases: Bases) -> Self {
        let mut names: Vec<String> = COUNTS.map(str::to_owned).into();
        let lists = if bases.lists { contest.lists.len() } else { 0 };
        let with_candidates = bases.candidates || !bases.lists;
        let candidates = if with_candidates { contest.candidates.len() } else { 0 };
        names.extend(contest.lists[..lists].iter().map(|list| format!("list:{}", list.code)));
        names.extend(
            contest.candidates[..candidates].iter().map(|one| format!("candidate:{}", one.key)),
        );
        Self { names, lists, candidates }
    }

    fn schema(&self) -> Result<Type, ExportError> {
        let mut fields = Vec::new();
        for name in ["table", "contest", "source", "grade"] {
            fields.push(Arc::new(text(name)?));
        }
        for name in &self.names {
            let number = Type::primitive_type_builder(name, Physical::INT32)
                .with_repetition(Repetition::OPTIONAL);
            fields.push(Arc::new(number.build()?));
            fields.push(Arc::new(text(&format!("{name}_status"))?));
        }
        Ok(Type::group_type_builder("sheet").with_fields(fields).build()?)
    }
}

fn text(name: &str) -> Result<Type, ExportError> {
    Ok(Type::primitive_type_builder(name, Physical::BYTE_ARRAY)
        .with_repetition(Repetition::REQUIRED)
        .with_logical_type(Some(LogicalType::String))
        .build()?)
}

/// A row group being gathered, column by column.
struct Group {
    tables: Vec<ByteArray>,
    sources: Vec<ByteArray>,
    grades: Vec<ByteArray>,
    counts: Vec<Vec<Count>>,
}

impl Group {
    fn new(columns: &Columns) -> Self {
        Self {
            tables: Vec::new(),
            sources: Vec::new(),
            grades: Vec::new(),
            counts: vec![Vec::new(); columns.names.len()],
        }
    }

    fn push(
        &mut self,
        election: &Election,
        contest: &Contest,
        columns: &Columns,
        row: &SheetRow<'_>,
    ) {
        self.tables.push(ByteArray::from(election.tables.code(row.table)));
        self.sources.push(ByteArray::from(row.source));
        self.grades.push(ByteArray::from(row.grade.word()));
        let single =
            [row.electors, row.voters_machine, row.voters_book, row.valid, row.null, row.blank];
        let lists = (0..columns.lists).map(|at| list_count(row, contest, at).unwrap_or_default());
        let candidates =
            (0..columns.candidates).map(|at| candidate_count(row, contest, at).unwrap_or_default());
        let all = single.into_iter().chain(lists).chain(candidates);
        for (column, count) in self.counts.iter_mut().zip(all) {
            column.push(count);
        }
    }

    fn flush<W: Write + Send>(
        &mut self,
        file: &mut SerializedFileWriter<W>,
        contest: &Contest,
    ) -> Result<(), ExportError> {
        let mut out = file.next_row_group()?;
        let contests = vec![ByteArray::from(contest.key.as_str()); self.tables.len()];
        write_texts(&mut out, &self.tables)?;
        write_texts(&mut out, &contests)?;
        write_texts(&mut out, &self.sources)?;
        write_texts(&mut out, &self.grades)?;
        for counts in &self.counts {
            write_numbers(&mut out, counts)?;
            write_texts(&mut out, &counts.iter().map(status).collect::<Vec<_>>())?;
        }
        out.close()?;
        self.tables.clear();
        self.sources.clear();
        self.grades.clear();
        self.counts.iter_mut().for_each(Vec::clear);
        Ok(())
    }
}

fn write_texts<W: Write + Send>(
    out: &mut SerializedRowGroupWriter<'_, W>,
    texts: &[ByteArray],
) -> Result<(), ExportError> {
    let mut column = out.next_column()?.expect("the schema has this column");
    column.typed::<ByteArrayType>().write_batch(texts, None, None)?;
    Ok(column.close()?)
}

fn write_numbers<W: Write + Send>(
    out: &mut SerializedRowGroupWriter<'_, W>,
    counts: &[Count],
) -> Result<(), ExportError> {
    let number = |count: &Count| {
        count.number().map(|number| i32::try_from(number).expect("counts are below 2^31"))
    };
    let values: Vec<i32> = counts.iter().filter_map(number).collect();
    let levels: Vec<i16> = counts.iter().map(|count| i16::from(count.number().is_some())).collect();
    let mut column = out.next_column()?.expect("the schema has this column");
    column.typed::<Int32Type>().write_batch(&values, Some(&levels), None)?;
    Ok(column.close()?)
}

fn status(count: &Count) -> ByteArray {
    ByteArray::from(match count.reading() {
        Reading::Absent => "absent",
        Reading::Blank => "blank",
        Reading::Given(_) => "given",
        Reading::Unreadable => "unreadable",
    })
}
