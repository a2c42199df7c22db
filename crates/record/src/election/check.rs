use crate::rule::{Breach, Rule};

use super::{Election, Role};

impl Election {
    /// The slow and the soft checks: every key, missing electors and keys.
    ///
    /// Parsing already refused what cannot be used at all; this is what `election check` adds. Checking
    /// keys takes some ten microseconds each.
    pub fn check(&self) -> Vec<Breach> {
        let mut breaches = Vec::new();
        let (mut without_electors, mut without_key) = (0_u64, 0_u64);
        for table in self.tables.iter() {
            if !self.tables.electors(table).is_present() {
                without_electors += 1;
            }
            match self.tables.key(table) {
                None => without_key += 1,
                Some(key) if key.checked().is_none() => {
                    breaches.push(Breach::new(
                        Rule::WeakKey,
                        format!("table {}", self.tables.code(table)),
                    ));
                }
                Some(_) => {}
            }
        }
        let tables = self.tables.len();
        if without_electors > 0 {
            breaches.push(Breach::new(
                Rule::ElectorsNotGiven,
                format!("{without_electors} of {tables} tables"),
            ));
        }
        if without_key > 0 {
            breaches.push(Breach::new(
                Rule::TableKeyMissing,
                format!("{without_key} of {tables} tables"),
            ));
        }
        breaches.extend(self.alike_colours());
        breaches.extend(self.unreachable_quorum());
        breaches
    }

    /// A quorum that the organisations with keys cannot reach, however many sign.
    fn unreachable_quorum(&self) -> Option<Breach> {
        let policy = self.manifest.cosigners.as_ref()?;
        let organisations = self.manifest.organisations.iter();
        let with_key = organisations.filter(|o| o.key.is_some() || o.key_ml_dsa_44.is_some());
        let others = with_key.clone().filter(|o| o.role != Role::Authority).count();
        let all = with_key.count();
        let (at_least, not_authority) =
            (usize::from(policy.at_least), usize::from(policy.not_authority));
        (at_least > all || not_authority > others).then(|| {
            let detail = format!(
                "{at_least} and {not_authority} not of the authority are asked for; {all} and {others} have keys"
            );
            Breach::new(Rule::QuorumUnreachable, detail)
        })
    }

    /// Pairs of candidates whose colours differ too little in lightness to be told apart without hue.
    fn alike_colours(&self) -> Vec<Breach> {
        let mut breaches = Vec::new();
        for contest in &self.contests {
            let coloured: Vec<_> = contest
                .candidates
                .iter()
                .filter_map(|one| Some((one, luminance(one.colour.as_deref()?)?)))
                .collect();
            for (at, (one, first)) in coloured.iter().enumerate() {
                for (other, second) in &coloured[at + 1..] {
                    if contrast(*first, *second) < LEAST_CONTRAST {
                        let detail = format!("{}: `{}` and `{}`", contest.key, one.key, other.key);
                        breaches.push(Breach::new(Rule::ColoursAlike, detail));
                    }
                }
            }
        }
        breaches
    }
}

/// Contrast below which two areas of a chart cannot be told apart by lightness alone.
const LEAST_CONTRAST: f64 = 1.15;

/// Relative luminance of `#rrggbb` (WCAG 2.2).
fn luminance(colour: &str) -> Option<f64> {
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(colour.get(at..at + 2)?, 16).ok()?) / 255.0;
        Some(if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) })
    };
    Some(0.2126 * channel(1)? + 0.7152 * channel(3)? + 0.0722 * channel(5)?)
}

fn contrast(a: f64, b: f64) -> f64 {
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}
