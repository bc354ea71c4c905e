"""The report as a web page: rows and columns spanned, headings as headings, entities and line breaks."""

from __future__ import annotations

from html import escape
from pathlib import Path

from intake_layouts.content import Content


def page(made: Content, path: Path, encoding: str = "utf-8") -> Path:
    """A portal's page; the tables as the official form has them, spans instead of repeats."""
    body = [f"<h1>{escape(made.front[0])}</h1>"]
    body += [f"<p>{escape(line)}</p>" for line in made.front[1:]]
    body += [
        f"<h2>{escape(line)}</h2>" if line.startswith("一、") else f"<p>&nbsp;&nbsp;{escape(line)}</p>"
        for line in made.paragraphs
    ]
    rows = [
        ["任务名称", "完成情况", ("预算数（元）", 2), ("执行数（元）", 2)],
        ["", "", "全额", "其中：财政拨款", "全额", "其中：财政拨款"],
    ]
    body.append(_table([*rows, *made.tasks, [("金额合计", 2), *made.total]]))
    body.append(_table([[("预期目标", 1), ("目标实际完成情况", 1)], list(made.goal)]))
    body.append(_levels(["一级指标", "二级指标", "三级指标", "预期指标值", "实际完成指标值"], made.targets))
    body.append(
        _levels(
            ["一级指标", "二级指标", "三级指标", "分值", "指标说明", "评分标准", "分数"],
            made.scores,
            [
                ["综合评分", "", "", "100", "", "", made.score_total],
                ["评分等级", "", "", "", "", "", made.grade],
            ],
        )
    )
    text = (
        "<!DOCTYPE html><html><head><meta "
        f'charset="{encoding}"><title>x</title><style>p{{}}</style></head>'
        f"<body><div>{''.join(body)}</div></body></html>"
    )
    path.write_bytes(text.encode(encoding))
    return path


def _table(rows: list[list]) -> str:
    lines = []
    for row in rows:
        cells = [cell if isinstance(cell, tuple) else (cell, 1) for cell in row]
        lines.append(
            "<tr>" + "".join(f'<td colspan="{span}">{_text(text)}</td>' for text, span in cells) + "</tr>"
        )
    return f"<table>{''.join(lines)}</table>"


def _levels(header: list[str], rows: list[list[str]], last: list[list[str]] = ()) -> str:
    lines = ["<tr>" + "".join(f"<th>{text}</th>" for text in header) + "</tr>"]
    for y, row in enumerate(rows):
        cells = []
        for x, text in enumerate(row):
            if x > 1:
                cells.append(f"<td>{_text(text)}</td>")
            elif y == 0 or rows[y - 1][: x + 1] != row[: x + 1]:
                span = next(
                    (n for n in range(1, len(rows) - y) if rows[y + n][: x + 1] != row[: x + 1]),
                    len(rows) - y,
                )
                cells.append(f'<td rowspan="{span}">{_text(text)}</td>')
        lines.append("<tr>" + "".join(cells) + "</tr>")
    lines += ["<tr>" + "".join(f"<td>{_text(text)}</td>" for text in row) + "</tr>" for row in last]
    return f"<table border=1>{''.join(lines)}</table>"


def _text(text: str) -> str:
    return "<br>".join(f"<p>{escape(line)}</p>" for line in text.split("\n"))
