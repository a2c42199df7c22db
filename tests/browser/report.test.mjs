// The report folder as readers use it: opened from a disk, by mouse, keyboard, screen reader and printer.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, describe, test } from "node:test";
import { demo, launch, open } from "./browser.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const LANGUAGES = ["en", "es"];

let browser, report;
const url = (name) => pathToFileURL(join(report, name)).href;

before(async () => {
  report = join(demo(), "report");
  browser = await launch();
});
after(() => browser?.close());

/** Every kind of page once, in a language. */
function pages(language) {
  const areas = readdirSync(join(report, language, "areas")).sort();
  const whole = areas.find((name) => name === "c0-a0.html") ?? areas[0];
  const top = readdirSync(join(report, language)).filter((name) => name.endsWith(".html"));
  const lists = readdirSync(join(report, language, "findings")).filter((name) => name.endsWith(".html")).slice(0, 1);
  return [
    ...(language === "en" ? ["index.html"] : []),
    ...top.map((name) => `${language}/${name}`),
    ...lists.map((name) => `${language}/findings/${name}`),
    `${language}/areas/${whole}`,
    `${language}/areas/${areas.at(-1)}`,
  ];
}

for (const language of LANGUAGES) {
  describe(language, () => {
    test("pages open from a disk without errors and ask nobody for anything", async () => {
      for (const name of pages(language)) {
        const { troubles, close } = await open(browser, url(name));
        await close();
        assert.deepEqual(troubles, [], name);
      }
    });

    for (const colorScheme of ["light", "dark"]) {
      test(`axe finds nothing, ${colorScheme}`, async () => {
        const said = [];
        for (const name of pages(language)) {
          const { page, close } = await open(browser, url(name), { colorScheme });
          await page.evaluate(AXE);
          const { violations } = await page.evaluate(() => window.axe.run());
          await close();
          const places = (one) => one.nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(" | ");
          said.push(...violations.map((one) => `${name}: ${one.id}: ${places(one)}`));
        }
        assert.deepEqual(said, []);
      });
    }

    test("nothing is wider than a small telephone", async () => {
      for (const name of pages(language)) {
        const { page, close } = await open(browser, url(name), { viewport: { width: 360, height: 640 } });
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        await close();
        assert.ok(width <= 360, `${name} is ${width} wide`);
      }
    });
  });
}

test("findings are searched as the reader types", async () => {
  const { page, close } = await open(browser, url("en/findings.html"));
  const rows = page.locator("#search-rows tr");
  await rows.first().waitFor();
  const all = await rows.count();
  await page.fill("#search [name=q]", "equivocation no such words");
  assert.equal(await rows.count(), 0);
  const table = await (async () => {
    await page.fill("#search [name=q]", "");
    return rows.first().locator("td").nth(1).innerText();
  })();
  await page.fill("#search [name=q]", table);
  const found = await rows.count();
  assert.ok(found >= 1 && found < all, `${found} of ${all} for ${table}`);
  await close();
});

test("without scripts every finding can still be reached", async () => {
  const { page, close } = await open(browser, url("en/findings.html"), { javaScriptEnabled: false });
  const links = await page.locator("main a[href*='findings/']").count();
  assert.ok(links > 0);
  await close();
});

test("the keyboard reaches the content first, and shows where it is", async () => {
  const { page, close } = await open(browser, url("index.html"));
  await page.keyboard.press("Tab");
  const focused = await page.evaluate(() => {
    const at = document.activeElement;
    const style = getComputedStyle(at);
    return { href: at.getAttribute("href"), outline: style.outlineStyle, width: style.outlineWidth };
  });
  assert.match(focused.href ?? "", /^#/, "a link that skips to the content");
  assert.notEqual(focused.outline, "none");
  await close();
});

test("labels of drawings stay inside their tiles", async () => {
  for (const name of ["index.html", ...pages("es").filter((one) => one.includes("areas/"))]) {
    const { page, close } = await open(browser, url(name));
    const spilled = await page.evaluate(() =>
      [...document.querySelectorAll("svg .tile-text")].flatMap((text) => {
        const tile = text.parentElement.querySelector(".tile-back").getBoundingClientRect();
        const box = text.getBoundingClientRect();
        return box.right > tile.right + 1 || box.bottom > tile.bottom + 1 ? [text.textContent] : [];
      }),
    );
    await close();
    assert.deepEqual(spilled, [], name);
  }
});

test("prints on A4 without losing the right edge", async () => {
  const { page, close } = await open(browser, url("index.html"));
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 718, height: 1000 }); // A4 less 10 mm margins, at 96 dpi
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 718, `${width}`);
  const pdf = await page.pdf({ format: "A4" });
  assert.ok(pdf.length > 10_000);
  await close();
});
