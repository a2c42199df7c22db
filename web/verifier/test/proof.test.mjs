// Proof files: good ones of every index of many trees, and every way to damage or forge one.

import assert from "node:assert/strict";
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import { test } from "node:test";

import { toHex } from "../bytes.mjs";
import { readKeys, rootFrom, verifyProof } from "../proof.mjs";
import { verifyAll } from "../verify.mjs";
import { checkpoint, line, lineOf, named, path, proofFile, records, root, signer } from "./log.mjs";
import { election, electionFiles, cases, hex, ruleOf } from "./vectors.mjs";

const ORIGIN = "example.org/election";
const LOG = signer(ORIGIN, 1);
const AUTHORITY = signer("example.org/authority", 4);
const PARTY = signer("example.org/party", 4);
const OBSERVER = signer("example.org/observer", 4);
const STRANGER = signer("example.org/stranger", 4);
const VKEYS = `log ${LOG.vkey}\nauthority ${AUTHORITY.vkey}\nparty ${PARTY.vkey}\nobserver ${OBSERVER.vkey}\n`;
const KEYS = await readKeys(VKEYS);
const POLICY = { atLeast: 2, notAuthority: 1 };
const LEAVES = records(13);

/** A good proof of one record, with parts to change. */
function make({ index = 5, leaves = LEAVES, origin = ORIGIN, log = LOG, cosigners = [AUTHORITY, PARTY], more = "", hashes, extra, text } = {}) {
  const body = text ?? checkpoint(origin, leaves.length, root(leaves));
  const signed = [log, ...cosigners].map((one) => line(one, body)).join("") + more;
  return proofFile({ index, hashes: hashes ?? path(index, leaves), note: `${body}\n${signed}`, extra });
}

const check = (text, record = LEAVES[5], policy = POLICY, keys = KEYS) => verifyProof(Buffer.from(text), record, keys, policy);
const refusal = (...given) => ruleOf(() => check(...given));

test("every index of every tree up to 70, and no other", async (context) => {
  let good = 0;
  let wrong = 0;
  for (let size = 1; size <= 70; size++) {
    const leaves = records(size);
    const head = toHex(root(leaves));
    for (let index = 0; index < size; index++) {
      const hashes = path(index, leaves);
      const found = await rootFrom(leaves[index], BigInt(index), BigInt(size), hashes);
      assert.equal(found && toHex(found), head, `${index} of ${size}`);
      good += 1;
      const others = [[index + 1, size, hashes], [index, size, hashes.slice(1)], [index, size, hashes.slice(0, -1)], [index, size, [...hashes, root([])]], [size, size, hashes]];
      if (index > 0) others.push([index - 1, size, hashes], [0, size, hashes]);
      for (const [at, of, given] of others) {
        if (at === index && given.length === hashes.length) continue;
        const other = await rootFrom(leaves[index], BigInt(at), BigInt(of), given);
        assert.ok(other === null || toHex(other) !== head, `${at} of ${of} for ${index} of ${size}`);
        wrong += 1;
      }
    }
  }
  context.diagnostic(`${good} good proofs accepted, ${wrong} wrong ones refused`);
});

test("whole proof files of many trees", async (context) => {
  let good = 0;
  for (const size of [1, 2, 3, 4, 5, 7, 8, 9, 16, 31, 33]) {
    const leaves = records(size);
    for (const index of new Set([0, size >> 1, size - 1])) {
      const found = await check(make({ index, leaves }), leaves[index]);
      assert.deepEqual([found.origin, found.size, found.index, found.cosigners.length, found.notAuthority], [ORIGIN, BigInt(size), BigInt(index), 2, 1]);
      good += 1;
      assert.equal(await refusal(make({ index, leaves }), Buffer.from("another record")), "L417");
    }
  }
  context.diagnostic(`${good} proof files accepted`);
});

