// verifier.js is what bundle.mjs makes, and says the same as the modules, without a network or a module loader.

import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";

import { bundle } from "../bundle.mjs";
import { verifyAll } from "../verify.mjs";
import { cases, electionFiles, hex } from "./vectors.mjs";

const read = (name) => readFileSync(new URL(`../${name}`, import.meta.url), "utf8");

test("the checked-in verifier.js is fresh", () => {
  assert.ok(read("verifier.js") === bundle(), "run `node bundle.mjs`");
});

test("verifier.js as a classic script gives the verdicts of the modules", async (context) => {
  const sandbox = { crypto: webcrypto, TextEncoder, TextDecoder, Uint8Array };
  vm.runInNewContext(read("verifier.js"), sandbox);
  const files = electionFiles();
  let compared = 0;
  for (const name of ["good.json", "bad.json", "tampered.json"]) {
    for (const { bytes } of cases(name)) {
      const [ours, theirs] = await Promise.all([verifyAll, sandbox.Cotejo.verifyAll].map((verify) => verify({ files, record: hex(bytes) })));
      assert.equal(JSON.stringify(theirs), JSON.stringify(ours));
      compared += 1;
    }
  }
  context.diagnostic(`${compared} results compared`);
});

test("the page can reach nothing and loads only what lies beside it", () => {
  const page = read("index.html");
  assert.match(page, /http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' file:; style-src 'self' file:; [^"]*form-action 'none'/);
  assert.deepEqual([...page.matchAll(/(?:src|href)="([^"#]+)"/g)].map(([, target]) => target).sort(), ["page.css", "page.js", "show.js", "verifier.js"]);
  assert.doesNotMatch(page, /<script(?![^>]* src=)|\son[a-z]+=|\sstyle=/);
  for (const name of ["page.js", "show.js", "verifier.js"]) assert.doesNotMatch(read(name), /fetch\(|XMLHttpRequest|WebSocket|sendBeacon|import\(|innerHTML|eval\(|localStorage|https?:\/\//, name);
});
