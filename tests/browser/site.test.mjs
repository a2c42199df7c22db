// The public site as readers use it: served by the program, in both languages, with scripts and without.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, describe, test } from "node:test";
import { cotejo, demo, launch } from "./browser.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PROGRAM = resolve(process.env.COTEJO ?? join(import.meta.dirname, "../../target/debug/cotejo"));
const SHOTS = process.env.COTEJO_SHOTS; // a folder for pictures of every page
const LANGUAGES = ["es", "en"];
const MOST_FIRST_VIEW = 100_000; // bytes as they travel

let browser, folder, site, server, base, corrected, forged, good;

before(async () => {
  folder = demo();
  site = join(folder, "site");
  server = spawn(PROGRAM, ["site", "serve", site, "--listen", "127.0.0.1:0", "--lookup-key", join(folder, "lookup.key")], { stdio: ["ignore", "pipe", "inherit"] });
  base = await new Promise((done, failed) => {
    server.once("exit", () => failed(new Error("the server stopped")));
    server.stdout.on("data", (text) => {
      const found = /http:\/\/\S+/.exec(String(text));
      if (found) done(`${found[0]}/`);
    });
  });
  const tables = walk(join(site, "data", "t")).filter((name) => name.endsWith(".json"));
  const read = tables.map((name) => [name.slice(0, -5), JSON.parse(readFileSync(join(site, "data", "t", name), "utf8"))]);
  const having = (test) => read.find(([, one]) => one.contests[0].copies.some(test))?.[0];
  corrected = having((copy) => copy.status === "superseded");
  forged = having((copy) => copy.signature === "invalid" && copy.text);
  good = read.find(([, one]) => one.contests[0].copies.every((copy) => copy.receipt || (copy.signature === "valid" && copy.status === "in-force")))?.[0] ?? read[0][0];
  assert.ok(corrected && forged && good, `${corrected} ${forged} ${good}`);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  server?.kill();
});

function walk(place) {
  return readdirSync(place, { withFileTypes: true }).flatMap((one) =>
    one.isDirectory() ? walk(join(place, one.name)).map((name) => `${one.name}/${name}`) : [one.name],
  );
}

/** Every kind of page once. */
function kinds() {
  const areas = walk(join(site, "es", "a")).filter((name) => name.endsWith(".html")).sort();
  const inside = (name) => walk(join(site, "es", name)).filter((one) => one.endsWith(".html")).sort().slice(0, 1).map((one) => `${name}/${one}`);
  const top = readdirSync(join(site, "es")).filter((name) => name.endsWith(".html")).sort();
  return [...top, `a/${areas[0]}`, `a/${areas.at(-1)}`, ...[good, forged, corrected].map((name) => `t/${name}.html`), ...["bulletins", "findings", "audits", "said"].flatMap(inside), "said/polls.html"];
}

