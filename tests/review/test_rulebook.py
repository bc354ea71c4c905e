"""The rule book of the review: every pattern against its own sentences, every code with a class, every
problem reachable."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest

from perfkit import load_department
from perfkit.base.errors import RubricError
from perfkit.base.paths import data_root
from perfkit.base.text import Text
from perfkit.review import CHECKS, CLASSES, ERROR, NOTE, problems_of, review
from perfkit.review.finding import Finding
from perfkit.review.rulebook import OTHER, allowed, pattern, problem_of, rulebook
from perfkit.review.sentences import plain_text

BOOK = rulebook()


@pytest.mark.parametrize("name", BOOK.patterns)
def test_a_pattern_matches_its_own_sentences_and_no_others(name):
    entry = BOOK.patterns[name]
    for sentence in entry.must:
        assert pattern(name).search(plain_text(sentence)), f"{name} does not match {sentence}"
    for sentence in entry.must_not:
        assert not pattern(name).search(plain_text(sentence)), f"{name} matches {sentence}"


def test_every_code_stands_in_the_rule_book_once_and_belongs_to_a_check():
    registered = [code for entry in CHECKS for code in entry.codes]
    assert len(registered) == len(set(registered)) and set(registered) <= set(BOOK.codes)
    together = ("accounts.", "last_year.", "cohort.", "document.reused")  # where filings lie side by side
    assert {code for code in BOOK.codes if not code.startswith(together)} == set(registered)
    for code, rule in BOOK.codes.items():
        assert rule.cls in CLASSES and rule.title.zh and rule.title.en, code
        sentences = [rule.message, rule.ask, *rule.messages.values(), *rule.asks.values()]
        assert rule.message is not None, code
        for words in filter(None, sentences):
            zh, en = (set(re.findall(r"{(\w+)}", text)) for text in (words.zh, words.en))
            left_out = {"section", "other_section"}  # in English a finding's places say where it stands
            assert words.en and zh - left_out == en, f"{code}: {zh} {en}"


def test_words_and_requirements_are_never_an_error():
    soft = [code for code, rule in BOOK.codes.items() if rule.cls in ("words", "requirement")]
    assert len(soft) > 20
    for code in soft:
        assert allowed(code, ERROR) != ERROR, code


def test_the_hardest_fact_comes_first():
    findings = review(load_department("sz-sif-longhua_2020").evaluate())
    assert findings[0].severity == ERROR and findings[0].cls == "arithmetic"
    hard = [f for f in findings if f.severity == ERROR]
    assert [CLASSES.index(f.cls) for f in hard] == sorted(CLASSES.index(f.cls) for f in hard)
    assert all(f.cls and f.problem for f in findings)
    assert findings[0].to_record()["class"] == "arithmetic"


def test_a_filing_has_at_most_ten_problems_each_with_a_name_and_something_to_do():
    findings = review(load_department("sz-sif-longhua_2020").evaluate())
    problems = problems_of(findings)
    assert 5 <= len(problems) <= 10
    assert all(p.name.zh and p.name.en and p.recommendation.zh and p.recommendation.en for p in problems)
    assert all(p.findings and p.places for p in problems)
    assert problems[0].severity == ERROR and problems[0].to_record("en")["findings"] == len(
        problems[0].findings
    )
    told = [f for p in problems for f in p.findings]
    graver = [f for f in findings if f.severity != NOTE]
    assert {f.message for f in graver} <= {f.message for f in told}
    assert not any(f.code.startswith("reading.") for f in told)


def test_one_cause_is_one_problem():
    findings = review(load_department("sz-sif-longhua_2020").evaluate())
    of_tables = {f.code for f in findings if f.problem == "reconciliation"}
    assert {"table.total", "table.category", "table.running_costs"} <= of_tables
    unmet = next(p for p in problems_of(findings) if p.id == "unmet")
    assert {"target.unmet", "claim.admission"} <= {f.code for f in unmet.findings}


def test_beyond_ten_problems_the_rest_is_one():
    names = [name for name, entry in BOOK.problems.items() if not entry.of_the_rubric and name != OTHER]
    codes = {problem_of(code): code for code in BOOK.codes}
    made = [
        Finding(codes[name], "doubt", Text(name, name), cls=BOOK.codes[codes[name]].cls, problem=name)
        for name in names
        if name in codes
    ]
    made.append(replace(made[0], problem="copied"))
    problems = problems_of(made)
    assert len(names) > 10 >= len(problems) and problems[-1].id == OTHER
    assert sum(len(p.findings) for p in problems) == len(made)


def test_faults_of_the_rule_book_are_named_with_their_line(tmp_path):
    (tmp_path / "patterns.yaml").write_text(
        "patterns:\n  one:\n    pattern: a\n    must: [a]\n    mustnot: [b]\n", encoding="utf-8"
    )
    with pytest.raises(RubricError) as caught:
        rulebook(tmp_path)
    assert "patterns.yaml" in caught.value.show("zh") and ":5" in caught.value.show("zh")


def test_ids_outlive_another_order_other_sections_and_other_words():
    import yaml

    from perfkit.evaluation.tree import evaluate
    from perfkit.filing.submission import Submission
    from perfkit.rubric.files import load_rubric

    path = data_root() / "departments" / "sz-sif-longhua_2020" / "submission.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    rubric = load_rubric("sz-2020")
    first = review(evaluate(Submission.model_validate(data), rubric))
    assert len({f.id for f in first}) == len(first)
    data["targets"]["rows"].reverse()
    data["targets"]["section"] = "附表二"
    data["tasks"]["rows"].reverse()
    data["facts"] = dict(reversed(data["facts"].items()))
    second = review(evaluate(Submission.model_validate(data), rubric))
    lost = {f.id for f in first} - {f.id for f in second}
    assert len(lost) <= len(first) // 50, [f.message.zh for f in first if f.id in lost]
    assert all(f.id.startswith(f.code.replace(".", "-")) and f.to_record()["id"] == f.id for f in first)


def test_no_pattern_stands_under_one_name_twice():
    names = [
        line.strip()
        for path in sorted((data_root() / "review").glob("patterns-*.yaml"))
        for line in path.read_text(encoding="utf-8").partition("patterns:")[2].splitlines()
        if re.fullmatch(r"  [a-z_0-9]+:", line)
    ]
    assert [name for name, times in Counter(names).items() if times > 1] == []
