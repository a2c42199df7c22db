use std::collections::BTreeMap;

use record::Rule;
use record::election::StationKey;

use crate::error::ImportError;
use crate::input::Input;

/// Largest key file. Applied before parsing.
const MAX_BYTES: usize = 1 << 20;

/// The public keys of the electoral authority that the operator holds.
///
/// The file is a JSON object from label to 64 hexadecimal digits. A label starts, as the authority's
/// own file names do, with the phase (`o` official, `s` simulated) and the state in two letters, and
/// names the version: `sac-VRCH20240507`. A label without phase and state fits every one of its version;
/// such a key can confirm a signature, and never condemn one.
#[derive(Clone, Debug, Default)]
pub struct BrazilKeys(Vec<LabelledKey>);

#[derive(Clone, Debug)]
struct LabelledKey {
    version: String,
    scope: Option<(char, String)>,
    key: StationKey,
}

/// What a bulletin says of the key it was signed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyFor<'a> {
    /// `VRCH`.
    pub version: &'a str,
    /// `FASE`: `O`, `S` or `T`.
    pub phase: &'a str,
    /// `UNFE`: the state.
    pub state: &'a str,
}

impl BrazilKeys {
    /// Reads a key file.
    ///
    /// # Errors
    /// I312 naming the label.
    pub fn parse(input: &Input<'_>) -> Result<Self, ImportError> {
        let refuse = |detail: String| input.error(Rule::SchemaMismatch, detail);
        if input.bytes.len() > MAX_BYTES {
            return Err(input.error(Rule::InputTooLarge, format!("bound {MAX_BYTES} bytes")));
        }
        let entries: BTreeMap<String, String> =
            serde_json::from_slice(input.bytes).map_err(|error| refuse(error.to_string()))?;
        let keys = entries.into_iter().map(|(label, hex)| {
            let version = version(&label)
                .ok_or_else(|| refuse(format!("label `{label}` names no key version VRCH…")))?;
            let key = const_hex::decode_to_array(&hex)
                .ok()
                .map(StationKey)
                .filter(|key| key.checked().is_some())
                .ok_or_else(|| refuse(format!("`{label}` is not a valid Ed25519 key")))?;
            Ok(LabelledKey { version, scope: scope(&label), key })
        });
        keys.collect::<Result<_, _>>().map(Self)
    }

    /// The keys that may have signed, and for each whether its label fits exactly.
    pub(super) fn find(&self, wanted: KeyFor<'_>) -> impl Iterator<Item = (&StationKey, bool)> {
        self.0.iter().filter(move |one| one.version == wanted.version).filter_map(move |one| {
            match &one.scope {
                None => Some((&one.key, false)),
                Some((phase, state)) => {
                    let fits = wanted.phase == phase.to_string() && wanted.state == state;
                    fits.then_some((&one.key, true))
                }
            }
        })
    }
}

fn version(label: &str) -> Option<String> {
    let (_, rest) = label.split_once("VRCH")?;
    let digits: String =
        rest.trim_start_matches(':').chars().take_while(char::is_ascii_digit).collect();
    (!digits.is_empty()).then_some(digits)
}

/// `sac-…` is the simulated phase in AC.
fn scope(label: &str) -> Option<(char, String)> {
    let (name, _) = label.split_once('-')?;
    let mut letters = name.chars().map(|letter| letter.to_ascii_uppercase());
    let phase = letters.next().filter(|phase| matches!(phase, 'O' | 'S' | 'T'))?;
    let state: String = letters.collect();
    let two_letters = state.len() == 2 && state.bytes().all(|byte| byte.is_ascii_uppercase());
    two_letters.then_some((phase, state))
}
