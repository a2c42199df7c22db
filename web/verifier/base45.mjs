// QR text (docs/formats/qr.md): `CTJ1:` and base45 (RFC 9285) in its one spelling.

import { Refused } from "./refused.mjs";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const TAG = "CTJ1:";
/** What a QR code of version 40 at level M holds in alphanumeric mode. */
const MAX_QR_CHARACTERS = 3391;

/** The bytes of a QR text, taken exactly as it stands: nothing is trimmed, no case is changed. */
export function fromQr(text) {
  if (text.length > MAX_QR_CHARACTERS) {
    throw new Refused("S102", "The text is longer than any QR code.", "El texto es más largo que cualquier código QR.");
  }
  if (!text.startsWith(TAG)) {
    throw new Refused(
      "P407",
      "The text does not start with CTJ1: and so is not a tally sheet of this format.",
      "El texto no empieza con CTJ1: y por eso no es un acta de este formato.",
    );
  }
  return decode(text.slice(TAG.length));
}

/** The QR text of signed bytes. */
export function toQr(bytes) {
  let text = TAG;
  for (let at = 0; at < bytes.length; at += 2) {
    const pair = at + 1 < bytes.length;
    let value = pair ? bytes[at] * 256 + bytes[at + 1] : bytes[at];
    for (let left = pair ? 3 : 2; left > 0; left--) {
      text += ALPHABET[value % 45];
      value = Math.floor(value / 45);
    }
  }
  return text;
}

/** base45: three characters for two bytes, two for a last one; values that do not fit are refused. */
function decode(body) {
  if (body.length % 3 === 1) throw misspelt();
  const bytes = [];
  for (let at = 0; at < body.length; at += 3) {
    const digits = Array.from(body.slice(at, at + 3), (char) => ALPHABET.indexOf(char));
    if (digits.includes(-1)) throw misspelt();
    const value = digits.reduceRight((sum, digit) => sum * 45 + digit, 0);
    if (digits.length === 3) {
      if (value > 0xffff) throw misspelt();
      bytes.push(value >> 8, value & 0xff);
    } else {
      if (value > 0xff) throw misspelt();
      bytes.push(value);
    }
  }
  return Uint8Array.from(bytes);
}

function misspelt() {
  return new Refused(
    "S101",
    "The text is cut, or has a character or spelling that the code does not use.",
    "El texto está cortado, o tiene un carácter o una grafía que el código no usa.",
  );
}
