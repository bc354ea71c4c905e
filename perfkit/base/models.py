"""The base of every model read from a file, and validation that makes each error a fault with its line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, ValidationError
from pydantic_core import PydanticCustomError

from perfkit.base.days import day_of
from perfkit.base.errors import FactError, PerfkitError
from perfkit.base.paths import data_root
from perfkit.base.quantities import parse_number, show_exact
from perfkit.base.text import Text
from perfkit.base.yaml_source import Source, read_yaml


class Model(BaseModel):
    """A frozen value; an unknown key is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, defer_build=True)

    def __dir__(self) -> list[str]:
        """What tab completion offers: the fields and what is worked out from them, not the machinery."""
        own = {
            name
            for kind in type(self).__mro__
            if kind.__module__.startswith("perfkit")
            for name in vars(kind)
        }
        return sorted(
            name for name in {*type(self).model_fields, *own} if not name.startswith(("_", "model_"))
        )


def fault_error(zh: str, en: str) -> PydanticCustomError:
    """An error for a validator, in both languages."""
    return PydanticCustomError("perfkit", "{zh}", {"zh": zh, "en": en})


def _number(value: Any) -> Fraction:
    if isinstance(value, Fraction):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise fault_error(f"应为数字，现为 {_shown(value)}", f"should be a number, is {_shown(value)}")
    try:
        return parse_number(str(value))
    except FactError as error:
        raise fault_error(*error.message) from None


def _not_negative(value: Any) -> Fraction:
    number = _number(value)
    if number < 0:
        raise fault_error(f"不得小于 0，现为 {value}", f"must not be below 0, is {value}")
    return number


def _percent_or_number(value: Any) -> Fraction:
    if isinstance(value, str) and value.endswith("%"):
        return _number(value[:-1]) / 100
    return _number(value)


def _day(value: Any) -> date:
    if isinstance(value, date):
        return value
    try:
        return day_of(value)
    except (TypeError, ValueError):
        shown = _shown(value)
        raise fault_error(
            f"应为日期，如 2021-03-05，现为 {shown}", f"should be a date such as 2021-03-05, is {shown}"
        ) from None


def _whole(value: Any) -> Any:
    if isinstance(value, bool):
        raise fault_error(f"应为整数，现为 {_shown(value)}", f"should be a whole number, is {_shown(value)}")
    return value


_WRITTEN = PlainSerializer(show_exact, return_type=str)
Number = Annotated[Fraction, BeforeValidator(_number), _WRITTEN]
"""An exact number written as digits."""
Amount = Annotated[Fraction, BeforeValidator(_not_negative), _WRITTEN]
"""An exact number that is not negative: yuan, points."""
Bound = Annotated[Fraction, BeforeValidator(_percent_or_number), _WRITTEN]
"""A band end: "90%" or "0.9"."""
Day = Annotated[date, BeforeValidator(_day)]
"""A day, see `perfkit.base.days`."""
Whole = Annotated[int, BeforeValidator(_whole)]
"""A whole number; neither true nor false."""

M = TypeVar("M", bound=Model)

_MESSAGES = {
    "missing": Text("缺少必填项", "a required field is missing"),
    "extra_forbidden": Text("未知字段，请检查拼写或删去", "unknown key; check the spelling or delete it"),
    "string_type": Text("应为文本", "should be text"),
    "bool_type": Text("应为 true 或 false", "should be true or false"),
    "bool_parsing": Text("应为 true 或 false", "should be true or false"),
    "int_type": Text("应为整数", "should be a whole number"),
    "int_parsing": Text("应为整数", "should be a whole number"),
    "too_short": Text("不能为空，至少要有一项", "must not be empty; at least one entry is needed"),
    "string_too_short": Text("不能为空", "must not be empty"),
    "tuple_type": Text("应为列表（每项以“- ”开头）", "should be a list (each item starts with “- ”)"),
    "list_type": Text("应为列表（每项以“- ”开头）", "should be a list (each item starts with “- ”)"),
    "dict_type": Text("应为下级键值（键: 值）", "should hold keys and values (key: value)"),
    "model_type": Text("应为下级键值（键: 值）", "should hold keys and values (key: value)"),
    "model_attributes_type": Text("应为下级键值（键: 值）", "should hold keys and values (key: value)"),
}


