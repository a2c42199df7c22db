//! How much the kernel dropped at a socket: what its filter refused, and what found no room.

use std::fs;
use std::os::fd::AsRawFd as _;

use super::GatewaySocket;

/// Largest table of sockets that is read.
const MAX_TABLE_BYTES: usize = 16 << 20;

/// Datagrams that the kernel dropped at this socket since it was opened; none where the system does not tell
/// (`/proc/net/udp`).
pub fn dropped_in_kernel(socket: &GatewaySocket) -> Option<u64> {
    let link = fs::read_link(format!("/proc/self/fd/{}", socket.as_udp().as_raw_fd())).ok()?;
    let inode = link.to_str()?.strip_prefix("socket:[")?.strip_suffix(']')?.to_owned();
    ["/proc/net/udp", "/proc/net/udp6"].iter().find_map(|table| {
        let text = fs::read_to_string(table).ok().filter(|text| text.len() <= MAX_TABLE_BYTES)?;
        // The tenth field is the inode, the last the drops.
        let mut rows = text.lines().map(|row| row.split_whitespace());
        rows.find_map(|row| {
            let fields: Vec<_> = row.collect();
            let is_this = fields.get(9) == Some(&inode.as_str());
            is_this.then(|| fields.last()?.parse().ok()).flatten()
        })
    })
}
