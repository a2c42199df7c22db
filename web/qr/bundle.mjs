// Writes qr.js: the QR reader of the npm package that package-lock.json names, as one classic script that sets
// `jsQR`. `npm ci --ignore-scripts && node bundle.mjs` writes it; with `--check` it only says whether the checked-in
// file is what the package gives.

import { readFileSync, writeFileSync } from "node:fs";

const lock = JSON.parse(readFileSync(new URL("package-lock.json", import.meta.url), "utf8"));
const { version, integrity } = lock.packages["node_modules/jsqr"];
const source = readFileSync(new URL("node_modules/jsqr/dist/jsQR.js", import.meta.url), "utf8");
const bundle = `// jsQR ${version}, Apache-2.0, https://github.com/cozmo/jsQR (${integrity}).
// Made by bundle.mjs. Do not edit; run \`npm ci --ignore-scripts && node bundle.mjs\`.
${source.replaceAll("\r\n", "\n").trimEnd()}
`;

const place = new URL("qr.js", import.meta.url);
if (!process.argv.includes("--check")) writeFileSync(place, bundle);
else if (readFileSync(place, "utf8") !== bundle) {
  console.error("web/qr/qr.js is not what the package gives: run `node bundle.mjs` in web/qr");
  process.exit(1);
}
