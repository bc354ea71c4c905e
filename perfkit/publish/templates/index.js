"use strict";
(() => {
  const table = document.getElementById("table");
  const body = table.tBodies[0];
  const beside = typeof rowsBeside === "undefined" ? [] : rowsBeside;
  const words = table.dataset;
  const safe = (text) => String(text).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const cell = (kind, shown, more = "") => `<td class="${kind}"${more}>${shown}</td>`;
  // The same markup as in the page, for a row that lies beside it.
  const markup = ([failed, name, folder, synthetic, year, self, grade, ...figures]) => {
    const [low, high, error, doubt, note, problems, matters, errors, bar, links] = figures.splice(4);
    const mark = synthetic ? ` <span class="note">${words.synthetic}</span>` : "";
    const other = folder === name ? "" : `<br><span class="note">${safe(folder)}</span>`;
    const parts = bar.map(([part, left, width]) => `<rect class="${part}" x="${left}" width="${width}" height="24"/>`);
    const picture = parts.length ? `<svg class="bar" width="120" height="24" aria-hidden="true">${parts.join("")}</svg>` : "";
    const why = errors.map((one) => `<br><span class="error">${safe(one)}</span>`).join("");
    const files = Object.entries(links).flatMap(([base, pairs]) => pairs.flatMap((label, place) => (place % 2 ? []
      : `<a href="${safe(base)}/${safe(pairs[place + 1])}" aria-label="${safe(`${label} ${name} ${year}`)}">${label}</a> `)));
    return `<tr class="${failed ? "failed" : ""}" data-status="${failed ? "failed" : "done"}" data-year="${year}" data-grade="${grade}">`
      + cell("picture", picture) + `<th scope="row">${safe(name)}${mark}${other}</th>` + cell("number", year)
      + cell("number", self) + cell("centre", grade) + figures.map((one) => cell("number", one)).join("")
      + cell("number", low && `${low}–${high}`, ` data-value="${low}"`) + cell("number error", error)
      + cell("number doubt", doubt) + cell("number", note) + cell("number problems", problems)
      + ("matters" in words ? cell("number", matters) : "")
      + cell("", failed ? `<strong class="bad">${words.failed}</strong>${why}` : words.done) + cell("files", files.join(""))
      + "</tr>";
  };
  const rows = Array.from(body.rows, (row) => ({ row })).concat(beside.map((line) => ({ line })));
  const source = (one) => (one.line ? markup(one.line) : (one.html ??= one.row.outerHTML));
  if (beside.length) document.getElementById("apart").hidden = true;
  const STEP = Number(words.first);
  const frame = document.createElement("template");
  const made = (one) => {
    if (!one.row) {
      frame.innerHTML = markup(one.line);
      one.row = frame.content.firstElementChild;
    }
    return one.row;
  };
  const entities = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&#34;": '"', "&#38;": "&", "&#60;": "<", "&#62;": ">" };
  const plain = (html) => html.replace(/<[^>]*>/g, " ").replace(/&[^;]+;/g, (sign) => entities[sign] ?? sign).trim();
  const text = (one) => (one.text ??= plain(source(one)).toLowerCase());
  const attribute = (one, name) => source(one).match(` data-${name}="([^"]*)"`)?.[1] ?? "";
  const CELL = /<t[hd]\b([^>]*)>(.*?)<\/t[hd]>/gs;
  const value = (one, column, kind) => {
    const html = source(one);
    CELL.lastIndex = 0;
    let found;
    for (let place = 0; place <= column; place++) found = CELL.exec(html);
    const shown = found[1].match(/data-value="([^"]*)"/)?.[1] ?? plain(found[2]);
    return kind === "number" ? (shown === "" ? null : parseFloat(shown)) : shown;
  };
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });

  let limit = STEP, fitting = rows, moved = false;
  const more = document.getElementById("more");
  const show = () => {
    // Of very many only those to be seen are in the page; of fewer all, so that they are printed.
    if (beside.length) body.replaceChildren(...fitting.slice(0, limit).map(made));
    else if (moved) body.append(...rows.map((one) => one.row));
    fitting.forEach((one, place) => one.row?.classList.toggle("later", place >= limit));
    more.hidden = fitting.length <= limit;
    more.textContent = more.dataset.text.replace("{n}", Math.min(STEP, fitting.length - limit));
  };
  more.addEventListener("click", () => { limit += STEP; show(); });

  const sort = (heading, column) => {
    const kind = heading.dataset.sort;
    const down = heading.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
    for (const one of rows) one.key = value(one, column, kind);
    const order = ({ key: a }, { key: b }) => {
      if (a === null || b === null) return (a === null) - (b === null);
      const way = kind === "number" ? a - b : collator.compare(a, b);
      return down ? -way : way;
    };
    rows.sort(order);
    moved = true;
    filter();
  };
  Array.from(table.tHead.rows[0].cells).forEach((heading, column) => {
    if (!heading.dataset.sort) return;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => sort(heading, column));
  });

  const field = (name) => document.getElementById(name);
  const least = ["error", "doubt", "problems"];
  const number = (one, name) => parseInt(source(one).match(`<td class="number ${name}">(\\d*)`)[1] || "-1", 10);
  const count = field("count");
  const filter = () => {
    const sought = field("find").value.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = ["year", "grade", "status"].map((name) => [name, field(name).value]).filter(([, chosen]) => chosen);
    const bounds = least.map((name) => [name, parseInt(field(name).value, 10)]).filter(([, bound]) => !Number.isNaN(bound));
    fitting = rows.filter((one) => sought.every((word) => text(one).includes(word))
      && wanted.every(([name, chosen]) => attribute(one, name) === chosen)
      && bounds.every(([name, bound]) => number(one, name) >= bound));
    const fits = new Set(fitting);
    for (const one of rows) if (one.row) one.row.hidden = !fits.has(one);
    limit = STEP;
    show();
    count.textContent = count.dataset.text.replace("{n}", fitting.length).replace("{all}", rows.length);
    field("none").hidden = fitting.length > 0;
  };
  let waiting;
  for (const name of ["find", ...least]) field(name).addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(filter, 120); });
  for (const name of ["year", "grade", "status"]) field(name).addEventListener("change", filter);
  field("filters").addEventListener("submit", (event) => event.preventDefault());
  field("filters").hidden = false;
  filter();
})();
