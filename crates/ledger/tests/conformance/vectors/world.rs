//! An election of 280 tables that names its log, and everybody's keys.

use std::fmt::Write as _;

use ed25519_dalek::SigningKey;
use ledger::enrolled::cosigner_name;
use ledger::note::{Algorithm, NoteSignature};
use ledger::{Checkpoint, Hash, Note, SigningName, Trust};
use record::election::seal;
use record::{
    ContestNo, Count, Digest, Election, ElectionFiles, Sheet, SignedSheet, SignedStatement,
    Statement, StatementKind, TableNo,
};
use serde::Serialize;

use super::{SEED, hex};

/// Name of the log.
pub const ORIGIN: &str = "example.org/elections/vectors";
/// Tables of the election. The last has no key.
pub const TABLES: u32 = 280;
/// The table without a key.
pub const KEYLESS: TableNo = TableNo(TABLES - 1);
/// When cosigners of the vectors cosign, in seconds since 1970.
pub const TIME: u64 = 1_791_160_000;
/// Closing of every table: 18:03:20 in the election's zone.
const CLOSED: u64 = 1_791_151_400;
/// Who has a key, with its role.
const ORGANISATIONS: [(&str, &str); 4] =
    [("authority", "authority"), ("list-a", "party"), ("list-b", "party"), ("watch", "observer")];

/// The election of the vectors.
pub struct World {
    /// Its files.
    pub files: ElectionFiles<'static>,
    /// The same, parsed.
    pub election: Election,
    /// Trust as it states it.
    pub trust: Trust,
}

/// A key pair that everybody knows.
#[derive(Serialize)]
pub struct KeyCase {
    name: String,
    text: String,
    secret: String,
    public: String,
}

impl World {
    /// Makes it.
    pub fn new() -> Self {
        let files = ElectionFiles {
            manifest: manifest().into_bytes().into(),
            candidates: "contest,candidate,name,colour\nmayor,c1,Candidate 1,\nmayor,c2,Candidate 2,\nmayor,c3,Candidate 3,\n".as_bytes().into(),
            lists: "contest,list,code,candidate\n".as_bytes().into(),
            areas: areas().into_bytes().into(),
            tables: tables().into_bytes().into(),
        };
        let election = Election::parse(&files).expect("the generated election has no fault");
        let trust = Trust::of_election(&election).expect("it names its log");
        Self { files, election, trust }
    }

    /// The election directory, its seal, its id, and the keys as lines `ROLE VKEY`.
    pub fn directory(&self) -> Vec<(String, Vec<u8>)> {
        let mut files: Vec<_> = self
            .files
            .in_order()
            .into_iter()
            .map(|(name, bytes)| (format!("election/{name}"), bytes.to_vec()))
            .collect();
        let signature = hex(&seal(&self.election.id, &key("authority")));
        files.push((
            "election/election.seal".to_owned(),
            format!("authority\n{signature}\n").into_bytes(),
        ));
        files.push(("election-id.txt".to_owned(), format!("{}\n", self.election.id).into_bytes()));
        let mut vkeys = format!("log {}\n", self.trust.log);
        for ((_, role), cosigner) in ORGANISATIONS.iter().zip(&self.trust.cosigners) {
            writeln!(vkeys, "{role} {}", cosigner.key).unwrap();
        }
        files.push(("vkeys.txt".to_owned(), vkeys.into_bytes()));
        files
    }

    /// Every key but those of tables.
    pub fn keys(&self) -> (&'static str, Vec<KeyCase>) {
        let names = ["log", "authority", "list-a", "list-b", "watch", "stranger"];
        let cases = names.map(|name| KeyCase {
            name: name.to_owned(),
            text: key_text(name),
            secret: Digest::of(key_text(name).as_bytes()).to_string(),
            public: public_hex(name),
        });
        (
            "Test keys, known to everybody: `secret` is the SHA-256 of `text`. A table's is made the same way from its code. Never enrol them in an election.",
            cases.into(),
        )
    }

    /// A sheet of a table that breaks no rule.
    pub fn sheet(&self, table: TableNo) -> Sheet {
        let votes = [100 + table.0 % 37, 90 + table.0 % 41, table.0 % 7];
        let null = table.0 % 5;
        let voters = count(votes.iter().sum::<u32>() + null);
        Sheet {
            election_hint: self.election.id.hint(),
            table,
            contest: ContestNo(0),
            part: 1,
            parts: 1,
            serial: 1,
            replaces: None,
            closed: Some(CLOSED),
            open_for: Some(43_400),
            electors: count(500),
            voters_machine: voters,
            voters_book: voters,
            votes: votes.map(count).into(),
            null: count(null),
            blank: Count::ABSENT,
            software: [0x50; 8],
        }
    }

