// Bulletins and the state of a log: pages of one file, opened from a disk.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import { cotejo, demo, launch, open } from "./browser.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let browser;
const pages = [];

before(async () => {
  const folder = demo();
  const election = join(folder, "election");
  for (const language of ["en", "es"]) {
    for (const number of [1, 2]) {
      const page = join(folder, `bulletin-${number}-${language}.html`);
      const bulletin = join(folder, "bulletins", `${number}.json`);
      assert.equal(cotejo("bulletin", "show", bulletin, "--election", election, "--language", language, "--page", page).status, 0);
      pages.push(page);
    }
    const page = join(folder, `log-${language}.html`);
    assert.equal(cotejo("log", "page", folder, "--election", election, "--language", language, "--out", page).status, 0);
    pages.push(page);
  }
  browser = await launch();
});
after(() => browser?.close());

/** Does something with every page and gives what it said. */
async function each(options, work) {
  const said = [];
  for (const name of pages) {
    const { page, troubles, close } = await open(browser, pathToFileURL(name).href, options);
    const found = await work(page, troubles);
    await close();
    said.push(...found.map((one) => `${name}: ${one}`));
  }
  return said;
}

test("pages open from a disk without errors and ask nobody for anything", async () => {
  assert.deepEqual(await each({}, async (_, troubles) => troubles), []);
});

test("everything is there without scripts", async () => {
  const said = await each({ javaScriptEnabled: false }, async (page) => {
    const rows = await page.locator("main table tbody tr").count();
    return rows > 3 ? [] : [`${rows} rows`];
  });
  assert.deepEqual(said, []);
});

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing, ${colorScheme}`, async () => {
    const said = await each({ colorScheme }, async (page) => {
      await page.evaluate(AXE);
      const { violations } = await page.evaluate(() => window.axe.run());
      const places = (one) => one.nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(" | ");
      return violations.map((one) => `${one.id}: ${places(one)}`);
    });
    assert.deepEqual(said, []);
  });
}

test("nothing is wider than a small telephone", async () => {
  const said = await each({ viewport: { width: 360, height: 640 } }, async (page) => {
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    return width <= 360 ? [] : [`${width} wide`];
  });
  assert.deepEqual(said, []);
});

test("prints on A4 without losing the right edge", async () => {
  const said = await each({}, async (page) => {
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width: 688, height: 1000 }); // A4 less 14 mm margins, at 96 dpi
    const width = await page.evaluate(() => {
      const tables = [...document.querySelectorAll("table")].map((one) => one.getBoundingClientRect().right);
      return Math.max(document.documentElement.scrollWidth, ...tables);
    });
    return width <= 689 ? [] : [`${width} wide`];
  });
  assert.deepEqual(said, []);
});
