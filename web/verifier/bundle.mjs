// Writes verifier.js: all modules behind one another as a classic script, because browsers load no ES modules from
// file://. Each module becomes a function that gives its exports; nothing else is changed, so verifier.js reads as
// the modules do. `node bundle.mjs` writes it; a test holds the checked-in file against a fresh one.

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const FRONT_DOOR = "verify.mjs";
const HEAD = `// Made by bundle.mjs from the modules beside it. Do not edit; run \`node bundle.mjs\`.
"use strict";
`;

/** The text of verifier.js. */
export function bundle() {
  const done = [];
  const parts = [];
  const visit = (file) => {
    if (done.includes(file)) return;
    const source = readFileSync(new URL(file, import.meta.url), "utf8");
    const imports = [...source.matchAll(/^import \{([^}]*)\} from "\.\/([a-z0-9-]+\.mjs)";\n/gm)];
    for (const [, , other] of imports) visit(other);
    done.push(file);
    parts.push(wrap(file, source, imports));
  };
  visit(FRONT_DOOR);
  return `${HEAD}\n${parts.join("\n")}\nglobalThis.Cotejo = ${nameOf(FRONT_DOOR)};\n`;
}

function wrap(file, source, imports) {
  let body = source;
  for (const [line, names, other] of imports) body = body.replace(line, `const {${names}} = ${nameOf(other)};\n`);
  const exported = [...body.matchAll(/^export (?:async )?(?:function|class|const) ([A-Za-z0-9_]+)/gm)].map(([, name]) => name);
  body = body.replace(/^export /gm, "");
  if (/^(import|export)\b/m.test(body) || exported.length === 0) throw new Error(`${file}: an import or export that bundle.mjs does not know`);
  return `// ${file}\nconst ${nameOf(file)} = (() => {\n${body}\nreturn { ${exported.join(", ")} };\n})();\n`;
}

function nameOf(file) {
  return `module_${file.replace(".mjs", "").replaceAll("-", "_")}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL("verifier.js", import.meta.url), bundle());
}