def validate(model: type[M], source: Source) -> M | None:
    """Validate what a file says; every error becomes a fault of `source`.

    Returns
    -------
    the model, or None where there are faults of its own.
    """
    if source.data is None:
        if not source.faults:
            source.fault((), "文件没有内容", "the file says nothing")
        return None
    try:
        return model.model_validate(source.data)
    except ValidationError as error:
        seen = set()
        for detail in error.errors(include_url=False):
            if detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]:
                continue  # an echo: what is in the list has faults of its own, and those are listed
            path = _readable(detail["loc"], source)
            message = error_text(detail)
            if (path, message) not in seen:
                seen.add((path, message))
                source.fault(path, *message)
        source.faults.sort(key=lambda fault: fault.line)
        return None


def read_data(model: type[M], name: str) -> M:
    """A file of data/ as its model.

    Raises
    ------
    PerfkitError   the file has faults, each with its line.
    """
    source = read_yaml(data_root() / name, f"data/{name}")
    found = validate(model, source)
    if found is None or source.faults:
        raise PerfkitError(f"data/{name} 有错误：", f"data/{name} has faults:", faults=source.faults)
    return found


def _readable(location: tuple, source: Source) -> tuple:
    """Drop the parts that pydantic adds for unions, which stand nowhere in the file."""
    path: tuple = ()
    value, entered = source.data, False
    for index, part in enumerate(location):
        # The kind of a criterion is such a part, and may be spelt like one of its keys ("bands").
        if entered and isinstance(value, dict) and value.get("rule") == part:
            entered = False
            continue
        if (*path, part) in source.lines or index == len(location) - 1:
            path = (*path, part)
            value = _inside(value, part)
            entered = isinstance(part, int)
    return path


def _inside(value: Any, part: Any) -> Any:
    if isinstance(value, dict):
        return value.get(part)
    return value[part] if isinstance(value, list) and isinstance(part, int) and part < len(value) else None


def error_text(detail: Mapping[str, Any]) -> Text:
    """What one error of pydantic says, in both languages."""
    if detail["type"] == "perfkit":
        return Text(detail["ctx"]["zh"], detail["ctx"]["en"])
    if detail["type"] == "extra_forbidden" and detail["input"] is None:
        return Text(
            "未知字段，请检查拼写或删去；{} 中的文字如含逗号，须整句加双引号",
            "unknown key; check the spelling or delete it; text with a comma inside {} stands in "
            "double quotes",
        )
    if detail["type"] == "literal_error":
        expected = detail["ctx"]["expected"].replace(" or ", ", ")
        return Text(
            f"只能是 {expected}，现为 {_shown(detail['input'])}",
            f"must be one of {expected}, is {_shown(detail['input'])}",
        )
    if detail["type"] == "union_tag_invalid":
        expected, found = detail["ctx"]["expected_tags"], detail["ctx"]["tag"]
        return Text(
            f"没有这种规则 {found!r}，可用：{expected}", f"no such rule kind {found!r}; one of {expected}"
        )
    if detail["type"] == "union_tag_not_found":
        return Text("缺少 rule（规则种类）", "rule (the kind) is missing")
    known = _MESSAGES.get(detail["type"])
    if known is None:
        return Text(
            f"不符合要求：{detail['msg']}（现为 {_shown(detail['input'])}）",
            f"{detail['msg']} (is {_shown(detail['input'])})",
        )
    if detail["type"] in ("missing", "extra_forbidden"):
        return known
    return Text(f"{known.zh}，现为 {_shown(detail['input'])}", f"{known.en}, is {_shown(detail['input'])}")


def _shown(value: Any) -> str:
    text = repr(value) if not isinstance(value, str) else f'"{value}"'
    return text if len(text) <= 60 else text[:59] + "…"
