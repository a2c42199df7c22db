// The search: a code leads to its table's page, a name to centres of one large area. Nothing is sent anywhere.
"use strict";
(function () {
  var form = document.getElementById("find");
  if (!form) return;
  form.hidden = false;
  var set = form.dataset, MOST = 100, parts = {};
  var status = document.getElementById("find-status"), rows = document.getElementById("find-rows");

  /** FNV-1a of 32 bits over UTF-8. */
  function fnv(text) {
    var bytes = new TextEncoder().encode(text), hash = 0x811c9dc5;
    for (var at = 0; at < bytes.length; at++) hash = Math.imul(hash ^ bytes[at], 0x01000193) >>> 0;
    return hash;
  }

  function hex(number, digits) { return number.toString(16).padStart(digits, "0"); }

  function safe(code) {
    return Array.prototype.map.call(new TextEncoder().encode(code), function (byte, at) {
      var c = String.fromCharCode(byte);
      if (c === "/") return "~";
      return /[A-Za-z0-9_-]/.test(c) || (c === "." && at > 0) ? c : "~~" + hex(byte, 2);
    }).join("");
  }

  /** The place of a table, as crates/site/src/address.rs has it. */
  function place(code) {
    var hash = fnv(code), first = hex(hash >>> 24, 2), second = hex((hash >>> 20) & 15, 1);
    return (set.spread === "one" ? "" : set.spread === "wide" ? first + "/" : first + "/" + second + "/") + safe(code);
  }

  function plain(text) { return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase(); }

  function show(list, many) {
    rows.replaceChildren.apply(rows, list.slice(0, MOST).map(function (row) {
      var item = document.createElement("li"), link = document.createElement("a"), small = document.createElement("small");
      link.href = row[4];
      link.textContent = row[0];
      small.textContent = " " + [row[1], row[2], row[3]].filter(Boolean).join(" · ");
      item.append(link, small);
      return item;
    }));
    status.textContent = many === 0 ? set.none : set.found.replace("%n", String(many));
  }

  function find() {
    var wanted = plain(form.elements.name.value.trim()), part = form.elements.part.value;
    if (wanted.length < 2) { rows.replaceChildren(); status.textContent = ""; return; }
    var load = parts[part] || (parts[part] = fetch(set.root + "data/search/" + part + ".json").then(function (answer) { return answer.json(); }));
    load.then(function (index) {
      var found = index.rows.filter(function (row) { return plain(row[0] + " " + row[1] + " " + row[2] + " " + row[3]).indexOf(wanted) >= 0; });
      show(found, found.length);
    }).catch(function () { delete parts[part]; status.textContent = set.file; });
  }

  /** Leads to a table's page by `lead`, where there is one. */
  function toTable(lead) {
    var code = form.elements.code.value.trim();
    if (!code) return;
    var page = "t/" + place(code) + ".html";
    if (!/^https?:$/.test(location.protocol)) { lead(page); return; }
    fetch(page, { method: "HEAD" }).then(function (answer) {
      if (answer.ok) lead(page); else status.textContent = set.notable;
    }).catch(function () { status.textContent = set.file; });
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    toTable(function (page) { location.href = page; });
  });
  form.elements.name.addEventListener("input", find);
  form.elements.part.addEventListener("change", find);

  // `search.html#CODE`: whoever links to a table need not know where its page lies. *Back* leads to who linked.
  try { form.elements.code.value = decodeURIComponent(location.hash.slice(1)); } catch { /* No code: nothing is looked for. */ }
  toTable(function (page) { location.replace(page); });
})();
