//! Classic BPF as the kernel's documentation says it (Documentation/networking/filter.rst), for the few
//! instructions that the filter uses; any other stops the test.

use link::filter::Instruction;

/// How many bytes of a packet the program lets pass. A load beyond the packet's end drops it, as in the kernel.
pub fn run(program: &[Instruction], packet: &[u8]) -> u32 {
    let (mut a, mut x, mut cells, mut at) = (0_u32, 0_u32, [0_u32; 16], 0_usize);
    loop {
        let Instruction { code, jump_true, jump_false, k } = program[at];
        at += 1;
        let cell = k as usize;
        match code {
            0x20 => match packet.get(cell..cell + 4) {
                Some(word) => a = u32::from_be_bytes(word.try_into().unwrap()),
                None => return 0,
            },
            0x80 => a = u32::try_from(packet.len()).unwrap(),
            0x00 => a = k,
            0x60 => a = cells[cell],
            0x61 => x = cells[cell],
            0x02 => cells[cell] = a,
            0x0c => a = a.wrapping_add(x),
            0x4c => a |= x,
            0x64 => a <<= k,
            0x74 => a >>= k,
            0xa4 => a ^= k,
            0xac => a ^= x,
            0x05 => at += cell,
            0x15 => at += usize::from(if a == k { jump_true } else { jump_false }),
            0x1d => at += usize::from(if a == x { jump_true } else { jump_false }),
            0x06 => return k,
            0x07 => x = a,
            _ => panic!("instruction {code:#x}"),
        }
    }
}
