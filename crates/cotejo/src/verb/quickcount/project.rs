use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::bail;
use clap::Args;
use record::election::Contest;
use record::{Breach, Election, Rule};
use report::Lang;
use serde_json::json;
use tally::authenticity::{most_bad, most_taken};
use tally::irreversibility::{
    Arithmetic, CAVEAT_ARITHMETIC, Cap, Conditional, Race, arithmetic, conditional,
};
use tally::partial::{
    CAVEAT_BOUNDS, CAVEAT_PROJECTION, MarginBounds, Projection, Stratum, margin_bounds, project,
};
use tally::{Policy, Ratio};

use super::frame::{Counted, contest_of, counted, level, policy_of, tables_of};
use super::words::{note, say};
use crate::reading::gather::Wishes;
use crate::shell::sources::{SourceArgument, load_all};
use crate::shell::{self, Outcome, election_dir};
use crate::verb::bulletin;

/// Say what partial results settle: bounds without assumption, irreversibility by arithmetic (level A) and under
/// a turnout (level B), and a projection by stratum (level C) with its tipping shift.
///
/// A projection is never called irreversible.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cotejo quickcount project results.csv --election my-election --by state\n  cotejo quickcount project results.csv --election my-election --by state --turnout 0.7 --checked 300 --risk 0.05\n  cotejo quickcount project --bulletin bulletin-1.json --election my-election --by state --json"
)]
pub struct Arguments {
    /// Sources, as `PATH` or `ID=PATH`.
    #[arg(
        value_name = "SOURCE",
        required_unless_present = "bulletin",
        conflicts_with = "bulletin"
    )]
    sources: Vec<SourceArgument>,
    /// A bulletin in the place of sources.
    #[arg(long)]
    bulletin: Option<PathBuf>,
    /// The election directory.
    #[arg(long)]
    election: PathBuf,
    /// Key of the contest, where the election has several.
    #[arg(long)]
    contest: Option<String>,
    /// Level of the areas that are the strata.
    #[arg(long, value_name = "LEVEL", default_value = "country")]
    by: String,
    /// Which copy of a table counts: best-grade or unanimous.
    #[arg(long, default_value = "best-grade", value_parser = policy_of)]
    policy: Policy,
    /// Map for CSV files: a shipped name or a map file. Found from the header where left out.
    #[arg(long)]
    map: Option<String>,
    /// Largest turnout to assume at outstanding tables, for level B: 0.7.
    #[arg(long)]
    turnout: Option<Ratio>,
    /// Sheets drawn at random and found authentic: bounds then also allow for bad sheets among the others.
    #[arg(long, value_name = "MANY", conflicts_with = "bulletin")]
    checked: Option<u64>,
    /// The chance at which more bad sheets are ruled out.
    #[arg(long, default_value_t = 0.05)]
    risk: f64,
    /// Language: en or es; the election's where left out.
    #[arg(long)]
    language: Option<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Projects; exit code 1 where not even the sign of the margin is settled by the bounds.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = election_dir::load(&arguments.election)?;
    let lang = shell::lang(arguments.language.as_deref().unwrap_or(&election.manifest.language))?;
    let contest = contest_of(&election, arguments.contest.as_deref())?;
    let wishes = Wishes { map: arguments.map.clone(), ..Wishes::default() };
    let collections = load_all(&arguments.sources, &election, &wishes)?;
    let held = counted(&election, contest, &collections, &arguments.policy);
    let strata = match &arguments.bulletin {
        Some(path) => of_bulletin(path, &election, contest, &arguments.by)?,
        None => of_tables(&election, contest, &held, level(&election, &arguments.by)?)?,
    };
    for (name, stratum) in &strata {
        stratum.check().map_err(|breach| {
            quickcount::Refusal::new(breach.rule, format!("`{name}`: {}", breach.detail))
        })?;
    }
    let strata: Vec<Stratum> = strata.into_iter().map(|(_, stratum)| stratum).collect();
    let mut found = Found::new(contest, &strata, arguments.turnout)?;
    if let Some(checked) = arguments.checked {
        found.authentic = Some(authentic(&found, &held, checked, arguments.risk)?);
    }
    if arguments.json {
        shell::print_json(&found.json(contest, strata.len()))?;
    } else {
        shell::print_text(&found.text(contest, &arguments.by, strata.len(), lang))?;
    }
    Ok(Outcome::found_if(!found.sign_settled()))
}

