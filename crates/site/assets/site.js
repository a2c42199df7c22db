// On every page: tables that sort, and a word when there is something new. Nothing here is needed to read.
"use strict";
(function () {
  var root = document.body.dataset.root;

  // --- Tables that sort ------------------------------------------------------------------------------------

  function value(row, at) {
    var cell = row.cells[at];
    var bar = cell && cell.querySelector("i");
    var text = bar ? bar.style.getPropertyValue("--p") : cell ? cell.firstChild ? (cell.querySelector("a") || cell).firstChild.textContent.trim() : "" : "";
    var number = text.replace(/[.,\s\u00a0%+]/g, "").replace("\u2212", "-");
    if (bar) return parseFloat(text);
    return /^-?\d+$/.test(number) ? Number(number) : text;
  }

  function sort(table, at, button) {
    var down = button.getAttribute("aria-sort") === "ascending";
    var body = table.tBodies[0];
    var rows = Array.prototype.slice.call(body.rows).map(function (row) { return [value(row, at), row]; });
    rows.sort(function (a, b) {
      var x = a[0], y = b[0];
      // Numbers before words, whatever the direction: a gap is no number.
      if (typeof x !== typeof y) return typeof x === "number" ? -1 : 1;
      var order = typeof x === "number" ? x - y : x.localeCompare(y, undefined, { numeric: true });
      return down ? -order : order;
    });
    rows.forEach(function (row) { body.appendChild(row[1]); });
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (cell) { cell.removeAttribute("aria-sort"); });
    button.setAttribute("aria-sort", down ? "descending" : "ascending");
  }

  Array.prototype.forEach.call(document.querySelectorAll("main table"), function (table) {
    var grouped = table.querySelector("tr.group, tr.rule-above") || table.tBodies.length !== 1;
    if (!table.tHead || grouped || table.tBodies[0].rows.length < 3) return;
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, at) {
      if (head.tagName !== "TH") return;
      var button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      while (head.firstChild) button.appendChild(head.firstChild);
      head.appendChild(button);
      button.addEventListener("click", function () { sort(table, at, head); });
    });
  });

  // --- News ------------------------------------------------------------------------------------------------

  // A page from a disk has nobody to ask.
  if (!/^https?:$/.test(location.protocol) || !window.fetch) return;
  var news = document.getElementById("news");
  var first = null;

  function told(text) {
    if (first === null) { first = text; return; }
    if (text === first || !news.hidden) return;
    var again = document.createElement("a");
    again.href = location.href;
    again.textContent = news.dataset.again;
    news.textContent = news.dataset.say + " ";
    news.appendChild(again);
    news.hidden = false;
  }

  fetch(root + "live.json", { cache: "no-cache" }).then(function (answer) {
    if (!answer.ok) return;
    var stream = answer.headers.get("cotejo-live");
    answer.text().then(function (text) {
      told(text);
      // Only a server of ours says where its stream is; other servers are asked again, seldom.
      if (stream && window.EventSource) {
        new EventSource(stream).addEventListener("news", function (event) { told(event.data + "\n"); });
      } else {
        setInterval(function () {
          fetch(root + "live.json", { cache: "no-cache" }).then(function (one) { return one.ok ? one.text().then(told) : null; }).catch(function () {});
        }, 60000);
      }
    });
  }).catch(function () {});
})();
