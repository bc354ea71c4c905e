"""The report as PDF: typeset with typst in several layouts, and a Word file turned into PDF by
LibreOffice."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import typst

from intake_layouts.content import Content
from perfkit.base.paths import fonts_root

_PAGE = """
#let d = json("d.json")
#set document(date: none)
#set page(paper: "a4", margin: 2.2cm, numbering: "- 1 -"{page})
#set text(font: "Noto Sans SC", size: 10.5pt, lang: "zh", region: "cn")
#set par(first-line-indent: (amount: 2em, all: true), justify: true)
#let fields(rows) = rows.flatten().map(c => [#c])
#align(center)[#text(size: 16pt, d.front.at(0))]
#for line in d.front.slice(1) [#par(line)]
#for line in d.paragraphs [#par(line)]
#set par(first-line-indent: 0pt, justify: false)
"""

_RULED = """
#set table(stroke: 0.5pt, inset: 4pt)
#set text(size: 8pt)
#let n = d.tasks.len()
#let m = d.targets.len()
#table(columns: (1.6cm, 2.6cm, 2.2cm, 2.4cm, 2.4cm, 2.4cm, 2.4cm),
  table.cell(colspan: 7, align: center)[部门（单位）整体支出绩效目标完成情况自评表],
  table.cell(colspan: 2)[部门（单位）名称], table.cell(colspan: 2)[#d.name], [预算年度], table.cell(colspan: 2)[2020],
  table.cell(rowspan: n + 2)[年度主要任务完成情况], table.cell(rowspan: 2)[任务名称], table.cell(rowspan: 2)[完成情况],
  table.cell(colspan: 2)[预算数（元）], table.cell(colspan: 2)[执行数（元）],
  [全额], [其中：财政拨款], [全额], [其中：财政拨款],
  ..fields(d.tasks),
  table.cell(colspan: 3)[金额合计], ..fields(d.total),
  table.cell(rowspan: 2)[年度总体目标完成情况], table.cell(colspan: 3)[预期目标], table.cell(colspan: 3)[目标实际完成情况],
  table.cell(colspan: 3)[#d.goal.at(0)], table.cell(colspan: 3)[#d.goal.at(1)],
)
#table(columns: (1.6cm, 1.8cm, 1.8cm, 3.6cm, 3.4cm, 3.8cm),
  table.cell(rowspan: m + 1)[年度绩效指标完成情况], [一级指标], [二级指标], [三级指标], [预期指标值], [实际完成指标值],
  ..d.target_cells.map(c => if c.span > 1 { table.cell(rowspan: c.span)[#c.text] } else { [#c.text] }),
)
#par[部门整体支出绩效评分表]
#table(columns: (1.5cm, 1.5cm, 2.2cm, 0.9cm, 3.6cm, 5.2cm, 1.1cm),
  table.header(table.cell(colspan: 4)[评价指标], table.cell(rowspan: 2)[指标说明],
  table.cell(rowspan: 2)[评分标准], table.cell(rowspan: 2)[分数],
  [一级指标], [二级指标], [三级指标], [分值]),
  ..fields(d.scores),
  table.cell(colspan: 5)[综合评分], table.cell(colspan: 2)[#d.score_total],
  table.cell(colspan: 5)[评分等级], table.cell(colspan: 2)[#d.grade],
)
"""

_PLAIN = """
#set table(stroke: {stroke}, inset: (x: 4pt, y: {gap}))
#set text(size: 8pt)
#par[年度主要任务完成情况]
#table(columns: (3.4cm, 2.2cm, 2.6cm, 2.6cm, 2.6cm, 2.6cm),
  [任务名称], [完成情况], [预算数（元）], [其中：预算财政拨款], [执行数（元）], [其中：执行数财政拨款],
  ..fields(d.tasks), [合计], [], ..fields(d.total))
#par[年度绩效指标完成情况]
#table(columns: (2cm, 2.2cm, 4cm, 4cm, 4.2cm), table.header([一级指标], [二级指标], [三级指标], [年度指标值], [实际完成值]),
..fields(d.targets))
#par[部门整体支出绩效评分表]
#table(columns: (2cm, 2cm, 4cm, 1.4cm, 1.6cm),
  table.header([一级指标], [二级指标], [三级指标], [分值], [得分]),
  ..fields(d.scores.map(r => (r.at(0), r.at(1), r.at(2), r.at(3), r.at(6)))),
  [综合评分], [], [], [100], [#d.score_total], [评价等级], [], [], [], [#d.grade])
"""


def official(made: Content, path: Path, page: str = "") -> Path:
    """Ruled, labels and levels merged downwards over page ends, the scoring table's header on every page."""
    return _typeset(made, path, _PAGE.replace("{page}", page) + _RULED)


def small_pages(made: Content, path: Path) -> Path:
    """The official form on short pages: every table is cut many times, rows too."""
    return official(made, path, ", height: 16cm")


def simple(made: Content, path: Path) -> Path:
    """Ruled, no merged cells, one short scoring table."""
    return _typeset(
        made, path, _PAGE.replace("{page}", "") + _PLAIN.replace("{stroke}", "0.5pt").replace("{gap}", "4pt")
    )


def borderless(made: Content, path: Path) -> Path:
    """No rules at all."""
    return _typeset(
        made, path, _PAGE.replace("{page}", "") + _PLAIN.replace("{stroke}", "none").replace("{gap}", "6pt")
    )


def tight(made: Content, path: Path) -> Path:
    """No rules, and rows as close as the lines of a cell."""
    return _typeset(
        made, path, _PAGE.replace("{page}", "") + _PLAIN.replace("{stroke}", "none").replace("{gap}", "2.6pt")
    )


def by_libreoffice(word: Path, folder: Path) -> Path | None:
    """The PDF that LibreOffice makes of a Word file; None where LibreOffice is not on the machine."""
    return _converted(word, folder, "pdf")


def resaved_by_libreoffice(word: Path, folder: Path) -> Path | None:
    """The Word file as LibreOffice saves it again."""
    return _converted(word, folder, "docx")


def _converted(word: Path, folder: Path, kind: str) -> Path | None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        return None
    home = folder / "home"
    fonts = home / ".local" / "share" / "fonts"
    fonts.mkdir(parents=True, exist_ok=True)
    for font in fonts_root().glob("NotoSansSC-Regular.*"):
        shutil.copy(font, fonts)
    target = folder / kind
    target.mkdir(exist_ok=True)
    command = [
        office,
        f"-env:UserInstallation=file://{home}/profile",
        "--headless",
        "--convert-to",
        kind,
        "--outdir",
        str(target),
        str(word),
    ]
    subprocess.run(
        command, check=True, capture_output=True, timeout=180, env={**os.environ, "HOME": str(home)}
    )
    return target / f"{word.stem}.{kind}"


def _typeset(made: Content, path: Path, source: str) -> Path:
    folder = path.parent / f"{path.stem}-src"
    folder.mkdir(exist_ok=True)
    values = {
        "front": made.front,
        "paragraphs": made.paragraphs,
        "name": made.front[1].partition("：")[2],
        "tasks": made.tasks,
        "total": made.total,
        "goal": made.goal,
        "targets": made.targets,
        "scores": made.scores,
        "score_total": made.score_total,
        "grade": made.grade,
        "target_cells": _spans(made.targets),
    }
    (folder / "d.json").write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
    (folder / "main.typ").write_text(source, encoding="utf-8")
    typst.compile(
        str(folder / "main.typ"), output=str(path), font_paths=[str(fonts_root())], ignore_system_fonts=True
    )
    return path


def _spans(rows: list[list[str]]) -> list[dict]:
    """Cells in typst's order, a repeated level as one cell over its rows."""
    cells = []
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            if x > 1:
                cells.append({"text": text, "span": 1})
            elif y == 0 or rows[y - 1][: x + 1] != row[: x + 1]:
                span = next(
                    (n for n in range(1, len(rows) - y) if rows[y + n][: x + 1] != row[: x + 1]),
                    len(rows) - y,
                )
                cells.append({"text": text, "span": span})
    return cells
