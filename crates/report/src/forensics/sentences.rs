use forensics::announced::AnnouncedRounding;
use forensics::report::{Detail, TestResult};

use super::{Maker, count};

impl Maker<'_> {
    /// What a result says, for somebody who does not like statistics.
    pub(super) fn sentence(&self, one: &TestResult) -> String {
        let n = |many: u64| self.texts.number(many);
        match &one.detail {
            Detail::Rounding(found) => self.rounding(found, one.p.unwrap_or(1.0)),
            Detail::SameCentre(found) => {
                let words = [
                    ("tables", &*n(count(found.tables))),
                    ("stand", &n(count(found.flagged_tables.len()))),
                    ("off", &n(found.votes)),
                ];
                self.texts.f("f-say-centre", count(found.centres), &words)
            }
            Detail::Integers(found) => {
                let expected = self.decimal(found.expected, 0);
                self.texts.f(
                    "f-say-integers",
                    found.tables,
                    &[("hits", &n(found.hits)), ("expected", &expected)],
                )
            }
            Detail::LastDigits(found) => {
                let key = if one.asks() { "f-say-digits-odd" } else { "f-say-digits" };
                self.texts.f(key, found.counts, &[])
            }
            Detail::Fingerprint(found) => {
                self.texts.f("f-say-fingerprint", found.tables, &[("corner", &n(found.corner))])
            }
            Detail::Arrival(found) => self.arrival_sentence(&found.found),
            Detail::Copies(found) => {
                let words = [
                    ("more", &*n(found.more)),
                    ("less", &n(found.less)),
                    ("sum", &self.texts.signed(found.sum)),
                    ("first", &self.option(self.report.first.as_deref())),
                    ("second", &self.option(self.report.second.as_deref())),
                ];
                self.texts.f("f-say-copies", found.more + found.less, &words)
            }
            Detail::Identical(found) => {
                let expected = self.decimal(found.expected, 1);
                self.texts.f("f-say-identical", found.pairs, &[("expected", &expected)])
            }
            Detail::SecondDigits(found) => self.texts.f("f-say-second", found.counts, &[]),
            Detail::Arithmetic(found) => {
                let words = [
                    ("above", &*n(found.above_electors.tables)),
                    ("unequal", &n(found.sum_not_voters.tables)),
                    ("sums", &n(found.valid_not_sum.tables)),
                ];
                self.texts.f("f-say-arithmetic", found.tables, &words)
            }
            Detail::None(why) => why.clone(),
        }
    }

    fn rounding(&self, found: &AnnouncedRounding, p: f64) -> String {
        let n = |many: u64| self.texts.number(many);
        let Some(matched) = found.rounding.matched() else {
            return self.texts.f("f-say-rounding-no", found.rounding.total, &[]);
        };
        let places = matched.decimals.to_string();
        let each = n(found.votes().unwrap_or(0));
        let chance = self.chance(p);
        let words = [("places", places.as_str()), ("each", &each), ("chance", &chance)];
        self.texts.f("f-say-rounding", count(found.rounding.counts.len()), &words)
    }
}
