//! What single copies of a table show: duplicates, images, signatures, corrections, withdrawals, figures
//! that cannot be.

use record::sheet::{Figures, check_figures};
use record::{Digest, Rule, Severity, SheetCopy, SignatureVerdict, SourceNo, Standing, TableNo};
use tally::{CopyRef, CopyStatus};

use crate::finding::Draft;
use crate::tables::{TableJudge, votes_on};
use crate::{Comparison, DifferenceKind};

/// Notes what the copies of one table show.
pub(crate) fn check(judge: &mut TableJudge<'_>, table: TableNo, refs: &[CopyRef]) {
    let copies = || refs.iter().map(|at| at.of(judge.collections));
    let plain = copies().all(|copy| {
        copy.standing == Standing::Stands
            && copy.replaces.is_none()
            && matches!(copy.signature, SignatureVerdict::None | SignatureVerdict::NotCheckable)
    });
    let one_each = refs.windows(2).all(|two| two[0].source != two[1].source);
    if !one_each {
        duplicates(judge, table, refs);
        images(judge, table, refs);
    }
    if !plain {
        withdrawn_and_invalid(judge, table, refs);
        signed(judge, table, refs);
        overridden(judge, table, refs);
    }
    impossible(judge, table, refs);
}

/// C207 and C208: what one source holds more than once.
fn duplicates(judge: &mut TableJudge<'_>, table: TableNo, refs: &[CopyRef]) {
    for (own, statuses) in by_source(refs, &judge.statuses.clone()) {
        let in_force: Vec<_> = own
            .iter()
            .zip(statuses)
            .filter(|(_, status)| **status == CopyStatus::InForce)
            .map(|(at, _)| *at)
            .collect();
        let [first, others @ ..] = &in_force[..] else { continue };
        let mut same = None;
        let mut different: Option<(CopyRef, Comparison)> = None;
        for at in others {
            let seen = judge.compare(*first, *at);
            if seen.is_equal() {
                same.get_or_insert(*at);
            } else {
                different.get_or_insert((*at, seen));
            }
        }
        if let Some((at, seen)) = different {
            let draft = judge.draft(Rule::DuplicateDifferent, table, *first, at);
            judge.findings.add(with(draft, &seen), [first.source]);
        } else if let Some(at) = same {
            let votes = votes_on(judge.collections, *first);
            let draft = judge.draft(Rule::DuplicateSame, table, *first, at);
            judge.findings.add(Draft { votes, ..draft }, [first.source]);
        }
    }
}

/// C209: two different images in one source.
fn images(judge: &mut TableJudge<'_>, table: TableNo, refs: &[CopyRef]) {
    for (own, _) in by_source(refs, &judge.statuses.clone()) {
        let image = |at: &CopyRef| at.of(judge.collections).image;
        let Some(first) = own.iter().find(|at| image(at).is_some()) else { continue };
        let other = own.iter().find(|at| image(at).is_some() && image(at) != image(first));
        if let Some(other) = other {
            let votes = votes_on(judge.collections, *first);
            let draft = judge.draft(Rule::TwoImagesOneTable, table, *first, *other);
            judge.findings.add(Draft { votes, ..draft }, [first.source]);
        }
    }
}

/// C215 and C212, once for each source and content.
fn withdrawn_and_invalid(judge: &mut TableJudge<'_>, table: TableNo, refs: &[CopyRef]) {
    let mut seen: Vec<(SourceNo, CopyStatus, Option<Digest>)> = Vec::new();
    for (at, status) in refs.iter().zip(judge.statuses.clone()) {
        let rule = match status {
            CopyStatus::Withdrawn => Rule::Withdrawn,
            CopyStatus::InvalidSignature => Rule::InvalidSignature,
            _ => continue,
        };
        let key = (at.source, status, at.of(judge.collections).payload);
        if seen.contains(&key) {
            continue;
        }
        seen.push(key);
        let votes = votes_on(judge.collections, *at);
        let draft = judge.draft(rule, table, *at, *at);
        judge.findings.add(Draft { votes, ..draft }, [at.source]);
    }
}

/// C214 and C211: among the sheets whose signature verifies, which corrects which, and which contradict.
fn signed(judge: &mut TableJudge<'_>, table: TableNo, refs: &[CopyRef]) {
    let collections = judge.collections;
    let valid: Vec<_> = refs
        .iter()
        .copied()
        .filter(|at| at.of(collections).signature == SignatureVerdict::Valid)
        .collect();
    let mut sheets: Vec<CopyRef> = Vec::new();
    for at in &valid {
        let same = |other: &CopyRef| same_sheet(other.of(collections), at.of(collections));
        if !sheets.iter().any(same) {
            sheets.push(*at);
        }
    }
    let holders = |of: &[CopyRef]| -> Vec<SourceNo> {
        let of_these = |at: &&CopyRef| {
            of.iter().any(|sheet| same_sheet(sheet.of(collections), at.of(collections)))
        };
        valid.iter().filter(of_these).map(|at| at.source).collect()
    };
    for newer in sheets.iter().filter(|at| at.of(collections).replaces.is_some()) {
        let older = sheets.iter().find(|at| corrects(newer.of(collections), at.of(collections)));
        let older = *older.unwrap_or(newer);
        let seen = judge.compare(older, *newer);
        let draft = judge.draft(Rule::Correction, table, older, *newer);
        judge.findings.add(with(draft, &seen), holders(&[older, *newer]));
    }
    let chain = |at: CopyRef| ancestors(&sheets, collections, at);
    let linked = |a: CopyRef, b: CopyRef| chain(a).contains(&b) || chain(b).contains(&a);
    let conflict = sheets
        .iter()
        .enumerate()
        .flat_map(|(i, a)| sheets[i + 1..].iter().map(move |b| (*a, *b)))
        .find(|(a, b)| !linked(*a, *b));
    if let Some((a, b)) = conflict {
        let seen = judge.compare(a, b);
        let draft = judge.draft(Rule::Equivocation, table, a, b);
        judge.findings.add(with(draft, &seen), holders(&[a, b]));
    }
}

