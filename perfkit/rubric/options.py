"""A criterion under the options chosen for its readings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from perfkit.base.models import Model
from perfkit.rubric.criterion import Criterion, OnRatio, ratio_of
from perfkit.rubric.ratios import Ratio


def apply_readings(criterion: Criterion, choices: Mapping[str, str]) -> Criterion:
    """The criterion with the parameters that the chosen options change.

    Raises
    ------
    pydantic.ValidationError   an option sets a parameter that the kind does not have.
    """
    changes: dict[str, Any] = {}
    for reading, option in choices.items():
        for key, value in criterion.by_reading.get(reading, {}).get(option, {}).items():
            changes[key] = {**changes.get(key, {}), **value} if isinstance(value, dict) else value
    if not changes:
        return criterion
    fields = _fields(criterion)
    for key, value in changes.items():
        fields[key] = {**_fields(fields.get(key)), **value} if isinstance(value, dict) else value
    if "bind" in changes and isinstance(criterion, OnRatio):
        formula = ratio_of(fields["ratio"], fields.get("declared"))
        fields["bind"] = _bindings_in_force(criterion, formula, fields["bind"])
    return type(criterion).model_validate({**fields, "by_reading": {}})


def _fields(value: Any) -> dict[str, Any]:
    if isinstance(value, Model):
        return {name: getattr(value, name) for name in type(value).model_fields}
    return dict(value or {})


def _bindings_in_force(criterion: OnRatio, formula: Ratio | None, bind: Mapping[str, str]) -> dict[str, str]:
    """Leave out what one option binds where another option's ratio or binding has no such argument.

    A name that none of the criterion's options could ever use stays, and is refused as a mistake.
    """
    options = [option for options in criterion.by_reading.values() for option in options.values()]
    formulas = [
        criterion.formula,
        *(ratio_of(option.get("ratio", ""), option.get("declared")) for option in options),
    ]
    usable = {name for known in formulas if known is not None for name in known.arguments}
    usable |= {name for option in options for name in option.get("bind", {}).values()}
    inside = set(formula.arguments if formula is not None else ())
    for _ in bind:
        inside |= {target for name, target in bind.items() if name in inside}
    return {name: target for name, target in bind.items() if name in inside or name not in usable}
