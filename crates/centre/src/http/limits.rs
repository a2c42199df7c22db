//! What one machine on the network may take of a centre.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex};

use serde::{Deserialize, Serialize};

/// Bounds of the HTTP side. Each is named in the configuration; what exceeds one is closed, nothing is queued.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Connections at a time.
    pub connections: usize,
    /// Connections at a time from one address: one IPv4 address, or one IPv6 network of 64 bits.
    pub connections_per_address: usize,
    /// Seconds for the TLS handshake.
    pub handshake_seconds: u64,
    /// Seconds until a request's head has come, also between two requests of a connection.
    pub head_seconds: u64,
    /// Seconds for a whole request and its answer.
    pub request_seconds: u64,
    /// Seconds after which a connection is closed whatever it does; left out, as long as it asks. Streams of news
    /// need it left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connection_seconds: Option<u64>,
    /// HTTP/2: requests of one connection that are being answered at a time.
    pub streams: u32,
    /// HTTP/2: bytes of one request's headers, unpacked.
    pub header_bytes: u32,
    /// HTTP/2: requests of one connection that were cancelled before they were looked at. One more, and the connection
    /// is closed (CVE-2023-44487).
    pub cancelled_streams: usize,
    /// HTTP/2: malformed requests of one connection that are answered with a reset. One more, and it is closed
    /// (CVE-2025-8671).
    pub reset_streams: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 4_096,
            connections_per_address: 64,
            handshake_seconds: 5,
            head_seconds: 10,
            request_seconds: 30,
            connection_seconds: None,
            streams: 100,
            header_bytes: 16 << 10,
            cancelled_streams: 20,
            reset_streams: 100,
        }
    }
}

impl Limits {
    /// For a server behind a proxy or a CDN, where everybody comes from few addresses.
    pub fn of_one_address() -> Self {
        let limits = Self::default();
        Self { connections_per_address: limits.connections, ..limits }
    }

    /// Whether the address of who connects makes a difference.
    const fn look_at_addresses(&self) -> bool {
        self.connections_per_address < self.connections
    }
}

/// Who is connected, counted.
#[derive(Clone, Default)]
pub(super) struct Guests(Arc<Mutex<HashMap<IpAddr, usize>>>);

/// One connection; leaving is dropping it.
pub(super) struct Guest {
    guests: Guests,
    address: IpAddr,
}

impl Guests {
    /// Lets one in, or not. Never more entries than connections: those who left are forgotten.
    pub(super) fn enter(&self, address: IpAddr, limits: &Limits) -> Option<Guest> {
        // Where it makes no difference, nobody notes who it is.
        let nobody = IpAddr::V6(Ipv6Addr::UNSPECIFIED);
        let address = if limits.look_at_addresses() { network(address) } else { nobody };
        let mut here = self.0.lock().expect("no panic while it is held");
        if here.values().sum::<usize>() >= limits.connections {
            return None;
        }
        let of_this = here.entry(address).or_insert(0);
        if *of_this >= limits.connections_per_address {
            return None;
        }
        *of_this += 1;
        Some(Guest { guests: self.clone(), address })
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        let mut here = self.guests.0.lock().expect("no panic while it is held");
        if let Some(count) = here.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                here.remove(&self.address);
            }
        }
    }
}

/// The address that counts: whoever has an IPv6 network of 64 bits has all its addresses.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
            Some(v4) => IpAddr::V4(v4),
            None => {
                let [a, b, c, d, ..] = v6.segments();
                IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
            }
        },
        v4 => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_cannot_take_every_place() {
        let limits = Limits { connections: 3, connections_per_address: 2, ..Limits::default() };
        let guests = Guests::default();
        let at = |text: &str| text.parse::<IpAddr>().expect("an address");
        let first = guests.enter(at("2001:db8::1"), &limits).expect("the first");
        let second = guests.enter(at("2001:db8::ffff"), &limits).expect("the same network");
        assert!(guests.enter(at("2001:db8::2"), &limits).is_none(), "too many of one network");
        let _third = guests.enter(at("192.0.2.1"), &limits).expect("somebody else");
        assert!(guests.enter(at("192.0.2.2"), &limits).is_none(), "too many");
        drop((first, second));
        assert!(guests.enter(at("192.0.2.2"), &limits).is_some());
        let here = guests.0.lock().expect("free").len();
        assert_eq!(here, 1, "those who left are forgotten");
    }
}
