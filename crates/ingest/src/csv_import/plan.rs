use record::election::Contest;
use record::{Basis, ContestNo, Count, Digest, Election, Grade, Rule, SheetCopy, Standing};

use crate::error::ImportError;
use crate::import::Options;
use crate::input::{Input, TextEncoding};
use crate::map::{Empty, Filler, Header, Map, VoteBasis, VoteColumns};

use super::feed::Event;

/// A map resolved against one header and one election: every name is a place.
pub(super) struct Plan {
    pub(super) table: Filler,
    pub(super) grade: Grade,
    pub(super) events: Option<EventPlan>,
    contest: ContestSource,
    /// By contest number; none for contests that the file has no column of, two where it has columns of
    /// lists and of candidates.
    votes: Vec<Vec<VotePlan>>,
    singles: [Option<usize>; 6],
    standing: Option<usize>,
    image: Option<usize>,
    marks: Marks,
}

pub(super) struct EventPlan {
    pub(super) column: usize,
    pub(super) time: Option<usize>,
    pub(super) until: Option<Vec<u8>>,
    given: [Vec<u8>; 2],
    removed: Vec<u8>,
}

enum ContestSource {
    Column(usize),
    Only(ContestNo),
}

struct VotePlan {
    basis: Basis,
    len: usize,
    /// Column of the file and place among the copy's counts.
    cells: Vec<(usize, usize)>,
}

struct Marks {
    empty: Count,
    blank: Vec<Vec<u8>>,
    unreadable: Vec<Vec<u8>>,
}

impl Plan {
    pub(super) fn make(
        input: &Input<'_>,
        map: &Map,
        election: &Election,
        options: &Options,
        header: &Header,
        encoding: TextEncoding,
    ) -> Result<Self, ImportError> {
        let columns = header.vote_columns(map);
        if columns.is_empty() {
            let detail = format!("map `{}` finds no vote column here", map.name);
            return Err(input.error(Rule::NoCounts, detail));
        }
        let contest = contest_source(input, map, election, options, header)?;
        let votes = vote_plans(map, election, &contest, &columns)
            .map_err(|(rule, detail)| input.error(rule, detail))?;
        let place = |name: &str| header.place(name);
        let encode = |marks: &[String]| marks.iter().map(|mark| encoding.encode(mark)).collect();
        Ok(Self {
            table: map.table.resolve(place).expect("the header has the key columns"),
            grade: map.grade,
            events: map.events.as_ref().map(|events| EventPlan {
                column: header.place(&events.column).unwrap_or(usize::MAX),
                time: events.time.as_deref().and_then(place),
                until: options.until.as_ref().map(|until| until.as_bytes().to_vec()),
                given: [encoding.encode(&events.new), encoding.encode(&events.changed)],
                removed: encoding.encode(&events.removed),
            }),
            contest,
            votes,
            singles: map.columns.counts().map(|name| name.and_then(place)),
            standing: map.columns.standing.as_deref().and_then(place),
            image: map.columns.image.as_deref().and_then(place),
            marks: Marks {
                empty: match map.empty {
                    Empty::Absent => Count::ABSENT,
                    Empty::Blank => Count::BLANK,
                },
                blank: encode(&map.blank_marks),
                unreadable: encode(&map.unreadable_marks),
            },
        })
    }

    pub(super) fn contest_column(&self) -> Option<usize> {
        match self.contest {
            ContestSource::Column(column) => Some(column),
            ContestSource::Only(_) => None,
        }
    }

    pub(super) fn only_contest(&self) -> Option<ContestNo> {
        match self.contest {
            ContestSource::Column(_) => None,
            ContestSource::Only(contest) => Some(contest),
        }
    }

    /// Whether the file has columns for a contest.
    pub(super) fn has_votes(&self, contest: ContestNo) -> bool {
        !self.votes[contest.index()].is_empty()
    }

