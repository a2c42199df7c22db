// The front door: what one person has in hand, and what it shows.

import { fromUtf8, same, sha256, toHex, toUtf8 } from "./bytes.mjs";
import { checkSeal, readElection } from "./election.mjs";
import { keysOf, readKeys, readProof, verifyProof } from "./proof.mjs";
import { Refused } from "./refused.mjs";
import { brokenRules, RULES } from "./rules.mjs";
import { decodeSigned, securityCode, SHEET_STARTS_WITH, signatureVerdict, signedFromQr } from "./sheet.mjs";

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
export async function verifyAll({ files, text, proof, record, vkeys, policy }) {
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
