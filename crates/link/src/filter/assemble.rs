//! Classic BPF, as far as the filter needs it: an accumulator, an index register, sixteen cells of memory.
//! Codes are those of `linux/filter.h` and `linux/bpf_common.h`.

/// One instruction, as the kernel encodes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instruction {
    /// What to do.
    pub code: u16,
    /// How many instructions to skip where a comparison holds.
    pub jump_true: u8,
    /// How many where it does not.
    pub jump_false: u8,
    /// The constant, offset or cell.
    pub k: u32,
}

const LOAD_WORD: u16 = 0x20;
const LOAD_LENGTH: u16 = 0x80;
const LOAD_CONSTANT: u16 = 0x00;
const LOAD_CELL: u16 = 0x60;
const LOAD_CELL_INDEX: u16 = 0x61;
const STORE: u16 = 0x02;
const ADD_INDEX: u16 = 0x0c;
const OR_INDEX: u16 = 0x4c;
const SHIFT_LEFT: u16 = 0x64;
const SHIFT_RIGHT: u16 = 0x74;
const XOR_CONSTANT: u16 = 0xa4;
const XOR_INDEX: u16 = 0xac;
const JUMP: u16 = 0x05;
const JUMP_EQUAL: u16 = 0x15;
const JUMP_EQUAL_INDEX: u16 = 0x1d;
const RETURN: u16 = 0x06;
const TO_INDEX: u16 = 0x07;

const DROP: u32 = 0;
const WHOLE: u32 = u32::MAX;

/// Writes a program. Values lie in cells; the accumulator holds what was computed last.
#[derive(Default)]
pub struct Assembler {
    out: Vec<Instruction>,
}

impl Assembler {
    pub fn finish(self) -> Vec<Instruction> {
        self.out
    }

    pub fn accept(&mut self) {
        self.put(RETURN, WHOLE);
    }

    pub fn drop_unless_length(&mut self, length: u32) {
        self.put(LOAD_LENGTH, 0);
        self.drop_unless(JUMP_EQUAL, length);
    }

    pub fn drop_unless_word(&mut self, offset: u32, word: u32) {
        self.load_word(offset);
        self.drop_unless(JUMP_EQUAL, word);
    }

    /// Drops where the accumulator is one of these.
    pub fn drop_if_one_of(&mut self, words: impl ExactSizeIterator<Item = u32>) {
        let many = words.len();
        for (at, word) in words.enumerate() {
            // To the return behind the list.
            let jump_true = u8::try_from(many - at).expect("the list is short enough to jump over");
            self.out.push(Instruction { code: JUMP_EQUAL, jump_true, jump_false: 0, k: word });
        }
        if many > 0 {
            self.put(JUMP, 1);
            self.put(RETURN, DROP);
        }
    }

    /// Drops unless the exclusive or of two cells is a word of the datagram.
    pub fn drop_unless_xor_is_word(&mut self, a: u32, b: u32, offset: u32) {
        self.put(LOAD_CELL, a);
        self.put(LOAD_CELL_INDEX, b);
        self.put(XOR_INDEX, 0);
        self.put(TO_INDEX, 0);
        self.load_word(offset);
        self.drop_unless(JUMP_EQUAL_INDEX, 0);
    }

    pub fn load_word(&mut self, offset: u32) {
        self.put(LOAD_WORD, offset);
    }

    pub fn store(&mut self, cell: u32) {
        self.put(STORE, cell);
    }

    pub fn set(&mut self, cell: u32, word: u32) {
        self.put(LOAD_CONSTANT, word);
        self.store(cell);
    }

    pub fn add(&mut self, cell: u32, other: u32) {
        self.put(LOAD_CELL, cell);
        self.put(LOAD_CELL_INDEX, other);
        self.put(ADD_INDEX, 0);
        self.store(cell);
    }

    /// The accumulator becomes a cell's value rotated to the left; the cell stays.
    pub fn rotate(&mut self, cell: u32, by: u32) {
        self.put(LOAD_CELL, cell);
        self.put(SHIFT_LEFT, by);
        self.put(TO_INDEX, 0);
        self.put(LOAD_CELL, cell);
        self.put(SHIFT_RIGHT, 32 - by);
        self.put(OR_INDEX, 0);
    }

    /// A cell becomes the accumulator, exclusive or another cell.
    pub fn xor(&mut self, cell: u32, other: u32) {
        self.put(LOAD_CELL_INDEX, other);
        self.put(XOR_INDEX, 0);
        self.store(cell);
    }

    pub fn xor_word(&mut self, cell: u32, offset: u32) {
        self.load_word(offset);
        self.xor(cell, cell);
    }

    pub fn xor_constant(&mut self, cell: u32, word: u32) {
        self.put(LOAD_CELL, cell);
        self.put(XOR_CONSTANT, word);
        self.store(cell);
    }

    fn drop_unless(&mut self, code: u16, k: u32) {
        self.out.push(Instruction { code, jump_true: 1, jump_false: 0, k });
        self.put(RETURN, DROP);
    }

    fn put(&mut self, code: u16, k: u32) {
        self.out.push(Instruction { code, jump_true: 0, jump_false: 0, k });
    }
}
