use record::Rule;

use crate::quantile::to_f64;
use crate::rake::Raking;
use crate::refusal::{Refusal, refuse};

/// How tables came into a sample: from which strata, out of how many, with which weight.
///
/// A value of this type can be estimated from: every stratum has enough tables for a variance, and none
/// more than it can have.
#[derive(Clone, Debug)]
pub struct Design {
    pub(crate) strata: Vec<Stratum>,
    /// Position of each table's stratum.
    pub(crate) stratum_of: Vec<usize>,
    pub(crate) weights: Vec<f64>,
    finite: bool,
    pub(crate) raking: Option<Raking>,
}

/// A stratum of a sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stratum {
    /// Tables it has.
    pub tables: u64,
    /// Of these, in the sample and received.
    pub received: u64,
}

impl Design {
    /// A stratified sample: `tables` of each stratum, and for each table of the sample the position of its
    /// stratum.
    ///
    /// # Errors
    /// Q701 to Q704: a stratum without tables, with more in the sample than it has, with one alone (unless
    /// that is all it has), or with none.
    pub fn stratified(tables: &[u64], stratum_of: &[usize]) -> Result<Self, Refusal> {
        let mut strata: Vec<_> =
            tables.iter().map(|tables| Stratum { tables: *tables, received: 0 }).collect();
        for at in stratum_of {
            let Some(stratum) = strata.get_mut(*at) else {
                return refuse(Rule::StratumWithoutTables, format!("stratum {at} is not listed"));
            };
            stratum.received += 1;
        }
        for (at, stratum) in strata.iter().enumerate() {
            stratum.check(at)?;
        }
        let weight = |at: &usize| to_f64(strata[*at].tables) / to_f64(strata[*at].received);
        let weights = stratum_of.iter().map(weight).collect();
        Ok(Self { strata, stratum_of: stratum_of.to_vec(), weights, finite: true, raking: None })
    }

    /// A simple random sample of `units` tables out of `tables`.
    ///
    /// # Errors
    /// As for [`Design::stratified`].
    pub fn simple(tables: u64, units: usize) -> Result<Self, Refusal> {
        Self::stratified(&[tables], &vec![0; units])
    }

    /// The same without finite population correction, as if tables had been drawn from endlessly many like
    /// them.
    ///
    /// # Errors
    /// Q703 where a stratum has one table alone: then its being complete no longer helps.
    pub fn without_finite_correction(mut self) -> Result<Self, Refusal> {
        if let Some(at) = self.strata.iter().position(|one| one.received == 1) {
            return refuse(Rule::SingleTableInStratum, format!("stratum {at}"));
        }
        self.finite = false;
        Ok(self)
    }

    /// Tables of the sample.
    pub fn len(&self) -> usize {
        self.weights.len()
    }

    /// Whether the sample has no tables, which [`Design::stratified`] refuses where there is a stratum.
    pub fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }

    /// The strata.
    pub fn strata(&self) -> &[Stratum] {
        &self.strata
    }

    /// Weight of each table: how many tables it stands for.
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// Tables less strata: the degrees of freedom of a stratified variance.
    pub fn degrees_of_freedom(&self) -> u64 {
        self.strata.iter().map(|one| one.received - 1).sum()
    }

    /// Variance of the weighted total of a linearised variable: over strata, the variance between tables.
    ///
    /// With equal weights in a stratum it is `N² (1 - n/N) s²/n`.
    pub(crate) fn variance(&self, linearised: &[f64]) -> f64 {
        let residuals = match &self.raking {
            Some(raking) => raking.residuals(linearised),
            None => linearised.to_vec(),
        };
        let weighted: Vec<f64> =
            residuals.iter().zip(&self.weights).map(|(value, weight)| value * weight).collect();
        let mut sums = vec![0.0; self.strata.len()];
        for (at, value) in self.stratum_of.iter().zip(&weighted) {
            sums[*at] += value;
        }
        let mut squares = vec![0.0; self.strata.len()];
        for (at, value) in self.stratum_of.iter().zip(&weighted) {
            squares[*at] += (value - sums[*at] / to_f64(self.strata[*at].received)).powi(2);
        }
        let of_stratum = |(stratum, squares): (&Stratum, f64)| {
            let (all, received) = (to_f64(stratum.tables), to_f64(stratum.received));
            let outside = if self.finite { (all - received) / all } else { 1.0 };
            if outside == 0.0 { 0.0 } else { outside * received / (received - 1.0) * squares }
        };
        self.strata.iter().zip(squares).map(of_stratum).sum()
    }

    /// The stratum alone, with the positions of its tables in this sample.
    pub(crate) fn only(&self, stratum: usize) -> (Self, Vec<usize>) {
        let units: Vec<usize> =
            (0..self.len()).filter(|unit| self.stratum_of[*unit] == stratum).collect();
        let one = Self {
            strata: vec![self.strata[stratum]],
            stratum_of: vec![0; units.len()],
            weights: units.iter().map(|unit| self.weights[*unit]).collect(),
            finite: self.finite,
            raking: None,
        };
        (one, units)
    }
}

impl Stratum {
    fn check(&self, at: usize) -> Result<(), Refusal> {
        let Self { tables, received } = *self;
        let rule = match received {
            _ if tables == 0 => Rule::StratumWithoutTables,
            _ if received > tables => Rule::SampleAboveStratum,
            0 => Rule::StratumWithoutSample,
            1 if tables > 1 => Rule::SingleTableInStratum,
            _ => return Ok(()),
        };
        refuse(rule, format!("stratum {at}: {received} of {tables} tables"))
    }
}
