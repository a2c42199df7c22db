use std::str::FromStr;

use crate::TestError;

/// A percentage exactly as announced: `51.2` is 512 steps of a tenth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Percent {
    /// Tenths, hundredths, … of a percent.
    pub steps: u64,
    /// How many decimals were announced.
    pub decimals: u8,
}

/// Most decimals of an announced percentage.
const MAX_DECIMALS: usize = 3;

impl Percent {
    /// The same percentage with at least as many decimals.
    pub fn with_decimals(self, decimals: u8) -> Option<Self> {
        let more = decimals.checked_sub(self.decimals)?;
        let steps = self.steps.checked_mul(10_u64.checked_pow(u32::from(more))?)?;
        Some(Self { steps, decimals })
    }
}

impl FromStr for Percent {
    type Err = TestError;

    fn from_str(text: &str) -> Result<Self, TestError> {
        let bad = || TestError::not_a_number(format!("percentage {text:?}"));
        let plain = text.trim().trim_end_matches('%').trim_end();
        let (whole, part) = plain.split_once(['.', ',']).unwrap_or((plain, ""));
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || whole.len() > 3 || !digits(whole) || !digits(part) {
            return Err(bad());
        }
        if part.len() > MAX_DECIMALS || (plain.contains(['.', ',']) && part.is_empty()) {
            return Err(bad());
        }
        let decimals = u8::try_from(part.len()).map_err(|_| bad())?;
        let steps: u64 = format!("{whole}{part}").parse().map_err(|_| bad())?;
        if steps > 10_u64.pow(u32::from(decimals) + 2) {
            return Err(bad());
        }
        Ok(Self { steps, decimals })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_are_read_as_announced_or_refused() {
        let read = |text: &str| text.parse::<Percent>().map(|one| (one.steps, one.decimals)).ok();
        assert_eq!(read("51.2"), Some((512, 1)));
        assert_eq!(read("51,20 %"), Some((5120, 2)));
        assert_eq!(read("100"), Some((100, 0)));
        for bad in ["", ".", "5.", "-3", "100.1", "NaN", "1e2", "51.2345", "51.2.3", "1000"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
