//! A signed sheet as the form that is printed: names for numbers, totals per candidate, lines to sign on.

use anyhow::bail;
use jiff::tz::TimeZone;
use paper::sheet::{
    AreaLevel, AreaPrint, CandidatePrint, Capacity, CentrePrint, ContestPrint, CopyPrint,
    ElectionPrint, Figure, ListPrint, ReplacesPrint, SheetPrint, SignatoryPrint, SummaryPrint,
};
use record::count::Reading;
use record::election::{Contest, Role};
use record::id::CandidateNo;
use record::sheet::to_qr_text;
use record::{Count, Election, Sheet, SignedSheet};

/// The form of a signed sheet in a language. Rules that the figures break are printed as notes.
pub fn form(
    signed: &SignedSheet,
    election: &Election,
    language: &str,
) -> anyhow::Result<SheetPrint> {
    let sheet = signed.sheet();
    if sheet.election_hint != election.id.hint() || !election.tables.has(sheet.table) {
        bail!("S103 the sheet is of another election: use the election file whose id it names");
    }
    let Some(contest) = election.contest(sheet.contest) else {
        bail!("S105 the election has no contest number {}", sheet.contest);
    };
    if contest.lists.len() != sheet.votes.len() {
        bail!(
            "S106 the sheet has {} counts, the contest {} lists",
            sheet.votes.len(),
            contest.lists.len()
        );
    }
    let breaches = sheet.check(election);
    Ok(SheetPrint {
        language: language.to_owned(),
        election: ElectionPrint {
            name: election.manifest.name.clone(),
            id: election.id.to_string(),
            id_short: const_hex::encode(election.id.hint()),
        },
        contest: ContestPrint {
            name: contest.title.clone(),
            index: sheet.part.into(),
            count: sheet.parts.into(),
        },
        table: election.tables.code(sheet.table).to_owned(),
        serial: sheet.serial.to_string(),
        closed_at: closed_at(sheet, &election.manifest.timezone)?,
        areas: areas(sheet, election),
        centre: centre(sheet, election),
        electors: figure(sheet.electors),
        voters_machine: figure(sheet.voters_machine),
        voters_book: figure(sheet.voters_book),
        candidates: candidates(sheet, contest),
        summary: SummaryPrint {
            votes: figure(sheet.voters_machine),
            valid: sum(sheet.votes.iter().copied()),
            null: figure(sheet.null),
            blank: figure(sheet.blank),
            others: Vec::new(),
        },
        signatories: signatories(election),
        qr: vec![to_qr_text(signed)?],
        security_code: signed.security_code().to_string(),
        measurement: measurement(sheet, election),
        copy: CopyPrint { number: 1, count: 1, holder: None },
        replaces: sheet
            .replaces
            .map(|prefix| ReplacesPrint { serial: const_hex::encode(prefix), reason: None }),
        notes: breaches
            .iter()
            .map(|breach| {
                let spanish = language.split('-').next() == Some("es");
                let sentence =
                    if spanish { breach.rule.sentence_es() } else { breach.rule.sentence() };
                format!("{}: {sentence} ({})", breach.rule, breach.detail)
            })
            .collect(),
    })
}

fn closed_at(sheet: &Sheet, zone: &str) -> anyhow::Result<String> {
    let Some(closed) = sheet.closed else { return Ok("—".to_owned()) };
    let at = jiff::Timestamp::from_second(i64::try_from(closed)?)?;
    Ok(at.to_zoned(TimeZone::get(zone)?).strftime("%d/%m/%Y %H:%M:%S %:z").to_string())
}

/// The areas around the centre, the country first.
fn areas(sheet: &Sheet, election: &Election) -> Vec<AreaPrint> {
    let own = election.tables.area(sheet.table);
    let mut around: Vec<_> = election.areas.up(own).collect();
    around.reverse();
    let last = usize::from(election.areas.get(own).level);
    around
        .into_iter()
        .map(|no| election.areas.get(no))
        .filter(|area| usize::from(area.level) < last.max(1))
        .map(|area| AreaPrint {
            level: level(usize::from(area.level), election),
            name: area.name.to_owned(),
        })
        .collect()
}

fn level(level: usize, election: &Election) -> AreaLevel {
    let Some(word) = level.checked_sub(1).and_then(|at| election.manifest.levels.get(at)) else {
        return AreaLevel::Country;
    };
    match word.as_str() {
        "state" => AreaLevel::State,
        "municipality" => AreaLevel::Municipality,
        "parish" => AreaLevel::Parish,
        other => AreaLevel::Other(other.to_owned()),
    }
}

fn centre(sheet: &Sheet, election: &Election) -> CentrePrint {
    let area = election.areas.get(election.tables.area(sheet.table));
    CentrePrint {
        name: area.name.to_owned(),
        address: area.address.to_owned(),
        code: area.code().to_owned(),
    }
}

fn candidates(sheet: &Sheet, contest: &Contest) -> Vec<CandidatePrint> {
    (0..)
        .map(CandidateNo)
        .zip(&contest.candidates)
        .map(|(no, candidate)| {
            let own = || {
                contest.lists.iter().zip(&sheet.votes).filter(move |(list, _)| list.candidate == no)
            };
            CandidatePrint {
                name: candidate.name.clone(),
                lists: own()
                    .map(|(list, votes)| ListPrint {
                        name: list.name.clone(),
                        code: list.code.clone(),
                        votes: figure(*votes),
                    })
                    .collect(),
                total: sum(own().map(|(_, votes)| *votes)),
            }
        })
        .collect()
}

/// A sum is printed only where every part of it is a number.
fn sum(counts: impl Iterator<Item = Count>) -> Figure {
    counts
        .map(Count::number)
        .try_fold(0_u32, |sum, number| sum.checked_add(number?))
        .map_or(Figure::Absent, Figure::Given)
}

fn figure(count: Count) -> Figure {
    match count.reading() {
        Reading::Absent => Figure::Absent,
        Reading::Blank => Figure::Blank,
        Reading::Given(number) => Figure::Given(number),
        Reading::Unreadable => Figure::Unreadable,
    }
}

/// Officials of the table, then a line for each party of the manifest.
fn signatories(election: &Election) -> Vec<SignatoryPrint> {
    let officials = [
        Capacity::President,
        Capacity::Secretary,
        Capacity::Member,
        Capacity::Member,
        Capacity::Operator,
    ];
    let parties = election
        .manifest
        .organisations
        .iter()
        .filter(|one| one.role == Role::Party)
        .map(|one| Capacity::Witness(Some(one.name.clone())));
    officials
        .into_iter()
        .chain(parties)
        .map(|capacity| SignatoryPrint { capacity, name: None })
        .collect()
}

/// The whole measurement where the election file knows it, else the part that was signed.
fn measurement(sheet: &Sheet, election: &Election) -> String {
    let known = election.manifest.software.iter().find(|known| known.prefix() == sheet.software);
    known.map_or_else(|| const_hex::encode(sheet.software), ToString::to_string)
}
