// The page of a table: checks its copies with the second verifier, in this page, and holds a photographed code
// against them. What is photographed never leaves the device.
"use strict";
(function () {
  var box = document.getElementById("check");
  if (!box) return;
  var set = box.dataset, root = set.root, FILES = ["areas.csv", "candidates.csv", "election.toml", "lists.csv", "tables.csv", "election.seal"];
  var byId = function (id) { return document.getElementById(id); };
  var status = byId("check-status"), result = byId("result"), verdict = byId("check-photo");
  var SIDE = 1600; // pixels: larger pictures are drawn smaller, codes stay readable
  byId("check-buttons").hidden = false;

  function say(text) { status.textContent = text; }

  // --- What is loaded when somebody asks --------------------------------------------------------------------

  var loaded = {};
  function script(name) {
    return loaded[name] || (loaded[name] = new Promise(function (done, failed) {
      var element = document.createElement("script");
      element.src = root + set[name];
      element.integrity = set[name + "Integrity"];
      element.crossOrigin = "anonymous";
      element.onload = done;
      element.onerror = function () { delete loaded[name]; failed(new Error(set.file)); };
      document.head.appendChild(element);
    }));
  }

  function bytes(path) {
    return fetch(root + path).then(function (answer) {
      if (answer.status === 404) return null;
      if (!answer.ok) throw new Error(set.file);
      return answer.arrayBuffer().then(function (buffer) { return new Uint8Array(buffer); });
    });
  }

  var election = null;
  function files() {
    return election || (election = Promise.all(FILES.map(function (name) { return bytes("election/" + name); })).then(function (all) {
      var given = {};
      FILES.forEach(function (name, at) { if (all[at]) given[name] = all[at]; });
      return given;
    }).catch(function (error) { election = null; throw error; }));
  }

  var data = null;
  function table() {
    return data || (data = fetch(set.json).then(function (answer) {
      if (!answer.ok) throw new Error(set.file);
      return answer.json();
    }).catch(function (error) { data = null; throw error; }));
  }

  /** Runs something that may fail for want of a network or a server, and says so. */
  function run(work) {
    say(set.working);
    result.hidden = true;
    verdict.hidden = true;
    return work().then(function () { say(""); }).catch(function (error) {
      say(location.protocol === "file:" ? set.file : set.failed + " " + error.message);
    });
  }

  function judge(given) {
    return Promise.all([files(), script("verifier"), script("show")]).then(function (all) {
      var asked = { files: all[0], text: given.text || null, proof: given.proof || null };
      return globalThis.Cotejo.verifyAll(asked);
    });
  }

  function show(found) {
    result.replaceChildren.apply(result, globalThis.CotejoShow(found, set.lang));
    result.hidden = false;
    var heading = byId("h-result");
    if (heading) heading.focus();
  }

  // --- Copies ------------------------------------------------------------------------------------------------

  table().then(function (all) {
    var place = byId("check-copies"), many = 0;
    all.contests.forEach(function (contest) {
      contest.copies.forEach(function (copy, at) {
        if (!copy.receipt && !copy.text) return;
        var button = document.createElement("button");
        button.type = "button";
        button.textContent = set.copy + " " + (at + 1) + " · " + copy.name + (all.contests.length > 1 ? " · " + contest.title : "");
        button.addEventListener("click", function () { check(copy); });
        place.append(button, " ");
        many += 1;
      });
    });
    if (many === 0) place.textContent = set.nothing;
  }).catch(function () { byId("check-copies").textContent = set.file; });

  function check(copy) {
    run(function () {
      var given = copy.receipt
        ? bytes(copy.receipt).then(function (proof) {
            if (!proof) throw new Error(set.file);
            return { proof: new TextDecoder().decode(proof) };
          })
        : Promise.resolve({ text: copy.text });
      return given.then(judge).then(show);
    });
  }

  // --- A photographed code -------------------------------------------------------------------------------------

  function decode(source, width, height) {
    var scale = Math.min(1, SIDE / Math.max(width, height));
    var canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(width * scale));
    canvas.height = Math.max(1, Math.round(height * scale));
    var context = canvas.getContext("2d", { willReadFrequently: true });
    context.drawImage(source, 0, 0, canvas.width, canvas.height);
    var pixels = context.getImageData(0, 0, canvas.width, canvas.height);
    var code = globalThis.jsQR(pixels.data, canvas.width, canvas.height);
    return code ? code.data : null;
  }

  /** What a code is to this table: the same as a copy here, another sheet of it, or of another table. */
  function compare(text) {
    return Promise.all([judge({ text: text }), table()]).then(function (all) {
      var found = all[0], here = all[1], sheet = found.sheet;
      var copies = [];
      here.contests.forEach(function (contest) { contest.copies.forEach(function (copy, at) { copies.push([copy, at]); }); });
      var same = copies.filter(function (one) { return sheet && sheet.digest && one[0].digest === sheet.digest; });
      var said, kind;
      if (!sheet || sheet.verdict === "refused") { said = set.foreign; kind = "bad"; }
      else if (sheet.table && sheet.table.code !== here.table) { said = set.elsewhere.replace("%t", sheet.table.code); kind = "open"; }
      else if (same.length > 0) { said = set.same.replace("%c", same.map(function (one) { return one[1] + 1 + " · " + one[0].name; }).join(", ")); kind = sheet.verdict === "valid" ? "good" : "bad"; }
      else { said = set.other; kind = sheet.verdict === "valid" ? "open" : "bad"; }
      verdict.className = "verdict " + kind;
      verdict.textContent = said;
      verdict.hidden = false;
      show(found);
    });
  }

  byId("photo").addEventListener("change", function (event) {
    var file = event.target.files[0];
    if (!file) return;
    run(function () {
      var picture = createImageBitmap(file);
      return Promise.all([picture, script("qr")]).then(function (all) {
        var text = decode(all[0], all[0].width, all[0].height);
        if (text === null) throw new Error(set.nocode);
        return compare(text);
      });
    });
  });

  var camera = byId("camera"), stop = byId("camera-stop"), video = byId("viewfinder"), stream = null;
  if (!navigator.mediaDevices || !navigator.mediaDevices.getUserMedia) camera.hidden = true;

  function close() {
    if (stream) stream.getTracks().forEach(function (track) { track.stop(); });
    stream = null;
    video.hidden = true;
    stop.hidden = true;
    camera.hidden = false;
  }

  function look() {
    if (!stream) return;
    var text = video.videoWidth > 0 ? decode(video, video.videoWidth, video.videoHeight) : null;
    if (text === null) { setTimeout(look, 150); return; }
    close();
    run(function () { return compare(text); });
  }

  camera.addEventListener("click", function () {
    Promise.all([navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } }), script("qr")]).then(function (all) {
      stream = all[0];
      video.srcObject = stream;
      video.hidden = false;
      stop.hidden = false;
      camera.hidden = true;
      video.play();
      look();
    }).catch(function () { close(); say(set.nocamera); });
  });
  stop.addEventListener("click", close);
})();