/// What is settled, and what is projected.
struct Found {
    race: Race,
    level_a: Arithmetic,
    level_b: Option<Conditional>,
    bounds: MarginBounds,
    projection: Projection,
    authentic: Option<Authentic>,
    notes: Vec<Breach>,
}

/// Bounds that allow for bad sheets among those not checked.
struct Authentic {
    check: tally::authenticity::Authenticity,
    least: i128,
}

impl Found {
    fn new(contest: &Contest, strata: &[Stratum], turnout: Option<Ratio>) -> anyhow::Result<Self> {
        let nothing = |detail: &str| quickcount::Refusal::new(Rule::NothingToEstimate, detail);
        let votes: Vec<u64> = (0..contest.candidates.len())
            .map(|at| strata.iter().map(|stratum| stratum.votes[at]).sum())
            .collect();
        if votes.iter().all(|votes| *votes == 0) {
            return Err(nothing("no vote is reported").into());
        }
        let race = Race::of(&votes, contest.seats)
            .ok_or_else(|| nothing("as many seats as candidates"))?;
        let outstanding = strata.iter().map(|stratum| stratum.electors_out).sum();
        let level_a = arithmetic(race.lead, outstanding, Cap::Electors);
        let level_b = turnout.map(|turnout| {
            conditional(&level_a, turnout).ok_or_else(|| {
                quickcount::Refusal::new(Rule::ShareOutOfRange, format!("a turnout of {turnout}"))
            })
        });
        let bounds =
            margin_bounds(votes[race.last_winner], votes[race.first_loser], outstanding)
                .ok_or_else(|| quickcount::Refusal::new(Rule::FiguresOverflow, "the margin"))?;
        let projection = project(strata, race.last_winner, race.first_loser);
        let mut notes =
            vec![Breach::new(Rule::Projected, format!("{:+.0} votes", projection.margin))];
        if projection.unprojected_electors > 0 {
            let detail = format!("{} electors", projection.unprojected_electors);
            notes.push(Breach::new(Rule::StratumNotProjected, detail));
        }
        Ok(Self {
            race,
            level_a,
            level_b: level_b.transpose()?,
            bounds,
            projection,
            authentic: None,
            notes,
        })
    }

    fn sign_settled(&self) -> bool {
        self.bounds.sign_determined && self.authentic.as_ref().is_none_or(|one| one.least > 0)
    }

    fn json(&self, contest: &Contest, strata: usize) -> serde_json::Value {
        let key = |at: usize| &contest.candidates[at].key;
        json!({
            "contest": contest.key, "strata": strata,
            "last_winner": key(self.race.last_winner), "first_loser": key(self.race.first_loser),
            "level_a": self.level_a, "needed_share": self.level_a.needed_share(),
            "break_even_turnout": self.level_a.break_even_turnout(), "level_b": self.level_b,
            "bounds": self.bounds,
            "authenticity": self.authentic.as_ref().map(|one| json!({ "check": one.check, "least_margin": one.least })),
            "level_c": { "word": "projected", "projection": self.projection },
            "notes": self.notes,
            "caveats": [CAVEAT_ARITHMETIC, CAVEAT_BOUNDS, CAVEAT_PROJECTION],
        })
    }

