"""axe-core in a real browser over a report and over the index page: no serious violation.

Runs where chromium and build/node/node_modules/axe-core are there (`.ci/run` gets both); with
PERFKIT_REQUIRE_BROWSER=1 a missing one is a failure.
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from batch_world import make_department, run

from perfkit.base.paths import data_root
from perfkit.batch import report

AXE = Path(__file__).parents[2] / "build" / "node" / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))),
    None,
)
pytestmark = [pytest.mark.browser, pytest.mark.slow]
RUN_AXE = """
window.addEventListener("load", async () => {
  %s
  const found = await axe.run(document, { resultTypes: ["violations"] });
  const told = document.createElement("pre");
  told.id = "axe-result";
  told.textContent = JSON.stringify({
    rules: found.passes.length,
    violations: found.violations.map((v) => ({ id: v.id, impact: v.impact, help: v.help,
      nodes: v.nodes.slice(0, 5).map((n) => n.html.slice(0, 300) + " :: " + n.failureSummary) })),
  });
  document.body.append(told);
});
"""


@pytest.fixture(scope="module", autouse=True)
def browser():
    missing = [what for what, there in (("chromium", CHROMIUM), (str(AXE), AXE.is_file())) if not there]
    if missing:
        text = f"not there: {', '.join(missing)}"
        if os.environ.get("PERFKIT_REQUIRE_BROWSER"):
            pytest.fail(text)
        pytest.skip(text)


def dump(page: Path, profile: Path) -> str:
    done = subprocess.run(
        [
            str(CHROMIUM),
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--allow-file-access-from-files",
            f"--user-data-dir={profile}",
            "--window-size=1280,900",
            "--virtual-time-budget=60000",
            "--dump-dom",
            page.as_uri(),
        ],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=240,
    )
    return done.stdout


def check(page: Path, folder: Path, before: str = "") -> dict:
    """Violations of a page; `before` is a script that brings it into some state first."""
    text = page.read_text(encoding="utf-8")
    probe = page.with_name(f"axe-{page.name}")
    scripts = f"<script>{AXE.read_text(encoding='utf-8')}</script><script>{RUN_AXE % before}</script>"
    head, end, rest = text.rpartition("</body>")
    probe.write_text(head + scripts + end + rest, encoding="utf-8")
    dom = dump(probe, folder / "profile")
    probe.unlink()
    found = re.search(r'<pre id="axe-result">(.*?)</pre>', dom, re.S)
    assert found, f"axe did not finish: {dom[-500:]}"
    return json.loads(html.unescape(found[1]))


def assert_accessible(found: dict) -> None:
    assert found["rules"] > 10, "axe looked at next to nothing"
    serious = [
        violation for violation in found["violations"] if violation["impact"] in ("serious", "critical")
    ]
    assert not serious, json.dumps(serious, ensure_ascii=False, indent=1)


@pytest.fixture(scope="module")
def batch(tmp_path_factory):
    out = tmp_path_factory.mktemp("accessible")
    result = report([data_root() / "departments" / "sz-sif-longhua_2020"], out, progress=False, workers=1)
    assert result.exit_code == 0
    return out


def test_a_report_has_no_serious_violation(batch, tmp_path):
    (page,) = batch.glob("reports/*/report.html")
    assert_accessible(check(page, tmp_path))


def test_the_index_has_no_serious_violation_filtered_or_not(tmp_path):
    root, out = tmp_path / "departments", tmp_path / "out"
    for name in ("a", "b", "bad", "raise"):
        make_department(root, name)
    run(root, out)
    for before in (
        "",
        "const f = document.getElementById('find'); f.value = 'bad'; f.dispatchEvent(new Event('change'));"
        "document.querySelectorAll('thead button')[2].click();",
    ):
        assert_accessible(check(out / "index.html", tmp_path, before))


def test_axe_would_have_seen_a_violation(tmp_path):
    page = tmp_path / "bad.html"
    page.write_text(
        '<!doctype html><html><head><title>x</title></head><body><img src="data:,"><p '
        'style="color:#ccc">pale</p></body></html>'
    )
    found = check(page, tmp_path)
    assert {"image-alt", "html-has-lang"} <= {violation["id"] for violation in found["violations"]}


SORT_AND_FILTER = """
  const rows = () => Array.from(document.querySelectorAll("#table tbody tr")).filter((r) => !r.hidden);
  const laid = () => rows().filter((r) => r.offsetHeight > 0).length;
  const self = () => rows().map((r) => parseFloat(r.cells[3].textContent)).filter((n) => !isNaN(n));
  const first = laid(); document.getElementById("more").click(); const more = laid();
  const heading = document.querySelectorAll("thead th")[3];
  heading.querySelector("button").click();
  const up = self(); const state = [heading.getAttribute("aria-sort")];
  heading.querySelector("button").click();
  const down = self(); state.push(heading.getAttribute("aria-sort"));
  const status = document.getElementById("status");
  status.value = "failed"; status.dispatchEvent(new Event("change"));
  const failed = rows().length; const told = document.getElementById("count").textContent;
  status.value = ""; const error = document.getElementById("error"); error.value = "3";
  error.dispatchEvent(new Event("input")); await new Promise((done) => setTimeout(done, 300));
  const errors = rows().length;
  document.title = JSON.stringify({ first, more, errors, up, down, state, failed, told });
  return;
"""


def test_the_index_sorts_and_filters_five_thousand_rows_without_a_network(tmp_path):
    from perfkit.batch.index import write_index
    from perfkit.batch.plan import Unit
    from perfkit.batch.result import BatchResult, UnitResult

    parts = {"confirmed": "1.00", "contradicted": "2.00", "open": "3.00", "judgement": "4.00"}
    result = BatchResult(out=tmp_path)
    for number in range(5000):
        unit = Unit(f"u{number}_2020.sz-2020.zh", Path(f"u{number}_2020"), "html", "k", {})
        if number % 100 == 0:
            result.units.append(UnitResult(unit, "failed", failure={"error": "In [4] KeyError"}))
            continue
        summary = {
            "name": f"部门{number}",
            "synthetic": True,
            "year": 2020,
            "max": "110.00",
            "self": f"{number * 7 % 101}.50",
            "standing": parts,
            "low": "1.00",
            "high": "9.00",
            "grade": {"self": "优"},
            "findings": number % 9,
            "problems": number % 9,
            "severities": {"error": number % 4, "doubt": number % 5},
        }
        result.units.append(UnitResult(unit, "done", summary=summary))
    write_index(result, "zh")
    page = tmp_path / "index.html"
    text = page.read_text(encoding="utf-8")
    assert not re.search(r"(?:src|href)=[\"'](?:https?:)?//", text)
    probe = tmp_path / "probe.html"
    probe.write_text(
        text.replace(
            "</body>", f"<script>addEventListener('load', async () => {{{SORT_AND_FILTER}}});</script></body>"
        ),
        encoding="utf-8",
    )
    told = json.loads(
        html.unescape(re.search(r"<title>(.*?)</title>", dump(probe, tmp_path / "profile"), re.S)[1])
    )
    # A page of 5,000 rows lays out 200 at once, so that it opens in a moment.
    assert (told["first"], told["more"], told["errors"]) == (200, 400, 1250)
    assert (
        told["up"] == sorted(told["up"])
        and told["down"] == sorted(told["down"], reverse=True)
        and len(told["up"]) == 4950
    )
    assert (
        told["state"] == ["ascending", "descending"] and told["failed"] == 50 and "50 / 5000" in told["told"]
    )
