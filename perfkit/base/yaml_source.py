"""YAML with a line for every value: no float is ever made, no key silently wins, faults are collected."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import yaml

from perfkit.base.errors import Fault
from perfkit.base.files import Unreadable, read_regular
from perfkit.base.text import MARKS, Text, without_marks

if TYPE_CHECKING:
    from collections.abc import Callable
try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML built without libyaml reads the same, slower
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]  # the two share what is used here

LARGEST_FILE = 5_000_000
_WIDE_COLON = re.compile(r"^(\s*(?:- )?[A-Za-z_][\w.\-]*)：\s*(?=\S|$)")
# What a plain scalar, not quoted, is read as; every other one stays text.
_PLAIN = {
    **dict.fromkeys(("true", "True", "yes"), True),
    **dict.fromkeys(("false", "False", "no"), False),
    **dict.fromkeys(("", "~", "null")),
}
DEEPEST = 30
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
    cleaned : list lines with marks that nobody sees, which are left out of `data`
    """

    file: str
    data: Any = None
    lines: dict[Path_, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    cleaned: list[int] = field(default_factory=list)

    def line(self, path: Path_) -> int:
        """The line of `path`, or of its nearest parent that stands in the file."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def fault(self, path: Path_, zh: str, en: str) -> None:
        """Record a fault at the place of `path`."""
        self.faults.append(Fault(self.file, self.line(path), ".".join(map(str, path)), Text(zh, en)))


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
        text = read_regular(path, LARGEST_FILE).decode("utf-8-sig")
    except UnicodeDecodeError:
        source.fault((), "不是 UTF-8 文本，请另存为 UTF-8", "not UTF-8 text; save it as UTF-8")
    except Unreadable as error:
        source.fault((), *error.message)
    else:
        return parse_yaml(text.replace("\r\n", "\n").replace("\r", "\n"), source)
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
    lines = text.splitlines()
    for _ in range(100):
        reader = _Reader(source.file)
        try:
            reader.read("\n".join(lines) + "\n")
        except (yaml.YAMLError, ValueError) as error:
            if not _mend_colon(lines, error, source):
                return source
            continue
        source.data, source.lines, source.cleaned = reader.data, reader.lines, reader.cleaned
        source.faults += reader.faults
        if reader.is_empty:
            source.fault((), "文件是空的", "the file is empty")
        break
    source.faults.sort(key=lambda fault: fault.line)
    return source


def _mend_colon(lines: list[str], error: Exception, source: Source) -> bool:
    """Whether a full-width colon near the error was it, which is reported and mended; if not, the error is
    reported."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    at = min(mark.line if mark else 0, len(lines) - 1)
    found = next((n for n in range(at, max(at - 4, -1), -1) if lines and _WIDE_COLON.match(lines[n])), None)
    if found is None:
        detail = getattr(error, "problem", None) or str(error).splitlines()[0]
        message = Text(
            f"YAML 格式错误：{detail}，请检查缩进、引号和冒号",
            f"not YAML: {detail}; check indents, quotes and colons",
        )
        source.faults.append(Fault(source.file, at + 1, "", message))
        return False
    match = _WIDE_COLON.match(lines[found])
    assert match is not None, "the line was found by this pattern"
    key = match.group(1).strip().removeprefix("- ")
    message = Text(
        f"“{key}”后面是全角冒号“：”，请改为半角冒号加空格",
        f'"{key}" is followed by a full-width colon; write a plain colon and a space',
    )
    source.faults.append(Fault(source.file, found + 1, "", message))
    lines[found] = _WIDE_COLON.sub(r"\1: ", lines[found])
    return True


class _TooDeep(Exception):
    """More levels than any file of ours has."""


class _Reader:
    """Plain values from YAML's events, so that no tree is composed first: depth costs nothing and a line is
    at hand."""

    def __init__(self, file: str) -> None:
        self.data: Any = None
        self.lines: dict[Path_, int] = {}
        self.faults: list[Fault] = []
        self.cleaned: list[int] = []
        self.is_empty = True
        self._file = file

    def read(self, text: str) -> None:
        """Take one document.

        Raises
        ------
        yaml.YAMLError, ValueError   the text is no YAML, or more than one document.
        """
        self._next = cast("Callable[[], Any]", _Loader(text).get_event)
        try:
            while (event := self._next()) is not None:
                if isinstance(event, yaml.DocumentStartEvent):
                    if not self.is_empty:
                        raise yaml.composer.ComposerError(
                            None,
                            None,
                            "expected a single document in the stream",
                            event.start_mark,  # type: ignore[arg-type]  # a mark of either loader
                        )
                    self.is_empty = False
                    self.data = self._value(self._next(), ())
        except _TooDeep:
            # What comes behind it is not looked at: where the levels end is not known.
            self.data = None

    def _fault(self, path: Path_, message: Text, line: int) -> None:
        self.faults.append(Fault(self._file, line, ".".join(map(str, path)), message))

    def _scalar(self, event: yaml.ScalarEvent) -> Any:
        value = event.value
        if MARKS.search(value):
            self.cleaned.append(event.start_mark.line + 1)  # type: ignore[union-attr]  # it has its place
            value = without_marks(value)
        return value if event.style else _PLAIN.get(value, value)

    def _value(self, event: yaml.Event, path: Path_) -> Any:
        line = event.start_mark.line + 1  # type: ignore[union-attr]  # a parsed event has its place
        self.lines.setdefault(path, line)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.AliasEvent):
            # Expanding them is how a small file fills a memory.
            self._fault(
                path,
                Text(
                    "不支持 YAML 引用（& 与 *），请写全内容",
                    "YAML anchors and aliases (& and *) are not supported; write the value out",
                ),
                line,
            )
            return None
        if len(path) > DEEPEST:
            self._fault(path[:3], Text("嵌套过深，请检查缩进", "nested too deeply; check the indents"), line)
            raise _TooDeep
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        items: list[Any] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._value(event, (*path, len(items))))
        return items

    def _mapping(self, path: Path_) -> dict[str, Any]:
        result: dict[str, Any] = {}
        first: dict[str, int] = {}
        # Types are compared where most of a file passes: its keys and their values.
        while type(event := self._next()) is not yaml.MappingEndEvent:
            line = event.start_mark.line + 1
            if type(event) is yaml.ScalarEvent:
                key = event.value
            else:
                self._value(event, (*path, "?"))
                self._fault(path, Text("键应为文本，不能是列表", "a key is a text, not a list"), line)
                key = "?"
            inner = (*path, key)
            if key in result:
                self._value(self._next(), inner)
                message = Text(
                    f"键重复，第 {first[key]} 行已有，请删去一处",
                    f"duplicate key, already on line {first[key]}; delete one",
                )
                self._fault(inner, message, line)
                continue
            first[key] = self.lines[inner] = line
            event = self._next()
            result[key] = (
                self._scalar(event) if type(event) is yaml.ScalarEvent else self._value(event, inner)
            )
        return result