    fn text(&self, contest: &Contest, by: &str, strata: usize, lang: Lang) -> String {
        let name = |at: usize| &contest.candidates[at].name;
        let (first, second) = (name(self.race.last_winner), name(self.race.first_loser));
        let mut text = format!("{}\n{first} − {second}\n\n", contest.title);
        let mut line = |english: &str, spanish: &str, value: String| {
            let _ = writeln!(text, "{:44} {value}", say(lang, english, spanish));
        };
        let yes = |yes: bool| match yes {
            true => say(lang, "yes", "sí"),
            false => say(lang, "no", "no"),
        };
        line("margin reported", "diferencia reportada", self.bounds.reported.to_string());
        line(
            "electors outstanding",
            "electores pendientes",
            self.bounds.outstanding_electors.to_string(),
        );
        line(
            "bounds on the margin",
            "cotas de la diferencia",
            format!("{} … {}", self.bounds.least, self.bounds.most),
        );
        line(
            "sign settled by the bounds",
            "signo decidido por las cotas",
            yes(self.bounds.sign_determined),
        );
        if let Some(one) = &self.authentic {
            let bad = one.check.most_bad;
            line(
                "sheets that may be bad after the check",
                "actas que pueden ser falsas tras la revisión",
                format!(
                    "{bad} / {} (n = {}, {})",
                    one.check.published, one.check.checked, one.check.risk
                ),
            );
            line(
                "least margin allowing for them",
                "diferencia mínima con ellas",
                one.least.to_string(),
            );
        }
        line(
            "level A: irreversible by arithmetic",
            "nivel A: irreversible por aritmética",
            yes(self.level_a.irreversible),
        );
        if let Some(share) = self.level_a.needed_share() {
            line(
                "  two-way share the runner-up needs",
                "  proporción que necesita el segundo",
                format!("{:.2} %", 100.0 * share.to_f64()),
            );
        }
        if let Some(turnout) = self.level_a.break_even_turnout() {
            line(
                "  turnout at which it could turn",
                "  participación con que cambiaría",
                format!("{:.2} %", 100.0 * turnout.to_f64()),
            );
        }
        if let Some(level_b) = &self.level_b {
            line(
                "level B: irreversible under the turnout",
                "nivel B: irreversible con la participación",
                format!(
                    "{} ({:.2} %)",
                    yes(level_b.irreversible),
                    100.0 * level_b.turnout.to_f64()
                ),
            );
        }
        line(
            "level C: projected margin",
            "nivel C: diferencia proyectada",
            format!("{:.0} ({} {by})", self.projection.margin, strata),
        );
        if let Some(points) = self.projection.tipping_shift_points {
            let possible = match self.projection.feasible {
                true => String::new(),
                false => say(lang, " (impossible)", " (imposible)"),
            };
            line(
                "  tipping shift, points of a two-way share",
                "  desplazamiento de vuelco, puntos",
                format!("{points:.2}{possible}"),
            );
        }
        text.push('\n');
        for one in &self.notes {
            let _ = writeln!(text, "{}", note(lang, one));
        }
        let _ = writeln!(
            text,
            "{}",
            say(
                lang,
                CAVEAT_ARITHMETIC,
                "Aritmética sobre los totales reportados; no dice si son ciertos."
            )
        );
        let _ =
            writeln!(text, "{}", say(lang, CAVEAT_BOUNDS, "Válido solo para actas auténticas."));
        let _ = writeln!(
            text,
            "{}",
            say(
                lang,
                CAVEAT_PROJECTION,
                "Supone que las mesas sin reportar se parecen a las reportadas del mismo estrato."
            )
        );
        text
    }
}

