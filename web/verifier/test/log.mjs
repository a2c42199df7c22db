// A small log to test with: an RFC 6962 tree and notes signed with node's own crypto, by none of the code under test.

import { createHash, generateKeyPairSync, sign } from "node:crypto";

const hash = (...parts) => parts.reduce((state, part) => state.update(part), createHash("sha256")).digest();

/** Records of a log of this size. */
export function records(size) {
  return Array.from({ length: size }, (_, at) => Buffer.from(`record ${at}`));
}

/** Root of the tree of these records, straight from the definition in RFC 6962 section 2.1. */
export function root(leaves) {
  if (leaves.length === 0) return hash();
  if (leaves.length === 1) return hash(Buffer.of(0), leaves[0]);
  const left = split(leaves.length);
  return hash(Buffer.of(1), root(leaves.slice(0, left)), root(leaves.slice(left)));
}

/** Audit path of a record, straight from RFC 6962 section 2.1.1. */
export function path(index, leaves) {
  if (leaves.length === 1) return [];
  const left = split(leaves.length);
  return index < left
    ? [...path(index, leaves.slice(0, left)), root(leaves.slice(left))]
    : [...path(index - left, leaves.slice(left)), root(leaves.slice(0, left))];
}

/** A key pair with its vkey: `{ name, vkey, type, id, privateKey }`. */
export function signer(name, type) {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  return named(name, type, publicKey, privateKey);
}

/** The signer of a key pair under a name. */
export function named(name, type, publicKey, privateKey) {
  const key = publicKey.export({ type: "spki", format: "der" }).subarray(-32);
  const id = hash(`${name}\n`, Buffer.of(type), key).subarray(0, 4);
  const vkey = `${name}+${id.toString("hex")}+${Buffer.concat([Buffer.of(type), key]).toString("base64")}`;
  return { name, type, id, vkey, privateKey, publicKey };
}

/** Text of a checkpoint. */
export function checkpoint(origin, size, rootHash) {
  return `${origin}\n${size}\n${rootHash.toString("base64")}\n`;
}

/** A signature line of the note; `time` in seconds for cosigners. */
export function line({ name, type, id, privateKey }, text, time = 1_800_000_000n) {
  if (type === 1) return lineOf(name, id, sign(null, Buffer.from(text), privateKey));
  const stamp = Buffer.alloc(8);
  stamp.writeBigUInt64BE(time);
  return lineOf(name, id, stamp, sign(null, Buffer.from(`cosignature/v1\ntime ${time}\n${text}`), privateKey));
}

/** A signature line of these bytes. */
export function lineOf(name, ...parts) {
  return `\u2014 ${name} ${Buffer.concat(parts).toString("base64")}\n`;
}

/** Text of a proof file. */
export function proofFile({ index, hashes, note, extra }) {
  const lines = ["c2sp.org/tlog-proof@v1", ...(extra === undefined ? [] : [`extra ${extra}`]), `index ${index}`];
  return [...lines, ...hashes.map((one) => one.toString("base64")), "", note].join("\n");
}

function split(size) {
  let left = 1;
  while (left * 2 < size) left *= 2;
  return left;
}
