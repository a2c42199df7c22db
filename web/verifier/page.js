// The page: gathers what is given, asks verifier.js, has show.js show what it says. Classic scripts all three, so
// that file:// works.
"use strict";

(() => {
  const ELECTION = ["areas.csv", "candidates.csv", "election.toml", "lists.csv", "tables.csv", "election.seal"];
  const MAX_FILE = 512 * 2 ** 20;
  const given = { files: {}, record: null };
  let language = /^es\b/.test(navigator.language) ? "es" : "en";
  let shown = null;

  // File reads under way; a check waits for them.
  let reading = Promise.resolve();

  const t = (es, en) => (language === "es" ? es : en);
  const byId = (id) => document.getElementById(id);

  // --- Language ---------------------------------------------------------------------------------------------

  function speak(next) {
    language = next;
    document.documentElement.lang = language;
    for (const element of document.querySelectorAll("[data-en]")) {
      element.dataset.es ??= element.textContent;
      element.textContent = element.dataset[language];
    }
    for (const button of document.querySelectorAll("[data-language]")) {
      button.setAttribute("aria-pressed", String(button.dataset.language === language));
    }
    showFiles();
    if (shown) show();
  }

  function show() {
    byId("result").replaceChildren(...globalThis.CotejoShow(shown, language));
    byId("result").hidden = false;
  }

  // --- What is given ------------------------------------------------------------------------------------------

  function forget() {
    shown = null;
    byId("result").hidden = true;
  }

  /** Takes files, after those that are being read. */
  function take(files) {
    const list = [...files];
    forget();
    reading = reading.then(() => readAll(list)).catch(() => announce(t("No se pudo leer un archivo.", "A file could not be read.")));
  }

  async function readAll(files) {
    for (const file of files) {
      if (file.size > MAX_FILE) {
        announce(t(`${file.name} es demasiado grande para esta página.`, `${file.name} is too large for this page.`));
        continue;
      }
      const bytes = new Uint8Array(await file.arrayBuffer());
      const start = new TextDecoder().decode(bytes.subarray(0, 32));
      if (ELECTION.includes(file.name)) given.files[file.name] = bytes;
      else if (start.startsWith("c2sp.org/tlog-proof@")) byId("proof").value = new TextDecoder().decode(bytes);
      else if (start.startsWith("CTJ1:")) byId("text").value = new TextDecoder().decode(bytes);
      else takeRecord(file.name, bytes);
    }
    showFiles();
  }

  function takeRecord(name, bytes) {
    given.record = bytes;
    announce(t(`${name} se toma como documento.`, `${name} is taken as the record.`));
  }

  function showFiles() {
    const missing = ELECTION.filter((name) => !given.files[name]);
    const found = ELECTION.length - missing.length;
    byId("have").textContent =
      found === 0 ? "" : missing.length === 0 ? t("Están los seis archivos.", "All six files are here.") : `${t("Faltan", "Missing")}: ${missing.join(", ")}`;
  }

  function announce(text) {
    byId("status").textContent = text;
  }

  /** A number of cosigners; `null` if the box is empty, NaN if it is no number. */
  function wanted(id) {
    const text = byId(id).value.trim();
    return text === "" ? null : /^\d{1,3}$/.test(text) ? Number(text) : NaN;
  }

  function policy() {
    const [atLeast, notAuthority] = [wanted("at-least"), wanted("not-authority")];
    if (Number.isNaN(atLeast) || Number.isNaN(notAuthority)) return NaN;
    // What is left empty beside a number asks for nothing more.
    return atLeast === null && notAuthority === null ? null : { atLeast: atLeast ?? 0, notAuthority: notAuthority ?? 0 };
  }

  async function check() {
    await reading;
    const asked = policy();
    if (Number.isNaN(asked)) {
      const box = Number.isNaN(wanted("at-least")) ? "at-least" : "not-authority";
      byId(box).focus();
      announce(t("El número de cofirmantes no es un número.", "The number of cosigners is not a number."));
      return;
    }
    // The line end at the end of a pasted or dropped text belongs to the carrier, not to the code.
    const text = byId("text").value.replace(/\r?\n$/, "");
    const proof = byId("proof").value;
    const result = await globalThis.Cotejo.verifyAll({
      files: Object.keys(given.files).length > 0 ? given.files : null,
      text: text === "" ? null : text,
      proof: proof.trim() === "" ? null : proof,
      record: given.record,
      vkeys: byId("keys").value.trim() === "" ? null : byId("keys").value,
      policy: asked,
    });
    shown = result;
    show();
    announce("");
    byId("h-result").focus();
    byId("result").scrollIntoView();
  }

  // --- Events -------------------------------------------------------------------------------------------------

  byId("election").addEventListener("change", (event) => take(event.target.files));
  byId("record").addEventListener("change", ({ target: { files } }) => {
    given.record = null;
    reading = reading.then(async () => files[0] && takeRecord(files[0].name, new Uint8Array(await files[0].arrayBuffer())));
  });
  byId("inputs").addEventListener("submit", (event) => {
    event.preventDefault();
    check().catch((error) => announce(`${t("Este navegador no puede comprobarlo", "This browser cannot check it")}: ${error.message}`));
  });
  // A verdict stands only beside what it is of.
  byId("inputs").addEventListener("input", forget);
  byId("inputs").addEventListener("reset", () => {
    Object.assign(given, { files: {}, record: null });
    forget();
    showFiles();
  });
  for (const button of document.querySelectorAll("[data-language]")) button.addEventListener("click", () => speak(button.dataset.language));
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    document.body.classList.add("dropping");
  });
  document.addEventListener("dragleave", () => document.body.classList.remove("dropping"));
  document.addEventListener("drop", (event) => {
    document.body.classList.remove("dropping");
    // Dropped text goes into its box as the browser does it.
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    take(event.dataTransfer.files);
  });
  speak(language);
})();
