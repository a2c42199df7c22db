//! A station's sockets: every request goes to its gateway over every route there is.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};
use std::time::{Duration, Instant};

use record::Rule;

use crate::LinkError;
use crate::answer::MAX_ANSWER_BYTES;
use crate::sender::{GatewayNo, Transmit};

use super::failed;
use super::gateway::is_passing;

/// How long one route is listened to before the next.
const TURN: Duration = Duration::from_millis(20);

/// The gateways' addresses, and one socket for each local address to send from.
#[derive(Debug)]
pub struct SenderSocket {
    gateways: Vec<SocketAddr>,
    routes: Vec<UdpSocket>,
}

impl SenderSocket {
    /// Sockets towards these gateways; [`GatewayNo`] is the position here. `routes` are the machine's own addresses
    /// to send from, one for each line it has; without any the system chooses.
    ///
    /// # Errors
    /// T826 without a gateway, T823 where a socket cannot be had.
    pub fn bind(gateways: Vec<SocketAddr>, routes: &[IpAddr]) -> Result<Self, LinkError> {
        if gateways.is_empty() {
            return Err(LinkError::new(Rule::NoRoute, "no address of a gateway"));
        }
        let any = [IpAddr::V4(Ipv4Addr::UNSPECIFIED), IpAddr::V6(Ipv6Addr::UNSPECIFIED)];
        let any = any
            .into_iter()
            .filter(|one| gateways.iter().any(|gateway| gateway.is_ipv4() == one.is_ipv4()));
        let from: Vec<_> = if routes.is_empty() { any.collect() } else { routes.to_vec() };
        let routes: Vec<_> = from.into_iter().map(bind).collect::<Result<_, _>>()?;
        Ok(Self { gateways, routes })
    }

    /// Sends a request over every route that can reach its gateway. A route that is down now is no error.
    ///
    /// # Errors
    /// T826 where there is no such gateway, or no route of its kind.
    pub fn send(&self, transmit: &Transmit) -> Result<(), LinkError> {
        let to = self.gateways.get(transmit.gateway.0);
        let to = to.ok_or_else(|| LinkError::new(Rule::NoRoute, "no such gateway"))?;
        let same = |route: &&UdpSocket| {
            route.local_addr().is_ok_and(|local| local.is_ipv4() == to.is_ipv4())
        };
        let mut routes = self.routes.iter().filter(same).peekable();
        if routes.peek().is_none() {
            return Err(LinkError::new(Rule::NoRoute, format!("none to {to}")));
        }
        // Datagrams may be lost anywhere, also here: what counts is the receipt.
        routes.for_each(|route| drop(route.send_to(&transmit.bytes, to)));
        Ok(())
    }

    /// Waits for a datagram from one of the gateways, at most `timeout`.
    ///
    /// # Errors
    /// T823.
    pub fn receive(&self, timeout: Duration) -> Result<Option<(GatewayNo, Vec<u8>)>, LinkError> {
        let end = Instant::now() + timeout;
        loop {
            for route in &self.routes {
                let left = end.saturating_duration_since(Instant::now());
                let turn = if self.routes.len() == 1 { left } else { left.min(TURN) };
                let turn = turn.max(Duration::from_millis(1));
                if let Some(received) = self.take(route, turn)? {
                    return Ok(Some(received));
                }
            }
            if Instant::now() >= end {
                return Ok(None);
            }
        }
    }

    fn take(
        &self,
        route: &UdpSocket,
        turn: Duration,
    ) -> Result<Option<(GatewayNo, Vec<u8>)>, LinkError> {
        route.set_read_timeout(Some(turn)).map_err(|error| failed("time limit", &error))?;
        let mut bytes = vec![0; MAX_ANSWER_BYTES + 1];
        match route.recv_from(&mut bytes) {
            Ok((length, from)) => {
                bytes.truncate(length);
                let gateway = self.gateways.iter().position(|one| *one == from);
                Ok(gateway.map(|gateway| (GatewayNo(gateway), bytes)))
            }
            Err(error) if is_passing(&error) => Ok(None),
            Err(error) => Err(failed("receive", &error)),
        }
    }
}

fn bind(from: IpAddr) -> Result<UdpSocket, LinkError> {
    UdpSocket::bind((from, 0)).map_err(|error| failed(&format!("bind {from}"), &error))
}
