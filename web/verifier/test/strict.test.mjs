// What must not depend on the WebCrypto at hand, and doors that only an odd input opens.

import assert from "node:assert/strict";
import { test } from "node:test";

import { fromBase64, fromUtf8, toUtf8 } from "../bytes.mjs";
import { compareBytes, readCsv } from "../csv.mjs";
import { isGoodKey } from "../ed25519.mjs";
import { readElection } from "../election.mjs";
import { verifyProof } from "../proof.mjs";
import { decodeSigned, signatureVerdict } from "../sheet.mjs";
import { readToml } from "../toml.mjs";
import { cases, election, electionFiles, hex, ruleOf } from "./vectors.mjs";

/** Verdicts on every sheet of the vectors, and on forgeries under weak keys, with WebCrypto replaced. */
async function verdictsWith(replaced) {
  const { subtle } = globalThis.crypto;
  for (const [name, value] of Object.entries(replaced)) Object.defineProperty(subtle, name, { value, configurable: true });
  try {
    for (const { name, bytes, expect } of ["good.json", "tampered.json"].flatMap(cases)) {
      assert.equal(await signatureVerdict(election, decodeSigned(hex(bytes))), expect.signature, name);
    }
    for (const { name, bytes, public: key } of cases("weak-keys.json")) {
      const poisoned = { ...election, table: () => ({ key: hex(key) }) };
      assert.equal(await signatureVerdict(poisoned, decodeSigned(hex(bytes))), "invalid", name);
    }
  } finally {
    for (const name of Object.keys(replaced)) delete subtle[name];
  }
}

test("a WebCrypto that accepts everything makes nothing valid", () => verdictsWith({ importKey: async () => ({}), verify: async () => true }));

test("a WebCrypto without Ed25519 leaves the same verdicts", () =>
  verdictsWith({ importKey: () => Promise.reject(Object.assign(new Error("no such algorithm"), { name: "NotSupportedError" })) }));

test("a WebCrypto that fails for its own reasons gives no verdict", async () => {
  const importKey = () => Promise.reject(new TypeError("out of order"));
  await assert.rejects(verdictsWith({ importKey }), TypeError);
});

test("keys of the vectors are good, and no 31 or 33 bytes are", () => {
  for (const { public: key } of cases("keys.json")) {
    assert.ok(isGoodKey(hex(key)));
    assert.ok(!isGoodKey(hex(key).subarray(1)) && !isGoodKey(hex(`${key}00`)));
  }
});

test("a policy without numbers is a fault, not a pass", async () => {
  for (const policy of [{}, { atLeast: 1 }, { atLeast: NaN, notAuthority: 0 }, { atLeast: -1, notAuthority: 0 }, { atLeast: "2", notAuthority: 0 }]) {
    await assert.rejects(verifyProof(new Uint8Array(), new Uint8Array(), [], policy), TypeError);
  }
});

test("manifests that are not as they must be", async () => {
  const lines = fromUtf8(electionFiles()["election.toml"]);
  const refused = [
    ["format = 1", "format = 2"], ["format = 1", "format = 1.0"], ["format = 1", "toString = 1\nformat = 1"], ["format = 1", "__proto__ = 1\nformat = 1"],
    ["format = 1", "format = 1\nformat = 1"], ["format = 1", "format = 01"], ["format = 1", "format = 1 # bell \u0007"], ["format = 1", "format = 1 x"],
    ["T06:00:00", "T24:00:00"], ["T06:00:00-04:00", "T06:00:00"], ["2026-10-04T06", "2026-02-30T06"], ["2026-10-04T06", "2026-10-06T06"],
    ['title = "President"', 'title = "President"\nseats = 0'], ['role = "party"', 'role = "friend"'], ["at_least = 2", "at_least = -2"],
    ['"54%"', '"540%"'], ['"54%"', '"0.54321%"'], ['levels = ["state", "municipality", "centre"]', "levels = []"], ['key = "governor"', "key = ''"],
  ];
  for (const [old, put] of refused) {
    assert.ok(lines.includes(old), old);
    assert.equal(await ruleOf(() => readElection({ ...electionFiles(), "election.toml": toUtf8(lines.replace(old, put)) })), "E002", put);
  }
  assert.equal(await ruleOf(() => readElection({ ...electionFiles(), "election.toml": toUtf8(lines.replace('"governor"', '"president"')) })), "E004");
  const elsewhere = { ...electionFiles(), "election.toml": Uint8Array.of(0xff, 0x0a) };
  assert.equal(await ruleOf(() => readElection(elsewhere)), "E002");
});

test("TOML that manifests may use", () => {
  const read = readToml('a = "\\u00d1\\n\\"" # comment\r\nb = \'C:\\x\'\nc = [ 1_000, # one\n -2, ]\n[d]\ne = true\n[[f]]\ng = []\n[[f]]\n');
  assert.deepEqual(JSON.parse(JSON.stringify(read)), { a: 'Ñ\n"', b: "C:\\x", c: [1000, -2], d: { e: true }, f: [{ g: [] }, {}] });
});

test("CSV with quotes, line ends inside them and both kinds of line end", () => {
  const rows = readCsv("x.csv", 'a,b\r\n"1 ""x""","two\nlines"\r\n3,\n', "a,b");
  assert.deepEqual(rows, [{ row: 2, fields: ['1 "x"', "two\nlines"] }, { row: 4, fields: ["3", ""] }]);
});

test("texts in the order of their UTF-8 bytes", () => {
  const texts = ["", "a", "a\u0001", "aa", "b", "\u00e9", "\ud7ff", "\ue000", "\uffff", "\u{10000}", "\u{10ffff}"];
  for (const one of texts) {
    for (const other of texts) {
      assert.equal(Math.sign(compareBytes(one, other)), Buffer.compare(Buffer.from(one), Buffer.from(other)), `${one} ${other}`);
    }
  }
});

test("base64 in its one spelling", () => {
  for (let size = 0; size < 70; size++) {
    const bytes = Uint8Array.from({ length: size }, (_, at) => (at * 37 + size) & 0xff);
    assert.deepEqual(fromBase64(Buffer.from(bytes).toString("base64")), bytes);
  }
  for (const text of ["A", "AA", "AAA", "AB==", "AAB=", "A===", "=", "AA=A", "AA==AAAA", "AAAA\n", " AAAA", "AA-_", "AAA\u0661"]) assert.equal(fromBase64(text), null, text);
});
