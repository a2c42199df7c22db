use std::path::PathBuf;

use clap::Args;
use jiff::Timestamp;
use quickcount::{MAX_FILE_BYTES, Received, Refusal, TableState};
use record::{Count, Rule};
use serde_json::json;
use tally::Policy;

use super::draw::{read_plan, read_sample};
use super::frame::{Counted, contest_of, counted, policy_of, strata_of};
use super::words::{lang_of, say};
use crate::reading::gather::Wishes;
use crate::shell::sources::{SourceArgument, load_all};
use crate::shell::{self, Outcome, election_dir, files};

/// Take the drawn tables out of any sources, and write down when each was first there.
///
/// Run it again as tables come in: times of earlier runs are kept. Exit code 1 where the figures of a drawn
/// table cannot be used; such a table counts as missing.
#[derive(Args)]
#[command(
    after_help = "Example:\n  cotejo quickcount receive plan.json sample.json observers.csv --election my-election --out received.json"
)]
pub struct Arguments {
    /// The plan.
    plan: PathBuf,
    /// The sample.
    sample: PathBuf,
    /// Sources, as `PATH` or `ID=PATH`.
    #[arg(required = true, value_name = "SOURCE")]
    sources: Vec<SourceArgument>,
    /// The election directory.
    #[arg(long)]
    election: PathBuf,
    /// Which copy of a table counts: best-grade or unanimous.
    #[arg(long, default_value = "best-grade", value_parser = policy_of)]
    policy: Policy,
    /// Map for CSV files: a shipped name or a map file. Found from the header where left out.
    #[arg(long)]
    map: Option<String>,
    /// When these sources were there (RFC 3339); now where left out.
    #[arg(long, value_name = "TIME")]
    at: Option<Timestamp>,
    /// What was received so far, kept and added to.
    #[arg(long)]
    out: PathBuf,
    /// Language: en or es; the election's where left out.
    #[arg(long)]
    language: Option<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Receives.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = election_dir::load(&arguments.election)?;
    let plan = read_plan(&arguments.plan)?;
    let sample = read_sample(&arguments.sample, &plan)?;
    sample.check(&plan, &strata_of(&election, &plan)?)?;
    let contest = contest_of(&election, Some(&plan.contest))?;
    let keys: Vec<String> = contest.candidates.iter().map(|one| one.key.clone()).collect();
    let mut received = if arguments.out.exists() {
        let most = u64::try_from(MAX_FILE_BYTES)?;
        Received::parse(&files::read_bounded(&arguments.out, most)?, &sample)?
    } else {
        Received::nothing(&sample, &keys)
    };
    for (code, state) in &mut received.tables {
        let table = election.tables.find(code);
        let electors = table.and_then(|table| election.tables.electors(table).number());
        state.electors = state.electors.or(electors.map(i64::from));
    }
    let wishes = Wishes { map: arguments.map.clone(), ..Wishes::default() };
    let collections = load_all(&arguments.sources, &election, &wishes)?;
    let at = arguments.at.unwrap_or_else(Timestamp::now).as_second();
    let (mut taken, mut not_drawn, mut refused) = (0_u64, 0_u64, Vec::new());
    for one in counted(&election, contest, &collections, &arguments.policy) {
        let code = election.tables.code(one.table);
        match state(&one, code, at).and_then(|state| received.take(code, state)) {
            Ok(()) => taken += 1,
            Err(refusal) if !received.tables.contains_key(code) => {
                debug_assert!(
                    refusal.rule == Rule::NotInSample || refusal.rule == Rule::FigureUnusable
                );
                not_drawn += 1;
            }
            Err(refusal) => refused.push(refusal),
        }
    }
    files::write_whole(&arguments.out, received.text().as_bytes())?;
    let here = received.tables.values().filter(|state| state.votes.is_some()).count();
    let drawn = received.tables.len();
    if arguments.json {
        let refused: Vec<_> =
            refused.iter().map(|one| json!({ "rule": one.rule, "detail": one.detail })).collect();
        shell::print_json(&json!({
            "drawn": drawn, "received": here, "taken": taken, "not_drawn": not_drawn, "refused": refused,
        }))?;
    } else {
        let lang = lang_of(arguments.language.as_deref(), &election)?;
        let mut text = say(
            lang,
            format!("{taken} tables taken; {here} of {drawn} drawn tables are here\n"),
            format!("{taken} mesas tomadas; están {here} de {drawn} mesas sorteadas\n"),
        );
        if not_drawn > 0 {
            let said = shell::usage::refusal(Rule::NotInSample, &not_drawn.to_string(), lang);
            text += &format!("{said}\n");
        }
        for one in &refused {
            text += &format!("{}\n", shell::usage::refusal(one.rule, &one.detail, lang));
        }
        shell::print_text(&text)?;
    }
    Ok(Outcome::found_if(!refused.is_empty()))
}

/// What is received of a table.
pub fn state(one: &Counted, code: &str, at: i64) -> Result<TableState, Refusal> {
    let number = |count: &Count| {
        count.number().map(i64::from).ok_or_else(|| {
            let detail = format!("table {code}: a candidate's votes are {:?}", count.reading());
            Refusal::new(Rule::FigureUnusable, detail)
        })
    };
    let votes = one.votes.iter().map(number).collect::<Result<_, _>>()?;
    Ok(TableState {
        electors: one.electors.number().map(i64::from),
        at: Some(at),
        votes: Some(votes),
    })
}
