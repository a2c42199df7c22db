use record::CandidateNo;
use serde::Serialize;

/// Who leads a plurality contest, and by how much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Lead {
    /// First in votes; of several tied, first in the election file.
    pub first: CandidateNo,
    /// Next in votes.
    pub second: Option<CandidateNo>,
    /// Votes between them. Zero is a tie, and then nobody leads.
    pub margin: u64,
}

impl Lead {
    /// The lead under given votes; none where there is no vote at all.
    pub fn of(votes: &[u64]) -> Option<Self> {
        let mut best: Option<(usize, u64)> = None;
        let mut next: Option<(usize, u64)> = None;
        for candidate in votes.iter().copied().enumerate() {
            if best.is_none_or(|best| candidate.1 > best.1) {
                next = best;
                best = Some(candidate);
            } else if next.is_none_or(|next| candidate.1 > next.1) {
                next = Some(candidate);
            }
        }
        let (first, most) = best.filter(|(_, votes)| *votes > 0)?;
        Some(Self {
            first: CandidateNo::from_index(first)?,
            second: next.and_then(|(candidate, _)| CandidateNo::from_index(candidate)),
            margin: most - next.map_or(0, |(_, votes)| votes),
        })
    }

    /// The leader; none in a tie.
    pub fn leader(&self) -> Option<CandidateNo> {
        (self.margin > 0).then_some(self.first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_leader_and_tie() {
        let lead = Lead::of(&[5, 9, 9, 1]).unwrap();
        assert_eq!(
            (lead.first, lead.second, lead.margin),
            (CandidateNo(1), Some(CandidateNo(2)), 0)
        );
        assert_eq!(lead.leader(), None);
        let lead = Lead::of(&[5, 0, 8]).unwrap();
        assert_eq!(
            (lead.first, lead.second, lead.margin),
            (CandidateNo(2), Some(CandidateNo(0)), 3)
        );
        assert_eq!(lead.leader(), Some(CandidateNo(2)));
        assert_eq!(Lead::of(&[0, 0]), None);
        assert_eq!(Lead::of(&[4]).unwrap().margin, 4);
    }
}