/** Opens a page and collects what must not happen. */
async function open(name, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, ...options });
  const page = await context.newPage();
  const troubles = [];
  page.on("pageerror", (error) => troubles.push(`error: ${error.message}`));
  page.on("console", (message) => message.type() === "error" && troubles.push(`console: ${message.text()}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(base) && !/^(data|blob):/.test(request.url())) troubles.push(`request: ${request.url()}`);
  });
  page.on("response", (answer) => answer.status() >= 400 && troubles.push(`${answer.status()} ${answer.url()}`));
  await page.goto(/^\w+:/.test(name) ? name : base + name);
  return { page, troubles, close: () => context.close() };
}

for (const language of LANGUAGES) {
  describe(language, () => {
    test("every kind of page opens without errors and asks nobody else for anything", async () => {
      for (const name of kinds()) {
        const { page, troubles, close } = await open(`${language}/${name}`);
        await page.waitForTimeout(50);
        assert.equal(await page.getAttribute("html", "lang"), language);
        assert.ok((await page.innerText("h1")).length > 2, name);
        await close();
        assert.deepEqual(troubles, [], name);
      }
    });

    test("no text is missing", async () => {
      for (const name of kinds()) {
        const text = readFileSync(join(site, language, name), "utf8");
        // A key without a text shows as itself.
        const bare = text.replace(/<[^>]*>/g, " ").match(/(?<![\w-])(w|b|l|d)-[a-z]+(-[a-z]+)*(?![\w-])/g) ?? [];
        assert.deepEqual(bare, [], name);
      }
    });

    test("everything is there without scripts", async () => {
      for (const name of kinds()) {
        const { page, close } = await open(`${language}/${name}`, { javaScriptEnabled: false });
        const main = (await page.innerText("main")).length;
        const links = await page.locator("a[href]").count();
        const hidden = await page.locator("main [hidden]").allInnerTexts();
        await close();
        assert.ok(main > 100 && links > 12, `${name}: ${main} letters, ${links} links`);
        assert.ok(hidden.every((text) => !/\d{3}/.test(text)), `${name}: figures that need a script`);
      }
    });

    for (const [colorScheme, width] of [["light", 1200], ["dark", 360]]) {
      test(`axe finds nothing, ${colorScheme}, ${width} wide`, async () => {
        const said = [];
        for (const name of kinds()) {
          // axe is put into the page by the browser, which the page's policy would refuse.
          const { page, close } = await open(`${language}/${name}`, { colorScheme, viewport: { width, height: 900 }, bypassCSP: true });
          await page.evaluate(AXE);
          const { violations } = await page.evaluate(() => window.axe.run());
          if (SHOTS) {
            mkdirSync(SHOTS, { recursive: true });
            await page.screenshot({ path: join(SHOTS, `${language}_${name.replaceAll("/", "_")}_${width}.png`), fullPage: true });
          }
          await close();
          const places = (one) => one.nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(" | ");
          said.push(...violations.map((one) => `${name}: ${one.id}: ${places(one)}`));
        }
        assert.deepEqual(said, []);
      });
    }

    test("nothing is wider than 320 pixels, or than A4 on paper", async () => {
      for (const name of kinds()) {
        const { page, close } = await open(`${language}/${name}`, { viewport: { width: 320, height: 640 } });
        const narrow = await page.evaluate(() => document.documentElement.scrollWidth);
        await page.emulateMedia({ media: "print" });
        await page.setViewportSize({ width: 688, height: 1000 }); // A4 less 14 mm margins, at 96 dpi
        const paper = await page.evaluate(() => document.documentElement.scrollWidth);
        await close();
        assert.ok(narrow <= 320, `${name} is ${narrow} wide`);
        assert.ok(paper <= 689, `${name} is ${paper} wide on paper`);
      }
    });
  });
}

test("every link of the site leads somewhere", () => {
  const missing = new Set();
  for (const file of walk(site).filter((name) => name.endsWith(".html"))) {
    const text = readFileSync(join(site, file), "utf8");
    for (const [, link] of text.matchAll(/(?:href|src)="([^"#]+)/g)) {
      if (/^[a-z]+:/.test(link)) continue;
      const place = join(site, file, "..", decodeURIComponent(link.replaceAll("&#38;", "&")));
      if (!existsSync(place)) missing.add(`${file}: ${link}`);
    }
  }
  assert.deepEqual([...missing], []);
});

test("the first view is small", async () => {
  for (const name of ["", "es/", `es/t/${good}.html`]) {
    const { page, close } = await open(name);
    await page.waitForTimeout(1000); // the stream of news stays open, so the network is never idle
    const bytes = await page.evaluate(() =>
      [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")].reduce((sum, one) => sum + one.transferSize, 0),
    );
    await close();
    assert.ok(bytes > 1_000 && bytes <= MOST_FIRST_VIEW, `${name}: ${bytes}`);
  }
});

/** Verifies the copy on a button of a table's page; what the page then says. */
async function verified(name, which) {
  const { page, troubles, close } = await open(`en/t/${name}.html`);
  await page.locator("#check-copies button").nth(which).click();
  await page.waitForSelector("#result:not([hidden])");
  const text = await page.innerText("#result");
  await close();
  assert.deepEqual(troubles, [], name);
  return text;
}

/** The position of a copy among those with something to verify. */
function button(name, test) {
  const { copies } = JSON.parse(readFileSync(join(site, "data", "t", `${name}.json`), "utf8")).contests[0];
  return copies.filter((copy) => copy.receipt || copy.text).findIndex(test);
}

test("a good sheet verifies in the page, with its receipt", async () => {
  const text = await verified(good, button(good, (copy) => copy.receipt));
  assert.match(text, /^Verified/);
  assert.match(text, /holds these bytes/);
});

test("a forged sheet does not", async () => {
  const text = await verified(forged, button(forged, (copy) => copy.signature === "invalid"));
  assert.match(text, /^Not verified/);
});

test("a corrected sheet and its correction both verify, and the page says which stands", async () => {
  const data = JSON.parse(readFileSync(join(site, "data", "t", `${corrected}.json`), "utf8")).contests[0];
  const stands = data.copies.find((copy) => copy.replaces);
  assert.ok(stands.serial > 1);
  assert.match(await verified(corrected, button(corrected, (copy) => copy.digest === stands.digest)), /^Verified/);
  const { page, close } = await open(`en/t/${corrected}.html`);
  assert.match(await page.innerText("main"), /replaced by a correction/);
  await close();
});

/** Gives a table's page a picture; what it says of it. */
async function photographed(name, picture) {
  const { page, troubles, close } = await open(`en/t/${name}.html`);
  await page.setInputFiles("#photo", picture);
  await page.waitForFunction(() => !document.getElementById("check-photo").hidden || /QR|could not/.test(document.getElementById("check-status").textContent));
  const said = `${await page.innerText("#check-photo").catch(() => "")} ${await page.innerText("#check-status")}`;
  await close();
  assert.deepEqual(troubles, []);
  return said;
}

test("a photographed code is read in the browser and held against the table", async () => {
  const { copies } = JSON.parse(readFileSync(join(site, "data", "t", `${good}.json`), "utf8")).contests[0];
  const { text } = copies.find((copy) => copy.text && copy.signature === "valid");
  const sheet = join(folder, "one-sheet.txt"), picture = join(folder, "code.png");
  writeFileSync(sheet, `${text}\n`);
  const made = cotejo("sheet", "qr", sheet, "--out", picture);
  assert.equal(made.status, 0, made.stderr);
  assert.match(await photographed(good, picture), /byte for byte copy/);
  assert.match(await photographed(forged, picture), /is of table/);
  const blank = join(folder, "blank.png");
  writeFileSync(blank, Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=", "base64"));
  assert.match(await photographed(good, blank), /no readable QR code/);
});

test("a table is found by its code and by its centre", async () => {
  const code = JSON.parse(readFileSync(join(site, "data", "t", `${good}.json`), "utf8")).table;
  const { page, troubles, close } = await open("en/search.html");
  await page.fill("#find [name=code]", code);
  await page.click("#find button");
  await page.waitForURL(/\/t\//);
  assert.ok((await page.innerText("h1")).includes(code));
  await page.goto(`${base}en/search.html`);
  await page.fill("#find [name=name]", "centro");
  await page.locator("#find-rows a").first().click();
  assert.ok((await page.innerText("main")).length > 100);
  await close();
  assert.deepEqual(troubles, []);
});

test("tables sort by keyboard", async () => {
  const { page, close } = await open("en/findings.html");
  const head = page.locator("main thead button").nth(3);
  await head.focus();
  await page.keyboard.press("Enter");
  const column = await page.locator("main tbody tr td:nth-child(4)").allInnerTexts();
  const numbers = column.map((text) => Number(text.replaceAll(",", "")));
  assert.deepEqual(numbers, [...numbers].sort((a, b) => a - b));
  await close();
});

test("a page says when there is something new", async () => {
  const { page, close } = await open("en/");
  const file = join(site, "live.json");
  const before = readFileSync(file, "utf8");
  await page.waitForTimeout(1500);
  assert.equal(await page.isVisible("#news"), false);
  writeFileSync(file, before.replace(/"size":\d+/, '"size":999'));
  await page.waitForSelector("#news:not([hidden])", { timeout: 10_000 });
  writeFileSync(file, before);
  await close();
});

test("a page opened from a disk is readable, and says what it cannot do there", async () => {
  const { page, close } = await open(pathToFileURL(join(site, "en", "t", `${good}.html`)).href);
  const family = await page.evaluate(() => getComputedStyle(document.querySelector("main table")).borderCollapse);
  assert.equal(family, "collapse", "the style is there");
  await close();
});

test("bad addresses get plain numbered answers", async () => {
  const cases = [
    ["nothing-here", 404, "W100"],
    ["es/%2fx", 400, "W101"],
    [".cotejo-site", 400, "W101"],
    [`es/?${"q".repeat(3000)}`, 414, "W102"],
    ["es/".repeat(600), 414, "W102"],
  ];
  for (const [name, status, rule] of cases) {
    const answer = await fetch(base + name);
    assert.equal(answer.status, status, name);
    assert.equal((await answer.json()).rule, rule, name);
    assert.equal(answer.headers.get("x-content-type-options"), "nosniff");
  }
  const posted = await fetch(base, { method: "POST", body: "x" });
  assert.equal(posted.status, 405);
  assert.equal((await posted.json()).rule, "W103");
});

test("answers say how long they may be kept, and are packed", async () => {
  const front = await fetch(`${base}es/`);
  assert.equal(front.headers.get("cache-control"), "no-cache");
  assert.equal(front.headers.get("content-encoding"), "gzip");
  assert.equal(front.headers.get("set-cookie"), null);
  const again = await fetch(`${base}es/`, { headers: { "if-none-match": front.headers.get("etag") } });
  assert.equal(again.status, 304);
  const style = /assets\/site\.[0-9a-f]+\.css/.exec(await front.text())[0];
  assert.match((await fetch(base + style)).headers.get("cache-control"), /immutable/);
  const data = await fetch(`${base}data/front.json`);
  assert.equal(data.headers.get("access-control-allow-origin"), "*");
  assert.match(data.headers.get("content-type"), /^application\/json/);
});

test("the look-up beside the site finds a table, and links to its page", async () => {
  const [, row] = readFileSync(join(folder, "roll.csv"), "utf8").split("\n");
  const [id, table] = row.split(",");
  const { page, troubles, close } = await open("en/search.html");
  await page.locator('main a[href$="lookup/index.html"]').first().click();
  await page.fill("#id", id);
  await page.keyboard.press("Enter");
  await page.waitForSelector("#answer .table");
  assert.equal(await page.innerText("#answer .table"), table);
  await page.locator("#answer a").first().click();
  await page.waitForURL(/\/t\//);
  assert.ok((await page.innerText("h1")).includes(table));
  await close();
  assert.deepEqual(troubles, []);
});

test("the quick count has columns of its own, with its interval, and the look-up's digest is named by the log", async () => {
  const { page, close } = await open("en/");
  const heads = await page.locator("main thead th").allInnerTexts();
  assert.ok(heads.some((head) => /Quick count: estimate/.test(head)) && heads.some((head) => /interval/.test(head)), heads.join());
  await close();
  const front = JSON.parse(readFileSync(join(site, "data", "front.json"), "utf8"));
  const [{ shares, drawn, received }] = front.quickcounts;
  assert.ok(received < drawn && shares.every(([estimate, low, high]) => low <= estimate && estimate <= high));
  assert.deepEqual(front.lookup.named[1], "authority");
  const what = JSON.parse(readFileSync(join(site, "data", "downloads.json"), "utf8")).files.map((file) => file.what);
  for (const kind of ["tables", "parquet", "nist", "geojson", "bundle", "polls", "quickcount", "lookup"]) {
    assert.ok(what.includes(kind), `${kind}: ${what}`);
  }
});
