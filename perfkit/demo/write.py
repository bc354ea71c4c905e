"""Writing invented departments: YAML of our own making, each folder complete or absent."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

from perfkit.base.errors import SubmissionError
from perfkit.demo.generate import LEVELS, DemoDepartment, generate

_HEADER = "# 合成数据（synthetic）：由 perfkit demo 生成，不代表任何真实部门。\n"


def to_yaml(value: Any, indent: int = 0) -> str:
    """Plain values as YAML; every text is quoted, so that no number or date is ever guessed.

    Examples
    --------
    >>> print(to_yaml({"year": "2020", "rows": [{"name": "甲", "done": True}], "none": []}), end="")
    year: "2020"
    rows:
      - name: "甲"
        done: true
    none: []
    """
    lines: list[str] = []
    _emit(value, "  " * indent, lines)
    return "\n".join(lines) + "\n"


def _emit(value: dict[str, Any] | list[Any] | tuple[Any, ...], pad: str, lines: list[str]) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, dict | list | tuple) and inner:
                lines.append(f"{pad}{key}:")
                _emit(inner, pad + "  ", lines)
            else:
                lines.append(f"{pad}{key}: {_scalar(inner)}")
        return
    for inner in value:
        if isinstance(inner, dict) and inner:
            start = len(lines)
            _emit(inner, pad + "  ", lines)
            lines[start] = f"{pad}- {lines[start][len(pad) + 2 :]}"
        else:
            lines.append(f"{pad}- {_scalar(inner)}")


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value if isinstance(value, str | list | dict) else str(value), ensure_ascii=False)


def write_department(department: DemoDepartment, out: Path) -> Path:
    """Write one department's folder, which appears complete or not at all.

    Parameters
    ----------
    out : Path   the folder of departments; must exist

    Returns
    -------
    the department's folder: submission.yaml and judgements/demo.yaml.
    """
    folder, making = out / department.key, out / f".{department.key}.tmp"
    shutil.rmtree(making, ignore_errors=True)
    (making / "judgements").mkdir(parents=True)
    (making / "submission.yaml").write_text(_HEADER + to_yaml(department.submission), encoding="utf-8")
    (making / "judgements" / "demo.yaml").write_text(
        _HEADER + to_yaml(department.judgements), encoding="utf-8"
    )
    if folder.exists():
        shutil.rmtree(folder)
    os.replace(making, folder)
    return folder


def write_cohort(
    out: Path | str, departments: int, seed: int, *, force: bool = False, **options: Any
) -> list[Path]:
    """Write many departments; the same seed and options give the same files.

    Parameters
    ----------
    out : Path or str   a new or empty folder, unless `force`
    departments : int   how many, 1 to 1,000,000
    seed : int          0 or more; two cohorts of different seeds share no department
    force : bool        write into a folder that is not empty; folders of the same name are replaced
    options : as for `generate`; a level of None takes the levels in turn

    Returns
    -------
    the folders, in order.

    Raises
    ------
    SubmissionError   `out` is not empty or not a folder; too many departments.
    """
    out = Path(out)
    if not 0 < departments <= 1_000_000 or seed < 0:
        raise SubmissionError(
            "部门个数应为 1～1000000，seed 不得为负",
            "departments must be 1 to 1,000,000 and the seed not negative",
        )
    if out.exists() and not out.is_dir():
        raise SubmissionError(f"{out} 不是文件夹", f"{out} is not a folder")
    if out.is_dir() and any(out.iterdir()) and not force:
        raise SubmissionError(
            f"{out} 不是空文件夹；换一个，或用 --force", f"{out} is not empty; choose another or use --force"
        )
    out.mkdir(parents=True, exist_ok=True)
    levels = sorted(LEVELS) if options.get("level", 1) is None else [options.get("level", 1)]
    return [
        write_department(
            generate(seed * 1_000_000 + number, **options | {"level": levels[number % len(levels)]}), out
        )
        for number in range(departments)
    ]
