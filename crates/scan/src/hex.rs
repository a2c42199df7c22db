//! Payload bytes as hexadecimal in JSON.

use serde::{Deserialize, Deserializer, Serializer, de::Error};

pub(crate) fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&encode(bytes))
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
    let text = String::deserialize(from)?;
    const_hex::decode(text).map_err(D::Error::custom)
}

pub(crate) fn encode(bytes: &[u8]) -> String {
    const_hex::encode(bytes)
}
