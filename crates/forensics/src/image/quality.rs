use serde::Serialize;

/// The luma table of ITU-T T.81, annex K.1, in the order in which files store it.
const STANDARD: [u8; 64] = [
    16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, 26, 24, 22, 22, 24, 49, 35, 37,
    29, 40, 58, 51, 61, 60, 57, 51, 56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81,
    87, 95, 98, 103, 104, 103, 62, 77, 113, 121, 112, 100, 120, 92, 101, 103, 99,
];
/// Mean difference of table entries up to which the nearest scale is an estimate at all.
const CLOSE: u32 = 2;

/// Quality of the last compression, on the scale of 1 to 100 that the Independent JPEG Group's library made common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Quality {
    /// The scale.
    pub scale: u8,
    /// Whether the table is exactly the standard one at that scale; else it is the nearest.
    pub exact: bool,
}

/// The scale whose table is nearest; none where none is near, as with tables of a maker's own.
pub(super) fn quality(table: &[u8; 64]) -> Option<Quality> {
    let off = |scale: u8| -> u32 {
        let at = |(standard, seen): (&u8, &u8)| scaled(*standard, scale).abs_diff(u32::from(*seen));
        STANDARD.iter().zip(table).map(at).sum()
    };
    let (scale, off) = (1..=100).map(|scale| (scale, off(scale))).min_by_key(|one| one.1)?;
    (off <= CLOSE * 64).then_some(Quality { scale, exact: off == 0 })
}

fn scaled(standard: u8, scale: u8) -> u32 {
    let scale = u32::from(scale);
    let percent = if scale < 50 { 5_000 / scale } else { 200 - 2 * scale };
    ((u32::from(standard) * percent + 50) / 100).clamp(1, 255)
}

#[cfg(test)]
mod tests {
    use super::{Quality, STANDARD, quality, scaled};

    #[test]
    fn every_scale_is_found_again() {
        for scale in 2..=100_u8 {
            let table = STANDARD.map(|one| u8::try_from(scaled(one, scale)).expect("clamped"));
            let found = quality(&table).expect("a standard table");
            assert!(found.exact, "{scale}");
            // A few neighbours have the same table.
            assert_eq!(STANDARD.map(|one| scaled(one, found.scale)), table.map(u32::from));
        }
    }

    #[test]
    fn another_makers_table_is_no_estimate() {
        assert_eq!(quality(&[200; 64]), None);
        let mut near = STANDARD;
        near[5] += 1;
        assert_eq!(quality(&near), Some(Quality { scale: 50, exact: false }));
    }
}
