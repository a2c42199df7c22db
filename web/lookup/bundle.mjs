// Writes lookup.js: the page's modules and the libraries of package-lock.json as one classic script, with the licences
// of the libraries in it. `npm ci --ignore-scripts && node bundle.mjs` gives the same bytes everywhere; a test holds the
// checked-in file against a fresh one.

import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

/** The text of lookup.js. */
export function bundle() {
  const { outputFiles } = buildSync({
    absWorkingDir: fileURLToPath(new URL(".", import.meta.url)),
    entryPoints: ["page.mjs"],
    bundle: true,
    write: false,
    format: "iife",
    target: "es2020",
    minify: true,
    charset: "utf8",
    legalComments: "eof",
    banner: { js: "// Made by bundle.mjs from the modules beside it in web/lookup. Do not edit." },
  });
  return outputFiles[0].text;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL("lookup.js", import.meta.url), bundle());
}
