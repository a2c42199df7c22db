// A proof file (c2sp.org/tlog-proof): that a log holds a record, and who cosigned the log's checkpoint.

import { concat, fromBase64, fromUtf8, same, sha256 } from "./bytes.mjs";
import { COSIGNATURE, isDecimal, NOTE_SIGNATURE, readCheckpoint, readNote, readVkey, verifyNote } from "./note.mjs";
import { Refused } from "./refused.mjs";

const FIRST_LINE = "c2sp.org/tlog-proof@v1";
const MAX_PROOF = 2 ** 18;
const MAX_RECORD = 2 ** 16;
const MAX_HASHES = 63;
const MAX_INDEX = 2n ** 63n - 2n;
const ROLES = ["log", "authority", "party", "observer"];

/** The first line of every proof file. */
export const PROOF_STARTS_WITH = FIRST_LINE;

/**
 * The keys that a person trusts: lines `ROLE VKEY`, ROLE being log, authority, party or observer. Exactly one is
 * the log's; no key stands twice. Blank lines and lines that start with # are skipped.
 */
export async function readKeys(text) {
  const keys = [];
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    const [, role, vkey] = /^(\S+) (\S+)$/.exec(line.trim()) ?? [];
    if (!ROLES.includes(role)) {
      throw new Refused("vkey", `A line of the keys is not "ROLE VKEY": ${line.slice(0, 80)}`, `Una línea de las claves no es "ROL VKEY": ${line.slice(0, 80)}`);
    }
    const key = { role, ...(await readVkey(vkey)) };
    if ((role === "log") !== (key.type === NOTE_SIGNATURE)) {
      throw new Refused("vkey", `${key.name}: a log's key has type 01, a cosigner's 04.`, `${key.name}: la clave de un log tiene tipo 01, la de un cofirmante 04.`);
    }
    // One holder under two names would count twice; the log itself is no witness of the log.
    if (keys.some((other) => same(other.key, key.key))) {
      throw new Refused("vkey", `The key of ${key.name} stands twice.`, `La clave de ${key.name} aparece dos veces.`);
    }
    keys.push(key);
  }
  if (keys.filter(({ role }) => role === "log").length !== 1) {
    throw new Refused("vkey", "Exactly one key must be the log's.", "Exactamente una clave debe ser la del log.");
  }
  return keys;
}

/** The parts of a proof file: `{ extra, index, hashes, note }`. Nothing is verified. */
export function readProof(bytes) {
  if (bytes.length > MAX_PROOF) throw badProof("it is too long", "es demasiado largo");
  const text = fromUtf8(bytes);
  if (text === null) throw badProof("it is not UTF-8", "no es UTF-8");
  const blank = text.indexOf("\n\n");
  if (blank === -1) throw badProof("no empty line before the checkpoint", "falta la línea vacía antes del checkpoint");
  const lines = text.slice(0, blank).split("\n");
  if (lines.shift() !== FIRST_LINE) throw badProof(`the first line is not ${FIRST_LINE}`, `la primera línea no es ${FIRST_LINE}`);
  const extra = lines[0]?.startsWith("extra ") ? fromBase64(lines.shift().slice(6)) : undefined;
  if (extra === null) throw badProof("the extra line is not base64", "la línea extra no es base64");
  const index = lines.shift() ?? "";
  if (!index.startsWith("index ") || !isDecimal(index.slice(6), MAX_INDEX)) throw badProof("not an index", "no es un índice");
  if (lines.length > MAX_HASHES) throw badProof("more hashes than any tree needs", "más huellas de las que un árbol necesita");
  const hashes = lines.map(fromBase64);
  if (hashes.some((hash) => hash?.length !== 32)) throw badProof("a line that is no SHA-256", "una línea que no es un SHA-256");
  return { extra, index: BigInt(index.slice(6)), hashes, note: text.slice(blank + 2) };
}

/**
 * Verifies that the log whose key is among `keys` holds `record`, and counts who cosigned. `policy`, `{ atLeast,
 * notAuthority }`, must be met: an unmet one refuses, as everything else does that is wrong.
 */
export async function verifyProof(bytes, record, keys, policy) {
  // An undefined number would let every proof pass.
  if (![policy.atLeast, policy.notAuthority].every((many) => Number.isSafeInteger(many) && many >= 0)) {
    throw new TypeError("policy must be { atLeast, notAuthority }, both whole numbers");
  }
  if (record.length > MAX_RECORD) throw new Refused("record", "The record is larger than any record of a log.", "El registro es mayor que cualquier registro de un log.");
  const proof = readProof(bytes);
  const note = readNote(proof.note);
  const checkpoint = readCheckpoint(note.text);
  const log = keys.find(({ role }) => role === "log");
  if (checkpoint.origin !== log.name) {
    throw new Refused("origin", `The checkpoint is of ${checkpoint.origin}, not of ${log.name}.`, `El checkpoint es de ${checkpoint.origin}, no de ${log.name}.`);
  }
  const verified = await verifyNote(note, keys);
  if (!verified.some(({ key }) => key === log)) {
    throw new Refused("log-signature", "The checkpoint does not carry the log's signature.", "El checkpoint no lleva la firma del log.");
  }
  const root = await rootFrom(record, proof.index, checkpoint.size, proof.hashes);
  if (root === null || !same(root, checkpoint.root)) {
    throw new Refused("inclusion", "The proof does not lead from the record to the checkpoint's root.", "La prueba no lleva del registro a la raíz del checkpoint.");
  }
  const cosigners = verified.filter(({ key }) => key.type === COSIGNATURE).map(({ key, time }) => ({ name: key.name, role: key.role, key: key.key, time }));
  const notAuthority = cosigners.filter(({ role }) => role !== "authority").length;
  if (cosigners.length < policy.atLeast || notAuthority < policy.notAuthority) {
    const { atLeast, notAuthority: others } = policy;
    throw new Refused(
      "policy",
      `${cosigners.length} cosigned, ${notAuthority} of them not of the authority; at least ${atLeast} and ${others} are asked for.`,
      `Cofirmaron ${cosigners.length}, de ellos ${notAuthority} ajenos a la autoridad; se piden al menos ${atLeast} y ${others}.`,
    );
  }
  return { ...checkpoint, index: proof.index, cosigners, notAuthority, extraIgnored: proof.extra !== undefined };
}

/** The root that the path gives (RFC 9162 section 2.1.3.2); `null` where it cannot be one of this index and size. */
export async function rootFrom(record, index, size, hashes) {
  if (index >= size) return null;
  const node = (left, right) => sha256(concat(Uint8Array.of(1), left, right));
  let [at, last] = [index, size - 1n];
  let root = await sha256(concat(Uint8Array.of(0), record));
  for (const hash of hashes) {
    if (last === 0n) return null;
    if ((at & 1n) === 1n || at === last) {
      root = await node(hash, root);
      while ((at & 1n) === 0n && at !== 0n) {
        at >>= 1n;
        last >>= 1n;
      }
    } else {
      root = await node(root, hash);
    }
    at >>= 1n;
    last >>= 1n;
  }
  return last === 0n ? root : null;
}

function badProof(en, es) {
  return new Refused("proof-form", `This is not a proof file in its one form: ${en}.`, `No es un archivo de prueba en su única forma: ${es}.`);
}
