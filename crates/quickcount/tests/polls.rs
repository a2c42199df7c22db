//! Polls held against results.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

use quickcount::poll::{Reference, Register, compare};
use record::Rule;

const REGISTER: &str = r#"
[[poll]]
id = "one"
pollster = "P"
kind = "exit-poll"
from = "2030-05-05"
to = "2030-05-05"
published = "2030-05-06"
method = "face to face"
sample = 1000
design_effect = "1.5"
shares = [{ candidate = "a", percent = "55" }, { candidate = "b", percent = "45.00" }]

[[poll]]
id = "two"
pollster = "Q"
kind = "poll"
from = "2030-04-01"
to = "2030-04-03"
published = "2030-04-09"
method = "telephone"
shares = [{ candidate = "a", percent = "40" }, { candidate = "b", percent = "30" }]

[[past]]
pollster = "P"
election = "2024"
predicted = "3"
result = "-1"
"#;

fn reference(margin: f64) -> Reference {
    let (first, second) = ("a".to_owned(), "b".to_owned());
    Reference { name: "count".to_owned(), first, second, margin, standard_error: 0.0 }
}

#[test]
fn by_hand() {
    let register = Register::parse(REGISTER).unwrap();
    let got = compare(&register, &[reference(0.10)]);
    let one = got[0].outcome.unwrap();
    let error = (1.5_f64 * (1.0 - 0.01) / 1000.0).sqrt();
    assert!((one.margin - 0.10).abs() < 1e-12 && one.z.abs() < 1e-9);
    assert!((one.interval.high - (0.10 + 1.959_963_984_540_054 * error)).abs() < 1e-9, "{one:?}");
    assert_eq!(got[0].rule, Rule::PollWithin);
    let house = one.house.unwrap();
    assert!((house.typical - 0.04).abs() < 1e-12 && house.elections == 1);
    // No sample size: nothing can be tested, and nothing is guessed.
    assert_eq!((got[1].rule, got[1].outcome), (Rule::PollNotTestable, None));
}

#[test]
fn a_far_result_differs_after_adjustment() {
    let register = Register::parse(REGISTER).unwrap();
    let got = compare(&register, &[reference(-0.10), reference(0.10)]);
    assert_eq!(got[0].rule, Rule::PollDiffers);
    let outcome = got[0].outcome.unwrap();
    assert!(outcome.adjusted_p >= 2.0 * outcome.p * (1.0 - 1e-12), "two tests were made");
    assert_eq!(got[2].rule, Rule::PollWithin);
}

#[test]
fn bad_registers_are_refused_by_number() {
    let rule = |from: &str, to: &str| {
        let text = REGISTER.replacen(from, to, 1);
        assert_ne!(text, REGISTER, "{from}");
        Register::parse(&text).unwrap_err().rule
    };
    assert_eq!(rule("percent = \"55\"", "percent = \"-5\""), Rule::PollContradictsItself);
    assert_eq!(rule("percent = \"55\"", "percent = \"75\""), Rule::PollContradictsItself);
    assert_eq!(rule("sample = 1000", "sample = 0"), Rule::PollContradictsItself);
    assert_eq!(rule("sample = 1000", "sample = -3"), Rule::RegisterMalformed);
    assert_eq!(rule("sample = 1000", "sample = 99.5"), Rule::RegisterMalformed);
    assert_eq!(rule("percent = \"55\"", "percent = \"NaN\""), Rule::RegisterMalformed);
    assert_eq!(rule("id = \"two\"", "id = \"one\""), Rule::RegisterMalformed);
    assert_eq!(rule("to = \"2030-04-03\"", "to = \"2030-04-30\""), Rule::DatesImpossible);
    assert_eq!(rule("method", "methods"), Rule::RegisterMalformed);
}
