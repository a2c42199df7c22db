//! The sheet on an 80 mm roll: one column, a code beside the identity and a larger one at the end.

use super::parts::{Parts, SMALL, pairs, text};
use crate::{
    block::{Align, Block, Share},
    error::PaperError,
};

/// 0.5 mm modules at the top, beside the text.
const TOP_DOTS: u8 = 4;

/// 0.75 mm modules at the end, so that what blurs or creases one size may spare the other.
const END_DOTS: u8 = 6;

/// Room kept for the identity beside the first code.
const CODE_WIDTH: f32 = 33.0;

pub(super) fn blocks(parts: &Parts<'_>) -> Result<Vec<Block>, PaperError> {
    let mut blocks = vec![parts.title(), text(parts.copy_line(), SMALL)];
    blocks.extend(parts.correction());
    blocks.push(Block::Space(1.0));
    blocks.extend(parts.table());
    blocks.push(Block::Space(1.0));
    let codes = parts.codes(TOP_DOTS, Align::Right)?;
    blocks.push(Block::Beside {
        parts: vec![(Share::Rest(1.0), parts.identity()), (Share::Fixed(CODE_WIDTH), codes)],
        gap: 2.0,
    });
    blocks.push(Block::Space(1.5));
    blocks.extend(parts.contest());
    blocks.push(Block::Space(2.0));
    blocks.push(pairs(parts.place()));
    blocks.extend(parts.section("voters"));
    blocks.push(parts.voters());
    blocks.extend(parts.section("votes-heading"));
    blocks.push(parts.votes());
    blocks.extend(parts.section("summary"));
    blocks.push(parts.summary());
    blocks.extend(parts.notes());
    blocks.extend(parts.section("signatures"));
    blocks.push(parts.signatures(1));
    blocks.extend([Block::Space(4.0), Block::Rule(super::parts::THICK), Block::Space(1.0)]);
    blocks.extend(parts.security());
    blocks.push(Block::Space(2.0));
    blocks.extend(parts.digests());
    blocks.push(Block::Space(3.0));
    blocks.extend(parts.codes(END_DOTS, Align::Centre)?);
    blocks.push(text(parts.texts.get("qr-how"), SMALL));
    Ok(blocks)
}
