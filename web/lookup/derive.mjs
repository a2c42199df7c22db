// From an ID number to 64 bytes that say where its entry lies and what opens it: by a key server or by Argon2id.

import { ristretto255, ristretto255_oprf } from "@noble/curves/ed25519.js";
import { argon2idAsync } from "@noble/hashes/argon2.js";
import { ascii, concat, fromHex } from "./bytes.mjs";
import { Refused } from "./refused.mjs";

const { voprf } = ristretto255_oprf;
const CONTEXT = ascii("cotejo-lookup-v1");

/** What is derived from: context, election, build, number. */
export function inputOf(manifest, id) {
  return concat(CONTEXT, manifest.election, manifest.build, ascii(id));
}

/** The question for the key server, which says nothing about the number, and how to read its answer. */
export function question(manifest, id, rng) {
  const input = inputOf(manifest, id);
  const { blind, blinded } = voprf.blind(input, rng);
  return {
    blinded,
    /** Checks that the server used the manifest's key; gives the 64 bytes. */
    finish(answer) {
      const evaluated = fromHex(answer?.evaluated, 32, "W213", "element");
      const proof = fromHex(answer?.proof, 64, "W213", "proof");
      try {
        ristretto255.Point.fromBytes(evaluated).assertValidity();
      } catch {
        throw new Refused("W213", "no element");
      }
      try {
        return voprf.finalize(input, blind, evaluated, blinded, manifest.mode.publicKey, proof);
      } catch {
        throw new Refused("W212", "the proof does not hold");
      }
    },
  };
}

/** Argon2id; leaves the page alive meanwhile. */
export function argon(manifest, id, onProgress) {
  const { memory, passes } = manifest.mode;
  return argon2idAsync(inputOf(manifest, id), manifest.build, { m: memory, t: passes, p: 1, dkLen: 64, asyncTick: 50, onProgress });
}