    /// Whether the source stands by a row; the error is the column of a word that says neither.
    pub(super) fn standing(&self, row: &csv::ByteRecord) -> Result<Standing, usize> {
        let Some(column) = self.standing else { return Ok(Standing::Stands) };
        match row.get(column).unwrap_or_default().trim_ascii() {
            b"" | b"stands" => Ok(Standing::Stands),
            b"withdrawn" => Ok(Standing::Withdrawn),
            _ => Err(column),
        }
    }

    /// The digest of the image's name or address, where the row gives one.
    pub(super) fn image(&self, row: &csv::ByteRecord) -> Option<Digest> {
        let name = row.get(self.image?)?.trim_ascii();
        (!name.is_empty()).then(|| Digest::of(name))
    }

    /// Reads every count of a row; the error is the column of the first cell that is none.
    pub(super) fn read_counts(
        &self,
        row: &csv::ByteRecord,
        copy: &mut SheetCopy,
        counts: &mut Vec<Count>,
    ) -> Result<(), usize> {
        let singles = [
            &mut copy.electors,
            &mut copy.voters_machine,
            &mut copy.voters_book,
            &mut copy.valid,
            &mut copy.null,
            &mut copy.blank,
        ];
        for (single, column) in singles.into_iter().zip(self.singles) {
            if let Some(column) = column {
                *single = self.marks.count(row.get(column).unwrap_or_default()).ok_or(column)?;
            }
        }
        for plan in &self.votes[copy.contest.index()] {
            copy.basis = plan.basis;
            counts.clear();
            counts.resize(plan.len, Count::ABSENT);
            for (column, cell) in &plan.cells {
                let text = row.get(*column).unwrap_or_default();
                counts[*cell] = self.marks.count(text).ok_or(*column)?;
            }
            if counts.iter().any(|count| count.is_present()) {
                break;
            }
        }
        Ok(())
    }
}

impl EventPlan {
    pub(super) fn event(&self, word: &[u8]) -> Option<Event> {
        match word {
            word if self.given.iter().any(|one| one == word) => Some(Event::Given),
            word if word == self.removed => Some(Event::Removed),
            _ => None,
        }
    }
}

impl Marks {
    fn count(&self, cell: &[u8]) -> Option<Count> {
        let cell = cell.trim_ascii();
        let is = |mark: &Vec<u8>| mark == cell;
        match cell {
            b"" => Some(self.empty),
            _ if cell.iter().all(u8::is_ascii_digit) => number(cell),
            _ if self.blank.iter().any(is) => Some(Count::BLANK),
            _ if self.unreadable.iter().any(is) => Some(Count::UNREADABLE),
            _ => None,
        }
    }
}

fn number(digits: &[u8]) -> Option<Count> {
    let mut number = 0_u32;
    for digit in digits {
        number = number.checked_mul(10)?.checked_add(u32::from(digit - b'0'))?;
    }
    Count::given(number).ok()
}

fn contest_source(
    input: &Input<'_>,
    map: &Map,
    election: &Election,
    options: &Options,
    header: &Header,
) -> Result<ContestSource, ImportError> {
    if let Some(column) = map.contest_column.as_deref().and_then(|name| header.place(name)) {
        return Ok(ContestSource::Column(column));
    }
    only_contest(election, options.contest.as_deref().or(map.contest.as_deref()))
        .map(ContestSource::Only)
        .map_err(|detail| input.error(Rule::UnknownContest, detail))
}

/// The contest with a key, or the election's only one.
pub(crate) fn only_contest(election: &Election, key: Option<&str>) -> Result<ContestNo, String> {
    let keys = || {
        let keys: Vec<_> = election.contests.iter().map(|one| one.key.as_str()).collect();
        keys.join("`, `")
    };
    match (key, election.contests.as_slice()) {
        (Some(key), _) => election
            .contest_by_key(key)
            .map(|contest| contest.no)
            .ok_or_else(|| format!("contest `{key}`; the election has `{}`", keys())),
        (None, [one]) => Ok(one.no),
        (None, _) => Err(format!("name the contest: the election has `{}`", keys())),
    }
}

