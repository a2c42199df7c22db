//! Where stations send their sheets: the gateways of each organisation.

use std::net::IpAddr;

use curve25519_dalek::MontgomeryPoint;
use serde::{Deserialize, Serialize};

use crate::id::Digest;
use crate::rule::Rule;

use super::{ElectionError, Manifest};

const FILE: &str = "election.toml";
/// Most gateways of an election.
pub const MAX_GATEWAYS: usize = 1_000;
/// Longest name of a host (RFC 1035).
const MAX_HOST_BYTES: usize = 253;

/// One gateway of an organisation: an address for datagrams, one for HTTPS, or both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GatewayEntry {
    /// Id of the organisation that runs it.
    pub organisation: String,
    /// Address for datagrams, `host:port` or `[IPv6]:port`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub udp: Option<String>,
    /// Address for HTTPS, `https://…`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub https: Option<String>,
    /// X25519 public key to which datagrams are sealed, 64 hexadecimal digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
}

impl GatewayEntry {
    /// The bytes of the key, where there is one.
    pub fn key_bytes(&self) -> Option<[u8; 32]> {
        self.key.as_deref().and_then(x25519)
    }
}

/// Checks the gateways of a manifest.
pub(super) fn check(manifest: &Manifest) -> Result<(), ElectionError> {
    if manifest.gateways.len() > MAX_GATEWAYS {
        let detail = format!("{} gateways, at most {MAX_GATEWAYS}", manifest.gateways.len());
        return Err(refused(Rule::GatewayAddressMalformed, detail));
    }
    for (at, gateway) in manifest.gateways.iter().enumerate() {
        check_one(manifest, gateway)?;
        for other in &manifest.gateways[..at] {
            check_pair(gateway, other)?;
        }
    }
    Ok(())
}

fn check_one(manifest: &Manifest, gateway: &GatewayEntry) -> Result<(), ElectionError> {
    let whose = &gateway.organisation;
    if manifest.organisation(whose).is_none() {
        return Err(refused(Rule::ElectionUnknownReference, format!("organisation `{whose}`")));
    }
    if let Some(key) = &gateway.key
        && gateway.key_bytes().is_none()
    {
        return Err(refused(Rule::WeakKey, format!("gateway of {whose}: `{key}`")));
    }
    if gateway.udp.is_some() != gateway.key.is_some() {
        return Err(refused(Rule::GatewayKeyMissing, format!("gateway of {whose}")));
    }
    let udp = gateway.udp.as_deref().filter(|udp| !is_host_and_port(udp));
    let https = gateway.https.as_deref().filter(|https| !is_https(https));
    if let Some(address) = udp.or(https) {
        return Err(refused(Rule::GatewayAddressMalformed, format!("`{address}`")));
    }
    if gateway.udp.is_none() && gateway.https.is_none() {
        let detail = format!("gateway of {whose}: neither `udp` nor `https`");
        return Err(refused(Rule::GatewayAddressMalformed, detail));
    }
    Ok(())
}

fn check_pair(gateway: &GatewayEntry, other: &GatewayEntry) -> Result<(), ElectionError> {
    let same = |a: &Option<String>, b: &Option<String>| a.is_some() && a == b;
    if same(&gateway.udp, &other.udp) || same(&gateway.https, &other.https) {
        let address = gateway.udp.as_ref().or(gateway.https.as_ref());
        let detail = format!("gateway `{}`", address.map_or("", String::as_str));
        return Err(refused(Rule::ElectionDuplicate, detail));
    }
    // A station holds one pass for each organisation, and a pass has one key.
    let both = gateway.key.is_some() && other.key.is_some();
    let same_organisation = gateway.organisation == other.organisation;
    if both && same_organisation != (gateway.key == other.key) {
        let detail = format!("gateways of {} and {}", other.organisation, gateway.organisation);
        return Err(refused(Rule::GatewayKeysDiffer, detail));
    }
    Ok(())
}

/// An X25519 key in lower-case hexadecimal, but not one of small order, with which everybody knows the secret
/// (RFC 7748 §6.1).
fn x25519(text: &str) -> Option<[u8; 32]> {
    let bytes = text.parse::<Digest>().ok()?.0;
    // Any clamped scalar takes exactly the points of small order to zero.
    let secret = MontgomeryPoint(bytes).mul_clamped([1; 32]);
    (secret.0 != [0; 32]).then_some(bytes)
}

fn is_host_and_port(text: &str) -> bool {
    let Some((host, port)) = text.rsplit_once(':') else { return false };
    let plain = port.bytes().all(|byte| byte.is_ascii_digit()) && !port.starts_with('0');
    plain && port.parse::<u16>().is_ok() && is_host(host)
}

/// A name, an IPv4 address, or an IPv6 address in brackets.
fn is_host(host: &str) -> bool {
    if let Some(inside) = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return matches!(inside.parse(), Ok(IpAddr::V6(_)));
    }
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    host.len() <= MAX_HOST_BYTES && host.split('.').all(label)
}

fn is_https(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://") else { return false };
    let authority = rest.split('/').next().unwrap_or_default();
    let path_is_plain =
        rest.bytes().all(|byte| byte.is_ascii_graphic() && !b"?#\\".contains(&byte));
    text.len() <= 1_000 && path_is_plain && (is_host(authority) || is_host_and_port(authority))
}

fn refused(rule: Rule, detail: impl Into<String>) -> ElectionError {
    ElectionError::new(rule, FILE, detail)
}
