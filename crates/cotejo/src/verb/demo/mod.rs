//! A whole small election, end to end.

mod attack;
mod beside;
mod faults;
mod lay_out;
mod public_log;
mod public_site;
mod serving;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context as _, bail};
use clap::Args;
use collate::{Frame, Language};
use ledger::Trust;
use record::{Collection, Election, Rule};
use report::model::Report;
use sample::{Demo, Shape};
use serde_json::json;

use crate::reading::gather::Wishes;
use crate::shell::sources::{SourceArgument, load_all};
use crate::shell::{self, Outcome, log_dir};
use crate::verb::collate::{collate_with_defaults, program, write_report};
use crate::verb::verify::{all_cores, verify};
use crate::verb::{audit, lookup};
use beside::Beside;
use public_log::PublicLog;
use serving::{Probed, PublicSite};

/// Run a whole small election end to end, and show that collation finds exactly the planted faults.
///
/// An invented election is made from the seed and sealed; every station signs its sheet; an authority, three
/// parties and observers hold copies as QR texts, typed rows and photographs, with faults of every kind
/// planted; everything is read back through the ordinary readers, collated and reported.
///
/// In the end the public site is served on this machine: until Ctrl-C where a terminal is attached or with --serve,
/// else only as long as it takes to ask it.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cotejo demo\n  cotejo demo --seed 7 --tables 1000 --out somewhere\n  cotejo demo --attack --tables 2000\n  cotejo demo --no-serve --json\n  cotejo demo --attack --store postgres://cotejo@localhost/cotejo"
)]
pub struct Arguments {
    /// The folder to make. An earlier demo in it is replaced.
    #[arg(long, default_value = "cotejo-demo")]
    out: PathBuf,
    /// Where everything random comes from.
    #[arg(long, default_value_t = 2024)]
    seed: u64,
    /// Number of polling tables.
    #[arg(long, default_value_t = 300, value_parser = clap::value_parser!(u32).range(60..=100_000))]
    tables: u32,
    /// Send the sheets of every table through a flood instead, while a centre is killed and a network cut: see that
    /// each is receipted, logged, counted and verified.
    #[arg(long)]
    attack: bool,
    /// With --attack: a PostgreSQL database, `postgres://…`, that two gateways share.
    #[arg(long, requires = "attack")]
    store: Option<String>,
    /// With --attack: length of the flood in seconds.
    #[arg(long, requires = "attack", default_value_t = 10, value_parser = clap::value_parser!(u64).range(4..=600))]
    seconds: u64,
    /// Go on serving the public site in the end, until Ctrl-C, also where no terminal is attached.
    #[arg(long, conflicts_with = "no_serve")]
    serve: bool,
    /// End at once, also where a terminal is attached.
    #[arg(long)]
    no_serve: bool,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// A file that only a demo's folder has, so that no other folder is ever replaced.
const MARK: &str = ".cotejo-demo";

/// Runs the demo; exit code 1 where what was found is not what was planted.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    if arguments.attack {
        clear(&arguments.out)?;
        return attack::run(arguments);
    }
    let clock = Instant::now();
    let say = |text: &str| {
        if !arguments.json {
            println!("{:5.1} s  {text}", clock.elapsed().as_secs_f32());
        }
    };
    let shape = Shape { seed: arguments.seed, tables: arguments.tables, keys: true };
    say(&format!("seed {}: {} tables", shape.seed, shape.tables));
    let out = &arguments.out;
    clear(out)?;
    let election = lay_out::election(&out.join("election"), &shape)?;
    say(&format!("election {} sealed by its authority", election.id));
    let demo = sample::demo(&shape, &election);
    lay_out::sources(&out.join("sources"), &demo)?;
    lay_out::printed_sheet(&out.join("printed"), &shape, &election)?;
    say("every station signed its sheet; five organisations hold copies, with faults planted");
    let collections = read_sources(&out.join("sources"), &demo, &election)?;
    let copies: usize = collections.iter().map(|one| one.copies.len()).sum();
    say(&format!("{copies} copies read back from QR texts, typed rows and photographs"));
    let collation = collate_with_defaults(&election, &collections);
    let comparison = faults::compare(&demo.expected, &election, &collections, &collation);
    say(&format!("collated: {} of {} planted faults found", comparison.found, demo.expected.len()));
    let report =
        Report::from_collation(&election, &collections, &collation, Frame::default(), program());
    write_report(&report, &out.join("report"), Language::English)?;
    let page = out.join("report").join("index.html");
    let beside = Beside::lay_out(out, &shape, &election)?;
    say("polls registered, a quick count drawn, a look-up built from a roll without names");
    let log = PublicLog::new(out, &shape, &election, &beside.statements).run()?;
    say(&format!(
        "{} entries logged, cosigned by three; two bulletins; a station that signed twice {}; a rewritten history {}",
        log.entries,
        found(log.equivocation_found),
        found(log.omission_found)
    ));
    let verdict = verify(&out.join("bundle"), None, all_cores())?;
    say(&format!(
        "bundle {} verified: {}",
        log.bundle,
        if verdict.is_sound() { "sound" } else { "NOT sound" }
    ));
    let audits = audits(out, out, &shape, &election)?;
    say(&match &audits {
        Some(told) => format!(
            "54 % of each centre's boxes drawn and counted ({}); a risk-limiting audit of {} draws, {} box errors planted, risk {:.1} %: {}",
            told.fixed_boxes,
            told.draws,
            told.errors,
            told.risk * 100.0,
            if told.confirmed { "confirmed" } else { "full count" }
        ),
        None => "what is pending could turn the result: no sample can confirm it, every box is to be counted (A508)".to_owned(),
    });
    let site = out.join("site");
    let replayed = replayed(out, &election)?;
    let made = public_site::whole(out, out, &election, &beside, &replayed, &site)?;
    say(&format!(
        "public site of {} tables in Spanish and English, {} files: {}",
        made.tables[0],
        made.written.files,
        site.join("index.html").display(),
    ));
    let served = PublicSite::start(&site, &beside.key())?;
    let found_table = look_up(&served, &beside)?;
    say(&format!(
        "served at http://{}/; its look-up says where {} votes: table {found_table}",
        served.address, beside.example
    ));
    say(&format!("report: {}", page.display()));
    if arguments.json {
        shell::print_json(&json!({
            "seed": shape.seed,
            "tables": shape.tables,
            "election": election.id,
            "copies": copies,
            "planted": demo.expected.len(),
            "found": comparison.found,
            "missed": comparison.missed,
            "not_planted": comparison.not_planted,
            "report": page,
            "site": site,
            "site_files": made.written.files,
            "looked_up": found_table,
            "log_entries": log.entries,
            "bulletins": log.bulletins,
            "equivocation_found": log.equivocation_found,
            "omission_found": log.omission_found,
            "bundle": log.bundle,
            "bundle_sound": verdict.is_sound(),
            "audits": audits.as_ref().map(|told| json!({
                "fixed_boxes": told.fixed_boxes,
                // None where no choice of boxes could have missed the margin.
                "fixed_chance_log10": Some(told.fixed_chance_log10).filter(|log10| log10.is_finite()),
                "draws": told.draws,
                "rounds": told.rounds,
                "box_errors": told.errors,
                "risk": told.risk,
                "confirmed": told.confirmed,
            })),
        }))?;
    } else {
        shell::print_text(&comparison.to_string())?;
    }
    let probed = served.end(serving::stays(arguments))?;
    if !arguments.json {
        shell::print_text(&told_of(probed, &site, &beside))?;
    }
    let sound = log.equivocation_found && log.omission_found && verdict.is_sound();
    Ok(Outcome::found_if(!comparison.is_exact() || !sound))
}

