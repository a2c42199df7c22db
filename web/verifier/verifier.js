// Made by bundle.mjs from the modules beside it. Do not edit; run `node bundle.mjs`.
"use strict";

// bytes.mjs
const module_bytes = (() => {
// Bytes, hexadecimal, base64, UTF-8, SHA-256: the small change of every other module.

const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** All parts behind one another. */
function concat(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Whether two byte strings are the same. Nothing here is secret, so time does not matter. */
function same(one, other) {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

/** Lower-case hexadecimal. */
function toHex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The bytes of lower-case hexadecimal; `null` for anything else. */
function fromHex(text) {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) return null;
  return Uint8Array.from({ length: text.length / 2 }, (_, at) => parseInt(text.slice(2 * at, 2 * at + 2), 16));
}

/** UTF-8 of a text; `null` if the text has half a surrogate pair, which no bytes spell. */
function toUtf8(text) {
  const bytes = new TextEncoder().encode(text);
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes) === text ? bytes : null;
}

/** The text of UTF-8 bytes, a byte order mark kept; `null` for ill-formed bytes. */
function fromUtf8(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Bytes of standard base64 with padding (RFC 4648 section 4) in its one spelling; `null` for anything else. */
function fromBase64(text) {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null;
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  let bits = 0;
  let value = 0;
  let at = 0;
  for (const char of text.slice(0, text.length - padding)) {
    value = ((value << 6) | BASE64.indexOf(char)) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (value >> bits) & 0xff;
    }
  }
  // Bits left over would give the same bytes a second spelling.
  return (value & ((1 << bits) - 1)) === 0 ? bytes : null;
}

/** SHA-256, by WebCrypto. */
async function sha256(bytes) {
  return new Uint8Array(await globalThis.crypto.subtle.digest("SHA-256", bytes));
}

/** SHA-512, by WebCrypto. */
async function sha512(bytes) {
  return new Uint8Array(await globalThis.crypto.subtle.digest("SHA-512", bytes));
}

return { concat, same, toHex, fromHex, toUtf8, fromUtf8, fromBase64, sha256, sha512 };
})();

// refused.mjs
const module_refused = (() => {
// The one error of this verifier: what was refused, under which rule, in English and Spanish.

/**
 * A refusal. `rule` is a code of docs/rules.md (`S101`) or, where there is none, a word of README.md
 * (`note-form`); the sentence is plain English and Spanish; `row` is the line of the file, where one is known.
 */
class Refused extends Error {
  constructor(rule, en, es, row = null) {
    super(`${rule}: ${en}`);
    this.name = "Refused";
    this.rule = rule;
    this.sentence = { en, es };
    this.row = row;
  }

  /** The refusal as a plain object, as it stands in results. */
  plain() {
    return { rule: this.rule, message: this.sentence, row: this.row };
  }
}

return { Refused };
})();

// csv.mjs
const module_csv = (() => {
// CSV files of the election directory (RFC 4180), strictly: exact header, exact number of fields, ended last line.

const { Refused } = module_refused;
const { toUtf8 } = module_bytes;

const MAX_CODE_BYTES = 200;
const MAX_NAME_BYTES = 1000;

/** The rows below the header, each `{ row, fields }`; `row` is the line it starts on, the header being 1. */
function readCsv(file, text, header) {
  if (!text.endsWith("\n")) throw badRow(file, null, "the last line does not end", "la última línea no termina");
  const rows = [];
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const row = line;
    const fields = [];
    do {
      const field = readField(file, row, text, at);
      fields.push(field.value);
      line += field.lines;
      at = field.end + 1;
    } while (text[at - 1] === ",");
    if (text[at - 1] === "\r") at += 1;
    line += 1;
    if (rows.length === 0 && fields.join() !== header) throw badRow(file, 1, `the header must be ${header}`, `el encabezado debe ser ${header}`);
    if (fields.length !== header.split(",").length) throw badRow(file, row, "too few or too many fields", "faltan o sobran campos");
    if (fields.some((value) => isLong(value, MAX_NAME_BYTES))) throw badRow(file, row, "a field is too long", "un campo es demasiado largo");
    rows.push({ row, fields });
  }
  return rows.slice(1);
}

/** The field that starts at `at`; `end` is the place of the comma or line end behind it. */
function readField(file, row, text, at) {
  const stops = /,|\r?\n/g;
  if (text[at] !== '"') {
    stops.lastIndex = at;
    const end = stops.exec(text).index;
    const value = text.slice(at, end);
    if (/["\r]/.test(value)) throw badRow(file, row, "a stray quote or carriage return", "una comilla o un retorno suelto");
    return { value, end, lines: 0 };
  }
  let close = at + 1;
  for (;;) {
    close = text.indexOf('"', close);
    if (close === -1) throw badRow(file, row, "a quote is not closed", "una comilla no se cierra");
    if (text[close + 1] !== '"') break;
    close += 2;
  }
  const raw = text.slice(at + 1, close);
  const end = close + 1;
  if (text[end] !== "," && text[end] !== "\n" && text.slice(end, end + 2) !== "\r\n") {
    throw badRow(file, row, "something stands behind a closing quote", "hay algo después de una comilla de cierre");
  }
  return { value: raw.replaceAll('""', '"'), end, lines: raw.split("\n").length - 1 };
}

/** A code as docs/formats/election.md defines it. */
function isCode(text) {
  return text !== "" && !/^\p{White_Space}|\p{White_Space}$|\p{Cc}/u.test(text) && !isLong(text, MAX_CODE_BYTES);
}

/** Order of the UTF-8 bytes of two texts, which UTF-16 order is not beyond U+FFFF. */
function compareBytes(one, other) {
  const most = Math.min(one.length, other.length);
  for (let at = 0; at < most; at++) {
    const [a, b] = [one.charCodeAt(at), other.charCodeAt(at)];
    if (a === b) continue;
    const isSurrogate = (unit) => unit >= 0xd800 && unit <= 0xdfff;
    if (isSurrogate(a) !== isSurrogate(b) && a >= 0xd800 && b >= 0xd800) return isSurrogate(a) ? 1 : -1;
    return a - b;
  }
  return one.length - other.length;
}

/** E003 at a row of a file. */
function badRow(file, row, en, es) {
  const at = row === null ? "" : `:${row}`;
  return new Refused("E003", `${file}${at}: ${en}.`, `${file}${at}: ${es}.`, row);
}

function isLong(text, most) {
  // No text has more bytes than three per unit, which spares most texts the encoding.
  return text.length * 3 > most && toUtf8(text).length > most;
}

return { readCsv, isCode, compareBytes, badRow };
})();

// ed25519.mjs
const module_ed25519 = (() => {
// Ed25519 as strictly as docs/formats/sheet.md asks, whatever the WebCrypto at hand accepts.
//
// Implementations differ on small orders, misspelt points and the cofactor. So the key, R and S are judged here
// first; WebCrypto is asked next; and what it accepts must also satisfy the equation without cofactor, computed
// here. Where WebCrypto has no Ed25519 (older browsers) the equation alone decides. Only public values are
// handled, so nothing needs constant time.

const { concat, sha512, toHex } = module_bytes;

const P = 2n ** 255n - 19n;
const L = 2n ** 252n + 27742317777372353535851937790883648493n;
const D = mod(-121665n * power(121666n, P - 2n));
const ROOT_OF_MINUS_ONE = power(2n, (P - 1n) / 4n);
const IDENTITY = [0n, 1n, 1n, 0n];
const BASE = decode(Uint8Array.from([0x58, ...Array(31).fill(0x66)]));

/** Whether a key may be enrolled: it decodes by RFC 8032 section 5.1.3 and is not of small order. */
function isGoodKey(key) {
  const point = decode(key);
  return point !== null && !isSmallOrder(point);
}

/** Whether the signature is valid, by all five points of docs/formats/sheet.md. */
async function verify(key, message, signature) {
  if (signature.length !== 64 || !isGoodKey(key)) return false;
  const r = decode(signature.subarray(0, 32));
  if (r === null || isSmallOrder(r) || littleEndian(signature.subarray(32)) >= L) return false;
  if ((await askWebCrypto(key, message, signature)) === false) return false;
  return equationHolds(key, message, signature);
}

/** Whether [S]B - [k]A, encoded, gives the bytes of R. The key must decode; nothing else is judged. */
async function equationHolds(key, message, signature) {
  const a = decode(key);
  if (a === null) return false;
  const r = signature.subarray(0, 32);
  const k = littleEndian(await sha512(concat(r, key, message))) % L;
  const [x, y, z, t] = a;
  const sum = twoTimes(littleEndian(signature.subarray(32)), BASE, k, [mod(-x), y, z, mod(-t)]);
  return toHex(encode(sum)) === toHex(r);
}

/** What WebCrypto says; `null` where it does not know Ed25519. */
async function askWebCrypto(key, message, signature) {
  const { subtle } = globalThis.crypto;
  try {
    const imported = await subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]);
    return await subtle.verify({ name: "Ed25519" }, imported, signature, message);
  } catch (error) {
    if (error.name === "NotSupportedError") return null;
    if (["DataError", "OperationError"].includes(error.name)) return false;
    throw error;
  }
}

/** The point that 32 bytes spell, in extended coordinates; `null` if they spell none or misspell one. */
function decode(bytes) {
  if (bytes.length !== 32) return null;
  const whole = littleEndian(bytes);
  const sign = whole >> 255n;
  const y = whole & (2n ** 255n - 1n);
  if (y >= P) return null;
  const u = mod(y * y - 1n);
  const v = mod(D * y * y + 1n);
  const v3 = mod(v * v * v);
  let x = mod(u * v3 * power(mod(u * v3 * v3 * v), (P - 5n) / 8n));
  const check = mod(v * x * x);
  if (check === mod(-u)) x = mod(x * ROOT_OF_MINUS_ONE);
  else if (check !== u) return null;
  if (x === 0n && sign === 1n) return null;
  if ((x & 1n) !== sign) x = P - x;
  return [x, y, 1n, mod(x * y)];
}

function encode([x, y, z]) {
  const inverse = power(z, P - 2n);
  let whole = mod(y * inverse) | ((mod(x * inverse) & 1n) << 255n);
  return Uint8Array.from({ length: 32 }, () => {
    const byte = Number(whole & 0xffn);
    whole >>= 8n;
    return byte;
  });
}

/** Whether eight times the point is the identity. */
function isSmallOrder(point) {
  const [x, y, z] = double(double(double(point)));
  return x === 0n && y === z;
}

/** Addition that holds for every pair of points (RFC 8032 section 5.1.4). */
function add([x1, y1, z1, t1], [x2, y2, z2, t2]) {
  const a = mod((y1 - x1) * (y2 - x2));
  const b = mod((y1 + x1) * (y2 + x2));
  const c = mod(2n * D * t1 * t2);
  const d = mod(2n * z1 * z2);
  const [e, f, g, h] = [b - a, d - c, d + c, b + a];
  return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)];
}

