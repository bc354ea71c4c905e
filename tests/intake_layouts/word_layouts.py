"""The report as Word files in layouts that differ as departments' do."""

from __future__ import annotations

from pathlib import Path

from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from intake_layouts.content import Content

LEFT = ("年度主要任务完成情况", "年度总体目标完成情况", "年度绩效指标完成情况")


def merged(made: Content, path: Path) -> Path:
    """One form as the official one: labels and levels merged downwards, headings merged across."""
    document = _opened(made)
    rows = [["部门（单位）整体支出绩效目标完成情况自评表"] * 7]
    rows.append(
        [
            "部门（单位）名称",
            "部门（单位）名称",
            made.front[1].partition("：")[2],
            made.front[1].partition("：")[2],
            "预算年度",
            "2020",
            "2020",
        ]
    )
    rows.append(
        [LEFT[0], "任务名称", "完成情况", "预算数（元）", "预算数（元）", "执行数（元）", "执行数（元）"]
    )
    rows.append([LEFT[0], "任务名称", "完成情况", "全额", "其中：财政拨款", "全额", "其中：财政拨款"])
    rows += [[LEFT[0], *row] for row in made.tasks]
    rows.append(["金额合计"] * 3 + made.total)
    rows.append([LEFT[1]] + ["预期目标"] * 3 + ["目标实际完成情况"] * 3)
    rows.append([LEFT[1]] + [made.goal[0]] * 3 + [made.goal[1]] * 3)
    rows.append(
        [LEFT[2], "一级指标", "二级指标", "三级指标", "预期指标值", "实际完成指标值", "实际完成指标值"]
    )
    # The name of the targets takes the column that was 全额 above, as in the form.
    rows += [
        [LEFT[2], level1, level2, name, expected, actual, actual]
        for level1, level2, name, expected, actual in made.targets
    ]
    _table(document, rows, down=(0, 1, 2), across=True)
    document.add_paragraph("部门整体支出绩效评分表")
    _table(document, _score_rows(made), down=(0, 1), across=True)
    document.save(path)
    return path


def cut(made: Content, path: Path) -> Path:
    """Every page a table of its own with the header again; levels blank where they repeat; a name cut in
    two."""
    document = _opened(made)
    _table(
        document,
        _task_head()
        + [[row[0], row[1], *map(_separated, row[2:])] for row in made.tasks]
        + [["合计", "", *map(_separated, made.total)]],
    )
    document.add_paragraph("年度总体目标")
    _table(document, [["年度总体目标", "实际完成情况"], list(made.goal)])
    header = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值"]
    rows = _blanked(made.targets, 2)
    for start in range(0, len(rows), 15):
        page = [list(row) for row in rows[start : start + 15]]
        if start == 0:
            page[-1] = _first_half(page[-1])
        elif start == 15:
            page.insert(0, ["", "", rows[14][2][-2:], "", ""])
        _table(document, [header] + page)
        document.add_page_break()
    scores = _blanked(made.scores, 2)
    for start in range(0, len(scores), 6):
        _table(document, _score_head() + scores[start : start + 6])
    _table(
        document,
        [
            ["合计", "", "", "100", "", "", made.score_total],
            ["评价等级", "", "", "", "", "", made.grade + "秀"],
        ],
    )
    document.save(path)
    return path


def reordered(made: Content, path: Path) -> Path:
    """No borders, other column orders and wordings, full-width figures, headings numbered by Word itself."""
    document = Document()
    _numbering(document)
    for line in made.front:
        document.add_paragraph(line)
    for line in made.paragraphs:
        _numbered(document, line)
    head = ["序号", "主要任务", "预算金额（元）", "支出金额（元）", "完成率"]
    rows = [
        [str(n), row[0], _wide(row[2]), row[4] + "元", row[1]] for n, row in enumerate(made.tasks, start=1)
    ]
    _table(document, [head, *rows, ["", "总计", made.total[0], made.total[2], ""]], border=False)
    _table(document, [["预期目标", "全年实际完成情况"], list(made.goal)], border=False)
    head = ["一级指标", "二级指标", "指标名称", "分值", "实际完成值", "目标值", "得分"]
    rows = [
        [level1, level2, name, "1", actual, expected, "1"]
        for level1, level2, name, expected, actual in made.targets
    ]
    _table(document, [head, *rows], border=False, down=(0, 1))
    head = ["一级指标", "二级指标", "三级指标", "自评得分", "权重", "评分标准"]
    rows = [[f"{row[0]}（{row[3]}分）", row[1], row[2], row[6] + "分", row[3], row[5]] for row in made.scores]
    _table(
        document,
        [
            head,
            *rows,
            ["自评总分", "", "", made.score_total, "", ""],
            ["自评等级", "", "", made.grade, "", ""],
        ],
        border=False,
    )
    document.save(path)
    return path