    /// The same with votes moved from the second candidate to the first.
    pub fn moved(&self, table: TableNo, votes: u32) -> Sheet {
        let mut sheet = self.sheet(table);
        sheet.votes[0] = count(sheet.votes[0].number().unwrap() + votes);
        sheet.votes[1] = count(sheet.votes[1].number().unwrap() - votes);
        sheet
    }

    /// What corrects a sheet, with votes moved.
    pub fn correction(&self, old: &SignedSheet, votes: u32) -> Sheet {
        let mut sheet = self.moved(old.sheet().table, votes);
        sheet.serial = old.sheet().serial + 1;
        sheet.replaces = Some(old.digest().prefix());
        sheet
    }

    /// A sheet signed with the key of its table.
    pub fn sign(&self, sheet: &Sheet) -> SignedSheet {
        let key = key(self.election.tables.code(sheet.table));
        SignedSheet::sign(sheet, &self.election.id, &key).unwrap()
    }

    /// A statement of a kind, with nothing said yet.
    pub fn statement(&self, kind: StatementKind, by: &str) -> Statement {
        Statement::new(&self.election.id, kind, by)
    }

    /// A statement signed with the key of whoever it names.
    pub fn say(&self, statement: Statement) -> SignedStatement {
        let key = key(&statement.by.clone());
        SignedStatement::sign(statement, &self.election.id, &key).unwrap()
    }

    /// Entry 0.
    pub fn first(&self) -> SignedStatement {
        let mut first = self.statement(StatementKind::Election, "authority");
        first.at = Some(CLOSED - 40_000);
        first.subjects = vec![self.election.id.0];
        self.say(first)
    }
}

/// A test key: SHA-256 of a public text is its seed, so anybody can make it and nobody must trust it.
pub fn key(name: &str) -> SigningKey {
    SigningKey::from_bytes(&Digest::of(key_text(name).as_bytes()).0)
}

/// A count that is given.
pub fn count(number: u32) -> Count {
    Count::given(number).unwrap()
}

/// A checkpoint of this log.
pub fn checkpoint(size: u64, root: Hash) -> Checkpoint {
    Checkpoint { origin: ORIGIN.to_owned(), size, root }
}

/// The log's signature under a text.
pub fn by_log(text: &str) -> NoteSignature {
    SigningName::new(ORIGIN, Algorithm::Ed25519, key("log")).unwrap().sign(text)
}

/// An organisation's cosignature.
pub fn by(organisation: &str, text: &str, time: u64) -> NoteSignature {
    let name = cosigner_name(ORIGIN, organisation);
    SigningName::new(&name, Algorithm::CosignatureV1, key(organisation))
        .unwrap()
        .cosign(text, time)
        .unwrap()
}

/// A checkpoint signed by the log and cosigned by some.
pub fn signed(checkpoint: &Checkpoint, cosigners: &[(&str, u64)]) -> Note {
    let text = checkpoint.to_string();
    let mut signatures = vec![by_log(&text)];
    signatures.extend(cosigners.iter().map(|(id, time)| by(id, &text, *time)));
    Note { text, signatures }
}

fn key_text(name: &str) -> String {
    format!("cotejo test key v1 {SEED} {name}")
}

fn public_hex(name: &str) -> String {
    hex(key(name).verifying_key().as_bytes())
}

fn manifest() -> String {
    let mut text = format!(
        r#"format = 1
name = "Generated election with a log {SEED}"
country = "Testland"
language = "en"
timezone = "America/Caracas"
opens = "2026-10-04T06:00:00-04:00"
closes = "2026-10-05T00:00:00-04:00"
levels = ["district"]

[log]
origin = "{ORIGIN}"
key = "{}"
starts = "2026-10-04T00:00:00-04:00"

[cosigners]
at_least = 2
not_authority = 1

[[contests]]
key = "mayor"
title = "Mayor"
"#,
        public_hex("log")
    );
    for (id, role) in ORGANISATIONS {
        write!(
            text,
            "\n[[organisations]]\nid = \"{id}\"\nname = \"Organisation {id}\"\nrole = \"{role}\"\nkey = \"{}\"\n",
            public_hex(id)
        )
        .unwrap();
    }
    text + "\n[[organisations]]\nid = \"quiet\"\nname = \"Organisation without a key\"\nrole = \"party\"\n"
}

fn areas() -> String {
    "area,name,address,latitude,longitude\n1,First district,,,\n2,Second district,,,\n".to_owned()
}

fn tables() -> String {
    let mut text = "table,area,electors,key\n".to_owned();
    for no in 0..TABLES {
        let district = 1 + no / 140;
        let code = format!("{district}.{no:04}");
        let key = if TableNo(no) == KEYLESS { String::new() } else { public_hex(&code) };
        writeln!(text, "{code},{district},500,{key}").unwrap();
    }
    text
}
