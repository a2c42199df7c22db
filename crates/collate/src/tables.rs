use record::{Collection, ContestNo, Count, Election, Rule, SourceNo, TableNo};
use tally::{ContestShape, CopyRef, CopyStatus, statuses};

use crate::classes::{Class, Voice, voice};
use crate::compare::{Comparison, Scratch, compare_with};
use crate::copies_check;
use crate::finding::Draft;
use crate::pairs::PairCounts;
use crate::{DifferenceKind, Findings, Pattern, Place};

/// Goes through the tables of a contest and notes what each one shows.
pub(crate) struct TableJudge<'a> {
    pub(crate) election: &'a Election,
    pub(crate) contest: ContestNo,
    pub(crate) shape: &'a ContestShape,
    pub(crate) collections: &'a [Collection],
    /// The sources that have any copy of this contest.
    pub(crate) active: &'a [SourceNo],
    pub(crate) list_agreements: bool,
    pub(crate) findings: Findings,
    pub(crate) pairs: Vec<PairCounts>,
    pub(crate) agreeing: u64,
    pub(crate) scratch: Scratch,
    pub(crate) statuses: Vec<CopyStatus>,
    pub(crate) voices: Vec<Voice>,
    /// Counts by candidate of each voice.
    pub(crate) candidates: Vec<Vec<Count>>,
}

impl TableJudge<'_> {
    /// Everything about one table that has copies.
    pub(crate) fn judge(&mut self, table: TableNo, refs: &[CopyRef]) {
        let mut found = std::mem::take(&mut self.statuses);
        statuses(self.shape, self.collections, refs, &mut found);
        self.statuses = found;
        self.find_voices(refs);
        self.presence(table, refs);
        self.hold_pairs(table);
        self.hold_all(table);
        copies_check::check(self, table, refs);
    }

    pub(crate) fn draft(&self, rule: Rule, table: TableNo, a: CopyRef, b: CopyRef) -> Draft {
        let place = Place::Table(table);
        Draft { rule, contest: self.contest, place, a, b, kind: None, pattern: None, votes: 0 }
    }

    pub(crate) fn compare(&mut self, a: CopyRef, b: CopyRef) -> Comparison {
        compare_with(self.shape, self.collections, a, b, &mut self.scratch)
    }

    fn find_voices(&mut self, refs: &[CopyRef]) {
        self.voices.clear();
        let mut start = 0;
        for source in self.active {
            let many = refs[start..].iter().take_while(|at| at.source == *source).count();
            let own = start..start + many;
            let statuses = &self.statuses[own.clone()];
            let (shape, collections) = (self.shape, self.collections);
            self.voices.push(voice(shape, collections, &refs[own], statuses, &mut self.scratch));
            start += many;
        }
    }

    /// C205 where some sources have the table and others do not; C206 where a single one has it.
    fn presence(&mut self, table: TableNo, refs: &[CopyRef]) {
        let silent = self.voices.iter().filter(|voice| **voice == Voice::Silent).count();
        if silent == 0 {
            return;
        }
        let at = refs[0];
        let votes = votes_on(self.collections, at);
        if silent + 1 == self.active.len() {
            let draft = Draft { votes, ..self.draft(Rule::OnlyIn, table, at, at) };
            self.findings.add(draft, [at.source]);
            return;
        }
        for (source, voice) in self.active.iter().zip(&self.voices) {
            if *voice == Voice::Silent {
                let draft = Draft { votes, ..self.draft(Rule::MissingIn, table, at, at) };
                self.findings.add(draft, [*source]);
            }
        }
    }

    fn hold_pairs(&mut self, table: TableNo) {
        self.candidates.resize_with(self.voices.len(), Vec::new);
        for (voice, counts) in self.voices.iter().zip(&mut self.candidates) {
            if let Voice::Copy(at) = voice {
                let basis = at.of(self.collections).basis;
                self.shape.by_candidate(basis, at.cells(self.collections), counts);
            }
        }
        let mut pair = 0;
        for i in 0..self.voices.len() {
            for j in i + 1..self.voices.len() {
                match (self.voices[i], self.voices[j]) {
                    (Voice::Copy(a), Voice::Copy(b)) => {
                        let seen = self.compare(a, b);
                        let (of_a, of_b) = (&self.candidates[i], &self.candidates[j]);
                        self.pairs[pair].compared(table, (a, of_a), (b, of_b), seen);
                    }
                    voices => self.pairs[pair].not_compared(voices),
                }
                pair += 1;
            }
        }
    }

    /// C201 to C204: the sources in groups that say the same, each group against each other.
    fn hold_all(&mut self, table: TableNo) {
        let mut copies = self.voices.iter().filter_map(|voice| match voice {
            Voice::Copy(at) => Some(*at),
            _ => None,
        });
        let (Some(first), Some(second)) = (copies.next(), copies.next()) else { return };
        let rest: Vec<_> = copies.collect();
        let mut classes = vec![Class { first, sources: vec![first.source] }];
        for at in std::iter::once(second).chain(rest) {
            let same = (0..classes.len()).find(|class| {
                let (shape, collections) = (self.shape, self.collections);
                compare_with(shape, collections, classes[*class].first, at, &mut self.scratch)
                    .is_equal()
            });
            match same {
                Some(class) => classes[class].join(at, self.collections),
                None => classes.push(Class { first: at, sources: vec![at.source] }),
            }
        }
        if let [all] = &classes[..] {
            self.agreeing += 1;
            if self.list_agreements {
                let votes = votes_on(self.collections, all.first);
                let draft = self.draft(Rule::Agree, table, all.first, all.first);
                self.findings.add(Draft { votes, ..draft }, all.sources.iter().copied());
            }
            return;
        }
        for (i, a) in classes.iter().enumerate() {
            for b in &classes[i + 1..] {
                let seen = self.compare(a.first, b.first);
                let draft = Draft {
                    kind: seen.kind,
                    pattern: seen.pattern,
                    votes: seen.votes,
                    ..self.draft(rule_of(&seen), table, a.first, b.first)
                };
                self.findings.add(draft, a.sources.iter().chain(&b.sources).copied());
            }
        }
    }
}

fn rule_of(seen: &Comparison) -> Rule {
    match (seen.kind, seen.pattern) {
        (Some(DifferenceKind::Votes), Some(Pattern::Swap)) => Rule::SwappedCells,
        (Some(DifferenceKind::Votes), Some(_)) => Rule::ColumnSlip,
        _ => Rule::Differ,
    }
}

/// Sum of the votes for candidates or lists that a copy gives.
pub(crate) fn votes_on(collections: &[Collection], at: CopyRef) -> u32 {
    let votes = at.cells(collections).iter().filter_map(|count| count.number()).map(u64::from);
    u32::try_from(votes.sum::<u64>()).unwrap_or(u32::MAX)
}