test("every single-byte damage is refused or changes nothing that was verified", async (context) => {
  const stranger = line(STRANGER, checkpoint(ORIGIN, LEAVES.length, root(LEAVES)));
  const good = Buffer.from(make({ extra: "YWJj", more: stranger }));
  const meaning = ({ origin, size, root: head, index, cosigners }) => JSON.stringify([origin, String(size), toHex(head), String(index), cosigners.map(({ name, role, time }) => [name, role, String(time)])]);
  const before = meaning(await check(good));
  const counts = { refused: 0, harmless: 0 };
  const free = good.indexOf("YWJj");
  const unsigned = good.indexOf(`\u2014 ${STRANGER.name}`);
  for (let at = 0; at < good.length; at++) {
    for (const change of [1 << at % 8, 0x20 ^ (at % 8)]) {
      const damaged = Buffer.from(good);
      damaged[at] ^= change;
      const rule = await ruleOf(async () => assert.equal(meaning(await check(damaged)), before, `byte ${at}`));
      counts[rule === null ? "harmless" : "refused"] += 1;
      const covered = (at < free || at >= free + 4) && at < unsigned;
      assert.ok(!covered || rule !== null, `byte ${at} of what is signed or bound`);
    }
  }
  for (let length = 0; length < unsigned; length++) assert.notEqual(await refusal(good.subarray(0, length)), null, `cut to ${length}`);
  context.diagnostic(`${good.length} bytes: ${counts.refused} damages refused, ${counts.harmless} in the extra line or a stranger's signature without effect`);
});

test("forged, missing and unknown signatures", async () => {
  const body = checkpoint(ORIGIN, LEAVES.length, root(LEAVES));
  const other = checkpoint(ORIGIN, LEAVES.length, root(records(12)));
  assert.equal(await refusal(make({ log: signer(ORIGIN, 1) })), "L413", "another key of the log's name");
  assert.equal(await refusal(make({ cosigners: [AUTHORITY, STRANGER] })), "L416", "an unknown cosigner does not count");
  assert.equal(await refusal(make({ cosigners: [AUTHORITY] })), "L416");
  assert.equal(await refusal(make({ cosigners: [] })), "L416");
  const forgedBy = (one) => lineOf(one.name, one.id, Buffer.alloc(one.type === 1 ? 64 : 72, 7));
  assert.equal(await refusal(make({ more: forgedBy(OBSERVER) })), "L415", "a known key that fails refuses, even if the policy is met");
  assert.equal(await refusal(make({ more: forgedBy(LOG) })), "L413");
  assert.equal(await refusal(make({ more: line(OBSERVER, other) })), "L415", "a cosignature of another checkpoint");
  assert.equal(await refusal(make({ more: lineOf(OBSERVER.name, OBSERVER.id, Buffer.alloc(71)) })), "L415");
  // A log's signature is none of a cosigner, and the other way round.
  assert.equal(await refusal(make({ more: line({ ...OBSERVER, type: 1 }, body) })), "L415");
  assert.equal(await refusal(make({ log: { ...LOG, type: 4 } })), "L413");
  // A key id of a known key under another name, and a known name with another id, are unknown keys.
  assert.equal(await refusal(make({ more: forgedBy({ ...OBSERVER, name: "example.org/nobody" }) })), null);
  assert.equal(await refusal(make({ more: forgedBy({ ...OBSERVER, id: Buffer.from([1, 2, 3, 4]) }) })), null);
  assert.equal(await refusal(make({ cosigners: [PARTY, PARTY] })), "L416", "one cosigner twice counts once");
  assert.equal(await refusal(make({ cosigners: [AUTHORITY, PARTY, OBSERVER] }), LEAVES[5], { atLeast: 3, notAuthority: 2 }), null);
  assert.equal(await refusal(make({ cosigners: [AUTHORITY, PARTY] }), LEAVES[5], { atLeast: 2, notAuthority: 2 }), "L416");
});

test("times of cosignatures", async () => {
  const body = checkpoint(ORIGIN, LEAVES.length, root(LEAVES));
  const found = await check(make({ more: line(PARTY, body, 2n ** 63n - 1n) + line(PARTY, body, 0n) }));
  assert.deepEqual(found.cosigners.map(({ time }) => time), [1_800_000_000n, 2n ** 63n - 1n]);
  assert.equal(await refusal(make({ more: line(OBSERVER, body, 2n ** 63n) })), "L415");
});

test("another origin", async () => {
  const text = checkpoint("example.org/other", LEAVES.length, root(LEAVES));
  assert.equal(await refusal(make({ text })), "L414");
  assert.equal(await refusal(make({ text, log: signer("example.org/other", 1) })), "L414");
});

