"""Synthetic final accounts of about thirty pages: the nine prescribed tables, long lists, explanations.
Invented."""

from __future__ import annotations

import random
from pathlib import Path

from docx import Document as Word
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Pt

FIELDS = [
    "社会保障和就业支出",
    "卫生健康支出",
    "农林水支出",
    "住房保障支出",
    "教育支出",
    "文化旅游体育与传媒支出",
]


def cents(number: int) -> str:
    return f"{number // 100:,}.{number % 100:02d}"


def figures(seed: int) -> dict[str, int]:
    """The right values, in cents of 万元; tables and explanations print nothing else."""
    rng = random.Random(seed)
    one = {
        "basic": rng.randint(100_000, 900_000),
        "project": rng.randint(100_000, 900_000),
        "fund": rng.randint(10_000, 90_000),
        "other": rng.randint(1_000, 9_000),
        "start": rng.randint(1_000, 9_000),
        "staff": rng.randint(60_000, 90_000),
        "running": rng.randint(200, 900),
        "reception": rng.randint(200, 900),
        "vehicle": rng.randint(200, 900),
        "abroad": rng.randint(0, 100),
    }
    one["spent"] = one["basic"] + one["project"] + one["fund"]
    one["public"] = one["basic"] + one["project"]
    one["fiscal"] = one["public"] + one["fund"]
    one["income"] = one["fiscal"] + one["other"]
    one["total"] = one["income"] + one["start"]
    one["end"] = one["total"] - one["spent"]
    one["three"] = one["running"] + one["reception"] + one["vehicle"] + one["abroad"]
    return one


def table(word, title: str, rows: list[list[str]], merges=()) -> None:
    word.add_paragraph(title)
    word.add_paragraph("公开部门：青禾市水利局　　　　金额单位：万元")
    made = word.add_table(len(rows), len(rows[0]), style="Table Grid")
    for number, row in enumerate(rows):
        for cell, text in zip(made.rows[number].cells, row, strict=True):
            cell.text = text
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(9)
    for top, left, bottom, right in merges:
        text = rows[top][left]
        cell = made.cell(top, left).merge(made.cell(bottom, right))
        cell.text = text


def classified(one: dict[str, int], columns: int, count: int, rng: random.Random) -> list[list[str]]:
    """Rows of 类, 款 and 项 with figures that are not the totals."""
    rows = []
    for number in range(count):
        code = f"2{number % 30:02d}{number % 9:02d}{number % 7:02d}"
        rows.append(
            [code, f"{FIELDS[number % 6][:-2]}事项{number}"]
            + [cents(rng.randint(100, 99_999)) for _ in range(columns)]
        )
    return rows


