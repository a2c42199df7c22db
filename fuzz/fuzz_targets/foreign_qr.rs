//! Texts of QR codes, one per line: each is exactly of a format or is refused, and none verifies by luck.
#![no_main]

mod election;

use ingest::payload::{PayloadContext, ReadVerdict, read};
use ingest::qr_text::brazil::BrazilKeys;
use ingest::qr_text::{Recognised, recognise};
use libfuzzer_sys::fuzz_target;
use record::{ContestNo, SignatureVerdict};

fuzz_target!(|text: &str| {
    let election = &election::ELECTION;
    let texts: Vec<&str> = text.split('\n').collect();
    for text in &texts {
        if let Recognised::Venezuela2024(sheet) = recognise(text, None) {
            let votes: Vec<String> = sheet.votes.iter().map(ToString::to_string).collect();
            let again = format!("{}!{}!{}!{}", sheet.table, votes.join(","), sheet.null, sheet.blank);
            assert_eq!(again, *text);
        }
    }
    let keys = BrazilKeys::default();
    let context = PayloadContext { election: Some(election), contest: Some(ContestNo(0)), keys: &keys };
    let readings = read(&texts, &context);
    assert!(readings.len() <= texts.len());
    for reading in readings {
        assert!(reading.payloads.iter().all(|at| *at < texts.len()));
        if reading.verdict != ReadVerdict::Sheet {
            assert!(reading.results.is_empty(), "figures guessed from a part");
        }
        if reading.signature == SignatureVerdict::Valid {
            assert!(reading.signed.is_some(), "only our own sheets can be checked without keys");
        }
    }
});
