// How long a look-up takes from pressing the button to the table, in Chromium at 1x, 4x and 6x slowed processor, for a
// key server on this machine and for mirrors with Argon2id: `node lookup-speed.mjs`. A benchmark, run by hand.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createReadStream, mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { loadavg, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { cotejo, launch } from "./browser.mjs";

const PROGRAM = resolve(process.env.COTEJO ?? join(import.meta.dirname, "../../target/debug/cotejo"));
const VISITS = 7;
const folder = mkdtempSync(join(tmpdir(), "cotejo-lookup-speed-"));
const election = join(folder, "sample/election");

cotejo("sample", join(folder, "sample"), "--tables", "40", "--seed", "5");
const code = readFileSync(join(election, "tables.csv"), "utf8").split("\n")[1].split(",")[0];
const roll = join(folder, "roll.csv");
writeFileSync(roll, `id,table\n${Array.from({ length: 300 }, (_, at) => `${31_415_000 + at},${code}\n`).join("")}`);
cotejo("lookup", "key", "new", join(folder, "key"));
const server = spawn(PROGRAM, ["lookup", "serve", "--key", join(folder, "key"), "--listen", "127.0.0.1:0", "--burst", "1000"]);
let address;
for await (const line of createInterface(server.stdout)) {
  [, address] = line.match(/^listening on (\S+)$/) ?? [];
  if (address) break;
}
const modes = { "key server": ["--key", join(folder, "key"), "--key-server", address] };
for (const [memory, passes] of [[4096, 1], [8192, 1], [16384, 1], [19456, 2]]) {
  modes[`Argon2id ${memory} KiB x ${passes}`] = ["--argon2", "--memory-kib", String(memory), "--passes", String(passes)];
}
const web = createServer((request, response) => {
  const path = join(folder, decodeURIComponent(request.url).replace(/\/$/, "/index.html"));
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return response.writeHead(404).end();
  const type = { html: "text/html", css: "text/css", js: "text/javascript" }[path.split(".").at(-1)];
  response.writeHead(200, { "content-type": type ?? "application/octet-stream" });
  createReadStream(path).pipe(response);
}).listen(0, "127.0.0.1");
await once(web, "listening");

const browser = await launch();
console.log(`load ${loadavg()[0].toFixed(1)}; median of ${VISITS} visits, each in a fresh page, and the slowest; milliseconds`);
let number = 0;
for (const [name, how] of Object.entries(modes)) {
  const out = `m${(number += 1)}`;
  const { status, stderr } = cotejo("lookup", "build", roll, "--election", election, "--out", join(folder, out), ...how);
  if (status !== 0) throw new Error(stderr);
  for (const rate of [1, 4, 6]) {
    const times = [];
    for (let visit = 0; visit < VISITS; visit += 1) times.push(await timed(`http://127.0.0.1:${web.address().port}/${out}/`, rate));
    times.sort((a, b) => a - b);
    console.log(`${name.padEnd(26)} ${rate}x ${times[(VISITS - 1) / 2].toFixed(0).padStart(6)} ${times.at(-1).toFixed(0).padStart(6)}`);
  }
}
await browser.close();
server.kill();
web.close();

async function timed(url, rate) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate });
  await page.goto(url, { waitUntil: "networkidle" });
  await page.fill("#id", "31415003");
  const took = await page.evaluate(
    () =>
      new Promise((done) => {
        const began = performance.now();
        new MutationObserver(() => document.querySelector("#answer .table") && done(performance.now() - began)).observe(document.querySelector("#answer"), { childList: true });
        document.querySelector("#form").requestSubmit();
      }),
  );
  await context.close();
  return took;
}
