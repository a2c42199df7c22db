//! An election of two states, six tables and two contests.

use std::fmt::Write as _;

use ed25519_dalek::SigningKey;
use rand_chacha::ChaCha8Rng;
use record::{Election, ElectionFiles, TableNo};

use super::{below, public_hex, random, test_key};

/// Lists of the first contest: as many as the longest ballot that the formats were sized for.
pub const LISTS: usize = 38;
/// Candidates of the first contest.
pub const CANDIDATES: usize = 10;
/// Tables, the fifth of which has no key and the sixth no electors.
pub const TABLES: [(&str, &str); 6] = [
    ("110101001.01.1.0001", "11/01/110101001"),
    ("110101001.02.1.0001", "11/01/110101001"),
    ("110102001.01.1.0001", "11/02/110102001"),
    ("240101001.01.1.0001", "24/01/240101001"),
    ("240101002.01.1.0001", "24/01/240101002"),
    ("240101002.02.1.0001", "24/01/240101002"),
];

/// A generated election with the keys of everybody in it.
pub struct Small {
    /// Where the randomness came from.
    pub seed: u64,
    /// The bytes of its files.
    pub files: ElectionFiles<'static>,
    /// The same, parsed.
    pub election: Election,
}

impl Small {
    /// Makes the election of a seed.
    pub fn new(seed: u64) -> Self {
        println!("generated election of seed {seed}");
        let mut random = random(seed);
        let files = ElectionFiles {
            manifest: manifest(seed).into_bytes().into(),
            candidates: candidates().into_bytes().into(),
            lists: lists(&mut random).into_bytes().into(),
            areas: areas().into_bytes().into(),
            tables: tables(seed, &mut random).into_bytes().into(),
        };
        let election = Election::parse(&files).expect("the generated election has no fault");
        Self { seed, files, election }
    }

    /// The signing key of a table.
    pub fn key(&self, table: TableNo) -> SigningKey {
        test_key(self.seed, self.election.tables.code(table))
    }
}

fn manifest(seed: u64) -> String {
    let key = |name| public_hex(&test_key(seed, name));
    format!(
        r#"format = 1
name = "Generated election {seed}"
country = "Testland"
language = "es"
timezone = "America/Caracas"
opens = "2026-10-04T06:00:00-04:00"
closes = "2026-10-05T00:00:00-04:00"
levels = ["state", "municipality", "centre"]
software = ["{software}"]

[[contests]]
key = "president"
title = "President"

[[contests]]
key = "governor"
title = "Governor of the second state"
areas = ["24"]

[[organisations]]
id = "authority"
name = "Electoral authority"
role = "authority"
key = "{}"

[[organisations]]
id = "list-a"
name = "First party"
role = "party"
key = "{}"

[[organisations]]
id = "watch"
name = "Observers"
role = "observer"

[cosigners]
at_least = 2
not_authority = 1

[clock]
award_hours = 72
challenge_days = 15
gazette_days = 30

[audit]
boxes = "54%"
risk_limit = "0.5%"
"#,
        key("authority"),
        key("list-a"),
        software = super::sheets::software(),
    )
}

fn candidates() -> String {
    let mut text = "contest,candidate,name,colour\n".to_owned();
    for no in 1..=CANDIDATES {
        let colour = if no == 1 { "#1b4d8f" } else { "" };
        writeln!(text, "president,c{no},Candidate {no},{colour}").unwrap();
    }
    text + "governor,g1,\"Quoted, Candidate\",\ngovernor,g2,Candidata Ñusta,\n"
}

fn lists(random: &mut ChaCha8Rng) -> String {
    let mut text = "contest,list,code,candidate\n".to_owned();
    for no in 1..=LISTS {
        let candidate = if no <= CANDIDATES { no } else { 1 + below(random, 10) as usize };
        writeln!(text, "president,LIST {no},{no:02},c{candidate}").unwrap();
    }
    text
}

fn areas() -> String {
    "area,name,address,latitude,longitude\n\
     11,First state,,,\n\
     11/01,First municipality,,,\n\
     11/01/110101001,School one,\"1 Main street, east side\",10.4806,-66.9036\n\
     11/02,Second municipality,,,\n\
     11/02/110102001,School two,,,\n\
     24,Second state,,,\n\
     24/01,Third municipality,,,\n\
     24/01/240101001,School three,,,\n\
     24/01/240101002,School four,,,\n"
        .to_owned()
}

fn tables(seed: u64, random: &mut ChaCha8Rng) -> String {
    let mut text = "table,area,electors,key\n".to_owned();
    for (at, (code, area)) in TABLES.iter().enumerate() {
        let key = if at == 4 { String::new() } else { public_hex(&test_key(seed, code)) };
        let electors = 500 + below(random, 400);
        let electors = if at == 5 { String::new() } else { electors.to_string() };
        writeln!(text, "{code},{area},{electors},{key}").unwrap();
    }
    text
}
