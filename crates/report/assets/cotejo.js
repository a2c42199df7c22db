// Searches the findings. The data come as scripts, because a page opened from a disk may not fetch.
"use strict";
(function () {
  var form = document.getElementById("search");
  if (!form) { return; }
  var settings = form.dataset, shards = Number(settings.shards), shown = 100;
  var rows = [], next = 0;
  var body = document.getElementById("search-rows"), status = document.getElementById("search-status");
  var more = document.getElementById("search-more");

  window.cotejo = { add: function (list) { rows = rows.concat(list); } };

  function load() {
    if (next >= shards) { return; }
    var script = document.createElement("script");
    script.src = settings.base + next + ".js";
    next += 1;
    script.onload = function () { show(); load(); };
    document.head.appendChild(script);
  }

  function fold(text) { return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase(); }

  function cell(row, text, kind) {
    var to = row.insertCell();
    to.textContent = text;
    if (kind) { to.className = kind; }
    return to;
  }

  function link(to, text, href) {
    var a = document.createElement("a");
    a.href = href;
    a.textContent = text;
    to.appendChild(a);
  }

  // A finding: rule, severity, table, page of the table, area, sources, values, votes at stake.
  function draw(finding) {
    var row = body.insertRow();
    link(cell(row, "", "code"), finding[0], settings.rules + "#" + finding[0]);
    if (finding[3]) { link(cell(row, "", "code"), finding[2], finding[3]); } else { cell(row, finding[2], "code"); }
    cell(row, finding[4]);
    cell(row, finding[5]);
    cell(row, finding[6], "long");
    cell(row, finding[7].toLocaleString(document.documentElement.lang, { useGrouping: "always" }), "num");
  }

  function show() {
    var words = fold(form.elements.q.value).split(/\s+/).filter(Boolean);
    var rule = form.elements.rule.value, source = form.elements.source.value, found = 0;
    body.textContent = "";
    rows.forEach(function (finding) {
      if (rule && finding[0] !== rule) { return; }
      if (source && finding[5].split(", ").indexOf(source) < 0) { return; }
      if (words.length) {
        var text = fold(finding.slice(0, 7).join(" "));
        if (!words.every(function (word) { return text.indexOf(word) >= 0; })) { return; }
      }
      found += 1;
      if (found <= shown) { draw(finding); }
    });
    status.textContent = Math.min(found, shown) + " / " + found + " " + settings.shown;
    more.hidden = found <= shown;
  }

  function restart() { shown = 100; show(); }

  form.addEventListener("input", restart);
  form.addEventListener("submit", function (event) { event.preventDefault(); restart(); });
  more.addEventListener("click", function () { shown += 500; show(); });
  document.getElementById("search-area").hidden = false;
  load();
})();
