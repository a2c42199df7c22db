// The vectors of the log: receipts, checkpoints and proofs that a station signed twice, with their expected verdicts.

import assert from "node:assert/strict";
import { test } from "node:test";

import { fromBase64, same, toUtf8 } from "../bytes.mjs";
import { COSIGNATURE, readCheckpoint, readNote, verifyNote } from "../note.mjs";
import { ELECTION_FILES, readElection } from "../election.mjs";
import { keysOf, readKeys, readProof, verifyProof } from "../proof.mjs";
import { Refused } from "../refused.mjs";
import { relation, signedFromQr } from "../sheet.mjs";
import { verifyAll } from "../verify.mjs";
import { all, cases, file, hex } from "./vectors.mjs";

const FILES = Object.fromEntries([...ELECTION_FILES, "election.seal"].map((name) => [name, file(`log/election/${name}`)]));
const ELECTION = await readElection(FILES);
const KEYS = await keysOf(ELECTION);
const NO_POLICY = { atLeast: 0, notAuthority: 0 };

test("the keys of the election file are those of vkeys.txt", async () => {
  const given = await readKeys(new TextDecoder().decode(file("log/vkeys.txt")));
  assert.deepEqual(KEYS, given);
});

test("checkpoints.json", async (context) => {
  let clocked = 0;
  await all(context, "log/checkpoints.json", async ({ note, now, expect }) => {
    // Here times are shown and held against no clock: what only a clock refuses is valid.
    if (now !== undefined && expect.verdict === "refused") {
      clocked += 1;
      return (await checkpoint(note)).verdict === "valid";
    }
    return agrees(await outcome(() => checkpoint(note)), expect);
  });
  assert.equal(clocked, 1, "cases that need a clock");
});

test("receipts.json", (context) =>
  all(context, "log/receipts.json", async ({ receipt, record, expect }) => {
    const extra = () => readProof(toUtf8(receipt)).extra;
    const of = (policy) => outcome(async () => included(await verifyProof(toUtf8(receipt), record ? hex(record) : extra(), KEYS, policy)));
    const asked = await of(ELECTION.cosigners);
    const quorum = expect.quorum === false ? asked.rule === "L416" : asked.rule === expect.rule;
    return quorum && agrees(await of(NO_POLICY), expect);
  }));

test("receipts.json through the front door", (context) =>
  all(context, "log/receipts.json", async ({ receipt, record, expect }) => {
    const given = record ? { record: hex(record) } : {};
    const { inclusion } = await verifyAll({ files: FILES, proof: toUtf8(receipt), ...given });
    if (expect.verdict === "refused") return inclusion.rule === expect.rule;
    return expect.quorum ? inclusion.verdict === "included" && inclusion.size === String(expect.size) : inclusion.rule === "L416";
  }));

test("equivocations.json", (context) =>
  all(context, "log/equivocations.json", async ({ proof, verdict }) => {
    const [first, ...texts] = proof.slice(0, -1).split("\n");
    if (first !== "cotejo/equivocation/v1" || texts.length !== 2) return verdict === "malformed";
    const sheets = await outcome(async () => ({ both: texts.map(signedFromQr) }));
    if (sheets.rule) return verdict === "malformed";
    const proven = (await relation(ELECTION, ...sheets.both)) === "equivocation";
    return verdict === (proven ? "proven" : "not-proven");
  }));

test("a sheet with its receipt is good as a whole", async () => {
  const one = cases("log/receipts.json").find(({ name }) => name === "entry 128 of 300");
  const result = await verifyAll({ files: FILES, proof: one.receipt });
  assert.deepEqual([result.verdict, result.sheet.verdict, result.inclusion.index], ["good", "valid", "128"]);
});

async function checkpoint(text) {
  const note = readNote(text);
  const { origin, size, root } = readCheckpoint(note.text);
  const log = KEYS.find(({ role }) => role === "log");
  if (origin !== log.name) throw new Refused("L414", "another log", "otro registro");
  const verified = await verifyNote(note, KEYS);
  if (!verified.some(({ key }) => key === log)) throw new Refused("L413", "not signed", "sin firma");
  const cosigners = verified.filter(({ key }) => key.type === COSIGNATURE).map(({ key, time }) => ({ ...key, time }));
  return included({ size, root, cosigners });
}

function included({ size, root, cosigners }) {
  const notAuthority = cosigners.filter(({ role }) => role !== "authority").length;
  const { atLeast, notAuthority: others } = ELECTION.cosigners;
  return { verdict: "valid", size, root, cosigners, quorum: cosigners.length >= atLeast && notAuthority >= others };
}

async function outcome(make) {
  try {
    return await make();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { verdict: "refused", rule: error.rule };
  }
}

function agrees(found, expect) {
  if (found.verdict !== "valid" || expect.verdict !== "valid") return found.verdict === expect.verdict && found.rule === expect.rule;
  const order = KEYS.filter(({ role }) => role !== "log");
  const cosigned = order.flatMap(({ name }) => found.cosigners.filter((one) => one.name === name)).map(({ name, time }) => [name.split("/").at(-1), time]);
  // The latest time there is lies beyond what a JSON number holds exactly.
  const times = JSON.stringify(cosigned.map(([id, time]) => [id, Number(time)])) === JSON.stringify(expect.cosigned);
  return times && found.size === BigInt(expect.size) && same(found.root, fromBase64(expect.root)) && found.quorum === expect.quorum;
}
