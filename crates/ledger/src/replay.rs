//! A log read from its first entry on: the sheets as a collection, and what the entries say of each other.

use std::collections::HashMap;

use record::election::Role;
use record::{
    Basis, Collection, ContestNo, Digest, Election, Grade, Lineage, SheetCopy, SignatureVerdict,
    SignedSheet, SignedStatement, SourceInfo, Standing, Statement, StatementKind, TableNo,
    TableRef,
};

use crate::LedgerError;
use crate::entry::{Entry, admit};

/// What a log holds up to some entry.
pub struct Replay<'a> {
    election: &'a Election,
    /// The sheets, each graded as logged, in the order of the log.
    pub collection: Collection,
    /// When each sheet says that its table closed, in seconds since 1970, in the order of the collection.
    pub closed: Vec<Option<u64>>,
    /// Statements with their places.
    pub statements: Vec<(u64, SignedStatement)>,
    /// Pairs of sheets that contradict each other, both validly signed, whichever was logged first.
    pub equivocations: Vec<Equivocation>,
    /// The last copy of each table and contest; the one before it stands in `earlier`. Places in the
    /// collection: at a million tables the sheets themselves would not fit beside it.
    latest: HashMap<(TableNo, ContestNo), usize>,
    earlier: Vec<Option<usize>>,
    /// The statement, by place in `statements`, that first withdrew a sheet or annulled a table.
    withdrawn: HashMap<Digest, usize>,
    annulled: HashMap<TableNo, usize>,
    next: u64,
}

/// Two sheets that contradict each other: see [`Lineage::contradicts`].
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
            closed: Vec::new(),
            statements: Vec::new(),
            equivocations: Vec::new(),
            latest: HashMap::new(),
            earlier: Vec::new(),
            withdrawn: HashMap::new(),
            annulled: HashMap::new(),
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
        self.latest.len()
    }

    /// The authority's statement that first withdrew one of a table's sheets, and its entry.
    pub fn withdrawal_at(&self, table: TableNo, contest: ContestNo) -> Option<(u64, &Statement)> {
        let copies = self.copies_of(table, contest).filter_map(|copy| copy.payload);
        self.statement(copies.filter_map(|digest| self.withdrawn.get(&digest)).min())
    }

    /// The authority's ruling that first annulled a table, and its entry.
    pub fn ruling_at(&self, table: TableNo) -> Option<(u64, &Statement)> {
        self.statement(self.annulled.get(&table))
    }

    /// What the first `size` entries added up to, without verifying them again.
    #[must_use]
    pub fn as_of(&self, size: u64) -> Self {
        let mut past = Self::new(self.election, &self.collection.source.name);
        past.next = self.next.min(size);
        let logged = |copy: &&SheetCopy| u64::from(copy.place) < size;
        for (at, copy) in self.collection.copies.iter().take_while(logged).enumerate() {
            let cells = self.collection.cells(copy);
            past.collection.push(SheetCopy { standing: Standing::Stands, ..copy.clone() }, cells);
            past.closed.push(self.closed[at]);
            past.earlier.push(self.earlier[at]);
            if let TableRef::Known(table) = copy.table {
                past.latest.insert((table, copy.contest), at);
            }
        }
        for (entry, signed) in self.statements.iter().filter(|(entry, _)| *entry < size) {
            past.add_statement(*entry, signed.clone());
        }
        let before = |one: &&Equivocation| one.entries[1] < size;
        past.equivocations = self.equivocations.iter().filter(before).cloned().collect();
        past
    }

    fn add_sheet(&mut self, entry: u64, signed: &SignedSheet) {
        let sheet = signed.sheet();
        let mut copy = SheetCopy::new(
            TableRef::Known(sheet.table),
            sheet.contest,
            Grade::Logged,
            Basis::Lists,
        );
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
        copy.standing = self.standing(sheet.table, &signed.digest());
        self.find_contradiction(entry, sheet.table, sheet.contest, &Lineage::of(signed));
        let at = self.collection.copies.len();
        self.earlier.push(self.latest.insert((sheet.table, sheet.contest), at));
        self.closed.push(sheet.closed);
        self.collection.push(copy, &sheet.votes);
    }

    /// Notes the first sheet that a new one contradicts.
    fn find_contradiction(
        &mut self,
        entry: u64,
        table: TableNo,
        contest: ContestNo,
        new: &Lineage,
    ) {
        let contradicts =
            |old: &&SheetCopy| Lineage::of_copy(old).is_some_and(|old| new.contradicts(&old));
        let first = self.copies_of(table, contest).filter(contradicts).map(|old| old.place).min();
        if let Some(first) = first {
            let entries = [u64::from(first), entry];
            self.equivocations.push(Equivocation { table, contest, entries });
        }
    }

    /// The copies of a table, the last one first.
    fn copies_of(
        &self,
        table: TableNo,
        contest: ContestNo,
    ) -> impl Iterator<Item = &SheetCopy> + use<'_> {
        let last = self.latest.get(&(table, contest)).copied();
        std::iter::successors(last, |at| self.earlier[*at]).map(|at| &self.collection.copies[at])
    }

    fn add_statement(&mut self, entry: u64, signed: SignedStatement) {
        let statement = signed.statement();
        let by = self.election.manifest.organisation(&statement.by);
        let of_authority = by.is_some_and(|one| one.role == Role::Authority);
        let at = self.statements.len();
        match statement.kind {
            StatementKind::Withdrawal if of_authority => {
                for digest in &statement.subjects {
                    self.withdrawn.entry(*digest).or_insert(at);
                }
                self.weigh_again();
            }
            StatementKind::Ruling if of_authority && !statement.tables.is_empty() => {
                for table in &statement.tables {
                    self.annulled.entry(*table).or_insert(at);
                }
                self.weigh_again();
            }
            _ => {}
        }
        self.statements.push((entry, signed));
    }

    /// Whether a sheet was logged before or after what is said of it makes no difference.
    fn weigh_again(&mut self) {
        let mut copies = std::mem::take(&mut self.collection.copies);
        for copy in &mut copies {
            if let (TableRef::Known(table), Some(digest)) = (copy.table, &copy.payload) {
                copy.standing = self.standing(table, digest);
            }
        }
        self.collection.copies = copies;
    }

    fn standing(&self, table: TableNo, sheet: &Digest) -> Standing {
        if self.annulled.contains_key(&table) {
            Standing::Annulled
        } else if self.withdrawn.contains_key(sheet) {
            Standing::Withdrawn
        } else {
            Standing::Stands
        }
    }

    fn statement(&self, at: Option<&usize>) -> Option<(u64, &Statement)> {
        let (entry, signed) = self.statements.get(*at?)?;
        Some((*entry, signed.statement()))
    }
}
