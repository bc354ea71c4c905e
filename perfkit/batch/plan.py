"""What a batch consists of: one unit per department-year, rubric, language and format, each with its key."""

from __future__ import annotations

import json
import os
import platform
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from hashlib import file_digest, sha256
from importlib import metadata
from pathlib import Path
from typing import Any

import perfkit
from perfkit.base.errors import BatchError, SubmissionError
from perfkit.base.files import Unreadable, listed, open_regular, read_regular
from perfkit.base.paths import data_root, notebooks_root
from perfkit.base.text import Text
from perfkit.base.yaml_source import LARGEST_FILE, Source, parse_yaml
from perfkit.batch.names import is_text, name_of, shown_name
from perfkit.batch.secret import secret
from perfkit.filing.beside import filings_beside
from perfkit.filing.evidence_files import files_of
from perfkit.filing.folders import find_departments as departments_under
from perfkit.filing.follow_up import FILE as FOLLOW_UP

PACKAGE = Path(perfkit.__file__).resolve().parent
LIBRARIES = ("matplotlib", "numpy", "pandas", "papermill", "nbformat", "mistune", "jinja2", "pillow")
# What lies in the package and is no source of a report: compiled files, and data that is hashed where it
# counts.
_APART = {"__pycache__", "bundled"}
_NAMED = ("judgements/", "evidence/")  # their names tell of people
_PLAIN_NAME = re.compile(r"[\w.\-]{1,80}")
_LARGEST = 2_000_000_000
_SELF_EVALUATION = "\nself_evaluation:"
# The part's first key, on a line of its own: what it says needs no parsing.
_FIRST_KEY = re.compile(
    rf"{_SELF_EVALUATION} *\n( +)rubric: +(?:\"([\w.\-]{{1,80}})\"|([A-Za-z]\w*-[\w.\-]{{1,60}})) *"
    r"(?=\n(?:\1)?\S|\n?\Z)"
)
_NEXT_KEY = re.compile(r"\n[^ \t#\r\n]")


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
    refused : Text   why it cannot be made: its files cannot be read; None where they can
    """

    name: str
    department: Path
    format: str
    key: str
    inputs: Mapping[str, Any]
    refused: Text | None = None


def find_departments(paths: Iterable[Path | str], but: Path | None = None) -> list[Path]:
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
        under = departments_under((Path(path) for path in paths), but=but)
        # A link that leads nowhere goes by its own name.
        places = (folder.resolve() if folder.exists() else folder.absolute() for folder in under)
        found = dict.fromkeys(places)
    except SubmissionError as error:
        raise BatchError(error.message) from None
    names: dict[str, Path] = {}
    for folder in found:
        if other := names.get(folder.name):
            raise BatchError(
                f"{other} 和 {folder} 同名，报告会写到同一处；请给其中一个文件夹改名，或分两批",
                f"{other} and {folder} have the same name and would write to one place; rename one of the "
                "folders, or make two batches",
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
        "rubric": rubric,
        "lang": lang,
    }
    notebook_hash = _hash_files([notebook])
    for folder in departments:
        department, rubric_name, refused = inputs_of(folder, rubric)
        said = dict(settings)
        if settings.get("public"):
            department, said["evaluator"] = _nameless(department, settings.get("evaluator", "")), ""
        for format in formats:
            inputs = {**common, "settings": said, "department": department, "format": format}
            if format == "html":
                inputs["notebook"] = notebook_hash
            name = name_of(folder.name, rubric_name, lang, "" if format == "html" else f".{format}")
            key = key_of(inputs, secret() if settings.get("public") else b"")
            yield Unit(name, folder, format, key, inputs, refused)


def inputs_of(folder: Path, rubric: str) -> tuple[dict[str, str], str, Text | None]:
    """The hashes of a department's files, the rubric it is scored by, and why it cannot be made, None where
    it can."""
    named = Path(rubric).stem if rubric else "none"
    if not is_text(folder.name):
        shown = shown_name(folder.name)
        return (
            {},
            named,
            Text(
                f"文件夹名“{shown}”不是 UTF-8（多见于 Windows 压缩包）；请改名",
                f'the folder\'s name "{shown}" is not UTF-8 (as in archives from Windows); rename it',
            ),
        )
    path = folder / "submission.yaml"
    try:
        submission = read_regular(path, LARGEST_FILE)
        department = {path.name: sha256(submission).hexdigest()}
        for path in (
            *listed(folder / "judgements", end=".yaml"),
            *listed(folder, start="source."),
            *listed(folder, start=FOLLOW_UP),
        ):
            if not is_text(path.name):
                continue  # never read: judgements are named by a plain id, a source by the submission
            department[path.relative_to(folder).as_posix()] = file_hash(path)
    except Unreadable as error:
        where = f"{folder.name}/{path.relative_to(folder).as_posix()}"
        return {}, named, Text(f"{where}：{error.message.zh}", f"{where}: {error.message.en}")
    for name, path in (
        *((f"beside/{path.parent.name}", path) for path in filings_beside(folder)),
        *((f"evidence/{path.name}", path) for path in files_of(folder)),
    ):
        with suppress(Unreadable):  # an evaluation does without it
            department[name] = file_hash(path)
    return department, named if rubric else own_rubric(submission.decode("utf-8", "replace")), None


def _nameless(department: Mapping[str, str], evaluator: str) -> dict[str, str]:
    """The files of a public copy: judgements by number and only those in use, so that no key confirms a
    guess of a name."""
    files = {name: digest for name, digest in department.items() if not name.startswith(_NAMED)}
    used = [
        digest
        for name, digest in department.items()
        if name.startswith("judgements/") and evaluator in ("", Path(name).stem)
    ]
    held = [digest for name, digest in department.items() if name.startswith("evidence/")]
    numbered = (("judgements", used), ("evidence", held))
    return files | {f"{kind}/{at}": one for kind, found in numbered for at, one in enumerate(found, start=1)}


def own_rubric(submission: str) -> str:
    """The rubric that a submission names for itself; "none" where it names none or cannot be read.

    Only the part `self_evaluation` is parsed where it stands apart at the left edge, as people and programs
    write it; the whole file otherwise.

    Examples
    --------
    >>> own_rubric("year: 2020\\nself_evaluation:\\n  scores: {a: '1'}\\n  rubric: sz-2020\\n")
    'sz-2020'
    >>> own_rubric("{year: 2020, self_evaluation: {rubric: 'national-2020'}}")
    'national-2020'
    >>> own_rubric("narrative: |\\n  rubric: none of ours\\n")
    'none'
    """
    text = f"\n{submission}"
    start = text.find(_SELF_EVALUATION)
    if start >= 0 and text.find(_SELF_EVALUATION, start + 1) < 0:
        if first := _FIRST_KEY.match(text, start):
            return first[2] or first[3]
        end = _NEXT_KEY.search(text, start + 1)
        text = text[start : end.start() if end else len(text)]
    data = parse_yaml(text, Source("submission.yaml")).data
    filed = data.get("self_evaluation") if isinstance(data, dict) else None
    named = filed.get("rubric") if isinstance(filed, dict) else None
    return named if isinstance(named, str) and _PLAIN_NAME.fullmatch(named) else "none"


def key_of(inputs: Mapping[str, Any], mixed: bytes = b"") -> str:
    """One hash for all inputs, whatever order they are named in, and what a public copy is mixed with.

    Examples
    --------
    >>> key_of({"a": 1, "b": 2}) == key_of({"b": 2, "a": 1})
    True
    """
    named = json.dumps(inputs, sort_keys=True, ensure_ascii=False, default=str).encode()
    return sha256(mixed + named).hexdigest()


def file_hash(path: Path) -> str:
    """sha256 of a regular file's bytes; `Unreadable` where there is none, or more than 2 GB."""
    with os.fdopen(open_regular(path, _LARGEST), "rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _hash_files(paths: Iterable[Path]) -> str:
    digest = sha256()
    for path in paths:
        if path.is_file():
            digest.update(f"{path.name}\0{file_hash(path)}\n".encode())
    return digest.hexdigest()


@lru_cache(maxsize=1)
def source_hash() -> str:
    """Hash of all that the package and the data hold, whatever its kind: another version makes other
    reports."""
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
