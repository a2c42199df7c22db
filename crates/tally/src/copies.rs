use record::{Collection, ContestNo, Election, SheetCopy, SourceNo, TableNo, TableRef};

/// One copy in one of the collections of a collation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CopyRef {
    /// Which collection.
    pub source: SourceNo,
    /// Position in [`Collection::copies`].
    pub copy: u32,
}

impl CopyRef {
    /// The copy itself.
    ///
    /// # Panics
    /// If the collections are not those it was made from.
    pub fn of(self, collections: &[Collection]) -> &SheetCopy {
        &collections[self.source.index()].copies[position(self.copy)]
    }

    /// The counts of the copy.
    ///
    /// # Panics
    /// If the collections are not those it was made from.
    pub fn cells(self, collections: &[Collection]) -> &[record::Count] {
        let collection = &collections[self.source.index()];
        collection.cells(&collection.copies[position(self.copy)])
    }
}

/// Every copy of one contest by table: two flat arrays, filled by a counting sort, whatever the number
/// of sources. Copies of tables that the election file does not have are kept apart.
#[derive(Clone, Debug)]
pub struct CopyIndex {
    starts: Vec<u32>,
    refs: Vec<CopyRef>,
    unknown: Vec<CopyRef>,
}

impl CopyIndex {
    /// Sorts the copies of a contest by table. Inside a table they keep the order of the sources.
    ///
    /// # Panics
    /// With more than 2¹⁶ collections or 2³² copies.
    pub fn build(election: &Election, contest: ContestNo, collections: &[Collection]) -> Self {
        let mut starts = vec![0_u32; election.tables.len() + 1];
        let mut unknown = Vec::new();
        each_copy(contest, collections, |at, table| match table {
            TableRef::Known(table) if election.tables.has(table) => starts[table.index() + 1] += 1,
            _ => unknown.push(at),
        });
        for table in 1..starts.len() {
            starts[table] += starts[table - 1];
        }
        let none = CopyRef { source: SourceNo(0), copy: 0 };
        let mut refs = vec![none; position(starts[starts.len() - 1])];
        let mut next = starts.clone();
        each_copy(contest, collections, |at, table| {
            if let TableRef::Known(table) = table
                && election.tables.has(table)
            {
                let slot = &mut next[table.index()];
                refs[position(*slot)] = at;
                *slot += 1;
            }
        });
        Self { starts, refs, unknown }
    }

    /// The copies of one table, in the order of the sources.
    pub fn at(&self, table: TableNo) -> &[CopyRef] {
        let at = table.index();
        &self.refs[position(self.starts[at])..position(self.starts[at + 1])]
    }

    /// Copies whose table the election file does not have.
    pub fn unknown(&self) -> &[CopyRef] {
        &self.unknown
    }

    /// Every table that has at least one copy, with its copies.
    pub fn tables(&self) -> impl Iterator<Item = (TableNo, &[CopyRef])> {
        (0..)
            .map(TableNo)
            .zip(self.starts.windows(2))
            .filter(|(_, ends)| ends[0] < ends[1])
            .map(|(table, ends)| (table, &self.refs[position(ends[0])..position(ends[1])]))
    }
}

fn each_copy(
    contest: ContestNo,
    collections: &[Collection],
    mut each: impl FnMut(CopyRef, TableRef),
) {
    for (collection, source) in collections.iter().zip(0..) {
        for (copy, at) in collection.copies.iter().zip(0..) {
            if copy.contest == contest {
                each(CopyRef { source: SourceNo(source), copy: at }, copy.table);
            }
        }
    }
}

fn position(at: u32) -> usize {
    usize::try_from(at).expect("positions fit the address space")
}
