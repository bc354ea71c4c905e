"""What reports say, data/words: every sentence, heading and table is said somewhere with the fields that
it asks for, in both languages."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path
from string import Formatter

import pytest

from perfkit.base.paths import data_root
from perfkit.base.text import Text
from perfkit.base.words_file import Words
from perfkit.base.yaml_source import read_yaml
from perfkit.views.narrative.prose import headed, said
from perfkit.views.said import WORDS, worded
from perfkit.views.tables.table import table

PACKAGE = Path(__file__).resolve().parents[2] / "perfkit"
FILES = sorted((data_root() / "words").glob("*.yaml"))
# The functions that say a name of data/words: which of its groups, and where the name stands.
SAYING = {
    "worded": ("sentences", 1),
    "said": ("sentences", 1),
    "WORDS.text": ("sentences", 0),
    "headed": ("headings", 1),
    "table": ("tables", 0),
    "columns_of": ("sheets", 0),
}
OWN_PARAMETERS = {"style", "anchor", "level", "note", "synthetic", "without", "more"}


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def asked(group: str, name: str) -> set[str]:
    """The fields of an entry, in either language."""
    if group == "sheets":
        return set()
    entry = WORDS.group(group)[name]
    texts = [entry] if group != "tables" else [entry[part] for part in ("caption", "note") if part in entry]
    return {field for both in texts for language in ("zh", "en") for field in fields(both[language])}


def names_in(node: ast.expr) -> list[str]:
    """A name, or either of two by a condition; none where the code works it out."""
    if isinstance(node, ast.IfExp):
        return names_in(node.body) + names_in(node.orelse)
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


# Pages name their tables by themselves: `self.table("points", …)` of the page "years" is years-points.
PAGES = {"years": "years", "committee": "committee", "projects": "projects", "diff": "second_filing"}


def sayings() -> list[tuple[str, str, str, set[str]]]:
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        if path.parts[-2] == "training" or "training" in path.parts or "views" not in source:
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and (known := SAYING.get(ast.unparse(node.func))):
                group, at = known
                given = {str(keyword.arg) for keyword in node.keywords} - OWN_PARAMETERS
                place = f"{path.relative_to(PACKAGE)}:{node.lineno}"
                for one in names_in(node.args[at]):
                    found.append((place, group, one, given))
    return found


SAYINGS = sayings()


def test_what_is_said_is_there_with_the_fields_it_asks_for():
    wrong = [
        (place, name, given)
        for place, group, name, given in SAYINGS
        if name not in WORDS.group(group) or given != asked(group, name)
    ]
    assert len(SAYINGS) > 200
    assert wrong == []


@pytest.mark.parametrize("group", ["sentences", "headings", "tables", "sheets"])
def test_everything_there_is_said(group):
    own = {
        f"{page}-{name}"
        for page, module in PAGES.items()
        if group == "tables"
        for name in re.findall(
            r"self\.(?:table|_by_year)\(\s*\"(\w+)\"",
            (PACKAGE / "closure" / f"{module}.py").read_text(encoding="utf-8"),
        )
    }
    assert set(WORDS.group(group)) == {name for _, of, name, _ in SAYINGS if of == group} | own


def test_a_name_stands_in_one_file_only():
    names = [(group, name) for path in FILES for group, said in read_yaml(path).data.items() for name in said]
    assert [name for name, count in Counter(names).items() if count > 1] == []
    assert {name for group, name in names if group == "sentences"} == set(WORDS.group("sentences"))


def test_both_languages_are_written_and_english_holds_no_chinese_but_names_of_the_form():
    for group in ("sentences", "headings"):
        for name, both in WORDS.group(group).items():
            assert set(both) == {"zh", "en"} and both["zh"] and both["en"], name
    heads = [head for one in WORDS.group("tables").values() for head in one["columns"]]
    heads += [head for columns in WORDS.group("sheets").values() for head in columns]
    assert all(head["zh"] and head["en"] for head in heads)
    assert {head["en"] for head in heads if re.search(r"[\u4e00-\u9fff]", head["en"])} == {
        "of which fiscal (财政拨款)"
    }


def test_fields_are_put_in_in_the_sentence_s_language():
    name, both = Text("采购", "procurement"), Words("words/charts")
    assert both.text("points_of_departments", points="3", departments=name) == Text(
        "3 分，采购 个部门", "3 points, procurement departments"
    )
    assert worded("en", "no_tasks") == said("en", "no_tasks").text == "No tasks were filed."


def test_a_sentence_without_its_fields_or_its_name_fails():
    with pytest.raises(KeyError):
        worded("zh", "points_of_departments")
    with pytest.raises(KeyError):
        worded("zh", "no such sentence")


def test_a_heading_has_its_name_for_an_anchor_unless_another_is_given():
    assert headed("zh", "grades", 3).anchor == headed("zh", "ungraded", 3, anchor="grades").anchor == "grades"


def test_a_table_leaves_out_columns_and_says_its_own_note_first():
    whole, less = (
        table("scoring", "zh", (), note="另注。", rubric="甲", without=without)
        for without in ((), ("judged",))
    )
    assert [column.head for column in whole.columns if column not in less.columns] == ["评价"]
    assert less.note.startswith("“核算区间”") and less.note.endswith("另注。")
    assert table("scoring", "en", (), rubric="甲").columns[0].width == 11 != whole.columns[0].width
