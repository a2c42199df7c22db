use record::{Announcement, Rule};
use serde::Serialize;

/// Something inside an announcement that does not add up (C219).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "issue", rename_all = "kebab-case")]
pub enum ArithmeticIssue {
    /// The votes announced do not sum to the valid votes announced. Where candidates are missing from the
    /// list and no others are given, only a sum above counts.
    SumNotValid {
        /// Sum of the votes announced.
        sum: u64,
        /// Valid votes announced.
        valid: u64,
    },
    /// Valid, null and blank votes do not sum to the voters announced.
    SumNotVoters {
        /// Valid + null + blank.
        sum: u64,
        /// Voters announced.
        voters: u64,
    },
    /// More votes than electors of the tables covered.
    MoreThanElectors {
        /// Votes or voters announced.
        votes: u64,
        /// Electors announced.
        electors: u64,
    },
    /// A percentage is not that of the votes, neither rounded nor cut off, of valid votes or of voters.
    PercentNotReproduced {
        /// Key of the candidate.
        candidate: String,
        /// As announced.
        announced: String,
        /// From the votes, with two decimals more than announced.
        computed: String,
    },
    /// A percentage that is not a number.
    PercentUnreadable {
        /// Key of the candidate.
        candidate: String,
        /// As announced.
        announced: String,
    },
}

impl ArithmeticIssue {
    /// The rule: always C219.
    pub const RULE: Rule = Rule::AnnouncementArithmetic;
}

/// Most decimals of an announced percentage.
const MAX_DECIMALS: u32 = 9;

/// Everything inside an announcement that does not add up.
pub(super) fn issues(of: &Announcement) -> Vec<ArithmeticIssue> {
    let mut found = Vec::new();
    let sum = of.votes.iter().map(|one| one.votes).sum::<u64>() + of.others.unwrap_or(0);
    if let Some(valid) = of.valid
        && (sum > valid || (of.others.is_some() || of.null.is_some()) && sum != valid)
    {
        found.push(ArithmeticIssue::SumNotValid { sum, valid });
    }
    let valid = of.valid.unwrap_or(sum);
    if let Some(voters) = of.voters {
        let cast = valid + of.null.unwrap_or(0) + of.blank.unwrap_or(0);
        if cast > voters || (of.null.is_some() && cast != voters) {
            found.push(ArithmeticIssue::SumNotVoters { sum: cast, voters });
        }
    }
    let most = of.voters.unwrap_or(valid + of.null.unwrap_or(0) + of.blank.unwrap_or(0));
    if let Some(electors) = of.electors
        && most > electors
    {
        found.push(ArithmeticIssue::MoreThanElectors { votes: most, electors });
    }
    for one in &of.votes {
        let Some(announced) = &one.percent else { continue };
        let candidate = one.candidate.clone();
        let Some((digits, decimals)) = decimal(announced) else {
            let announced = announced.clone();
            found.push(ArithmeticIssue::PercentUnreadable { candidate, announced });
            continue;
        };
        let bases = [Some(valid), of.voters];
        if !bases.into_iter().flatten().any(|base| reproduces(one.votes, base, digits, decimals)) {
            found.push(ArithmeticIssue::PercentNotReproduced {
                candidate,
                announced: announced.clone(),
                computed: percent(one.votes, valid, decimals + 2),
            });
        }
    }
    found
}

/// Whether `votes` of `base` is the percentage `digits / 10^decimals`, rounded or cut off.
fn reproduces(votes: u64, base: u64, digits: u64, decimals: u32) -> bool {
    let (votes, base) = (i128::from(votes), i128::from(base));
    let exact = votes * 100 * 10_i128.pow(decimals);
    let difference = exact - i128::from(digits) * base;
    base > 0 && (2 * difference.abs() <= base || (0..base).contains(&difference))
}

/// A decimal number as its digits and the number of decimals; a percent sign is allowed.
fn decimal(text: &str) -> Option<(u64, u32)> {
    let number = text.trim().trim_end_matches('%').trim_end().replace(',', ".");
    let (whole, part) = number.split_once('.').unwrap_or((&number, ""));
    let decimals = u32::try_from(part.len()).ok().filter(|many| *many <= MAX_DECIMALS)?;
    let digits = format!("{whole}{part}");
    let plain = !whole.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten().map(|digits| (digits, decimals))
}

fn percent(votes: u64, base: u64, decimals: u32) -> String {
    if base == 0 {
        return "—".to_owned();
    }
    let scale = 10_u128.pow(decimals);
    let (votes, base) = (u128::from(votes), u128::from(base));
    let rounded = (2 * votes * 100 * scale + base) / (2 * base);
    let width = usize::try_from(decimals).unwrap_or(0);
    format!("{}.{:0width$}", rounded / scale, rounded % scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_rounded_or_cut_off() {
        assert!(reproduces(5_150_092, 10_058_774, 512, 1));
        assert!(reproduces(5_150_092, 10_058_774, 5_120, 2));
        assert!(!reproduces(5_150_092, 10_058_774, 513, 1));
        assert!(reproduces(2, 3, 66, 0) && reproduces(2, 3, 67, 0) && !reproduces(2, 3, 68, 0));
        assert_eq!(decimal("51,95 %"), Some((5195, 2)));
        assert_eq!(decimal("about 5"), None);
        assert_eq!(percent(6_408_844, 12_335_884, 4), "51.9529");
    }
}
