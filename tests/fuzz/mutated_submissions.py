"""Submissions and judgements with one to four things wrong or odd, the same for the same number."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import yaml

from perfkit.base.paths import data_root
from perfkit.base.yaml_source import Source, parse_yaml
from perfkit.demo import write_cohort
from perfkit.filing.catalogue import fact_catalogue

RUBRICS = sorted(path.stem for path in (data_root() / "rubrics").glob("*.yaml"))
NUMBERS = (
    "0 -1 1 100 100.00 99.995 0.005 1e3 1e999 NaN inf -0 1/3 0x10 1_000 1,234.50 １２．５ 十二 ٣ "
    "95% 105% 5‰ 3.14.15 0.1e-400 ~50 50-60 ≥50 2020.5 -- + ."
).split() + ["9" * 400, "", " ", "1\u200b2", "\u202e21", "0.\ufeff5"]
TEXTS = ("", "无", "未开展", "≥90%", "90%以上", "不适用", "/", "见附件", "100%\n", "=1+1", "优", "差")
MARKS = ("\u200b", "\u200f", "\u202e", "\u2066", "\ufeff", "\u0000", "\u00a0", "\ud800", "𠮷", "\x07")
DATES = ("2020-02-30", "2020/5/3", "9999-12-31", "20200101", "2020-13-01", "0000-00-00")
UNITS = ("元", "万元", "亿元", "%", "‰", "人", "辆", "个", "光年", "", "百分点")
KEYS = ("value", "unit", "quote", "section", "id", "kind", "note", "expected", "actual", "year", "__class__")
WORDS = (
    "expected",
    "actual",
    "quote",
    "name",
    "text",
    "task",
    "content",
    "reason",
    "document",
    "printed",
    "note",
)
FACTS = frozenset(fact_catalogue())
Where = tuple[Any, Any]  # a container, and a key or index in it


def seeds(folder: Path) -> list[Path]:
    """The bundled department and eight invented ones of every level."""
    return [data_root() / "departments" / "sz-sif-longhua_2020", *write_cohort(folder / "seeds", 8, 5)]


def mutated(number: int, sources: list[Path], folder: Path) -> tuple[Path, str]:
    """Write the mutant of this number into `folder`; the department's folder, and the rubric to score it
    by."""
    chance = random.Random(number)
    source = chance.choice(sources)
    target = folder / f"m{number}_2020"
    (target / "judgements").mkdir(parents=True)
    rubric = "" if chance.random() < 0.7 else chance.choice(RUBRICS)
    judged = () if rubric else sorted((source / "judgements").glob("*.yaml"))
    files = [source / "submission.yaml", *judged]
    hit = files[0] if chance.random() < 0.85 else chance.choice(files)
    for file in files:
        text = file.read_text(encoding="utf-8")
        if file == hit:
            text = _by_lines(text, chance) if chance.random() < 0.25 else _by_values(text, chance)
        (target / file.relative_to(source)).write_bytes(text.encode("utf-8", "surrogatepass"))
    return target, rubric


def _by_values(text: str, chance: random.Random) -> str:
    tree = parse_yaml(text, Source("seed")).data
    plausible = chance.random() < 0.75
    for _ in range(chance.randint(1, 8) if plausible else chance.randint(1, 4)):
        container, key = chance.choice(_places(tree))
        (_plausible if plausible else chance.choice(_CHANGES))(container, key, chance)
    try:
        return yaml.dump(tree, Dumper=yaml.CDumper, allow_unicode=True, sort_keys=False)
    except UnicodeEncodeError:  # a lone surrogate
        return yaml.dump(tree, allow_unicode=True, sort_keys=False)


def _places(tree: Any) -> list[Where]:
    found: list[Where] = []
    parts = tree.items() if isinstance(tree, dict) else enumerate(tree)
    for key, value in list(parts):
        found.append((tree, key))
        if isinstance(value, dict | list):
            found += _places(value)
    return found


def _replace(container: Any, key: Any, chance: random.Random) -> None:
    kinds = (NUMBERS, NUMBERS, TEXTS, UNITS, DATES, ([], {}, None, ["甲", "乙"], {"value": "1"}, "true"))
    container[key] = chance.choice(chance.choice(kinds))


def _scale(container: Any, key: Any, chance: random.Random) -> None:
    try:
        number = float(container[key])
    except (TypeError, ValueError):
        return _replace(container, key, chance)
    container[key] = format(number * chance.choice((-1, 0, 0.1, 0.9999, 1.0001, 10, 10_000)), "f")
    return None


def _delete(container: Any, key: Any, chance: random.Random) -> None:
    del container[key]


def _rename(container: Any, key: Any, chance: random.Random) -> None:
    if isinstance(container, dict):
        container[chance.choice((*KEYS, f"{key}s", str(key).upper(), "甲"))] = container.pop(key)


def _repeat(container: Any, key: Any, chance: random.Random) -> None:
    if isinstance(container, list):
        container.extend([container[key]] * chance.choice((1, 2, 40)))
    else:
        container[key] = [container[key]] * 2


def _mark(container: Any, key: Any, chance: random.Random) -> None:
    value = container[key]
    if isinstance(value, str):
        at = chance.randint(0, len(value))
        container[key] = value[:at] + chance.choice(MARKS) * chance.choice((1, 3)) + value[at:]


def _cut(container: Any, key: Any, chance: random.Random) -> None:
    value = container[key]
    if isinstance(value, str):
        at = chance.randint(0, len(value))
        container[key] = chance.choice((value[:at], value[at:], value * 3, value[::-1], value * 2000))


def _swap(container: Any, key: Any, chance: random.Random) -> None:
    other = chance.choice(list(container) if isinstance(container, dict) else range(len(container)))
    container[key], container[other] = container[other], container[key]


def _plausible(container: Any, key: Any, chance: random.Random) -> None:
    """What a clerk may have meant: another number, other words, a row or a figure less or twice."""
    value, kinds = container[key], chance.random()
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", value) and key not in ("year", "id"):
        odd = ("0", "1", "100", "0.01", "99999999999999999999.99", "0.000000000001", "100.01", "-1", "3")
        container[key] = chance.choice(
            (*odd, format(float(value) * chance.choice((0.1, 0.97, 1.03, 10)), ".4f"))
        )
    elif isinstance(value, str) and key in WORDS and value:
        at = chance.randint(0, len(value))
        put = chance.choice(
            (*MARKS[:5], *TEXTS, *NUMBERS[:24], "≥95%", "比上年提高5个百分点", "2020年12月底前")
        )
        container[key] = chance.choice((value[:at] + put + value[at:], put or value, value[:at] or value))
    elif isinstance(container, list) and isinstance(value, dict) and kinds < 0.7:
        container.insert(key, dict(value)) if kinds < 0.3 else container.pop(key)
    elif key in FACTS or (isinstance(value, list) and kinds < 0.2):
        del container[key]
    elif isinstance(value, bool):
        container[key] = not value
    elif key == "unit" and value in UNITS[:3]:
        container[key] = chance.choice(UNITS[:3])


def _deepen(container: Any, key: Any, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 5, 60))):
        container[key] = [container[key]]


_CHANGES = (_replace, _replace, _replace, _scale, _scale, _delete, _rename, _repeat, _mark, _cut, _swap)
_CHANGES = (*_CHANGES, _deepen)


def _by_lines(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(lines))
        kind = chance.randrange(9)
        if kind == 0:
            del lines[at]
        elif kind == 1:
            lines.insert(at, lines[chance.randrange(len(lines))])
        elif kind == 2:
            lines[at] = " " * chance.randint(1, 3) + lines[at]
        elif kind == 3:
            lines[at] = lines[at].lstrip()
        elif kind == 4:
            lines[at] = lines[at].replace(":", chance.choice(("：", "", " :", ":\t")), 1)
        elif kind == 5:
            lines[at] += chance.choice(
                ("'", '"', " &a", " *a", " !!python/name:os.system", " |", " {[", "\x0c")
            )
        elif kind == 6:
            lines = lines[:at] or [""]
        elif kind == 7:
            lines[at] = chance.choice(MARKS) + lines[at] + chance.choice(MARKS)
        else:
            lines.insert(
                at, chance.choice(("---", "<<: *a", "\t- x", "? [a]", "...", "%YAML 9", "a" * 100_000))
            )
        lines = lines or [""]
    return "\n".join(lines)
