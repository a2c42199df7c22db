// The page: one number in, one table out. Keeps nothing, sends nothing but what visit.mjs sends.

import { Refused } from "./refused.mjs";
import { lookUp, manifestAt } from "./visit.mjs";
import { phrase, sentence } from "./words.mjs";

const base = new URL(".", document.baseURI);
const byId = (id) => document.getElementById(id);
let language = /^es\b/.test(navigator.language) ? "es" : "en";
let manifest = null;
/** What is shown: a function of the language that gives nodes. */
let shown = () => [];
/** Only the last question may show its answer. */
let asked = 0;

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
  showManifest();
  byId("answer").replaceChildren(...shown());
}

function show(nodes) {
  shown = nodes;
  byId("answer").replaceChildren(...shown());
}

function showManifest() {
  if (manifest === null) return;
  byId("example").textContent = manifest.example === undefined ? "" : `${phrase("example", language)} ${manifest.example}`;
  const isVoprf = manifest.mode.kind === 1;
  byId("with-server").hidden = !isVoprf;
  byId("without-server").hidden = isVoprf;
  const groups = (2 ** manifest.layout.prefixBits).toLocaleString(language);
  byId("mode").textContent = `${phrase(isVoprf ? "voprf" : "argon2id", language)}; ${groups} ${phrase("groups", language)}`;
}

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function tableNodes(code) {
  const nodes = [element("p", phrase("table", language), { class: "before" }), element("p", code, { class: "table", translate: "no" })];
  if (manifest.tablePage !== undefined) {
    const address = manifest.tablePage.replace("{code}", encodeURIComponent(code));
    const line = element("p", "");
    line.append(element("a", phrase("open", language), { href: new URL(address, base).href }));
    nodes.push(line);
  }
  return nodes;
}

function refusalNodes(refusal) {
  const line = element("p", `${sentence(refusal, language)} `);
  line.append(element("span", refusal.rule, { class: "code" }));
  return [line];
}

async function ask(event) {
  event.preventDefault();
  asked += 1;
  const mine = asked;
  const input = byId("id");
  byId("answer").setAttribute("aria-busy", "true");
  show(() => [element("p", phrase(manifest?.mode.kind === 2 ? "deriving" : "asking", language))]);
  let nodes;
  try {
    manifest ??= await manifestAt(base);
    showManifest();
    const code = await lookUp(base, manifest, input.value);
    nodes = code === null ? () => refusalNodes({ rule: "W218" }) : () => tableNodes(code);
    input.removeAttribute("aria-invalid");
  } catch (error) {
    const refusal = error instanceof Refused ? error : { rule: "W209" };
    if (refusal.rule === "W202") input.setAttribute("aria-invalid", "true");
    nodes = () => refusalNodes(refusal);
  }
  if (mine !== asked) return;
  byId("answer").removeAttribute("aria-busy");
  show(nodes);
}

function clear() {
  asked += 1;
  byId("id").value = "";
  byId("id").removeAttribute("aria-invalid");
  byId("answer").removeAttribute("aria-busy");
  show(() => []);
  byId("id").focus();
}

for (const button of document.querySelectorAll("[data-language]")) {
  button.addEventListener("click", () => speak(button.dataset.language));
}
byId("form").addEventListener("submit", ask);
byId("clear").addEventListener("click", clear);
// A page that comes back out of the browser's memory shows nobody's number.
addEventListener("pageshow", (event) => event.persisted && clear());
speak(language);
manifestAt(base).then(
  (read) => {
    manifest = read;
    showManifest();
  },
  // Told when somebody asks.
  () => {},
);
