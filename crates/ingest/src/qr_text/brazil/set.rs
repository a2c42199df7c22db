use std::collections::{BTreeMap, HashSet};

use ed25519_dalek::Signature;
use record::{Breach, Rule, SignatureVerdict};
use sha2::{Digest as _, Sha512};

use super::{BrazilKeys, Bulletin, KeyFor, Part};

/// The parts of one bulletin that are at hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulletinSet {
    parts: BTreeMap<u8, Part>,
    of: u8,
}

/// Whether the hashes link the parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chain {
    /// The hash of this part is not the hash of what was read.
    Broken(u8),
    /// Every part up to the first missing one is linked, and one is missing.
    Incomplete,
    /// Every part is linked.
    Ok,
}

/// What was found out about a bulletin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetVerdict {
    /// Parts that are missing.
    pub missing: Vec<u8>,
    /// The hash chain.
    pub chain: Chain,
    /// The signature, over the hash of what was read (not over the hash as stated).
    pub signature: SignatureVerdict,
    /// What it says, where it is complete, linked and readable.
    pub bulletin: Option<Bulletin>,
    /// Every rule broken.
    pub breaches: Vec<Breach>,
}

impl BulletinSet {
    /// A set of one part.
    pub fn of_part(part: Part) -> Self {
        Self { of: part.of, parts: BTreeMap::from([(part.index, part)]) }
    }

    /// The parts at hand, in order.
    pub fn parts(&self) -> impl Iterator<Item = &Part> {
        self.parts.values()
    }

    /// How many parts the bulletin has.
    pub fn of(&self) -> u8 {
        self.of
    }

    /// Whether every part is here.
    pub fn is_complete(&self) -> bool {
        self.parts.len() == usize::from(self.of)
    }

    /// Parts that are missing.
    pub fn missing(&self) -> Vec<u8> {
        (1..=self.of).filter(|index| !self.parts.contains_key(index)).collect()
    }

    /// Checks order, completeness, hash chain, signature and figures.
    pub fn judge(&self, keys: &BrazilKeys) -> SetVerdict {
        let missing = self.missing();
        let (chain, hash) = self.chain();
        let mut breaches = Vec::new();
        if !missing.is_empty() {
            let names: Vec<_> = missing.iter().map(u8::to_string).collect();
            let detail = format!("part {} of {} is missing", names.join(", "), self.of);
            breaches.push(Breach::new(Rule::SetIncomplete, detail));
        }
        if let Chain::Broken(part) = chain {
            let detail = format!("the hash of part {part} of {} is another", self.of);
            breaches.push(Breach::new(Rule::ChainBroken, detail));
        }
        let parsed = missing.is_empty().then(|| Bulletin::parse(&self.data()));
        let parsed = match parsed {
            Some(Err(error)) => {
                breaches.push(Breach::new(Rule::SheetMalformed, error.to_string()));
                None
            }
            other => other.and_then(Result::ok),
        };
        let (signature, why) = self.signature(hash, parsed.as_ref(), keys);
        match signature {
            SignatureVerdict::Valid => {}
            SignatureVerdict::Invalid => breaches.push(Breach::new(Rule::SignatureInvalid, why)),
            _ => breaches.push(Breach::new(Rule::SignatureNotCheckable, why)),
        }
        let bulletin = parsed.filter(|_| chain == Chain::Ok);
        if let Some(bulletin) = &bulletin {
            breaches.extend(bulletin.check());
        }
        SetVerdict { missing, chain, signature, bulletin, breaches }
    }

    /// The hash of everything up to the first missing part, and whether all stated hashes are right.
    fn chain(&self) -> (Chain, Option<[u8; 64]>) {
        let mut content = String::new();
        let mut last = None;
        let mut broken = None;
        for index in 1..=self.of {
            let Some(part) = self.parts.get(&index) else {
                return (broken.map_or(Chain::Incomplete, Chain::Broken), None);
            };
            content.push_str(&part.data);
            let hash: [u8; 64] = Sha512::digest(content.as_bytes()).into();
            if hash != part.hash {
                broken = broken.or(Some(index));
            }
            content.push_str(" HASH:");
            content.push_str(&const_hex::encode_upper(part.hash));
            content.push(' ');
            last = Some(hash);
        }
        (broken.map_or(Chain::Ok, Chain::Broken), last)
    }

