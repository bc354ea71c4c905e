"""Controls for JupyterLab: suppose and judge with the mouse or the keyboard; every one has a plain-parameter
way too."""

from perfkit.pages.widgets.judge import JudgePanel
from perfkit.pages.widgets.pick import DepartmentPicker
from perfkit.pages.widgets.what_if import WhatIfPanel

__all__ = ["DepartmentPicker", "JudgePanel", "WhatIfPanel"]
