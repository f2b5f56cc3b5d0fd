"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const run = data.run, sum = data.summary;
  const urgency = { failed: 0, error: 1, running: 2, pending: 3, passed: 4 };
  const verdict = (f) => f.status !== "passed" || !f.marks.length ? f.status : f.marks.includes("flaky") ? "flaky" : "healed";
  const flows = data.flows.slice().sort((a, b) => urgency[a.status] - urgency[b.status]
    || (a.marks.length ? 0 : 1) - (b.marks.length ? 0 : 1) || b.durationMs - a.durationMs || (a.name < b.name ? -1 : 1));
  const signs = { passed: "\u2713", failed: "\u2715", error: "!", skipped: "\u2013", flaky: "~", healed: "+", running: "\u2026", pending: "\u2013" };
  const state = { filter: "all", text: "", current: null, shots: [], rows: new Map() };

  // Text reaches the page as text nodes and attributes only; nothing here parses markup.
  const h = (tag, props, ...kids) => {
    const node = document.createElement(tag);
    for (const [key, value] of Object.entries(props || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (key === "on") for (const [name, call] of Object.entries(value)) node.addEventListener(name, call);
      else if (key === "style") for (const [name, text] of Object.entries(value)) node.style.setProperty(name, text);
      else if (key === "class") node.className = value;
      else node.setAttribute(key, value === true ? "" : value);
    }
    node.append(...kids.flat(3).filter((k) => k !== null && k !== undefined && k !== false && k !== ""));
    return node;
  };
  const time = (ms) => ms < 1000 ? `${ms} ms` : ms < 59950 ? `${(ms / 1000).toFixed(1)} s`
    : `${Math.floor(Math.round(ms / 1000) / 60)} min ${String(Math.round(ms / 1000) % 60).padStart(2, "0")} s`;
  const clock = (ms) => `${Math.floor(ms / 60000)}:${String(Math.floor(ms / 1000) % 60).padStart(2, "0")}`;
  const percent = (part, whole) => `${Math.max(0, Math.min(100, whole > 0 ? 100 * part / whole : 0)).toFixed(2)}%`;
  // Always below this page's folder, whatever the path says.
  const beside = (path) => "./" + path.split("/").filter((p) => p && p !== "." && p !== "..").map(encodeURIComponent).join("/");
  const bar = (part, whole, from) => h("span", { class: "bar", "aria-hidden": "true" },
    h("i", { style: { width: percent(Math.max(part, whole / 100), whole), "--from": percent(from || 0, whole) } }));
  const dot = (kind) => h("span", { class: `dot ${kind}`, role: "img", "aria-label": kind, title: kind }, signs[kind]);
  const chip = (kind, text) => h("span", { class: `chip ${kind}` }, text || kind);
  const plain = (text, title) => text && h("span", { class: "chip plain", title }, text);
  const gone = (path, what) => h("p", { class: "gone" }, `The ${what} is not beside this page: ${path}`);
  const list = (title, items, make) => items.length > 0 && h("div", {}, h("h4", {}, title), h("ul", {}, items.map(make)));
  // What is copied into a shell holds no line break and nothing that hides or reorders text.
  const command = (flow) => {
    const name = (flow.repeatCommand || flow.name).replace(/\s+/g, " ").replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "\ufffd");
    return flow.repeatCommand ? name : "perceo flows run " + (/["\\$`!]/.test(name) ? "'" + name.replace(/'/g, "'\\''") + "'" : `"${name}"`);
  };
  const failing = (attempt) => attempt && attempt.steps.find((s) => s.status === "failed" || s.status === "error");
  const reason = (flow) => {
    const step = failing(flow.attempts[flow.attempts.length - 1]);
    return { step, error: (step && step.error) || flow.error || null, unmet: step && step.expectations.find((e) => e.held === false) };
  };

  function picture(path, caption) {
    const image = h("img", { src: beside(path), alt: caption, loading: "lazy", decoding: "async" });
    const frame = h("button", { class: "shot", type: "button", "aria-label": `Open screenshot: ${caption}`, on: { click: () => lightbox(path) } }, image);
    image.addEventListener("error", () => frame.replaceWith(gone(path, "screenshot")));
    return frame;
  }

  // What the marks on a picture stand for, and the picture without them.
  const legend = (step) => {
    const kinds = new Set((step.marks || []).map((m) => m.kind));
    const words = [kinds.has("target") && "framed: what the step is about", kinds.has("candidate") && "dashed: what it could be",
      kinds.has("pointer") && "ring: the pointer"].filter(Boolean).join(" \u00b7 ");
    const plain = step.unmarkedScreenshot && h("a", { href: beside(step.unmarkedScreenshot) }, "without marks");
    return (words || step.screenshotOfStep) && h("p", { class: "soft small" }, words, plain && " \u00b7 ", plain,
      step.screenshotOfStep && `same picture as step ${step.screenshotOfStep}`);
  };

  const box = h("dialog", { "aria-label": "Screenshot" });
  function lightbox(path) {
    const shots = state.shots;
    let at = Math.max(0, shots.findIndex((s) => s.path === path));
    const image = h("img", { alt: "" }), words = h("span", { class: "wrap" });
    const show = (by) => {
      at = (at + by + shots.length) % shots.length;
      image.src = beside(shots[at].path);
      image.alt = shots[at].caption;
      words.textContent = `${at + 1} / ${shots.length}  ${shots[at].caption}`;
    };
    box.replaceChildren(image, h("p", {},
      h("button", { type: "button", "aria-label": "Previous", on: { click: () => show(-1) } }, "\u2190"), words,
      h("button", { type: "button", "aria-label": "Next", on: { click: () => show(1) } }, "\u2192"),
      h("button", { type: "button", on: { click: () => box.close() } }, "Close")));
    box.onkeydown = (e) => { if (e.key === "ArrowLeft") show(-1); else if (e.key === "ArrowRight") show(1); };
    box.onclick = (e) => { if (e.target === box) box.close(); };
    show(0);
    box.showModal();
  }

  const costs = (cost) => cost && cost.modelCalls ? `$${Number(cost.usd).toFixed(cost.usd < 1 ? 4 : 2)}, ${cost.modelCalls} model calls` : "";

  function header() {
    const bad = sum.failed + sum.errors + sum.skipped;
    const kind = sum.failed ? "failed" : bad ? "error" : sum.flaky ? "flaky" : "passed";
    const words = sum.total === 0 ? "No flow was played" : bad ? `${bad} of ${sum.total} ${sum.total === 1 ? "flow" : "flows"} did not pass`
      : sum.total === 1 ? "The flow passed" : `All ${sum.total} flows passed`;
    const clean = flows.filter((f) => verdict(f) === "passed").length;
    const parts = [["failed", sum.failed], ["error", sum.errors], ["flaky", sum.passed - clean], ["passed", clean], ["pending", sum.skipped]];
    const fact = (name, value, mono) => value !== null && value !== undefined && value !== "" &&
      h("div", {}, h("dt", {}, name), h("dd", { class: mono ? "mono wrap" : "wrap" }, String(value)));
    const cost = costs(run.cost) || "none";
    return h("header", { class: `top ${kind}` }, h("div", {},
      h("div", { class: "verdict" }, h("h1", {}, words),
        h("span", { class: "soft num" }, `${sum.passed} passed, ${sum.failed} failed, ${sum.errors} ${sum.errors === 1 ? "error" : "errors"}, ${sum.flaky} flaky, ${sum.healed} healed`),
        h("span", { class: "brand" }, "perceo")),
      h("div", { class: "share", "aria-hidden": "true" }, parts.filter((p) => p[1] > 0).map((p) => h("span", { class: p[0], style: { flex: String(p[1]) } }))),
      h("dl", { class: "facts" },
        fact("Duration", time(run.durationMs)), fact("Started", new Date(run.startedAt).toLocaleString()),
        fact("Commit", run.commit && run.commit.slice(0, 10), true), fact("Branch", run.branch, true), fact("Pull request", run.pr && `#${run.pr}`),
        fact("Site", run.baseURL, true), fact("Browser", run.browser), fact("At once", run.parallel), fact("Shard", run.shard),
        fact("Host", run.host), fact("Triggered by", run.triggeredBy), fact("Model cost", cost), fact("Run", run.id, true)),
      run.notices.length > 0 && h("ul", { class: "notices" }, run.notices.map((n) => h("li", { class: "wrap" }, n)))));
  }

  function whyCard(flow) {
    const { step, error, unmet } = reason(flow);
    if (flow.status !== "failed" && flow.status !== "error") return null;
    const candidates = (error && error.candidates) || [];
    const row = (name, value, kind) => value && [h("dt", {}, name), h("dd", { class: kind || "" }, value)];
    const copy = h("button", { class: "button", type: "button", on: { click: () => {
      const done = () => { copy.textContent = "Copied"; };
      if (navigator.clipboard) navigator.clipboard.writeText(command(flow)).then(done, () => {});
    } } }, "Copy");
    const files = step && [["before", step.screenshotBefore], ["page in words", step.outline]].filter((f) => f[1]);
    const shown = step && step.screenshot && h("div", { class: "evidence" }, picture(step.screenshot, `step ${step.number}: ${step.name}`), legend(step));
    return h("section", { class: `card why-card ${flow.status}`, "aria-label": "Why it did not pass" }, shown,
      h("p", { class: "message" }, (error && error.message) || (unmet && `Expected ${unmet.text}`) || "No reason was recorded"),
      h("dl", { class: "versus" },
        row("Step", step && `${step.number}. ${step.name}`), row("Expected", unmet && unmet.text), row("Saw", unmet && unmet.saw, "saw"),
        row("Code", error && error.code, "mono"), files && files.length > 0 && row("Files", files.map(([words, path]) => [h("a", { href: beside(path) }, words), " "])),
        row("Flow file", (error && error.location) || (flow.error && flow.error.location) || flow.file, "mono")),
      candidates.length > 0 && h("div", { class: "scroll" }, h("table", {},
        h("thead", {}, h("tr", {}, ["Candidate", "Score", "Why"].map((t) => h("th", { scope: "col" }, t)))),
        h("tbody", {}, candidates.map((c) => h("tr", {}, h("td", {}, c.text),
          h("td", {}, h("span", { class: "score num" }, Number.isFinite(c.score) ? c.score.toFixed(2) : "\u2013", bar(Number.isFinite(c.score) ? c.score : 0, 1))), h("td", { class: "soft" }, c.why)))))),
      h("div", { class: "again" }, h("code", {}, command(flow)), copy));
  }

  const engines = { "screen-recording": "by Chromium", screencast: "from Chromium's frames, by ffmpeg" };
  const madeBy = (parts) => `Recorded ${parts.map((p) => engines[p.kind] || p.kind).join(", then ")}.`;

  function mediaCard(flow, attempt) {
    const steps = attempt ? attempt.steps.filter((s) => s.status !== "skipped") : [];
    if (!flow.video) {
      const shots = steps.filter((s) => s.screenshot).map((s) => [s.screenshot, `${s.number}. ${s.name}`]);
      if (!shots.length && flow.finalScreenshot) shots.push([flow.finalScreenshot, "last screen"]);
      return shots.length > 0 && h("section", { class: "card", "aria-label": "Screens" }, h("h3", {}, "Screens"),
        h("div", { class: "strip" }, shots.map(([path, words]) => h("figure", {}, picture(path, words), h("figcaption", {}, words)))));
    }
    // More than one part when what recorded the flow had to be replaced on the way.
    const parts = [...(flow.video.earlier || []), flow.video];
    let part = parts[0];
    const video = h("video", { controls: true, preload: "none", src: beside(part.path), "aria-label": `Recording of ${flow.name}`,
      poster: flow.finalScreenshot ? beside(flow.finalScreenshot) : null });
    const holder = h("div", {}, video);
    video.addEventListener("error", () => video.replaceWith(gone(part.path, "video")));
    const turnTo = (next) => { if (next !== part) { part = next; video.src = beside(part.path); } };
    video.addEventListener("ended", () => {
      const next = parts[parts.indexOf(part) + 1];
      if (next) { turnTo(next); play(); }
    });
    const play = () => { const p = video.play(); if (p) p.catch(() => {}); };
    const marks = [];
    // Steps are told by the flow's own clock, the parts by theirs.
    const begin = (p) => p.startedMs || 0;
    const offset = (s) => Math.max(0, s.startedMs - begin(parts[0]));
    const seek = (s) => {
      turnTo(parts.filter((p) => begin(p) <= s.startedMs).pop() || parts[0]);
      video.currentTime = Math.max(0, s.startedMs - begin(part)) / 1000;
      play();
    };
    const chapter = (s, node) => { marks.push([s, node]); return node; };
    video.addEventListener("timeupdate", () => {
      const at = begin(part) + video.currentTime * 1000 + 50;
      const now = steps.filter((s) => s.startedMs <= at).pop() || steps[0];
      for (const [s, node] of marks) node.setAttribute("aria-current", String(s === now));
      for (const [s, node] of state.rows) node.classList.toggle("playing", s === now);
    });
    holder.append(h("div", { class: "track" }, steps.map((s) => chapter(s, h("button", { type: "button", class: s.status, title: `${s.number}. ${s.name}`,
      "aria-label": `Play step ${s.number}: ${s.name}`, style: { flex: String(Math.max(1, s.durationMs)) }, on: { click: () => seek(s) } })))));
    return h("section", { class: "card", "aria-label": "Recording" }, h("div", { class: "media" }, holder, h("div", {}, h("ol", { class: "chapters" },
      steps.map((s) => h("li", {}, chapter(s, h("button", { type: "button", on: { click: () => seek(s) } },
        h("span", { class: "at num" }, clock(offset(s))), dot(s.status), h("span", { class: "wrap" }, s.name)))))),
      h("p", { class: "soft small" }, madeBy(parts)))));
  }

  // What a step waited for longest, when that is worth a look.
  const waited = (step) => {
    const most = step.waits.slice().sort((a, b) => b.ms - a.ms)[0];
    return most && most.ms >= 20 && h("span", { class: "waited" }, `waited ${time(most.ms)}: ${most.cause}`);
  };

  function stepRow(step, longest, index) {
    const open = step.status === "failed" || step.status === "error";
    const body = h("div", { class: "inside", id: `step-${index}`, hidden: true });
    const button = h("button", { type: "button", "aria-expanded": "false", "aria-controls": body.id, on: { click: () => toggle() } },
      dot(step.status), h("span", { class: "title" }, `${step.number}. ${step.name}`, step.cost && h("span", { class: "waited" }, costs(step.cost)), waited(step)),
      step.screenshot ? h("img", { class: "thumb", src: beside(step.screenshot), alt: "", loading: "lazy", decoding: "async",
        on: { error: (e) => e.target.remove() } }) : h("span"),
      step.how === "none" ? h("span") : plain(step.how, "how the words became an element"),
      step.status === "skipped" ? h("span", { class: "lane" }, "not reached") : h("span", { class: "lane num" }, time(step.durationMs), bar(step.durationMs, longest)), h("span", { class: "turn", "aria-hidden": "true" }, "\u203a"));
    const toggle = () => {
      if (body.hidden && !body.firstChild) body.append(...stepInside(step));
      body.hidden = !body.hidden;
      button.setAttribute("aria-expanded", String(!body.hidden));
    };
    if (open) toggle();
    const row = h("li", { class: `step ${step.status}` }, button, body);
    state.rows.set(step, row);
    return row;
  }

  function stepInside(step) {
    const held = (e) => e.held === true ? "passed" : e.held === false ? "failed" : "skipped";
    const rows = h("div", { class: "rows" },
      step.error && h("div", {}, h("h4", {}, step.error.code), h("pre", {}, step.error.message)),
      list("Did", step.actions, (a) => h("li", {}, h("span", { class: "ms num" }, time(a.durationMs)), h("span", {}, a.text,
        a.target && h("span", { class: "soft" }, " \u2192 ", a.target)), a.how !== "none" && plain(a.how),
        typeof a.score === "number" && h("span", { class: "soft num", title: "score" }, a.score.toFixed(2)))),
      list("Expected", step.expectations, (e) => h("li", { class: held(e) }, dot(held(e)), h("span", {}, e.text,
        e.saw && h("span", { class: "soft" }, e.held === null || e.held === undefined ? ", not decided: " : ", saw: ", e.saw)))),
      list("Waited for", step.waits.slice().sort((a, b) => b.ms - a.ms), (w) => h("li", {}, h("span", { class: "ms num" }, time(w.ms)), h("span", {}, w.cause))),
      step.consoleErrors.length > 0 && h("div", {}, h("h4", {}, "Console errors"), h("pre", {}, step.consoleErrors.join("\n"))),
      step.failedRequests.length > 0 && h("div", {}, h("h4", {}, "Failed requests"), h("pre", {}, step.failedRequests.join("\n"))));
    if (!rows.firstChild) rows.append(h("p", { class: "soft" }, step.status === "skipped" ? "Not reached." : "Nothing more was recorded."));
    return [rows, step.screenshot ? h("div", { class: "evidence" }, picture(step.screenshot, `step ${step.number}: ${step.name}`), legend(step)) : ""];
  }

  function waitsCard(attempt) {
    const byCause = new Map();
    for (const s of attempt.steps) for (const w of s.waits) byCause.set(w.cause, (byCause.get(w.cause) || 0) + w.ms);
    const rows = [...byCause].sort((a, b) => b[1] - a[1]).slice(0, 6);
    const total = [...byCause.values()].reduce((a, b) => a + b, 0);
    return rows.length > 0 && h("section", { class: "card pending", "aria-label": "Where the time went" },
      h("h3", {}, `Waited ${time(total)} of ${time(attempt.durationMs)}, longest first`),
      h("ul", { class: "waits" }, rows.map(([cause, ms]) => h("li", {}, h("span", { class: "num" }, time(ms)), h("span", { class: "wrap" }, cause), bar(ms, total)))));
  }

  function attemptPane(flow, attempt) {
    const longest = Math.max(1, ...attempt.steps.map((s) => s.durationMs));
    state.rows.clear();
    state.shots = attempt.steps.filter((s) => s.screenshot).map((s) => ({ path: s.screenshot, caption: `${s.number}. ${s.name}` }));
    if (flow.finalScreenshot && !state.shots.some((s) => s.path === flow.finalScreenshot)) state.shots.push({ path: flow.finalScreenshot, caption: "last screen" });
    return attempt.steps.length ? h("ol", {}, attempt.steps.map((s, i) => stepRow(s, longest, i)))
      : h("p", { class: "soft" }, (attempt.error && attempt.error.message) || "No step detail on this page; run.json has it.");
  }

  function stepsCard(flow, last) {
    const pane = h("div", { id: "steps", role: flow.attempts.length > 1 ? "tabpanel" : null });
    const tabs = flow.attempts.map((a) => h("button", { type: "button", role: "tab", class: a.status, "aria-controls": "steps", on: {
      click: () => pick(a), keydown: (e) => {
        const by = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
        if (by) { const i = (flow.attempts.indexOf(a) + by + tabs.length) % tabs.length; pick(flow.attempts[i]); tabs[i].focus(); }
      } } }, `Attempt ${a.number} `, chip(a.status)));
    const pick = (a) => {
      tabs.forEach((tab, i) => { const on = flow.attempts[i] === a; tab.setAttribute("aria-selected", String(on)); tab.tabIndex = on ? 0 : -1; });
      pane.replaceChildren(attemptPane(flow, a));
    };
    pick(last);
    return h("section", { class: "card", "aria-label": "Steps" },
      tabs.length > 1 ? h("div", { class: "tabs", role: "tablist", "aria-label": "Attempts" }, tabs) : h("h3", {}, "Steps"), pane);
  }

  const detail = h("main", { class: "detail", tabindex: "-1" });
  function show(flow) {
    state.current = flow;
    const last = flow.attempts[flow.attempts.length - 1];
    const file = (path, text) => path && h("a", { href: beside(path) }, text);
    const files = [file(flow.consoleLog, "Console log"), file(flow.networkLog, "Network log"), flow.video && file(flow.video.path, "Video file")].filter(Boolean);
    detail.replaceChildren(...[
      h("header", {}, h("h2", {}, flow.name), h("div", { class: "meta" }, chip(flow.status), flow.marks.map((m) => chip(m)),
        h("span", { class: "num" }, time(flow.durationMs)), plain(costs(flow.cost)), plain(`${flow.priority} priority`), plain(flow.persona && `as ${flow.persona}`),
        flow.tags.map((t) => plain(t)), h("code", { class: "wrap" }, flow.file))),
      whyCard(flow), mediaCard(flow, last), last && stepsCard(flow, last), last && waitsCard(last),
      files.length > 0 && h("nav", { class: "links", "aria-label": "Files" }, files)].filter(Boolean));
    for (const [node, f] of rowsOf) node.setAttribute("aria-current", String(f === flow));
    try { history.replaceState(null, "", "#" + encodeURIComponent(flow.slug)); } catch { /* framed pages may not; the link is a nicety */ }
  }

  const reveal = () => {
    const top = detail.getBoundingClientRect().top;
    if (top < 0 || top > innerHeight * 0.7) detail.scrollIntoView({ behavior: "smooth" });
  };
  const rowsOf = new Map(), items = h("ul", { class: "flows" });
  const longestFlow = Math.max(1, ...flows.map((f) => f.durationMs));
  for (const flow of flows) {
    const { error, unmet } = reason(flow);
    const why = flow.status === "failed" || flow.status === "error" ? (error && error.message) || (unmet && unmet.text) : "";
    const row = h("button", { type: "button", class: verdict(flow), on: { click: () => { show(flow); reveal(); }, keydown: (e) => {
      const by = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[e.key];
      let next = by && row.parentNode[by];
      while (next && next.hidden) next = next[by];
      if (next) { e.preventDefault(); next.firstChild.focus(); }
    } } }, dot(verdict(flow)), h("span", { class: "name" }, flow.name), h("span", { class: "time num" }, time(flow.durationMs)),
    why && h("span", { class: "why" }, why), bar(flow.durationMs, longestFlow));
    rowsOf.set(row, flow);
    items.append(h("li", {}, row));
  }
  const none = h("p", { class: "empty", role: "status", hidden: true }, "No flow matches.");
  const matches = { all: () => true, failed: (f) => f.status === "failed", error: (f) => f.status === "error",
    flaky: (f) => f.marks.length > 0, passed: (f) => f.status === "passed" };
  const filters = h("div", { class: "filters", role: "group", "aria-label": "Show" }, Object.keys(matches).map((key) =>
    h("button", { type: "button", class: key === "all" ? "" : key, "aria-pressed": String(key === "all"), "data-key": key, on: { click: () => { state.filter = key; sift(); } } },
      `${key[0].toUpperCase()}${key.slice(1)} `, h("b", { class: "num" }, String(flows.filter(matches[key]).length)))));
  function sift() {
    const words = state.text.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const [row, flow] of rowsOf) {
      const text = [flow.name, flow.file, flow.persona, flow.priority, ...flow.tags, flow.error && flow.error.message].join(" ").toLowerCase();
      const fits = matches[state.filter](flow) && words.every((w) => text.includes(w));
      row.parentNode.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    none.hidden = shown > 0;
    for (const b of filters.children) b.setAttribute("aria-pressed", String(b.dataset.key === state.filter));
  }
  const search = h("input", { type: "search", placeholder: "Search flows, tags, messages", "aria-label": "Search flows", on: { input: (e) => { state.text = e.target.value; sift(); } } });
  document.getElementById("app").append(header(), h("div", { class: "layout" },
    h("nav", { class: "side", "aria-label": "Flows" }, filters, search, items, none), detail), box);
  const named = () => flows.find((f) => encodeURIComponent(f.slug) === location.hash.slice(1));
  addEventListener("hashchange", () => { const flow = named(); if (flow && flow !== state.current) show(flow); });
  if (flows.length) show(named() || flows[0]);
})();
