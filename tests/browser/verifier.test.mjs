// The second verifier on the log that `cotejo demo` wrote: its page in a browser says what the program and a monitor say.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import { cotejo, demo, launch, open } from "./browser.mjs";

const PAGE = pathToFileURL(resolve(import.meta.dirname, "../../web/verifier/index.html")).href;
const ELECTION = ["areas.csv", "candidates.csv", "election.toml", "lists.csv", "tables.csv", "election.seal"];
const PROOF = "proofs/66.tlog-proof";

let browser, folder;
before(async () => {
  folder = demo();
  browser = await launch();
});
after(() => browser?.close());

/** What the page shows of a proof, in English. */
async function shown(proof) {
  const { page, troubles, close } = await open(browser, PAGE, { locale: "en-GB" });
  await page.setInputFiles("#election", ELECTION.map((name) => join(folder, "election", name)));
  await page.fill("#proof", proof);
  await page.click("button[type=submit]");
  await page.waitForSelector("#result:not([hidden])");
  const text = await page.innerText("#result");
  assert.deepEqual(troubles, []);
  await close();
  return text;
}

/** What the program says, with its exit code. */
function told(...words) {
  const { status, stdout } = cotejo(...words, "--election", join(folder, "election"), "--json");
  return { status, ...(stdout.trim() === "" ? {} : JSON.parse(stdout)) };
}

test("page, program and monitor agree on a receipt", async () => {
  const path = join(folder, PROOF);
  const verified = told("verify", path);
  assert.equal(verified.status, 0);
  const text = await shown(readFileSync(path, "utf8"));
  assert.match(text, new RegExp(`\\b${verified.entry}\\b`));
  assert.match(text, new RegExp(`\\b${verified.size}\\b`));
  for (const name of verified.cosigned) assert.ok(text.includes(name.split("/").at(-1)), `${name} in ${text}`);
  const seen = told("monitor", folder, "--state", join(folder, "page.state"));
  assert.equal(seen.status, 0);
  assert.ok(seen.size >= verified.size);
  assert.equal(told("verify", path, "--log", folder).held_against_log, true);
});

test("page and program refuse the same altered receipts", async () => {
  const good = readFileSync(join(folder, PROOF), "utf8");
  const lines = good.split("\n");
  const hash = lines.findIndex((line, at) => at > 2 && /^[A-Za-z0-9+/]{43}=$/.test(line));
  const swapped = lines.with(hash, lines[hash + 1]).join("\n");
  for (const altered of [good.replace("index 66", "index 67"), swapped, good.replace(/\n(\d+)\n/, (_, size) => `\n${Number(size) + 1}\n`)]) {
    assert.notEqual(altered, good);
    const path = join(folder, "altered.tlog-proof");
    writeFileSync(path, altered);
    const { status, stderr } = cotejo("verify", path, "--election", join(folder, "election"));
    assert.equal(status, 2, stderr);
    const [rule] = stderr.match(/L4\d\d/);
    assert.ok((await shown(altered)).includes(rule), rule);
  }
});