/// C221: a copy without a signature that verifies, beside a signed sheet in force that says otherwise.
fn overridden(judge: &mut TableJudge<'_>, table: TableNo, refs: &[CopyRef]) {
    let collections = judge.collections;
    let in_force: Vec<_> = refs
        .iter()
        .zip(&judge.statuses)
        .filter(|(_, status)| **status == CopyStatus::InForce)
        .map(|(at, _)| *at)
        .collect();
    let verifies = |at: &CopyRef| at.of(collections).signature == SignatureVerdict::Valid;
    let Some(signed) = in_force.iter().copied().find(verifies) else { return };
    let mut noted = None;
    for at in in_force.iter().copied().filter(|at| !verifies(at)) {
        let seen = judge.compare(signed, at);
        if seen.kind == Some(DifferenceKind::Votes) && noted != Some(at.source) {
            noted = Some(at.source);
            let draft = judge.draft(Rule::SignedOverridden, table, signed, at);
            judge.findings.add(with(draft, &seen), [signed.source, at.source]);
        }
    }
}

/// C213: figures that break a rule of severity error, once for each content that sources hold.
fn impossible(judge: &mut TableJudge<'_>, table: TableNo, refs: &[CopyRef]) {
    let mut found: Vec<(CopyRef, CopyStatus, Vec<SourceNo>)> = Vec::new();
    // Copies of one table are mostly the same to the last figure: those are judged once.
    let mut last: Option<(CopyRef, bool)> = None;
    for (place, at) in refs.iter().enumerate() {
        let status = judge.statuses[place];
        if !matches!(status, CopyStatus::InForce | CopyStatus::Unusable) {
            continue;
        }
        let known = last.filter(|(other, _)| same_figures(judge, *other, *at));
        let broken = known.map_or_else(|| breaks_an_error(judge, table, *at), |(_, broken)| broken);
        last = Some((*at, broken));
        if !broken {
            continue;
        }
        let same = (status == CopyStatus::InForce)
            .then(|| {
                found.iter().position(|(other, status, _)| {
                    *status == CopyStatus::InForce && judge.compare(*other, *at).is_equal()
                })
            })
            .flatten();
        match same {
            Some(class) => found[class].2.push(at.source),
            None => found.push((*at, status, vec![at.source])),
        }
    }
    for (at, _, sources) in found {
        let votes = votes_on(judge.collections, at);
        let draft = judge.draft(Rule::ImpossibleCounts, table, at, at);
        judge.findings.add(Draft { votes, ..draft }, sources);
    }
}

fn same_figures(judge: &TableJudge<'_>, a: CopyRef, b: CopyRef) -> bool {
    let singles = |at: CopyRef| {
        let copy = at.of(judge.collections);
        let voters = (copy.electors, copy.voters_machine, copy.voters_book);
        (copy.basis, voters, copy.valid, copy.null, copy.blank)
    };
    singles(a) == singles(b) && a.cells(judge.collections) == b.cells(judge.collections)
}

fn breaks_an_error(judge: &TableJudge<'_>, table: TableNo, at: CopyRef) -> bool {
    let copy = at.of(judge.collections);
    let breaches =
        check_figures(judge.election, Some(table), &figures_of(copy, at.cells(judge.collections)));
    breaches.iter().any(|breach| breach.rule.severity() == Severity::Error)
}

/// The figures of a copy in the form that the rules of one sheet are written for.
pub(crate) fn figures_of<'a>(copy: &SheetCopy, votes: &'a [record::Count]) -> Figures<'a> {
    Figures {
        contest: copy.contest,
        basis: copy.basis,
        votes,
        electors: copy.electors,
        voters_machine: copy.voters_machine,
        voters_book: copy.voters_book,
        valid: copy.valid,
        null: copy.null,
        blank: copy.blank,
    }
}

fn with(draft: Draft, seen: &Comparison) -> Draft {
    Draft { kind: seen.kind, pattern: seen.pattern, votes: seen.votes, ..draft }
}

/// The copies of one table source by source; they come in that order.
fn by_source<'a>(
    refs: &'a [CopyRef],
    statuses: &'a [CopyStatus],
) -> impl Iterator<Item = (&'a [CopyRef], &'a [CopyStatus])> {
    let mut rest = statuses;
    refs.chunk_by(|a, b| a.source == b.source).map(move |own| {
        let (statuses, after) = rest.split_at(own.len());
        rest = after;
        (own, statuses)
    })
}

/// Whether two signed copies are of the same signed bytes; by serial number where a digest is missing.
fn same_sheet(a: &SheetCopy, b: &SheetCopy) -> bool {
    match (a.payload, b.payload) {
        (Some(a), Some(b)) => a == b,
        _ => a.serial == b.serial,
    }
}

fn corrects(newer: &SheetCopy, older: &SheetCopy) -> bool {
    newer.serial > older.serial
        && newer.replaces.is_some()
        && newer.replaces == older.payload.map(|digest| digest.prefix())
}

/// The sheets that one corrects, directly or through others that are held.
fn ancestors(sheets: &[CopyRef], collections: &[record::Collection], of: CopyRef) -> Vec<CopyRef> {
    let mut found = Vec::new();
    let mut newest = of;
    while let Some(older) =
        sheets.iter().find(|at| corrects(newest.of(collections), at.of(collections)))
    {
        found.push(*older);
        newest = *older;
    }
    found
}
