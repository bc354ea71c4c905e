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
from perfkit.filing.folders import find_departments as departments_under

PACKAGE = Path(perfkit.__file__).resolve().parent
LIBRARIES = ("matplotlib", "numpy", "pandas", "papermill", "nbformat", "mistune", "jinja2", "pillow")
_OWN_RUBRIC = re.compile(r"^\s+rubric:\s*[\"']?([\w.\-]+)", re.M)


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
        "rubrics": _hash_files(
            sorted((data_root() / "rubrics").glob("*.yaml"))
            + ([Path(rubric)] if rubric.endswith(".yaml") else [])
        ),
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
        own = _OWN_RUBRIC.search(submission.decode("utf-8", "replace"))
        rubric_name = Path(rubric).stem if rubric else own[1] if own else "none"
        for format in formats:
            inputs = {**common, "department": department, "format": format}
            if format == "html":
                inputs["notebook"] = notebook_hash
            name = f"{folder.name}.{rubric_name}.{lang}" + ("" if format == "html" else f".{format}")
            yield Unit(name, folder, format, key_of(inputs), inputs)


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
    """Hash of the package's own source, templates and catalogue: another version makes other reports."""
    kinds = {".py", ".css", ".j2", ".js", ".yaml"}
    files = sorted(
        path for path in PACKAGE.rglob("*") if path.suffix in kinds and "bundled" not in path.parts
    )
    return _hash_files([*files, data_root() / "facts.yaml"])


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
