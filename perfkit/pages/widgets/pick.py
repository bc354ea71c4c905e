"""Choosing the department of a notebook from a list."""

from __future__ import annotations

from pathlib import Path

from IPython.core.getipython import get_ipython
from ipywidgets import Dropdown, HBox, Layout

from perfkit.base.text import say
from perfkit.filing.folders import department_folder
from perfkit.pages.widgets.page import WIDE, label


class DepartmentPicker(HBox):
    """The departments beside one; a choice goes into the notebook's `department`, for the cells below.

    Examples
    --------
    >>> DepartmentPicker("sz-sif-longhua_2020").names
    ('sz-sif-longhua_2020',)
    """

    def __init__(self, department: str, root: str | Path = "", lang: str = "zh") -> None:
        beside = department_folder(department, root).parent
        self.names = tuple(sorted(found.parent.name for found in beside.glob("*/submission.yaml")))
        shown = Dropdown(options=self.names, value=department, style=WIDE, layout=Layout(width="40%"))
        shown.observe(self._choose, names="value")
        zh = "选好部门后，运行本格以下各格（菜单 运行 → 运行选中单元格及以下的所有单元格）"
        hint = say(lang, zh, "choose, then run the cells below (Run → Run Selected Cell and All Below)")
        super().__init__([shown, label(hint, lang, "60%")])

    def _choose(self, change: dict[str, str]) -> None:
        if shell := get_ipython():
            shell.user_ns["department"] = change["new"]
