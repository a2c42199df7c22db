//! The sheet on A4: masthead with a code, votes in two columns, the second code beside the sums and codes at the end.

use super::parts::{Parts, SMALL, THICK, pairs, text};
use crate::{
    block::{Align, Block, Share},
    error::PaperError,
};

/// 0.5 mm modules in the masthead.
const TOP_DOTS: u8 = 4;

/// 0.75 mm modules at the end.
const END_DOTS: u8 = 6;

const GUTTER: f32 = 8.0;

pub(super) fn blocks(parts: &Parts<'_>) -> Result<Vec<Block>, PaperError> {
    let mut left = vec![parts.title(), text(parts.copy_line(), SMALL), Block::Space(1.5)];
    left.extend(parts.contest());
    left.push(Block::Space(2.0));
    left.push(Block::Beside {
        parts: vec![(Share::Rest(1.0), parts.table()), (Share::Rest(1.0), parts.identity())],
        gap: GUTTER,
    });
    let codes = parts.codes(TOP_DOTS, Align::Right)?;
    let mut blocks = parts.correction();
    blocks.push(Block::Beside {
        parts: vec![(Share::Rest(1.0), left), (Share::Fixed(44.0), codes)],
        gap: GUTTER,
    });
    blocks.extend([Block::Space(2.0), Block::Rule(THICK), Block::Space(1.5)]);
    blocks.push(Block::Columns { count: 2, gap: GUTTER, blocks: vec![pairs(parts.place())] });
    blocks.extend(parts.section("votes-heading"));
    blocks.push(Block::Columns { count: 2, gap: GUTTER, blocks: vec![parts.votes()] });
    let mut voters = parts.section("voters");
    voters.push(parts.voters());
    let mut summary = parts.section("summary");
    summary.push(parts.summary());
    blocks.push(Block::Beside {
        parts: vec![(Share::Rest(1.0), voters), (Share::Rest(1.0), summary)],
        gap: GUTTER,
    });
    blocks.extend(parts.notes());
    // Signatures stand right above the code at the end, on the same page: public copies cover them by their distance
    // from it.
    let mut end = parts.section("signatures");
    end.push(parts.signatures(3));
    let mut proof = parts.security();
    proof.push(Block::Space(2.0));
    proof.extend(parts.digests());
    proof.push(Block::Space(2.0));
    proof.push(text(parts.texts.get("qr-how"), SMALL));
    let proof = Block::Beside {
        parts: vec![
            (Share::Rest(1.0), proof),
            (Share::Fixed(50.0), parts.codes(END_DOTS, Align::Right)?),
        ],
        gap: GUTTER,
    };
    end.extend([Block::Space(4.0), Block::Rule(THICK), Block::Space(1.5), proof]);
    blocks.push(Block::Together(end));
    Ok(blocks)
}
