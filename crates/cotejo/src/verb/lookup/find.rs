use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;
use ledger::reader::Source as _;
use lookup::argon::Deriver;
use lookup::manifest::{Address, MANIFEST_NAME, MAX_MANIFEST_BYTES};
use lookup::oprf::{Evaluated, PublicKey, Question};
use lookup::{Bucket, Build, Derived, IdNumber, LookupError, MAX_BUCKET_BYTES, Manifest, Mode};
use record::Rule;
use report::Lang;
use serde::Deserialize;
use serde_json::json;

use super::random;
use crate::shell::web::Web;
use crate::shell::{self, Outcome, election_dir, files};

/// Largest answer of a key server.
const MAX_ANSWER_BYTES: usize = 4_096;

/// Ask for one ID number, as the page does.
///
/// The key server sees a blinded value, the server of the files which bucket is fetched; neither sees the number. Exit
/// code 1 where the roll does not have it.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  cotejo lookup find 12345678 --url https://results.example/lookup\n  cotejo lookup find - --dir site/lookup --key-server https://key.example < number.txt"
)]
pub struct Arguments {
    /// The ID number; `-` reads it from standard input, where no other user of this machine sees it.
    id: String,
    /// Address of the look-up's folder.
    #[arg(long, required_unless_present = "dir", conflicts_with = "dir")]
    url: Option<String>,
    /// The look-up's folder on this machine.
    #[arg(long)]
    dir: Option<PathBuf>,
    /// A key server to ask instead of those of the manifest.
    #[arg(long, value_name = "URL")]
    key_server: Option<String>,
    /// The election directory: the look-up has to be of this election, and the table's areas are named.
    #[arg(long)]
    election: Option<PathBuf>,
    /// Language: en or es.
    #[arg(long, default_value = "en")]
    language: String,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Where the files are.
enum Files {
    Folder(PathBuf),
    Web(Box<Web>),
}

/// A key server's answer.
#[derive(Deserialize)]
struct Answer {
    evaluated: String,
    proof: String,
}

/// A key server's refusal.
#[derive(Deserialize)]
struct Refusal {
    rule: String,
    detail: String,
}

/// Asks.
pub fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let lang = shell::lang(&arguments.language)?;
    let id = id(&arguments.id)?;
    let mut source = match (&arguments.url, &arguments.dir) {
        (Some(url), _) => Files::Web(Box::new(Web::new(url))),
        (None, Some(dir)) => Files::Folder(dir.clone()),
        (None, None) => unreachable!("clap asks for one of them"),
    };
    let (url, server) = (arguments.url.as_deref(), arguments.key_server.as_deref());
    let (manifest, table) = ask_files(&mut source, &id, url, server)?;
    show(arguments, lang, &manifest, table.as_deref())
}

/// The table of an ID number, by the look-up at an address; none where the roll does not have the number.
pub fn table_of(url: &str, id: &str) -> anyhow::Result<Option<String>> {
    let mut source = Files::Web(Box::new(Web::new(url)));
    Ok(ask_files(&mut source, &IdNumber::parse(id)?, Some(url), None)?.1)
}

fn ask_files(
    source: &mut Files,
    id: &IdNumber,
    url: Option<&str>,
    server: Option<&str>,
) -> anyhow::Result<(Manifest, Option<String>)> {
    let manifest = Manifest::parse(&source.fetch(MANIFEST_NAME, MAX_MANIFEST_BYTES)?)?;
    let derived = match &manifest.mode {
        Mode::Argon2id(cost) => Deriver::new(*cost)?.derive(&manifest.build, id)?,
        Mode::Voprf { public_key, servers } => {
            let servers = servers_to_ask(url, server, servers)?;
            ask_any(&servers, &manifest.build, id, public_key)?
        }
    };
    let bucket = derived.bucket(&manifest.layout);
    let bytes = source.fetch(&bucket.path(), MAX_BUCKET_BYTES)?;
    let table = Bucket::parse(&bytes, &manifest, bucket)?.find(&derived)?;
    Ok((manifest, table))
}

fn id(typed: &str) -> anyhow::Result<IdNumber> {
    if typed != "-" {
        return Ok(IdNumber::parse(typed)?);
    }
    let text = files::read_bounded(Path::new("-"), 256)?;
    let text = String::from_utf8(text).context("the ID number is not text")?;
    Ok(IdNumber::parse(text.trim())?)
}

fn servers_to_ask(
    url: Option<&str>,
    server: Option<&str>,
    named: &[Address],
) -> anyhow::Result<Vec<String>> {
    if let Some(server) = server {
        return Ok(vec![server.to_owned()]);
    }
    let whole = |server: &Address| match (url, server.origin()) {
        (_, Some(_)) => Some(server.as_str().to_owned()),
        (Some(url), None) => resolve(url, server.as_str()),
        (None, None) => None,
    };
    let servers: Vec<_> = named.iter().filter_map(whole).collect();
    let none = "the manifest names a path on the page's own server alone; give --key-server";
    if servers.is_empty() {
        return Err(LookupError::new(Rule::LookupKeyServerUnreachable, none).into());
    }
    Ok(servers)
}