function double([x, y, z]) {
  const [a, b] = [mod(x * x), mod(y * y)];
  const h = a + b;
  const e = h - mod((x + y) * (x + y));
  const g = a - b;
  const f = 2n * mod(z * z) + g;
  return [mod(e * f), mod(g * h), mod(f * g), mod(e * h)];
}

/** [m]P + [n]Q, both scalars walked together from their highest bit. */
function twoTimes(m, p, n, q) {
  const either = add(p, q);
  let sum = IDENTITY;
  for (let bit = 255n; bit >= 0n; bit--) {
    sum = double(sum);
    const which = ((m >> bit) & 1n) * 2n + ((n >> bit) & 1n);
    if (which !== 0n) sum = add(sum, which === 3n ? either : which === 2n ? p : q);
  }
  return sum;
}

function power(base, exponent) {
  let result = 1n;
  for (let left = exponent, square = mod(base); left > 0n; left >>= 1n, square = mod(square * square)) {
    if (left & 1n) result = mod(result * square);
  }
  return result;
}

function mod(number) {
  const rest = number % P;
  return rest < 0n ? rest + P : rest;
}

function littleEndian(bytes) {
  return BigInt("0x" + toHex(Uint8Array.from(bytes).reverse()));
}

return { isGoodKey, verify, equationHolds };
})();

