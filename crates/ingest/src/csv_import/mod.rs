//! CSV files through a map, row by row.

mod feed;
mod plan;

use std::collections::HashSet;

use record::{Basis, ContestNo, Count, Election, Rule, SheetCopy, Standing, TableNo, TableRef};

use crate::error::ImportError;
use crate::import::{Import, Options};
use crate::input::{Input, TextEncoding};
use crate::map::{Header, Map};

pub(crate) use plan::only_contest;

use feed::{Event, Feed};
use plan::Plan;

/// Most rows of one file. Applied while reading.
pub const MAX_ROWS: u64 = 20_000_000;

/// Longest text of a cell quoted in a message.
const SHOWN_CHARS: usize = 40;

/// Reads a CSV file into an import.
///
/// Every row is read whatever the rows before it had: what a row breaks is reported with its number, and
/// the rest is there for a caller who asks for it.
///
/// # Errors
/// Where the file as a whole is not what the map describes: I301 to I303, I308, I309, I311.
pub fn add(
    import: &mut Import,
    input: &Input<'_>,
    map: &Map,
    election: &Election,
    options: &Options,
) -> Result<(), ImportError> {
    let content = input.content()?;
    let mut opened = Header::open(map, input, &content)?;
    let plan = Plan::make(input, map, election, options, &opened.header, opened.encoding)?;
    let number = import.add_input(input.entry());
    import.collection.source.method.get_or_insert_with(|| map.name.clone());
    let mut rows = Rows {
        import,
        election,
        plan: &plan,
        encoding: opened.encoding,
        input: number,
        code: String::new(),
        counts: Vec::new(),
        next: TableNo(0),
        seen: Seen::new(election),
        feed: Feed::default(),
    };
    let mut row = csv::ByteRecord::new();
    let mut at = 1_u64;
    while opened
        .reader
        .read_byte_record(&mut row)
        .map_err(|error| input.error(Rule::SchemaMismatch, error.to_string()))?
    {
        at += 1;
        if at > MAX_ROWS {
            return Err(input.error(Rule::InputTooLarge, format!("more than {MAX_ROWS} rows")));
        }
        rows.add(&row, at, opened.header.len());
    }
    rows.finish();
    Ok(())
}

/// The state of reading one file.
struct Rows<'a> {
    import: &'a mut Import,
    election: &'a Election,
    plan: &'a Plan,
    encoding: TextEncoding,
    input: u32,
    code: String,
    counts: Vec<Count>,
    /// Files follow the table list nearly always, so the table after the last one is tried first.
    next: TableNo,
    seen: Seen,
    feed: Feed,
}