test("other spellings of a proof", async () => {
  const good = make();
  const [head, foot] = [root(LEAVES).toString("base64"), path(5, LEAVES)[0].toString("base64")];
  const spellings = {
    "L420": [
      good.replace("index 5", "index 05"), good.replace("index 5", "index +5"), good.replace("index 5", "index 5 "), good.replace("index 5\n", ""),
      good.replace("index 5", "Index 5"), good.replace("index 5", "index 9223372036854775807"), good.replace("@v1", "@v2"), `\ufeff${good}`, `\n${good}`,
      good.replaceAll("\n", "\r\n"), good.replace("index 5", "extra YWJj\nextra YWJj\nindex 5"), good.replace("index 5", "extra YWI\nindex 5"),
      good.replace("index 5", "extra YWJ=\nindex 5"), good.replace("index 5", "extra\nindex 5"), good.replace(foot, `${foot} `), good.replace(foot, "AAAA"), good.replace(foot, foot.replaceAll("=", "")),
      good.replace(foot, `${foot}\n`.repeat(64).trim()), good + "A".repeat(2 ** 18),
    ],
    "L418": [
      good.slice(0, -1), `${good}\n`, `${good}x\n`, good.replace("\n13\n", "\n\t13\n"), good.replace("\u2014", "-"), good.replaceAll("\u2014", "\u2014 "),
      good + lineOf("a", Buffer.alloc(8)).repeat(101), good + "\u2014 name\n", good + "\u2014 a+b AAAAAAAA\n", good + "\u2014 a\u00a0b AAAAAAAA\n",
    ],
    L419: [
      good.replace("\n13\n", "\n013\n"), good.replace("\n13\n", "\n\u066113\n"), good.replace("\n13\n", "\n-13\n"), good.replace("\n13\n", "\n9223372036854775808\n"),
      good.replace("\n13\n", "\n"), good.replace(head, head.replace("=", "")), good.replace(head, `${head} `), good.replace(head, ""),
    ],
  };
  for (const [rule, texts] of Object.entries(spellings)) {
    for (const text of texts) {
      assert.notEqual(text, good);
      assert.equal(await refusal(text), rule, JSON.stringify(text.slice(0, 160)));
    }
  }
  assert.equal(await refusal(good.replace("index 5", "extra \nindex 5")), null, "an empty extra line is base64 of nothing");
});

test("size zero, and an index at or behind the end", async () => {
  assert.equal(await refusal(make({ text: checkpoint(ORIGIN, 0, root([])), hashes: [] })), "L417");
  assert.equal(await refusal(make({ index: 13, hashes: path(5, LEAVES) })), "L417");
});

test("keys in other spellings, twice or without the log", async () => {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const one = named("example.org/one", 4, publicKey, privateKey);
  const again = named("example.org/again", 4, publicKey, privateKey);
  const weak = Buffer.concat([Buffer.of(4, 1), Buffer.alloc(31)]);
  const weakId = createHash("sha256").update("w\n").update(weak).digest().subarray(0, 4).toString("hex");
  const log = `log ${LOG.vkey}\n`;
  const bad = [
    "", `party ${one.vkey}`, log + log, `${log}party ${one.vkey}\nparty ${again.vkey}`, `${log}log ${signer("other", 1).vkey}`, `${log}${one.vkey}`,
    `${log}friend ${one.vkey}`, `${log}party ${one.vkey}x`, `${log}party ${one.vkey.replace("one", "two")}`, `log ${one.vkey}`, `${log}party ${signer("p", 1).vkey}`,
    `${log}party ${signer("p", 2).vkey}`, `${log}party w+${weakId}+${weak.toString("base64")}`, `${log}party +${one.vkey}`,
  ];
  for (const text of bad) assert.equal(await ruleOf(() => readKeys(text)), "vkey", text);
  assert.equal((await readKeys(`# comment\r\n\r\n${log}party ${one.vkey}`)).length, 2);
});

