use std::sync::LazyLock;

use crate::input::settle_encoding;

use super::{Encoding, Header, Map};

/// A map that ships with the program.
#[derive(Clone, Copy, Debug)]
pub struct Shipped {
    /// Its name, for `--map`.
    pub name: &'static str,
    /// Its text, to be copied and changed for other files.
    pub text: &'static str,
}

/// Every map that ships with the program.
pub const SHIPPED: [Shipped; 5] = [
    Shipped { name: "bolivia-2019", text: include_str!("../../maps/bolivia-2019.toml") },
    Shipped { name: "bolivia-2020", text: include_str!("../../maps/bolivia-2020.toml") },
    Shipped {
        name: "bolivia-2020-places",
        text: include_str!("../../maps/bolivia-2020-places.toml"),
    },
    Shipped { name: "cotejo", text: include_str!("../../maps/cotejo.toml") },
    Shipped { name: "venezuela-2024", text: include_str!("../../maps/venezuela-2024.toml") },
];

/// Longest header looked at; longer ones are not results files.
const MAX_HEADER_BYTES: usize = 1 << 20;

impl Shipped {
    /// The shipped map with a name.
    pub fn find(name: &str) -> Option<&'static Map> {
        parsed().find(|map| map.name == name)
    }
}

/// The shipped map that fits the header of a file best; none where no map's columns are all there.
pub fn detect(bytes: &[u8]) -> Option<&'static Map> {
    let head = &bytes[..bytes.len().min(MAX_HEADER_BYTES)];
    let end = memchr::memchr(b'\n', head).unwrap_or(head.len());
    let (line, encoding) = settle_encoding(&head[..end], Encoding::Auto).ok()?;
    parsed()
        .filter_map(|map| {
            let delimiter = u8::try_from(map.delimiter).ok()?;
            let (header, _) = Header::read(line, encoding, delimiter)?;
            Some((header.fits(map)?, map))
        })
        .max_by_key(|(fits, _)| *fits)
        .map(|(_, map)| map)
}

fn parsed() -> impl Iterator<Item = &'static Map> {
    static MAPS: LazyLock<Vec<Map>> = LazyLock::new(|| {
        let parse = |one: &Shipped| Map::parse(one.name, one.text.as_bytes());
        SHIPPED.iter().map(parse).collect::<Result<_, _>>().expect("tests parse every shipped map")
    });
    MAPS.iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_map_parses_under_its_own_name() {
        for shipped in SHIPPED {
            let map = Map::parse(shipped.name, shipped.text.as_bytes()).unwrap();
            assert_eq!(map.name, shipped.name);
            assert_eq!(Shipped::find(shipped.name), Some(&map));
        }
    }

    #[test]
    fn headers_find_their_map() {
        let cases = [
            (
                "table,contest,electors,voters_machine,voters_book,valid,null,blank,A",
                Some("cotejo"),
            ),
            (
                "CODIGO_MESA,PAIS,DEPARTAMENTO,PROVINCIA,MUNICIPIO,LOCALIDAD,RECINTO,NUMERO_MESA",
                Some("bolivia-2020-places"),
            ),
            ("a,b,c", None),
            ("", None),
        ];
        for (header, name) in cases {
            let found = detect(header.as_bytes()).map(|map| map.name.as_str());
            assert_eq!(found, name, "{header}");
        }
    }
}
