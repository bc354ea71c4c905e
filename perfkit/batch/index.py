"""The index page: every department in a table that can be sorted and filtered without any network."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from perfkit.base.files import write_whole
from perfkit.base.quantities import show_number
from perfkit.base.text import say
from perfkit.batch.names import shown_name
from perfkit.batch.result import FAILED
from perfkit.publish.html import FONT_HERE, template, with_own_font

if TYPE_CHECKING:
    from perfkit.batch.result import BatchResult, UnitResult

PARTS = ("confirmed", "contradicted", "open", "judgement")
_NARROWEST = 3  # pixels
_FIRST = 200  # rows that a page lays out at once; the rest on demand
_HERE = 5_000  # rows that a page holds itself; of more, all but the first lie in a file beside it
_BESIDE = "index-rows.js"
_OF_THE_FILING = ("failed", "name", "folder", "synthetic", "year", "self", "grade")
_OF_THE_RESULT = ("low", "high", "error", "doubt", "note", "problems", "matters")
_GRADES = "优良中差"
_SEVERITIES = ("error", "doubt", "note")  # as the record of a result names them


def write_index(result: BatchResult, lang: str) -> None:
    """Write index.html, and the rows of very many departments beside it; it links to complete results
    only."""
    groups: dict[str, list[UnitResult]] = {}
    for entry in result.units:
        groups.setdefault(shown_name(entry.unit.department.name), []).append(entry)
    rows = [row_of(name, entries, lang) for name, entries in groups.items()]
    rows.sort(key=lambda row: (not row["failed"], row["folder"]))
    shown = {
        "lang": "zh-CN" if lang == "zh" else lang,
        "say": lambda zh, en: say(lang, zh, en),
        "font": FONT_HERE,
        "rows": rows,
        "parts": PARTS,
        "first": _FIRST,
        "here": len(rows) if len(rows) <= _HERE else _FIRST,
        "names": {
            "confirmed": say(lang, "证实", "Confirmed"),
            "contradicted": say(lang, "不符", "Contradicted"),
            "open": say(lang, "待证", "Open"),
            "judgement": say(lang, "待评", "Judgement"),
        },
        "failed": sum(row["failed"] for row in rows),
        "stopped": result.stopped,
        "grades": grades_of(rows),
        "whole": whole_of(result),
        "matters": any(row["matters"] for row in rows),
        "years": sorted({row["year"] for row in rows if row["year"]}),
    }
    index = template("index.html")
    beside = ""
    if len(rows) > _HERE:
        beside = "const rowsBeside = [\n" + ",\n".join(map(_line_of, rows[_FIRST:])) + "\n];\n"
        write_whole(result.out / _BESIDE, beside)
    else:
        (result.out / _BESIDE).unlink(missing_ok=True)
    page = with_own_font(index.render(shown), beside)
    write_whole(result.out / "index.html", page)


def _line_of(row: Mapping[str, Any]) -> str:
    """A row as index.js takes it; the folder of its files is named once."""
    links: dict[str, list[str]] = {}
    for label, address in row["links"]:
        base, _, file = address.rpartition("/")
        links.setdefault(base, []).extend((label, file))
    values = (row[name] for name in (*_OF_THE_FILING, *PARTS, *_OF_THE_RESULT))
    errors = [error for _, error in row["errors"]]
    return json.dumps([*values, errors, row["bar"], links], ensure_ascii=False, separators=(",", ":"))


def bar_of(summary: Mapping[str, Any], width: int = 120) -> list[tuple[str, float, float]]:
    """The self-score against the maximum as one bar: (part, left edge, width) in pixels, each part to be
    seen.

    Examples
    --------
    >>> standing = {"confirmed": "50.00", "contradicted": "0.10", "open": "0.00", "judgement": "25.00"}
    >>> bar_of({"self": "75.10", "max": "100.00", "standing": standing})[:3]
    [('confirmed', 0.0, 58.6), ('contradicted', 58.6, 2.9), ('judgement', 61.5, 29.3)]
    """
    if not summary.get("self"):
        return []
    points = {name: float(summary["standing"][name]) for name in PARTS}
    points["unclaimed"] = max(0.0, float(summary["max"]) - sum(points.values()))
    shown = {name: value for name, value in points.items() if value > 0}
    least = _NARROWEST / width * sum(shown.values())
    drawn = {name: max(value, least) for name, value in shown.items()}
    bar, at, scale = [], 0.0, width / (sum(drawn.values()) or 1)
    for name, value in drawn.items():
        bar.append((name, round(at, 1), round(value * scale, 1)))
        at += value * scale
    return bar


def grades_of(rows: Sequence[Mapping[str, Any]]) -> list[tuple[str, int, float]]:
    """How many departments gave themselves each grade, the best first: (grade, number, width of its bar in
    percent).

    Examples
    --------
    >>> grades_of([{"grade": "良"}, {"grade": "优"}, {"grade": "优"}, {"grade": ""}])
    [('优', 2, 100.0), ('良', 1, 50.0)]
    """
    counts = Counter(row["grade"] for row in rows if row["grade"])
    most = max(counts.values(), default=1)
    order = sorted(counts, key=lambda grade: (_GRADES.find(grade) % 100, grade))
    return [(grade, counts[grade], round(100 * counts[grade] / most, 1)) for grade in order]


def whole_of(result: BatchResult) -> list[tuple[str, str, float]]:
    """The self-scores of all departments together: (part, its points, its share of what was claimed in
    percent)."""
    shown = {entry.unit.department: entry.summary for entry in result.units if entry.summary}
    points = {
        name: sum(Fraction(one["standing"][name]) for one in shown.values() if one["self"]) for name in PARTS
    }
    total = sum(points.values())
    return [
        (name, show_number(Fraction(value)), round(float(100 * value / total), 2))
        for name, value in points.items()
        if total
    ]


def row_of(folder: str, entries: list[UnitResult], lang: str) -> Mapping[str, Any]:
    """One department of the table: its numbers, its files, and the first line of what went wrong."""
    summary = next((entry.summary for entry in entries if entry.summary), None) or {}
    failures = [entry for entry in entries if entry.status == FAILED]
    links = []
    for entry in entries:
        if entry.summary is None:
            continue
        base = f"reports/{quote(entry.unit.name)}"
        links.append((entry.unit.format.upper(), f"{base}/report.{entry.unit.format}"))
        if entry.unit.format == "html":
            links.append((say(lang, "笔记本", "notebook"), f"{base}/notebook.ipynb"))
        links.append(("JSON", f"{base}/evaluation.json"))
    unique = dict(reversed(links))
    standing = summary.get("standing", dict.fromkeys(PARTS, ""))
    return {
        "folder": folder,
        "name": summary.get("name", folder),
        "synthetic": summary.get("synthetic", False),
        "year": str(summary.get("year") or "")
        or (folder.rpartition("_")[2] if folder.rpartition("_")[2].isdigit() else ""),
        "self": summary.get("self") or "",
        **standing,
        "low": summary.get("low", ""),
        "high": summary.get("high", ""),
        "grade": (summary.get("grade") or {}).get("self") or "",
        "findings": summary.get("findings", ""),
        "problems": summary.get("problems", ""),
        "matters": summary.get("matters_open", ""),
        **{
            name: severities.get(name, 0) if summary else ""
            for name in _SEVERITIES
            for severities in [summary.get("severities", {})]
        },
        "failed": bool(failures),
        "errors": [
            (entry.unit.format, entry.failure["error"] if entry.failure else "") for entry in failures
        ],
        "links": list(reversed(unique.items())),
        "bar": bar_of(summary),
    }
