"""A watched report: made again when a file changes, served with lines that reload it."""

from __future__ import annotations

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
        # The page asks whether there is something newer than itself, and is told when there is.
        pages.append(urlopen(f"{address}newer-than/1", timeout=60).status)
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
    assert "第1版" in first and "newer-than/1" in first and status == 200
    assert "第2版" in second and "newer-than/2" in second


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