def _task_head() -> list[list[str]]:
    """A task header whose unit is 万元, in two rows without merged cells."""
    return [
        ["任务名称", "完成情况", "预算数（万元）", "", "执行数（万元）", ""],
        ["", "", "全额", "其中：财政拨款", "全额", "其中：财政拨款"],
    ]


def _score_head() -> list[list[str]]:
    return [
        ["评价指标", "", "", "", "指标说明", "评分标准", "得分"],
        ["一级指标", "二级指标", "三级指标", "分值", "", "", ""],
    ]


def _score_rows(made: Content) -> list[list[str]]:
    head = [
        ["评价指标"] * 4 + ["指标说明", "评分标准", "分数"],
        ["一级指标", "二级指标", "三级指标", "分值", "指标说明", "评分标准", "分数"],
    ]
    return [
        *head,
        *made.scores,
        ["综合评分"] * 5 + [made.score_total] * 2,
        ["评分等级"] * 5 + [made.grade] * 2,
    ]


def _opened(made: Content) -> Document:
    document = Document()
    for line in [*made.front, *made.paragraphs]:
        document.add_paragraph(line)
    return document


def _table(
    document, rows: list[list[str]], *, border: bool = True, down: tuple[int, ...] = (), across: bool = False
) -> None:
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    if border:
        table.style = "Table Grid"
    cells = [row.cells for row in table.rows]  # table.cell() looks at the whole table each time
    done = set()
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            if (y, x) in done:
                continue
            right, below = x, y
            while (
                across
                and right + 1 < len(row)
                and row[right + 1] == text
                and text
                and y + x > -1
                and _spans(rows, y, x, right + 1)
            ):
                right += 1
            while x in down and right == x and below + 1 < len(rows) and rows[below + 1][x] == text and text:
                below += 1
            for yy in range(y, below + 1):
                for xx in range(x, right + 1):
                    done.add((yy, xx))
            cell = cells[y][x]
            if (below, right) != (y, x):
                cell = cell.merge(cells[below][right])
            cell.text = text


def _spans(rows: list[list[str]], y: int, left: int, right: int) -> bool:
    """Merge across headings and long texts, not two equal figures side by side."""
    text = rows[y][left]
    return not text.replace(".", "").isdigit() and (len(text) > 2 or left >= 5)


def _blanked(rows: list[list[str]], levels: int) -> list[list[str]]:
    result, last = [], [""] * levels
    for row in rows:
        now = list(row[:levels])
        result.append(
            ["" if now[: n + 1] == last[: n + 1] else now[n] for n in range(levels)] + list(row[levels:])
        )
        last = now
    return result


def _first_half(row: list[str]) -> list[str]:
    return [*row[:2], row[2][:-2], *row[3:]]


def _separated(amount: str) -> str:
    """Yuan as 万元 with separators: 17754638.01 → 1,775.463801."""
    digits = amount.replace(".", "")
    whole, decimals = digits[:-6] or "0", digits[-6:].rjust(6, "0")
    return f"{int(whole):,}.{decimals}"


def _wide(amount: str) -> str:
    return (
        f"{int(amount.partition('.')[0]):,}".translate(str.maketrans("0123456789,", "０１２３４５６７８９，"))
        + "."
        + amount.partition(".")[2]
    )


def _numbering(document) -> None:
    """A list whose first level Word writes as 一、 and whose second as （一）."""
    part = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText '
        f'w:val="{text}"/></w:lvl>'
        for at, text in enumerate(("%1、", "（%2）"))
    )
    part.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{levels}</w:abstractNum>'))
    part.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))


def _numbered(document, line: str) -> None:
    import re

    match = re.match(r"([一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)(.*)", line)
    if not match:
        document.add_paragraph(line)
        return
    paragraph = document.add_paragraph(match.group(2))
    number = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", "0" if match.group(1).endswith("、") else "1"), ("w:numId", "90")):
        child = OxmlElement(tag)
        child.set(qn("w:val"), value)
        number.append(child)
    paragraph._p.get_or_add_pPr().append(number)
