//! The message that ML-DSA-44 cosigners sign: `cosigned_message` of tlog-cosignature, in the presentation
//! language of RFC 8446.

use crate::checkpoint::Checkpoint;

const LABEL: &[u8; 12] = b"subtree/v1\n\0";

/// The message over the whole tree of a checkpoint's text; none where that is no checkpoint, or a name is
/// longer than 255 bytes.
pub(super) fn message(cosigner: &str, text: &str, time: u64) -> Option<Vec<u8>> {
    let checkpoint = Checkpoint::parse(text).ok()?;
    let mut message = LABEL.to_vec();
    push_name(&mut message, cosigner)?;
    message.extend(time.to_be_bytes());
    push_name(&mut message, &checkpoint.origin)?;
    message.extend(0_u64.to_be_bytes());
    message.extend(checkpoint.size.to_be_bytes());
    message.extend(checkpoint.root.0);
    Some(message)
}

/// A vector of 1 to 255 bytes.
fn push_name(message: &mut Vec<u8>, name: &str) -> Option<()> {
    message.push(u8::try_from(name.len()).ok().filter(|len| *len > 0)?);
    message.extend(name.as_bytes());
    Some(())
}
