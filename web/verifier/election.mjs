// The election directory (docs/formats/election.md): five files as bytes, their id, the authority's seal.

import { concat, fromHex, fromUtf8, sha256, toHex, toUtf8 } from "./bytes.mjs";
import { badRow, compareBytes, isCode, readCsv } from "./csv.mjs";
import { verify } from "./ed25519.mjs";
import { readManifest } from "./manifest.mjs";
import { Refused } from "./refused.mjs";

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
export const ELECTION_FILES = Object.keys(FILES);

/** The election of these files (`{ name: Uint8Array }`); whatever is wrong with them is refused. */
export async function readElection(files) {
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
export async function electionId(files) {
  let listing = "";
  for (const name of ELECTION_FILES) listing += `${toHex(await sha256(files[name]))}  ${name}\n`;
  return sha256(toUtf8(listing));
}

/** The id of the authority whose seal this is; a seal that does not fit is E009, no seal (`undefined`) E008. */
export async function checkSeal(election, seal) {
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