/// What the probes saw, and how to serve the site again.
fn told_of(probed: Probed, site: &Path, beside: &Beside) -> String {
    format!(
        "front page: {} of {} probes answered within a second\nto serve it: {}\n",
        probed.answered,
        probed.asked,
        serving::command(site, &beside.key())
    )
}

/// Asks the look-up for a number on its roll, as a visitor would.
fn look_up(served: &PublicSite, beside: &Beside) -> anyhow::Result<String> {
    let url = format!("http://{}/lookup", served.address);
    let table = lookup::table_of(&url, &beside.example)?;
    table.context("the look-up does not know a number of its own roll")
}

/// What a log holds.
fn replayed(log: &Path, election: &Election) -> anyhow::Result<Collection> {
    let mut log = log_dir::read(log, &Trust::of_election(election)?)?;
    Ok(log.replay(election)?.0.collection)
}

/// Audits the boxes of what the log holds; none where the margin is smaller than what is pending.
fn audits(
    out: &Path,
    log: &Path,
    shape: &Shape,
    election: &Election,
) -> anyhow::Result<Option<audit::demo::Told>> {
    let collection = replayed(log, election)?;
    let key = sample::authority_key(shape.seed);
    let signer = audit::Signer { by: "authority".to_owned(), key };
    match audit::demo::run(out, election, &collection, log, Some(&signer)) {
        Ok(told) => Ok(Some(told)),
        Err(error) => match error.downcast_ref::<::audit::AuditError>() {
            Some(refused) if refused.rule == Rule::AuditMarginNotPositive => Ok(None),
            _ => Err(error),
        },
    }
}

const fn found(found: bool) -> &'static str {
    if found { "found" } else { "NOT found" }
}

fn read_sources(
    folder: &Path,
    demo: &Demo,
    election: &Election,
) -> anyhow::Result<Vec<Collection>> {
    let ids = demo.sources.iter().map(|source| source.id).chain(["announced"]);
    let arguments: Vec<_> =
        ids.map(|id| SourceArgument { id: id.to_owned(), path: folder.join(id) }).collect();
    load_all(&arguments, election, &Wishes::default())
}

/// Makes way for a new demo, but never for anything else's place.
fn clear(out: &Path) -> anyhow::Result<()> {
    if out.exists() {
        if !out.join(MARK).exists() {
            bail!(
                "{} exists and is no earlier demo: choose another folder with --out",
                out.display()
            );
        }
        fs::remove_dir_all(out).with_context(|| format!("cannot clear {}", out.display()))?;
    }
    fs::create_dir_all(out).with_context(|| format!("cannot create {}", out.display()))?;
    fs::write(out.join(MARK), b"").with_context(|| format!("cannot write in {}", out.display()))
}