def write_accounts(path: Path, seed: int = 1, count: int = 95) -> dict[str, str]:
    """Write the document; returns name → value as printed without separators, all in 万元."""
    one, rng, word = figures(seed), random.Random(seed + 1), Word()
    fonts = word.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("ascii", "hAnsi", "eastAsia"):
        fonts.set(qn(f"w:{name}"), "Noto Sans SC")
    section = word.sections[0]
    section.orientation, section.page_width, section.page_height = (
        WD_ORIENT.LANDSCAPE,
        section.page_height,
        section.page_width,
    )
    word.add_paragraph("青禾市水利局2023年度部门决算（虚构示例）")
    word.add_paragraph("第一部分 部门概况")
    for number in range(30):
        word.add_paragraph(
            f"（{number + 1}）负责全市水利工程建设与管理，组织编制规划并监督实施，承担防汛抗旱日常工作。" * 3
        )
    word.add_paragraph("第二部分 2023年度部门决算表")
    c = {name: cents(value) for name, value in one.items()}
    left = [
        ["一、一般公共预算财政拨款收入", "1", c["public"]],
        ["二、政府性基金预算财政拨款收入", "2", c["fund"]],
        ["三、其他收入", "3", c["other"]],
    ]
    right = [
        ["一、教育支出", "9", c["project"]],
        ["二、农林水支出", "10", c["basic"]],
        ["三、城乡社区支出", "11", c["fund"]],
    ]
    ends = [
        ["本年收入合计", "4", c["income"], "本年支出合计", "12", c["spent"]],
        ["年初结转和结余", "5", c["start"], "年末结转和结余", "13", c["end"]],
        ["总计", "6", c["total"], "总计", "14", c["total"]],
    ]
    head = [
        ["收入", "", "", "支出", "", ""],
        ["项目", "行次", "金额", "项目", "行次", "金额"],
        ["栏次", "", "1", "栏次", "", "2"],
    ]
    table(
        word,
        "收入支出决算总表",
        head + [a + b for a, b in zip(left, right, strict=True)] + ends,
        [(0, 0, 0, 2), (0, 3, 0, 5)],
    )
    heads = ["本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "其他收入"]
    sums = ["合计", "合计", c["income"], c["fiscal"], "0.00", "0.00", c["other"]]
    table(
        word,
        "收入决算表",
        [["项目", "项目", *heads], ["科目编码", "科目名称", *heads], sums, *classified(one, 5, count, rng)],
        [(0, 0, 0, 1), *[(0, n, 1, n) for n in range(2, 7)], (2, 0, 2, 1)],
    )
    heads = ["本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出"]
    sums = ["合计", "合计", c["spent"], c["basic"], cents(one["project"] + one["fund"]), "0.00", "0.00"]
    table(
        word,
        "支出决算表",
        [["项目", "项目", *heads], ["科目编码", "科目名称", *heads], sums, *classified(one, 5, count, rng)],
        [(0, 0, 0, 1), *[(0, n, 1, n) for n in range(2, 7)], (2, 0, 2, 1)],
    )
    head = [
        ["收入", "", "", "支出", "", "", ""],
        ["项目", "行次", "金额", "项目", "行次", "合计", "一般公共预算财政拨款"],
    ]
    body = [
        ["一、一般公共预算财政拨款", "1", c["public"], "一、教育支出", "9", c["project"], c["project"]],
        ["二、政府性基金预算财政拨款", "2", c["fund"], "二、农林水支出", "10", c["basic"], c["basic"]],
    ]
    ends = [
        ["本年收入合计", "4", c["fiscal"], "本年支出合计", "12", c["spent"], c["public"]],
        ["总计", "6", c["fiscal"], "总计", "14", c["fiscal"], c["public"]],
    ]
    table(word, "财政拨款收入支出决算总表", head + body + ends, [(0, 0, 0, 2), (0, 3, 0, 6)])
    heads = ["小计", "基本支出", "项目支出"]
    table(
        word,
        "一般公共预算财政拨款支出决算表",
        [
            ["项目", "项目", "本年支出", "本年支出", "本年支出"],
            ["科目编码", "科目名称", *heads],
            ["合计", "合计", c["public"], c["basic"], c["project"]],
            *classified(one, 3, count, rng),
        ],
        [(0, 0, 0, 1), (0, 2, 0, 4), (2, 0, 2, 1)],
    )
    daily = one["basic"] - one["staff"]
    head = ["科目编码", "科目名称", "决算数"] * 2
    rows = [["301", "工资福利支出", c["staff"], "302", "商品和服务支出", cents(daily)]]
    rows += [
        [
            f"301{n:02d}",
            f"工资项目{n}",
            cents(rng.randint(1, 999)),
            f"302{n:02d}",
            f"商品项目{n}",
            cents(rng.randint(1, 999)),
        ]
        for n in range(count)
    ]
    rows += [["人员经费合计", "人员经费合计", c["staff"], "公用经费合计", "公用经费合计", cents(daily)]]
    last = len(rows)
    table(word, "一般公共预算财政拨款基本支出决算表", [head, *rows], [(last, 0, last, 1), (last, 3, last, 4)])
    items = ["合计", "因公出国（境）费", "公务用车购置费", "公务用车运行费", "公务接待费"]
    spent = [c["three"], c["abroad"], c["vehicle"], c["running"], c["reception"]]
    budget = [cents(one[name] + 50) for name in ("three", "abroad", "vehicle", "running", "reception")]
    table(
        word,
        "财政拨款“三公”经费支出决算表",
        [["预算数"] * 5 + ["决算数"] * 5, items * 2, [str(n) for n in range(1, 11)], budget + spent],
        [(0, 0, 0, 4), (0, 5, 0, 9)],
    )
    heads = ["年初结转和结余", "本年收入", "小计", "基本支出", "项目支出", "年末结转和结余"]
    table(
        word,
        "政府性基金预算财政拨款收入支出决算表",
        [
            [
                "项目",
                "项目",
                "年初结转和结余",
                "本年收入",
                "本年支出",
                "本年支出",
                "本年支出",
                "年末结转和结余",
            ],
            ["科目编码", "科目名称", *heads],
            ["合计", "合计", "0.00", c["fund"], c["fund"], "0.00", c["fund"], "0.00"],
        ],
        [(0, 0, 0, 1), (0, 4, 0, 6), (0, 2, 1, 2), (0, 3, 1, 3), (0, 7, 1, 7), (2, 0, 2, 1)],
    )
    table(
        word,
        "国有资本经营预算财政拨款支出决算表",
        [
            ["项目", "项目", "本年支出合计", "基本支出", "项目支出"],
            ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"],
            ["合计", "合计", "0.00", "0.00", "0.00"],
        ],
        [(0, 0, 0, 1), *[(0, n, 1, n) for n in (2, 3, 4)], (2, 0, 2, 1)],
    )
    word.add_paragraph("第三部分 2023年度部门决算情况说明")
    for number in range(20):
        word.add_paragraph(
            f"（{number + 1}）各项支出按照预算执行，主要用于水利工程维护和日常管理，与上年相比保持稳定。" * 4
        )
    word.save(str(path))
    return right_values(one)


def right_values(one: dict[str, int]) -> dict[str, str]:
    """Name → value, for every figure that the reader has to find."""
    daily, projects = one["basic"] - one["staff"], one["project"] + one["fund"]
    named = {
        "本年收入合计": one["income"],
        "本年支出合计": one["spent"],
        "年初结转和结余": one["start"],
        "年末结转和结余": one["end"],
        "收入总计": one["total"],
        "支出总计": one["total"],
        "一般公共预算财政拨款收入": one["public"],
        "政府性基金预算财政拨款收入": one["fund"],
        "其他收入": one["other"],
        "教育支出": one["project"],
        "农林水支出": one["basic"],
        "城乡社区支出": one["fund"],
        "财政拨款收入": one["fiscal"],
        "上级补助收入": 0,
        "事业收入": 0,
        "basic_spent": one["basic"],
        "project_spent": projects,
        "上缴上级支出": 0,
        "经营支出": 0,
        "财政拨款本年收入合计": one["fiscal"],
        "财政拨款本年支出合计": one["spent"],
        "财政拨款收入总计": one["fiscal"],
        "财政拨款支出总计": one["fiscal"],
        "一般公共预算财政拨款支出合计": one["public"],
        "一般公共预算财政拨款基本支出": one["basic"],
        "一般公共预算财政拨款项目支出": one["project"],
        "工资福利支出": one["staff"],
        "商品和服务支出": daily,
        "人员经费": one["staff"],
        "公用经费": daily,
        "政府性基金年初结转和结余": 0,
        "政府性基金本年收入": one["fund"],
        "政府性基金本年支出": one["fund"],
        "政府性基金年末结转和结余": 0,
        "国有资本经营预算支出": 0,
    }
    for name, item in (
        ("three", "three_public"),
        ("abroad", "abroad"),
        ("vehicle", "vehicle_purchase"),
        ("running", "vehicle_running"),
        ("reception", "reception"),
    ):
        named[f"{item}_spent"], named[f"{item}_budget"] = one[name], one[name] + 50
    return {name: cents(value).replace(",", "") for name, value in named.items()}
