//! Parsers on hostile bytes: they refuse, and never panic.

use ingest::infer::{Source, infer};
use ingest::map::{Map, Shipped, detect};
use ingest::payload::{PayloadContext, read};
use ingest::qr_text::brazil::{BrazilKeys, Bulletin, Part};
use ingest::qr_text::recognise;
use ingest::store::from_files;
use ingest::{Import, Input, Options, announcement, csv_import, nist, payload, which_file};
use proptest::prelude::*;

use crate::support::{skeleton, small_election};

/// Bytes that look enough like the real thing to get past the first check.
fn hostile() -> impl Strategy<Value = Vec<u8>> {
    let words = prop::sample::select(vec![
        "table",
        "contest",
        ",",
        "\n",
        "\r\n",
        "\"",
        "1",
        "0",
        "blank",
        "list:1",
        "000000001.01.1.0001",
        "president",
        "!",
        "QRBU:1:2 ",
        "QRBU:2:2 ",
        "VRQR:1.5 ",
        " HASH:",
        " ASSI:",
        "CARG:1 ",
        "NOMI:1 ",
        "CTJ1:",
        "{",
        "}",
        "[",
        "]",
        "\"@type\":",
        "\"ElectionResults.ElectionReport\"",
        "\"CVR\"",
        ":",
        "format = 1\n",
        "[[announcement]]\n",
        "id = \"a\"\n",
        "\u{feff}",
        "é",
        "=",
        "4294967295",
        "99999999999999999999",
        "-1",
        "id,by,at",
        "[[geography]]\n",
        "{a:0>9}",
        " ",
    ]);
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..200),
        prop::collection::vec(words, 0..40).prop_map(|words| words.concat().into_bytes()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_parser(bytes in hostile()) {
        let election = small_election();
        let options = Options::default();
        let input = Input::new("x", &bytes);
        let plain = Shipped::find("cotejo").unwrap();
        let keys = BrazilKeys::default();
        let mut import = Import::default();
        let _ = csv_import::add(&mut import, &input, plain, &election, &options);
        let _ = nist::add(&mut import, &input, &election, &options);
        let _ = announcement::add(&mut import, &input, &election);
        let _ = payload::add(&mut import, &input, &election, &keys, &options);
        let _ = infer(&[Source { input, map: plain }], Some(&input), &skeleton());
        let _ = Map::parse("x", &bytes);
        let _ = BrazilKeys::parse(&input);
        let _ = from_files(&bytes, &bytes, &election);
        let _ = which_file(&bytes).to_string();
        let _ = detect(&bytes);
        let text = String::from_utf8_lossy(&bytes);
        let _ = recognise(&text, None);
        let _ = Part::parse(&text);
        let _ = Bulletin::parse(&text);
        let context = PayloadContext { election: Some(&election), contest: None, keys: &keys };
        let lines: Vec<_> = text.lines().collect();
        let _ = read(&lines, &context);
    }

    #[test]
    fn rows_behind_a_good_header(bytes in hostile()) {
        let mut file = b"table,contest,electors,null,1,2,3\n".to_vec();
        file.extend_from_slice(&bytes);
        let mut import = Import::default();
        let (input, election) = (Input::new("x", &file), small_election());
        let plain = Shipped::find("cotejo").unwrap();
        csv_import::add(&mut import, &input, plain, &election, &Options::default()).unwrap();
        let summary = &import.summary;
        prop_assert_eq!(summary.rows, summary.copies + summary.refused);
        prop_assert_eq!(summary.copies, import.collection.copies.len() as u64);
    }
}
