"""What a filing is called in lists and in file names: a department by id and year, a project by its code or
name too."""

from __future__ import annotations

import re

from perfkit.filing.submission import Submission


def key(**project: str) -> str:
    filed = {"synthetic": True, "department": {"id": "a", "name": "甲局"}, "year": 2020}
    return Submission.model_validate({**filed, **({"project": project} if project else {})}).key


def test_a_department_keeps_the_name_of_its_folder():
    assert key() == "a_2020"


def test_projects_of_one_department_year_are_told_apart():
    filed = [
        {"name": "道路养护"},
        {"name": "桥梁养护"},
        {"name": "道路养护", "code": "P/07"},
        {"name": "道路养护", "code": "P:07"},
        {"name": "道" * 60},
        {"name": "道" * 59 + "桥"},
    ]
    keys = [key(**one) for one in filed]
    assert len(set(keys)) == len(filed)
    assert keys[0] == "a_2020_道路养护"
    assert all(re.fullmatch(r"a_2020_[\w-]{1,50}", one) for one in keys)
