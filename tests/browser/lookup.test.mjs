// The look-up by ID number in a browser: a folder that `cotejo lookup build` made, a key server that `cotejo lookup
// serve` runs, and what can go wrong with both.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createReadStream, mkdirSync, mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { cotejo, launch } from "./browser.mjs";

const PROGRAM = resolve(process.env.COTEJO ?? join(import.meta.dirname, "../../target/debug/cotejo"));
const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".bin": "application/octet-stream" };
const SHOTS = process.env.COTEJO_SHOTS;
// Planted: none of it may come out of any file.
const NUMBERS = Array.from({ length: 400 }, (_, at) => String(31_415_000 + 17 * at));

const folder = mkdtempSync(join(tmpdir(), "cotejo-lookup-"));
const running = [];
let browser, codes, web, byServer, byArgon;

before(async () => {
  browser = await launch();
  ran("sample", join(folder, "sample"), "--tables", "40", "--seed", "5");
  const election = join(folder, "sample/election");
  codes = readFileSync(join(election, "tables.csv"), "utf8").trim().split("\n").slice(1).map((row) => row.split(",")[0]);
  const roll = join(folder, "roll.csv");
  writeFileSync(roll, ["id,table", ...NUMBERS.map((id, at) => `${id},${tableOf(at)}`), ""].join("\n"));
  for (const name of ["right.key", "wrong.key"]) ran("lookup", "key", "new", join(folder, name));

  web = await files(folder);
  const build = (name, ...how) => {
    ran("lookup", "build", roll, "--election", election, "--out", join(folder, name), "--example", "31.415.926", "--table-page", "../mesa/{code}/", ...how);
    return `${web}/${name}/`;
  };
  const key = ["--key", join(folder, "right.key")];
  const server = await keyServer("right.key", "--burst", "50");
  byServer = build("lookup", ...key, "--key-server", server);
  byArgon = build("mirror", "--argon2", "--memory-kib", "1024");
  build("wrong", ...key, "--key-server", await keyServer("wrong.key"));
  build("strict", ...key, "--key-server", await keyServer("right.key", "--burst", "1", "--per-minute", "1"));
  build("alone", ...key, "--key-server", "http://127.0.0.1:9");
  mkdirSync(join(folder, "mesa"));
});

after(async () => {
  await browser?.close();
  for (const one of running) one.kill?.() ?? one.close();
});

function ran(...words) {
  const { status, stderr } = cotejo(...words);
  assert.equal(status, 0, stderr);
}

function tableOf(at) {
  return codes[(at * 7) % codes.length];
}

async function files(root) {
  const server = createServer((request, response) => {
    const path = join(root, new URL(request.url, "http://x").pathname.replace(/\/$/, "/index.html"));
    if (!path.startsWith(root) || !statSync(path, { throwIfNoEntry: false })?.isFile()) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "application/octet-stream" });
    createReadStream(path).pipe(response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  running.push(server);
  return `http://127.0.0.1:${server.address().port}`;
}

async function keyServer(key, ...limits) {
  const child = spawn(PROGRAM, ["lookup", "serve", "--key", join(folder, key), "--listen", "127.0.0.1:0", ...limits]);
  running.push(child);
  for await (const line of createInterface(child.stdout)) {
    const [, address] = line.match(/^listening on (\S+)$/) ?? [];
    if (address) return address;
  }
  throw new Error("the key server did not start");
}

/** A page, what it asked of whom, and what must not happen. */
async function open(address, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "en-GB", ...options });
  const page = await context.newPage();
  const [requests, troubles] = [[], []];
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("console", (message) => message.type() === "error" && !/Failed to load resource/.test(message.text()) && troubles.push(message.text()));
  page.on("request", (request) => requests.push({ url: request.url(), body: request.postData() ?? "", method: request.method() }));
  await page.goto(address);
  return { page, requests, troubles, close: () => context.close() };
}

async function answer(page, id) {
  await page.fill("#id", id);
  await page.press("#id", "Enter");
  await page.waitForSelector("#answer:not([aria-busy]) p");
  return page.innerText("#answer");
}

async function shot(page, name) {
  if (SHOTS) await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: true });
}

test("a number on the roll gives its table, and nobody is told the number", async () => {
  const { page, requests, troubles, close } = await open(byServer);
  const text = await answer(page, NUMBERS[3].replace("31415", "31.415."));
  assert.ok(text.includes(tableOf(3)), text);
  assert.equal(await page.getAttribute("#answer a", "href"), `${web}/mesa/${tableOf(3)}/`);
  assert.deepEqual(requests.filter(({ url, body }) => NUMBERS.some((id) => (url + body).includes(id))), []);
  const asked = requests.filter(({ method }) => method === "POST");
  assert.equal(asked.length, 1);
  assert.match(asked[0].body, /^[0-9a-f]{64}$/);
  assert.equal(requests.filter(({ url }) => url.endsWith(".bin")).length, 1, "one bucket");
  assert.deepEqual(await page.context().cookies(), []);
  assert.deepEqual(troubles, []);
  await close();
});