impl Rows<'_> {
    fn add(&mut self, row: &csv::ByteRecord, at: u64, columns: usize) {
        let event = match self.event(row) {
            Ok(Some(event)) => event,
            Ok(None) => return,
            Err(detail) => return self.refuse(at, Rule::SchemaMismatch, detail),
        };
        self.import.summary.rows += 1;
        if row.len() != columns {
            let detail = format!("{} fields, the header has {columns}", row.len());
            return self.refuse(at, Rule::RowLength, detail);
        }
        if !self.plan.table.fill(row, self.encoding, &mut self.code) {
            return self.refuse(at, Rule::RowWithoutTable, "a key column is empty".to_owned());
        }
        let Some(contest) = self.contest(row).filter(|no| self.plan.has_votes(*no)) else {
            let key = self.shown(row, self.plan.contest_column());
            return self.refuse(at, Rule::UnknownContest, format!("contest `{key}`"));
        };
        let table = self.table();
        let mut copy = SheetCopy::new(
            table.map_or(TableRef::Unknown(0), TableRef::Known),
            contest,
            self.plan.grade,
            Basis::Lists,
        );
        copy.input = self.input;
        copy.place = u32::try_from(at).expect("fewer than 2^32 rows");
        copy.image = self.plan.image(row);
        let read = self.plan.standing(row).and_then(|standing| {
            copy.standing = standing;
            self.plan.read_counts(row, &mut copy, &mut self.counts)
        });
        if let Err(column) = read {
            let cell = self.shown(row, Some(column));
            let detail = format!("table {}: column {}: `{cell}`", self.code, column + 1);
            return self.refuse(at, Rule::CellNotACount, detail);
        }
        match event {
            Event::Plain => self.push(copy, at),
            event => self.feed.apply(event, &self.code, copy, &self.counts),
        }
    }

    fn push(&mut self, mut copy: SheetCopy, at: u64) {
        let repeated = match copy.table {
            TableRef::Known(table) => !self.seen.add(table, copy.contest),
            TableRef::Unknown(_) => !self.seen.add_unknown(&self.code, copy.contest),
        };
        let (import, input) = (&mut *self.import, self.input);
        if repeated {
            import.report(input, at, Rule::RowDuplicate, format!("table {}", self.code));
        }
        if matches!(copy.table, TableRef::Unknown(_)) {
            copy.table = import.collection.add_unknown_table(&self.code);
            import.summary.unknown_tables += 1;
            import.report(input, at, Rule::TableUnknown, format!("table {}", self.code));
        }
        import.summary.copies += 1;
        import.summary.withdrawn += u64::from(copy.standing == Standing::Withdrawn);
        import.collection.push(copy, &self.counts);
    }

    /// Hands over what a feed came to in the end.
    fn finish(mut self) {
        for entry in std::mem::take(&mut self.feed).into_entries() {
            self.code = entry.code;
            self.counts = entry.counts;
            let at = u64::from(entry.copy.place);
            self.push(entry.copy, at);
        }
    }

    fn event(&self, row: &csv::ByteRecord) -> Result<Option<Event>, String> {
        let Some(events) = &self.plan.events else { return Ok(Some(Event::Plain)) };
        if let (Some(until), Some(time)) = (&events.until, events.time)
            && row.get(time).unwrap_or_default() > until.as_slice()
        {
            return Ok(None);
        }
        let word = row.get(events.column).unwrap_or_default().trim_ascii();
        events
            .event(word)
            .map(Some)
            .ok_or_else(|| format!("event `{}`", self.shown(row, Some(events.column))))
    }

    fn contest(&self, row: &csv::ByteRecord) -> Option<ContestNo> {
        let Some(column) = self.plan.contest_column() else { return self.plan.only_contest() };
        let key = self.encoding.decode(row.get(column)?);
        Some(self.election.contest_by_key(key.trim())?.no)
    }

    fn table(&mut self) -> Option<TableNo> {
        let tables = &self.election.tables;
        let guess = Some(self.next).filter(|no| tables.has(*no) && tables.code(*no) == self.code);
        let table = guess.or_else(|| tables.find(&self.code))?;
        self.next = TableNo(table.0.saturating_add(1));
        Some(table)
    }

    fn shown(&self, row: &csv::ByteRecord, column: Option<usize>) -> String {
        let cell = column.and_then(|column| row.get(column)).unwrap_or_default();
        let text = self.encoding.decode(&cell[..cell.len().min(4 * SHOWN_CHARS)]);
        text.chars().filter(|c| !c.is_control()).take(SHOWN_CHARS).collect()
    }

    fn refuse(&mut self, at: u64, rule: Rule, detail: String) {
        self.import.summary.refused += 1;
        self.import.report(self.input, at, rule, detail);
    }
}

/// Which tables a file has had, per contest.
struct Seen {
    contests: usize,
    known: Vec<bool>,
    unknown: HashSet<(String, ContestNo)>,
}

impl Seen {
    fn new(election: &Election) -> Self {
        let contests = election.contests.len();
        Self {
            contests,
            known: vec![false; election.tables.len() * contests],
            unknown: HashSet::new(),
        }
    }

    fn add(&mut self, table: TableNo, contest: ContestNo) -> bool {
        let at = table.index() * self.contests + contest.index();
        !std::mem::replace(&mut self.known[at], true)
    }

    fn add_unknown(&mut self, code: &str, contest: ContestNo) -> bool {
        self.unknown.insert((code.to_owned(), contest))
    }
}
