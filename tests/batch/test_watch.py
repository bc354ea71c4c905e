"""A watched report: made again when a file changes, served with lines that reload it."""

from __future__ import annotations

import re
import shutil
import threading
from pathlib import Path
from urllib.request import urlopen

import pytest

from perfkit.base.paths import data_root
from perfkit.batch.result import BatchResult
from perfkit.batch.watch import state_of, watch

FILED = data_root() / "examples" / "xugou_2021"


@pytest.fixture
def folder(tmp_path) -> Path:
    return Path(shutil.copytree(FILED, tmp_path / "in" / FILED.name))


def test_a_changed_file_makes_the_page_again_and_the_page_learns_of_it(folder, tmp_path):
    out, said, pages, made = tmp_path / "out", [], [], []
    out.mkdir()

    def make() -> BatchResult:
        made.append(len(made))
        if len(made) == 3:
            raise KeyboardInterrupt
        (out / "index.html").write_text(f"<html><body>第{len(made)}版</body></html>", encoding="utf-8")
        return BatchResult(out=out)

    def reader() -> None:
        address = next(line for line in said if line.startswith("http")).split("（")[0]
        pages.append(urlopen(address, timeout=30).read().decode())
        change(2)
        # The page asks whether it was written again, and is told when it was.
        (state,) = re.findall(r"newer-than/(\d+)", pages[0])
        pages.append(urlopen(f"{address}newer-than/{state}/", timeout=60).status)
        pages.append(urlopen(address, timeout=30).read().decode())
        change(3)

    def change(number: int) -> None:
        path = folder / "submission.yaml"
        path.write_text(path.read_text("utf-8") + f"# {number}\n", encoding="utf-8")

    def tell(text: str) -> None:
        said.append(text)
        if text.startswith("http"):
            threading.Thread(target=reader, daemon=True).start()

    with pytest.raises(KeyboardInterrupt):
        watch(make, [folder], out, tell=tell)
    first, status, second = pages
    assert "第1版" in first and status == 200
    assert "第2版" in second and "newer-than/" in second


def test_a_report_is_newer_before_the_batch_around_it_ends(folder, tmp_path):
    out = tmp_path / "out"
    page = out / "reports" / "one" / "report.html"
    page.parent.mkdir(parents=True)
    page.write_text("<body>1</body>", encoding="utf-8")
    answers = []

    def reader(address: str) -> None:
        report = f"{address}reports/one/report.html"
        (state,) = re.findall(r"newer-than/(\d+)", urlopen(report, timeout=30).read().decode())
        path = folder / "submission.yaml"
        path.write_text(path.read_text("utf-8") + "# 2\n", encoding="utf-8")
        answers.append(urlopen(f"{address}newer-than/{state}/reports/one/report.html", timeout=60).status)

    def make() -> BatchResult:
        if threads:
            page.write_text("<body>2</body>", encoding="utf-8")
            threads[0].join(60)  # tables and index are still to be written
            raise KeyboardInterrupt
        return BatchResult(out=out)

    threads = []

    def tell(text: str) -> None:
        if text.startswith("http"):
            threads.append(threading.Thread(target=reader, args=(text.partition("（")[0],), daemon=True))
            threads[0].start()

    with pytest.raises(KeyboardInterrupt):
        watch(make, [folder], out, tell=tell)
    assert answers == [200]


@pytest.mark.parametrize(
    "file", ["submission.yaml", "judgements/wang.yaml", "evidence/a.pdf", "follow-up.yaml"]
)
def test_every_file_that_a_report_rests_on_is_watched(folder, tmp_path, file):
    before = state_of([folder], tmp_path / "out")
    path = folder / file
    path.parent.mkdir(exist_ok=True)
    path.write_text((path.read_text("utf-8") if path.exists() else "") + "# more\n", encoding="utf-8")
    assert state_of([folder], tmp_path / "out") != before


def test_last_years_filing_and_the_projects_are_watched_too(folder, tmp_path):
    watched = state_of([folder], tmp_path / "out")
    assert sum("projects" in name for name in watched) == 4


def test_ctrl_c_while_a_page_is_made_ends_the_watch(folder, tmp_path):
    with pytest.raises(KeyboardInterrupt):
        watch(lambda: BatchResult(out=tmp_path, exit_code=130), [folder], tmp_path, tell=lambda text: None)
