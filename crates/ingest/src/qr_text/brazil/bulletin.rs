use record::{Breach, Rule};
use serde::Serialize;

/// What a complete bulletin says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Bulletin {
    /// Phase of the data, `FASE`: `O` official, `S` simulated, `T` training.
    pub phase: String,
    /// State, `UNFE`; `ZZ` abroad.
    pub state: String,
    /// Municipality, `MUNI`.
    pub municipality: u32,
    /// Electoral zone, `ZONA`.
    pub zone: u32,
    /// Section, `SECA`: the polling table.
    pub section: u32,
    /// Electors, `APTO`; not on bulletins typed at the board (`ORIG:SA`).
    pub electors: Option<u32>,
    /// Voters who came, `COMP`.
    pub voters: Option<u32>,
    /// One entry per office.
    pub offices: Vec<Office>,
}

/// One office's result.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Office {
    /// Election the office belongs to, `IDEL`.
    pub election: Option<u32>,
    /// Code of the office, `CARG`: 1 president, 3 governor, 11 mayor, 13 councillor …
    pub office: u32,
    /// Votes per candidate (or answer); those without votes are not listed by the format.
    pub votes: Vec<CandidateVotes>,
    /// Parties, for proportional offices.
    pub parties: Vec<PartyVotes>,
    /// Electors for this office, `APTA`.
    pub electors: Option<u32>,
    /// Votes for candidates, `NOMI`.
    pub nominal: Option<u32>,
    /// Votes for a party alone, `LEGC`; proportional offices only.
    pub party_only: Option<u32>,
    /// Blank votes, `BRAN`.
    pub blank: Option<u32>,
    /// Null votes, `NULO`.
    pub null: Option<u32>,
    /// All votes, `TOTC`.
    pub total: Option<u32>,
    /// Voters for an office without candidates, `CSEC`.
    pub without_candidates: Option<u32>,
}

/// One candidate's votes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct CandidateVotes {
    /// Number on the ballot.
    pub number: u32,
    /// Votes.
    pub votes: u32,
    /// Party under which it is listed, for proportional offices.
    pub party: Option<u32>,
}

/// One party's votes for a proportional office.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PartyVotes {
    /// Number of the party, `PART`.
    pub party: u32,
    /// Votes for the party alone, `LEGP`.
    pub party_only: Option<u32>,
    /// All its votes, `TOTP`.
    pub total: Option<u32>,
}

/// Why the data of a bulletin cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BulletinError {
    /// A field that must be there is not.
    #[error("no field {0}")]
    Missing(&'static str),
    /// Not `KEY:VALUE`.
    #[error("`{0}` is not a field")]
    Field(String),
    /// A value that is not a whole number.
    #[error("`{0}` is not a whole number")]
    Number(String),
    /// A field where it has no meaning, or twice.
    #[error("`{0}` stands where it cannot, or twice")]
    Place(String),
}

impl Bulletin {
    /// Parses the joined data of all parts.
    ///
    /// # Errors
    /// [`BulletinError`] naming the field.
    pub fn parse(data: &str) -> Result<Self, BulletinError> {
        let mut bulletin = Self::default();
        let mut election = None;
        let mut seen = Vec::new();
        for token in data.split(' ') {
            let (key, value) = token
                .split_once(':')
                .filter(|(key, _)| !key.is_empty())
                .ok_or_else(|| BulletinError::Field(token.to_owned()))?;
            match (key, bulletin.offices.last_mut()) {
                ("IDEL", _) => election = Some(number(value)?),
                ("CARG", _) => {
                    let office = Office { election, office: number(value)?, ..Office::default() };
                    bulletin.offices.push(office);
                }
                (key, Some(office)) => office.take(key, value, token)?,
                (key, None) => {
                    bulletin.take_header(key, value)?;
                    seen.push(key);
                }
            }
        }
        for key in ["FASE", "UNFE", "MUNI", "ZONA", "SECA"] {
            match seen.iter().filter(|one| **one == key).count() {
                0 => return Err(BulletinError::Missing(key)),
                1 => {}
                _ => return Err(BulletinError::Place(key.to_owned())),
            }
        }
        Ok(bulletin)
    }

    /// The table: municipality, zone and section, `1392/1/548`.
    pub fn table(&self) -> String {
        format!("{}/{}/{}", self.municipality, self.zone, self.section)
    }

