//! The standard normal distribution, to about 1e-14.

/// Beyond this the tail is below 1e-300.
const FAR: f64 = 37.0;

/// P(Z ≤ z).
pub(crate) fn cdf(z: f64) -> f64 {
    if z > 0.0 { 1.0 - upper(z) } else { upper(-z) }
}

/// The z with P(Z ≤ z) = p, for p between 0 and 1, by bisection.
pub(crate) fn quantile(p: f64) -> f64 {
    let (mut low, mut high) = (-FAR, FAR);
    // Each step halves an interval of 74; after 64 it is below the distance of two numbers.
    for _ in 0..64 {
        let middle = f64::midpoint(low, high);
        if cdf(middle) < p { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

/// P(Z > z) for z from zero.
fn upper(z: f64) -> f64 {
    let density = (-z * z / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
    if z < 3.0 {
        // Marsaglia 2004: P(0 < Z < z) = density · (z + z³/3 + z⁵/15 + …).
        let (mut term, mut sum) = (z, z);
        for odd in 1..200_u32 {
            term *= z * z / f64::from(2 * odd + 1);
            sum += term;
            if term < sum * 1e-17 {
                break;
            }
        }
        return 0.5 - density * sum;
    }
    // Laplace's continued fraction, from its far end.
    density / (1..=120_u32).rev().fold(z, |tail, n| z + f64::from(n) / tail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_values() {
        for (z, p) in [
            (0.0, 0.5),
            (1.0, 0.841_344_746_068_542_9),
            (-2.5, 0.006_209_665_325_776_132),
            (4.0, 0.999_968_328_758_166_9),
            (-6.0, 9.865_876_450_376_98e-10),
        ] {
            assert!((cdf(z) - p).abs() < 1e-13, "{z}: {}", cdf(z));
            assert!((quantile(p) - z).abs() < 1e-6, "{p}: {}", quantile(p));
        }
    }
}
