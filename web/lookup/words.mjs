// What the page says, in both languages. The page itself carries its fixed texts.

/** [Spanish, English] by rule; `{seconds}` is filled in. */
const RULES = {
  W202: ["Ese número no se puede leer. Escríbalo como está en el documento: cifras y, si las lleva, letras.", "That number cannot be read. Write it as on the card: digits and, if it has them, letters."],
  W210: ["Un archivo de esta consulta fue alterado. No crea lo que diga; pruebe otro sitio y avise a quien lo publica.", "A file of this look-up was altered. Do not believe it; try another site and tell whoever publishes it."],
  W212: ["El servidor de claves no usó la clave que le corresponde: podría querer reconocerlo. No se siguió adelante; avise a quien lo mantiene.", "The key server did not use the key it should: it may want to recognise you. Nothing more was asked; tell whoever runs it."],
  W214: ["El servidor de claves ya respondió cuantas veces puede por ahora. Espere {seconds} y pregunte de nuevo, o busque por centro.", "The key server has answered as often as it may for now. Wait {seconds} and ask again, or search by centre."],
  W215: ["No se puede alcanzar el servidor de claves. Revise la conexión e intente otra vez, o busque por centro.", "The key server cannot be reached. Check the connection and try again, or search by centre."],
  W216: ["No se puede alcanzar un archivo de la consulta. Revise la conexión e intente otra vez, o busque por centro.", "A file of the look-up cannot be reached. Check the connection and try again, or search by centre."],
  W218: ["El padrón no tiene ese número. Revise las cifras; la oficina que lleva el padrón puede decirle más.", "The roll has no such number. Check the digits; the office that keeps the roll can say more."],
};
const OTHER = ["Los archivos de esta consulta no son los que deberían ser. Recargue la página o pruebe otro sitio.", "The files of this look-up are not what they should be. Reload the page or try another site."];

const pick = (pair, language) => pair[language === "es" ? 0 : 1];

/** The sentence for a refusal. */
export function sentence({ rule, seconds }, language) {
  const wait = seconds === undefined ? pick(["un momento", "a moment"], language) : `${seconds} s`;
  return pick(RULES[rule] ?? OTHER, language).replace("{seconds}", wait);
}

export const PHRASES = {
  asking: ["Buscando…", "Looking…"],
  deriving: ["Calculando, tarda unos segundos…", "Computing, this takes some seconds…"],
  table: ["Su mesa es", "Your table is"],
  open: ["Ver los resultados de esta mesa", "See the results of this table"],
  example: ["Por ejemplo:", "For example:"],
  groups: ["archivos iguales entre los que se pide uno", "files alike, one of which is fetched"],
  voprf: ["servidor de claves (OPRF verificable, RFC 9497)", "key server (verifiable OPRF, RFC 9497)"],
  argon2id: ["sin servidor de claves (Argon2id)", "no key server (Argon2id)"],
};

export function phrase(name, language) {
  return pick(PHRASES[name], language);
}
