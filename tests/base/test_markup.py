"""How values show themselves in a cell: short text, a table as HTML, completion that leads somewhere, short
errors."""

from __future__ import annotations

import re

import pytest
from IPython.core.completer import IPCompleter, provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell

from perfkit import RubricError, evaluate, load_department, load_rubric
from perfkit.base.markup import card
from perfkit.demo import generate
from perfkit.review import review


@pytest.fixture(scope="module")
def longhua():
    return load_department("sz-sif-longhua_2020")


def test_each_says_in_one_line_what_it_is(longhua):
    evaluation = longhua.evaluate()
    assert (
        repr(longhua.submission)
        == str(longhua.submission)
        == (
            f"<Submission sz-sif-longhua_2020 深圳市社会保险基金管理局龙华分局: {len(longhua.submission.facts)} "
            "facts, 62 targets, self 95.50 优>"
        )
    )
    assert (
        repr(longhua.rubric) == "<Rubric sz-2020 version 1: 3 blocks, 21 rows, 45 criteria, 100 points, "
        f"{len(longhua.rubric.readings)} readings>"
    )
    assert (
        repr(evaluation)
        == "<Evaluation sz-sif-longhua_2020 [sz-2020]: self 95.50 优, possible 9.40 差 to 96.90 优>"
    )
    assert repr(longhua) == "<Department sz-sif-longhua_2020 [sz-2020], judged by nobody yet>"
    assert all(len(repr(one)) < 400 for one in (longhua, longhua.submission, longhua.rubric, evaluation))


def test_each_is_a_small_table_in_a_notebook(longhua):
    evaluation = longhua.evaluate()
    for value, words in (
        (longhua, "尚无"),
        (longhua.submission, "62 项"),
        (longhua.rubric, "预算编制合理性"),
        (evaluation, "9.40～96.90"),
        (review(evaluation)[0], "矛盾"),
    ):
        html = value._repr_html_()
        assert words in html and html.count("<div") == html.count("</div>") and len(html) < 40_000
    assert evaluation._repr_html_().count("<tr>") == 1 + len(evaluation.rows) + 1


def test_a_synthetic_department_says_so():
    made = generate(3)
    filed = made.model()
    assert "synthetic" in repr(filed) and "合成数据" in filed._repr_html_()
    evaluation = evaluate(filed, load_rubric("sz-2020"))
    assert "synthetic" in repr(evaluation) and "合成数据" in evaluation._repr_html_()


def test_text_of_a_department_is_never_html(longhua):
    evil = longhua.submission.department.model_copy(update={"name": "<script>x</script>局"})
    filed = longhua.submission.model_copy(update={"department": evil})
    assert (
        "<script" not in filed._repr_html_()
        and "<script" not in evaluate(filed, longhua.rubric)._repr_html_()
    )
    assert "<b>&lt;" in card("<", [("<", ">")]) and "<td style" in card("a", [("b", "c")])


def test_completion_offers_fields_and_not_the_machinery(longhua):
    offered = dir(longhua.submission)
    assert {"facts", "targets", "tasks", "narrative", "key"} <= set(offered) and not [
        name for name in offered if name.startswith(("model_", "_"))
    ]
    shell = InteractiveShell.instance()
    completer = IPCompleter(shell=shell, namespace={"rubric": longhua.rubric}, use_jedi=False)
    with provisionalcompleter():
        names = {one.text for one in completer.completions("rubric.", 7)}
    assert {".criteria", ".readings", ".grades", ".by_id"} <= names


def test_an_error_in_a_cell_is_its_message_alone():
    with pytest.raises(RubricError) as caught:
        load_rubric("sz-1999")
    (line,) = caught.value._render_traceback_()
    assert (
        re.fullmatch(r"RubricError: 没有评分表 sz-1999；现有：.*sz-2020.*", line) and "Traceback" not in line
    )
