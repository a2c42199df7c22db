// Page and program say the same of every vector.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ristretto255_oprf } from "@noble/curves/ed25519.js";

import { bucketOf, find, pathOf } from "../bucket.mjs";
import { argon, inputOf, question } from "../derive.mjs";
import { parseId } from "../id.mjs";
import { parseManifest } from "../manifest.mjs";
import { hex, json, read, ruleOf, toHex } from "./vectors.mjs";

const { voprf } = ristretto255_oprf;
const derivations = json("derivations.json");
const keys = voprf.deriveKeyPair(hex(derivations.seed), new TextEncoder().encode("cotejo-lookup-v1"));
const manifests = { voprf: parseManifest(read("voprf/lookup.json")), argon2id: parseManifest(read("argon2id/lookup.json")) };

/** Asks as the page does, of a server in this process. */
function ask(manifest, id, key = keys) {
  const { blinded, finish } = question(manifest, id);
  const { evaluated, proof } = voprf.blindEvaluate(key.secretKey, key.publicKey, blinded);
  return finish({ evaluated: toHex(evaluated), proof: toHex(proof) });
}

test("ID numbers have the same spelling", async () => {
  const { cases } = json("ids.json");
  assert.ok(cases.length > 15);
  for (const { typed, id } of cases) {
    if (id === null) assert.equal(await ruleOf(() => parseId(typed)), "W202", typed);
    else assert.equal(parseId(typed), id);
  }
});

test("both modes derive the same bytes", async () => {
  assert.equal(toHex(keys.publicKey), derivations.public_key);
  for (const { id, voprf: byServer, argon2id } of derivations.cases) {
    assert.equal(toHex(ask(manifests.voprf, id)), byServer);
    assert.equal(toHex(await argon(manifests.argon2id, id)), argon2id);
    assert.equal(toHex(voprf.evaluate(keys.secretKey, inputOf(manifests.voprf, id))), byServer);
  }
});

test("two questions for one number have nothing in common", () => {
  const [a, b] = [0, 1].map(() => toHex(question(manifests.voprf, "12345678").blinded));
  assert.notEqual(a, b);
});

test("answers are judged alike", async () => {
  // The vectors answer a question of the program's; here each answer meets a question of the page's, which the right
  // key's answer to another question does not fit either.
  const { cases } = json("questions.json");
  for (const { name, evaluated, proof, rule } of cases) {
    const { finish } = question(manifests.voprf, "12345678");
    assert.equal(await ruleOf(() => finish({ evaluated, proof })), rule ?? "W212", name);
  }
  for (const answer of [null, {}, { evaluated: 5, proof: [] }, { evaluated: "AB".repeat(32), proof: "0".repeat(128) }]) {
    const { finish } = question(manifests.voprf, "12345678");
    assert.equal(await ruleOf(() => finish(answer)), "W213");
  }
  const other = voprf.generateKeyPair();
  assert.equal(await ruleOf(() => ask(manifests.voprf, "12345678", other)), "W212");
});

for (const word of ["voprf", "argon2id"]) {
  test(`visits to the look-up of ${word}`, async () => {
    const manifest = manifests[word];
    const { cases } = json(`${word}.json`);
    assert.ok(cases.some(({ table }) => table === null) && cases.some(({ table }) => table !== null));
    for (const { id, derived, bucket, table } of cases) {
      const bytes = word === "voprf" ? ask(manifest, id) : await argon(manifest, id);
      assert.equal(toHex(bytes), derived);
      const no = bucketOf(manifest, bytes);
      assert.equal(pathOf(no), bucket);
      assert.equal(find(manifest, no, read(`${word}/${bucket}`), bytes), table);
    }
  });
}

test("altered and exchanged buckets are refused", async () => {
  const manifest = manifests.voprf;
  const { derived, bucket } = json("voprf.json").cases[0];
  const bytes = hex(derived);
  const no = bucketOf(manifest, bytes);
  const good = read(`voprf/${bucket}`);
  for (let at = 48; at < good.length; at += 97) {
    const altered = good.slice();
    altered[at] ^= 4;
    assert.equal(await ruleOf(() => find(manifest, no, altered, bytes)), "W210", `byte ${at}`);
  }
  assert.equal(await ruleOf(() => find(manifest, no, good.slice(1), bytes)), "W209");
  assert.equal(await ruleOf(() => find(manifest, no ^ 1, good, bytes)), "W209");
  assert.equal(await ruleOf(() => find(manifest, no, read(`argon2id/${bucket}`), bytes)), "W211");
});

test("manifests are judged alike", async () => {
  const good = new TextDecoder().decode(read("voprf/lookup.json"));
  const rule = (text) => ruleOf(() => parseManifest(new TextEncoder().encode(text)));
  assert.equal(await rule(good), null);
  const cases = [
    ["cotejo-lookup-1", "cotejo-lookup-2", "W208"],
    ['"root"', '"Root"', "W208"],
    ['"capacity": 90', '"capacity": 900', "W205"],
    ['"capacity": 90', '"capacity": 0', "W205"],
    ['"prefix_bits": 3', '"prefix_bits": 25', "W205"],
    ["../mesa/", "javascript:", "W221"],
    ["https://key.example", "key.example", "W221"],
    ["https://key.example", "//key.example", "W221"],
    ["https://key.example", "https:///key", "W221"],
    ["V-12345678", "V", "W202"],
    ['"mode": {', '"mode": {"argon2id": {"memory_kib": 64, "passes": 2},', "W208"],
  ];
  for (const [old, other, expected] of cases) {
    const altered = good.replace(old, other);
    assert.notEqual(altered, good, old);
    assert.equal(await rule(altered), expected, other);
  }
  assert.equal(await rule(" ".repeat(9000)), "W208");
  assert.equal(await rule("[]"), "W208");
});
