use crate::collection::SheetCopy;
use crate::id::{Digest, SheetPrefix};

use super::SignedSheet;

/// What a signed sheet says of its place among the sheets of its table and contest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lineage {
    /// Digest of its signed bytes.
    pub digest: Digest,
    /// 1 for the first sheet, counting up with every correction.
    pub serial: u32,
    /// Digest prefix of the sheet that it corrects.
    pub replaces: Option<SheetPrefix>,
}

impl Lineage {
    /// That of a signed sheet.
    pub fn of(signed: &SignedSheet) -> Self {
        let sheet = signed.sheet();
        Self { digest: signed.digest(), serial: sheet.serial, replaces: sheet.replaces }
    }

    /// That of a copy in a collection; none for a copy that was never signed.
    pub fn of_copy(copy: &SheetCopy) -> Option<Self> {
        let (serial, replaces) = (copy.serial, copy.replaces);
        copy.payload.map(|digest| Self { digest, serial, replaces })
    }

    /// Whether two sheets of one table and contest cannot both be honest, if both signatures are valid: they
    /// differ, neither corrects the other, and no sheet can stand between them.
    pub fn contradicts(&self, other: &Self) -> bool {
        self.digest != other.digest
            && self.serial.abs_diff(other.serial) <= 1
            && !self.corrects(other)
            && !other.corrects(self)
    }

    fn corrects(&self, earlier: &Self) -> bool {
        self.replaces == Some(earlier.digest.prefix())
    }
}
