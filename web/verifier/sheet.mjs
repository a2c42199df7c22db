// The signed sheet (docs/formats/sheet.md): its one form, its signature, its names.

import { concat, sha256, toHex, toUtf8 } from "./bytes.mjs";
import { fromQr } from "./base45.mjs";
import { byteString, Reader } from "./cbor.mjs";
import { verify } from "./ed25519.mjs";
import { Refused } from "./refused.mjs";

const MAX_COUNT = 999_999_999;
const MAX_LISTS = 4096;
const MAX_PAYLOAD = 128 + 5 * MAX_LISTS;
const MAX_SIGNED = MAX_PAYLOAD + 96;
const ENVELOPE = "d28443a10127a0";
const U8 = 255;
const U32 = 2 ** 32 - 1;
const U64 = 2n ** 64n - 1n;
const BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The first bytes of every signed sheet, in hexadecimal. */
export const SHEET_STARTS_WITH = ENVELOPE;

/**
 * The sheet, payload and signature in signed bytes. Counts are a number, `null` (no such box), `"blank"` or
 * `"unreadable"`; `closed` is a BigInt, because it may be larger than a number holds exactly.
 */
export function decodeSigned(bytes) {
  bound(bytes, MAX_SIGNED);
  const reader = new Reader(bytes);
  if (toHex(reader.take(7)) !== ENVELOPE) {
    throw new Refused("S101", "The bytes do not start as a signed sheet does.", "Los bytes no empiezan como un acta firmada.");
  }
  const payload = reader.string();
  const signature = reader.string(64);
  reader.end();
  return { sheet: decodePayload(payload), payload, signature };
}

/** Signed bytes of a QR text, which must hold a sheet in its one form. */
export function signedFromQr(text) {
  const bytes = fromQr(text);
  decodeSigned(bytes);
  return bytes;
}

/**
 * The verdict on the signature, `valid`, `invalid` or `not-checkable`: the key is that of the sheet's own table
 * in this election.
 */
export async function signatureVerdict(election, { sheet, payload, signature }) {
  const table = sheet.election_hint === toHex(election.id.subarray(0, 4)) ? election.table(sheet.table) : null;
  if (table === null || table.key === null) return "not-checkable";
  return (await verify(table.key, toBeSigned(election.id, payload), signature)) ? "valid" : "invalid";
}

/** The message that a station signs: the Sig_structure of RFC 9052 section 4.4, bound to the election. */
export function toBeSigned(electionId, payload) {
  const head = concat(Uint8Array.from([0x84, 0x6a]), toUtf8("Signature1"), Uint8Array.from([0x43, 0xa1, 0x01, 0x27]));
  return concat(head, byteString(concat(toUtf8("cotejo/sheet/v1\0"), electionId)), byteString(payload));
}

/** What two signed sheets are to each other: the first that fits of docs/formats/vectors.md. */
export async function relation(election, one, other) {
  if (toHex(one) === toHex(other)) return "same";
  const [a, b] = [decodeSigned(one), decodeSigned(other)];
  if (a.sheet.table !== b.sheet.table || a.sheet.contest !== b.sheet.contest) return "unrelated";
  const verdicts = await Promise.all([signatureVerdict(election, a), signatureVerdict(election, b)]);
  if (verdicts.some((verdict) => verdict !== "valid")) return "not-proven";
  const replaces = async (later, earlier) => later.replaces === toHex((await sha256(earlier)).subarray(0, 8));
  if ((await replaces(b.sheet, one)) || (await replaces(a.sheet, other))) return "correction";
  // There may be a correction between them that nobody brought.
  return Math.abs(Number(a.sheet.serial) - Number(b.sheet.serial)) <= 1 ? "equivocation" : "not-proven";
}

/** The security code of a sheet with this digest: `6NPH-3FTN-MSVN-N53Y-7NAF`. */
export async function securityCode(digest) {
  const name = base32(digest.subarray(0, 10));
  const check = base32((await sha256(toUtf8(`cotejo/security-code/v1\0${name}`))).subarray(0, 5)).slice(0, 4);
  return (name + check).match(/.{4}/g).join("-");
}

/** The security code that somebody typed, as it is printed. A slip is refused, but for one in 2^20. */
export async function readSecurityCode(typed) {
  const plain = typed.replace(/[ -]/g, "");
  const code = plain.replace(/[a-z]/g, (letter) => letter.toUpperCase()).replace(/O/g, "0").replace(/[IL]/g, "1");
  const digits = Array.from(code, (char) => BASE32.indexOf(char));
  if (digits.length === 20 && !digits.includes(-1)) {
    let bits = digits.slice(0, 16).reduce((sum, digit) => (sum << 5n) | BigInt(digit), 0n);
    const name = new Uint8Array(10);
    for (let at = 9; at >= 0; at--, bits >>= 8n) name[at] = Number(bits & 0xffn);
    const whole = await securityCode(name);
    if (whole.replace(/-/g, "") === code) return whole;
  }
  throw new Refused("code", "This is no security code; look for a slip.", "No es un código de seguridad; busque un error al copiar.");
}

function decodePayload(bytes) {
  bound(bytes, MAX_PAYLOAD);
  const reader = new Reader(bytes);
  if (reader.array(17) !== 17 || reader.number(U8) !== 1) {
    throw new Refused("S101", "The bytes are not 17 fields of version 1.", "Los bytes no son 17 campos de la versión 1.");
  }
  const orNull = (read) => (reader.isNull() ? null : read());
  // The order of properties is the order of the fields in the bytes.
  const sheet = {
    version: 1,
    election_hint: toHex(reader.string(4)),
    table: reader.number(U32),
    contest: reader.number(U8),
    part: reader.number(U8),
    parts: reader.number(U8),
    serial: reader.number(U32),
    replaces: orNull(() => toHex(reader.string(8))),
    closed: orNull(() => reader.wide(U64)),
    open_for: orNull(() => reader.number(U32)),
    electors: count(reader),
    voters_machine: count(reader),
    voters_book: count(reader),
    null: count(reader),
    blank: count(reader),
    votes: Array.from({ length: reader.array(MAX_LISTS) }, () => count(reader)),
    software: toHex(reader.string(8)),
  };
  reader.end();
  return sheet;
}

function count(reader) {
  const { number, simple } = reader.simpleOrNumber(MAX_COUNT);
  return simple === undefined ? number : { 20: null, 22: "blank", 23: "unreadable" }[simple];
}

function bound(bytes, most) {
  if (bytes.length > most) {
    throw new Refused("S102", "The record is larger than a sheet can be.", "El registro es mayor que cualquier acta posible.");
  }
}

/** Whole groups of five bits, most significant first. */
function base32(bytes) {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
  return bits.match(/.{5}/g).map((five) => BASE32[parseInt(five, 2)]).join("");
}
