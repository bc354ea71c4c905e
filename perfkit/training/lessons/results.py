"""What a trainee reached in a lesson, as a small file that the trainer collects."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from perfkit.base.errors import PerfkitError
from perfkit.base.files import write_whole
from perfkit.base.quantities import show_number
from perfkit.base.text import Text
from perfkit.training.lessons.box import Progress
from perfkit.training.words import words

LESSONS_FILE = "lessons.csv"
COLUMNS = tuple("trainee lesson exercises right after_solution mistakes unanswered tries share".split())
_COUNTED = ("exercises", "right", "after_solution", "mistakes", "unanswered")
_MARK = "perfkit-lesson"


def write_results(lesson: str, trainee: int, progress: Progress, folder: str) -> Path:
    """Write one lesson's results.

    Raises
    ------
    PerfkitError   the folder cannot be written.
    """
    path = Path(folder) / f"trainee-{trainee:03d}-{lesson}.json"
    record = {
        "kind": _MARK,
        "lesson": lesson,
        "trainee": trainee,
        **{name: list(getattr(progress, name)) for name in _COUNTED},
        "tries": dict(progress.tries),
        "share": show_number(progress.share * 100),
    }
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, json.dumps(record, ensure_ascii=False, indent=1) + "\n")
    except OSError as error:
        raise PerfkitError(
            f"{path} 写不进去：{error.strerror}", f"{path} cannot be written: {error.strerror}"
        ) from None
    return path


def handed_in_words(path: Path | None) -> Text:
    """What is said of results handed in, or of none."""
    if path is None:
        return words("nothing_handed_in")
    return Text(f"成绩已交：{path}", f"Handed in: {path}")


def collect(folders: Iterable[Path]) -> tuple[list[dict[str, str]], list[Path]]:
    """Every lesson's results below some folders, by trainee and lesson; and files that are none or cannot be
    read.

    Where somebody handed a lesson in several times, the last file counts.
    """
    found: dict[tuple[int, str], tuple[float, dict[str, str]]] = {}
    strange = []
    for folder in folders:
        for path in sorted(folder.rglob("trainee-*.json")):
            try:
                raw = json.loads(path.read_text(encoding="utf-8"))
                line = _line(raw)
            except (ValueError, KeyError, TypeError, OSError):
                strange.append(path)
                continue
            key, when = (int(raw["trainee"]), str(raw["lesson"])), path.stat().st_mtime
            if key not in found or found[key][0] <= when:
                found[key] = when, line
    return [found[key][1] for key in sorted(found)], strange


def _line(raw: dict) -> dict[str, str]:
    if raw["kind"] != _MARK:
        raise ValueError(raw["kind"])
    counted = {name: str(len(raw[name])) for name in _COUNTED}
    tries = sum(int(count) for count in raw["tries"].values())
    return {
        "trainee": str(int(raw["trainee"])),
        "lesson": str(raw["lesson"]),
        **counted,
        "tries": str(tries),
        "share": str(raw["share"]),
    }
