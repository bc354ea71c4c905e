"""Codes and patterns are for the kinds of form that data/review names; a form of unknown kind is read for all
of them."""

from __future__ import annotations

from small_filings import filing

from perfkit.review import review
from perfkit.review.rulebook import codes_for, for_form, pattern, rulebook
from perfkit.review.unscored import load_filing


def found(folder, kind, text="公务接待费支出1.2万元，主动公开2023年部门决算。"):
    filed = filing(
        folder / (kind or "any"),
        form={"kind": kind},
        text=text,
        facts={"reception_spent": [{"value": "1.2", "unit": "万元", "section": "三"}]},
    )
    department, _ = load_filing(filed)
    return {f.code for f in review(department.evaluate())}


def test_what_only_a_department_files_is_not_asked_of_a_project(tmp_path):
    assert {"three_public.items", "disclosure.year"} <= found(tmp_path, "department")
    assert {"three_public.items", "disclosure.year"} <= found(tmp_path, "")
    assert not {"three_public.items", "disclosure.year"} & found(tmp_path, "project")


def test_three_public_items_that_make_up_the_total_leave_nothing_to_list(tmp_path):
    text = "“三公”经费支出{}万元，其中公务用车运行维护费3.8万元、公务接待费1.2万元。"
    assert "three_public.items" not in found(tmp_path, "department", text.format("5.0"))
    assert "three_public.items" in found(tmp_path, "department", text.format("6.0"))


def test_a_pattern_of_other_forms_matches_nothing(monkeypatch):
    entry = rulebook().patterns["due_by"]
    monkeypatch.setitem(rulebook().patterns, "due_by", entry.model_copy(update={"forms": ("accounts",)}))
    text = entry.must[0]
    [compiled.clear() for compiled in pattern.__globals__["_COMPILED"].values()]
    with for_form("project"):
        assert not pattern("due_by").search(text)
    with for_form("accounts"):
        assert pattern("due_by").search(text)
    assert pattern("due_by").search(text)
    [compiled.clear() for compiled in pattern.__globals__["_COMPILED"].values()]


def test_a_kind_that_nobody_knows_switches_nothing_off():
    assert codes_for("special") == set(rulebook().codes)
