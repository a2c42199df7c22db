//! The filter inside the kernel: a classic BPF program that computes a datagram's tag.
//!
//! It is made for one key and one short list of tables to hold back, and attached to the socket with
//! `SO_ATTACH_FILTER`, which needs no privilege. What it drops costs no copy, no wake-up and no memory. It keeps
//! noise out and decides nothing else: everything is checked again behind it, so that a gateway whose kernel takes
//! no filter gives the same answers, only under less of a flood.

mod assemble;

use record::TableNo;

use crate::keys::FilterKey;
use crate::request::{MAGIC, REQUEST_BYTES};
use crate::siphash::{C_ROUNDS, D_ROUNDS, LENGTH_OF_TWO_WORDS, SECOND_WORD, WIDE, initial};

use assemble::Assembler;
pub use assemble::Instruction;

/// Most tables that one program holds back: jumps reach 255 instructions far.
pub const MAX_HELD_BACK: usize = 128;
/// Most instructions that the kernel takes (`BPF_MAXINSNS`).
pub const MAX_INSTRUCTIONS: usize = 4_096;

/// A UDP socket's filter sees the datagram from its UDP header on, of eight bytes, over IPv4 and IPv6 alike.
const UDP_HEADER: u32 = 8;
const TABLE_AT: u32 = UDP_HEADER + 4;
const COUNTER_AT: u32 = UDP_HEADER + 8;
const TAG_AT: [u32; 2] = [UDP_HEADER + 12, UDP_HEADER + 16];

/// A program, ready to be attached.
#[derive(Clone, PartialEq, Eq)]
pub struct Program {
    instructions: Vec<Instruction>,
}

impl Program {
    /// The program that lets requests with a valid tag pass, but not of the tables to hold back. Of these the
    /// first [`MAX_HELD_BACK`] are taken; the gateway drops the others itself.
    pub fn new(key: &FilterKey, held_back: &[TableNo]) -> Self {
        let held_back = &held_back[..held_back.len().min(MAX_HELD_BACK)];
        let mut code = Assembler::default();
        // The cheapest first: almost all that is not meant for this port ends here.
        code.drop_unless_length(UDP_HEADER + u32::try_from(REQUEST_BYTES).expect("a small bound"));
        code.drop_unless_word(UDP_HEADER, u32::from_be_bytes(MAGIC));
        code.load_word(TABLE_AT);
        code.drop_if_one_of(held_back.iter().map(|table| table.0));
        hash(&mut code, key);
        code.accept();
        Self { instructions: code.finish() }
    }

    /// The instructions, in the kernel's encoding.
    pub fn instructions(&self) -> &[Instruction] {
        &self.instructions
    }
}

/// The key is in the instructions, so that they are not shown.
impl std::fmt::Debug for Program {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Program({} instructions)", self.instructions.len())
    }
}

/// HalfSipHash-2-4 of table and counter, step by step as in [`crate::siphash`], held against the tag.
fn hash(code: &mut Assembler, key: &FilterKey) {
    for (cell, word) in (0..).zip(initial(key.bytes())) {
        code.set(cell, word);
    }
    for block in [Block::At(TABLE_AT), Block::At(COUNTER_AT), Block::Is(LENGTH_OF_TWO_WORDS)] {
        xor_block(code, 3, block);
        (0..C_ROUNDS).for_each(|_| round(code));
        xor_block(code, 0, block);
    }
    code.xor_constant(2, WIDE);
    (0..D_ROUNDS).for_each(|_| round(code));
    code.drop_unless_xor_is_word(1, 3, TAG_AT[0]);
    code.xor_constant(1, SECOND_WORD);
    (0..D_ROUNDS).for_each(|_| round(code));
    code.drop_unless_xor_is_word(1, 3, TAG_AT[1]);
}

#[derive(Clone, Copy)]
enum Block {
    At(u32),
    Is(u32),
}

fn xor_block(code: &mut Assembler, cell: u32, block: Block) {
    match block {
        Block::At(offset) => code.xor_word(cell, offset),
        Block::Is(constant) => code.xor_constant(cell, constant),
    }
}

fn round(code: &mut Assembler) {
    half_round(code, 0, 1, 5, Some(16));
    half_round(code, 2, 3, 8, None);
    half_round(code, 0, 3, 7, None);
    half_round(code, 2, 1, 13, Some(16));
}

/// `a += b; b = rotate(b) ^ a; a = rotate(a)`
fn half_round(code: &mut Assembler, a: u32, b: u32, rotate_b: u32, rotate_a: Option<u32>) {
    code.add(a, b);
    code.rotate(b, rotate_b);
    code.xor(b, a);
    if let Some(by) = rotate_a {
        code.rotate(a, by);
        code.store(a);
    }
}
