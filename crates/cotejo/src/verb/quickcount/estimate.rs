use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use quickcount::count::{CAVEAT, Measured};
use quickcount::{MAX_FILE_BYTES, QuickCount, Received};
use record::Election;
use record::election::Contest;
use report::Lang;
use serde_json::json;

use super::draw::{read_plan, read_sample};
use super::frame::{contest_of, strata_of};
use super::registered::registered;
use super::words::{note, points, say};
use crate::shell::{self, Outcome, election_dir, files};

/// Estimate shares, margin and turnout from what was received, and say whether a winner can be called.
///
/// Exit code 1 where none is: the interval of the margin includes a tie, or too few tables are in.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cotejo quickcount estimate plan.json sample.json received.json --election my-election --log my-log\n  cotejo quickcount estimate plan.json sample.json received.json --election my-election --language es"
)]
pub struct Arguments {
    /// The plan.
    plan: PathBuf,
    /// The sample.
    sample: PathBuf,
    /// What was received, as `receive` wrote it.
    received: PathBuf,
    /// The election directory.
    #[arg(long)]
    election: PathBuf,
    /// The log in which plan and sample were registered.
    #[arg(long)]
    log: Option<PathBuf>,
    /// Language: en or es; the election's where left out.
    #[arg(long)]
    language: Option<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Estimates.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let election = election_dir::load(&arguments.election)?;
    let lang = shell::lang(arguments.language.as_deref().unwrap_or(&election.manifest.language))?;
    let plan = read_plan(&arguments.plan)?;
    let sample = read_sample(&arguments.sample, &plan)?;
    let (contest, mut count) =
        load(&election, &arguments.plan, &arguments.sample, &arguments.received)?;
    count.notes.extend(registered(arguments.log.as_deref(), &election, &plan, &sample)?);
    if arguments.json {
        shell::print_json(&json!({
            "plan": plan.digest(), "sample": sample.digest(), "contest": contest.key,
            "confidence": plan.confidence,
            "candidates": contest.candidates.iter().map(|one| &one.key).collect::<Vec<_>>(),
            "count": count, "caveat": CAVEAT,
        }))?;
    } else {
        shell::print_text(&text(&count, contest, plan.confidence, lang))?;
    }
    Ok(Outcome::found_if(!count.called))
}

/// Reads the three files of a quick count, checks that they belong together, and estimates.
pub fn load<'a>(
    election: &'a Election,
    plan: &Path,
    sample: &Path,
    received: &Path,
) -> anyhow::Result<(&'a Contest, QuickCount)> {
    let plan = read_plan(plan)?;
    let sample = read_sample(sample, &plan)?;
    sample.check(&plan, &strata_of(election, &plan)?)?;
    let contest = contest_of(election, Some(&plan.contest))?;
    let bytes = files::read_bounded(received, u64::try_from(MAX_FILE_BYTES)?)?;
    let received = Received::parse(&bytes, &sample)?;
    let keys = contest.candidates.iter().map(|one| &one.key);
    if !keys.eq(&received.candidates) {
        let detail = "what was received has other candidates than the contest";
        return Err(quickcount::Refusal::new(record::Rule::PlanMismatch, detail).into());
    }
    Ok((contest, QuickCount::new(&plan, &sample, &received)?))
}

fn text(count: &QuickCount, contest: &Contest, confidence: f64, lang: Lang) -> String {
    let all = count.responded();
    let mut text = format!("{}\n", contest.title);
    let percent = points(confidence).trim_end_matches('0').trim_end_matches('.').to_owned();
    text += &say(
        lang,
        format!(
            "quick count: {} of {} drawn tables; intervals at {percent} % (t)\n\n",
            all.received, all.drawn
        ),
        format!(
            "conteo rápido: {} de {} mesas sorteadas; intervalos al {percent} % (t)\n\n",
            all.received, all.drawn
        ),
    );
    let mut line = |name: &str, of: &Measured| {
        let _ = writeln!(
            text,
            "  {name:40} {:>7}  [{}, {}]",
            points(of.estimate.estimate),
            points(of.student.low),
            points(of.student.high)
        );
    };
    for (candidate, share) in contest.candidates.iter().zip(&count.shares) {
        line(&candidate.name, share);
    }
    let name = |at: usize| &contest.candidates[at].name;
    for margin in &count.margins {
        line(&format!("{} − {}", name(count.leader), name(margin.over)), &margin.measured);
    }
    if let Some(turnout) = &count.turnout {
        line(&say(lang, "valid votes of the electors", "votos válidos sobre electores"), turnout);
    }
    if let Some(worst) = &count.worst_case
        && all.received < all.drawn
    {
        let _ = writeln!(
            text,
            "  {:40} {:>7}  [{}, {}]",
            say(
                lang,
                "margin, whatever the missing tables say",
                "diferencia, digan lo que digan las que faltan"
            ),
            "",
            points(worst.low),
            points(worst.high)
        );
    }
    if let Some([early, late]) = count.halves {
        text += &say(
            lang,
            format!(
                "\nmargin among the earlier half {}, the later half {}\n",
                points(early),
                points(late)
            ),
            format!(
                "\ndiferencia en la primera mitad {}, en la segunda {}\n",
                points(early),
                points(late)
            ),
        );
    }
    text.push('\n');
    for one in &count.notes {
        let _ = writeln!(text, "{}", note(lang, one));
    }
    let verdict = match count.called {
        true => say(
            lang,
            format!("{} is called", name(count.leader)),
            format!("se declara a {}", name(count.leader)),
        ),
        false => say(lang, "no winner is called", "no se declara ganador"),
    };
    let caveat = say(lang, CAVEAT, "Solo error de muestreo.");
    let _ = writeln!(text, "{verdict}\n{caveat}");
    text
}
