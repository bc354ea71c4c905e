"use strict";
(() => {
  const table = document.getElementById("table");
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  // Rows beyond the first few hundred are laid out when somebody asks for them.
  const STEP = Number(table.dataset.first);
  let limit = STEP, texts;
  const text = (row) => {
    texts ??= new Map(rows.map((one) => [one, one.textContent.toLowerCase()]));
    return texts.get(row);
  };
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });

  const value = (row, column, kind) => {
    const cell = row.cells[column];
    const shown = cell.dataset.value ?? cell.textContent.trim();
    return kind === "number" ? (shown === "" ? null : parseFloat(shown)) : shown;
  };

  const sort = (heading, column) => {
    const kind = heading.dataset.sort;
    const down = heading.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
    const keyed = rows.map((row) => [value(row, column, kind), row]);
    keyed.sort(([a], [b]) => {
      if (a === null || b === null) return (a === null) - (b === null);
      const order = kind === "number" ? a - b : collator.compare(a, b);
      return down ? -order : order;
    });
    body.append(...keyed.map(([, row]) => row));
    show();
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
  const number = (row, name) => {
    const shown = row.querySelector(`td.${name}`).textContent;
    return shown === "" ? -1 : parseInt(shown, 10);
  };
  const count = field("count");
  const more = field("more");
  const show = () => {
    let place = 0;
    for (const row of body.rows) if (!row.hidden) row.classList.toggle("later", place++ >= limit);
    more.hidden = place <= limit;
    more.textContent = more.dataset.text.replace("{n}", Math.min(STEP, place - limit));
  };
  more.addEventListener("click", () => { limit += STEP; show(); });
  const filter = () => {
    const words = field("find").value.toLowerCase().split(/\s+/).filter(Boolean);
    const bounds = least.map((name) => parseInt(field(name).value, 10));
    let shown = 0;
    for (const row of rows) {
      const fits = words.every((word) => text(row).includes(word))
        && ["year", "grade", "status"].every((name) => !field(name).value || row.dataset[name] === field(name).value)
        && bounds.every((bound, index) => Number.isNaN(bound) || number(row, least[index]) >= bound);
      row.hidden = !fits;
      shown += fits;
    }
    limit = STEP;
    show();
    count.textContent = count.dataset.text.replace("{n}", shown).replace("{all}", rows.length);
    field("none").hidden = shown > 0;
  };
  let waiting;
  for (const name of ["find", ...least]) field(name).addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(filter, 120); });
  for (const name of ["year", "grade", "status"]) field(name).addEventListener("change", filter);
  field("filters").addEventListener("submit", (event) => event.preventDefault());
  field("filters").hidden = false;
  filter();
})();
