//! The pictures of a collection against each other.

use std::collections::BTreeMap;

use record::Rule;
use serde::Serialize;

use super::Facts;

/// Bytes of a look.
pub const LOOK_BYTES: usize = 128;
/// Bits of 1,024 up to which two looks are nearly the same. On a dozen scans of one form, copies in another size,
/// compression or contrast differed in at most 40 bits, and scans of different sheets in at least 144.
pub const NEAR: u32 = 51;
/// Most pictures whose looks are compared with each other: the work grows with the square.
pub const MOST_COMPARED: usize = 50_000;

/// A picture of a collection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Picture {
    /// Its name in the collection.
    pub name: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// What the file says of itself.
    pub facts: Facts,
    /// How it looks; none where it could not be decoded or is empty.
    #[serde(skip)]
    pub look: Option<Vec<u8>>,
    /// The texts of its codes, sorted.
    #[serde(skip)]
    pub payloads: Vec<String>,
    /// The table that its code names.
    pub table: Option<String>,
    /// The table under which it was published.
    pub published: Option<String>,
    /// Why it could not be decoded.
    pub unreadable: Option<String>,
}

/// Pictures that belong together, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The rule.
    pub rule: Rule,
    /// Which pictures, by their places in the collection.
    pub pictures: Vec<usize>,
    /// Bits that differ, for two pictures that look alike.
    pub distance: Option<u32>,
}

/// What the comparison came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Compared {
    /// Groups of files with the same bytes.
    pub same_bytes: Vec<Vec<usize>>,
    /// What was found.
    pub findings: Vec<Finding>,
    /// Whether looks were compared: not where there are more than [`MOST_COMPARED`].
    pub looks_compared: bool,
}

/// How many pictures of a collection have what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Shares {
    /// Pictures.
    pub pictures: u64,
    /// With EXIF fields.
    pub exif: u64,
    /// Naming a scanner or camera.
    pub device: u64,
    /// Naming a program.
    pub software: u64,
    /// With a time.
    pub time: u64,
    /// With dots per inch.
    pub dpi: u64,
    /// With fields that are not shown because they may tell of persons.
    pub withheld: u64,
    /// JPEGs whose table is exactly a standard one: written by a common library, as after an edit, or a mailer.
    pub standard_table: u64,
    /// With nothing that tells of scanner, program or time.
    pub silent: u64,
}

/// Counts.
pub fn shares<'a>(all: impl IntoIterator<Item = &'a Facts>) -> Shares {
    let mut shares = Shares::default();
    for facts in all {
        let about = &facts.metadata;
        let standard =
            facts.jpeg.as_ref().and_then(|one| one.quality).is_some_and(|quality| quality.exact);
        for (count, holds) in [
            (&mut shares.pictures, true),
            (&mut shares.exif, about.exif),
            (&mut shares.device, about.maker.is_some() || about.model.is_some()),
            (&mut shares.software, about.software.is_some()),
            (&mut shares.time, !about.times.is_empty()),
            (&mut shares.dpi, facts.dpi.is_some()),
            (&mut shares.withheld, !about.withheld.is_empty()),
            (&mut shares.standard_table, standard),
            (&mut shares.silent, !about.tells()),
        ] {
            *count += u64::from(holds);
        }
    }
    shares
}

