//! Adjusting p-values for how many were looked at.

/// Holm's adjustment (1979): the chance of any false alarm among all tests is at most the adjusted p.
pub fn holm(p_values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|a, b| p_values[*a].total_cmp(&p_values[*b]));
    let mut adjusted = vec![1.0; p_values.len()];
    let mut least = 0.0_f64;
    for (rank, at) in order.iter().enumerate() {
        let left = crate::number::many(p_values.len() - rank);
        least = least.max((p_values[*at] * left).min(1.0));
        adjusted[*at] = least;
    }
    adjusted
}

/// Positions that stand out at a false discovery rate (Benjamini, Hochberg 1995), ascending.
pub fn benjamini_hochberg(p_values: impl Iterator<Item = f64>, rate: f64) -> Vec<usize> {
    let all: Vec<f64> = p_values.collect();
    let mut sorted = all.clone();
    sorted.sort_by(f64::total_cmp);
    let step = rate / crate::number::many(all.len().max(1));
    let step_of = |rank: usize| step * crate::number::many(rank + 1);
    let last = sorted.iter().enumerate().rev().find(|(rank, p)| **p <= step_of(*rank));
    let Some((_, cut)) = last else { return Vec::new() };
    (0..all.len()).filter(|at| all[*at] <= *cut).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holm_by_hand() {
        let near = |a: &[f64], b: &[f64]| a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-15);
        assert!(near(&holm(&[0.01, 0.04, 0.03, 0.005]), &[0.03, 0.06, 0.06, 0.02]));
        assert_eq!(holm(&[0.9, 0.8]), [1.0, 1.0]);
        assert_eq!(holm(&[]), Vec::<f64>::new());
    }

    #[test]
    fn benjamini_hochberg_by_hand() {
        let p = [0.01, 0.9, 0.02, 0.028, 0.2];
        assert_eq!(benjamini_hochberg(p.into_iter(), 0.05), [0, 2, 3]);
        assert_eq!(benjamini_hochberg([0.06, 0.5].into_iter(), 0.05), Vec::<usize>::new());
    }
}
