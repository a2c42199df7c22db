// A proof file (c2sp.org/tlog-proof): that a log holds a record, and who cosigned the log's checkpoint.

import { concat, fromBase64, fromUtf8, same, sha256 } from "./bytes.mjs";
import { COSIGNATURE, isDecimal, namedKey, NOTE_SIGNATURE, readCheckpoint, readNote, readVkey, verifyNote } from "./note.mjs";
import { Refused } from "./refused.mjs";

const FIRST_LINE = "c2sp.org/tlog-proof@v1";
// A note of 64 KiB, a record of 64 KiB in base64, 63 hashes and the lines around them.
const MAX_PROOF = 2 ** 16 + 87_380 + 63 * 45 + 200;
const MAX_RECORD = 2 ** 16 - 1;
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
      throw new Refused("vkey", `${key.name}: a log's key has type 01, a cosigner's 04.`, `${key.name}: la clave de un registro tiene tipo 01, la de un cofirmante 04.`);
    }
    keys.push(key);
  }
  if (keys.filter(({ role }) => role === "log").length !== 1) {
    throw new Refused("vkey", "Exactly one key must be the log's.", "Exactamente una clave debe ser la del registro.");
  }
  return unique(keys);
}

/** The keys that the election file states: the log's, and each organisation's under the name `ORIGIN/ID`. */
export async function keysOf({ log, organisations }) {
  if (!log) throw new Refused("E005", "The election file names no log: give its key.", "La definición no nombra ningún registro: dé su clave.");
  const keys = [{ role: "log", ...(await namedKey(log.origin, NOTE_SIGNATURE, log.key)) }];
  for (const { id, role, key } of organisations) {
    if (key) keys.push({ role, ...(await namedKey(`${log.origin}/${id}`, COSIGNATURE, key)) });
  }
  return unique(keys);
}

/** One holder under two names would count twice; and the log itself is no witness of the log. */
function unique(keys) {
  const again = keys.find(({ key }, at) => keys.findIndex((other) => same(other.key, key)) !== at);
  if (again) throw new Refused("vkey", `The key of ${again.name} stands twice.`, `La clave de ${again.name} aparece dos veces.`);
  return keys;
}

/** The parts of a proof file: `{ extra, index, hashes, note }`. Nothing is verified. */
export function readProof(bytes) {
  if (bytes.length > MAX_PROOF) throw badProof("it is too long", "es demasiado largo");
  const text = fromUtf8(bytes);
  if (text === null) throw badProof("it is not UTF-8", "no es UTF-8");
  const blank = text.indexOf("\n\n");
  if (blank === -1) throw badProof("no empty line before the checkpoint", "falta la línea vacía antes del punto de control");
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
  if (record.length === 0 || record.length > MAX_RECORD) {
    throw new Refused("L401", "The record is empty or larger than a log can hold.", "El documento está vacío o excede lo que admite el registro.");
  }
  const proof = readProof(bytes);
  const note = readNote(proof.note);
  const checkpoint = readCheckpoint(note.text);
  const log = keys.find(({ role }) => role === "log");
  if (checkpoint.origin !== log.name) {
    throw new Refused("L414", `The checkpoint is of ${checkpoint.origin}, not of ${log.name}.`, `El punto de control es de ${checkpoint.origin}, no de ${log.name}.`);
  }
  const verified = await verifyNote(note, keys);
  if (!verified.some(({ key }) => key === log)) {
    throw new Refused("L413", "The checkpoint does not carry the log's signature.", "El punto de control no lleva la firma del registro.");
  }
  const root = await rootFrom(record, proof.index, checkpoint.size, proof.hashes);
  if (root === null || !same(root, checkpoint.root)) {
    throw new Refused("L417", "The proof does not lead from the record to the checkpoint's root.", "La prueba no conduce del documento a la raíz del punto de control.");
  }
  const cosigners = verified.filter(({ key }) => key.type === COSIGNATURE).map(({ key, time }) => ({ name: key.name, role: key.role, key: key.key, time }));
  const notAuthority = cosigners.filter(({ role }) => role !== "authority").length;
  if (cosigners.length < policy.atLeast || notAuthority < policy.notAuthority) {
    const { atLeast, notAuthority: others } = policy;
    throw new Refused(
      "L416",
      `${cosigners.length} cosigned, ${notAuthority} of them not of the authority; at least ${atLeast} and ${others} are asked for.`,
      `Cofirmaron ${cosigners.length}, de ellos ${notAuthority} ajenos a la autoridad; se piden al menos ${atLeast} y ${others}.`,
    );
  }
  return { ...checkpoint, index: proof.index, cosigners, notAuthority };
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
  return new Refused("L420", `This is not a proof file in its one form: ${en}.`, `No es un archivo de prueba en su única forma: ${es}.`);
}