// toml.mjs
const module_toml = (() => {
// The part of TOML 1.0 that manifests use. Whatever else TOML allows is refused, never skipped: dotted and quoted
// keys, inline tables, multi-line strings, floats and dates.

const { Refused } = module_refused;

const ESCAPES = { b: "\b", t: "\t", n: "\n", f: "\f", r: "\r", '"': '"', "\\": "\\" };

/** Tables as objects without prototype, arrays, strings, booleans and safe integers. */
function readToml(text) {
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

return { readToml };
})();

// manifest.mjs
const module_manifest = (() => {
// The manifest `election.toml` (docs/formats/election.md): every field known, of its type, within its bounds.

const { fromHex } = module_bytes;
const { isCode } = module_csv;
const { isGoodKey } = module_ed25519;
const { Refused } = module_refused;
const { readToml } = module_toml;

const ROLES = ["authority", "party", "observer"];
const DIGEST = /^[0-9a-f]{64}$/;
// Its signatures are not checked here, but a manifest that the program refuses is refused.
const ML_DSA_44 = /^[0-9a-f]{2624}$/;

const isText = (value) => typeof value === "string";
const isWhole = (value) => Number.isSafeInteger(value) && value >= 0;
const isList = (value, isItem) => Array.isArray(value) && value.every(isItem);
const isTable = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isShare = (value) => isText(value) && /^\d+(\.\d{0,4})?\p{White_Space}*%$/u.test(value) && parseFloat(value) <= 100;

// Per table of the manifest: what each field must be. A name with ? may be left out.
const ELECTION = {
  format: (value) => value === 1,
  name: isText,
  country: isText,
  language: isText,
  timezone: isText,
  opens: (value) => seconds(value) !== null,
  closes: (value) => seconds(value) !== null,
  levels: (value) => isList(value, isText) && value.length > 0,
  contests: (value) => isList(value, isTable) && value.length >= 1 && value.length <= 200,
  "organisations?": (value) => isList(value, isTable),
  "gateways?": (value) => isList(value, isTable),
  "software?": (value) => isList(value, (item) => isText(item) && DIGEST.test(item)),
  "log?": isTable,
  "cosigners?": isTable,
  "clock?": isTable,
  "audit?": isTable,
  "lookup?": isTable,
};
const CONTEST = {
  key: (value) => isText(value) && isCode(value),
  title: isText,
  "seats?": (value) => isWhole(value) && value > 0,
  "areas?": (value) => isList(value, isText),
};
const ORGANISATION = {
  id: (value) => isText(value) && /^[A-Za-z0-9-]+$/.test(value),
  name: isText,
  role: (value) => ROLES.includes(value),
  "key?": (value) => isText(value) && DIGEST.test(value),
  "key_ml_dsa_44?": isText,
};
const GATEWAY = {
  organisation: isText,
  "udp?": isText,
  "https?": isText,
  "key?": (value) => isText(value) && DIGEST.test(value),
};
const LOG = {
  origin: (value) => isText(value) && /^[^+\p{White_Space}]+$/u.test(value),
  key: (value) => isText(value) && DIGEST.test(value),
  "starts?": (value) => seconds(value) !== null,
};
const COSIGNERS = { at_least: isWhole, "not_authority?": isWhole };
const CLOCK = { award_hours: isWhole, challenge_days: isWhole, gazette_days: isWhole };
const AUDIT = { "boxes?": isShare, "risk_limit?": isShare };
const LOOKUP = {
  memory_kib: (value) => isWhole(value) && value >= 8 && value <= 262_144,
  passes: (value) => isWhole(value) && value >= 1 && value <= 16,
};

/** The manifest, with what was left out filled in; times in seconds since 1970. */
function readManifest(text) {
  const raw = readToml(text);
  hold("election.toml", raw, ELECTION);
  for (const contest of raw.contests) hold("[[contests]]", contest, CONTEST);
  const organisations = raw.organisations ?? [];
  for (const organisation of organisations) hold("[[organisations]]", organisation, ORGANISATION);
  for (const gateway of raw.gateways ?? []) hold("[[gateways]]", gateway, GATEWAY);
  if (raw.log) hold("[log]", raw.log, LOG);
  if (raw.cosigners) hold("[cosigners]", raw.cosigners, COSIGNERS);
  if (raw.clock) hold("[clock]", raw.clock, CLOCK);
  if (raw.audit) hold("[audit]", raw.audit, AUDIT);
  if (raw.lookup) hold("[lookup]", raw.lookup, LOOKUP);
  for (const { id, key_ml_dsa_44: key } of organisations) if (key !== undefined && !ML_DSA_44.test(key)) throw badKey(id);
  unique(organisations.map((organisation) => organisation.key_ml_dsa_44).filter((key) => key !== undefined));
  const [opens, closes] = [seconds(raw.opens), seconds(raw.closes)];
  if (opens >= closes) throw badField("closes");
  unique(raw.contests.map((contest) => contest.key));
  unique(organisations.map((organisation) => organisation.id));
  return {
    name: raw.name,
    country: raw.country,
    language: raw.language,
    timezone: raw.timezone,
    opens,
    closes,
    levels: raw.levels,
    contests: raw.contests.map(({ key, title, areas = [] }) => ({ key, title, areas })),
    organisations: organisations.map(({ id, name, role, key }) => ({ id, name, role, key: key ? enrolled(id, key) : null })),
    software: raw.software ?? [],
    log: raw.log ? { origin: raw.log.origin, key: enrolled("log", raw.log.key) } : null,
    cosigners: raw.cosigners ? { atLeast: raw.cosigners.at_least, notAuthority: raw.cosigners.not_authority ?? 0 } : null,
  };
}

function hold(where, table, fields) {
  for (const name of Object.keys(table)) {
    if (!Object.hasOwn(fields, name) && !Object.hasOwn(fields, `${name}?`)) throw badField(`${where} ${name}`);
  }
  for (const [field, isGood] of Object.entries(fields)) {
    const name = field.replace("?", "");
    if (name in table ? !isGood(table[name]) : !field.endsWith("?")) throw badField(`${where} ${name}`);
  }
}

function enrolled(id, key) {
  const bytes = fromHex(key);
  if (!isGoodKey(bytes)) throw badKey(id);
  return bytes;
}

function badKey(id) {
  return new Refused("E007", `election.toml: the key of ${id} is not a valid one, or a weak one.`, `election.toml: la clave de ${id} no es válida o es débil.`);
}

function unique(names) {
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) {
    throw new Refused("E004", `election.toml: ${twice} stands twice.`, `election.toml: ${twice} aparece dos veces.`);
  }
}

/** Seconds since 1970 of RFC 3339 with offset; `null` for anything else, a day that no calendar has included. */
function seconds(text) {
  const parts = isText(text) && /^(\d{4}-(\d\d)-(\d\d))[Tt ]((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(\.\d+)?([Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/.exec(text);
  if (!parts) return null;
  const [, date, month, day, time, fraction = ".0", offset] = parts;
  const midnight = new Date(`${date}T00:00:00Z`);
  if (midnight.getUTCDate() !== Number(day) || midnight.getUTCMonth() + 1 !== Number(month)) return null;
  const instant = Date.parse(`${date}T${time}${offset.toUpperCase()}`);
  return Number.isNaN(instant) ? null : instant / 1000 + Number(`0${fraction}`);
}

function badField(name) {
  return new Refused(
    "E002",
    `The manifest's field "${name}" is missing, unknown or not what it must be.`,
    `El campo "${name}" del manifiesto falta, es desconocido o no es lo que debe ser.`,
  );
}

return { readManifest };
})();

// election.mjs
const module_election = (() => {
// The election directory (docs/formats/election.md): five files as bytes, their id, the authority's seal.

const { concat, fromHex, fromUtf8, sha256, toHex, toUtf8 } = module_bytes;
const { badRow, compareBytes, isCode, readCsv } = module_csv;
const { verify } = module_ed25519;
const { readManifest } = module_manifest;
const { Refused } = module_refused;

const MIB = 2 ** 20;
// In the order of the listing that the id is the digest of.
const FILES = {
  "areas.csv": 2048 * MIB,
  "candidates.csv": 16 * MIB,
  "election.toml": MIB,
  "lists.csv": 16 * MIB,
  "tables.csv": 2048 * MIB,
};
const MAX_SEAL = 1000;
const MAX_ROWS_PER_CONTEST = 4096;

/** Names of the files that make an election, the seal not among them. */
const ELECTION_FILES = Object.keys(FILES);

/** The election of these files (`{ name: Uint8Array }`); whatever is wrong with them is refused. */
async function readElection(files) {
  for (const [name, most] of Object.entries(FILES)) {
    if (!files[name]) throw new Refused("E001", `${name} is missing.`, `Falta ${name}.`);
    if (files[name].length > most) throw new Refused("E012", `${name} exceeds its bound.`, `${name} excede su límite.`);
  }
  const id = await electionId(files);
  const text = (name) => fromUtf8(files[name]) ?? refuseText(name);
  const manifest = readManifest(text("election.toml"));
  const areas = readAreas(text("areas.csv"), manifest.levels.length);
  for (const contest of manifest.contests) {
    const unknown = contest.areas.find((path) => !areas.has(path));
    if (unknown !== undefined) throw nothingSuch("election.toml", null, unknown);
  }
  readCandidates(text("candidates.csv"), manifest.contests);
  readLists(text("lists.csv"), manifest.contests);
  const lines = readTables(text("tables.csv"), areas);
  return {
    ...manifest,
    id,
    tables: lines.length,
    /** The table of a row, the first below the header being 0; `null` where there is none. */
    table: (row) => (row < lines.length ? tableOf(lines[row]) : null),
    /** Positions of the contests held at a table. */
    heldAt: ({ area }) => [...manifest.contests.keys()].filter((at) => isWithin(area, manifest.contests[at].areas)),
  };
}

/** SHA-256 of what `sha256sum` prints for the five files. */
async function electionId(files) {
  let listing = "";
  for (const name of ELECTION_FILES) listing += `${toHex(await sha256(files[name]))}  ${name}\n`;
  return sha256(toUtf8(listing));
}

/** The id of the authority whose seal this is; a seal that does not fit is E009, no seal (`undefined`) E008. */
async function checkSeal(election, seal) {
  if (!seal) {
    throw new Refused("E008", "The election files carry no seal of the authority.", "La definición no lleva el sello de la autoridad.");
  }
  const lines = seal.length <= MAX_SEAL ? /^([A-Za-z0-9-]+)\n([0-9a-f]{128})\n$/.exec(fromUtf8(seal) ?? "") : null;
  const signer = lines && election.organisations.find(({ id }) => id === lines[1]);
  const message = concat(toUtf8("cotejo/election/v1\0"), election.id);
  if (!signer || signer.role !== "authority" || !signer.key || !(await verify(signer.key, message, fromHex(lines[2])))) {
    throw new Refused("E009", "The authority's seal does not fit the election files.", "El sello de la autoridad no corresponde a la definición.");
  }
  return signer.id;
}

/** All paths, the country's empty one included. */
function readAreas(text, levels) {
  const file = "areas.csv";
  const paths = new Set([""]);
  let before = "";
  for (const { row, fields } of readCsv(file, text, "area,name,address,latitude,longitude")) {
    const [path, , , latitude, longitude] = fields;
    const parts = path.split("/");
    if (!isCode(path) || !parts.every(isCode) || parts.length > levels) throw badRow(file, row, "not a path", "no es una ruta de área");
    if ((latitude === "") !== (longitude === "") || !isDegrees(latitude, 90) || !isDegrees(longitude, 180)) {
      throw badRow(file, row, "not a place on Earth", "no es un lugar de la Tierra");
    }
    if (paths.has(path)) throw twice(file, row, path);
    if (!paths.has(parts.slice(0, -1).join("/"))) throw nothingSuch(file, row, parts.slice(0, -1).join("/"));
    // "/" sorts before all else once it is a character that no code has.
    const key = path.replaceAll("/", "\u0001");
    if (compareBytes(before, key) > 0) throw notSorted(file, row);
    before = key;
    paths.add(path);
  }
  return paths;
}

function readCandidates(text, contests) {
  const file = "candidates.csv";
  const byKey = new Map(contests.map((contest) => [contest.key, contest]));
  for (const contest of contests) contest.candidates = new Map();
  for (const { row, fields } of readCsv(file, text, "contest,candidate,name,colour")) {
    const [key, code, name, colour] = fields;
    const { candidates } = byKey.get(key) ?? refuse(nothingSuch(file, row, key));
    if (!isCode(code) || !/^(#[0-9A-Fa-f]{6})?$/.test(colour)) throw badRow(file, row, "not a candidate's code or colour", "no es un código o color de candidato");
    if (candidates.has(code)) throw twice(file, row, code);
    if (candidates.size === MAX_ROWS_PER_CONTEST) throw badRow(file, row, "too many candidates", "demasiados candidatos");
    candidates.set(code, name);
  }
  const empty = contests.find(({ candidates }) => candidates.size === 0);
  if (empty) throw nothingSuch(file, null, `a candidate of ${empty.key}`);
}

function readLists(text, contests) {
  const file = "lists.csv";
  const byKey = new Map(contests.map((contest) => [contest.key, { ...contest, lists: [], codes: new Set() }]));
  for (const { row, fields } of readCsv(file, text, "contest,list,code,candidate")) {
    const [key, name, code, candidate] = fields;
    const { lists, codes, candidates } = byKey.get(key) ?? refuse(nothingSuch(file, row, key));
    if (!isCode(code)) throw badRow(file, row, "not a list's code", "no es un código de tarjeta");
    if (!candidates.has(candidate)) throw nothingSuch(file, row, candidate);
    if (codes.has(code)) throw twice(file, row, code);
    if (lists.length === MAX_ROWS_PER_CONTEST) throw badRow(file, row, "too many lists", "demasiadas tarjetas");
    codes.add(code);
    lists.push({ name, code, candidate });
  }
  for (const contest of contests) {
    const { lists } = byKey.get(contest.key);
    const own = Array.from(contest.candidates, ([code, name]) => ({ name, code, candidate: code }));
    contest.lists = lists.length > 0 ? lists : own;
  }
}

/** The lines below the header. They are kept as text, so that a million of them load quickly. */
function readTables(text, areas) {
  const file = "tables.csv";
  const lines = text.split("\n");
  if (lines.pop() !== "") throw badRow(file, null, "the last line does not end", "la última línea no termina");
  if (lines.shift() !== "table,area,electors,key") throw badRow(file, 1, "not the header it must have", "no es el encabezado debido");
  let before = "";
  lines.forEach((line, at) => {
    const row = at + 2;
    const fields = line.split(",");
    const [code, area, electors, key] = fields;
    if (fields.length !== 4 || /["\r]/.test(line) || !isCode(code) || !/^[0-9]{0,9}$/.test(electors) || !/^([0-9a-f]{64})?$/.test(key)) {
      throw badRow(file, row, "not a table's row", "no es la fila de una mesa");
    }
    if (!areas.has(area)) throw nothingSuch(file, row, area);
    const order = compareBytes(before, code);
    if (order === 0) throw twice(file, row, code);
    if (order > 0) throw notSorted(file, row);
    before = code;
  });
  return lines;
}

function tableOf(line) {
  const [code, area, electors, key] = line.split(",");
  return { code, area, electors: electors === "" ? null : Number(electors), key: key === "" ? null : fromHex(key) };
}

function isWithin(area, scopes) {
  return scopes.length === 0 || scopes.some((scope) => scope === "" || area === scope || area.startsWith(`${scope}/`));
}

function isDegrees(text, most) {
  return text === "" || (/^[+-]?\d+(\.\d+)?$/.test(text) && Math.abs(Number(text)) <= most);
}

function refuse(refused) {
  throw refused;
}

function refuseText(name) {
  const rule = name === "election.toml" ? "E002" : "E003";
  throw new Refused(rule, `${name} is not UTF-8.`, `${name} no es UTF-8.`);
}

function twice(file, row, what) {
  return new Refused("E004", `${file}:${row}: "${what}" stands twice.`, `${file}:${row}: "${what}" aparece dos veces.`, row);
}

function nothingSuch(file, row, what) {
  return new Refused("E005", `${file}:${row ?? ""} there is no "${what}".`, `${file}:${row ?? ""} no existe "${what}".`, row);
}

function notSorted(file, row) {
  return new Refused("E006", `${file}:${row}: the rows are not in ascending order.`, `${file}:${row}: las filas no están en orden ascendente.`, row);
}

return { ELECTION_FILES, readElection, electionId, checkSeal };
})();

// note.mjs
const module_note = (() => {
// Signed notes, checkpoints and cosignatures (c2sp.org/signed-note, tlog-checkpoint, tlog-cosignature v1).

const { concat, fromBase64, same, sha256, toHex, toUtf8 } = module_bytes;
const { isGoodKey, verify } = module_ed25519;
const { Refused } = module_refused;

const MAX_NOTE = 2 ** 16;
const MAX_SIGNATURES = 64;
const MAX_SIZE = 2n ** 63n - 1n;
const MAX_TIME = 2n ** 63n - 1n;
/** Type of a log's own signature over the note. */
const NOTE_SIGNATURE = 1;
/** Type of a timestamped cosignature. */
const COSIGNATURE = 4;

/** The key in a vkey, `name+keyid+base64(type, key)`: `{ name, id, type, key }`. */
async function readVkey(text) {
  const parts = /^([^+\p{White_Space}\p{Cc}]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(text);
  const bytes = parts && isPlain(parts[1]) ? fromBase64(parts[3]) : null;
  if (!bytes || bytes.length !== 33 || ![NOTE_SIGNATURE, COSIGNATURE].includes(bytes[0])) {
    throw badKey("not a vkey of an Ed25519 key (type 01 or 04)", "no es una vkey de una clave Ed25519 (tipo 01 o 04)");
  }
  const read = await namedKey(parts[1], bytes[0], bytes.slice(1));
  if (toHex(read.id) !== parts[2]) throw badKey(`the key id of ${read.name} does not fit its key`, `el id de la clave de ${read.name} no le corresponde`);
  if (!isGoodKey(read.key)) throw badKey(`the key of ${read.name} is invalid or weak`, `la clave de ${read.name} no es válida o es débil`);
  return read;
}

/** A key with the name under which it signs notes, and the id that follows from both. */
async function namedKey(name, type, key) {
  const id = (await sha256(concat(toUtf8(`${name}\n`), Uint8Array.of(type), key))).slice(0, 4);
  return { name, id, type, key };
}

/** Text and signature lines of a signed note, `{ text, signatures: [{ name, id, payload }] }`. Nothing is verified. */
function readNote(note) {
  const bytes = toUtf8(note);
  if (bytes?.length > MAX_NOTE) throw badNote("it is larger than 64 KiB", "excede 64 KiB");
  if (/[\u0000-\u0009\u000b-\u001f]/.test(note) || bytes === null) throw badNote("a control character", "un carácter de control");
  const blank = note.lastIndexOf("\n\n");
  if (blank === -1 || !note.endsWith("\n")) throw badNote("no signatures, or a last line that does not end", "faltan firmas o la última línea no termina");
  const lines = note.slice(blank + 2, -1).split("\n");
  if (lines.length > MAX_SIGNATURES) throw badNote("too many signatures", "demasiadas firmas");
  const signatures = lines.map((line) => {
    const parts = /^\u2014 ([^+\p{White_Space}\p{Cc}]+) ([A-Za-z0-9+/=]+)$/u.exec(line);
    const bytes = parts && fromBase64(parts[2]);
    if (!bytes || bytes.length < 5) throw badNote("a line that is no signature", "una línea que no es una firma");
    return { name: parts[1], id: bytes.subarray(0, 4), payload: bytes.subarray(4) };
  });
  return { text: note.slice(0, blank + 1), signatures };
}

/** Origin, size (a BigInt) and root of a checkpoint's text. Extension lines are refused: nobody could audit them. */
function readCheckpoint(text) {
  const lines = text.slice(0, -1).split("\n");
  const [origin, size, root] = lines;
  const hash = fromBase64(root ?? "");
  if (lines.length !== 3 || origin === "" || hash?.length !== 32 || !isDecimal(size, MAX_SIZE)) {
    throw new Refused("L419", "The note is not a checkpoint: origin, size and root.", "La nota no es un punto de control: origen, tamaño y raíz.");
  }
  return { origin, size: BigInt(size), root: hash };
}

/**
 * Verifies every signature of a note whose key is known. Lines of unknown keys are ignored; one of a known key
 * that fails refuses the note. Gives the verified, each key once, `[{ key, time }]`; `time` of cosignatures is
 * the latest, in seconds, as a BigInt. Signatures of logs come first, so that a note wrong in two ways has one rule.
 */
async function verifyNote({ text, signatures }, keys) {
  const verified = new Map();
  const known = signatures.flatMap(({ name, id, payload }) => {
    const key = keys.find((one) => one.name === name && same(one.id, id));
    return key ? [{ key, payload }] : [];
  });
  known.sort((one, other) => one.key.type - other.key.type);
  for (const { key, payload } of known) {
    const time = key.type === COSIGNATURE ? await cosignedAt(key, text, payload) : await signed(key, text, payload);
    const before = verified.get(key);
    verified.set(key, before === undefined || time > before ? time : before);
  }
  return Array.from(verified, ([key, time]) => ({ key, time }));
}

async function signed(key, text, payload) {
  if (!(await verify(key.key, toUtf8(text), payload))) throw forged(key);
  return null;
}

async function cosignedAt(key, text, payload) {
  if (payload.length !== 72) throw forged(key);
  const time = BigInt(`0x${toHex(payload.subarray(0, 8))}`);
  const message = toUtf8(`cosignature/v1\ntime ${time}\n${text}`);
  if (time > MAX_TIME || !(await verify(key.key, message, payload.subarray(8)))) throw forged(key);
  return time;
}

/** Whether a text is a decimal without leading zeros, at most `most` (a BigInt). */
function isDecimal(text, most) {
  return /^(0|[1-9][0-9]{0,18})$/.test(text ?? "") && BigInt(text) <= most;
}

function isPlain(name) {
  return toUtf8(name) !== null && !/[\u0000-\u001f]/.test(name);
}

function badKey(en, es) {
  return new Refused("vkey", `This key cannot be used: ${en}.`, `Esta clave no se puede usar: ${es}.`);
}

function badNote(en, es) {
  return new Refused("L418", `The checkpoint is not a signed note in its one form: ${en}.`, `El punto de control no es una nota firmada en su única forma: ${es}.`);
}

function forged({ name, type }) {
  return new Refused(type === NOTE_SIGNATURE ? "L413" : "L415", `The signature of ${name} does not verify.`, `La firma de ${name} no verifica.`);
}

return { NOTE_SIGNATURE, COSIGNATURE, readVkey, namedKey, readNote, readCheckpoint, verifyNote, isDecimal };
})();

// proof.mjs
const module_proof = (() => {
// A proof file (c2sp.org/tlog-proof): that a log holds a record, and who cosigned the log's checkpoint.

const { concat, fromBase64, fromUtf8, same, sha256 } = module_bytes;
const { COSIGNATURE, isDecimal, namedKey, NOTE_SIGNATURE, readCheckpoint, readNote, readVkey, verifyNote } = module_note;
const { Refused } = module_refused;

const FIRST_LINE = "c2sp.org/tlog-proof@v1";
// A note of 64 KiB, a record of 64 KiB in base64, 63 hashes and the lines around them.
const MAX_PROOF = 2 ** 16 + 87_380 + 63 * 45 + 200;
const MAX_RECORD = 2 ** 16 - 1;
const MAX_HASHES = 63;
const MAX_INDEX = 2n ** 63n - 2n;
const ROLES = ["log", "authority", "party", "observer"];

/** The first line of every proof file. */
const PROOF_STARTS_WITH = FIRST_LINE;

/**
 * The keys that a person trusts: lines `ROLE VKEY`, ROLE being log, authority, party or observer. Exactly one is
 * the log's; no key stands twice. Blank lines and lines that start with # are skipped.
 */
async function readKeys(text) {
  const keys = [];
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    const [, role, vkey] = /^(\S+) (\S+)$/.exec(line.trim()) ?? [];
    if (!ROLES.includes(role)) {
      throw new Refused("vkey", `A line of the keys is not "ROLE VKEY": ${line.slice(0, 80)}`, `Una línea de las claves no es "ROL VKEY": ${line.slice(0, 80)}`);
    }
    const key = { role, ...(await readVkey(vkey)) };
    if ((role === "log") !== (key.type === NOTE_SIGNATURE)) {
      throw new Refused("vkey", `${key.name}: a log's key has type 01, a cosigner's 04.`, `${key.name}: la clave de un registro tiene tipo 01, la de un cofirmante 04.`);
    }
    keys.push(key);
  }
  if (keys.filter(({ role }) => role === "log").length !== 1) {
    throw new Refused("vkey", "Exactly one key must be the log's.", "Exactamente una clave debe ser la del registro.");
  }
  return unique(keys);
}

/** The keys that the election file states: the log's, and each organisation's under the name `ORIGIN/ID`. */
async function keysOf({ log, organisations }) {
  if (!log) throw new Refused("E005", "The election file names no log: give its key.", "La definición no nombra ningún registro: dé su clave.");
  const keys = [{ role: "log", ...(await namedKey(log.origin, NOTE_SIGNATURE, log.key)) }];
  for (const { id, role, key } of organisations) {
    if (key) keys.push({ role, ...(await namedKey(`${log.origin}/${id}`, COSIGNATURE, key)) });
  }
  return unique(keys);
}

/** One holder under two names would count twice; and the log itself is no witness of the log. */
function unique(keys) {
  const again = keys.find(({ key }, at) => keys.findIndex((other) => same(other.key, key)) !== at);
  if (again) throw new Refused("vkey", `The key of ${again.name} stands twice.`, `La clave de ${again.name} aparece dos veces.`);
  return keys;
}

/** The parts of a proof file: `{ extra, index, hashes, note }`. Nothing is verified. */
function readProof(bytes) {
  if (bytes.length > MAX_PROOF) throw badProof("it is too long", "es demasiado largo");
  const text = fromUtf8(bytes);
  if (text === null) throw badProof("it is not UTF-8", "no es UTF-8");
  const blank = text.indexOf("\n\n");
  if (blank === -1) throw badProof("no empty line before the checkpoint", "falta la línea vacía antes del punto de control");
  const lines = text.slice(0, blank).split("\n");
  if (lines.shift() !== FIRST_LINE) throw badProof(`the first line is not ${FIRST_LINE}`, `la primera línea no es ${FIRST_LINE}`);
  const extra = lines[0]?.startsWith("extra ") ? fromBase64(lines.shift().slice(6)) : undefined;
  if (extra === null) throw badProof("the extra line is not base64", "la línea extra no es base64");
  const index = lines.shift() ?? "";
  if (!index.startsWith("index ") || !isDecimal(index.slice(6), MAX_INDEX)) throw badProof("not an index", "no es un índice");
  if (lines.length > MAX_HASHES) throw badProof("more hashes than any tree needs", "más huellas de las que un árbol necesita");
  const hashes = lines.map(fromBase64);
  if (hashes.some((hash) => hash?.length !== 32)) throw badProof("a line that is no SHA-256", "una línea que no es un SHA-256");
  return { extra, index: BigInt(index.slice(6)), hashes, note: text.slice(blank + 2) };
}

/**
 * Verifies that the log whose key is among `keys` holds `record`, and counts who cosigned. `policy`, `{ atLeast,
 * notAuthority }`, must be met: an unmet one refuses, as everything else does that is wrong.
 */
async function verifyProof(bytes, record, keys, policy) {
  // An undefined number would let every proof pass.
  if (![policy.atLeast, policy.notAuthority].every((many) => Number.isSafeInteger(many) && many >= 0)) {
    throw new TypeError("policy must be { atLeast, notAuthority }, both whole numbers");
  }
  if (record.length === 0 || record.length > MAX_RECORD) {
    throw new Refused("L401", "The record is empty or larger than a log can hold.", "El documento está vacío o excede lo que admite el registro.");
  }
  const proof = readProof(bytes);
  const note = readNote(proof.note);
  const checkpoint = readCheckpoint(note.text);
  const log = keys.find(({ role }) => role === "log");
  if (checkpoint.origin !== log.name) {
    throw new Refused("L414", `The checkpoint is of ${checkpoint.origin}, not of ${log.name}.`, `El punto de control es de ${checkpoint.origin}, no de ${log.name}.`);
  }
  const verified = await verifyNote(note, keys);
  if (!verified.some(({ key }) => key === log)) {
    throw new Refused("L413", "The checkpoint does not carry the log's signature.", "El punto de control no lleva la firma del registro.");
  }
  const root = await rootFrom(record, proof.index, checkpoint.size, proof.hashes);
  if (root === null || !same(root, checkpoint.root)) {
    throw new Refused("L417", "The proof does not lead from the record to the checkpoint's root.", "La prueba no conduce del documento a la raíz del punto de control.");
  }
  const cosigners = verified.filter(({ key }) => key.type === COSIGNATURE).map(({ key, time }) => ({ name: key.name, role: key.role, key: key.key, time }));
  const notAuthority = cosigners.filter(({ role }) => role !== "authority").length;
  if (cosigners.length < policy.atLeast || notAuthority < policy.notAuthority) {
    const { atLeast, notAuthority: others } = policy;
    throw new Refused(
      "L416",
      `${cosigners.length} cosigned, ${notAuthority} of them not of the authority; at least ${atLeast} and ${others} are asked for.`,
      `Cofirmaron ${cosigners.length}, de ellos ${notAuthority} ajenos a la autoridad; se piden al menos ${atLeast} y ${others}.`,
    );
  }
  return { ...checkpoint, index: proof.index, cosigners, notAuthority };
}

/** The root that the path gives (RFC 9162 section 2.1.3.2); `null` where it cannot be one of this index and size. */
async function rootFrom(record, index, size, hashes) {
  if (index >= size) return null;
  const node = (left, right) => sha256(concat(Uint8Array.of(1), left, right));
  let [at, last] = [index, size - 1n];
  let root = await sha256(concat(Uint8Array.of(0), record));
  for (const hash of hashes) {
    if (last === 0n) return null;
    if ((at & 1n) === 1n || at === last) {
      root = await node(hash, root);
      while ((at & 1n) === 0n && at !== 0n) {
        at >>= 1n;
        last >>= 1n;
      }
    } else {
      root = await node(root, hash);
    }
    at >>= 1n;
    last >>= 1n;
  }
  return last === 0n ? root : null;
}

function badProof(en, es) {
  return new Refused("L420", `This is not a proof file in its one form: ${en}.`, `No es un archivo de prueba en su única forma: ${es}.`);
}

return { PROOF_STARTS_WITH, readKeys, keysOf, readProof, verifyProof, rootFrom };
})();

// rules.mjs
const module_rules = (() => {
// The rules on one sheet (docs/rules.md, S103 to S128), as docs/formats/vectors.md decides their cases.

const { toHex } = module_bytes;

/** What each rule found, in plain words. */
const RULES = {
  S103: ["The sheet is of another election.", "El acta es de otra elección."],
  S104: ["The table is not in the election file.", "La mesa no está en la definición."],
  S105: ["The contest does not exist, or is not held at this table.", "La contienda no existe o no se vota en esta mesa."],
  S106: ["The sheet does not have one count per list of the contest.", "El acta no tiene una cifra por tarjeta de la contienda."],
  S107: ["Votes for lists, null and blank votes do not add up to the voters.", "Votos, nulos y blancos no suman los votantes."],
  S108: ["The machine counted another number of voters than signed the poll book.", "La máquina y el cuaderno no tienen los mismos votantes."],
  S109: ["More voters than electors on the roll.", "Más votantes que electores inscritos."],
  S110: ["A count is larger than the voters or electors of the table.", "Una cifra supera los votantes o electores de la mesa."],
  S111: ["The time of closing lies outside the election's window.", "La hora de cierre está fuera del horario de la elección."],
  S112: ["The electors on the sheet are not those of the election file.", "Los electores del acta no son los de la definición."],
  S113: ["A count is blank: a box was left empty.", "Una cifra está en blanco."],
  S114: ["A count is unreadable.", "Una cifra es ilegible."],
  S115: ["The table has no valid vote.", "La mesa no tiene votos válidos."],
  S116: ["Every elector of the table voted.", "Votaron todos los electores de la mesa."],
  S117: ["All valid votes of a table with 50 or more went to one candidate.", "Todos los votos válidos (50 o más) son de un candidato."],
  S118: ["The software measurement is none of those in the election file.", "La medición del programa no está en la definición."],
  S119: ["Serial number and correction notice do not fit each other.", "El número de serie y la corrección no concuerdan."],
  S120: ["The signature does not verify with the table's key.", "La firma no verifica con la clave de la mesa."],
  S122: ["There is a signature, but no key here to check it with.", "Hay una firma, pero no la clave para verificarla."],
  S123: ["The sheet gives itself another place among the sheets of its table than the election file does.", "El acta se da otro lugar entre las actas de su mesa que la definición."],
  S128: ["The sheet gives no time of closing.", "El acta no da la hora de cierre."],
};

/** Codes of all rules that the sheet breaks, ascending, those that follow from the verdict on its signature included. */
function brokenRules(election, sheet, verdict) {
  const found = new Set(contentRules(election, sheet));
  if (verdict === "invalid") found.add("S120");
  if (verdict === "not-checkable") found.add("S122");
  return [...found].sort();
}

function contentRules(election, sheet) {
  if (sheet.election_hint !== toHex(election.id.subarray(0, 4))) return ["S103"];
  const table = election.table(sheet.table);
  if (table === null) return ["S104"];
  const found = [...placeRules(election, sheet, table), ...figureRules(election, sheet, table)];
  if (sheet.closed === null) found.push("S128");
  else if (Number(sheet.closed) < election.opens || Number(sheet.closed) > election.closes) found.push("S111");
  if (sheet.serial === 0 || (sheet.serial === 1) !== (sheet.replaces === null)) found.push("S119");
  const known = election.software.some((digest) => digest.startsWith(sheet.software));
  if (election.software.length > 0 && !known) found.push("S118");
  return found;
}

function placeRules(election, sheet, table) {
  const held = election.heldAt(table);
  const place = held.indexOf(sheet.contest) + 1;
  if (place === 0) return ["S105"];
  return sheet.part === place && sheet.parts === held.length ? [] : ["S123"];
}

function figureRules(election, sheet, table) {
  const contest = election.contests[sheet.contest];
  if (!contest) return [];
  const { votes } = sheet;
  if (votes.length !== contest.lists.length) return ["S106"];
  const found = [];
  const figures = [...votes, sheet.electors, sheet.voters_machine, sheet.voters_book, sheet.null, sheet.blank];
  if (figures.includes("blank")) found.push("S113");
  if (figures.includes("unreadable")) found.push("S114");

  const given = (figure) => typeof figure === "number";
  const orZero = (figure) => (given(figure) ? figure : 0);
  const [machine, book] = [sheet.voters_machine, sheet.voters_book];
  const complete = votes.every(given);
  const total = votes.reduce((sum, figure) => sum + orZero(figure), 0);
  const cast = total + orZero(sheet.null) + orZero(sheet.blank);
  if (table.electors !== null && given(sheet.electors) && table.electors !== sheet.electors) found.push("S112");
  const electors = table.electors ?? (given(sheet.electors) ? sheet.electors : null);
  if (given(machine)) {
    const settled = complete && given(sheet.null) && (given(sheet.blank) || sheet.blank === null);
    if (cast > machine || (settled && cast !== machine)) found.push("S107");
    if (given(book) && book !== machine) found.push("S108");
    // A table without electors has nobody who could all have voted.
    if (electors !== null && electors > 0 && machine === electors) found.push("S116");
  }
  const voters = [machine, book].filter(given);
  const most = Math.max(...voters, given(machine) ? 0 : cast);
  if (electors !== null && most > electors) found.push("S109");
  const bounds = electors === null ? voters : [...voters, electors];
  const largest = Math.max(0, ...votes.map(orZero), orZero(sheet.null), orZero(sheet.blank));
  if (bounds.length > 0 && largest > Math.max(...bounds)) found.push("S110");
  if (complete && total === 0) found.push("S115");
  if (complete && total >= 50 && contest.candidates.size > 1) {
    const byCandidate = new Map();
    contest.lists.forEach(({ candidate }, at) => byCandidate.set(candidate, (byCandidate.get(candidate) ?? 0) + votes[at]));
    if ([...byCandidate.values()].includes(total)) found.push("S117");
  }
  return found;
}

return { RULES, brokenRules };
})();

// base45.mjs
const module_base45 = (() => {
// QR text (docs/formats/qr.md): `CTJ1:` and base45 (RFC 9285) in its one spelling.

const { Refused } = module_refused;

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const TAG = "CTJ1:";
/** What a QR code of version 40 at level M holds in alphanumeric mode. */
const MAX_QR_CHARACTERS = 3391;

/** The bytes of a QR text, taken exactly as it stands: nothing is trimmed, no case is changed. */
function fromQr(text) {
  if (text.length > MAX_QR_CHARACTERS) {
    throw new Refused("S102", "The text is longer than any QR code.", "El texto es más largo que cualquier código QR.");
  }
  if (!text.startsWith(TAG)) {
    throw new Refused(
      "P407",
      "The text does not start with CTJ1: and so is not a tally sheet of this format.",
      "El texto no empieza con CTJ1: y por eso no es un acta de este formato.",
    );
  }
  return decode(text.slice(TAG.length));
}

/** The QR text of signed bytes. */
function toQr(bytes) {
  let text = TAG;
  for (let at = 0; at < bytes.length; at += 2) {
    const pair = at + 1 < bytes.length;
    let value = pair ? bytes[at] * 256 + bytes[at + 1] : bytes[at];
    for (let left = pair ? 3 : 2; left > 0; left--) {
      text += ALPHABET[value % 45];
      value = Math.floor(value / 45);
    }
  }
  return text;
}

/** base45: three characters for two bytes, two for a last one; values that do not fit are refused. */
function decode(body) {
  if (body.length % 3 === 1) throw misspelt();
  const bytes = [];
  for (let at = 0; at < body.length; at += 3) {
    const digits = Array.from(body.slice(at, at + 3), (char) => ALPHABET.indexOf(char));
    if (digits.includes(-1)) throw misspelt();
    const value = digits.reduceRight((sum, digit) => sum * 45 + digit, 0);
    if (digits.length === 3) {
      if (value > 0xffff) throw misspelt();
      bytes.push(value >> 8, value & 0xff);
    } else {
      if (value > 0xff) throw misspelt();
      bytes.push(value);
    }
  }
  return Uint8Array.from(bytes);
}

function misspelt() {
  return new Refused(
    "S101",
    "The text is cut, or has a character or spelling that the code does not use.",
    "El texto está cortado, o tiene un carácter o una grafía que el código no usa.",
  );
}

return { fromQr, toQr };
})();

// cbor.mjs
const module_cbor = (() => {
// Deterministic CBOR (RFC 8949 section 4.2.1), only what a sheet is made of (docs/formats/sheet.md).

const { Refused } = module_refused;

const SHORTEST = [24n, 0x100n, 0x10000n, 0x100000000n];

/** Reads items in order. Whatever a sheet never has, or has in another spelling, is refused with S101. */
class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  /** The next bytes as they stand. */
  take(many) {
    if (many > this.bytes.length - this.at) throw malformed("it ends too early", "termina antes de tiempo");
    this.at += many;
    return this.bytes.subarray(this.at - many, this.at);
  }

  /** Major type and argument (a BigInt) of the next item. */
  head() {
    const first = this.take(1)[0];
    const major = first >> 5;
    const low = first & 31;
    if (low < 24) return [major, BigInt(low)];
    if (major === 7 || low > 27) throw malformed("an item that no sheet has", "un elemento que ningún acta tiene");
    let number = 0n;
    for (const byte of this.take(1 << (low - 24))) number = (number << 8n) | BigInt(byte);
    if (number < SHORTEST[low - 24]) throw malformed("a number not in its shortest form", "un número que no está en su forma más corta");
    return [major, number];
  }

  /** An unsigned integer of at most `most` (a BigInt), as a BigInt. */
  wide(most) {
    const [major, number] = this.head();
    if (major !== 0 || number > most) throw malformed("a number out of its bounds", "un número fuera de sus límites");
    return number;
  }

  /** An unsigned integer of at most `most`, which is below 2^53. */
  number(most) {
    return Number(this.wide(BigInt(most)));
  }

  /** A byte string; of exactly `length` bytes if that is given. */
  string(length) {
    const [major, number] = this.head();
    if (major !== 2 || (length !== undefined && number !== BigInt(length)) || number > BigInt(this.bytes.length)) {
      throw malformed("not a byte string of its length", "no es una cadena de bytes de su longitud");
    }
    return this.take(Number(number));
  }

  /** The length of an array of at most `most` elements. */
  array(most) {
    const [major, number] = this.head();
    if (major !== 4 || number > BigInt(most)) throw malformed("not an array of its length", "no es una lista de su longitud");
    return Number(number);
  }

  /** Steps over a null, if one is next. */
  isNull() {
    const found = this.bytes[this.at] === 0xf6;
    if (found) this.at += 1;
    return found;
  }

  /** `{ number }` for an unsigned integer of at most `most`, `{ simple }` for 20 (false), 22 (null) or 23 (undefined). */
  simpleOrNumber(most) {
    const [major, number] = this.head();
    if (major === 0 && number <= BigInt(most)) return { number: Number(number) };
    if (major === 7 && [20n, 22n, 23n].includes(number)) return { simple: Number(number) };
    throw malformed("not a count", "no es una cifra");
  }

  /** Nothing may follow. */
  end() {
    if (this.at !== this.bytes.length) throw malformed("bytes behind its end", "hay bytes después del final");
  }
}

/** A byte string in its shortest form. */
function byteString(bytes) {
  const size = bytes.length;
  if (size > 0xffff) throw new RangeError("no byte string of a sheet is that long");
  const head = size < 24 ? [0x40 | size] : size < 0x100 ? [0x58, size] : [0x59, size >> 8, size & 0xff];
  const whole = new Uint8Array(head.length + size);
  whole.set(head);
  whole.set(bytes, head.length);
  return whole;
}

function malformed(en, es) {
  return new Refused("S101", `The bytes are not a sheet in its one form: ${en}.`, `Los bytes no son un acta en su única forma: ${es}.`);
}

return { Reader, byteString };
})();

// sheet.mjs
const module_sheet = (() => {
// The signed sheet (docs/formats/sheet.md): its one form, its signature, its names.

const { concat, sha256, toHex, toUtf8 } = module_bytes;
const { fromQr } = module_base45;
const { byteString, Reader } = module_cbor;
const { verify } = module_ed25519;
const { Refused } = module_refused;

const MAX_COUNT = 999_999_999;
const MAX_LISTS = 4096;
const MAX_PAYLOAD = 128 + 5 * MAX_LISTS;
const MAX_SIGNED = MAX_PAYLOAD + 96;
const ENVELOPE = "d28443a10127a0";
const U8 = 255;
const U32 = 2 ** 32 - 1;
const U64 = 2n ** 64n - 1n;
const BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The first bytes of every signed sheet, in hexadecimal. */
const SHEET_STARTS_WITH = ENVELOPE;

/**
 * The sheet, payload and signature in signed bytes. Counts are a number, `null` (no such box), `"blank"` or
 * `"unreadable"`; `closed` is a BigInt, because it may be larger than a number holds exactly.
 */
function decodeSigned(bytes) {
  bound(bytes, MAX_SIGNED);
  const reader = new Reader(bytes);
  if (toHex(reader.take(7)) !== ENVELOPE) {
    throw new Refused("S101", "The bytes do not start as a signed sheet does.", "Los bytes no empiezan como un acta firmada.");
  }
  const payload = reader.string();
  const signature = reader.string(64);
  reader.end();
  return { sheet: decodePayload(payload), payload, signature };
}

/** Signed bytes of a QR text, which must hold a sheet in its one form. */
function signedFromQr(text) {
  const bytes = fromQr(text);
  decodeSigned(bytes);
  return bytes;
}

/**
 * The verdict on the signature, `valid`, `invalid` or `not-checkable`: the key is that of the sheet's own table
 * in this election.
 */
async function signatureVerdict(election, { sheet, payload, signature }) {
  const table = sheet.election_hint === toHex(election.id.subarray(0, 4)) ? election.table(sheet.table) : null;
  if (table === null || table.key === null) return "not-checkable";
  return (await verify(table.key, toBeSigned(election.id, payload), signature)) ? "valid" : "invalid";
}

/** The message that a station signs: the Sig_structure of RFC 9052 section 4.4, bound to the election. */
function toBeSigned(electionId, payload) {
  const head = concat(Uint8Array.from([0x84, 0x6a]), toUtf8("Signature1"), Uint8Array.from([0x43, 0xa1, 0x01, 0x27]));
  return concat(head, byteString(concat(toUtf8("cotejo/sheet/v1\0"), electionId)), byteString(payload));
}

/** What two signed sheets are to each other: the first that fits of docs/formats/vectors.md. */
async function relation(election, one, other) {
  if (toHex(one) === toHex(other)) return "same";
  const [a, b] = [decodeSigned(one), decodeSigned(other)];
  if (a.sheet.table !== b.sheet.table || a.sheet.contest !== b.sheet.contest) return "unrelated";
  const verdicts = await Promise.all([signatureVerdict(election, a), signatureVerdict(election, b)]);
  if (verdicts.some((verdict) => verdict !== "valid")) return "not-proven";
  const replaces = async (later, earlier) => later.replaces === toHex((await sha256(earlier)).subarray(0, 8));
  if ((await replaces(b.sheet, one)) || (await replaces(a.sheet, other))) return "correction";
  // There may be a correction between them that nobody brought.
  return Math.abs(Number(a.sheet.serial) - Number(b.sheet.serial)) <= 1 ? "equivocation" : "not-proven";
}

/** The security code of a sheet with this digest: `6NPH-3FTN-MSVN-N53Y-7NAF`. */
async function securityCode(digest) {
  const name = base32(digest.subarray(0, 10));
  const check = base32((await sha256(toUtf8(`cotejo/security-code/v1\0${name}`))).subarray(0, 5)).slice(0, 4);
  return (name + check).match(/.{4}/g).join("-");
}

/** The security code that somebody typed, as it is printed. A slip is refused, but for one in 2^20. */
async function readSecurityCode(typed) {
  const plain = typed.replace(/[ -]/g, "");
  const code = plain.replace(/[a-z]/g, (letter) => letter.toUpperCase()).replace(/O/g, "0").replace(/[IL]/g, "1");
  const digits = Array.from(code, (char) => BASE32.indexOf(char));
  if (digits.length === 20 && !digits.includes(-1)) {
    let bits = digits.slice(0, 16).reduce((sum, digit) => (sum << 5n) | BigInt(digit), 0n);
    const name = new Uint8Array(10);
    for (let at = 9; at >= 0; at--, bits >>= 8n) name[at] = Number(bits & 0xffn);
    const whole = await securityCode(name);
    if (whole.replace(/-/g, "") === code) return whole;
  }
  throw new Refused("code", "This is no security code; look for a slip.", "No es un código de seguridad; busque un error al copiar.");
}

function decodePayload(bytes) {
  bound(bytes, MAX_PAYLOAD);
  const reader = new Reader(bytes);
  if (reader.array(17) !== 17 || reader.number(U8) !== 1) {
    throw new Refused("S101", "The bytes are not 17 fields of version 1.", "Los bytes no son 17 campos de la versión 1.");
  }
  const orNull = (read) => (reader.isNull() ? null : read());
  // The order of properties is the order of the fields in the bytes.
  const sheet = {
    version: 1,
    election_hint: toHex(reader.string(4)),
    table: reader.number(U32),
    contest: reader.number(U8),
    part: reader.number(U8),
    parts: reader.number(U8),
    serial: reader.number(U32),
    replaces: orNull(() => toHex(reader.string(8))),
    closed: orNull(() => reader.wide(U64)),
    open_for: orNull(() => reader.number(U32)),
    electors: count(reader),
    voters_machine: count(reader),
    voters_book: count(reader),
    null: count(reader),
    blank: count(reader),
    votes: Array.from({ length: reader.array(MAX_LISTS) }, () => count(reader)),
    software: toHex(reader.string(8)),
  };
  reader.end();
  return sheet;
}

function count(reader) {
  const { number, simple } = reader.simpleOrNumber(MAX_COUNT);
  return simple === undefined ? number : { 20: null, 22: "blank", 23: "unreadable" }[simple];
}

function bound(bytes, most) {
  if (bytes.length > most) {
    throw new Refused("S102", "The record is larger than a sheet can be.", "El registro es mayor que cualquier acta posible.");
  }
}

/** Whole groups of five bits, most significant first. */
function base32(bytes) {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
  return bits.match(/.{5}/g).map((five) => BASE32[parseInt(five, 2)]).join("");
}

return { SHEET_STARTS_WITH, decodeSigned, signedFromQr, signatureVerdict, toBeSigned, relation, securityCode, readSecurityCode };
})();

// verify.mjs
const module_verify = (() => {
// The front door: what one person has in hand, and what it shows.

const { fromUtf8, same, sha256, toHex, toUtf8 } = module_bytes;
const { checkSeal, readElection } = module_election;
const { keysOf, readKeys, readProof, verifyProof } = module_proof;
const { Refused } = module_refused;
const { brokenRules, RULES } = module_rules;
const { decodeSigned, securityCode, SHEET_STARTS_WITH, signatureVerdict, signedFromQr } = module_sheet;

/**
 * Verifies what is given; whatever is not given is not checked and is named in `notChecked`.
 *
 * - `files`: the election directory, `{ name: Uint8Array }`, with or without `election.seal`
 * - `text`: a QR text, as the code gives it
 * - `proof`: a proof file, text or bytes
 * - `record`: the record that the proof is of, bytes; if not given the sheet of `text`, else the proof's extra data
 * - `vkeys`: keys of the log and its cosigners, lines `ROLE VKEY`; those of the election file if not given
 * - `policy`: `{ atLeast, notAuthority }`; that of the election file if not given; without one, one cosigner
 *
 * The result is plain: texts, numbers, lists, `null`. It has `verdict`, which is `good` only if all that was given
 * verified, `bad` if something was refused, `open` if a signature could not be judged; and a part each for
 * `election`, `sheet` and `inclusion`, `null` where nothing was given.
 */
async function verifyAll({ files, text, proof, record, vkeys, policy }) {
  const result = { verdict: "open", election: null, sheet: null, inclusion: null, notChecked: [] };
  let election = null;
  if (files) {
    result.election = await part(async () => {
      election = await readElection(files);
      return describeElection(election, files["election.seal"]);
    });
  }
  const opened = proof ? await part(async () => openProof(proof)) : null;
  const carried = record || (text ?? null) !== null ? null : (opened?.extra ?? null);
  const bytes = await part(async () => signedBytes(text, record ?? carried));
  if (bytes?.verdict === "refused") result.sheet = bytes;
  else if (bytes) result.sheet = await part(() => describeSheet(election, bytes));
  if (proof) {
    const logged = record ?? carried ?? (bytes instanceof Uint8Array ? bytes : null);
    const given = { proof: opened.bytes, record: logged, vkeys, policy, election, extraIgnored: opened.extra !== undefined && carried === null };
    result.inclusion = opened.verdict === "refused" ? opened : await part(() => describeInclusion(given));
  }
  result.notChecked = notChecked(result);
  result.verdict = overall(result);
  return result;
}

/** What `make` gives, or the refusal it ends in. Other errors are faults of this program and pass through. */
async function part(make) {
  try {
    return await make();
  } catch (error) {
    if (error instanceof Refused) return { verdict: "refused", ...error.plain() };
    throw error;
  }
}

function openProof(proof) {
  const bytes = typeof proof === "string" ? toUtf8(proof) : proof;
  if (!bytes) throw new Refused("L420", "The proof is not text.", "La prueba no es texto.");
  return { bytes, extra: readProof(bytes).extra };
}

/** The signed sheet among what is given; `null` where there is none. */
function signedBytes(text, record) {
  const ofRecord = record && toHex(record.subarray(0, 7)) === SHEET_STARTS_WITH ? record : null;
  if (text === undefined || text === null) return ofRecord;
  const ofText = signedFromQr(text);
  if (record && !same(record, ofText)) {
    throw new Refused("record", "The QR text and the record are not the same bytes.", "El texto del QR y el documento no son los mismos bytes.");
  }
  return ofText;
}

async function describeElection(election, seal) {
  const sealed = await part(async () => ({ verdict: "valid", signer: await checkSeal(election, seal) }));
  const { name, country, language, timezone, tables } = election;
  const described = { verdict: "read", id: toHex(election.id), name, country, language, timezone, tables, seal: sealed };
  // No seal leaves a question open; one that does not fit is a refusal.
  return sealed.rule === "E009" ? { ...described, ...sealed } : described;
}

async function describeSheet(election, bytes) {
  const signed = decodeSigned(bytes);
  const { sheet } = signed;
  const digest = await sha256(bytes);
  const verdict = election ? await signatureVerdict(election, signed) : "not-checkable";
  const rules = election ? brokenRules(election, sheet, verdict) : ["S122"];
  const ours = election !== null && !rules.includes("S103");
  const table = ours ? election.table(sheet.table) : null;
  const contest = ours ? election.contests[sheet.contest] : undefined;
  // Names may only stand beside figures where there is exactly one for each.
  const lists = contest?.lists.length === sheet.votes.length ? contest.lists : null;
  return {
    verdict,
    digest: toHex(digest),
    securityCode: await securityCode(digest),
    rules: rules.map((rule) => ({ rule, message: { en: RULES[rule][0], es: RULES[rule][1] } })),
    table: table && { code: table.code, area: table.area },
    contest: contest ? contest.title : null,
    lists: sheet.votes.map((votes, at) => ({ name: lists && lists[at].name, candidate: lists && contest.candidates.get(lists[at].candidate), votes })),
    sheet: { ...sheet, closed: sheet.closed === null ? null : String(sheet.closed) },
  };
}

async function describeInclusion({ proof, record, vkeys, policy, election, extraIgnored }) {
  if (!record) throw new Refused("record", "A proof needs the record that it is of.", "Una prueba necesita el documento del que trata.");
  if (!vkeys && !election) throw new Refused("vkey", "A proof needs the log's key, or the election files that name it.", "Una prueba necesita la clave del registro, o la definición que la nombra.");
  const keys = vkeys ? await readKeys(vkeys) : await keysOf(election);
  if (election) holdAgainst(election, keys);
  const asked = policy ?? election?.cosigners ?? { atLeast: 1, notAuthority: 0 };
  const found = await verifyProof(proof, record, keys, asked);
  return {
    verdict: "included",
    origin: found.origin,
    size: String(found.size),
    index: String(found.index),
    root: toHex(found.root),
    cosigners: found.cosigners.map(({ name, role, key, time }) => ({
      name,
      role,
      organisation: election?.organisations.find((one) => one.key && same(one.key, key))?.id ?? null,
      time: String(time),
    })),
    notAuthority: found.notAuthority,
    policy: asked,
    keysFrom: vkeys ? "given" : "election",
    extraIgnored,
  };
}

/** Keys that people give may add to the election file's, never contradict them. */
function holdAgainst(election, keys) {
  const log = keys.find(({ role }) => role === "log");
  if (election.log && !(same(election.log.key, log.key) && election.log.origin === log.name)) {
    throw new Refused("vkey", `${log.name} is not the log that the election file names, or not its key.`, `${log.name} no es el registro que nombra la definición, o no es su clave.`);
  }
  for (const { name, role, key } of keys.filter((one) => one.role !== "log")) {
    const enrolled = election.organisations.find((one) => one.key && same(one.key, key));
    if (enrolled && enrolled.role !== role) {
      throw new Refused("vkey", `${name} is given as ${role}, but the election file has that key as ${enrolled.role}.`, `${name} se da como ${role}, pero la definición tiene esa clave como ${enrolled.role}.`);
    }
  }
}

function notChecked(result) {
  const open = [];
  const say = (en, es) => open.push({ en, es });
  if (result.election?.id) {
    say("That these are the election files everybody else holds: compare the election id over another channel.", "Que esta sea la definición que tienen los demás: compare el id de la elección por otro medio.");
  }
  if (!result.election) say("No election files were given, so no station's signature was checked.", "No se dio la definición, así que no se verificó la firma de ninguna mesa.");
  else if (result.election.seal?.rule === "E008") say("The election files carry no seal of the authority.", "La definición no lleva el sello de la autoridad.");
  if (result.sheet && result.sheet.verdict !== "refused") {
    say("That the station counted right: a signature says who wrote these figures, not that they are true.", "Que la mesa contara bien: una firma dice quién escribió estas cifras, no que sean ciertas.");
    say("Whether this table signed another sheet or a correction.", "Si esta mesa firmó otra acta o una corrección.");
  }
  if (!result.sheet) say("No tally sheet was given or found in the record. Other kinds of records are not read.", "No se dio un acta, ni la hay en el documento. Otras clases de documento no se leen.");
  if (!result.inclusion) say("No proof was given, so nothing is known of the public log.", "No se dio una prueba, así que nada se sabe del registro público.");
  else if (result.inclusion.verdict === "included") {
    say("That the log holds nothing else of this table, and that it has not been rewritten since: the cosigners vouch for the second, the command cotejo verify checks both.", "Que el registro no contenga otra cosa de esta mesa, ni haya sido reescrito después: de lo segundo responden los cofirmantes; la orden cotejo verify comprueba ambas cosas.");
    if (result.inclusion.keysFrom === "given") say("That the keys given are those of the log and its cosigners.", "Que las claves dadas sean las del registro y sus cofirmantes.");
    if (result.inclusion.cosigners.length === 0) say("Whether the log shows everybody the same: nobody cosigned, and the policy asked for nobody.", "Si el registro muestra a todos lo mismo: nadie cofirmó, y la política no lo pedía.");
    if (result.election?.id && result.inclusion.cosigners.some(({ organisation }) => organisation === null)) {
      say("Who some cosigners are: the election file does not have their keys; you gave them.", "Quiénes son algunos cofirmantes: la definición no tiene sus claves; las dio usted.");
    }
    if (result.inclusion.extraIgnored) say("The proof's extra line, which nobody signs.", "La línea extra de la prueba, que nadie firma.");
  }
  return open;
}

function overall({ election, sheet, inclusion }) {
  const verdicts = [election, sheet, inclusion].filter((one) => one !== null).map(({ verdict }) => verdict);
  if (verdicts.some((verdict) => verdict === "refused" || verdict === "invalid")) return "bad";
  if (verdicts.includes("not-checkable")) return "open";
  return verdicts.some((verdict) => verdict === "valid" || verdict === "included") ? "good" : "open";
}

return { verifyAll };
})();

globalThis.Cotejo = module_verify;
