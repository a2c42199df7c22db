// Signed notes, checkpoints and cosignatures (c2sp.org/signed-note, tlog-checkpoint, tlog-cosignature v1).

import { concat, fromBase64, same, sha256, toHex, toUtf8 } from "./bytes.mjs";
import { isGoodKey, verify } from "./ed25519.mjs";
import { Refused } from "./refused.mjs";

const MAX_NOTE = 2 ** 16;
const MAX_SIGNATURES = 64;
const MAX_SIZE = 2n ** 63n - 1n;
const MAX_TIME = 2n ** 63n - 1n;
/** Type of a log's own signature over the note. */
export const NOTE_SIGNATURE = 1;
/** Type of a timestamped cosignature. */
export const COSIGNATURE = 4;

/** The key in a vkey, `name+keyid+base64(type, key)`: `{ name, id, type, key }`. */
export async function readVkey(text) {
  const parts = /^([^+\p{White_Space}\p{Cc}]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(text);
  const bytes = parts && isPlain(parts[1]) ? fromBase64(parts[3]) : null;
  if (!bytes || bytes.length !== 33 || ![NOTE_SIGNATURE, COSIGNATURE].includes(bytes[0])) {
    throw badKey("not a vkey of an Ed25519 key (type 01 or 04)", "no es una vkey de una clave Ed25519 (tipo 01 o 04)");
  }
  const read = await namedKey(parts[1], bytes[0], bytes.slice(1));
  if (toHex(read.id) !== parts[2]) throw badKey(`the key id of ${read.name} does not fit its key`, `el id de la clave de ${read.name} no le corresponde`);
  if (!isGoodKey(read.key)) throw badKey(`the key of ${read.name} is invalid or weak`, `la clave de ${read.name} no es válida o es débil`);
  return read;
}

/** A key with the name under which it signs notes, and the id that follows from both. */
export async function namedKey(name, type, key) {
  const id = (await sha256(concat(toUtf8(`${name}\n`), Uint8Array.of(type), key))).slice(0, 4);
  return { name, id, type, key };
}

/** Text and signature lines of a signed note, `{ text, signatures: [{ name, id, payload }] }`. Nothing is verified. */
export function readNote(note) {
  const bytes = toUtf8(note);
  if (bytes?.length > MAX_NOTE) throw badNote("it is larger than 64 KiB", "excede 64 KiB");
  if (/[\u0000-\u0009\u000b-\u001f]/.test(note) || bytes === null) throw badNote("a control character", "un carácter de control");
  const blank = note.lastIndexOf("\n\n");
  if (blank === -1 || !note.endsWith("\n")) throw badNote("no signatures, or a last line that does not end", "faltan firmas o la última línea no termina");
  const lines = note.slice(blank + 2, -1).split("\n");
  if (lines.length > MAX_SIGNATURES) throw badNote("too many signatures", "demasiadas firmas");
  const signatures = lines.map((line) => {
    const parts = /^\u2014 ([^+\p{White_Space}\p{Cc}]+) ([A-Za-z0-9+/=]+)$/u.exec(line);
    const bytes = parts && fromBase64(parts[2]);
    if (!bytes || bytes.length < 5) throw badNote("a line that is no signature", "una línea que no es una firma");
    return { name: parts[1], id: bytes.subarray(0, 4), payload: bytes.subarray(4) };
  });
  return { text: note.slice(0, blank + 1), signatures };
}

/** Origin, size (a BigInt) and root of a checkpoint's text. Extension lines are refused: nobody could audit them. */
export function readCheckpoint(text) {
  const lines = text.slice(0, -1).split("\n");
  const [origin, size, root] = lines;
  const hash = fromBase64(root ?? "");
  if (lines.length !== 3 || origin === "" || hash?.length !== 32 || !isDecimal(size, MAX_SIZE)) {
    throw new Refused("L419", "The note is not a checkpoint: origin, size and root.", "La nota no es un punto de control: origen, tamaño y raíz.");
  }
  return { origin, size: BigInt(size), root: hash };
}

/**
 * Verifies every signature of a note whose key is known. Lines of unknown keys are ignored; one of a known key
 * that fails refuses the note. Gives the verified, each key once, `[{ key, time }]`; `time` of cosignatures is
 * the latest, in seconds, as a BigInt. Signatures of logs come first, so that a note wrong in two ways has one rule.
 */
export async function verifyNote({ text, signatures }, keys) {
  const verified = new Map();
  const known = signatures.flatMap(({ name, id, payload }) => {
    const key = keys.find((one) => one.name === name && same(one.id, id));
    return key ? [{ key, payload }] : [];
  });
  known.sort((one, other) => one.key.type - other.key.type);
  for (const { key, payload } of known) {
    const time = key.type === COSIGNATURE ? await cosignedAt(key, text, payload) : await signed(key, text, payload);
    const before = verified.get(key);
    verified.set(key, before === undefined || time > before ? time : before);
  }
  return Array.from(verified, ([key, time]) => ({ key, time }));
}

async function signed(key, text, payload) {
  if (!(await verify(key.key, toUtf8(text), payload))) throw forged(key);
  return null;
}

async function cosignedAt(key, text, payload) {
  if (payload.length !== 72) throw forged(key);
  const time = BigInt(`0x${toHex(payload.subarray(0, 8))}`);
  const message = toUtf8(`cosignature/v1\ntime ${time}\n${text}`);
  if (time > MAX_TIME || !(await verify(key.key, message, payload.subarray(8)))) throw forged(key);
  return time;
}

/** Whether a text is a decimal without leading zeros, at most `most` (a BigInt). */
export function isDecimal(text, most) {
  return /^(0|[1-9][0-9]{0,18})$/.test(text ?? "") && BigInt(text) <= most;
}

function isPlain(name) {
  return toUtf8(name) !== null && !/[\u0000-\u001f]/.test(name);
}

function badKey(en, es) {
  return new Refused("vkey", `This key cannot be used: ${en}.`, `Esta clave no se puede usar: ${es}.`);
}

function badNote(en, es) {
  return new Refused("L418", `The checkpoint is not a signed note in its one form: ${en}.`, `El punto de control no es una nota firmada en su única forma: ${es}.`);
}

function forged({ name, type }) {
  return new Refused(type === NOTE_SIGNATURE ? "L413" : "L415", `The signature of ${name} does not verify.`, `La firma de ${name} no verifica.`);
}
