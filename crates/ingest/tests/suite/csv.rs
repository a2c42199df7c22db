//! CSV through maps: encodings, marks, and what each kind of bad row is told.

use ingest::map::{Map, Shipped};
use ingest::{Import, ImportError, Input, Options, csv_import};
use record::{Basis, Count, Rule, SourceInfo, TableRef};

use crate::support::small_election;

const MAP: &str = r#"
format = 1
name = "test"
table = "{Centro:0>9}.{Mesa:0>2}.1.0001"
delimiter = ";"
blank_marks = ["-"]
unreadable_marks = ["ilegible", "¿?"]
optional = ["Censo"]
[columns]
electors = "Censo"
null = "Nulos"
[votes]
basis = "candidates"
columns = ["A", { column = "Señor B", key = "B" }]
"#;

fn import(map: &str, bytes: &[u8]) -> Result<Import, ImportError> {
    let map = Map::parse("test.toml", map.as_bytes()).unwrap();
    add(&map, bytes)
}

fn add(map: &Map, bytes: &[u8]) -> Result<Import, ImportError> {
    let mut import = Import::new(SourceInfo::default());
    let input = Input::new("rows.csv", bytes);
    csv_import::add(&mut import, &input, map, &small_election(), &Options::default())?;
    Ok(import)
}

fn number(number: u32) -> Count {
    Count::given(number).unwrap()
}

#[test]
fn one_importer_reads_every_edition() {
    let text = "Centro;Mesa;Nulos;A;\"Señor B\"\n1;1;0;\"12\"; 7 \n1;2;-;;¿?\n";
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let editions = [
        text.as_bytes().to_vec(),
        text.replace('\n', "\r\n").into_bytes(),
        format!("\u{feff}{text}").into_bytes(),
        latin,
        text.trim_end().as_bytes().to_vec(),
    ];
    for bytes in editions {
        let import = import(MAP, &bytes).unwrap();
        assert_eq!(import.breaches, []);
        let copies = &import.collection.copies;
        assert_eq!(copies.len(), 2);
        assert_eq!(import.collection.cells(&copies[0]), [number(12), number(7)]);
        assert_eq!(import.collection.cells(&copies[1]), [Count::BLANK, Count::UNREADABLE]);
        assert_eq!([copies[0].null, copies[1].null], [Count::ZERO, Count::BLANK]);
        assert_eq!([copies[0].electors, copies[0].blank], [Count::ABSENT; 2]);
        assert_eq!([copies[0].place, copies[1].place], [2, 3]);
        assert_eq!(import.collection.source.inputs[0].bytes, bytes.len() as u64);
    }
}

#[test]
fn every_bad_row_is_named_and_the_rest_is_read() {
    let text = "Centro;Mesa;Nulos;A;Señor B\n\
                1;1;0;1;2\n\
                1;1;0;1;2\n\
                1;;0;1;2\n\
                1;2;0;1\n\
                1;2;0;1;2;3\n\
                1;2;0;-1;2\n\
                1;2;0;1.0;2\n\
                1;2;0;1;1000000000\n\
                1;2;0;x;2\n\
                7;7;0;5;6\n\
                2;1;0;1;2\n";
    let import = import(MAP, text.as_bytes()).unwrap();
    let found: Vec<_> = import.breaches.iter().map(|b| (b.row, b.rule)).collect();
    let bad = Rule::CellNotACount;
    assert_eq!(
        found,
        [
            (3, Rule::RowDuplicate),
            (4, Rule::RowWithoutTable),
            (5, Rule::RowLength),
            (6, Rule::RowLength),
            (7, bad),
            (8, bad),
            (9, bad),
            (10, bad),
            (11, Rule::TableUnknown),
        ]
    );
    assert!(import.has_errors());
    assert_eq!((import.summary.rows, import.summary.refused), (11, 7));
    let copies = &import.collection.copies;
    assert_eq!(copies.len(), 4);
    assert_eq!(copies[2].table, TableRef::Unknown(0));
    assert_eq!(import.collection.unknown_tables, ["000000007.07.1.0001"]);
    assert!(import.breaches[4].detail.contains("column 4: `-1`"), "{}", import.breaches[4].detail);
}

