//! An announcement as the rounding test needs it.

use record::Announcement;
use record::election::Contest;
use serde::Serialize;

use crate::TestError;
use crate::rounding::{Conditional, DECIMALS, Percent, Rounding, conditional, look_elsewhere};

/// An announcement with its rounding test.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AnnouncedRounding {
    /// The announcement.
    pub id: String,
    /// Which counts were tested: candidates' keys, `others`, or `rest` for what was announced without percentages.
    pub labels: Vec<String>,
    /// Against every number of decimals.
    pub rounding: Rounding,
    /// Against the announced percentages, where there are any and they are those of the counts.
    pub conditional: Option<Conditional>,
    /// Why there is no comparison with announced percentages, where there is none.
    pub no_conditional: Option<String>,
    /// Decimals tried times announcements tried.
    pub looked: usize,
    /// The p before adjusting for having looked.
    pub p_single: f64,
}

impl AnnouncedRounding {
    /// Tests an announcement of a contest; `announcements` is how many are tested in all.
    ///
    /// # Errors
    /// As [`Rounding::of`]; `F603` where the counts pass the valid votes announced; `F604` where the total is too small.
    pub fn of(
        one: &Announcement,
        contest: &Contest,
        announcements: usize,
    ) -> Result<Self, TestError> {
        let figures = Figures::of(one, contest)?;
        let rounding = Rounding::of(figures.total, &figures.counts)?;
        if !rounding.applicable() {
            return Err(TestError::not_applicable(format!("{} votes are too few", figures.total)));
        }
        let found = figures.announced.as_ref().map(|(announced, steps)| {
            conditional(figures.total, &figures.counts, announced, *steps)
        });
        let (conditional, no_conditional) = match found {
            Some(Ok(found)) => (Some(found), None),
            Some(Err(error)) => (None, Some(error.to_string())),
            None => (None, None),
        };
        let matched = rounding.matched().and_then(|one| one.chance_of_all);
        let p_single = conditional.as_ref().map(|one| one.p).or(matched).unwrap_or(1.0);
        Ok(Self {
            id: one.id.clone(),
            labels: figures.labels,
            rounding,
            conditional,
            no_conditional,
            looked: DECIMALS.len() * announcements,
            p_single,
        })
    }

    /// The p adjusted for having looked.
    pub fn p(&self) -> f64 {
        look_elsewhere(self.p_single, self.looked, 1)
    }

    /// Where every count matches: by how many votes each could move and still give the same percentage.
    pub fn votes(&self) -> Option<u64> {
        let matched = self.rounding.matched()?;
        Some(self.rounding.total / (2 * matched.steps))
    }
}

struct Figures {
    labels: Vec<String>,
    counts: Vec<u64>,
    total: u64,
    /// One percentage for each count, in steps, and the steps in a whole.
    announced: Option<(Vec<u64>, u64)>,
}

impl Figures {
    fn of(one: &Announcement, contest: &Contest) -> Result<Self, TestError> {
        let mut figures =
            Self { labels: Vec::new(), counts: Vec::new(), total: 0, announced: None };
        let mut percents = Vec::new();
        for votes in &one.votes {
            percents.push(votes.percent.as_deref().map(str::parse::<Percent>).transpose()?);
            figures.labels.push(votes.candidate.clone());
            figures.counts.push(votes.votes);
        }
        if let Some(others) = one.others {
            figures.add("others", others);
        }
        let sum = figures.counts.iter().try_fold(0_u64, |sum, count| sum.checked_add(*count));
        let sum = sum.ok_or_else(|| TestError::overflow("the announced counts"))?;
        figures.total = one.valid.unwrap_or(sum);
        let rest = figures.total.checked_sub(sum).ok_or_else(|| {
            TestError::inconsistent(format!(
                "counts add up to {sum}, valid votes {}",
                figures.total
            ))
        })?;
        let everybody = one.votes.len() >= contest.candidates.len() || one.others.is_some();
        if rest > 0 && everybody {
            return Err(TestError::inconsistent(format!("{rest} valid votes are nobody's")));
        }
        if rest > 0 {
            figures.add("rest", rest);
        }
        percents.resize(figures.counts.len(), None);
        Ok(figures.with_percents(&percents))
    }

    fn add(&mut self, label: &str, count: u64) {
        self.labels.push(label.to_owned());
        self.counts.push(count);
    }

    /// What was announced without percentages is one count, whose percentage is what the others leave.
    fn with_percents(self, percents: &[Option<Percent>]) -> Self {
        let Some(decimals) = percents.iter().flatten().map(|one| one.decimals).max() else {
            return self;
        };
        let whole = 10_u64.pow(u32::from(decimals) + 2);
        let mut grouped =
            Self { labels: Vec::new(), counts: Vec::new(), total: self.total, announced: None };
        let (mut steps, mut rest, mut without) = (Vec::new(), 0_u64, 0_usize);
        for ((label, count), percent) in self.labels.iter().zip(&self.counts).zip(percents) {
            match percent.and_then(|one| one.with_decimals(decimals)) {
                Some(percent) => {
                    grouped.add(label, *count);
                    steps.push(percent.steps);
                }
                None => {
                    rest += count;
                    without += 1;
                }
            }
        }
        if without > 0 {
            grouped.add("rest", rest);
            let Some(left) = whole.checked_sub(steps.iter().sum()) else { return grouped };
            steps.push(left);
        }
        grouped.announced = Some((steps, whole));
        grouped
    }
}