    fn signature(
        &self,
        hash: Option<[u8; 64]>,
        bulletin: Option<&Bulletin>,
        keys: &BrazilKeys,
    ) -> (SignatureVerdict, String) {
        let unknown = |why: &str| (SignatureVerdict::NotCheckable, why.to_owned());
        let last = self.parts.get(&self.of);
        let (Some(hash), Some(signature)) = (hash, last.and_then(|part| part.signature.as_ref()))
        else {
            return unknown("parts are missing");
        };
        let Some(bulletin) = bulletin else { return unknown("the data cannot be read") };
        let Some(version) = last.and_then(|part| part.key_version.as_deref()) else {
            return unknown("the bulletin names no key version");
        };
        let wanted = KeyFor { version, phase: &bulletin.phase, state: &bulletin.state };
        let mut held = false;
        for (key, fits) in keys.find(wanted) {
            let signature = Signature::from_slice(signature).ok();
            let key = key.checked();
            let valid = key
                .zip(signature)
                .is_some_and(|(key, signature)| key.verify_strict(&hash, &signature).is_ok());
            if valid {
                return (SignatureVerdict::Valid, String::new());
            }
            held |= fits;
        }
        let name = format!("key {version}, phase {}, state {}", wanted.phase, wanted.state);
        if held {
            (SignatureVerdict::Invalid, name)
        } else {
            unknown(&format!("{name} is not in the key file"))
        }
    }

    /// The data of all parts; the space taken out where they were divided is put back.
    fn data(&self) -> String {
        let parts: Vec<_> = self.parts.values().map(|part| part.data.as_str()).collect();
        parts.join(" ")
    }

    /// Whether a part's stated hash continues the parts at hand.
    fn is_continued_by(&self, part: &Part) -> bool {
        if part.of != self.of || self.parts.contains_key(&part.index) {
            return false;
        }
        let mut longer = self.clone();
        longer.parts.insert(part.index, part.clone());
        let next = longer.missing().first().is_none_or(|missing| *missing > part.index);
        next && !matches!(longer.chain().0, Chain::Broken(_))
    }
}

/// Sorts parts of any number of bulletins, in any order and repeated, into sets.
///
/// Later parts do not name their table: the hash chain says which first part they belong to. A part that
/// fits none joins a lone incomplete set of its number of parts, so that the break in the chain is
/// reported; otherwise it makes a set of its own.
pub fn assemble(parts: impl IntoIterator<Item = Part>) -> Vec<BulletinSet> {
    let mut sets = Vec::<BulletinSet>::new();
    let mut later = Vec::<(Part, usize)>::new();
    let mut seen = HashSet::new();
    for part in parts {
        if !seen.insert(part.text.clone()) {
            continue;
        }
        if part.index > 1 {
            // Codes of one sheet are nearly always read one after the other.
            later.push((part, sets.len().saturating_sub(1)));
        } else {
            sets.push(BulletinSet::of_part(part));
        }
    }
    later.sort_by_key(|(part, _)| part.index);
    let mut left = Vec::new();
    for (part, near) in later {
        let fits = |at: &usize| sets.get(*at).is_some_and(|set| set.is_continued_by(&part));
        match Some(near).filter(fits).or_else(|| (0..sets.len()).find(fits)) {
            Some(at) => {
                sets[at].parts.insert(part.index, part);
            }
            None => left.push(part),
        }
    }
    for part in left {
        let mut open =
            sets.iter_mut().filter(|set| set.of == part.of && !set.parts.contains_key(&part.index));
        match (open.next(), open.next()) {
            (Some(set), None) => {
                set.parts.insert(part.index, part);
            }
            _ => sets.push(BulletinSet::of_part(part)),
        }
    }
    sets
}
