//! The mode without a key server: Argon2id (RFC 9106). Each guess costs its time and memory, and nothing else.

use argon2::{Algorithm, Argon2, Block, Params, Version};
use record::Rule;
use record::election::LookupEntry;
use serde::{Deserialize, Serialize};

use crate::{Build, Derived, IdNumber, LookupError};

/// What one guess costs. One lane: a browser has no second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cost {
    /// Memory, in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
}

/// Argon2id with its memory, which is used again and again.
pub struct Deriver {
    argon: Argon2<'static>,
    memory: Vec<Block>,
}

impl Cost {
    /// Takes a cost from elsewhere.
    ///
    /// # Errors
    /// W217 outside the bounds.
    pub fn checked(self) -> Result<Self, LookupError> {
        let Self { memory_kib, passes } = self;
        let sound = LookupEntry { memory_kib, passes }.is_sound();
        let wrong = || {
            let detail = format!("{memory_kib} KiB, {passes} passes");
            LookupError::new(Rule::LookupCostOutOfBounds, detail)
        };
        if sound { Ok(self) } else { Err(wrong()) }
    }

    /// How another cost is not this one, which the election file has.
    pub fn unlike(self, other: Self) -> String {
        let Self { memory_kib, passes } = self;
        let (other_kib, other_passes) = (other.memory_kib, other.passes);
        format!(
            "{other_kib} KiB and {other_passes} passes, where the election file has {memory_kib} and {passes}"
        )
    }
}

impl From<LookupEntry> for Cost {
    /// That of an election file, which was read within the bounds.
    fn from(LookupEntry { memory_kib, passes }: LookupEntry) -> Self {
        Self { memory_kib, passes }
    }
}

impl Deriver {
    /// Takes the memory.
    ///
    /// # Errors
    /// W217.
    pub fn new(cost: Cost) -> Result<Self, LookupError> {
        let cost = cost.checked()?;
        let params = Params::new(cost.memory_kib, cost.passes, 1, Some(64))
            .map_err(|error| LookupError::new(Rule::LookupCostOutOfBounds, error.to_string()))?;
        let memory = vec![Block::default(); params.block_count()];
        Ok(Self { argon: Argon2::new(Algorithm::Argon2id, Version::V0x13, params), memory })
    }

    /// What an ID number gives: the input is the password, the build the salt.
    ///
    /// # Errors
    /// None that can be met within the bounds (W217).
    pub fn derive(&mut self, build: &Build, id: &IdNumber) -> Result<Derived, LookupError> {
        let mut out = [0; 64];
        let input = zeroize::Zeroizing::new(build.input(id));
        self.argon
            .hash_password_into_with_memory(&input, &build.build.0, &mut out, &mut self.memory)
            .map_err(|error| LookupError::new(Rule::LookupCostOutOfBounds, error.to_string()))?;
        Ok(Derived::from_bytes(out))
    }
}
