use collate::{ContestCollation, SignTest, compare};
use record::election::{Candidate, Contest};
use record::{Collection, SourceNo};
use tally::{ContestShape, CopyIndex, CopyRef, CopyStatus, Lead, statuses};

use super::{LevelLeaders, Note, Pair, SizeClass};
use crate::lang::{Lang, Texts};

/// Least votes of each class of differences.
const CLASSES: [u64; 8] = [0, 1, 2, 5, 10, 50, 100, 200];

/// The pairs of a contest, with the sizes of their differences.
pub(super) fn all(
    collections: &[Collection],
    contest: &Contest,
    shape: &ContestShape,
    copies: &CopyIndex,
    of: &ContestCollation,
) -> Vec<Pair> {
    let mut sizes = vec![[0_u64; CLASSES.len()]; of.pairs.len()];
    let mut status = Vec::new();
    for (_, refs) in copies.tables() {
        statuses(shape, collections, refs, &mut status);
        for (pair, sizes) in of.pairs.iter().zip(&mut sizes) {
            let voice = |source| voice(shape, collections, refs, &status, source);
            if let (Some(a), Some(b)) = (voice(pair.a), voice(pair.b)) {
                let seen = compare(shape, collections, a, b);
                if !seen.is_equal() {
                    sizes[class(u64::from(seen.votes))] += 1;
                }
            }
        }
    }
    of.pairs.iter().zip(sizes).map(|(pair, sizes)| view(contest, pair, &sizes)).collect()
}

/// The copy that speaks for a source, as in the collation: all in force must agree.
fn voice(
    shape: &ContestShape,
    collections: &[Collection],
    refs: &[CopyRef],
    status: &[CopyStatus],
    source: SourceNo,
) -> Option<CopyRef> {
    for wanted in [CopyStatus::InForce, CopyStatus::InvalidSignature] {
        let own = || {
            let all = refs.iter().zip(status);
            all.filter(|(at, status)| at.source == source && **status == wanted).map(|(at, _)| *at)
        };
        let Some(first) = own().next() else { continue };
        let agree = own().all(|at| compare(shape, collections, first, at).is_equal());
        let grade = |at: &CopyRef| at.of(collections).grade;
        let best = own().reduce(|best, at| if grade(&at) > grade(&best) { at } else { best })?;
        let fits = shape.fits(best.of(collections).basis, best.cells(collections));
        return (agree && fits).then_some(best);
    }
    None
}

fn class(votes: u64) -> usize {
    CLASSES.partition_point(|from| *from <= votes) - 1
}

fn view(contest: &Contest, pair: &collate::Pair, sizes: &[u64; CLASSES.len()]) -> Pair {
    let class = |(at, tables): (usize, &u64)| SizeClass {
        from: CLASSES[at],
        to: CLASSES.get(at + 1).map(|next| next - 1),
        tables: *tables,
    };
    let level = |(at, level): (usize, &collate::LevelEffect)| LevelLeaders {
        level: u8::try_from(at).expect("levels are numbered in eight bits"),
        areas: u64::from(level.areas),
        changed: level.leader_differs.len() as u64,
    };
    let differ = pair.differ > 0;
    Pair {
        a: pair.a,
        b: pair.b,
        common: pair.common,
        equal: pair.equal,
        differ: pair.differ,
        only_a: pair.only_a,
        only_b: pair.only_b,
        net: pair.net(),
        sizes: if differ { sizes.iter().enumerate().map(class).collect() } else { Vec::new() },
        leaders: pair.levels.iter().enumerate().map(level).collect(),
        notes: notes(contest, pair),
    }
}

/// What the signs of the differences say, in each language.
fn notes(contest: &Contest, pair: &collate::Pair) -> Vec<[Note; 2]> {
    let texts = Lang::ALL.map(Texts::new);
    let mut notes = Vec::new();
    if let Some(Lead { first, second: Some(second), .. }) = Lead::of(&pair.votes_a) {
        let (first, second) =
            (&contest.candidates[first.index()], &contest.candidates[second.index()]);
        notes.extend(note(&texts, &pair.margin_sign, first, Some(second)));
    }
    for (candidate, sign) in contest.candidates.iter().zip(&pair.signs) {
        notes.extend(note(&texts, sign, candidate, None));
    }
    notes
}

fn note(
    texts: &[Texts; 2],
    sign: &SignTest,
    candidate: &Candidate,
    runner: Option<&Candidate>,
) -> Option<[Note; 2]> {
    let p = sign.p_value()?;
    Some(texts.each_ref().map(|texts| {
        let (more, less) = (texts.number(sign.more), texts.number(sign.less));
        let p = texts.probability(p);
        let mut words = vec![
            ("candidate", candidate.key.as_str()),
            ("more", &more),
            ("less", &less),
            ("p", &p),
        ];
        let key = match runner {
            Some(runner) => {
                words.push(("runner", &runner.key));
                "sign-margin"
            }
            None => "sign-candidate",
        };
        Note {
            text: texts.f(key, 0, &words),
            caveat: collate::caveat::Caveat::SignTest.text(texts.language()).to_owned(),
        }
    }))
}
