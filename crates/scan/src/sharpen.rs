//! Twice the size and sharper, in whole numbers. The general filters of the `image` crate give the
//! same pictures and took six times as long, which is what decides whether a second look is affordable.

/// Catmull-Rom weights, in 1/128, of the four neighbours of a point a quarter of the way from the
/// second to the third: where every pixel of a picture of twice the size falls, one way or the other.
const QUARTER: [i32; 4] = [-9, 111, 29, -3];
/// Binomial weights in 1/16: smooths noise and JPEG blocks.
const FINE: [i32; 5] = [1, 4, 6, 4, 1];
/// Reach of the box whose double pass is subtracted, in enlarged pixels: with its 9 pixels about one
/// module of a code that fails.
const COARSE: usize = 4;

/// The picture at twice its width and height, its detail raised above its surroundings.
pub(crate) fn enlarged(luma: &[u8], width: usize, height: usize) -> Vec<u8> {
    let large = twice(luma, width, height, double);
    let (width, height) = (2 * width, 2 * height);
    let fine = twice(&large, width, height, smooth);
    let once = twice(&large, width, height, average);
    let coarse = twice(&once, width, height, average);
    fine.iter()
        .zip(&coarse)
        .map(|(fine, coarse)| byte(2 * i32::from(*fine) - i32::from(*coarse)))
        .collect()
}

/// Fills a row from its source, which has [`COARSE`] copies of its end pixels on either side.
type Filter = fn(&[u8], &mut Vec<u8>);

/// Applies a filter of rows to the rows and then to the columns.
fn twice(luma: &[u8], width: usize, height: usize, filter: Filter) -> Vec<u8> {
    let (rows, long) = exchanged(luma, width, height, filter);
    exchanged(&rows, height, long, filter).0
}

/// Filters every row and returns the result with rows and columns exchanged, and the rows' new length.
fn exchanged(luma: &[u8], width: usize, height: usize, filter: Filter) -> (Vec<u8>, usize) {
    let (mut out, mut long) = (Vec::new(), 0);
    let (mut padded, mut row) = (Vec::new(), Vec::new());
    for (y, source) in luma.chunks_exact(width.max(1)).enumerate() {
        padded.clear();
        padded.extend_from_slice(&[source[0]; COARSE]);
        padded.extend_from_slice(source);
        padded.extend_from_slice(&[source[width - 1]; COARSE]);
        row.clear();
        filter(&padded, &mut row);
        if out.is_empty() {
            long = row.len();
            out = vec![0; long * height];
        }
        for (to, value) in out[y..].iter_mut().step_by(height).zip(&row) {
            *to = *value;
        }
    }
    (out, long)
}

/// Each pixel with two neighbours on either side.
fn fives(padded: &[u8]) -> impl Iterator<Item = [i32; 5]> {
    let windows = padded[COARSE - 2..padded.len() - COARSE + 2].windows(5);
    windows.map(|w| [w[0], w[1], w[2], w[3], w[4]].map(i32::from))
}

fn double(padded: &[u8], out: &mut Vec<u8>) {
    let weigh = |near: i32, at: i32, next: i32, far: i32| {
        byte((QUARTER[0] * near + QUARTER[1] * at + QUARTER[2] * next + QUARTER[3] * far) / 128)
    };
    out.extend(fives(padded).flat_map(|[far, left, at, right, away]| {
        [weigh(right, at, left, far), weigh(left, at, right, away)]
    }));
}

fn smooth(padded: &[u8], out: &mut Vec<u8>) {
    let weigh = |five: [i32; 5]| five.iter().zip(FINE).map(|(v, w)| v * w).sum::<i32>();
    out.extend(fives(padded).map(|five| byte(weigh(five) / 16)));
}

fn average(padded: &[u8], out: &mut Vec<u8>) {
    const COUNT: usize = 2 * COARSE + 1;
    const DIVISOR: u32 = 9;
    let mut sum: u32 = padded[..COUNT - 1].iter().map(|v| u32::from(*v)).sum();
    out.extend(padded.iter().zip(&padded[COUNT - 1..]).map(|(leaving, coming)| {
        sum += u32::from(*coming);
        let mean = u8::try_from(sum / DIVISOR).expect("a mean of bytes is a byte");
        sum -= u32::from(*leaving);
        mean
    }));
}

fn byte(value: i32) -> u8 {
    u8::try_from(value.clamp(0, 255)).expect("clamped to a byte")
}

#[cfg(test)]
mod tests {
    use super::enlarged;

    #[test]
    fn paper_stays_paper_at_twice_the_size() {
        for (width, height) in [(1, 1), (3, 2), (40, 7)] {
            let large = enlarged(&vec![200; width * height], width, height);
            assert_eq!(large, vec![200; 4 * width * height]);
        }
    }

    #[test]
    fn a_line_stays_where_it_was_and_stands_out_more() {
        let page: Vec<u8> = (0..40 * 10).map(|i| if i % 40 / 4 == 5 { 90 } else { 150 }).collect();
        let large = enlarged(&page, 40, 10);
        let row = &large[10 * 80..11 * 80];
        assert!(row[40..48].iter().all(|v| *v < 120), "{row:?}");
        assert!(row[..36].iter().chain(&row[52..]).all(|v| *v >= 150), "{row:?}");
        assert!(row[43] < 90, "{row:?}");
    }
}