/// The strata of an election with what is held of each.
fn of_tables(
    election: &Election,
    contest: &Contest,
    held: &[Counted],
    level: u8,
) -> anyhow::Result<Vec<(String, Stratum)>> {
    let empty =
        Stratum { votes: vec![0; contest.candidates.len()], electors_in: 0, electors_out: 0 };
    let mut strata: Vec<Option<Stratum>> = vec![None; election.areas.len()];
    let unknown = |table| {
        let detail = format!("table {}", election.tables.code(table));
        quickcount::Refusal::new(Rule::ElectorsUnknown, detail)
    };
    let mut reported = held.iter().peekable();
    for (table, area) in tables_of(election, contest, level) {
        let stratum = strata[area.index()].get_or_insert_with(|| empty.clone());
        while reported.next_if(|one| one.table < table).is_some() {}
        match reported.next_if(|one| one.table == table) {
            None => {
                let electors =
                    election.tables.electors(table).number().ok_or_else(|| unknown(table))?;
                stratum.electors_out += u64::from(electors);
            }
            Some(one) => {
                stratum.electors_in +=
                    u64::from(one.electors.number().ok_or_else(|| unknown(table))?);
                for (sum, votes) in stratum.votes.iter_mut().zip(&one.votes) {
                    let Some(votes) = votes.number() else {
                        let detail =
                            format!("table {}: {:?}", election.tables.code(table), votes.reading());
                        return Err(quickcount::Refusal::new(Rule::FigureUnusable, detail).into());
                    };
                    *sum += u64::from(votes);
                }
            }
        }
    }
    let named = election.areas.iter().zip(strata);
    Ok(named.filter_map(|((_, area), stratum)| Some((area.path.to_owned(), stratum?))).collect())
}

/// The strata of a bulletin.
fn of_bulletin(
    path: &std::path::Path,
    election: &Election,
    contest: &Contest,
    by: &str,
) -> anyhow::Result<Vec<(String, Stratum)>> {
    let (_, bulletin) = bulletin::read(path)?;
    if bulletin.election != election.id {
        bail!(
            "{} the bulletin is of election {}, not {}",
            Rule::PlanMismatch,
            bulletin.election,
            election.id
        );
    }
    let Some(result) = bulletin.contest(&contest.key) else {
        bail!("{} the bulletin has no contest `{}`", Rule::UnknownContest, contest.key);
    };
    let level = level(election, by)?;
    let areas: Vec<(String, &tally::bulletin::AreaFigures)> = match level {
        0 => vec![(String::new(), &result.country)],
        level => result
            .areas
            .iter()
            .filter(|(path, _)| {
                election.areas.find(path).is_some_and(|at| election.areas.get(at).level == level)
            })
            .map(|(path, figures)| (path.clone(), figures))
            .collect(),
    };
    areas
        .into_iter()
        .map(|(path, figures)| {
            let coverage = &figures.coverage.electors;
            let unusable = |rule: Rule, detail: String| {
                quickcount::Refusal::new(rule, format!("`{path}`: {detail}"))
            };
            if coverage.unknown_counted + figures.outstanding.without_roll > 0 {
                return Err(unusable(Rule::ElectorsUnknown, "some tables".to_owned()).into());
            }
            let electors_out = figures.outstanding.electors;
            let votes = contest
                .candidates
                .iter()
                .map(|one| {
                    let figure =
                        figures.candidates.get(&one.key).filter(|figure| figure.is_complete());
                    figure.map(|figure| figure.sum).ok_or_else(|| {
                        unusable(Rule::FigureUnusable, format!("candidate `{}`", one.key))
                    })
                })
                .collect::<Result<_, _>>()?;
            Ok((path.clone(), Stratum { votes, electors_in: coverage.counted, electors_out }))
        })
        .collect()
}

/// The bound on the margin once some published sheets may be bad.
fn authentic(
    found: &Found,
    held: &[Counted],
    checked: u64,
    risk: f64,
) -> anyhow::Result<Authentic> {
    let refuse = |breach: Breach| quickcount::Refusal::new(breach.rule, breach.detail);
    let published = u64::try_from(held.len())?;
    let check = most_bad(published, checked, risk).map_err(refuse)?;
    let number = |count: record::Count| u64::from(count.number().unwrap_or(0));
    let tables = held.iter().map(|one| {
        let votes = |at: usize| number(one.votes[at]);
        (votes(found.race.last_winner), votes(found.race.first_loser), number(one.electors))
    });
    let taken = most_taken(tables, check.most_bad).map_err(refuse)?;
    Ok(Authentic { check, least: i128::from(found.bounds.least) - i128::from(taken) })
}
