"""Finding department folders: by id under a root, or all of them under given paths."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from perfkit.base.errors import SubmissionError
from perfkit.base.files import Unreadable, listed, read_regular, write_whole
from perfkit.base.paths import data_root
from perfkit.base.text import Text

WHERE = "departments.txt"
INSIDE = PROJECTS, ACCOUNTS = "projects", "accounts"
DEEPEST = 8


def department_folder(department: str, root: str | Path = "") -> Path:
    """The folder of a department id.

    Parameters
    ----------
    department : str   the folder's name, such as "sz-sif-longhua_2020"
    root : str or Path the folder that holds departments, or the results of a batch, whose `departments.txt`
        says where they lie; the bundled data unless given

    Raises
    ------
    SubmissionError   no such department, or a name that leaves the folder.
    """
    base = Path(root) if str(root) else data_root() / "departments"
    base = (
        next((one for one in _listed_in(base) if (one / department).is_dir()), base) if department else base
    )
    folder = base / department
    if not department or folder.resolve().parent != base.resolve() or not folder.is_dir():
        known = (
            sorted(found.parent.name for found in base.glob("*/submission.yaml"))[:10]
            if base.is_dir()
            else []
        )
        zh = f"{base} 中没有部门 {department!r}；现有：{'、'.join(known) or '无'}"
        en = f"no department {department!r} in {base}; there are: {', '.join(known) or 'none'}"
        raise SubmissionError(zh, en)
    return folder


def _listed_in(results: Path) -> list[Path]:
    """The folders that a batch's results name as those of its departments; a path a line, relative to the
    results."""
    try:
        lines = os.fsdecode(read_regular(results / WHERE, 1_000_000)).split("\n")
    except Unreadable:
        return []
    return [results / line for line in lines if line]


def list_in(results: Path, folders: Iterable[Path]) -> None:
    """Note with the results of a batch where its departments lie, so that a saved notebook finds them."""
    parents = {folder.parent for folder in folders} - {data_root().resolve() / "departments"}
    known = {folder.resolve() for folder in _listed_in(results)}
    lines = {_from(results, path) for path in known | parents}
    if parents:
        write_whole(
            results / WHERE, os.fsencode("".join(f"{line}\n" for line in sorted(lines) if "\n" not in line))
        )


def _from(results: Path, path: Path) -> str:
    try:
        return os.path.relpath(path, results)
    except ValueError:  # on another drive
        return str(path)


def folder_of(written: str) -> Path | str:
    """A department as a person names it: a path to its folder or submission.yaml where there is one, else
    its id.

    Examples
    --------
    >>> folder_of("sz-sif-longhua_2020")
    'sz-sif-longhua_2020'
    >>> folder_of(str(data_root() / "departments" / "sz-sif-longhua_2020" / "submission.yaml")).name
    'sz-sif-longhua_2020'
    """
    path = Path(written)
    if path.name == "submission.yaml" and path.is_file():
        return path.resolve().parent
    return path.resolve() if (path / "submission.yaml").is_file() or path.is_absolute() else written


def find_departments(paths: Iterable[Path], *, but: Path | None = None) -> list[Path]:
    """Department folders under the given paths, each once, in a stable order.

    A folder of departments is taken whole: what lies beside them and holds no submission, there or in folders
    below it, or is a link that leads nowhere, is in the list too, and whoever reads it says so.

    Parameters
    ----------
    paths : a department folder, its submission.yaml, or a folder of department folders
    but : Path   the folder that results go to, which is no department

    Raises
    ------
    SubmissionError   a path that does not exist or holds no submission.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.name == "submission.yaml" and path.is_file():
            folders = [path.parent]
        elif os.path.lexists(path / "submission.yaml"):
            folders = [path]
        else:
            folders = _departments_in(path, but, DEEPEST)
        if not folders:
            missing = (
                Text(f"{path} 不存在", f"{path} does not exist")
                if not path.exists()
                else Text(
                    f"{path} 中没有 submission.yaml；请给出部门文件夹，或存放部门文件夹的目录",
                    f"there is no submission.yaml in {path}; give a department's folder or a folder "
                    "of such folders",
                )
            )
            raise SubmissionError(missing)
        found.update(dict.fromkeys(folders))
    return list(found)


def _departments_in(path: Path, but: Path | None, deeper: int) -> list[Path]:
    """The department folders in a folder and, so many folders `deeper`, below it; empty where there is none.

    `projects/` and `accounts/` below a folder are a department's, also where its own submission is missing.
    """
    found: dict[Path, bool] = {}
    for inner in _folders_in(path):
        if but and _is_same(inner, but):
            continue
        own = os.path.lexists(inner / "submission.yaml")
        closed = own or not deeper or inner.is_symlink() or (deeper < DEEPEST and inner.name in INSIDE)
        below = [] if closed else _departments_in(inner, but, deeper - 1)
        found |= dict.fromkeys(below, True) or {inner: own}
    return list(found) if any(found.values()) else []


def _folders_in(path: Path) -> list[Path]:
    """Folders and links that lead nowhere, but for hidden ones and those that programs make themselves."""
    if not path.is_dir():
        return []
    try:
        inside = listed(path)
    except Unreadable as error:
        raise SubmissionError(f"{path}：{error.message.zh}", f"{path}: {error.message.en}") from None
    return [
        inner
        for inner in inside
        if inner.name[0] not in "._" and (inner.is_dir() or (inner.is_symlink() and not inner.exists()))
    ]


def _is_same(one: Path, other: Path) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)
