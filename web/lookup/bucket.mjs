// A bucket: held against the manifest's root, searched by tag, and at most one entry opened.

import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { ascii, concat, equal } from "./bytes.mjs";
import { HEADER } from "./manifest.mjs";
import { Refused } from "./refused.mjs";

const NONCE = new Uint8Array(12);

/** The number of the bucket for what was derived: its leading bits. */
export function bucketOf(manifest, derived) {
  const prefix = new DataView(derived.buffer, derived.byteOffset).getUint32(0);
  const { prefixBits } = manifest.layout;
  return prefixBits === 0 ? 0 : prefix >>> (32 - prefixBits);
}

/** Where a bucket lies below the look-up's folder. */
export function pathOf(bucket) {
  const hex = bucket.toString(16).padStart(6, "0");
  return `buckets/${hex.slice(0, 2)}/${hex.slice(2, 4)}/${hex.slice(4)}.bin`;
}

/** The table code for what was derived, or null where the roll does not have it. */
export function find(manifest, bucket, bytes, derived) {
  const header = check(manifest, bucket, bytes);
  const { bodyBytes, entryBytes } = manifest.layout;
  const tag = derived.subarray(16, 32);
  let isThere = false;
  for (let at = HEADER; at < bodyBytes; at += entryBytes) {
    const entry = bytes.subarray(at, at + entryBytes);
    if (!equal(entry.subarray(0, 16), tag)) continue;
    isThere = true;
    const code = open(derived.subarray(32, 64), header, entry.subarray(16));
    if (code !== null) return code;
  }
  if (isThere) throw new Refused("W219", "an entry does not open");
  return null;
}

function check(manifest, bucket, bytes) {
  const { layout, mode } = manifest;
  if (bytes.length !== layout.bucketBytes) throw new Refused("W209", "size");
  const header = new Uint8Array(HEADER);
  header.set(ascii("CTJLKUP1"));
  const view = new DataView(header.buffer);
  view.setUint8(8, mode.kind);
  view.setUint8(9, layout.prefixBits);
  view.setUint16(10, layout.capacity);
  view.setUint32(12, bucket);
  header.set(manifest.build, 16);
  if (bytes[8] === 3 - mode.kind) throw new Refused("W211", "mode");
  if (!equal(bytes.subarray(0, HEADER), header)) throw new Refused("W209", "header");
  let hash = sha256(concat(Uint8Array.of(0), bytes.subarray(0, layout.bodyBytes)));
  for (let height = 0; height < layout.prefixBits; height += 1) {
    const at = layout.bodyBytes + 32 * height;
    const neighbour = bytes.subarray(at, at + 32);
    const isRight = (bucket >>> height) & 1;
    hash = sha256(concat(Uint8Array.of(1), ...(isRight ? [neighbour, hash] : [hash, neighbour])));
  }
  if (!equal(hash, manifest.root)) throw new Refused("W210", "the root does not cover it");
  return header;
}

function open(key, header, sealed) {
  let plain;
  try {
    plain = chacha20poly1305(key, NONCE, header).decrypt(sealed);
  } catch {
    return null;
  }
  const [length] = plain;
  const code = plain.subarray(1, 1 + length);
  if (length === 0 || length > plain.length - 1 || plain.subarray(1 + length).some((byte) => byte !== 0)) return null;
  return new TextDecoder().decode(code);
}
