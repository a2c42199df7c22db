//! A gateway's socket: the filter in front, a large buffer behind it, datagrams in batches.

use std::io::{self, IoSliceMut};
use std::net::{SocketAddr, UdpSocket};
use std::os::fd::AsRawFd as _;
use std::time::Duration;

use nix::sys::socket::sockopt::RcvBufForce;
use nix::sys::socket::{MsgFlags, MultiHeaders, SockaddrStorage, recvmmsg, setsockopt};
use socket2::{Domain, Protocol, SockFilter, Socket, Type};

use record::Rule;

use crate::LinkError;
use crate::filter::Program;
use crate::gateway::Peer;
use crate::request::REQUEST_BYTES;

use super::failed;

/// Bytes asked of the kernel to hold datagrams that were not read yet: some ten thousand requests.
const RECEIVE_BUFFER: usize = 32 << 20;
/// Most datagrams a batch.
const BATCH: usize = 64;
/// One byte more than a request, so that a longer datagram is seen to be longer.
const SLOT_BYTES: usize = REQUEST_BYTES + 1;

/// One receiving socket. Several may be bound to one address, one for each thread.
#[derive(Debug)]
pub struct GatewaySocket {
    socket: UdpSocket,
    filter: Result<(), LinkError>,
}

impl GatewaySocket {
    /// Binds to an address and attaches a filter. Where the kernel takes no filter, the socket works without:
    /// see [`Self::filter`].
    ///
    /// # Errors
    /// T823 where the socket cannot be had.
    pub fn bind(address: SocketAddr, program: &Program) -> Result<Self, LinkError> {
        let socket = Socket::new(Domain::for_address(address), Type::DGRAM, Some(Protocol::UDP));
        let socket = socket.map_err(|error| failed("socket", &error))?;
        if address.is_ipv6() {
            socket.set_only_v6(true).map_err(|error| failed("IPv6 only", &error))?;
        }
        socket.set_reuse_port(true).map_err(|error| failed("reuse port", &error))?;
        enlarge(&socket).map_err(|error| failed("receive buffer", &error))?;
        // Before it is bound, so that nothing unfiltered comes in.
        let filter = attach(&socket, program);
        socket.bind(&address.into()).map_err(|error| failed(&format!("bind {address}"), &error))?;
        Ok(Self { socket: socket.into(), filter })
    }

    /// Whether the kernel filters: T817 with its reason where it does not.
    ///
    /// # Errors
    /// T817.
    pub fn filter(&self) -> Result<(), &LinkError> {
        self.filter.as_ref().copied()
    }

    /// Puts another filter in the place of the one before, in one step.
    ///
    /// # Errors
    /// T817 where the kernel does not take it; the one before stays.
    pub fn attach(&mut self, program: &Program) -> Result<(), LinkError> {
        let attached = attach(&socket2::SockRef::from(&self.socket), program);
        if attached.is_ok() {
            self.filter = Ok(());
        }
        attached
    }

    /// The address it is bound to.
    ///
    /// # Errors
    /// T823.
    pub fn local_addr(&self) -> Result<SocketAddr, LinkError> {
        self.socket.local_addr().map_err(|error| failed("address", &error))
    }

    /// Waits for datagrams, at most `timeout` (not zero), and takes all that are there, up to a batch.
    ///
    /// # Errors
    /// T823.
    pub fn receive<'a>(
        &self,
        batch: &'a mut Batch,
        timeout: Duration,
    ) -> Result<impl Iterator<Item = Received<'a>> + use<'a>, LinkError> {
        self.socket
            .set_read_timeout(Some(timeout))
            .map_err(|error| failed("time limit", &error))?;
        batch.fill(&self.socket).map_err(|error| failed("receive", &error))?;
        Ok(batch.datagrams())
    }

    /// Sends an answer. One that the kernel has no room for is lost, as any datagram may be: it will be asked
    /// for again.
    ///
    /// # Errors
    /// T823.
    pub fn send(&self, bytes: &[u8], to: Peer) -> Result<(), LinkError> {
        match self.socket.send_to(bytes, to.0) {
            Ok(_) => Ok(()),
            Err(error) if is_passing(&error) => Ok(()),
            Err(error) => Err(failed("send", &error)),
        }
    }

    /// The socket, for a shell that waits with others of its own.
    pub fn as_udp(&self) -> &UdpSocket {
        &self.socket
    }
}