/// A path of the manifest, seen from the look-up's folder as a browser sees it (RFC 3986, section 5.2).
fn resolve(url: &str, path: &str) -> Option<String> {
    let origin = Address::parse(url).ok()?.origin()?.to_owned();
    let mut folders: Vec<&str> = match path.starts_with('/') {
        true => Vec::new(),
        false => url.get(origin.len()..)?.split('/').filter(|part| !part.is_empty()).collect(),
    };
    for part in path.split('/') {
        match part {
            "" | "." => {}
            // Above the root is the root.
            ".." => drop(folders.pop()),
            part => folders.push(part),
        }
    }
    Some(format!("{origin}/{}", folders.join("/")))
}

/// The first server that answers at all decides; one that answers wrongly is not made up for by another.
fn ask_any(
    servers: &[String],
    build: &Build,
    id: &IdNumber,
    key: &PublicKey,
) -> anyhow::Result<Derived> {
    let mut unreachable = Vec::new();
    for server in servers {
        let (question, blinded) = Question::ask(build, id, random()?)?;
        let body = const_hex::encode(blinded.0);
        match Web::new(server).post("v1/evaluate", &body, MAX_ANSWER_BYTES) {
            Err(error) => unreachable.push(error.detail),
            Ok(answer) if answer.status == 200 => {
                let answer: Answer = serde_json::from_slice(&answer.body).map_err(|error| {
                    LookupError::new(Rule::LookupElementMalformed, error.to_string())
                })?;
                let evaluated = Evaluated::parse(&answer.evaluated, &answer.proof)?;
                return Ok(question.finish(key, &evaluated)?);
            }
            Ok(answer) => {
                let refusal: Option<Refusal> = serde_json::from_slice(&answer.body).ok();
                match refusal.map(|refusal| (Rule::from_code(&refusal.rule), refusal.detail)) {
                    Some((Some(rule), detail)) => {
                        let detail = detail.chars().take(200).collect::<String>();
                        return Err(LookupError::new(rule, format!("{server}: {detail}")).into());
                    }
                    _ => unreachable.push(format!("{server}: status {}", answer.status)),
                }
            }
        }
    }
    Err(LookupError::new(Rule::LookupKeyServerUnreachable, unreachable.join("; ")).into())
}

impl Files {
    fn fetch(&mut self, path: &str, most: usize) -> Result<Vec<u8>, LookupError> {
        let wrong = |detail: String| LookupError::new(Rule::LookupFileUnreachable, detail);
        match self {
            Self::Folder(folder) => {
                let most = u64::try_from(most).unwrap_or(u64::MAX);
                files::read_bounded(&folder.join(path), most)
                    .map_err(|error| wrong(format!("{error:#}")))
            }
            Self::Web(web) => web.fetch(path, most).map_err(|error| wrong(error.detail)),
        }
    }
}

fn show(
    arguments: &Arguments,
    lang: Lang,
    manifest: &Manifest,
    table: Option<&str>,
) -> anyhow::Result<Outcome> {
    let mut areas = Vec::new();
    if let Some(folder) = &arguments.election {
        let election = election_dir::load(folder)?;
        manifest.check_against(&election)?;
        if let Some(table) = table.and_then(|code| election.tables.find(code)) {
            let names = election.areas.names(election.tables.area(table));
            areas = names.into_iter().map(str::to_owned).collect();
        }
    }
    let rule = Rule::LookupNotOnRoll;
    if arguments.json {
        shell::print_json(&json!({
            "election": manifest.build.election,
            "build": manifest.build.build,
            "mode": manifest.mode.word(),
            "table": table,
            "areas": areas,
            "rule": table.is_none().then_some(rule),
        }))?;
    } else {
        let text = match (table, lang) {
            (Some(table), Lang::En) => format!("table {table}\n"),
            (Some(table), Lang::Es) => format!("mesa {table}\n"),
            (None, Lang::En) => {
                format!("{rule} {}\n  next: {}\n", rule.sentence(), rule.next_step())
            }
            (None, Lang::Es) => format!("{rule} {}\n", rule.sentence_es()),
        };
        let places =
            if areas.is_empty() { String::new() } else { format!("{}\n", areas.join(", ")) };
        shell::print_text(&format!("{text}{places}"))?;
    }
    Ok(Outcome::found_if(table.is_none()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_those_a_browser_asks() {
        for (path, wanted) in [
            ("../key", "http://a.example:80/x/key"),
            ("./key", "http://a.example:80/x/lookup/key"),
            ("../../../../key", "http://a.example:80/key"),
            ("/key", "http://a.example:80/key"),
        ] {
            let seen = resolve("http://a.example:80/x/lookup/", path);
            assert_eq!(seen.as_deref(), Some(wanted), "{path}");
        }
    }
}
