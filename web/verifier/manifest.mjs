// The manifest `election.toml` (docs/formats/election.md): every field known, of its type, within its bounds.

import { fromHex } from "./bytes.mjs";
import { isCode } from "./csv.mjs";
import { isGoodKey } from "./ed25519.mjs";
import { Refused } from "./refused.mjs";
import { readToml } from "./toml.mjs";

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
export function readManifest(text) {
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
