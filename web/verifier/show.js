// Shows a result of verifier.js: CotejoShow(result, language) gives the elements of the result section.
"use strict";

globalThis.CotejoShow = (given, language) => {
  // Rules that only repeat the verdict on the signature.
  const OF_SIGNATURE = ["S120", "S122"];

  // Each text stands once, Spanish and English side by side.
  const t = (es, en) => (language === "es" ? es : en);
  const said = (message) => message[language];

  return show(given);

  function el(tag, properties, ...children) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children.flat().filter((child) => child !== null));
    return element;
  }

  function show(result) {
    const [heading, summary] = {
      good: [t("Verificado", "Verified"), t("Todo lo que dio se verificó.", "All that you gave verified.")],
      bad: [t("No verificado", "Not verified"), t("Algo de lo que dio no se verifica; abajo dice qué.", "Something you gave does not verify; below it says what.")],
      open: [t("Sin decidir", "Undecided"), t("Falta algo para poder juzgarlo; abajo dice qué.", "Something is missing to judge it; below it says what.")],
    }[result.verdict];
    const broken = result.sheet?.rules?.some(({ rule }) => !OF_SIGNATURE.includes(rule));
    const but = broken ? t(" Las cifras del acta infringen reglas: vea cuáles.", " The sheet's figures break rules: see which.") : "";
    return [
      el("h2", { id: "h-result", tabIndex: -1 }, heading),
      el("p", { className: "lead" }, summary + but),
      ...(result.sheet ? sheetPart(result.sheet, result.election) : []),
      ...(result.inclusion ? inclusionPart(result.inclusion) : []),
      ...(result.election ? electionPart(result.election) : []),
      el("h3", {}, t("Lo que no se comprobó", "What was not checked")),
      el("ul", {}, result.notChecked.map((message) => el("li", {}, said(message)))),
      // Last, because they are long and the verdict is what people look for.
      ...(result.sheet?.sheet ? figuresPart(result.sheet) : []),
    ];
  }

  function verdict(kind, sentence, rule) {
    return el("div", { className: `verdict ${kind}` }, el("p", {}, el("strong", {}, sentence), rule ? el("span", { className: "code" }, `  ${rule}`) : null));
  }

  function refusal(part) {
    return verdict("bad", said(part.message), part.rule);
  }

  function sheetPart(part, election) {
    const title = el("h3", {}, t("El acta", "The sheet"));
    if (part.verdict === "refused") return [title, refusal(part)];
    const table = part.table?.code ?? t("desconocida", "unknown");
    const line = {
      valid: ["good", t(`La firma es válida: la mesa ${table} firmó exactamente estas cifras.`, `The signature is valid: table ${table} signed exactly these figures.`)],
      invalid: ["bad", t(`La firma no es válida: la clave de la mesa ${table} no firmó estas cifras.`, `The signature is not valid: the key of table ${table} did not sign these figures.`)],
      "not-checkable": ["open", t("Hay una firma, pero no la clave para comprobarla.", "There is a signature, but no key here to check it with.")],
    }[part.verdict];
    const { sheet } = part;
    const facts = [
      [t("Contienda", "Contest"), part.contest ?? `${t("número", "number")} ${sheet.contest}`],
      [t("Mesa", "Table"), part.table ? `${part.table.code} (${part.table.area})` : `${t("fila", "row")} ${sheet.table}`],
      [t("Cierre", "Closed"), time(sheet.closed, election?.timezone)],
      [t("Serie", "Serial"), sheet.replaces ? `${sheet.serial}, ${t("corrige", "corrects")} ${sheet.replaces}` : String(sheet.serial)],
      [t("Código de seguridad", "Security code"), part.securityCode],
      [t("Huella", "Digest"), el("span", { className: "hash" }, part.digest)],
    ];
    // Without the election's files no rule could be applied, so that none is broken says nothing.
    const broken = part.rules.filter(({ rule }) => !OF_SIGNATURE.includes(rule));
    const judged = part.table !== null;
    return [
      title,
      verdict(...line),
      broken.length === 0
        ? el("p", {}, judged ? t("Las cifras no infringen ninguna regla.", "The figures break no rule.") : t("Las cifras no se pudieron juzgar.", "The figures could not be judged."))
        : el("ul", { className: "rules" }, broken.map(({ rule, message }) => el("li", {}, said(message), el("span", { className: "code" }, `  ${rule}`)))),
      factTable(facts),
    ];
  }

  function figuresPart({ sheet, lists }) {
    const figures = [
      [t("Electores inscritos", "Electors on the roll"), sheet.electors],
      [t("Votantes según la máquina", "Voters by the machine"), sheet.voters_machine],
      [t("Votantes según el cuaderno", "Voters by the poll book"), sheet.voters_book],
      [t("Votos nulos", "Null votes"), sheet.null],
      [t("Votos en blanco", "Blank votes"), sheet.blank],
    ].map(([name, figure]) => el("tr", {}, el("th", { scope: "row" }, name), count(figure)));
    return [
      el("h3", {}, t("Las cifras del acta", "The sheet's figures")),
      el("div", { className: "wide" }, el("table", {}, el("caption", {}, t("Votantes y votos que no son para tarjetas", "Voters, and votes for no list")), el("tbody", {}, figures))),
      votesTable(lists),
    ];
  }

  /** Without the election's files lists have numbers only, and the table no column for candidates. */
  function votesTable(lists) {
    const column = (name, className = "") => el("th", { scope: "col", className }, name);
    const names = lists.some(({ candidate }) => candidate !== null);
    const head = [column(t("Tarjeta", "List")), names ? column(t("Candidatura", "Candidate")) : null, column(t("Votos", "Votes"), "num")];
    const rows = lists.map(({ name, candidate, votes }, at) =>
      el("tr", {}, el("th", { scope: "row" }, name ?? `${t("tarjeta", "list")} ${at + 1}`), names ? el("td", {}, candidate) : null, count(votes)),
    );
    const caption = el("caption", {}, t("Votos por tarjeta, en el orden de la boleta", "Votes per list, in ballot order"));
    return el("div", { className: "wide" }, el("table", {}, caption, el("thead", {}, el("tr", {}, head)), el("tbody", {}, rows)));
  }

  function inclusionPart(part) {
    const title = el("h3", {}, t("El registro público", "The public log"));
    if (part.verdict === "refused") return [title, refusal(part)];
    const roles = { authority: t("autoridad", "authority"), party: t("partido", "party"), observer: t("observación", "observer") };
    const cosigners = part.cosigners.map(({ name, role, organisation, time: at }) =>
      el("li", {}, `${name}, ${roles[role]}${organisation ? ` (${organisation})` : ""}: ${time(at, "UTC")}`),
    );
    const [many, others] = [part.cosigners.length, part.notAuthority];
    return [
      title,
      verdict("good", t(`El registro ${part.origin} contiene estos bytes.`, `The log ${part.origin} holds these bytes.`)),
      factTable([
        [t("Índice", "Index"), t(`${part.index}, en un registro de ${part.size}`, `${part.index}, in a log of ${part.size}`)],
        [t("Raíz", "Root"), el("span", { className: "hash" }, part.root)],
        [t("Cofirmantes", "Cosigners"), t(`${many}, de ellos ${others} ajenos a la autoridad (se pedían ${part.policy.atLeast} y ${part.policy.notAuthority})`, `${many}, of them ${others} not of the authority (${part.policy.atLeast} and ${part.policy.notAuthority} were asked for)`)],
      ]),
      el("ul", {}, cosigners),
    ];
  }

  function electionPart(part) {
    const title = el("h3", {}, t("La definición de la elección", "The election files"));
    const seal = part.seal?.verdict === "valid" ? t(`Sellada por ${part.seal.signer}.`, `Sealed by ${part.seal.signer}.`) : part.seal ? said(part.seal.message) : null;
    const facts = part.id && factTable([
      [t("Elección", "Election"), `${part.name}, ${part.country}`],
      [t("Id de la elección", "Election id"), el("span", { className: "hash" }, part.id.match(/.{8}/g).join(" "))],
      [t("Mesas", "Tables"), part.tables.toLocaleString(language)],
      [t("Sello", "Seal"), seal],
    ]);
    return [title, part.verdict === "refused" ? refusal(part) : null, facts].filter(Boolean);
  }

  function factTable(facts) {
    return el("table", { className: "facts" }, el("tbody", {}, facts.map(([name, fact]) => el("tr", {}, el("th", { scope: "row" }, name), el("td", {}, fact)))));
  }

  function count(figure) {
    if (typeof figure === "number") return el("td", { className: "num" }, figure.toLocaleString(language));
    const gap = { blank: t("en blanco", "left blank"), unreadable: t("ilegible", "unreadable") }[figure] ?? t("no existe la casilla", "no such box");
    return el("td", { className: "num gap" }, gap);
  }

  /** A time in seconds since 1970, given as text, for people; as it is where no calendar has it. */
  function time(seconds, zone) {
    if (seconds === null) return t("no la da", "not given");
    const date = new Date(Number(seconds) * 1000);
    if (Number.isNaN(date.getTime()) || Number(seconds) > 253402300799) return `${seconds} s`;
    const options = { dateStyle: "long", timeStyle: "medium" };
    try {
      return `${date.toLocaleString(language, { ...options, timeZone: zone ?? "UTC" })} (${zone ?? "UTC"})`;
    } catch {
      return `${date.toLocaleString(language, { ...options, timeZone: "UTC" })} (UTC)`;
    }
  }
};