#[test]
fn files_that_do_not_fit_are_refused_whole() {
    let refused = |bytes: &[u8]| import(MAP, bytes).unwrap_err().rule;
    assert_eq!(refused(b""), Rule::WrongFile);
    assert_eq!(refused(b"a;b;c\n"), Rule::WrongFile);
    assert_eq!(refused("Centro;Mesa;Nulos;A\n".as_bytes()), Rule::ColumnMissing);
    assert_eq!(refused("Centro;Mesa;Nulos;A;A;Señor B\n".as_bytes()), Rule::ColumnMissing);
    assert_eq!(refused(b"\xff\xfeC\0"), Rule::EncodingInvalid);
    let utf8_only = format!("encoding = \"utf-8\"\n{MAP}");
    let latin = b"Centro;Mesa;Nulos;A;Se\xf1or B\n";
    assert_eq!(import(&utf8_only, latin).unwrap_err().rule, Rule::EncodingInvalid);
    let other_key = MAP.replace("key = \"B\"", "key = \"C\"");
    let header = "Centro;Mesa;Nulos;A;Señor B\n".as_bytes();
    assert_eq!(import(&other_key, header).unwrap_err().rule, Rule::MapMalformed);
}

#[test]
fn the_plain_layout_keeps_four_values_apart() {
    let map = Shipped::find("cotejo").unwrap();
    let lists = "table,contest,electors,null,1,2,3\n\
                 000000001.01.1.0001,president,500,0,0,,blank\n\
                 000000001.02.1.0001,governor,500,0,0,,blank\n";
    let import = add(map, lists.as_bytes()).unwrap();
    let copy = &import.collection.copies[0];
    assert_eq!(copy.basis, Basis::Lists);
    assert_eq!(import.collection.cells(copy), [Count::ZERO, Count::ABSENT, Count::BLANK]);
    assert_eq!((import.breaches[0].row, import.breaches[0].rule), (3, Rule::UnknownContest));

    // As the export writes sources of both kinds: prefixed columns, each row of one kind.
    let both = "table,contest,list:1,list:2,list:3,candidate:A,candidate:B\n\
                000000001.01.1.0001,president,1,2,3,3,3\n\
                000000001.02.1.0001,president,,,,unreadable,4\n";
    let import = add(map, both.as_bytes()).unwrap();
    assert_eq!(import.breaches, []);
    let [one, two] = import.collection.copies.as_slice() else { panic!("two copies") };
    assert_eq!((one.basis, import.collection.cells(one).len()), (Basis::Lists, 3));
    assert_eq!(two.basis, Basis::Candidates);
    assert_eq!(import.collection.cells(two), [Count::UNREADABLE, number(4)]);

    let error = add(map, b"table,contest,1,2,9\n").unwrap_err();
    assert_eq!(error.rule, Rule::WrongFile);
    assert!(error.detail.contains("`9`"));
}

#[test]
fn maps_are_refused_with_the_field() {
    for (from, to, word) in [
        ("format = 1", "format = 2", "format"),
        ("name = \"test\"", "nam = \"test\"", "nam"),
        ("delimiter = \";\"", "delimiter = \"é\"", "delimiter"),
        ("{Mesa:0>2}", "{Mesa:2}", "Mesa"),
        ("basis = \"candidates\"", "basis = \"parties\"", "basis"),
    ] {
        let error = Map::parse("m.toml", MAP.replace(from, to).as_bytes()).unwrap_err();
        assert_eq!(error.rule, Rule::MapMalformed);
        assert!(error.detail.contains(word), "{}", error.detail);
    }
}
