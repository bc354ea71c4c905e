"""Finding, reading and loading rubric files; nothing loads that the linter refuses."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from perfkit.base.errors import Fault, RubricError
from perfkit.base.models import validate
from perfkit.base.paths import data_root
from perfkit.base.text import Text
from perfkit.base.yaml_source import Source, read_yaml
from perfkit.rubric.lint import lint
from perfkit.rubric.policies import TargetPolicy
from perfkit.rubric.ratios import Ratio, RatioEntry
from perfkit.rubric.table import NOT_GRADED, Rubric


@dataclass(frozen=True, slots=True)
class LintReport:
    """What the linter found: errors stop a rubric from loading, warnings do not."""

    rubric: Rubric | None
    errors: tuple[Fault, ...]
    warnings: tuple[Fault, ...]


def lint_file(path: Path) -> LintReport:
    """Lint one rubric file.

    Examples
    --------
    >>> report = lint_file(rubric_path("sz-2020"))
    >>> len(report.errors), any("8分" in fault.message.zh for fault in report.warnings)
    (0, True)
    """
    rubric, source = read_rubric(path)
    warnings: list[Fault] = []
    if rubric is not None:
        lint(rubric, source, warnings)
    return LintReport(rubric, tuple(source.faults), tuple(warnings))


def rubric_path(rubric: str, root: Path | None = None) -> Path:
    """The file of a rubric id.

    Raises
    ------
    RubricError   no such rubric; names those that exist.
    """
    folder = (root or data_root()) / "rubrics"
    path = folder / f"{rubric}.yaml"
    if "/" in rubric or "\\" in rubric or not path.is_file():
        known = [(found.stem, _name_in(found)) for found in sorted(folder.glob("*.yaml"))]
        zh = "、".join(f"{stem}（{name.zh}）" for stem, name in known)
        en = ", ".join(f"{stem} ({name.en})" for stem, name in known)
        raise RubricError(
            Text(f"没有评分表 {rubric}；现有：{zh}", f"no rubric {rubric}; there are: {en}")
            if rubric
            else Text(
                f"材料没有写明按哪张评分表评分；请用 --rubric 指明一张（现有：{zh}）",
                f"the filing names no rubric; name one with --rubric (there are: {en})",
            )
        )
    return path


def _name_in(path: Path) -> Text:
    """The name that a rubric's file gives it; its id where none can be read."""
    data = read_yaml(path).data
    name = data.get("name") if isinstance(data, dict) else None
    names = name if isinstance(name, dict) else {}
    zh = str(names.get("zh") or path.stem)
    return Text(zh, str(names.get("en") or zh))


def named_rubric(name: str) -> Rubric:
    """A rubric as a person names it on the command line: by id, or by the path of a file of their own
    (.yaml).

    Raises
    ------
    RubricError   no such rubric or file, or it has faults.

    Examples
    --------
    >>> named_rubric("sz-2020").id, named_rubric(str(rubric_path("hunan"))).id
    ('sz-2020', 'hunan')
    """
    if not name.endswith((".yaml", ".yml")):
        return load_rubric(name)
    path = Path(name).expanduser().resolve()
    if not path.is_file():
        raise RubricError(f"没有评分表文件 {name}", f"there is no rubric file {name}")
    return load_rubric(path)


def load_rubric(rubric: str | Path) -> Rubric:
    """Load a rubric by id or path; the linter must find no error in it.

    Raises
    ------
    RubricError   with every fault: file, line, path, how to mend it.
    """
    path = rubric if isinstance(rubric, Path) else rubric_path(rubric)
    return _load(path, path.stat().st_mtime_ns if path.exists() else 0)


@lru_cache(maxsize=32)
def _load(path: Path, _changed: int) -> Rubric:
    report = lint_file(path)
    if report.rubric is None or report.errors:
        raise RubricError("评分表有错误：", "the rubric has faults:", faults=report.errors)
    return report.rubric


def read_rubric(path: Path) -> tuple[Rubric | None, Source]:
    """Read a rubric file and collect its faults without raising; ids become whole paths."""
    source = read_yaml(path, path.name)
    for indicator, _ in _raw_indicators(source.data):
        for number, criterion in enumerate(indicator.get("criteria") or (), start=1):
            if isinstance(criterion, dict):
                criterion["id"] = f"{indicator.get('id', '')}.{criterion.get('id', number)}"
    _declare_ratios(source)
    rubric = validate(Rubric, source)
    return (rubric and _with_levels(rubric)), source


def _declare_ratios(source: Source) -> None:
    """Put each of the file's own ratios beside the places that name it."""
    if not isinstance(source.data, dict):
        return
    own: dict[str, Ratio] = {}
    for name, written in (source.data.get("ratios") or {}).items():
        with contextlib.suppress(ValidationError):  # the whole file's validation says what is wrong
            own[name] = RatioEntry.model_validate(written).ratio(name)

    def walk(value: Any, path: tuple) -> None:
        if isinstance(value, dict):
            if "declared" in value:
                source.fault(
                    (*path, "declared"),
                    "未知字段，请检查拼写或删去",
                    "unknown key; check the spelling or delete it",
                )
            if isinstance(value.get("ratio"), str) and value["ratio"] in own:
                value["declared"] = own[value["ratio"]]
            for key, inner in value.items():
                if key != "declared":
                    walk(inner, (*path, key))
        elif isinstance(value, list):
            for index, inner in enumerate(value):
                walk(inner, (*path, index))

    walk(source.data.get("blocks"), ("blocks",))


def _with_levels(rubric: Rubric) -> Rubric:
    blocks = []
    for block in rubric.blocks:
        groups = []
        for group in block.groups:
            rows = tuple(
                row.model_copy(
                    update={
                        "level1": block.name,
                        "level2": group.name,
                        "targets": _rounded(row.targets, rubric),
                    }
                )
                for row in group.indicators
            )
            groups.append(group.model_copy(update={"indicators": rows}))
        blocks.append(block.model_copy(update={"groups": tuple(groups)}))
    graded = {
        reading: {**options, rubric.readings[reading].chosen: rubric.grades}
        for reading, options in rubric.grades_by_reading.items()
        if reading in rubric.readings
    }
    grades = rubric.grades or (NOT_GRADED,)
    return rubric.model_copy(update={"blocks": tuple(blocks), "grades": grades, "grades_by_reading": graded})


def _rounded(policy: TargetPolicy | None, rubric: Rubric) -> TargetPolicy | None:
    if policy is None or rubric.rounding.each == "total":
        return policy
    return policy.model_copy(update={"places": rubric.rounding.places})


def _raw_indicators(data: Any) -> Iterator[tuple[dict, tuple]]:
    if not isinstance(data, dict):
        return
    for b, block in enumerate(data.get("blocks") or ()):
        for g, group in enumerate((block.get("groups") or ()) if isinstance(block, dict) else ()):
            for i, indicator in enumerate((group.get("indicators") or ()) if isinstance(group, dict) else ()):
                if isinstance(indicator, dict):
                    yield indicator, ("blocks", b, "groups", g, "indicators", i)
