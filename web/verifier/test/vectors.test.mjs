// Every vector on sheets, QR texts, keys, codes and the election directory, with its expected verdict.

import assert from "node:assert/strict";
import { createPrivateKey, createPublicKey } from "node:crypto";
import { test } from "node:test";

import { toQr } from "../base45.mjs";
import { fromUtf8, sha256, toHex, toUtf8 } from "../bytes.mjs";
import { equationHolds, isGoodKey, verify } from "../ed25519.mjs";
import { checkSeal, readElection } from "../election.mjs";
import { Refused } from "../refused.mjs";
import { brokenRules } from "../rules.mjs";
import { decodeSigned, readSecurityCode, relation, securityCode, signatureVerdict, signedFromQr, toBeSigned } from "../sheet.mjs";
import { all, election, electionFiles, file, hex, ruleOf } from "./vectors.mjs";

test("election id and seal", async () => {
  assert.equal(toHex(election.id), fromUtf8(file("election-id.txt")).trim());
  assert.equal(await checkSeal(election, file("election/election.seal")), "authority");
  assert.equal(await ruleOf(() => checkSeal(election, undefined)), "E008");
  for (let at = 0; at < 139; at++) {
    const damaged = file("election/election.seal");
    damaged[at] ^= 1;
    assert.equal(await ruleOf(() => checkSeal(election, damaged)), "E009", `byte ${at}`);
  }
});

test("keys.json", (context) =>
  all(context, "keys.json", async ({ text, secret, public: key }) => {
    const seed = await sha256(toUtf8(text));
    const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]);
    const spki = createPublicKey(createPrivateKey({ key: der, format: "der", type: "pkcs8" })).export({ type: "spki", format: "der" });
    return toHex(seed) === secret && toHex(spki.subarray(-32)) === key && isGoodKey(hex(key));
  }));

test("weak-keys.json", (context) =>
  all(context, "weak-keys.json", async (one) => {
    const { payload, signature } = decodeSigned(hex(one.bytes));
    const refused = !isGoodKey(hex(one.public)) && one.enrol === "refused" && one.rule === "E007";
    return refused && !(await verify(hex(one.public), toBeSigned(election.id, payload), signature)) && one.signature === "invalid";
  }));

test("a weak key in the manifest is refused", async (context) => {
  await all(context, "weak-keys.json", async ({ public: weak, rule }) => {
    const files = electionFiles();
    const manifest = fromUtf8(files["election.toml"]).replace(/key = "01ac[0-9a-f]+"/, `key = "${weak}"`);
    files["election.toml"] = toUtf8(manifest);
    return manifest.includes(weak) && (await ruleOf(() => readElection(files))) === rule;
  });
});

for (const name of ["good.json", "bad.json", "tampered.json", "spelling.json"]) {
  test(name, (context) => all(context, name, checkSheet));
}

test("flips.json", (context) =>
  all(context, "flips.json", async ({ bytes, verdicts }) => {
    const good = hex(bytes);
    for (let bit = 0; bit < verdicts.length; bit++) {
      const flipped = good.slice();
      flipped[bit >> 3] ^= 1 << bit % 8;
      if ((await judge(flipped)).verdict[0] !== verdicts[bit]) return false;
    }
    context.diagnostic(`${verdicts.length} single-bit changes`);
    return verdicts.length === 8 * good.length;
  }));

test("duplicated.json", (context) =>
  all(context, "duplicated.json", async (one) => (await relation(election, hex(one.first), hex(one.second))) === one.relation));

test("torn.json", (context) =>
  all(context, "torn.json", async ({ kind, whole, cuts }) => {
    for (const { from, to, rule } of cuts) {
      for (let length = from; length <= to; length++) {
        const read = () => (kind === "bytes" ? decodeSigned(hex(whole.slice(0, 2 * length))) : signedFromQr(whole.slice(0, length)));
        if ((await ruleOf(read)) !== rule) return false;
      }
    }
    return true;
  }));

test("qr.json", (context) =>
  all(context, "qr.json", async ({ text, decode, bytes, rule }) => {
    if (decode === "ok") return toHex(signedFromQr(text)) === bytes && toQr(hex(bytes)) === text;
    return rule !== undefined && (await ruleOf(() => signedFromQr(text))) === rule;
  }));

test("security-codes.json", (context) =>
  all(context, "security-codes.json", async ({ typed, decode, code, digest }) => {
    if (decode === "refused") return (await ruleOf(() => readSecurityCode(typed))) === "code";
    return (await readSecurityCode(typed)) === code && (await securityCode(hex(digest))) === code;
  }));

test("election-faults.json", (context) =>
  all(context, "election-faults.json", async ({ file: name, old, new: put, rule, row }) => {
    const files = electionFiles();
    const text = fromUtf8(files[name]);
    files[name] = toUtf8(text.replace(old, () => put));
    if (!text.includes(old)) return false;
    const refused = await readElection(files).then(() => null, (error) => error);
    return refused instanceof Refused && refused.rule === rule && (row === undefined || refused.row === row);
  }));

test("a missing or too large file", async () => {
  for (const name of Object.keys(electionFiles()).filter((one) => one !== "election.seal")) {
    const files = electionFiles();
    delete files[name];
    assert.equal(await ruleOf(() => readElection(files)), "E001");
  }
  const files = electionFiles();
  files["election.toml"] = new Uint8Array(2 ** 20 + 1);
  assert.equal(await ruleOf(() => readElection(files)), "E012");
});

async function judge(bytes) {
  let signed;
  try {
    signed = decodeSigned(bytes);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { verdict: "decode", rule: error.rule };
  }
  return { ...signed, verdict: await signatureVerdict(election, signed) };
}

// The equation alone cannot see that S is written larger than it need be; that is what the bound on S is for.
const ONLY_THE_BOUND_ON_S = "S raised by the group order";

async function checkSheet({ name, bytes, expect }) {
  const data = hex(bytes);
  const { verdict, rule, sheet, payload, signature } = await judge(data);
  if (expect.decode === "refused") return verdict === "decode" && rule === expect.rule;
  if (verdict !== expect.signature) return false;
  // The equation alone must agree, so that it is tested where WebCrypto has already said no.
  const { key } = election.table(sheet.table) ?? {};
  const holds = verdict === "valid" || name === ONLY_THE_BOUND_ON_S;
  if (key && (await equationHolds(key, toBeSigned(election.id, payload), signature)) !== holds) return false;
  assert.deepEqual(brokenRules(election, sheet, verdict), expect.rules);
  if (!expect.sheet) return true;
  assert.deepEqual({ ...sheet, closed: sheet.closed === null ? null : Number(sheet.closed) }, expect.sheet);
  const digest = await sha256(data);
  const named = toHex(digest) === expect.digest && (await securityCode(digest)) === expect.security_code;
  return named && toQr(data) === expect.qr && toHex(signedFromQr(expect.qr)) === bytes;
}
