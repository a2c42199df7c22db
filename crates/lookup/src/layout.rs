use record::Rule;

use crate::LookupError;
use crate::bucket::{ENTRY_OVERHEAD, HEADER_BYTES};
use crate::tree::HASH_BYTES;

/// Largest bucket file, in bytes.
pub const MAX_BUCKET_BYTES: usize = 20_000;
/// Most leading bits that name a bucket: 16 million buckets, four billion entries.
pub const MAX_PREFIX_BITS: u8 = 24;
/// Longest table code, in bytes.
pub const MAX_CODE_BYTES: u8 = 64;
/// Room above the mean, in standard deviations: with so many, one build in millions overflows a bucket.
const DEVIATIONS: u64 = 8;

/// How a look-up is divided. All buckets have the same number of places, whatever fell into them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Leading bits that name a bucket; 0 to 24.
    pub prefix_bits: u8,
    /// Places in each bucket, taken or not.
    pub capacity: u16,
    /// Bytes that each table code is padded to; 1 to 64.
    pub code_bytes: u8,
}

/// A bucket, by its number: the prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BucketNo(pub u32);

impl Layout {
    /// The fewest buckets that a number of entries fits into: the fewer, the more people share one.
    ///
    /// # Errors
    /// W205 where none does.
    pub fn for_entries(entries: u64, code_bytes: usize) -> Result<Self, LookupError> {
        let wrong = |detail: String| LookupError::new(Rule::LookupSizeImpossible, detail);
        let code_bytes = u8::try_from(code_bytes)
            .ok()
            .filter(|bytes| (1..=MAX_CODE_BYTES).contains(bytes))
            .ok_or_else(|| wrong(format!("table codes of {code_bytes} bytes")))?;
        if entries == 0 {
            return Err(wrong("the roll is empty".to_owned()));
        }
        (0..=MAX_PREFIX_BITS)
            .find_map(|prefix_bits| {
                let capacity = capacity(entries.div_ceil(1 << prefix_bits))?;
                let layout = Self { prefix_bits, capacity, code_bytes };
                (layout.bucket_bytes() <= MAX_BUCKET_BYTES).then_some(layout)
            })
            .ok_or_else(|| wrong(format!("{entries} entries")))
    }

    /// Takes a layout from elsewhere.
    ///
    /// # Errors
    /// W205 outside the bounds.
    pub fn checked(self) -> Result<Self, LookupError> {
        let sound = self.prefix_bits <= MAX_PREFIX_BITS
            && self.capacity > 0
            && (1..=MAX_CODE_BYTES).contains(&self.code_bytes)
            && self.bucket_bytes() <= MAX_BUCKET_BYTES;
        let wrong = || LookupError::new(Rule::LookupSizeImpossible, format!("{self:?}"));
        if sound { Ok(self) } else { Err(wrong()) }
    }

    /// How many buckets there are.
    pub fn buckets(&self) -> u32 {
        1 << self.prefix_bits
    }

    /// Every bucket, in order.
    pub fn iter(&self) -> impl Iterator<Item = BucketNo> + use<> {
        (0..self.buckets()).map(BucketNo)
    }

    /// Bytes of one entry.
    pub fn entry_bytes(&self) -> usize {
        ENTRY_OVERHEAD + usize::from(self.code_bytes)
    }

    /// Bytes of a bucket without its path.
    pub fn body_bytes(&self) -> usize {
        HEADER_BYTES + usize::from(self.capacity) * self.entry_bytes()
    }

    /// Bytes of a bucket file.
    pub fn bucket_bytes(&self) -> usize {
        self.body_bytes() + usize::from(self.prefix_bits) * HASH_BYTES
    }
}

impl BucketNo {
    /// Where the bucket's file lies below the look-up's folder. No folder holds more than 256 things.
    pub fn path(self) -> String {
        let [_, high, middle, low] = self.0.to_be_bytes();
        format!("buckets/{high:02x}/{middle:02x}/{low:02x}.bin")
    }
}

/// Places for a mean: deviations above it, as a Poisson distribution has them, and a few for small means.
fn capacity(mean: u64) -> Option<u16> {
    let room = DEVIATIONS.checked_mul(mean.isqrt().checked_add(1)?)?;
    u16::try_from(mean.checked_add(room)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_national_roll() {
        let layout = Layout::for_entries(21_000_000, 19).expect("fits");
        assert_eq!((layout.prefix_bits, layout.capacity), (17, 265));
        assert!(layout.bucket_bytes() <= MAX_BUCKET_BYTES);
        assert_eq!(BucketNo(0x1_f0_0e).path(), "buckets/01/f0/0e.bin");
    }

    #[test]
    fn every_size_has_a_layout_or_a_reason() {
        for power in 0..40 {
            for code_bytes in [1, 19, 64] {
                let entries = 1_u64 << power;
                match Layout::for_entries(entries, code_bytes) {
                    Ok(layout) => {
                        assert!(layout.bucket_bytes() <= MAX_BUCKET_BYTES);
                        let places = u64::from(layout.capacity) << layout.prefix_bits;
                        assert!(places > entries);
                        assert_eq!(layout.checked(), Ok(layout));
                    }
                    Err(error) => {
                        assert_eq!(error.rule, Rule::LookupSizeImpossible);
                        assert!(entries >= 1 << 31, "{entries}");
                    }
                }
            }
        }
        assert!(Layout::for_entries(0, 19).is_err());
        assert!(Layout::for_entries(5, 0).is_err());
        assert!(Layout::for_entries(5, 65).is_err());
    }
}