test("the front door: a sheet, its election and its proof together", async () => {
  const good = cases("good.json")[0];
  const leaves = [Buffer.from("the election"), Buffer.from(hex(good.bytes)), ...records(4)];
  const given = { files: electionFiles(), text: good.expect.qr, proof: make({ index: 1, leaves }), vkeys: VKEYS };
  const result = await verifyAll(given);
  assert.equal(result.verdict, "good", JSON.stringify(result, null, 1));
  assert.deepEqual([result.election.seal.verdict, result.sheet.verdict, result.inclusion.verdict], ["valid", "valid", "included"]);
  assert.deepEqual(result.inclusion.policy, election.cosigners, "the policy is that of the election file");
  assert.equal(result.sheet.lists[0].name, "LIST 1");
  assert.equal(result.sheet.lists[0].candidate, "Candidate 1");
  assert.deepEqual(JSON.parse(JSON.stringify(result)), result, "the result is plain");

  assert.equal((await verifyAll({ ...given, proof: make({ index: 2, leaves }) })).inclusion.rule, "L417");
  assert.equal((await verifyAll({ ...given, policy: { atLeast: 3, notAuthority: 1 } })).inclusion.rule, "L416");
  assert.equal((await verifyAll({ ...given, files: null })).verdict, "open");
  assert.equal((await verifyAll({ ...given, proof: null })).verdict, "good");
  assert.equal((await verifyAll({ ...given, vkeys: null })).inclusion.rule, "E005");
  assert.equal((await verifyAll({ ...given, record: leaves[2] })).sheet.rule, "record");
  assert.equal((await verifyAll({ ...given, text: null, record: hex(good.bytes) })).verdict, "good");
  assert.equal((await verifyAll({ ...given, text: null })).inclusion.rule, "record");
  const other = electionFiles();
  other["areas.csv"] = Buffer.concat([other["areas.csv"], Buffer.from("25,Third,,,\n")]);
  const elsewhere = await verifyAll({ ...given, files: other });
  assert.deepEqual([elsewhere.verdict, elsewhere.election.rule, elsewhere.sheet.verdict], ["bad", "E009", "not-checkable"]);
  assert.equal((await verifyAll({ files: electionFiles() })).verdict, "open");
});

test("an election that names its log: the proof carries the record, and no keys are given", async () => {
  const keyOf = (name) => {
    const { secret } = cases("keys.json").find((one) => one.name === name);
    const privateKey = createPrivateKey({ key: Buffer.from(`302e020100300506032b657004220420${secret}`, "hex"), format: "der", type: "pkcs8" });
    return [createPublicKey(privateKey), privateKey];
  };
  const files = electionFiles();
  delete files["election.seal"];
  const logKey = Buffer.from(LOG.vkey.split("+").slice(2).join("+"), "base64").subarray(1).toString("hex");
  const table = `\n[log]\norigin = "${ORIGIN}"\nkey = "${logKey}"\nstarts = "2026-10-01T00:00:00Z"\n`;
  files["election.toml"] = Buffer.concat([files["election.toml"], Buffer.from(table)]);
  const [authority, party] = ["authority", "list-a"].map((id) => named(`${ORIGIN}/${id}`, 4, ...keyOf(id)));
  const record = Buffer.from(hex(cases("good.json")[0].bytes));
  const leaves = [Buffer.from("the election"), record, ...records(4)];
  const proof = make({ index: 1, leaves, cosigners: [authority, party, PARTY], extra: record.toString("base64") });

  const result = await verifyAll({ files, proof });
  assert.equal(result.inclusion.verdict, "included", JSON.stringify(result.inclusion));
  assert.deepEqual(result.inclusion.cosigners.map(({ organisation }) => organisation), ["authority", "list-a"], "a stranger's cosignature is ignored");
  assert.deepEqual([result.inclusion.keysFrom, result.inclusion.extraIgnored], ["election", false]);
  // The sheet is bound to the election of the vectors, which this one with a log is not.
  assert.deepEqual([result.sheet.verdict, result.sheet.rules[0].rule], ["not-checkable", "S103"]);
  assert.equal((await verifyAll({ files, proof: make({ index: 1, leaves, cosigners: [authority], extra: record.toString("base64") }) })).inclusion.rule, "L416");
  assert.equal((await verifyAll({ files, proof: make({ index: 1, leaves, cosigners: [authority, party], extra: "YWJj" }) })).inclusion.rule, "L417");
  const otherLog = `log ${signer(ORIGIN, 1).vkey}\n`;
  assert.equal((await verifyAll({ files, proof, vkeys: otherLog })).inclusion.rule, "vkey", "keys given may not contradict the election file");
});

test("a cosigner that the election file has under another role", async () => {
  const spki = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), election.organisations[0].key]);
  const key = createPublicKey({ key: spki, format: "der", type: "spki" });
  const posing = named("example.org/posing", 4, key, null);
  const vkeys = `log ${LOG.vkey}\nparty ${posing.vkey}\n`;
  const result = await verifyAll({ files: electionFiles(), record: LEAVES[5], proof: make(), vkeys });
  assert.equal(result.inclusion.rule, "vkey");
});
