//! A security code that is taken is shown in one form, and that form is taken for the same code.
#![no_main]

use libfuzzer_sys::fuzz_target;
use record::Count;
use record::sheet::SecurityCode;

fuzz_target!(|text: &str| {
    if let Ok(code) = text.parse::<SecurityCode>() {
        let shown = code.to_string();
        assert_eq!(shown.len(), 24);
        assert_eq!(shown.parse::<SecurityCode>(), Ok(code));
    }
    if let Ok(count) = text.parse::<Count>() {
        assert_eq!(count.to_string().parse(), Ok(count));
    }
});
