"""The index of very many departments: the first rows in the page, the others in a file beside it."""

from __future__ import annotations

import html
import json
import re
import subprocess
from pathlib import Path

import pytest

from perfkit.batch.index import write_index
from perfkit.batch.plan import Unit
from perfkit.batch.result import BatchResult, UnitResult

PARTS = {"confirmed": "1.00", "contradicted": "2.00", "open": "3.00", "judgement": "4.00"}
PROBE = """
  const rows = () => Array.from(document.querySelectorAll("#table tbody tr")).filter((row) => !row.hidden);
  const told = { open: rows().length, apart: document.getElementById("apart").hidden };
  const self = document.querySelectorAll("thead th")[3].querySelector("button");
  self.click(); self.click();
  told.best = rows().slice(0, 3).map((row) => row.cells[3].textContent);
  const find = document.getElementById("find");
  find.value = "<b>5432"; find.dispatchEvent(new Event("input"));
  await new Promise((done) => setTimeout(done, 300));
  told.found = rows().map((row) => [row.cells.length, row.cells[1].textContent, row.cells[14].textContent]);
  told.links = Array.from(rows()[0].querySelectorAll("a"), (link) => link.getAttribute("href"));
  told.count = document.getElementById("count").textContent;
  told.filtered = [];
  find.value = "";
  const chosen = [["grade", "良", "change"], ["year", "2021", "change"], ["error", "3", "input"]];
  for (const [name, value, kind] of chosen) {
    const field = document.getElementById(name);
    field.value = value; field.dispatchEvent(new Event(kind));
    await new Promise((done) => setTimeout(done, 300));
    told.filtered.push(parseInt(document.getElementById("count").textContent.match(/[0-9]+/)[0], 10));
  }
  told.shown = rows().length;
  document.title = JSON.stringify(told);
"""


def written(out: Path, count: int) -> str:
    result = BatchResult(out=out)
    for number in range(count):
        unit = Unit(f"局{number}_2020.sz-2020.zh", Path(f"局{number}_2020"), "html", "k", {})
        summary = {
            "name": f"<b>{number}",
            "year": 2020 + (number % 3 == 0),
            "max": "110.00",
            "self": f"{number % 101}.50",
            "standing": PARTS,
            "low": "1.00",
            "high": "9.00",
            "grade": {"self": "优良"[number % 2]},
            "findings": 1,
            "problems": 1,
            "severities": {"error": number % 5},
        }
        result.units.append(UnitResult(unit, "done", summary=summary))
    write_index(result, "zh")
    return (out / "index.html").read_text(encoding="utf-8")


def test_up_to_five_thousand_rows_are_in_the_page_and_more_beside_it(tmp_path):
    page = written(tmp_path, 5_001)
    beside = (tmp_path / "index-rows.js").read_text(encoding="utf-8")
    lines = json.loads(beside.removeprefix("const rowsBeside = ").rstrip(";\n"))
    assert (len(re.findall(r'<tr[^>$]* data-status="done"', page)), len(lines)) == (200, 4_801)
    assert lines[0][1].startswith("<b>") and "http" not in beside
    assert len(re.findall(r'<tr[^>$]* data-status="done"', written(tmp_path, 5_000))) == 5_000
    assert not (tmp_path / "index-rows.js").exists()


@pytest.mark.browser
@pytest.mark.slow
def test_rows_beside_the_page_are_sorted_found_and_linked_like_those_in_it(tmp_path, chromium):
    page = written(tmp_path, 6_000)
    probe = tmp_path / "probe.html"
    script = f"<script>addEventListener('load', async () => {{{PROBE}}});</script></body>"
    probe.write_text(page.replace("</body>", script), encoding="utf-8")
    options = ["--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
    command = [str(chromium), *options, "--virtual-time-budget=60000", "--dump-dom", probe.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=240)
    told = json.loads(html.unescape(re.search(r"<title>(.*?)</title>", done.stdout, re.S)[1]))
    assert (told["open"], told["apart"], told["best"]) == (200, True, ["100.50"] * 3)
    ((cells, name, state),) = told["found"]
    assert (cells, name.strip(), state) == (16, "<b>5432局5432_2020", "完成")
    assert told["links"][0] == "reports/%E5%B1%805432_2020.sz-2020.zh/report.html"
    assert "1 / 6000" in told["count"]
    # Each filter narrows what the one before left, and the first of many rows are laid out.
    assert (told["filtered"], told["shown"]) == ([3_000, 1_000, 400], 200)
