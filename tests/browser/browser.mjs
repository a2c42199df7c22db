// Chromium and the invented election that every test looks at.

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium } from "playwright-core";

const PROGRAM = resolve(process.env.COTEJO ?? join(import.meta.dirname ?? ".", "../../target/debug/cotejo"));
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Runs the program. */
export function cotejo(...args) {
  return execFileSync(PROGRAM, args);
}

/** Runs `cotejo demo` and gives its folder. */
export function demo() {
  if (!existsSync(PROGRAM)) throw new Error(`${PROGRAM} is missing: cargo build --package cotejo`);
  const folder = join(mkdtempSync(join(tmpdir(), "cotejo-browser-")), "demo");
  execFileSync(PROGRAM, ["demo", "--tables", "80", "--seed", "5", "--out", folder, "--json"]);
  return folder;
}

/** Starts Chromium without its own traffic. */
export function launch() {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}

/** Opens a page and collects what must not happen: errors, and requests that leave the folder. */
export async function open(browser, url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, ...options });
  const page = await context.newPage();
  const troubles = [];
  page.on("pageerror", (error) => troubles.push(`error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") troubles.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    if (!request.url().startsWith("file:") && !request.url().startsWith("data:")) troubles.push(`request: ${request.url()}`);
  });
  await page.goto(url);
  return { page, troubles, close: () => context.close() };
}
