"""YAML with a line for every value: no float is ever made, no key silently wins, faults are collected."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from perfkit.base.errors import Fault
from perfkit.base.text import Text

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML built without libyaml reads the same, slower
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]  # the two share what is used here

LARGEST_FILE = 5_000_000
_WIDE_COLON = re.compile(r"^(\s*(?:- )?[A-Za-z_][\w.\-]*)：\s*(?=\S|$)")
_TRUE, _FALSE = {"true", "True", "yes"}, {"false", "False", "no"}
Path_ = tuple[str | int, ...]


@dataclass
class Source:
    """One YAML file as plain values (text stays text, numbers too) with the line of each path.

    Parameters
    ----------
    file : str     name shown in faults
    data : dict    what the file says; every scalar is str, bool or None
    lines : dict   path → line, starting at 1
    faults : list  what could not be read as meant
    """

    file: str
    data: Any = None
    lines: dict[Path_, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def line(self, path: Path_) -> int:
        """The line of `path`, or of its nearest parent that stands in the file."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def fault(self, path: Path_, message: Text) -> None:
        """Record a fault at the place of `path`."""
        self.faults.append(Fault(self.file, self.line(path), ".".join(map(str, path)), message))


def read_yaml(path: Path, shown: str | None = None) -> Source:
    """Read a file; every fault of form is collected in `Source.faults`, none is raised.

    Parameters
    ----------
    path : Path    the file
    shown : str    its name in faults; the path itself unless given

    Returns
    -------
    Source, whose `data` is None where nothing could be read.
    """
    source = Source(shown or str(path))
    try:
        if path.stat().st_size > LARGEST_FILE:
            source.fault(
                (),
                Text(
                    "文件超过 5 MB，不是一份自评材料，请检查",
                    "the file is larger than 5 MB; this is not a submission",
                ),
            )
            return source
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        source.fault((), Text("文件不存在，请检查路径", "the file does not exist; check the path"))
    except IsADirectoryError:
        source.fault((), Text("这是文件夹，不是文件", "this is a folder, not a file"))
    except UnicodeDecodeError:
        source.fault((), Text("不是 UTF-8 文本，请另存为 UTF-8", "not UTF-8 text; save it as UTF-8"))
    except OSError as error:
        source.fault((), Text(f"无法读取：{error.strerror}", f"cannot be read: {error.strerror}"))
    else:
        return parse_yaml(text, source)
    return source


def parse_yaml(text: str, source: Source) -> Source:
    """Parse text into `source`; a full-width colon is reported and read as the colon it was meant to be.

    Examples
    --------
    >>> parsed = parse_yaml("year：2020\\nname: a\\nname: b\\n", Source("s.yaml"))
    >>> [str(fault) for fault in parsed.faults]
    ['s.yaml:1: “year”后面是全角冒号“：”，请改为半角冒号加空格', 's.yaml:3 name: 键重复，第 2 行已有，请删去一处']
    >>> parsed.data
    {'year': '2020', 'name': 'a'}
    """
    node = _compose(text, source)
    if node is None:
        if not source.faults:
            source.fault((), Text("文件是空的", "the file is empty"))
        return source
    source.data = _plain(node, (), source, set())
    source.faults.sort(key=lambda fault: fault.line)
    return source


def _compose(text: str, source: Source) -> yaml.Node | None:
    lines = text.splitlines()
    for _ in range(100):
        try:
            return yaml.compose("\n".join(lines) + "\n", Loader=_Loader)
        except (yaml.YAMLError, ValueError) as error:
            mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
            at = min(mark.line if mark else 0, len(lines) - 1)
            found = next(
                (n for n in range(at, max(at - 4, -1), -1) if lines and _WIDE_COLON.match(lines[n])), None
            )
            if found is None:
                detail = getattr(error, "problem", None) or str(error).splitlines()[0]
                source.faults.append(
                    Fault(
                        source.file,
                        at + 1,
                        "",
                        Text(
                            f"YAML 格式错误：{detail}，请检查缩进、引号和冒号",
                            f"not YAML: {detail}; check indents, quotes and colons",
                        ),
                    )
                )
                return None
            match = _WIDE_COLON.match(lines[found])
            assert match is not None, "the line was found by this pattern"
            key = match.group(1).strip().removeprefix("- ")
            source.faults.append(
                Fault(
                    source.file,
                    found + 1,
                    "",
                    Text(
                        f"“{key}”后面是全角冒号“：”，请改为半角冒号加空格",
                        f'"{key}" is followed by a full-width colon; write a plain colon and a space',
                    ),
                )
            )
            lines[found] = _WIDE_COLON.sub(r"\1: ", lines[found])
    return None


def _plain(node: yaml.Node, path: Path_, source: Source, seen: set[int]) -> Any:
    source.lines.setdefault(path, node.start_mark.line + 1)
    if (
        id(node) in seen
    ):  # an alias repeats its anchor's node; expanding them is how a small file fills a memory
        source.fault(
            path,
            Text(
                "不支持 YAML 引用（& 与 *），请写全内容",
                "YAML anchors and aliases (& and *) are not supported; write the value out",
            ),
        )
        return None
    if len(path) > 30:
        source.fault(path[:3], Text("嵌套过深，请检查缩进", "nested too deeply; check the indents"))
        return None
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, source, seen)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, (*path, index), source, seen) for index, child in enumerate(node.value)]
    if (
        isinstance(node, yaml.ScalarNode) and not node.style
    ):  # a plain scalar, not quoted: None from one loader, "" from the other
        if node.value in _TRUE or node.value in _FALSE:
            return node.value in _TRUE
        if node.value in ("", "~", "null"):
            return None
    return node.value


def _mapping(node: yaml.MappingNode, path: Path_, source: Source, seen: set[int]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    first: dict[str, int] = {}
    for key_node, value_node in node.value:
        key, line = str(key_node.value), key_node.start_mark.line + 1
        if key in result:
            source.faults.append(
                Fault(
                    source.file,
                    line,
                    ".".join(map(str, (*path, key))),
                    Text(
                        f"键重复，第 {first[key]} 行已有，请删去一处",
                        f"duplicate key, already on line {first[key]}; delete one",
                    ),
                )
            )
            continue
        first[key] = source.lines[(*path, key)] = line
        result[key] = _plain(value_node, (*path, key), source, seen)
    return result
