use super::{Maker, Of};
use crate::doc::{Meter, Part, Ratio};

impl Maker<'_> {
    /// Coverage of tables, of electors and of votes: three figures that differ.
    pub(super) fn coverage(&self, of: Of<'_>) -> Vec<Part> {
        let heading = Part::Heading(self.t("coverage"));
        let meters = vec![self.of_tables(of), self.of_electors(of), self.of_votes(of)];
        vec![heading, Part::Meters(meters), Part::Caveat(self.t("b-coverage-limit"))]
    }

    fn of_tables(&self, of: Of<'_>) -> Meter {
        let tables = of.result.country.coverage.tables;
        self.meter("tables", tables.counted, tables.of)
    }

    fn of_electors(&self, of: Of<'_>) -> Meter {
        let country = &of.result.country;
        let electors = country.coverage.electors;
        let unknown = electors.unknown_counted + country.outstanding.without_roll;
        if unknown == 0 {
            return self.meter("b-electors", electors.counted, electors.of);
        }
        let (counted, whole) = (self.n(electors.counted), self.n(electors.of));
        let words = [("counted", counted.as_str()), ("of", &whole)];
        let text = self.texts.f("b-electors-unknown", unknown, &words);
        Meter { label: self.t("b-electors"), share: None, text }
    }

    fn of_votes(&self, of: Of<'_>) -> Meter {
        let votes = of.result.country.coverage.votes;
        let label = self.t("votes");
        match votes.outstanding_at_most.map(|most| votes.counted.saturating_add(most)) {
            None => {
                let text = self.texts.n("b-votes-unknown", votes.counted);
                Meter { label, share: None, text }
            }
            Some(whole) => {
                let share = self.texts.percent(votes.counted, whole);
                let most = self.n(votes.outstanding_at_most.unwrap_or_default());
                let words = [("share", share.as_str()), ("most", &most)];
                let text = self.texts.f("b-votes-at-least", votes.counted, &words);
                Meter { label, share: Some(Ratio { part: votes.counted, whole }), text }
            }
        }
    }

    fn meter(&self, key: &str, part: u64, whole: u64) -> Meter {
        let share = self.texts.percent(part, whole);
        let of = self.n(whole);
        let text = self.texts.f("b-of", part, &[("of", &of), ("share", &share)]);
        Meter { label: self.t(key), share: Some(Ratio { part, whole }), text }
    }
}
