// One visit: manifest, question, bucket. The number never leaves this device; nothing is stored.

import { toHex } from "./bytes.mjs";
import { bucketOf, find, pathOf } from "./bucket.mjs";
import { argon, question } from "./derive.mjs";
import { parseId } from "./id.mjs";
import { MAX_BUCKET, MAX_MANIFEST, parseManifest } from "./manifest.mjs";
import { Refused } from "./refused.mjs";

const MAX_ANSWER = 4096;
const PATIENCE_MS = 20000;
const QUIET = { credentials: "omit", referrerPolicy: "no-referrer" };

/** Fetches and reads the manifest of a look-up's folder. */
export async function manifestAt(base) {
  return parseManifest(await file(new URL("lookup.json", base), MAX_MANIFEST));
}

/** The table code for an ID number as typed, or null where the roll does not have it. */
export async function lookUp(base, manifest, typed, onProgress = () => {}) {
  const id = parseId(typed);
  const derived = manifest.mode.kind === 1 ? await ask(base, manifest, id) : await argon(manifest, id, onProgress);
  const bucket = bucketOf(manifest, derived);
  return find(manifest, bucket, await file(new URL(pathOf(bucket), base), MAX_BUCKET), derived);
}

/** The first server that answers at all decides; one that answers wrongly is not made up for by another. */
async function ask(base, manifest, id) {
  for (const server of manifest.mode.servers) {
    const { blinded, finish } = question(manifest, id);
    let response, bytes;
    try {
      // Plain text, so that the browser need not ask first whether it may.
      const body = { method: "POST", body: toHex(blinded), headers: { "content-type": "text/plain" } };
      response = await fetch(new URL(`${server}/v1/evaluate`, base), { ...QUIET, ...body, cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
      bytes = await bounded(response, MAX_ANSWER);
    } catch {
      continue;
    }
    const answer = json(bytes);
    if (response.ok) return finish(answer);
    if (response.status === 429) throw new Refused("W214", "too many", Number.isInteger(answer?.seconds) ? answer.seconds : undefined);
    if (answer?.rule === "W213") throw new Refused("W213", "refused");
  }
  throw new Refused("W215", "no key server answers");
}

async function file(url, most) {
  try {
    const response = await fetch(url, { ...QUIET, signal: AbortSignal.timeout(PATIENCE_MS) });
    if (response.ok) return await bounded(response, most);
  } catch {
    // Told below.
  }
  throw new Refused("W216", "not reached");
}

/** A body of at most so many bytes; more is not read. */
async function bounded(response, most) {
  const reader = response.body.getReader();
  const whole = new Uint8Array(most);
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return whole.slice(0, length);
    if (length + value.length > most) {
      await reader.cancel();
      throw new Error("too large");
    }
    whole.set(value, length);
    length += value.length;
  }
}

function json(bytes) {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}
