//! Length-prefixed frames between the parent and a worker.

use std::io::{self, ErrorKind, Read, Write};

/// Largest answer a parent accepts from a worker, in bytes: a copy of a large scan. A page with hundreds of codes
/// needs far less.
pub(crate) const MAX_ANSWER_BYTES: u64 = 128 * 1024 * 1024;

pub(crate) fn write(to: &mut impl Write, frame: &[u8]) -> io::Result<()> {
    let length = u64::try_from(frame.len()).map_err(io::Error::other)?;
    to.write_all(&length.to_le_bytes())?;
    to.write_all(frame)?;
    to.flush()
}

/// The next frame, or `None` where the other side closed between two frames.
pub(crate) fn read(from: &mut impl Read, max: u64) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 8];
    let first = loop {
        match from.read(&mut length) {
            Ok(got) => break got,
            Err(e) if e.kind() == ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    };
    if first == 0 {
        return Ok(None);
    }
    from.read_exact(&mut length[first..])?;
    let length = u64::from_le_bytes(length);
    if length > max {
        let message = format!("a frame of {length} bytes is over the limit of {max}");
        return Err(io::Error::new(ErrorKind::InvalidData, message));
    }
    let mut frame = Vec::new();
    let got = from.take(length).read_to_end(&mut frame)?;
    if u64::try_from(got).map_err(io::Error::other)? != length {
        return Err(ErrorKind::UnexpectedEof.into());
    }
    Ok(Some(frame))
}

#[cfg(test)]
mod tests {
    use super::{read, write};

    #[test]
    fn frames_come_back_whole_or_not_at_all() {
        let mut pipe = Vec::new();
        write(&mut pipe, b"sheet").expect("memory");
        write(&mut pipe, b"").expect("memory");
        let mut from = pipe.as_slice();
        assert_eq!(read(&mut from, 5).expect("whole").as_deref(), Some(b"sheet".as_slice()));
        assert_eq!(read(&mut from, 5).expect("whole").as_deref(), Some(b"".as_slice()));
        assert_eq!(read(&mut from, 5).expect("closed"), None);
        assert!(read(&mut pipe.as_slice(), 4).is_err(), "over the limit");
        assert!(read(&mut &pipe[..10], 5).is_err(), "cut inside a frame");
        assert!(read(&mut &pipe[..3], 5).is_err(), "cut inside a length");
    }
}
