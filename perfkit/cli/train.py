"""`perfkit train`: cases for trainees, grading, a class at a glance, agreement between evaluators."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from perfkit.base.errors import PerfkitError
from perfkit.base.text import csv_text, say, tell


def run(options: argparse.Namespace) -> int:
    """Run one action."""
    actions = {
        "new": _new,
        "grade": _grade,
        "summary": _summary,
        "collect": _collect,
        "calibrate": _calibrate,
        "agreement": _agreement,
    }
    return actions[options.action](options)


def _new(options: argparse.Namespace) -> int:
    from perfkit.training.cases.calibration import anchors, name_of
    from perfkit.training.cases.case import TraineeCase
    from perfkit.training.cases.folder import trainees, write_folder
    from perfkit.training.cases.key import TRAINEES, TRAINER, Entry, new_key, write_key, write_names
    from perfkit.training.page import with_font

    numbers, code = trainees(options.trainee), 0
    key = new_key(options.out, options.lang, options.secret)
    made = []
    for number in numbers:
        # The tests before and after the course are other cases of the same level.
        case = (options.case or number) + {"": 0, "pre": 30_000, "post": 60_000}[options.test]
        try:
            drawn, test = (
                TraineeCase(case, options.level, key.secret, options.form, options.rubric),
                options.test,
            )
            if options.anchor:
                test = name_of(options.anchor)
                drawn = anchors()[options.anchor - 1].case
            entry = Entry(number, drawn.number, drawn.level, drawn.form, drawn.table, test)
            made.append(write_folder(key, entry))
        except PerfkitError as error:
            print(error.show(options.lang), file=sys.stderr)
            code = 1
    if not made:
        return code
    key = key.with_entries(made)
    write_key(key)
    write_names(key)
    with_font(options.out / TRAINEES)
    with_font(options.out / TRAINER)
    tell(
        options.lang,
        f"已生成 {len(made)} 个学员文件夹：{options.out / TRAINEES}（发给学员）；答案钥匙在 {options.out / TRAINER}（自己留着）",
        f"{len(made)} trainees' folders: {options.out / TRAINEES} (hand these out); the key: "
        f"{options.out / TRAINER} (keep it)",
    )
    return code


def _grade(options: argparse.Namespace) -> int:
    from perfkit.training.cases.class_grading import grade_class, write_grades
    from perfkit.training.cases.decisions import FILE as DECISIONS
    from perfkit.training.cases.key import read_key
    from perfkit.training.page import make_page

    lang, key = options.lang, read_key(options.folder)
    grades = grade_class(key)
    for _, why in grades.failed:
        print(why.in_(lang), file=sys.stderr)
    write_grades(grades, lang)
    for one in grades.graded:
        grade, name = one.grade, one.entry.name
        page = {"folder": str(key.root.resolve()), "trainee": name, "lang": lang}
        make_page("grade", page, key.graded(one.entry) / "grade.html", lang, key.trainer)
        share = f"{float(grade.share):.2%}"
        aim = say(lang, "达标" if grade.passed else "尚未达标", "aim reached" if grade.passed else "not yet")
        asked = len(grades.questions.get(name, ()))
        tell(
            lang,
            f"{name}　得分率 {share}　{aim}　错 {len(grade.mistakes)} 条，漏 {len(grade.hunt.missed)} 处，误报 "
            f"{grade.alarms} 条"
            + (f"，待判断 {len(grade.waiting)} 条" if grade.waiting else "")
            + (f"，要问 {asked} 处" if asked else ""),
            f"{name}  {share}  {aim}  {len(grade.mistakes)} criteria wrong, "
            f"{len(grade.hunt.missed)} missed, {grade.alarms} false alarms"
            + (f", {len(grade.waiting)} waiting for you" if grade.waiting else "")
            + (f", {asked} questions" if asked else ""),
        )
    waiting = sum(len(one.grade.waiting) for one in grades.graded)
    if waiting:
        tell(
            lang,
            f"{waiting} 条理由请在 {key.trainer / DECISIONS} 里写 是 或 否，再批改一次",
            f"write yes or no for {waiting} reasons in {key.trainer / DECISIONS}, then grade again",
        )
    return 1 if grades.failed else 0


def _summary(options: argparse.Namespace) -> int:
    from perfkit.training.cases.class_report import open_class
    from perfkit.training.cases.key import read_key
    from perfkit.training.page import make_page

    key = read_key(options.folder)
    report = open_class(key.root, options.lang)
    page = make_page(
        "class",
        {"folder": str(key.root.resolve()), "lang": options.lang},
        key.trainer / "class.html",
        options.lang,
        key.trainer,
    )
    print(report.answer())
    print(page)
    return 0


def _calibrate(options: argparse.Namespace) -> int:
    from perfkit.training.cases import calibration
    from perfkit.training.cases.key import read_key
    from perfkit.training.cases.sheet import FILE, read_handed_in
    from perfkit.training.words import words

    key, lang, lines, code = read_key(options.folder), options.lang, [], 0
    for entry in key.entries:
        anchor = calibration.anchor_of(entry.test)
        if anchor is None:
            continue
        try:
            found = calibration.standing_of(anchor, read_handed_in(key.handed_out(entry) / FILE))
        except PerfkitError as error:
            print(error.show(lang), file=sys.stderr)
            code = 1
            continue
        lines.append(calibration.record(entry.trainee, anchor, found, options.date))
    if not lines:
        print(words("no_anchor_sheets").in_(lang), file=sys.stderr)
        return 1
    path = calibration.write_calibration(key.trainer, lines)
    table = calibration.read_calibration(key.trainer)
    for trainee in sorted({line["trainee"] for line in lines}, key=int):
        own = [line for line in table if line["trainee"] == trainee]
        name = f"trainee-{int(trainee):03d}"
        calibration.write_certificate(key.trainer / "certificates", name, own)
        for line in own:
            print(calibration.standing_words(name, line).in_(lang))
    print(path)
    return code


def _collect(options: argparse.Namespace) -> int:
    from perfkit.training.cases.key import read_key
    from perfkit.training.csv_file import write_lines
    from perfkit.training.lessons.results import COLUMNS, LESSONS_FILE, collect

    key = read_key(options.folder)
    lines, strange = collect(options.results)
    for path in strange:
        tell(
            options.lang,
            f"{path} 不是课程成绩，没有收",
            f"{path} is no lesson's result; left out",
            file=sys.stderr,
        )
    if not lines:
        tell(options.lang, "没有找到课程成绩", "no lesson results were found", file=sys.stderr)
        return 1
    path = write_lines(key.trainer / LESSONS_FILE, COLUMNS, lines)
    people = len({line["trainee"] for line in lines})
    tell(
        options.lang,
        f"{people} 人、{len(lines)} 份成绩：{path}",
        f"{people} trainees, {len(lines)} results: {path}",
    )
    return 1 if strange else 0


def _agreement(options: argparse.Namespace) -> int:
    from perfkit.training.agreement.report import open_agreement
    from perfkit.training.page import make_page

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
        for table in (
            report.evaluators_table(),
            report.indicators_table(),
            report.clauses_table(),
            report.coefficients_table(),
        ):
            table.to_frame().map(csv_text).to_csv(
                options.out / f"{table.name}.csv", index=False, encoding="utf-8-sig"
            )
    return 0
