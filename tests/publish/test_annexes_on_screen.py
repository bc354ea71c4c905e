"""The annexes in a browser: filter, fold, links between a row and its findings, without any network."""

from __future__ import annotations

import html
import json
import re
import subprocess
from pathlib import Path

import nbformat
import pytest
from reporting import longhua

from perfkit.publish.html import notebook_to_html
from perfkit.publish.pieces import report_of

PROBE = """
<script>addEventListener("load", async () => {
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const box = document.getElementById("table-scoring").querySelector("table").closest(".wide");
  const bar = box.previousElementSibling;
  const input = bar.querySelector("input"), fold = bar.querySelector("button");
  const shown = () => Array.from(box.querySelectorAll("tbody tr")).filter((row) => !row.hidden).length;
  const told = { all: shown() };
  input.value = "项目监管"; input.dispatchEvent(new Event("input")); await wait(300);
  told.found = shown();
  told.said = bar.querySelector("[role=status]").textContent;
  const rows = Array.from(box.querySelectorAll("tbody tr:not([hidden])"), (row) => row.cells[0].textContent);
  told.groups = new Set(rows).size;
  fold.click(); told.folded = box.hidden;
  const link = document.querySelector('.finding a[href^="#row-"]');
  told.back = document.getElementById(link.getAttribute("href").slice(1)).closest("tr") !== null;
  location.hash = link.getAttribute("href"); await wait(300);
  told.revealed = !box.hidden && shown() === told.all;
  const aim = (a) => decodeURIComponent(a.getAttribute("href").slice(1));
  told.dangling = Array.from(document.querySelectorAll('a[href^="#"]'), aim)
    .filter((id) => id && !document.getElementById(id));
  told.details = document.querySelectorAll("details.numbers table").length;
  told.sticky = getComputedStyle(box.querySelector("thead th")).position;
  document.title = JSON.stringify(told);
});</script></body>"""


@pytest.mark.browser
@pytest.mark.slow
def test_filter_fold_and_links(chromium, tmp_path):
    report = report_of(longhua().evaluate(), "zh", files=(("submission.yaml", "0" * 64),))
    notebook = nbformat.v4.new_notebook()
    for name in report.sequence:
        piece = report.piece(name)
        cell = nbformat.v4.new_code_cell("")
        if piece is None:
            continue
        if name.startswith("chart:"):
            bundle, metadata = piece._repr_mimebundle_()
            cell.outputs = [nbformat.v4.new_output("display_data", bundle, metadata=metadata)]
        else:
            cell.outputs = [nbformat.v4.new_output("display_data", {"text/html": piece._repr_html_()})]
        notebook.cells.append(cell)
    page = tmp_path / "page.html"
    page.write_text(notebook_to_html(notebook, "zh").replace("</body>", PROBE), encoding="utf-8")
    told = probed(chromium, page, tmp_path)
    assert (told["all"], told["found"]) == (25, 1) and told["said"] == "显示 1 / 25"
    assert told["folded"] and told["back"] and told["revealed"] and told["groups"] == 1
    assert told["dangling"] == []
    assert told["details"] == len(report.charts) and told["sticky"] == "sticky"


def probed(chromium: Path, page: Path, folder: Path) -> dict:
    done = subprocess.run(
        [
            str(chromium),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            f"--user-data-dir={folder / 'profile'}",
            "--virtual-time-budget=20000",
            "--dump-dom",
            page.as_uri(),
        ],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=240,
    )
    found = re.search(r"<title>(.*?)</title>", done.stdout, re.S)
    assert found, done.stderr[-500:]
    return json.loads(html.unescape(found[1]))
