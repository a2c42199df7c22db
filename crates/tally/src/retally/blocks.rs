//! The plain reader on a file that is read block by block, so that it is never in memory as a whole.

use std::io;

use super::Layout;
use super::groups::Part;
use super::plain::{Plan, Reader};

/// Bytes read at a time: enough to make a read cheap, little enough to stay in the processor's cache.
const BLOCK: usize = 1 << 18;

/// Longest row of a file that is read as plain rows.
const MAX_ROW: usize = 1 << 20;

/// Sums the rows that start in a range of the file; none as soon as one is not plain.
///
/// A range that does not start the body takes up after the first line end at or after the byte before it,
/// which is where the range before it leaves off.
pub(super) fn read(
    read_at: &impl Fn(u64, &mut [u8]) -> io::Result<()>,
    (start, end, len): (u64, u64, u64),
    is_first: bool,
    plan: &Plan,
    layout: &Layout,
) -> io::Result<Option<Part>> {
    let mut reader = Reader::new(plan, layout);
    let mut buffer = Vec::new();
    // Where in the file the buffer starts; the rows before it are read.
    let mut base = if is_first { start } else { start - 1 };
    let mut aligned = is_first;
    while base < end {
        let filled = buffer.len();
        let have = base + size(filled);
        let more = (len - have).min(size(BLOCK));
        buffer.resize(filled + usize::try_from(more).expect("a block"), 0);
        read_at(have, &mut buffer[filled..])?;
        let is_last = have + more == len;
        if is_last && buffer.last().is_some_and(|byte| *byte != b'\n') {
            buffer.push(b'\n');
        }
        let Some(stop) = memchr::memrchr(b'\n', &buffer) else {
            if buffer.len() > MAX_ROW {
                return Ok(None);
            }
            continue;
        };
        let first = if aligned { 0 } else { memchr::memchr(b'\n', &buffer).map_or(0, |at| at + 1) };
        aligned = true;
        let limit = usize::try_from(end - base).unwrap_or(usize::MAX);
        let Some(next) = reader.rows(&buffer[..=stop], first, limit) else { return Ok(None) };
        if is_last || next >= limit {
            break;
        }
        buffer.copy_within(next.., 0);
        buffer.truncate(buffer.len() - next);
        base += size(next);
    }
    Ok(Some(reader.part))
}

fn size(bytes: usize) -> u64 {
    u64::try_from(bytes).expect("sizes fit 64 bits")
}
