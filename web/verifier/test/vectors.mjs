// The vectors at the root of the repository, as the tests use them.

import { readFileSync } from "node:fs";

import { fromHex } from "../bytes.mjs";
import { ELECTION_FILES, readElection } from "../election.mjs";
import { Refused } from "../refused.mjs";

const FOLDER = new URL("../../../vectors/", import.meta.url);

/** A file of the vectors as bytes. */
export function file(name) {
  return new Uint8Array(readFileSync(new URL(name, FOLDER)));
}

/** The cases of a JSON file. */
export function cases(name) {
  const { format, cases: list } = JSON.parse(readFileSync(new URL(name, FOLDER), "utf8"));
  if (format !== "cotejo-vectors-1" || list.length === 0) throw new Error(`${name}: not vectors of this format`);
  return list;
}

/** The files of the election of the vectors, seal included. */
export function electionFiles() {
  return Object.fromEntries([...ELECTION_FILES, "election.seal"].map((name) => [name, file(`election/${name}`)]));
}

/** The election of the vectors. */
export const election = await readElection(electionFiles());

/** Bytes of hexadecimal. */
export function hex(text) {
  const bytes = fromHex(text);
  if (bytes === null) throw new Error("not hexadecimal");
  return bytes;
}

/** The rule by which something is refused; `null` if it is not. */
export async function ruleOf(make) {
  try {
    await make();
    return null;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (!error.sentence.en || !error.sentence.es) throw new Error(`${error.rule} has no sentence`);
    return error.rule;
  }
}

/** Runs a check over all cases, prints n of n, and names the cases that differ. */
export async function all(context, name, check) {
  const list = cases(name);
  const wrong = [];
  for (const one of list) {
    if (!(await check(one))) wrong.push(one.name);
  }
  context.diagnostic(`${name}: ${list.length - wrong.length} of ${list.length} as expected`);
  if (wrong.length > 0) throw new Error(`${name} differs: ${wrong.join("; ")}`);
}