test("a number that is not there, and one that is none", async () => {
  const { page, troubles, close } = await open(byServer, { locale: "es-VE" });
  assert.match(await answer(page, "99999999"), /El padrón no tiene ese número.* W218/);
  assert.match(await answer(page, "Ana María"), /no se puede leer.* W202/);
  assert.equal(await page.getAttribute("#id", "aria-invalid"), "true");
  await page.click("[data-language=en]");
  assert.match(await page.innerText("#answer"), /cannot be read/);
  assert.equal(await page.getAttribute("html", "lang"), "en");
  await page.click("#clear");
  assert.equal(await page.inputValue("#id"), "");
  assert.equal(await page.innerText("#answer"), "");
  assert.deepEqual(troubles, []);
  await close();
});

test("a server with another key is found out, and no bucket is fetched", async () => {
  const { page, requests, close } = await open(`${web}/wrong/`);
  assert.match(await answer(page, NUMBERS[0]), /did not use the key.* W212/);
  assert.deepEqual(requests.filter(({ url }) => url.endsWith(".bin")), []);
  await close();
});

test("too many questions", async () => {
  const { page, close } = await open(`${web}/strict/`);
  assert.ok((await answer(page, NUMBERS[0])).includes(tableOf(0)));
  assert.match(await answer(page, NUMBERS[1]), /Wait \d+ s.* W214/);
  await close();
});

test("no key server, no network, an altered bucket", async () => {
  const alone = await open(`${web}/alone/`);
  assert.match(await answer(alone.page, NUMBERS[0]), /key server cannot be reached.* W215/);
  await alone.close();
  const { page, close } = await open(byArgon);
  await page.context().setOffline(true);
  assert.match(await answer(page, NUMBERS[0]), /cannot be reached.* W216/);
  await page.context().setOffline(false);
  assert.ok((await answer(page, NUMBERS[0])).includes(tableOf(0)), "once the network is back");
  await page.route("**/*.bin", async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    body[100] ^= 1;
    await route.fulfill({ response, body });
  });
  assert.match(await answer(page, NUMBERS[1]), /altered.* W210/);
  await close();
});

test("a mirror without a key server asks nobody", async () => {
  const { page, requests, troubles, close } = await open(byArgon);
  assert.ok((await answer(page, NUMBERS[5])).includes(tableOf(5)));
  assert.ok(requests.every(({ url, method }) => url.startsWith(web) && method === "GET"));
  assert.equal(await page.isVisible("#with-server"), false);
  assert.deepEqual(troubles, []);
  await close();
});

test("by keyboard, at 320 pixels, in the dark, without JavaScript", async () => {
  const { page, close } = await open(byServer, { viewport: { width: 320, height: 640 }, colorScheme: "dark" });
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.keyboard.press("Enter");
  await page.keyboard.type(NUMBERS[9]);
  await page.keyboard.press("Enter");
  await page.waitForSelector("#answer .table");
  assert.ok((await page.innerText("#answer")).includes(tableOf(9)));
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing to scroll sideways");
  await close();
  const without = await open(byServer, { javaScriptEnabled: false });
  assert.equal(await without.page.getAttribute("noscript a, main a[href='../']", "href"), "../");
  await without.close();
});

test("how it looks", async () => {
  for (const [width, name] of [[360, "phone"], [1280, "desk"]]) {
    for (const colorScheme of ["light", "dark"]) {
      const { page, troubles, close } = await open(width === 360 ? byServer : byArgon, { viewport: { width, height: 800 }, colorScheme, locale: "es-VE" });
      await answer(page, NUMBERS[2]);
      await shot(page, `lookup-${name}-${colorScheme}`);
      assert.deepEqual(troubles, []);
      await close();
    }
  }
});

test("no planted number or table stands in any file", () => {
  const all = ["lookup", "mirror"].flatMap((name) => filesBelow(join(folder, name)));
  assert.ok(all.length > 8);
  for (const path of all) {
    const text = readFileSync(path, "latin1");
    for (const planted of [...NUMBERS, ...codes]) assert.ok(!text.includes(planted), `${path}: ${planted}`);
  }
});

function filesBelow(path) {
  return statSync(path).isDirectory() ? readdirSync(path).flatMap((name) => filesBelow(join(path, name))) : [path];
}
