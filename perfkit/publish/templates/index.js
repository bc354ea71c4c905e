"use strict";
(() => {
  const table = document.getElementById("table");
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const text = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
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
  const count = field("count");
  const filter = () => {
    const words = field("find").value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const fits = words.every((word) => text.get(row).includes(word))
        && ["year", "grade", "status"].every((name) => !field(name).value || row.dataset[name] === field(name).value);
      row.hidden = !fits;
      shown += fits;
    }
    count.textContent = count.dataset.text.replace("{n}", shown).replace("{all}", rows.length);
    field("none").hidden = shown > 0;
  };
  let waiting;
  field("find").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(filter, 120); });
  for (const name of ["year", "grade", "status"]) field(name).addEventListener("change", filter);
  field("filters").addEventListener("submit", (event) => event.preventDefault());
  field("filters").hidden = false;
  filter();
})();
