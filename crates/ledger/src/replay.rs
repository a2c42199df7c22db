//! A log read from its first entry on: the sheets as a collection, and what the entries say of each other.

use std::collections::{HashMap, HashSet};

use record::election::Role;
use record::{
    Basis, Collection, ContestNo, Digest, Election, Grade, SheetCopy, SignatureVerdict,
    SignedSheet, SignedStatement, SourceInfo, Standing, StatementKind, TableNo, TableRef,
};

use crate::LedgerError;
use crate::entry::{Entry, admit};

/// What a log holds up to some entry.
pub struct Replay<'a> {
    election: &'a Election,
    /// The sheets, each graded as logged.
    pub collection: Collection,
    /// Statements with their places.
    pub statements: Vec<(u64, SignedStatement)>,
    /// Pairs of sheets that contradict each other, both validly signed, whichever was logged first.
    pub equivocations: Vec<Equivocation>,
    sheets: HashMap<(TableNo, ContestNo), Vec<(u64, SignedSheet)>>,
    withdrawn: HashSet<Digest>,
    next: u64,
}

/// Two sheets that contradict each other: see [`SignedSheet::contradicts`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Equivocation {
    /// The table.
    pub table: TableNo,
    /// The contest.
    pub contest: ContestNo,
    /// Places of the two entries.
    pub entries: [u64; 2],
}

impl<'a> Replay<'a> {
    /// Starts before the first entry.
    pub fn new(election: &'a Election, origin: &str) -> Self {
        let source = SourceInfo {
            id: "log".to_owned(),
            name: origin.to_owned(),
            method: Some("log".to_owned()),
            ..SourceInfo::default()
        };
        Self {
            election,
            collection: Collection::new(source),
            statements: Vec::new(),
            equivocations: Vec::new(),
            sheets: HashMap::new(),
            withdrawn: HashSet::new(),
            next: 0,
        }
    }

    /// Takes the next entry, verified as if it were about to be logged.
    ///
    /// # Errors
    /// The rule it breaks: such an entry should never have been logged.
    pub fn add(&mut self, bytes: &[u8]) -> Result<(), LedgerError> {
        let entry = self.next;
        match admit(bytes, entry, self.election)
            .map_err(|error| error.at(format!("entry {entry}")))?
        {
            Entry::Sheet(sheet) => self.add_sheet(entry, &sheet),
            Entry::Statement(signed) => self.add_statement(entry, signed),
        }
        self.next += 1;
        Ok(())
    }

    /// Entries taken.
    pub fn entries(&self) -> u64 {
        self.next
    }

    /// Tables with a sheet, of each contest.
    pub fn tables(&self) -> usize {
        self.sheets.len()
    }

    /// What the first `size` entries added up to, without verifying them again.
    #[must_use]
    pub fn as_of(&self, size: u64) -> Self {
        let mut past = Self::new(self.election, &self.collection.source.name);
        past.next = self.next.min(size);
        let logged = |place: u32| u64::from(place) < size;
        for copy in self.collection.copies.iter().filter(|copy| logged(copy.place)) {
            let cells = self.collection.cells(copy);
            past.collection.push(SheetCopy { standing: Standing::Stands, ..copy.clone() }, cells);
        }
        for (entry, signed) in self.statements.iter().filter(|(entry, _)| *entry < size) {
            past.add_statement(*entry, signed.clone());
        }
        let before = |one: &&Equivocation| one.entries[1] < size;
        past.equivocations = self.equivocations.iter().filter(before).cloned().collect();
        for (table, sheets) in &self.sheets {
            let sheets: Vec<_> =
                sheets.iter().filter(|(entry, _)| *entry < size).cloned().collect();
            if !sheets.is_empty() {
                past.sheets.insert(*table, sheets);
            }
        }
        past
    }

    fn add_sheet(&mut self, entry: u64, signed: &SignedSheet) {
        let sheet = signed.sheet();
        let of_table = self.sheets.entry((sheet.table, sheet.contest)).or_default();
        if let Some((first, _)) = of_table.iter().find(|(_, older)| signed.contradicts(older)) {
            let (table, contest) = (sheet.table, sheet.contest);
            self.equivocations.push(Equivocation { table, contest, entries: [*first, entry] });
        }
        of_table.push((entry, signed.clone()));
        let table = TableRef::Known(sheet.table);
        let mut copy = SheetCopy::new(table, sheet.contest, Grade::Logged, Basis::Lists);
        if self.withdrawn.contains(&signed.digest()) {
            copy.standing = Standing::Withdrawn;
        }
        copy.signature = SignatureVerdict::Valid;
        copy.serial = sheet.serial;
        copy.replaces = sheet.replaces;
        copy.payload = Some(signed.digest());
        copy.place = u32::try_from(entry).unwrap_or(u32::MAX);
        copy.electors = sheet.electors;
        copy.voters_machine = sheet.voters_machine;
        copy.voters_book = sheet.voters_book;
        copy.null = sheet.null;
        copy.blank = sheet.blank;
        self.collection.push(copy, &sheet.votes);
    }

    fn add_statement(&mut self, entry: u64, signed: SignedStatement) {
        let statement = signed.statement();
        let by = self.election.manifest.organisation(&statement.by);
        let of_authority = by.is_some_and(|one| one.role == Role::Authority);
        if statement.kind == StatementKind::Withdrawal && of_authority {
            // Whether the sheet or its withdrawal was logged first makes no difference.
            withdraw(&mut self.collection, &statement.subjects);
            self.withdrawn.extend(&statement.subjects);
        }
        self.statements.push((entry, signed));
    }
}

fn withdraw(collection: &mut Collection, sheets: &[Digest]) {
    for copy in &mut collection.copies {
        if copy.payload.is_some_and(|digest| sheets.contains(&digest)) {
            copy.standing = Standing::Withdrawn;
        }
    }
}
