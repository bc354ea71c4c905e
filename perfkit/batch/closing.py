"""The end of a batch: index page, tables, manifest, and a few lines on the terminal."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perfkit.base.files import refuse_special, write_whole
from perfkit.base.text import Text, say
from perfkit.base.wording import counted
from perfkit.batch import store
from perfkit.batch.result import DONE, FAILED

if TYPE_CHECKING:
    from perfkit.batch.result import BatchResult, UnitResult

SHOWN_DEPARTMENTS = 50
SHOWN_PROBLEMS = 20


def close_batch(result: BatchResult, lang: str, *, say_it: bool, versions: Mapping[str, str]) -> None:
    """Write index.html, batch.csv, batch.parquet and, when all is there, manifest.json; print the summary.

    Where the manifest would say what it says already, nothing has changed and nothing is written.
    """
    from perfkit import __version__

    entries = [_entry(entry) for entry in result.units]
    said = {"perfkit": __version__, "versions": versions, "units": entries}
    manifest = store.to_json({**said, "stopped": True} if result.stopped else said)
    refuse_special(result.out / store.MANIFEST)
    if not _is_there(result.out, manifest):
        from perfkit.batch.frames import write_frames
        from perfkit.batch.index import write_index

        (result.out / store.MANIFEST).unlink(missing_ok=True)
        # A batch that was stopped before it made anything has no tables, and is not kept waiting for them.
        if not result.stopped or any(entry.summary for entry in result.units):
            write_frames(result)
        write_index(result, lang)
        write_whole(result.out / store.MANIFEST, manifest)
    if say_it:
        for line in summary_lines(result, lang):
            print(line, file=sys.stdout)


def _entry(entry: UnitResult) -> dict[str, Any]:
    failed = entry.status == FAILED
    found = {"error": entry.failure and entry.failure["error"]} if failed else {"files": entry.files}
    return {"unit": entry.unit.name, "key": entry.unit.key, "status": FAILED if failed else DONE, **found}


def _is_there(out: Path, manifest: bytes) -> bool:
    try:
        return (out / store.MANIFEST).read_bytes() == manifest and all(
            (out / name).is_file() for name in ("index.html", "batch.csv", "batch.parquet")
        )
    except OSError:
        return False


def summary_lines(result: BatchResult, lang: str) -> list[str]:
    """What a batch says at its end: departments where they are few, problems, totals, places."""
    lines = []
    shown = {entry.unit.department: entry for entry in result.units if entry.summary}
    if len(shown) <= SHOWN_DEPARTMENTS:
        lines += [department_line(entry, lang) for entry in shown.values()]
    failed = [entry for entry in result.units if entry.status == FAILED]
    lines += [
        f"✗ {entry.unit.name}: {entry.failure['error'] if entry.failure else ''}"
        for entry in failed[:SHOWN_PROBLEMS]
    ]
    if len(failed) > SHOWN_PROBLEMS:
        more = len(failed) - SHOWN_PROBLEMS
        lines.append(say(lang, f"…… 另有 {more} 个，见索引页", f"… and {more} more on the index page"))
    for entry in result.units:
        if entry.stays:
            some, more = "；".join(entry.stays[:SHOWN_PROBLEMS]), max(0, len(entry.stays) - SHOWN_PROBLEMS)
            zh = f"请人工核对 {entry.unit.name}，可能还有人名 {len(entry.stays)} 处：{some}"
            en = f"check {entry.unit.name} by hand, it may still name people ({len(entry.stays)}): {some}"
            lines.append(
                say(lang, zh, en) + (say(lang, f"；另有 {more} 处", f"; {more} more") if more else "")
            )
    if result.stopped:
        lines.append(result.stopped)
    skipped = result.count("skipped")
    departments = len({entry.unit.department for entry in result.units})
    lines.append(
        say(
            lang,
            f"部门 {departments} 个，文件 {len(result.units)} 份："
            f"完成 {result.count(DONE)}，沿用 {skipped}，失败 {len(failed)}",
            f"{counted(departments, Text('', 'department'), 'en')}, "
            f"{counted(len(result.units), Text('', 'file'), 'en')}: "
            f"{result.count(DONE)} made, {skipped} unchanged, {len(failed)} failed",
        )
    )
    lines.append(
        say(lang, f"索引页：{result.out / 'index.html'}", f"index page: {result.out / 'index.html'}")
    )
    if any(entry.summary for entry in result.units):
        where = store.reports(result.out)
        lines.append(say(lang, f"各部门报告：{where}", f"reports: {where}"))
    return lines


def department_line(entry: UnitResult, lang: str) -> str:
    """Department, self-score, the four parts of its standing, low–high, findings."""
    found = entry.summary
    assert found is not None
    standing, grade = found["standing"], found["grade"]
    mark = say(lang, "（合成数据）", " (synthetic)") if found["synthetic"] else ""
    own = f"{found['self']} {grade['self'] or ''}".strip() if found["self"] else "-"
    if not found["rubric"]:
        return say(
            lang,
            f"{found['name']}{mark} {found['year']}  只核查、未评分；发现 {found['findings']} 项",
            f"{found['name']}{mark} {found['year']}  reviewed, not scored; {found['findings']} findings",
        )
    return say(
        lang,
        f"{found['name']}{mark} {found['year']}  自评 {own}；证实 {standing['confirmed']}、不符 "
        f"{standing['contradicted']}、待证 {standing['open']}、待评 {standing['judgement']}；核算 "
        f"{found['low']}–{found['high']}；发现 {found['findings']} 项",
        f"{found['name']}{mark} {found['year']}  self {own}; confirmed {standing['confirmed']}, "
        f"contradicted {standing['contradicted']}, open {standing['open']}, judgement "
        f"{standing['judgement']}; {found['low']}–{found['high']}; {found['findings']} findings",
    )
