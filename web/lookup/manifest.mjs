// lookup.json: what has to be known before the first question.

import { fromHex } from "./bytes.mjs";
import { parseId } from "./id.mjs";
import { Refused } from "./refused.mjs";

export const MAX_MANIFEST = 8192;
export const MAX_BUCKET = 20000;
export const HEADER = 48;
/** Tag, length of the code, authentication of the cipher. */
export const ENTRY_OVERHEAD = 33;
const ADDRESS = /^(?:https?:\/\/[A-Za-z0-9._~:[\]-][A-Za-z0-9._~:/[\]-]*|\/(?:[A-Za-z0-9._~:[\]-][A-Za-z0-9._~:/[\]-]*)?|\.\.?\/[A-Za-z0-9._~:/[\]-]*)$/;

/** Takes the manifest's bytes apart, and refuses whatever is out of bounds. */
export function parseManifest(bytes) {
  const check = (holds, what) => {
    if (!holds) throw new Refused("W208", what);
  };
  check(bytes.length <= MAX_MANIFEST, "too large");
  let file;
  try {
    file = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new Refused("W208", "not JSON");
  }
  onlyKeys(file, ["format", "election", "build", "mode", "layout", "root", "example", "table_page"], 6);
  check(file.format === "cotejo-lookup-1", "format");
  const { example, table_page: tablePage } = file;
  if (example !== undefined) {
    check(typeof example === "string", "example");
    parseId(example);
  }
  if (tablePage !== undefined) {
    const parts = typeof tablePage === "string" ? tablePage.split("{code}") : [];
    if (parts.length !== 2 || !isAddress(parts.join("x").replace("#", "/"))) throw new Refused("W221", "table_page");
  }
  return {
    election: fromHex(file.election, 32, "W208", "election"),
    build: fromHex(file.build, 32, "W208", "build"),
    root: fromHex(file.root, 32, "W208", "root"),
    mode: parseMode(file.mode),
    layout: parseLayout(file.layout),
    example,
    tablePage,
  };
}

function parseMode(mode) {
  onlyKeys(mode, ["voprf", "argon2id"], 1);
  if (Object.keys(mode).length !== 1) throw new Refused("W208", "two modes");
  if (mode.argon2id !== undefined) {
    onlyKeys(mode.argon2id, ["memory_kib", "passes"], 2);
    const { memory_kib: memory, passes } = mode.argon2id;
    if (!within(memory, 8, 262144) || !within(passes, 1, 16)) throw new Refused("W217", "cost");
    return { kind: 2, memory, passes };
  }
  onlyKeys(mode.voprf, ["public_key", "servers"], 2);
  const { public_key: key, servers } = mode.voprf;
  if (!Array.isArray(servers) || !within(servers.length, 1, 8)) throw new Refused("W208", "servers");
  if (!servers.every(isAddress)) throw new Refused("W221", "servers");
  return { kind: 1, publicKey: fromHex(key, 32, "W207", "public key"), servers: servers.map((server) => server.replace(/\/+$/, "")) };
}

function parseLayout(layout) {
  onlyKeys(layout, ["prefix_bits", "capacity", "code_bytes"], 3);
  const { prefix_bits: prefixBits, capacity, code_bytes: codeBytes } = layout;
  const sound = within(prefixBits, 0, 24) && within(capacity, 1, 65535) && within(codeBytes, 1, 64);
  const entryBytes = ENTRY_OVERHEAD + codeBytes;
  const bodyBytes = HEADER + capacity * entryBytes;
  const bucketBytes = bodyBytes + 32 * prefixBits;
  if (!sound || bucketBytes > MAX_BUCKET) throw new Refused("W205", "layout");
  return { prefixBits, capacity, entryBytes, bodyBytes, bucketBytes };
}

function onlyKeys(object, known, least) {
  const sound = typeof object === "object" && object !== null && !Array.isArray(object);
  if (!sound) throw new Refused("W208", "an object is missing");
  const keys = Object.keys(object);
  if (!keys.every((key) => known.includes(key)) || known.slice(0, least).some((key) => least > 1 && !keys.includes(key))) {
    throw new Refused("W208", "other fields than there should be");
  }
}

function within(number, least, most) {
  return Number.isInteger(number) && number >= least && number <= most;
}

function isAddress(text) {
  return typeof text === "string" && text.length <= 200 && ADDRESS.test(text);
}
