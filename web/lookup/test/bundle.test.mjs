// lookup.js is what bundle.mjs makes; the page loads only what lies beside it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

import { bundle } from "../bundle.mjs";

const read = (name) => readFileSync(new URL(`../${name}`, import.meta.url), "utf8");

test("the checked-in lookup.js is fresh", () => {
  assert.ok(read("lookup.js") === bundle(), "run `npm ci --ignore-scripts && node bundle.mjs`");
});

test("the page loads only what lies beside it, and runs no inline script", () => {
  const page = read("index.html");
  assert.match(page, /content="default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'"/);
  const targets = [...page.matchAll(/(?:src|href)="([^"#]+)"/g)].map(([, target]) => target);
  assert.deepEqual([...new Set(targets)].sort(), ["../", "data:,", "lookup.js", "page.css"]);
  assert.doesNotMatch(page, /<script(?![^>]* src=)|\son[a-z]+=|\sstyle=/);
  assert.doesNotMatch(read("lookup.js"), /innerHTML|\beval\(|localStorage|sessionStorage|sendBeacon|WebAssembly/);
});

test("page, style and script fit a slow phone", () => {
  const bytes = ["index.html", "page.css", "lookup.js"].reduce((sum, name) => sum + gzipSync(read(name)).length, 0);
  assert.ok(bytes < 60_000, `${bytes} bytes`);
});

test("every fixed text has its English", () => {
  const page = read("index.html");
  const body = page.slice(page.indexOf("<body>"));
  for (const [whole, name] of body.matchAll(/<(h1|h2|label|li|button|p)\b[^>]*>(?=[^<\s])/g)) {
    if (/class="kicker"|data-language|<p><|…/.test(whole)) continue;
    if (name === "p" && /<p>La consulta necesita JavaScript/.test(body.slice(body.indexOf(whole), body.indexOf(whole) + 40))) continue;
    assert.match(whole, /data-en="/, whole);
  }
});
