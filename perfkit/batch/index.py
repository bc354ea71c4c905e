"""The index page: every department in a table that can be sorted and filtered without any network."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from perfkit.base.text import say
from perfkit.batch import store
from perfkit.batch.plan import shown_name
from perfkit.batch.result import FAILED
from perfkit.publish.html import FONT_HERE, template, with_own_font

if TYPE_CHECKING:
    from perfkit.batch.result import BatchResult, UnitResult

PARTS = ("confirmed", "contradicted", "open", "judgement")
_NARROWEST = 3  # pixels


def write_index(result: BatchResult, lang: str) -> None:
    """Write index.html; it links to complete results only."""
    groups: dict[str, list[UnitResult]] = {}
    for entry in result.units:
        groups.setdefault(shown_name(entry.unit.department.name), []).append(entry)
    rows = [row_of(name, entries, result, lang) for name, entries in groups.items()]
    rows.sort(key=lambda row: (not row["failed"], row["folder"]))
    page = template("index.html").render(
        lang="zh-CN" if lang == "zh" else lang,
        say=lambda zh, en: say(lang, zh, en),
        font=FONT_HERE,
        rows=rows,
        parts=PARTS,
        failed=sum(row["failed"] for row in rows),
        stopped=result.stopped,
        grades=sorted({row["grade"] for row in rows if row["grade"]}),
        years=sorted({row["year"] for row in rows if row["year"]}),
    )
    store.write_whole(result.out / "index.html", with_own_font(page).encode("utf-8", "backslashreplace"))


def bar_of(summary: Mapping[str, Any], width: int = 120) -> list[tuple[str, float, float]]:
    """The self-score against the maximum as one bar: (part, left edge, width) in pixels, each part to be seen.

    Examples
    --------
    >>> standing = {"confirmed": "50.00", "contradicted": "0.10", "open": "0.00", "judgement": "25.00"}
    >>> bar_of({"self": "75.10", "max": "100.00", "standing": standing})
    [('confirmed', 0.0, 58.6), ('contradicted', 58.6, 2.9), ('judgement', 61.5, 29.3), ('unclaimed', 90.8, 29.2)]
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


def row_of(folder: str, entries: list[UnitResult], result: BatchResult, lang: str) -> Mapping[str, Any]:
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
        "failed": bool(failures),
        "errors": [
            (entry.unit.format, entry.failure["error"] if entry.failure else "") for entry in failures
        ],
        "links": list(reversed(unique.items())),
        "bar": bar_of(summary),
    }
