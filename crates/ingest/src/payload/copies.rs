use record::{Collection, Digest, Election, Grade, SheetCopy, SignatureVerdict, TableRef};

use super::{ReadVerdict, Reading};

/// Where a reading comes from.
#[derive(Clone, Copy, Debug, Default)]
pub struct Origin {
    /// Which input file of the collection.
    pub input: u32,
    /// Page of an image file, or line of a text file.
    pub place: u32,
    /// Digest of the image it was read from.
    pub image: Option<Digest>,
}

/// Adds a reading's copies to a collection and says how many.
///
/// A sheet whose signature verifies is `signed`; every other is `machine-read`, with its signature's
/// verdict beside it. What is no sheet, or of a contest or election not given, adds nothing.
pub fn add_reading(
    collection: &mut Collection,
    reading: &Reading,
    origin: &Origin,
    election: &Election,
) -> usize {
    let (ReadVerdict::Sheet, Some(code)) = (reading.verdict, &reading.table) else { return 0 };
    let grade = match reading.signature {
        SignatureVerdict::Valid => Grade::Signed,
        _ => Grade::MachineRead,
    };
    let mut added = 0;
    for result in &reading.results {
        let Some(contest) = result.number else { continue };
        let table = match election.tables.find(code) {
            Some(table) => TableRef::Known(table),
            None => collection.add_unknown_table(code),
        };
        let mut copy = SheetCopy::new(table, contest, grade, result.basis);
        copy.signature = reading.signature;
        if let Some(signed) = &reading.signed {
            copy.serial = signed.sheet().serial;
            copy.replaces = signed.sheet().replaces;
        }
        copy.payload = Some(reading.digest);
        copy.image = origin.image;
        copy.input = origin.input;
        copy.place = origin.place;
        copy.electors = result.electors;
        copy.voters_machine = result.voters_machine;
        copy.voters_book = result.voters_book;
        copy.null = result.null;
        copy.blank = result.blank;
        collection.push(copy, &result.votes);
        added += 1;
    }
    added
}