/// Holds the pictures against each other: same bytes, same look, same code, other table than published under.
pub fn compare(pictures: &[Picture]) -> Compared {
    let same_bytes = groups(pictures, |one| Some(one.sha256.as_str()));
    let mut findings = Vec::new();
    for group in &same_bytes {
        if tables_differ(pictures, group) {
            findings.push(finding(Rule::SameImageTwoTables, group.clone()));
        }
    }
    let looks_compared = pictures.len() <= MOST_COMPARED;
    if looks_compared {
        findings.extend(near(pictures).map(|(a, b, distance)| {
            let pair = vec![a, b];
            let differ = tables_differ(pictures, &pair);
            let rule = if differ { Rule::SameImageTwoTables } else { Rule::ImagesNearlySame };
            Finding { distance: Some(distance), ..finding(rule, pair) }
        }));
    }
    for group in groups(pictures, |one| (!one.payloads.is_empty()).then_some(&one.payloads)) {
        let mut digests: Vec<_> = group.iter().map(|at| &pictures[*at].sha256).collect();
        digests.sort_unstable();
        digests.dedup();
        if digests.len() > 1 {
            findings.push(finding(Rule::TwoScansOfOneSheet, group));
        }
    }
    let other = |one: &Picture| {
        one.table.is_some() && one.published.is_some() && one.table != one.published
    };
    let wrong = pictures.iter().enumerate().filter(|(_, one)| other(one));
    findings.extend(wrong.map(|(at, _)| finding(Rule::ImageUnderOtherTable, vec![at])));
    findings.sort_by(|a, b| (a.rule, &a.pictures).cmp(&(b.rule, &b.pictures)));
    Compared { same_bytes, findings, looks_compared }
}

fn finding(rule: Rule, pictures: Vec<usize>) -> Finding {
    Finding { rule, pictures, distance: None }
}

/// Groups of two and more with the same key, in the order of their first pictures.
fn groups<'a, K: Ord>(
    pictures: &'a [Picture],
    key: impl Fn(&'a Picture) -> Option<K>,
) -> Vec<Vec<usize>> {
    let mut groups = BTreeMap::<K, Vec<usize>>::new();
    for (at, one) in pictures.iter().enumerate() {
        if let Some(key) = key(one) {
            groups.entry(key).or_default().push(at);
        }
    }
    let mut groups: Vec<_> = groups.into_values().filter(|group| group.len() > 1).collect();
    groups.sort_unstable();
    groups
}

/// Whether pictures are of, or were published under, two different tables. What is not known differs from nothing.
fn tables_differ(pictures: &[Picture], group: &[usize]) -> bool {
    let differ = |of: fn(&Picture) -> Option<&String>| {
        let mut known = group.iter().filter_map(|at| of(&pictures[*at]));
        let first = known.next();
        first.is_some_and(|first| known.any(|one| one != first))
    };
    differ(|one| one.published.as_ref()) || differ(|one| one.table.as_ref())
}

/// Pairs that look nearly the same and are not the same bytes.
fn near(pictures: &[Picture]) -> impl Iterator<Item = (usize, usize, u32)> + '_ {
    let looks: Vec<(usize, [u64; LOOK_BYTES / 8])> = pictures
        .iter()
        .enumerate()
        .filter_map(|(at, one)| Some((at, words(one.look.as_deref()?)?)))
        .collect();
    let mut pairs = Vec::new();
    for (place, (a, look)) in looks.iter().enumerate() {
        for (b, other) in &looks[place + 1..] {
            let Some(distance) = distance(look, other) else { continue };
            if pictures[*a].sha256 != pictures[*b].sha256 {
                pairs.push((*a, *b, distance));
            }
        }
    }
    pairs.into_iter()
}

/// Bits that differ, given up on beyond [`NEAR`].
fn distance(a: &[u64], b: &[u64]) -> Option<u32> {
    let mut bits = 0;
    for (a, b) in a.iter().zip(b) {
        bits += (a ^ b).count_ones();
        if bits > NEAR {
            return None;
        }
    }
    Some(bits)
}

fn words(look: &[u8]) -> Option<[u64; LOOK_BYTES / 8]> {
    let look: &[u8; LOOK_BYTES] = look.try_into().ok()?;
    let mut words = [0; LOOK_BYTES / 8];
    for (word, bytes) in words.iter_mut().zip(look.chunks_exact(8)) {
        *word = u64::from_le_bytes(bytes.try_into().expect("chunks of eight"));
    }
    Some(words)
}
