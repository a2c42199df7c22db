// CSV files of the election directory (RFC 4180), strictly: exact header, exact number of fields, ended last line.

import { Refused } from "./refused.mjs";
import { toUtf8 } from "./bytes.mjs";

const MAX_CODE_BYTES = 200;
const MAX_NAME_BYTES = 1000;

/** The rows below the header, each `{ row, fields }`; `row` is the line it starts on, the header being 1. */
export function readCsv(file, text, header) {
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
export function isCode(text) {
  return text !== "" && !/^\p{White_Space}|\p{White_Space}$|\p{Cc}/u.test(text) && !isLong(text, MAX_CODE_BYTES);
}

/** Order of the UTF-8 bytes of two texts, which UTF-16 order is not beyond U+FFFF. */
export function compareBytes(one, other) {
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
export function badRow(file, row, en, es) {
  const at = row === null ? "" : `:${row}`;
  return new Refused("E003", `${file}${at}: ${en}.`, `${file}${at}: ${es}.`, row);
}

function isLong(text, most) {
  // No text has more bytes than three per unit, which spares most texts the encoding.
  return text.length * 3 > most && toUtf8(text).length > most;
}
