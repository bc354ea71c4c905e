"""Parameters of a notebook are strict: what it does not declare, or declares otherwise, stops before
anything starts."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from perfkit.base.errors import BatchError
from perfkit.batch.worker import ask

# What the batch gives every unit: its identity, which nobody else may set.
SET_BY_THE_BATCH = ("department", "root", "rubric", "lang", "evaluator", "public", "annexes", "brief")


def declared(payload: Mapping[str, Any], send: Any = None) -> dict[str, Any]:
    """What `payload["notebook"]` declares: its `parameters`, name → {type, default}, and its `kernel` and
    `language`.

    `missing` is the kernel's name where it is not installed. A job of the engine, since papermill takes long
    to import.
    """
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
    from papermill import inspect_notebook
    from papermill.iorw import load_notebook_node

    notebook = payload["notebook"]
    kernel = load_notebook_node(notebook).metadata.get("kernelspec", {}).get("name") or "python3"
    try:
        language = KernelSpecManager().get_kernel_spec("python3" if kernel == "python" else kernel).language
    except NoSuchKernel:
        return {"missing": kernel}
    parameters = {
        name: {"type": found["inferred_type_name"], "default": found["default"]}
        for name, found in inspect_notebook(notebook).items()
    }
    return {"parameters": parameters, "kernel": kernel, "language": language, "missing": ""}


def prepared(
    common: Mapping[str, Any], notebook: Path, given: Mapping[str, Any], formats: Iterable[str]
) -> dict[str, Any]:
    """What the units need to know of the notebook: its parameters with their values, its kernel and language.

    Raises
    ------
    BatchError   there is no such notebook, its kernel is not installed, or a parameter is not one of its own.
    """
    if "html" not in formats:
        return {"parameters": packed({}), "declared": [], "kernel": "", "language": ""}
    if not notebook.is_file():
        raise BatchError(f"没有笔记本 {notebook}", f"no notebook {notebook}")
    state = notebook.stat()
    said = _declared(notebook.resolve(), state.st_mtime_ns, state.st_size)
    if missing := said["missing"]:
        raise BatchError(
            f"{notebook.name} 要用内核 {missing}，本机没有安装；请安装它，或在 JupyterLab 中改选内核后保存",
            f"{notebook.name} wants the kernel {missing}, which is not installed; install it, or choose "
            "another in JupyterLab and save",
        )
    known = said["parameters"]
    if "department" not in known:
        raise BatchError(
            f'{notebook.name} 没有声明参数 department；在带 parameters 标签的单元格里写一行 department = "…"',
            f"{notebook.name} declares no parameter department; its cell tagged parameters needs "
            'a line department = "…"',
        )
    if set_here := [name for name in SET_BY_THE_BATCH if name in given]:
        raise BatchError(
            f"参数 {'、'.join(set_here)} 由批处理为每个部门各自设定，不能用 -p 改；请用同名选项或另给路径",
            f"the batch sets {', '.join(set_here)} for each department itself; -p cannot change "
            "that: use the option of that name, or other paths",
        )
    own = {name: common[name] for name in ("evaluator", "public") if common[name]}
    check(own, known)
    named = {name: said[name] for name in ("kernel", "language")}
    return {"parameters": packed(check(given, known)), "declared": sorted(known), **named}


@lru_cache(maxsize=1)
def _declared(notebook: Path, time: int, size: int) -> dict[str, Any]:
    """Asked again when the file has changed: a watched report is made many times."""
    ending = ask("perfkit.batch.parameters:declared", {"notebook": str(notebook)}, timeout=60)
    if isinstance(ending.result, dict):
        return ending.result
    reason = (ending.crash.strip().splitlines() or ["?"])[-1]
    raise BatchError(f"读不了笔记本 {notebook}：{reason}", f"cannot read notebook {notebook}: {reason}")


def check(given: Mapping[str, Any], known: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """Values of the types that the notebook declares.

    Parameters
    ----------
    given : mapping
        Values by name; a text is read as the declared type, so that `0012` stays what it is for a text and
        `2020` becomes a number for a number.
    known : mapping
        The `parameters` of `declared`.

    Raises
    ------
    BatchError   every unknown name and every value of another type, in one go.

    Examples
    --------
    >>> known = {"id": {"type": "None", "default": '"x"'}, "year": {"type": "int", "default": "2020"}}
    >>> check({"id": "0012", "year": "2021"}, known)
    {'id': '0012', 'year': 2021}
    >>> check({"yaer": "2021"}, known)
    Traceback (most recent call last):
    perfkit.base.errors.BatchError: 笔记本没有参数 yaer；它声明的是：id、year
    """
    faults_zh, faults_en, values = [], [], {}
    for name, value in given.items():
        if name not in known:
            faults_zh.append(f"笔记本没有参数 {name}；它声明的是：{'、'.join(known) or '无'}")
            faults_en.append(
                f"the notebook has no parameter {name}; it declares: {', '.join(known) or 'none'}"
            )
            continue
        wanted = _type_of(known[name])
        try:
            values[name] = _as(value, wanted)
        except (ValueError, TypeError, SyntaxError):
            kind = getattr(wanted, "__name__", "?")
            faults_zh.append(f"参数 {name} 应为 {kind}，现为 {value!r}")
            faults_en.append(f"parameter {name} is {kind}, not {value!r}")
    if faults_zh:
        raise BatchError("；\n".join(faults_zh), ";\n".join(faults_en))
    return values


def packed(value: Any) -> Any:
    """A value as JSON carries it without losing its kind.

    Examples
    --------
    >>> unpacked(packed({"a": (1, [2.5, None]), 3: "x"}))
    {'a': (1, [2.5, None]), 3: 'x'}
    """
    if isinstance(value, dict):
        return {"dict": [[packed(key), packed(item)] for key, item in value.items()]}
    if isinstance(value, list | tuple):
        return {type(value).__name__: [packed(item) for item in value]}
    return value


def unpacked(value: Any) -> Any:
    """What `packed` was given."""
    if not isinstance(value, dict):
        return value
    ((kind, items),) = value.items()
    if kind == "dict":
        return {unpacked(key): unpacked(item) for key, item in items}
    return {"list": list, "tuple": tuple}[kind](unpacked(item) for item in items)


_NAMES = {"str": str, "int": int, "float": float, "bool": bool, "list": list, "dict": dict, "tuple": tuple}
_NOT_FINITE = re.compile(r"""float\(\s*["']([+-]?(?:inf|nan))["']\s*\)""")


def _type_of(parameter: Mapping[str, str]) -> type | None:
    if (named := parameter["type"].strip("\"'")) in _NAMES:
        return _NAMES[named]
    if _NOT_FINITE.fullmatch(parameter["default"].strip()):
        return float
    try:
        default = ast.literal_eval(parameter["default"])
    except (ValueError, SyntaxError):
        return None
    return type(default)


def _as(value: Any, wanted: type | None) -> Any:
    if wanted is type(None):
        return None if value == "None" else value
    if wanted is None or type(value) is wanted:
        return value
    if wanted is float and type(value) is int:
        return float(value)
    if not isinstance(value, str):
        raise TypeError
    if wanted is bool:
        return (
            {"true": True, "false": False}[value.lower()] if value.lower() in ("true", "false") else _refuse()
        )
    if wanted in (int, float):
        if not value.isascii() or "_" in value:
            raise ValueError
        return wanted(value)
    read = ast.literal_eval(value)
    if type(read) is not wanted:
        raise TypeError
    return read


def _refuse() -> Any:
    raise ValueError
