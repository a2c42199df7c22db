//! `lookup.json`: what a visitor needs to know before the first question.

use record::{Digest, Election, ElectionId, Rule};
use serde::{Deserialize, Serialize};

use crate::oprf::PublicKey;
use crate::{Build, Cost, IdNumber, Layout, LookupError};

/// The manifest's name in the look-up's folder.
pub const MANIFEST_NAME: &str = "lookup.json";
/// Largest manifest, in bytes.
pub const MAX_MANIFEST_BYTES: usize = 8_192;
/// Most key servers.
pub const MAX_SERVERS: usize = 8;
/// Longest address.
pub const MAX_ADDRESS_BYTES: usize = 200;
const FORMAT: &str = "cotejo-lookup-1";

/// A look-up, as its visitors know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// The election and this build.
    pub build: Build,
    /// What opens an entry.
    pub mode: Mode,
    /// How it is divided.
    pub layout: Layout,
    /// The root of the tree over all buckets.
    pub root: Digest,
    /// What the page shows beside.
    pub hints: Hints,
}

/// What opens an entry. The two modes share no byte: what is derived in one opens nothing of the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mode {
    /// A key server's answer (RFC 9497).
    Voprf {
        /// Its public key.
        public_key: PublicKey,
        /// Addresses of servers with this key, tried in order.
        servers: Vec<Address>,
    },
    /// Argon2id, by anybody.
    Argon2id(Cost),
}

/// What the page shows beside the answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// How an ID number is written here.
    pub example: Option<String>,
    /// Address of a table's page, with `{code}` where its code goes.
    pub table_page: Option<Address>,
}

/// An address that can stand in a page and in its security policy: relative, or http(s) with a plain host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(String);

impl Manifest {
    /// Holds it against an election file.
    ///
    /// # Errors
    /// W220 where it is of another election, W222 where a guess costs something else than the file says.
    pub fn check_against(&self, election: &Election) -> Result<(), LookupError> {
        if self.build.election != election.id {
            let detail = format!("it is of election {}", self.build.election);
            return Err(LookupError::new(Rule::LookupOtherElection, detail));
        }
        match (&self.mode, election.manifest.lookup.map(Cost::from)) {
            (Mode::Argon2id(cost), Some(wanted)) if *cost != wanted => {
                Err(LookupError::new(Rule::LookupOtherCost, wanted.unlike(*cost)))
            }
            _ => Ok(()),
        }
    }

    /// Reads a manifest.
    ///
    /// # Errors
    /// W208, or the rule of the field that is out of bounds (W205, W207, W217, W221).
    pub fn parse(bytes: &[u8]) -> Result<Self, LookupError> {
        let wrong = |why: String| LookupError::new(Rule::LookupManifestMalformed, why);
        if bytes.len() > MAX_MANIFEST_BYTES {
            return Err(wrong(format!("more than {MAX_MANIFEST_BYTES} bytes")));
        }
        let file: File = serde_json::from_slice(bytes).map_err(|error| wrong(error.to_string()))?;
        if file.format != FORMAT {
            return Err(wrong(format!("its format is not {FORMAT}")));
        }
        let mode = match file.mode {
            FileMode::Argon2id(cost) => Mode::Argon2id(cost.checked()?),
            FileMode::Voprf { public_key, servers } => {
                if !(1..=MAX_SERVERS).contains(&servers.len()) {
                    return Err(wrong(format!("{} key servers", servers.len())));
                }
                let servers = servers.iter().map(|text| Address::parse(text));
                Mode::Voprf {
                    public_key: PublicKey::parse(&public_key)?,
                    servers: servers.collect::<Result<_, _>>()?,
                }
            }
        };
        let FileLayout { prefix_bits, capacity, code_bytes } = file.layout;
        Ok(Self {
            build: Build { election: file.election, build: file.build },
            mode,
            layout: Layout { prefix_bits, capacity, code_bytes }.checked()?,
            root: file.root,
            hints: Hints::parse(file.example.as_deref(), file.table_page.as_deref())?,
        })
    }

    /// The file.
    pub fn to_json(&self) -> String {
        let Self { build, mode, layout, root, hints } = self;
        let mode = match mode {
            Mode::Argon2id(cost) => FileMode::Argon2id(*cost),
            Mode::Voprf { public_key, servers } => FileMode::Voprf {
                public_key: public_key.to_string(),
                servers: servers.iter().map(|address| address.0.clone()).collect(),
            },
        };
        let Layout { prefix_bits, capacity, code_bytes } = *layout;
        let file = File {
            format: FORMAT.to_owned(),
            election: build.election,
            build: build.build,
            mode,
            layout: FileLayout { prefix_bits, capacity, code_bytes },
            root: *root,
            example: hints.example.clone(),
            table_page: hints.table_page.as_ref().map(|address| address.0.clone()),
        };
        let mut text = serde_json::to_string_pretty(&file).expect("plain data");
        text.push('\n');
        text
    }
}