    /// The rules that the figures break by themselves.
    pub fn check(&self) -> Vec<Breach> {
        let mut found = Vec::new();
        for office in &self.offices {
            office.check(&mut found);
        }
        found
    }

    fn take_header(&mut self, key: &str, value: &str) -> Result<(), BulletinError> {
        match key {
            "FASE" => value.clone_into(&mut self.phase),
            "UNFE" => value.clone_into(&mut self.state),
            "MUNI" => self.municipality = number(value)?,
            "ZONA" => self.zone = number(value)?,
            "SECA" => self.section = number(value)?,
            "APTO" => self.electors = Some(number(value)?),
            "COMP" => self.voters = Some(number(value)?),
            // Serial numbers, times and further counts that no sheet of ours has.
            _ => {}
        }
        Ok(())
    }
}

impl Office {
    fn take(&mut self, key: &str, value: &str, token: &str) -> Result<(), BulletinError> {
        if key.bytes().all(|byte| byte.is_ascii_digit()) {
            let party = self.parties.last().filter(|one| one.total.is_none()).map(|one| one.party);
            let (number, votes) = (number(key)?, number(value)?);
            self.votes.push(CandidateVotes { number, votes, party });
            return Ok(());
        }
        let misplaced = || BulletinError::Place(token.to_owned());
        let field = match key {
            "PART" => {
                self.parties.push(PartyVotes { party: number(value)?, ..PartyVotes::default() });
                return Ok(());
            }
            "LEGP" => &mut self.parties.last_mut().ok_or_else(misplaced)?.party_only,
            "TOTP" => &mut self.parties.last_mut().ok_or_else(misplaced)?.total,
            "APTA" => &mut self.electors,
            "NOMI" => &mut self.nominal,
            "LEGC" => &mut self.party_only,
            "BRAN" => &mut self.blank,
            "NULO" => &mut self.null,
            "TOTC" => &mut self.total,
            "CSEC" => &mut self.without_candidates,
            _ => return Ok(()),
        };
        match field.replace(number(value)?) {
            None => Ok(()),
            Some(_) => Err(misplaced()),
        }
    }

    fn check(&self, found: &mut Vec<Breach>) {
        let office = self.office;
        let sum = |values: &[Option<u32>]| values.iter().flatten().map(|n| u64::from(*n)).sum();
        let mut hold = |what: &str, parts: u64, total: Option<u32>| {
            if let Some(total) = total
                && parts != u64::from(total)
            {
                let detail = format!("office {office}: {what}: {parts}, stated {total}");
                found.push(Breach::new(Rule::OfficeTotals, detail));
            }
        };
        if let (Some(_), Some(_), Some(_)) = (self.nominal, self.blank, self.null) {
            let all = sum(&[self.nominal, self.party_only, self.blank, self.null]);
            hold("NOMI + LEGC + BRAN + NULO = TOTC", all, self.total);
        }
        let of = |party: Option<u32>| {
            let votes = self.votes.iter().filter(move |one| party.is_none() || one.party == party);
            votes.map(|one| u64::from(one.votes)).sum::<u64>()
        };
        hold("votes of the candidates = NOMI", of(None), self.nominal);
        for party in &self.parties {
            let all = of(Some(party.party)) + party.party_only.map_or(0, u64::from);
            hold(&format!("party {}: candidates + LEGP = TOTP", party.party), all, party.total);
        }
        let alone: Vec<_> = self.parties.iter().map(|party| party.party_only).collect();
        hold("party votes LEGP = LEGC", sum(&alone), self.party_only);
        let mut numbers: Vec<_> = self.votes.iter().map(|one| one.number).collect();
        numbers.sort_unstable();
        if let Some(pair) = numbers.windows(2).find(|pair| pair[0] == pair[1]) {
            let detail = format!("office {office}: number {}", pair[0]);
            found.push(Breach::new(Rule::DuplicateList, detail));
        }
    }
}

fn number(text: &str) -> Result<u32, BulletinError> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    plain
        .then(|| text.parse().ok())
        .flatten()
        .filter(|number| *number <= record::count::MAX_COUNT)
        .ok_or_else(|| BulletinError::Number(text.to_owned()))
}
