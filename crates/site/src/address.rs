//! Where everything lies: addresses that stay, spread over folders so that none is ever full.
//!
//! An address follows from the election file alone, so it is the same in every build and on every mirror.

use std::fmt::Write as _;

/// Most things (tables, areas) of one folder on average; each has a handful of files there.
const PER_FOLDER: usize = 400;
/// Folders of one level: two hexadecimal digits.
const WIDE: usize = 256;

/// How many folders things are spread over, decided by their number in the election file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spread {
    /// All in one.
    One,
    /// 256.
    Wide,
    /// 256 with sixteen in each.
    Deep,
}

impl Spread {
    /// For so many things.
    pub const fn of(things: usize) -> Self {
        if things <= PER_FOLDER {
            Self::One
        } else if things <= PER_FOLDER * WIDE {
            Self::Wide
        } else {
            Self::Deep
        }
    }

    /// The word by which the browser's side knows it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::One => "one",
            Self::Wide => "wide",
            Self::Deep => "deep",
        }
    }

    /// The place of a code: its folders, and its name in one safe spelling. No ending.
    pub fn place(self, code: &str) -> String {
        let hash = fnv1a(code.as_bytes());
        let [first, second, ..] = hash.to_be_bytes();
        let name = safe(code);
        match self {
            Self::One => name,
            Self::Wide => format!("{first:02x}/{name}"),
            Self::Deep => format!("{first:02x}/{:x}/{name}", second >> 4),
        }
    }
}

/// FNV-1a of 32 bits: two lines in every language, and nothing here has to withstand anybody.
fn fnv1a(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

/// A code as a file name that every system and every address takes: what is no letter, digit, `-`, `_` or inner
/// dot becomes `~` and two hexadecimal digits a byte; `/` becomes `~` alone.
fn safe(code: &str) -> String {
    let mut name = String::with_capacity(code.len());
    for (at, byte) in code.bytes().enumerate() {
        match byte {
            b'/' => name.push('~'),
            b'.' if at > 0 => name.push('.'),
            b'-' | b'_' => name.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => name.push(char::from(byte)),
            _ => {
                // Writing into a string cannot fail.
                let _ = write!(name, "~~{byte:02x}");
            }
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_and_different() {
        let codes =
            ["240111020.01.1.0001", "24/1/11", "..", ".", "a b", "ñ", "A", "a", "~", "24~1"];
        let names: std::collections::BTreeSet<String> =
            codes.iter().map(|code| safe(code)).collect();
        assert_eq!(names.len(), codes.len());
        for name in &names {
            assert!(!name.starts_with('.'), "{name}");
            assert!(
                name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte)),
                "{name}"
            );
        }
        assert_eq!(safe("240111020.01.1.0001"), "240111020.01.1.0001");
        assert_eq!(safe("24/1/11"), "24~1~11");
    }

    #[test]
    fn the_hash_is_that_of_the_published_vectors() {
        assert_eq!(fnv1a(b""), 0x811c_9dc5);
        assert_eq!(fnv1a(b"a"), 0xe40c_292c);
        assert_eq!(fnv1a(b"foobar"), 0xbf9c_f968);
    }

    #[test]
    fn a_million_tables_leave_no_folder_full() {
        // Codes as they are printed: everything but a few digits is the same in all of them.
        let tables = 1_050_000_u32;
        let spread = Spread::of(tables as usize);
        let mut folders = std::collections::HashMap::<String, u32>::new();
        for no in 0..tables {
            let code = format!("24{:07}.{:02}.1.{:04}", no / 12, no % 12, no % 10_000);
            let place = spread.place(&code);
            let (folder, _) = place.rsplit_once('/').unwrap();
            *folders.entry(folder.to_owned()).or_default() += 1;
        }
        let most = folders.values().max().unwrap();
        assert!(*most < 500, "{most} tables in one folder of {}", folders.len());
    }
}
