"""Finding department folders: by id under a root, or all of them under given paths."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from perfkit.base.errors import SubmissionError
from perfkit.base.paths import data_root
from perfkit.base.text import Text


def department_folder(department: str, root: str | Path = "") -> Path:
    """The folder of a department id.

    Parameters
    ----------
    department : str   the folder's name, such as "sz-sif-longhua_2020"
    root : str or Path the folder that holds departments; the bundled data unless given

    Raises
    ------
    SubmissionError   no such department, or a name that leaves the folder.
    """
    base = Path(root) if str(root) else data_root() / "departments"
    folder = base / department
    if not department or folder.resolve().parent != base.resolve() or not folder.is_dir():
        known = (
            sorted(found.parent.name for found in base.glob("*/submission.yaml"))[:10]
            if base.is_dir()
            else []
        )
        zh = f"{base} 中没有部门 {department!r}；现有：{'、'.join(known) or '无'}"
        en = f"no department {department!r} in {base}; there are: {', '.join(known) or 'none'}"
        raise SubmissionError(Text(zh, en))
    return folder


def folder_of(written: str) -> Path | str:
    """A department as a person names it: a path to its folder or submission.yaml where there is one, else its id.

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


def find_departments(paths: Iterable[Path]) -> list[Path]:
    """Department folders under the given paths, each once, in a stable order.

    Parameters
    ----------
    paths : a department folder, its submission.yaml, or a folder of department folders

    Raises
    ------
    SubmissionError   a path that does not exist or holds no submission.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.name == "submission.yaml" and path.is_file():
            folders = [path.parent]
        elif (path / "submission.yaml").is_file():
            folders = [path]
        else:
            folders = (
                sorted(inner.parent for inner in path.glob("*/submission.yaml")) if path.is_dir() else []
            )
        if not folders:
            missing = (
                Text(f"{path} 不存在", f"{path} does not exist")
                if not path.exists()
                else Text(
                    f"{path} 中没有 submission.yaml；请给出部门文件夹，或存放部门文件夹的目录",
                    f"there is no submission.yaml in {path}; give a department's folder or a folder of such folders",
                )
            )
            raise SubmissionError(missing)
        found.update(dict.fromkeys(folders))
    return list(found)
