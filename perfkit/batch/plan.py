"""What a batch consists of: one unit per department-year, rubric, language and format, each with its key."""

from __future__ import annotations

import json
import platform
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from typing import Any

import perfkit
from perfkit.base.errors import BatchError, SubmissionError
from perfkit.base.paths import data_root, notebooks_root
from perfkit.base.text import Text
from perfkit.base.yaml_source import Source, parse_yaml
from perfkit.filing.folders import find_departments as departments_under

PACKAGE = Path(perfkit.__file__).resolve().parent
LIBRARIES = ("matplotlib", "numpy", "pandas", "papermill", "nbformat", "mistune", "jinja2", "pillow")
# What lies in the package and is no source of a report: compiled files, and data that is hashed where it counts.
_APART = {"__pycache__", "bundled"}
_PLAIN_NAME = re.compile(r"[\w.\-]{1,80}")
_SELF_EVALUATION = re.compile(r"^self_evaluation:.*(?:\n(?:[ \t#].*)?)*", re.M)


@dataclass(frozen=True)
class Unit:
    """One report to make.

    Attributes
    ----------
    name : str       folder name of the result, unique in a batch
    department : Path  folder of the submission
    format : str     "html", "docx", ...
    key : str        hash of everything the result depends on
    inputs : dict    the hashes that the key is made of
    """

    name: str
    department: Path
    format: str
    key: str
    inputs: Mapping[str, Any]


def find_departments(paths: Iterable[Path | str]) -> list[Path]:
    """Department folders under the given paths: a folder of departments, one of them, or its submission.yaml.

    Raises
    ------
    BatchError   a path holds no submission, or two departments would write to the same place.

    Examples
    --------
    >>> [folder.name for folder in find_departments([data_root() / "departments" / "sz-sif-longhua_2020"])]
    ['sz-sif-longhua_2020']
    """
    try:
        found = dict.fromkeys(folder.resolve() for folder in departments_under(Path(path) for path in paths))
    except SubmissionError as error:
        raise BatchError(error.message) from None
    names: dict[str, Path] = {}
    for folder in found:
        if other := names.get(folder.name):
            raise BatchError(
                Text(
                    f"{other} 和 {folder} 同名，报告会写到同一处；请分两批",
                    f"{other} and {folder} have the same name and would write to one place; make two batches",
                )
            )
        names[folder.name] = folder
    return list(found)


def plan_units(
    departments: Iterable[Path],
    *,
    formats: Iterable[str],
    notebook: Path,
    rubric: str,
    lang: str,
    settings: Mapping[str, Any],
) -> Iterator[Unit]:
    """The units of a batch in order, with their keys.

    `settings` is whatever else changes the result: parameters, evaluator, engine, public.
    """
    common = {
        "perfkit": source_hash(),
        "rubrics": _hash_files([Path(rubric)] if rubric.endswith(".yaml") else []),
        "lock": _hash_files([PACKAGE.parent / "requirements.lock"]),
        "libraries": versions(),
        "python": platform.python_version(),
        "settings": dict(settings),
        "rubric": rubric,
        "lang": lang,
    }
    notebook_hash = _hash_files([notebook])
    for folder in departments:
        submission = (folder / "submission.yaml").read_bytes()
        files = [
            folder / "submission.yaml",
            *sorted((folder / "judgements").glob("*.yaml")),
            *sorted(folder.glob("source.*")),
        ]
        department = {file.relative_to(folder).as_posix(): file_hash(file) for file in files}
        rubric_name = Path(rubric).stem if rubric else own_rubric(submission.decode("utf-8", "replace"))
        for format in formats:
            inputs = {**common, "department": department, "format": format}
            if format == "html":
                inputs["notebook"] = notebook_hash
            name = _name_of(folder.name, rubric_name, lang) + ("" if format == "html" else f".{format}")
            yield Unit(name, folder, format, key_of(inputs), inputs)


def _name_of(folder: str, rubric: str, lang: str) -> str:
    """A unit's name; where a dot in a part would let two units share one, a hash tells them apart.

    Examples
    --------
    >>> _name_of("sz-sif-longhua_2020", "sz-2020", "zh")
    'sz-sif-longhua_2020.sz-2020.zh'
    >>> _name_of("a", "b.c", "zh") == _name_of("a.b", "c", "zh")
    False
    """
    plain = f"{folder}.{rubric}.{lang}"
    if "." not in folder + rubric:
        return plain
    return f"{plain}-{sha256(f'{folder}/{rubric}'.encode('utf-8', 'surrogateescape')).hexdigest()[:8]}"


def own_rubric(submission: str) -> str:
    """The rubric that a submission names for itself; "none" where it names none or cannot be read.

    Only the part `self_evaluation` is parsed where it stands apart at the left edge, as people and programs write
    it; the whole file otherwise.

    Examples
    --------
    >>> own_rubric("year: 2020\\nself_evaluation:\\n  scores: {a: '1'}\\n  rubric: sz-2020\\n")
    'sz-2020'
    >>> own_rubric("{year: 2020, self_evaluation: {rubric: 'national-2020'}}")
    'national-2020'
    >>> own_rubric("narrative: |\\n  rubric: none of ours\\n")
    'none'
    """
    parts = _SELF_EVALUATION.findall(submission)
    data = parse_yaml(parts[0] if len(parts) == 1 else submission, Source("submission.yaml")).data
    filed = data.get("self_evaluation") if isinstance(data, dict) else None
    named = filed.get("rubric") if isinstance(filed, dict) else None
    return named if isinstance(named, str) and _PLAIN_NAME.fullmatch(named) else "none"


def key_of(inputs: Mapping[str, Any]) -> str:
    """One hash for all inputs, whatever order they are named in.

    Examples
    --------
    >>> key_of({"a": 1, "b": 2}) == key_of({"b": 2, "a": 1})
    True
    """
    return sha256(json.dumps(inputs, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()


def file_hash(path: Path) -> str:
    """sha256 of a file's bytes."""
    return sha256(path.read_bytes()).hexdigest()


def _hash_files(paths: Iterable[Path]) -> str:
    digest = sha256()
    for path in paths:
        if path.is_file():
            digest.update(f"{path.name}\0{file_hash(path)}\n".encode())
    return digest.hexdigest()


@lru_cache(maxsize=1)
def source_hash() -> str:
    """Hash of all that the package and the data hold, whatever its kind: another version makes other reports."""
    data = data_root()
    package = (
        path for path in PACKAGE.rglob("*") if not _APART.intersection(path.relative_to(PACKAGE).parts)
    )
    bundled = (path for path in data.rglob("*") if path.relative_to(data).parts[0] != "departments")
    digest = sha256()
    for root, paths in ((PACKAGE, package), (data, bundled)):
        for path in sorted(path for path in paths if path.is_file()):
            digest.update(f"{path.relative_to(root).as_posix()}\0{file_hash(path)}\n".encode())
    return digest.hexdigest()


@lru_cache(maxsize=1)
def versions() -> dict[str, str]:
    """Versions of the libraries that decide what a report looks like."""
    found = {}
    for name in LIBRARIES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def default_notebook() -> Path:
    """The notebook that a report is made from unless another is given."""
    return notebooks_root() / "01_department.ipynb"
