"""`perfkit train`: cases for trainees, grading, a class at a glance, agreement between evaluators."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from perfkit.base.errors import PerfkitError
from perfkit.base.text import csv_text, say


def run(options: argparse.Namespace) -> int:
    """Run one action."""
    return {"new": _new, "grade": _grade, "summary": _summary, "agreement": _agreement}[options.action](
        options
    )


def _new(options: argparse.Namespace) -> int:
    from perfkit.training.cases.folder import trainees, write_folder
    from perfkit.training.cases.run import with_font

    numbers, code = trainees(options.trainee), 0
    made = 0
    for number in numbers:
        try:
            write_folder(options.out, number, options.level, options.lang, case_number=options.case)
            made += 1
        except PerfkitError as error:
            print(error.show(options.lang), file=sys.stderr)
            code = 1
    if not made:
        return code
    with_font(options.out)
    print(
        say(
            options.lang,
            f"已生成 {made} 个学员文件夹：{options.out}（先看各文件夹的 case.html，在 answers.xlsx 里作答）",
            f"{made} trainees' folders: {options.out} (read case.html, answer in answers.xlsx)",
        )
    )
    return code


def _grade(options: argparse.Namespace) -> int:
    from perfkit.training.cases.class_line import CLASS_FILE, class_line, not_graded, write_class
    from perfkit.training.cases.folder import sort_folders
    from perfkit.training.cases.judged_file import write_judgements
    from perfkit.training.cases.reports import open_grade
    from perfkit.training.cases.run import make_page
    from perfkit.training.cases.sheet import FILE, read_sheet

    lang, lines, code = options.lang, [], 0
    folders, broken = sort_folders(options.folder)
    for name, why in broken:
        print(why.in_(lang), file=sys.stderr)
        lines.append(not_graded(name.removeprefix("trainee-").lstrip("0") or name, why.in_(lang)))
        code = 1
    for folder in folders:
        try:
            grade = open_grade(folder.path, lang).grade
            write_judgements(folder, read_sheet(folder.path / FILE))
            make_page(
                "grade",
                {"folder": str(folder.path.resolve()), "lang": lang},
                folder.path / "grade.html",
                lang,
                folder.path.parent,
            )
        except PerfkitError as error:
            print(error.show(lang), file=sys.stderr)
            lines.append(not_graded(str(folder.trainee), error.show(lang)))
            code = 1
            continue
        line = class_line(folder.trainee, grade)
        lines.append(line)
        aim = say(lang, "达标" if grade.passed else "尚未达标", "aim reached" if grade.passed else "not yet")
        print(
            say(
                lang,
                f"{folder.name}　得分率 {line['share']}%　{aim}　错 {len(grade.mistakes)} 条，漏 "
                f"{line['missed']} 处，误报 {line['false_alarms']} 条",
                f"{folder.name}  {line['share']}%  {aim}  {len(grade.mistakes)} criteria wrong, "
                f"{line['missed']} missed, {line['false_alarms']} false alarms",
            )
        )
    is_class = not (options.folder / "case.yaml").is_file()
    if lines:
        lines.sort(
            key=lambda line: (
                not line["trainee"].isdigit(),
                int(line["trainee"]) if line["trainee"].isdigit() else 0,
            )
        )
        write_class(lines, (options.folder if is_class else folders[0].path) / CLASS_FILE)
    return code


def _summary(options: argparse.Namespace) -> int:
    from perfkit.training.cases.reports import open_class
    from perfkit.training.cases.run import make_page

    report = open_class(options.folder, options.lang)
    page = make_page(
        "class",
        {"folder": str(options.folder.resolve()), "lang": options.lang},
        options.folder / "class.html",
        options.lang,
        options.folder,
    )
    print(report.answer())
    print(page)
    return 0


def _agreement(options: argparse.Namespace) -> int:
    from perfkit.training.agreement.report import open_agreement
    from perfkit.training.cases.run import make_page

    report = open_agreement(options.folders, options.lang)
    print(report.answer())
    print(report.evaluators_table())
    print(report.indicators_table())
    print(report.coefficients_table())
    if options.out is not None:
        options.out.mkdir(parents=True, exist_ok=True)
        folders = "|".join(str(Path(folder).resolve()) for folder in options.folders)
        print(
            make_page(
                "agreement",
                {"folders": folders, "lang": options.lang},
                options.out / "agreement.html",
                options.lang,
                options.out,
            )
        )
        for table in (report.evaluators_table(), report.indicators_table(), report.coefficients_table()):
            table.to_frame().map(csv_text).to_csv(
                options.out / f"{table.name}.csv", index=False, encoding="utf-8-sig"
            )
    return 0
