"""Six whole forms as departments of six kinds file them, with content of our own, their right values, and
the same form as a Word, Excel, web and text file.

In a table "<" goes on with the cell to its left and "^" with the one above.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docx import Document
from openpyxl import Workbook

Block = str | list[str]

PROJECT = """项目支出绩效自评表
（2022年度）
|项目名称|<|老旧小区雨水管网改造|<|<|<|<|<
|主管部门|<|青溪县住房和城乡建设局|<|<|实施单位|青溪县市政设施所|<
|项目资金（万元）||年初预算数|全年预算数|全年执行数|分值|执行率|得分
|^|年度资金总额|320.00|300.00|285.00|10|95.00%|9.5
|^|其中：当年财政拨款|320.00|300.00|285.00|—|—|—
|年度总体目标|预期目标|<|<|实际完成情况|<|<|<
|^|改造雨水管网，消除积水点。|<|<|改造雨水管网6.4公里，消除积水点5处。|<|<|<
|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施
|产出指标（50分）|数量指标|改造管网长度|≥6公里|6.4公里|20|20|
|^|质量指标|管道闭水试验合格率|100%|100%|20|20|
|^|时效指标|按期完工率|≥95%|91%|10|9.5|汛期停工，已赶工
|效益指标（30分）|社会效益指标|消除积水点|≥5处|5处|30|30|
|满意度指标（10分）|服务对象满意度指标|居民满意度|≥90%|93%|10|10|
|总分|<|<|<|<|100|99|"""

DEPARTMENT = """部门整体支出绩效自评表
（2021年度）
|部门名称|云岭县档案馆|<|<|<|<|<
|部门整体支出（万元）|支出类别|年初预算数|全年预算数|全年执行数|执行率|得分
|^|年度资金总额|560.00|600.00|588.00|98.00%|9.8
|^|基本支出|410.00|420.00|420.00|100.00%|—
|^|项目支出|150.00|180.00|168.00|93.33%|—
|年度总体目标|完成馆藏数字化和查阅服务。|<|<|<|<|<
|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分
|产出指标|数量指标|馆藏数字化页数|≥90万页|96万页|25|25
|^|质量指标|著录差错率|≤2%|1.6%|25|25
|效益指标|社会效益指标|接待查阅人次|≥1500人次|1420人次|30|28.4
|满意度指标|服务对象满意度指标|查阅者满意度|≥95%|97%|10|10
|总分|<|<|<|<|100|98.2"""

SCORES = """云岭县文化馆2022年度部门整体支出绩效评价评分表
|一级指标|二级指标|三级指标|分值|评分标准|自评得分|扣分原因
|投入（20分）|目标设定|绩效目标合理性|8|目标明确得8分|8|
|^|预算配置|在职人员控制率|12|不超过100%得满分|10|超编1人
|过程（30分）|预算执行|预算完成率|18|完成率达到100%得满分|16.5|有结转
|^|预算管理|管理制度健全性|12|制度健全得12分|12|
|产出（30分）|职责履行|活动场次完成率|30|完成率×30|30|
|效果（20分）|履职效益|群众满意度|20|90%以上得满分|19|
|总分|<|<|100||95.5|
自评总分95.5分，自评等级为优。"""

FUND = """专项资金绩效自评表
（2020年度）
|专项名称|村卫生室设备补助资金|<|<|<
|中央主管部门|国家卫生健康委员会|<|<|<
|地方主管部门|云岭县卫生健康局|<|资金使用单位|云岭县基层卫生服务中心
|资金情况（万元）||全年预算数（A）|全年执行数（B）|执行率（B/A）
|^|年度资金总额|240.00|228.00|95.00%
|^|其中：中央补助|200.00|190.00|95.00%
|^|地方资金|40.00|38.00|95.00%
|一级指标|二级指标|三级指标|指标值|全年实际完成值
|产出指标|数量指标|配备设备村卫生室|≥48个|51个
|^|时效指标|设备到位率|100%|96%
|效益指标|社会效益指标|服务村民人次|≥2万人次|2.3万人次
|满意度指标|服务对象满意度指标|村民满意度|≥85%|91%"""

REPORT = """青溪县图书馆2023年度部门整体支出绩效自评报告
一、部门概况
本馆负责全县公共阅读服务。年末在职人员26人。
二、预算执行情况
2023年全年预算数为430.00万元，全年支出412.80万元，预算执行率96.00%。其中：基本支出300.00万元，项目支出112.80万元。
2023年“三公”经费预算数6.00万元，支出4.20万元。
三、绩效目标完成情况
全年接待读者21.6万人次，举办阅读活动84场。
四、存在的问题
个别项目支出进度偏慢。
五、自评结论
自评得分94.5分，等级为优秀。"""

LISTED = """项目支出绩效自评表
（2023年度）
|项目名称|林区防火瞭望塔维护|<|<|<|<|<|<|<
|主管部门|青溪县林业局|<|<|<|实施单位|青溪县防火站|<|<
|资金情况|<|年初预算数|全年预算数|全年执行数|分值|执行率|得分|<
|（万元）|年度资金总额|90.00|84.00|79.80|10|95.00%|9.5|<
|一级指标|二级指标|三级指标|指标性质|指标值|度量单位|实际完成值|分值|得分
|产出指标|数量指标|维护瞭望塔|≥|12|座|12|30|30
|^|质量指标|维护验收合格率|=|100|%|100|20|20
|效益指标|生态效益指标|火情发现及时率|≥|95|%|98|30|30
|满意度指标|服务对象满意度指标|护林员满意度|≥|90|%|94|10|10
|总分|<|<|<|<|<|<|100|99.5"""

# What each prints, by the paths of a submission; of rows: name, expected, actual, weight, own points.
TRUTH: dict[str, tuple[str, dict[str, str], list[tuple[str, ...]]]] = {
    "project": (
        PROJECT,
        {
            "department.name": "青溪县市政设施所",
            "year": "2022",
            "project.name": "老旧小区雨水管网改造",
            "project.authority": "青溪县住房和城乡建设局",
            "facts.budget_initial.0.value": "320.00",
            "facts.execution_rate.0.value": "95.00",
            "facts.budget_total.0.value": "300.00",
            "facts.spent_total.0.value": "285.00",
            "facts.spent_total.0.unit": "万元",
            "form.blocks.output.max": "50",
            "form.blocks.execution.score": "9.5",
            "self_evaluation.total": "99",
            "overall_goal.expected": "改造雨水管网，消除积水点。",
            "targets.rows.2.reason": "汛期停工，已赶工",
        },
        [
            ("改造管网长度", "≥6公里", "6.4公里", "20", "20"),
            ("管道闭水试验合格率", "100%", "100%", "20", "20"),
            ("按期完工率", "≥95%", "91%", "10", "9.5"),
            ("消除积水点", "≥5处", "5处", "30", "30"),
            ("居民满意度", "≥90%", "93%", "10", "10"),
        ],
    ),
    "department": (
        DEPARTMENT,
        {
            "department.name": "云岭县档案馆",
            "year": "2021",
            "facts.budget_total.0.value": "600.00",
            "facts.spent_total.0.value": "588.00",
            "facts.budget_initial.0.value": "560.00",
            "facts.basic_budget.0.value": "420.00",
            "facts.basic_spent.0.value": "420.00",
            "facts.project_budget.0.value": "180.00",
            "facts.project_spent.0.value": "168.00",
            "facts.execution_rate.0.value": "98.00",
            "facts.spent_total.0.unit": "万元",
            "form.blocks.execution.score": "9.8",
            "self_evaluation.total": "98.2",
        },
        [
            ("馆藏数字化页数", "≥90万页", "96万页", "25", "25"),
            ("著录差错率", "≤2%", "1.6%", "25", "25"),
            ("接待查阅人次", "≥1500人次", "1420人次", "30", "28.4"),
            ("查阅者满意度", "≥95%", "97%", "10", "10"),
        ],
    ),
    "scores": (
        SCORES,
        {
            "department.name": "云岭县文化馆",
            "year": "2022",
            "self_evaluation.total": "95.5",
            "self_evaluation.grade": "优",
            "self_evaluation.rows.1.name": "在职人员控制率",
            "self_evaluation.rows.1.max": "12",
            "self_evaluation.rows.1.score": "10",
            "self_evaluation.rows.1.reason": "超编1人",
            "self_evaluation.rows.5.score": "19",
        },
        [],
    ),
    "fund": (
        FUND,
        {
            "department.name": "云岭县基层卫生服务中心",
            "year": "2020",
            "project.name": "村卫生室设备补助资金",
            "facts.budget_total.0.value": "240.00",
            "facts.spent_total.0.value": "228.00",
            "facts.execution_rate.0.value": "95.00",
            "facts.spent_total.0.unit": "万元",
        },
        [
            ("配备设备村卫生室", "≥48个", "51个", "", ""),
            ("设备到位率", "100%", "96%", "", ""),
            ("服务村民人次", "≥2万人次", "2.3万人次", "", ""),
            ("村民满意度", "≥85%", "91%", "", ""),
        ],
    ),
    "report": (
        REPORT,
        {
            "department.name": "青溪县图书馆",
            "year": "2023",
            "facts.budget_total.0.value": "430.00",
            "facts.spent_total.0.value": "412.80",
            "facts.basic_spent.0.value": "300.00",
            "facts.project_spent.0.value": "112.80",
            "facts.execution_rate.0.value": "96.00",
            "facts.established_staff_count.0.value": "26",
            "facts.three_public_budget.0.value": "6.00",
            "facts.three_public_spent.0.value": "4.20",
            "self_evaluation.total": "94.5",
        },
        [],
    ),
    "listed": (
        LISTED,
        {
            "department.name": "青溪县防火站",
            "year": "2023",
            "project.name": "林区防火瞭望塔维护",
            "facts.budget_initial.0.value": "90.00",
            "facts.budget_total.0.value": "84.00",
            "facts.spent_total.0.value": "79.80",
            "facts.execution_rate.0.value": "95.00",
            "facts.spent_total.0.unit": "万元",
            "self_evaluation.total": "99.5",
        },
        [
            ("维护瞭望塔", "≥12座", "12", "30", "30"),
            ("维护验收合格率", "=100%", "100", "20", "20"),
            ("火情发现及时率", "≥95%", "98", "30", "30"),
            ("护林员满意度", "≥90%", "94", "10", "10"),
        ],
    ),
}


def blocks(form: str) -> list[Block | list[list[str]]]:
    """Paragraphs, and tables as rows of cells."""
    found: list = []
    for line in form.splitlines():
        if not line.startswith("|"):
            found.append(line)
        elif found and isinstance(found[-1], list):
            found[-1].append(line[1:].split("|"))
        else:
            found.append([line[1:].split("|")])
    return found


def areas(rows: list[list[str]]) -> Iterator[tuple[int, int, int, int, str]]:
    """Row, column, height and width of each cell with its text."""
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            if text in ("<", "^"):
                continue
            width = 1
            while row[column + width : column + width + 1] == ["<"]:
                width += 1
            height = 1
            while at + height < len(rows) and rows[at + height][column] == "^":
                height += 1
            yield at, column, height, width, text


def docx(form: str, path: Path) -> None:
    """As Word keeps it, cells merged."""
    document = Document()
    for block in blocks(form):
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(len(block), len(block[0]), style="Table Grid")
        for at, column, height, width, text in areas(block):
            last = table.cell(at + height - 1, column + width - 1)
            table.cell(at, column).merge(last).text = text
    document.save(path)


def xlsx(form: str, path: Path) -> None:
    """On one sheet; amounts as text, as forms that are printed keep them."""
    book = Workbook()
    sheet, at = book.active, 1
    sheet.title = "自评表"
    for block in blocks(form):
        rows = [[block]] if isinstance(block, str) else block
        for row, column, height, width, text in areas(rows):
            sheet.cell(at + row, column + 1, text or None)
            if height * width > 1:
                sheet.merge_cells(None, at + row, column + 1, at + row + height - 1, column + width)
        at += len(rows)
    book.save(path)


def html(form: str, path: Path) -> None:
    """As a page of an office's site, cells with spans."""
    made = ["<html><head><meta charset='utf-8'></head><body>"]
    for block in blocks(form):
        if isinstance(block, str):
            made.append(f"<p>{block}</p>")
            continue
        made.append("<table border=1>")
        for number in range(len(block)):
            cells = (one for one in areas(block) if one[0] == number)
            shown = (
                f"<td rowspan={height} colspan={width}>{text}</td>" for _, _, height, width, text in cells
            )
            made.append(f"<tr>{''.join(shown)}</tr>")
        made.append("</table>")
    path.write_text("\n".join(made), encoding="utf-8")


def txt(form: str, path: Path) -> None:
    """Cells apart by tabs, merged ones empty where they go on, as a table pasted into a text keeps them."""
    lines = []
    for block in blocks(form):
        rows = [[block]] if isinstance(block, str) else block
        lines += ["\t".join("" if text in ("<", "^") else text for text in row).rstrip() for row in rows]
    path.write_text("\n".join(lines), encoding="utf-8")


WRITERS = {"docx": docx, "xlsx": xlsx, "html": html, "txt": txt}
