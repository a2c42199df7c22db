//! What stands beside the results of a demo: a register of polls, a quick count, a look-up by ID number.

use std::fs;
use std::path::{Path, PathBuf};

use ::lookup::manifest::{Hints, MANIFEST_NAME};
use record::{Digest, Election, SignedStatement, Statement, StatementKind};
use sample::{Shape, authority_key, organisation_key};

use crate::shell::files;
use crate::verb::site::{KEY_SERVER, Sources};
use crate::verb::{lookup, quickcount};

/// Electors on the roll of each table, and of all of them at most.
const AT_EACH: u32 = 20;
const AT_MOST: u32 = 20_000;
/// Where the look-up's page leads: the search knows where a table's page lies.
const TABLE_PAGE: &str = "../es/search.html#{code}";

/// The files, and what of them is to be registered before the first sheet.
pub struct Beside {
    folder: PathBuf,
    /// A number on the roll, to try.
    pub example: String,
    /// Signed statements for the log: who draws which tables, which look-up is the authority's.
    pub statements: Vec<Vec<u8>>,
}

impl Beside {
    /// Makes them.
    pub fn lay_out(folder: &Path, shape: &Shape, election: &Election) -> anyhow::Result<Self> {
        files::write_whole(&folder.join("polls.toml"), sample::polls_toml().as_bytes())?;
        let drawn = quickcount::demo::draw(&folder.join("quickcount"), election)?;
        let (manifest, example) = look_up(folder, shape, election)?;
        let draw = Said {
            kind: StatementKind::Draw,
            by: "observers",
            subjects: drawn.to_vec(),
            text: "conteo rápido",
        };
        let brought = Said {
            kind: StatementKind::Submission,
            by: "authority",
            subjects: vec![manifest],
            text: "consulta por cédula",
        };
        let statements = [draw, brought].map(|said| said.sign(shape, election));
        let statements = statements.into_iter().collect::<anyhow::Result<_>>()?;
        Ok(Self { folder: folder.to_owned(), example, statements })
    }

    /// The look-up's key.
    pub fn key(&self) -> PathBuf {
        self.folder.join("lookup.key")
    }

    /// Adds polls and look-up to what a site is made from.
    pub fn add_to(&self, sources: &mut Sources) {
        sources.polls = Some(self.folder.join("polls.toml"));
        sources.lookup = Some(self.folder.join("lookup"));
    }

    /// Takes the drawn tables out of a collection, and adds the quick count.
    pub fn count(
        &self,
        sources: &mut Sources,
        election: &Election,
        collection: &record::Collection,
    ) -> anyhow::Result<()> {
        let folder = self.folder.join("quickcount");
        let at = election.manifest.closes.as_second() + 2 * 3_600;
        quickcount::demo::receive(&folder, election, collection, at)?;
        sources.quickcount = quickcount::demo::files_in(&folder).into();
        Ok(())
    }
}

/// Makes roll, key and look-up; gives the digest of its manifest, and a number that is on the roll.
fn look_up(folder: &Path, shape: &Shape, election: &Election) -> anyhow::Result<(Digest, String)> {
    let at_each = (AT_MOST / shape.tables.max(1)).clamp(1, AT_EACH);
    let roll = sample::roll_csv(shape, at_each);
    let example = roll.lines().nth(1).and_then(|row| row.split(',').next()).unwrap_or_default();
    let (file, key, out) =
        (folder.join("roll.csv"), folder.join("lookup.key"), folder.join("lookup"));
    files::write_whole(&file, roll.as_bytes())?;
    lookup::make_key(&key)?;
    let hints = Hints::parse(Some(example), Some(TABLE_PAGE))?;
    lookup::build_with_key(election, &file, &key, KEY_SERVER, hints, &out)?;
    let manifest = fs::read(out.join(MANIFEST_NAME))?;
    Ok((Digest::of(&manifest), example.to_owned()))
}

/// A statement before it is signed.
struct Said {
    kind: StatementKind,
    by: &'static str,
    subjects: Vec<Digest>,
    text: &'static str,
}

impl Said {
    fn sign(self, shape: &Shape, election: &Election) -> anyhow::Result<Vec<u8>> {
        let a_day_before = election.manifest.closes.as_second() - 86_400;
        let statement = Statement {
            at: u64::try_from(a_day_before).ok(),
            subjects: self.subjects,
            text: self.text.to_owned(),
            ..Statement::new(&election.id, self.kind, self.by)
        };
        let key = match self.by {
            "authority" => authority_key(shape.seed),
            other => organisation_key(shape.seed, other),
        };
        Ok(SignedStatement::sign(statement, &election.id, &key)?.bytes().to_vec())
    }
}
