use lookup::{LookupError, Roll};
use record::Rule;
use record::election::{Areas, Manifest, Tables};

/// Rows, or the rule and row that refused them.
fn read(text: &str) -> Result<Vec<(String, String)>, (Rule, String)> {
    let refused = |error: LookupError| (error.rule, error.detail);
    let tables = tables();
    let roll = Roll::new(text.as_bytes(), &tables).map_err(refused)?;
    roll.map(|row| row.map(|row| (row.id.as_str().to_owned(), tables.code(row.table).to_owned())))
        .collect::<Result<_, _>>()
        .map_err(refused)
}

fn tables() -> Tables {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../vectors/election/");
    let file = |name| std::fs::read(format!("{folder}{name}")).expect("a vector");
    let manifest = Manifest::parse(&file("election.toml")).expect("a manifest");
    let areas = Areas::parse(&file("areas.csv"), &manifest).expect("areas");
    Tables::parse(&file("tables.csv"), &areas).expect("tables")
}

const FIRST: &str = "110101001.01.1.0001";
const SECOND: &str = "110101001.02.1.0001";

#[test]
fn rolls_as_programs_write_them() {
    let rows = vec![("123".to_owned(), FIRST.to_owned()), ("V45".to_owned(), SECOND.to_owned())];
    for text in [
        format!("id,table\n123,{FIRST}\nV45,{SECOND}\n"),
        format!("id,table\r\n0123,{FIRST}\r\nv-45,{SECOND}"),
        format!("\u{feff}\"id\",\"table\"\n\"1.2.3\",\"{FIRST}\"\nV45,{SECOND}\n"),
    ] {
        assert_eq!(read(&text), Ok(rows.clone()));
    }
    assert_eq!(read("id,table\n"), Ok(vec![]));
}

#[test]
fn what_is_no_roll_is_refused_without_showing_it() {
    let long = "9".repeat(300);
    for (text, rule) in [
        (String::new(), Rule::LookupRollMalformed),
        ("table,id\n".to_owned(), Rule::LookupRollMalformed),
        ("id;table\n".to_owned(), Rule::LookupRollMalformed),
        ("id,table,name\n".to_owned(), Rule::LookupRollForeignColumn),
        (format!("id,table\n31415926,{FIRST},Ana\n"), Rule::LookupRollForeignColumn),
        (format!("id,table\n31415926;{FIRST}\n"), Rule::LookupRollMalformed),
        ("id,table\n31415926,elsewhere\n".to_owned(), Rule::LookupTableUnknown),
        (format!("id,table\nANA MARIA,{FIRST}\n"), Rule::LookupIdMalformed),
        (format!("id,table\n,{FIRST}\n"), Rule::LookupIdMalformed),
        ("id,table\n\n".to_owned(), Rule::LookupRollMalformed),
        (format!("id,table\n{long}"), Rule::LookupRollMalformed),
    ] {
        let (found, detail) = read(&text).expect_err(&text);
        assert_eq!(found, rule, "{text}");
        for secret in ["31415926", "ANA", "Ana", "elsewhere", "999"] {
            assert!(!detail.contains(secret), "{detail}");
        }
    }
}
