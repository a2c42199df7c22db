//! The security code: what people type is taken, what they mistype is caught.

use proptest::prelude::*;
use record::Digest;
use record::sheet::SecurityCode;

const ALPHABET: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

#[test]
fn it_has_five_groups_of_four_that_are_read_back() {
    for no in 0_u32..500 {
        let digest = Digest::of(&no.to_le_bytes());
        let code = SecurityCode::of(&digest);
        let text = code.to_string();
        assert_eq!(text.len(), 24, "{text}");
        assert!(
            text.split('-')
                .all(|group| group.len() == 4 && group.chars().all(|c| ALPHABET.contains(c)))
        );
        assert_eq!(text.parse(), Ok(code.clone()));
        assert!(code.matches(&digest) && !code.matches(&Digest::of(b"other")));
    }
}

#[test]
fn what_people_type_is_taken() {
    let code = with_zero_and_one();
    let text = code.to_string();
    for typed in [
        text.to_lowercase(),
        text.replace('-', ""),
        text.replace('-', " "),
        text.replace('-', " - "),
        format!("  {text} "),
        text.replace('0', "O").replace('1', "I"),
        text.replace('0', "o").replace('1', "l"),
        text.replace('1', "L").to_lowercase(),
        text.replace('1', "i"),
    ] {
        assert_eq!(typed.parse(), Ok(code.clone()), "{typed}");
    }
}

#[test]
fn every_one_character_slip_and_every_swap_of_neighbours_is_caught() {
    let (mut slips, mut swaps) = (0, 0);
    for no in 0_u32..40 {
        let code = SecurityCode::of(&Digest::of(&no.to_le_bytes()));
        let typed: Vec<char> = code.to_string().chars().filter(|c| *c != '-').collect();
        for at in 0..typed.len() {
            for other in ALPHABET.chars().filter(|c| *c != typed[at]) {
                let mut slip = typed.clone();
                slip[at] = other;
                refuse(&slip);
                slips += 1;
            }
            if at > 0 && typed[at - 1] != typed[at] {
                let mut swap = typed.clone();
                swap.swap(at - 1, at);
                refuse(&swap);
                swaps += 1;
            }
            let mut lost = typed.clone();
            lost.remove(at);
            refuse(&lost);
            let mut doubled = typed.clone();
            doubled.insert(at, typed[at]);
            refuse(&doubled);
        }
    }
    // With 20 bits of check one slip in a million passes by chance; these codes have none.
    println!("{slips} slips and {swaps} swaps, all caught");
}

#[test]
fn what_is_no_code_is_refused() {
    let text = with_zero_and_one().to_string();
    for other in [
        String::new(),
        "-".to_owned(),
        text[..19].to_owned(),
        format!("{text}0"),
        format!("{text}-0000"),
        text.replacen('-', "_", 1),
        text.replace('0', "U"),
        text.replace('0', "Ö"),
        format!("{}é{}", &text[..18], &text[20..]),
        "ééééééééééééééééé".to_owned(),
        "0".repeat(1_000_000),
    ] {
        assert!(
            other.parse::<SecurityCode>().is_err(),
            "{}",
            other.chars().take(40).collect::<String>()
        );
    }
}

proptest! {
    #[test]
    fn any_text_is_refused_or_is_a_code(text in "\\PC{0,40}") {
        if let Ok(code) = text.parse::<SecurityCode>() {
            prop_assert_eq!(code.to_string().parse::<SecurityCode>().unwrap(), code);
        }
    }

    #[test]
    fn wide_characters_at_any_place_do_no_harm(at in 0_usize..24, wide in any::<char>()) {
        let text = with_zero_and_one().to_string();
        let mut chars: Vec<char> = text.chars().collect();
        chars[at] = wide;
        let typed: String = chars.into_iter().collect();
        if let Ok(code) = typed.parse::<SecurityCode>() {
            prop_assert_eq!(code.to_string(), text);
        }
    }
}

fn refuse(typed: &[char]) {
    let typed: String = typed.iter().collect();
    assert!(typed.parse::<SecurityCode>().is_err(), "{typed}");
}

/// A code with both digits that people write as letters.
fn with_zero_and_one() -> SecurityCode {
    (0_u32..)
        .map(|no| SecurityCode::of(&Digest::of(&no.to_le_bytes())))
        .find(|code| {
            let text = code.to_string();
            text[..19].contains('0') && text[..19].contains('1') && text[19..].contains(['0', '1'])
        })
        .unwrap()
}
