// The part of TOML 1.0 that manifests use. Whatever else TOML allows is refused, never skipped: dotted and quoted
// keys, inline tables, multi-line strings, floats and dates.

import { Refused } from "./refused.mjs";

const ESCAPES = { b: "\b", t: "\t", n: "\n", f: "\f", r: "\r", '"': '"', "\\": "\\" };

/** Tables as objects without prototype, arrays, strings, booleans and safe integers. */
export function readToml(text) {
  const cursor = { text: text.replaceAll("\r\n", "\n"), at: 0 };
  const root = Object.create(null);
  let table = root;
  for (;;) {
    skip(cursor, /(?:[ \t\n]|#[^\u0000-\u0008\u000a-\u001f\u007f]*)*/y);
    if (cursor.at === cursor.text.length) return root;
    const array = skip(cursor, /\[\[[ \t]*([A-Za-z0-9_-]+)[ \t]*\]\]/y);
    const single = array ? null : skip(cursor, /\[[ \t]*([A-Za-z0-9_-]+)[ \t]*\]/y);
    if (array) {
      const [, name] = array;
      if (!(name in root)) root[name] = [];
      // A table of this name, or an array that a value gave, cannot be added to.
      if (!Array.isArray(root[name]) || root[name].fixed) throw wrong(cursor);
      table = Object.create(null);
      root[name].push(table);
    } else if (single) {
      table = define(cursor, root, single[1], Object.create(null));
    } else {
      const pair = skip(cursor, /([A-Za-z0-9_-]+)[ \t]*=[ \t]*/y);
      if (!pair) throw wrong(cursor);
      define(cursor, table, pair[1], value(cursor));
    }
    if (!skip(cursor, /[ \t]*(?:#[^\u0000-\u0008\u000a-\u001f\u007f]*)?(?:\n|$)/y)) throw wrong(cursor);
  }
}

function define(cursor, table, name, content) {
  if (name in table) throw wrong(cursor);
  table[name] = content;
  return content;
}

function value(cursor) {
  if (skip(cursor, /(?="""|''')/y)) throw wrong(cursor);
  if (skip(cursor, /"/y)) return basicString(cursor);
  const literal = skip(cursor, /'([^'\n\u0000-\u0008\u000b-\u001f\u007f]*)'/y);
  if (literal) return literal[1];
  if (skip(cursor, /\[/y)) return list(cursor);
  const bool = skip(cursor, /(true|false)(?![A-Za-z0-9_.+-])/y);
  if (bool) return bool[1] === "true";
  const integer = skip(cursor, /([+-]?(?:0|[1-9](?:_?[0-9])*))(?![A-Za-z0-9_.:+-])/y);
  const number = integer ? Number(integer[1].replaceAll("_", "")) : NaN;
  if (!Number.isSafeInteger(number)) throw wrong(cursor);
  return number;
}

function basicString(cursor) {
  let text = "";
  for (;;) {
    text += skip(cursor, /[^"\\\u0000-\u0008\u000a-\u001f\u007f]*/y)[0];
    if (skip(cursor, /"/y)) return text;
    const short = skip(cursor, /\\([btnfr"\\])/y);
    const long = short ? null : skip(cursor, /\\u([0-9A-Fa-f]{4})/y) ?? skip(cursor, /\\U([0-9A-Fa-f]{8})/y);
    if (!short && !long) throw wrong(cursor);
    if (short) {
      text += ESCAPES[short[1]];
    } else {
      const point = parseInt(long[1], 16);
      if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) throw wrong(cursor);
      text += String.fromCodePoint(point);
    }
  }
}

function list(cursor) {
  const blanks = /(?:[ \t\n]|#[^\u0000-\u0008\u000a-\u001f\u007f]*)*/y;
  const items = [];
  Object.defineProperty(items, "fixed", { value: true });
  for (;;) {
    skip(cursor, blanks);
    if (skip(cursor, /\]/y)) return items;
    items.push(value(cursor));
    skip(cursor, blanks);
    if (skip(cursor, /,/y)) continue;
    if (skip(cursor, /\]/y)) return items;
    throw wrong(cursor);
  }
}

/** What the sticky pattern matches here, stepping over it; `null` if it does not. */
function skip(cursor, pattern) {
  pattern.lastIndex = cursor.at;
  const match = pattern.exec(cursor.text);
  if (match) cursor.at = pattern.lastIndex;
  return match;
}

function wrong(cursor) {
  const row = cursor.text.slice(0, cursor.at).split("\n").length;
  return new Refused(
    "E002",
    `election.toml:${row}: this line is not TOML, or uses a part of it that this verifier does not read.`,
    `election.toml:${row}: esta línea no es TOML, o usa una parte que este verificador no lee.`,
    row,
  );
}