/// What a column found by `rest` is, where its name says so: as `cotejo export` writes it.
const PREFIXES: [(&str, Basis); 2] = [("list:", Basis::Lists), ("candidate:", Basis::Candidates)];

fn vote_plans(
    map: &Map,
    election: &Election,
    source: &ContestSource,
    columns: &[(usize, String)],
) -> Result<Vec<Vec<VotePlan>>, (Rule, String)> {
    let Some(votes) = &map.votes else { return Ok(Vec::new()) };
    let wanted = |contest: &Contest| match source {
        ContestSource::Column(_) => true,
        ContestSource::Only(only) => contest.no == *only,
    };
    let mut used = vec![false; columns.len()];
    let mut plans = Vec::new();
    for contest in &election.contests {
        let mut of_contest = Vec::new();
        for basis in bases(contest, votes.basis, columns) {
            if wanted(contest) {
                of_contest.extend(vote_plan(contest, basis, columns, &mut used)?);
            }
        }
        plans.push(of_contest);
    }
    if let Some((_, key)) = columns.iter().zip(used).find_map(|(one, used)| (!used).then_some(one))
    {
        let detail = format!("`{key}` is neither a list code nor a candidate key of the election");
        // A named column is the map's mistake, one found by `rest` the file's.
        let rule = match votes.columns {
            VoteColumns::Named(_) => Rule::MapMalformed,
            VoteColumns::Word(_) => Rule::WrongFile,
        };
        return Err((rule, detail));
    }
    Ok(plans)
}

/// What the columns stand for, lists first because candidates can be summed from them.
fn bases(contest: &Contest, basis: VoteBasis, columns: &[(usize, String)]) -> Vec<Basis> {
    let says = |prefix: &str| columns.iter().any(|(_, name)| name.starts_with(prefix));
    let hits =
        |basis| columns.iter().filter(|(_, key)| find(contest, basis, key).is_some()).count();
    match basis {
        VoteBasis::Candidates => vec![Basis::Candidates],
        VoteBasis::Lists => vec![Basis::Lists],
        VoteBasis::Auto if PREFIXES.iter().any(|(prefix, _)| says(prefix)) => {
            vec![Basis::Lists, Basis::Candidates]
        }
        VoteBasis::Auto if hits(Basis::Lists) >= hits(Basis::Candidates) => vec![Basis::Lists],
        VoteBasis::Auto => vec![Basis::Candidates],
    }
}

fn find(contest: &Contest, basis: Basis, name: &str) -> Option<usize> {
    let exact = |basis, key: &str| match basis {
        Basis::Candidates => contest.candidate(key).map(|no| no.index()),
        Basis::Lists => contest.list(key).map(|no| no.index()),
    };
    let by_prefix = PREFIXES
        .iter()
        .filter(|(_, of)| *of == basis)
        .find_map(|(prefix, _)| exact(basis, name.strip_prefix(prefix)?));
    by_prefix.or_else(|| exact(basis, name))
}

fn vote_plan(
    contest: &Contest,
    basis: Basis,
    columns: &[(usize, String)],
    used: &mut [bool],
) -> Result<Option<VotePlan>, (Rule, String)> {
    let len = match basis {
        Basis::Candidates => contest.candidates.len(),
        Basis::Lists => contest.lists.len(),
    };
    let mut cells: Vec<(usize, usize)> = Vec::new();
    for ((column, key), used) in columns.iter().zip(used) {
        let Some(cell) = find(contest, basis, key) else { continue };
        if cells.iter().any(|(_, taken)| *taken == cell) {
            return Err((Rule::MapMalformed, format!("two columns for `{key}`")));
        }
        *used = true;
        cells.push((*column, cell));
    }
    Ok((!cells.is_empty()).then_some(VotePlan { basis, len, cells }))
}
