"""A list, a map, a number, a date or nothing where something else is wanted, at every place of every file
of a department."""

from __future__ import annotations

from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

import pytest
import yaml
from pydantic.fields import FieldInfo

from perfkit.base.errors import Fault
from perfkit.base.models import Model
from perfkit.filing.follow_up import FollowUp, read_follow_up
from perfkit.filing.judgements import Judgements, read_judgements
from perfkit.filing.submission import Submission
from perfkit.filing.submission_file import read_submission

WRONG = (["甲", "乙"], [["甲"]], {"甲": "乙"}, 5, -1.5, True, None, "2020-02-30", [], {}, "", "甲")
FILES = {
    "submission.yaml": (Submission, read_submission),
    "judgements/1.yaml": (Judgements, read_judgements),
    "follow-up.yaml": (FollowUp, lambda path: read_follow_up(path.parent)),
}
# What a key holds in a file without a fault, where no other value of its kind would do.
SOUND = {
    "year": 2000,
    "version": 1,
    "period": "2000-02..2000-10",
    "date": "2000-01-02",
    "due": "2000-01-03",
    "effective": None,
    "until": None,
    "share": None,
    "triggered": None,
    "state": "raised",
    "file": "",
    "sha256": "",
    "unit": "%",
    "fact": "satisfaction_rate",
    "block": "cost",
    "sum_of": [],
    "rate_of": None,
}


def sample(kind: Any, seen: set[type]) -> Any:
    """A sound value of a kind, with every key of every model in it; of tables alike only the first is
    filled."""
    if isinstance(kind, type) and issubclass(kind, Model):
        seen.add(kind)
        fields = {key: field for key, field in kind.model_fields.items() if not field.exclude}
        return {key: SOUND[key] if key in SOUND else _filled(field, seen) for key, field in fields.items()}
    origin, inside = get_origin(kind), get_args(kind)
    if origin is Literal:
        return inside[-1]
    if origin in (Union, UnionType):
        return sample(next(one for one in inside if one is not NoneType), seen)
    if origin is tuple:
        return [sample(one, seen) for one in inside if one is not ...]
    if origin is dict:
        return {"satisfaction_rate": sample(inside[1], seen)}
    return {bool: False, int: 2}.get(kind, "1")


def _filled(field: FieldInfo, seen: set[type]) -> Any:
    again = seen & set(get_args(field.annotation))
    return [] if again and not field.is_required() else sample(field.annotation, seen)


def places(tree: Any) -> list[tuple[Any, Any]]:
    """Every container with each of its keys."""
    parts = list(tree.items() if isinstance(tree, dict) else enumerate(tree))
    below = (places(value) for _, value in parts if isinstance(value, dict | list))
    return [*((tree, key) for key, _ in parts), *(one for found in below for one in found)]


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_it_is_a_fault_with_its_line(name, tmp_path):
    model, read = FILES[name]
    path, tree = tmp_path / "a_2000" / name, sample(model, set())
    path.parent.mkdir(parents=True)

    def faults() -> list[Fault]:
        path.write_text(yaml.dump(tree, Dumper=yaml.CSafeDumper, allow_unicode=True), encoding="utf-8")
        return read(path)[1].faults

    assert faults() == []
    text_wanted = 0
    for container, key in places(tree):
        sound = container[key]
        for wrong in WRONG:
            container[key] = wrong
            found, lines = faults(), path.read_text(encoding="utf-8").count("\n")
            if isinstance(sound, str) and isinstance(wrong, list | dict):
                text_wanted += 1
                assert found, (key, wrong)
            for fault in found:
                assert path.name in fault.file and 1 <= fault.line <= lines, fault
                assert fault.show("zh") and fault.show("en")
        container[key] = sound
    assert text_wanted > len(WRONG)
