// Deterministic CBOR (RFC 8949 section 4.2.1), only what a sheet is made of (docs/formats/sheet.md).

import { Refused } from "./refused.mjs";

const SHORTEST = [24n, 0x100n, 0x10000n, 0x100000000n];

/** Reads items in order. Whatever a sheet never has, or has in another spelling, is refused with S101. */
export class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  /** The next bytes as they stand. */
  take(many) {
    if (many > this.bytes.length - this.at) throw malformed("it ends too early", "termina antes de tiempo");
    this.at += many;
    return this.bytes.subarray(this.at - many, this.at);
  }

  /** Major type and argument (a BigInt) of the next item. */
  head() {
    const first = this.take(1)[0];
    const major = first >> 5;
    const low = first & 31;
    if (low < 24) return [major, BigInt(low)];
    if (major === 7 || low > 27) throw malformed("an item that no sheet has", "un elemento que ningún acta tiene");
    let number = 0n;
    for (const byte of this.take(1 << (low - 24))) number = (number << 8n) | BigInt(byte);
    if (number < SHORTEST[low - 24]) throw malformed("a number not in its shortest form", "un número que no está en su forma más corta");
    return [major, number];
  }

  /** An unsigned integer of at most `most` (a BigInt), as a BigInt. */
  wide(most) {
    const [major, number] = this.head();
    if (major !== 0 || number > most) throw malformed("a number out of its bounds", "un número fuera de sus límites");
    return number;
  }

  /** An unsigned integer of at most `most`, which is below 2^53. */
  number(most) {
    return Number(this.wide(BigInt(most)));
  }

  /** A byte string; of exactly `length` bytes if that is given. */
  string(length) {
    const [major, number] = this.head();
    if (major !== 2 || (length !== undefined && number !== BigInt(length)) || number > BigInt(this.bytes.length)) {
      throw malformed("not a byte string of its length", "no es una cadena de bytes de su longitud");
    }
    return this.take(Number(number));
  }

  /** The length of an array of at most `most` elements. */
  array(most) {
    const [major, number] = this.head();
    if (major !== 4 || number > BigInt(most)) throw malformed("not an array of its length", "no es una lista de su longitud");
    return Number(number);
  }

  /** Steps over a null, if one is next. */
  isNull() {
    const found = this.bytes[this.at] === 0xf6;
    if (found) this.at += 1;
    return found;
  }

  /** `{ number }` for an unsigned integer of at most `most`, `{ simple }` for 20 (false), 22 (null) or 23 (undefined). */
  simpleOrNumber(most) {
    const [major, number] = this.head();
    if (major === 0 && number <= BigInt(most)) return { number: Number(number) };
    if (major === 7 && [20n, 22n, 23n].includes(number)) return { simple: Number(number) };
    throw malformed("not a count", "no es una cifra");
  }

  /** Nothing may follow. */
  end() {
    if (this.at !== this.bytes.length) throw malformed("bytes behind its end", "hay bytes después del final");
  }
}

/** A byte string in its shortest form. */
export function byteString(bytes) {
  const size = bytes.length;
  if (size > 0xffff) throw new RangeError("no byte string of a sheet is that long");
  const head = size < 24 ? [0x40 | size] : size < 0x100 ? [0x58, size] : [0x59, size >> 8, size & 0xff];
  const whole = new Uint8Array(head.length + size);
  whole.set(head);
  whole.set(bytes, head.length);
  return whole;
}

function malformed(en, es) {
  return new Refused("S101", `The bytes are not a sheet in its one form: ${en}.`, `Los bytes no son un acta en su única forma: ${es}.`);
}
