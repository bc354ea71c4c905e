"""What Excel lets a person enter: lists to choose from, numbers, and a prompt where there is something to
say."""

from __future__ import annotations

from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from perfkit.filing.catalogue import fact_catalogue
from perfkit.intake.workbook import sheets as S


def validate(sheet: Any, layout: S.Sheet, last: int) -> None:
    """Drop-downs, numbers not below zero, dates; a prompt wherever there is something to say."""
    for at, column in enumerate(layout.columns, start=1):
        if column.given:
            continue
        letter = get_column_letter(at)
        rule = _rule(column, layout, letter)
        if rule is None:
            continue
        rule.promptTitle, rule.prompt = column.title.zh[:32], column.prompt[:255]
        rule.showInputMessage = bool(column.prompt)
        sheet.add_data_validation(rule)
        rule.add(f"{letter}{S.FIRST_ROW}:{letter}{last - 1}")


def _rule(column: S.Column, layout: S.Sheet, letter: str) -> DataValidation | None:
    if column.key == "fact":
        return dropdown(f"={S.CHOICES}!$A$2:$A${len(fact_catalogue()) + 1}")
    if column.choices:
        rule = dropdown('"' + ",".join(column.choices.values()) + '"')
        rule.showErrorMessage = column.key != "unit"  # another unit may be meant; the reader looks at it
        return rule
    if column.kind == "number":
        flags = (
            ""
            if column.key != "value"
            else f',{letter}{S.FIRST_ROW}="{S.YES}",{letter}{S.FIRST_ROW}="{S.NO}"'
        )
        rule = DataValidation(
            type="custom", formula1=f"=OR(ISNUMBER({letter}{S.FIRST_ROW}){flags})", allow_blank=True
        )
        rule.errorTitle, rule.error = "请填数字", "只填数字，不带单位、逗号和文字"
        rule.showErrorMessage = True
        return rule
    return DataValidation(allow_blank=True) if column.prompt else None


def dropdown(formula: str) -> DataValidation:
    """A list to choose from."""
    rule = DataValidation(type="list", formula1=formula, allow_blank=True)
    rule.errorTitle, rule.error, rule.showErrorMessage = "请从列表中选", "这里只能填列表中的一项", True
    return rule