/// One datagram of a batch.
#[derive(Clone, Copy, Debug)]
pub struct Received<'a> {
    /// What came; longer ones are cut to one byte more than a request has.
    pub bytes: &'a [u8],
    /// From where.
    pub from: Peer,
}

/// Room for a batch, made once for each thread.
pub struct Batch {
    slots: Vec<[u8; SLOT_BYTES]>,
    headers: MultiHeaders<SockaddrStorage>,
    came: Vec<(usize, SocketAddr)>,
}

impl Default for Batch {
    fn default() -> Self {
        Self {
            slots: vec![[0; SLOT_BYTES]; BATCH],
            headers: MultiHeaders::preallocate(BATCH, None),
            came: Vec::with_capacity(BATCH),
        }
    }
}

impl Batch {
    fn fill(&mut self, socket: &UdpSocket) -> io::Result<()> {
        self.came.clear();
        let mut slices: Vec<_> =
            self.slots.iter_mut().map(|slot| [IoSliceMut::new(slot)]).collect();
        let flags = MsgFlags::MSG_WAITFORONE;
        match recvmmsg(socket.as_raw_fd(), &mut self.headers, slices.iter_mut(), flags, None) {
            Ok(messages) => {
                // A datagram without an address that can be answered counts as none.
                self.came.extend(messages.map(|one| {
                    let from = one.address.as_ref().and_then(address);
                    from.map_or((0, SocketAddr::from(([0, 0, 0, 0], 0))), |from| (one.bytes, from))
                }));
                Ok(())
            }
            Err(error) if is_passing(&error.into()) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    fn datagrams(&self) -> impl Iterator<Item = Received<'_>> {
        self.slots.iter().zip(&self.came).map(|(slot, (length, from))| Received {
            bytes: &slot[..(*length).min(SLOT_BYTES)],
            from: Peer(*from),
        })
    }
}

fn address(of: &SockaddrStorage) -> Option<SocketAddr> {
    let v4 = of.as_sockaddr_in().map(|one| SocketAddr::from((one.ip(), one.port())));
    v4.or_else(|| of.as_sockaddr_in6().map(|one| SocketAddr::from((one.ip(), one.port()))))
}

fn attach(socket: &Socket, program: &Program) -> Result<(), LinkError> {
    let filters: Vec<_> = program
        .instructions()
        .iter()
        .map(|one| SockFilter::new(one.code, one.jump_true, one.jump_false, one.k))
        .collect();
    socket
        .attach_filter(&filters)
        .map_err(|error| LinkError::new(Rule::FilterNotAttached, error.to_string()))
}

/// As large as asked where this process may, else as large as the system lets everybody.
fn enlarge(socket: &Socket) -> io::Result<()> {
    setsockopt(socket, RcvBufForce, &RECEIVE_BUFFER)
        .or_else(|_| socket.set_recv_buffer_size(RECEIVE_BUFFER).map_err(|_| nix::Error::EINVAL))
        .map_err(Into::into)
}

/// Errors that say nothing about the socket: no time left, a signal, no room, or that an earlier answer's address
/// was not there.
pub(super) fn is_passing(error: &io::Error) -> bool {
    use io::ErrorKind as Kind;
    matches!(
        error.kind(),
        Kind::WouldBlock
            | Kind::TimedOut
            | Kind::Interrupted
            | Kind::ConnectionRefused
            | Kind::ConnectionReset
            | Kind::HostUnreachable
            | Kind::NetworkUnreachable
            | Kind::OutOfMemory
    ) || error.raw_os_error() == Some(nix::libc::ENOBUFS)
}