impl Mode {
    /// The byte that stands in buckets.
    pub fn kind(&self) -> u8 {
        match self {
            Self::Voprf { .. } => 1,
            Self::Argon2id(_) => 2,
        }
    }

    /// The word that stands in the manifest.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Voprf { .. } => "voprf",
            Self::Argon2id(_) => "argon2id",
        }
    }

    pub(crate) fn other_kind(kind: u8) -> u8 {
        3 - kind
    }
}

impl Hints {
    /// Reads the hints.
    ///
    /// # Errors
    /// W202 for an example that is no ID number, W221 for an address that cannot stand in a page.
    pub fn parse(example: Option<&str>, table_page: Option<&str>) -> Result<Self, LookupError> {
        if let Some(example) = example {
            IdNumber::parse(example)?;
        }
        Ok(Self {
            example: example.map(str::to_owned),
            table_page: table_page.map(Address::parse_template).transpose()?,
        })
    }
}

impl Address {
    /// Reads the address of a key server: `https://host:port/path`, or a path on the page's own server.
    ///
    /// # Errors
    /// W221.
    pub fn parse(text: &str) -> Result<Self, LookupError> {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/[]".contains(&byte);
        let wrong = || LookupError::new(Rule::LookupAddressMalformed, short(text));
        let host = |rest: &str| rest.bytes().next().is_some_and(|byte| byte != b'/');
        let placed =
            text.strip_prefix("https://").or(text.strip_prefix("http://")).is_some_and(host)
                || ["/", "./", "../"].iter().any(|start| text.starts_with(start))
                    && !text.starts_with("//");
        let sound = text.len() <= MAX_ADDRESS_BYTES && placed && text.bytes().all(plain);
        if sound { Ok(Self(text.trim_end_matches('/').to_owned())) } else { Err(wrong()) }
    }

    /// Reads the address of table pages, with `{code}` once.
    fn parse_template(text: &str) -> Result<Self, LookupError> {
        let wrong = || LookupError::new(Rule::LookupAddressMalformed, short(text));
        let (before, after) = text.split_once("{code}").ok_or_else(wrong)?;
        // A fragment (`search.html#{code}`) is as good as a path.
        let whole = format!("{before}x{after}").replacen('#', "/", 1);
        Self::parse(&whole).map_err(|_| wrong())?;
        Ok(Self(text.to_owned()))
    }

    /// The address as it stands.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Scheme, host and port, for a security policy. None for a path on the page's own server.
    pub fn origin(&self) -> Option<&str> {
        let host = self.0.find("://")? + 3;
        let end = self.0[host..].find('/').map_or(self.0.len(), |at| host + at);
        self.0.get(..end)
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: String,
    election: ElectionId,
    build: Digest,
    mode: FileMode,
    layout: FileLayout,
    root: Digest,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    example: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    table_page: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
enum FileMode {
    Voprf { public_key: String, servers: Vec<String> },
    Argon2id(Cost),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileLayout {
    prefix_bits: u8,
    capacity: u16,
    code_bytes: u8,
}

fn short(text: &str) -> String {
    text.chars().take(80).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for (text, origin) in [
            ("https://clave.example", Some("https://clave.example")),
            ("https://clave.example:8443/v/", Some("https://clave.example:8443")),
            ("http://[::1]:8474", Some("http://[::1]:8474")),
            ("/clave", None),
            ("../clave", None),
        ] {
            assert_eq!(Address::parse(text).expect(text).origin(), origin);
        }
        let long = format!("https://{}", "a".repeat(200));
        for text in [
            "",
            "clave.example",
            "//clave.example",
            "https://",
            "https:///x",
            "javascript:x",
            "https://a b",
            "https://a;script-src *",
            "https://a\"",
            &long,
        ] {
            let error = Address::parse(text).expect_err(text);
            assert_eq!(error.rule, Rule::LookupAddressMalformed);
        }
        assert!(Hints::parse(Some("V-1"), Some("../mesa/{code}/")).is_ok());
        assert!(Hints::parse(None, Some("../es/search.html#{code}")).is_ok());
        assert!(Hints::parse(None, Some("../es/#search#{code}")).is_err());
        assert!(Hints::parse(None, Some("../mesa/")).is_err());
        assert!(Hints::parse(None, Some("data:{code}")).is_err());
        assert!(Hints::parse(Some("<b>"), None).is_err());
    }
}
