//! The QR text of the Venezuelan sheets of 28 July 2024.
//!
//! `id "!" votes "!" null "!" blank`, with one whole number per list between commas. It carries no
//! signature, no time and no electors: it proves only what was printed.

use record::Count;

/// Lists on the ballot of 2024, for texts read without an election file.
pub const LISTS: usize = 38;

/// Longest text: an id and ten characters for each of the most lists. Applied before parsing.
const MAX_CHARS: usize = 24 + 10 * (record::election::bounds::LISTS + 2);

/// The figures of one sheet as its code gives them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VenezuelaText {
    /// The table's printed id: `240111020.01.1.0001`.
    pub table: String,
    /// Votes per list, in ballot order.
    pub votes: Vec<Count>,
    /// Null votes.
    pub null: Count,
    /// Blank votes.
    pub blank: Count,
}

/// Why a text is not exactly of this format.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VenezuelaError {
    /// Not the four fields between exclamation marks.
    #[error("{0} fields between `!`, 4 expected: the code was cut or altered")]
    Fields(usize),
    /// Not the pattern of a table id.
    #[error("the table id is not of the form 240111020.01.1.0001")]
    Id,
    /// Another number of lists than the ballot has.
    #[error("{found} lists, the ballot has {expected}: the code was cut, or is of another contest")]
    Lists {
        /// Lists in the text.
        found: usize,
        /// Lists of the ballot.
        expected: usize,
    },
    /// A field that is not a plain whole number without leading zeros.
    #[error("`{0}` is not a plain whole number")]
    Number(String),
    /// Longer than any ballot makes it.
    #[error("{0} characters, more than any ballot gives")]
    TooLong(usize),
}

impl VenezuelaText {
    /// Parses a text of a ballot with `lists` lists.
    ///
    /// # Errors
    /// [`VenezuelaError`] for anything but exactly the format.
    pub fn parse(text: &str, lists: usize) -> Result<Self, VenezuelaError> {
        if text.len() > MAX_CHARS {
            return Err(VenezuelaError::TooLong(text.len()));
        }
        let fields: Vec<_> = text.split('!').collect();
        let [table, votes, null, blank] = fields[..] else {
            return Err(VenezuelaError::Fields(fields.len()));
        };
        if !is_id(table) {
            return Err(VenezuelaError::Id);
        }
        let votes = votes.split(',').map(number).collect::<Result<Vec<_>, _>>()?;
        if votes.len() != lists {
            return Err(VenezuelaError::Lists { found: votes.len(), expected: lists });
        }
        Ok(Self { table: table.to_owned(), votes, null: number(null)?, blank: number(blank)? })
    }
}

/// Whether a text starts as this format does, so that anything wrong in it is worth saying.
pub(super) fn looks_like(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    digits == 9
        && (text[9..].starts_with('.') || text[9..].is_empty() && !text.is_empty())
        && text[9..].contains('!')
}

/// `\d{9}\.\d{2}\.\d\.\d{4}`
fn is_id(text: &str) -> bool {
    let lengths = [9, 2, 1, 4];
    let groups: Vec<_> = text.split('.').collect();
    groups.len() == lengths.len()
        && groups.iter().zip(lengths).all(|(group, length)| {
            group.len() == length && group.bytes().all(|byte| byte.is_ascii_digit())
        })
}

fn number(text: &str) -> Result<Count, VenezuelaError> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    let canonical = text == "0" || !text.starts_with('0');
    let count = (plain && canonical && !text.is_empty()).then(|| text.parse().ok()).flatten();
    count.ok_or_else(|| VenezuelaError::Number(text.chars().take(12).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_exactly_its_format() {
        let read = VenezuelaText::parse("240111020.01.1.0001!149,0,23!2!1", 3).unwrap();
        assert_eq!(read.table, "240111020.01.1.0001");
        let numbers: Vec<_> = read.votes.iter().map(|count| count.number()).collect();
        assert_eq!(numbers, [Some(149), Some(0), Some(23)]);
        assert_eq!((read.null.number(), read.blank.number()), (Some(2), Some(1)));
    }

    #[test]
    fn refuses_everything_else() {
        let good = "240111020.01.1.0001!149,0,23!2!1";
        for bad in [
            "240111020.01.1.0001!149,0,23!2",
            "240111020.01.1.0001!149,0,23!2!",
            "240111020.01.1.0001!149,0!2!1",
            "240111020.01.1.0001!149,0,23,1!2!1",
            "240111020.01.1.0001!149,,23!2!1",
            "240111020.01.1.0001!149,00,23!2!1",
            "240111020.01.1.0001!149,+1,23!2!1",
            "240111020.01.1.0001!149,-1,23!2!1",
            "240111020.01.1.0001!149, 1,23!2!1",
            "240111020.01.1.0001!149,1.0,23!2!1",
            "240111020.01.1.0001!149,1000000000,23!2!1",
            "240111020.01.1.0001!149,blank,23!2!1",
            "240111020.01.1.0001!149,٣,23!2!1",
            "40111020.01.1.0001!149,0,23!2!1",
            "240111020.1.1.0001!149,0,23!2!1",
            "240111020.01.1.001!149,0,23!2!1",
            "240111020.01.1.0001.!149,0,23!2!1",
            "240111020.01.1.0001!149,0,23!2!1!",
            "240111020.01.1.0001!149,0,23!2!1\n",
            " 240111020.01.1.0001!149,0,23!2!1",
        ] {
            assert!(VenezuelaText::parse(bad, 3).is_err(), "{bad:?}");
        }
        for cut in 0..good.len() {
            assert!(VenezuelaText::parse(&good[..cut], 3).is_err(), "cut at {cut}");
        }
    }
}
