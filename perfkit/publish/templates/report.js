"use strict";
(() => {
  const main = document.getElementById("main");
  const say = (zh, en) => (document.documentElement.lang.startsWith("zh") ? zh : en);
  const make = (name, text) => Object.assign(document.createElement(name), { textContent: text });

  // A cell that spans rows is written into each of them, so that rows can be hidden one by one.
  const unspan = (body) => {
    Array.from(body.rows).forEach((row, index) => {
      for (const cell of Array.from(row.cells)) {
        const rows = cell.rowSpan, column = cell.cellIndex;
        cell.rowSpan = 1;
        for (let down = 1; down < rows; down += 1) {
          const below = body.rows[index + down];
          const copy = cell.cloneNode(true);
          copy.removeAttribute("id");
          below.insertBefore(copy, below.cells[column] ?? null);
        }
      }
    });
  };

  // Find and fold for everything long: `items` are its rows or its findings.
  const tools = (place, label, content, items, prepare) => {
    const bar = document.createElement("form");
    const find = document.createElement("label");
    const input = Object.assign(document.createElement("input"), { type: "search", autocomplete: "off" });
    const fold = Object.assign(make("button", say("收起", "Fold")), { type: "button" });
    const count = make("span", "");
    bar.className = "tools";
    bar.setAttribute("role", "search");
    bar.setAttribute("aria-label", say(`筛选：${label}`, `Filter: ${label}`));
    count.setAttribute("role", "status");
    fold.setAttribute("aria-expanded", "true");
    find.append(say("筛选 ", "Filter "), input);
    bar.append(find, fold, count);
    place.before(bar);
    const text = new Map();
    const filter = () => {
      if (!text.size) {
        prepare?.();
        for (const item of items) text.set(item, item.textContent.toLowerCase());
      }
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const item of items) {
        const fits = words.every((word) => text.get(item).includes(word));
        item.hidden = !fits;
        shown += fits;
      }
      count.textContent = words.length ? say(`显示 ${shown} / ${items.length}`, `${shown} of ${items.length} shown`) : "";
    };
    const open = (wanted) => {
      content.hidden = !wanted;
      fold.setAttribute("aria-expanded", String(wanted));
      fold.textContent = wanted ? say("收起", "Fold") : say("展开", "Unfold");
    };
    let waiting;
    input.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(() => { open(true); filter(); }, 120); });
    bar.addEventListener("submit", (event) => event.preventDefault());
    fold.addEventListener("click", () => open(content.hidden));
    return { open, clear: () => { if (input.value) { input.value = ""; filter(); } } };
  };

  const long = [];
  for (const table of main.querySelectorAll(".perfkit.table table")) {
    const body = table.tBodies[0];
    if (body.rows.length < 12) continue;
    const box = table.closest(".wide") ?? table;
    const control = tools(box, table.caption?.textContent ?? "", box, Array.from(body.rows), () => unspan(body));
    long.push([box, control]);
  }
  for (const list of main.querySelectorAll(".perfkit.findings")) {
    const items = Array.from(list.querySelectorAll(".finding"));
    if (items.length < 6) continue;
    const content = document.createElement("div");
    content.append(...items);
    list.append(content);
    const heading = list.querySelector("h2, h3, h4");
    long.push([content, tools(content, heading?.textContent ?? "", content, items)]);
  }

  // Whatever a link leads to is unfolded and shown first.
  const reveal = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (const [content, control] of long) if (content.contains(target)) { control.clear(); control.open(true); }
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();

  // One field over the whole report: the next place that holds the words.
  const nav = document.querySelector("nav");
  if (nav && window.find) {
    const form = document.createElement("form");
    const label = document.createElement("label");
    const input = Object.assign(document.createElement("input"), { type: "search", autocomplete: "off" });
    form.className = "tools";
    form.setAttribute("role", "search");
    form.setAttribute("aria-label", say("在报告中查找", "Find in the report"));
    label.append(say("查找 ", "Find "), input);
    form.append(label);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      for (const [, control] of long) { control.clear(); control.open(true); }
      if (input.value) window.find(input.value, false, false, true);
    });
    nav.prepend(form);
  }
})();
