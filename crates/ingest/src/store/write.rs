use std::io::Write as _;

use record::count::Reading;
use record::{Basis, Collection, Count, Digest, Election, SheetCopy, Standing, TableRef};

use super::{ABSENT, COLLECTION_FILE, COLUMNS, COPIES_FILE, Description, columns};

/// The files of a collection, by name.
pub fn to_files(collection: &Collection, election: &Election) -> Vec<(&'static str, Vec<u8>)> {
    let copies = copies(collection, election);
    let description = Description {
        format: 1,
        election: election.id,
        copies: collection.copies.len() as u64,
        copies_sha256: Digest::of(&copies),
        source: collection.source.clone(),
        contests: columns(election),
        announcements: collection.announcements.clone(),
    };
    let text = toml::to_string(&description).expect("every description has a TOML form");
    vec![(COLLECTION_FILE, text.into_bytes()), (COPIES_FILE, copies)]
}

fn copies(collection: &Collection, election: &Election) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::with_capacity(collection.copies.len() * 200));
    writer.write_record(COLUMNS).expect("writing to memory");
    let mut buffer = Vec::new();
    for copy in &collection.copies {
        write_row(&mut writer, &mut buffer, collection, election, copy)
            .expect("writing to memory, every row of one length");
    }
    writer.into_inner().expect("writing to memory")
}

fn write_row(
    writer: &mut csv::Writer<Vec<u8>>,
    buffer: &mut Vec<u8>,
    collection: &Collection,
    election: &Election,
    copy: &SheetCopy,
) -> csv::Result<()> {
    let table = match copy.table {
        TableRef::Known(table) => election.tables.code(table),
        TableRef::Unknown(_) => collection.unknown_table(copy).unwrap_or_default(),
    };
    let contest = election.contest(copy.contest).map_or("", |contest| contest.key.as_str());
    writer.write_field(table)?;
    writer.write_field(contest)?;
    writer.write_field(copy.grade.word())?;
    writer.write_field(copy.signature.word())?;
    write_number(writer, buffer, u64::from(copy.serial))?;
    writer.write_field(copy.replaces.map(const_hex::encode).unwrap_or_default())?;
    writer.write_field(match copy.standing {
        Standing::Stands => "stands",
        Standing::Withdrawn => "withdrawn",
        Standing::Annulled => "annulled",
    })?;
    for digest in [copy.payload, copy.image] {
        writer.write_field(digest.map(|digest| digest.to_string()).unwrap_or_default())?;
    }
    write_number(writer, buffer, u64::from(copy.input))?;
    write_number(writer, buffer, u64::from(copy.place))?;
    for count in
        [copy.electors, copy.voters_machine, copy.voters_book, copy.valid, copy.null, copy.blank]
    {
        buffer.clear();
        push_count(buffer, count, b"");
        writer.write_field(&buffer)?;
    }
    writer.write_field(match copy.basis {
        Basis::Candidates => "candidates",
        Basis::Lists => "lists",
    })?;
    let counts = collection.cells(copy);
    write_number(writer, buffer, counts.len() as u64)?;
    buffer.clear();
    for (at, count) in counts.iter().enumerate() {
        if at > 0 {
            buffer.push(b' ');
        }
        push_count(buffer, *count, ABSENT);
    }
    writer.write_field(&buffer)?;
    writer.write_record(None::<&[u8]>)
}

fn write_number(
    writer: &mut csv::Writer<Vec<u8>>,
    buffer: &mut Vec<u8>,
    number: u64,
) -> csv::Result<()> {
    buffer.clear();
    write!(buffer, "{number}").expect("writing to memory");
    writer.write_field(&buffer)
}

fn push_count(buffer: &mut Vec<u8>, count: Count, absent: &[u8]) {
    match count.reading() {
        Reading::Absent => buffer.extend_from_slice(absent),
        // Votes are mostly small numbers, and formatting them is most of the work here.
        Reading::Given(number @ 0..10) => {
            buffer.push(b"0123456789"[usize::try_from(number).expect("a digit")]);
        }
        _ => write!(buffer, "{count}").expect("writing to memory"),
    }
}
