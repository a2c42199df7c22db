// The rules on one sheet (docs/rules.md, S103 to S128), as docs/formats/vectors.md decides their cases.

import { toHex } from "./bytes.mjs";

/** What each rule found, in plain words. */
export const RULES = {
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
export function brokenRules(election, sheet, verdict) {
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
