"""The notebooks of the lessons, written from the lesson files: `python -m perfkit.training.lessons.editions
notebooks/training`.

One notebook a lesson and language, so that a trainee opens plain text in their own language and writes into
it.
"""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from perfkit.base.text import LANGUAGES, say
from perfkit.training.lessons.lesson_file import Exercise, LessonFile, lesson_ids, read_lesson
from perfkit.training.lessons.sources import Sources
from perfkit.training.words import words

COMMAND = "python -m perfkit.training.lessons.editions notebooks/training"


def edition(lesson: LessonFile, lang: str) -> NotebookNode:
    """One lesson's notebook in one language, without outputs.

    Examples
    --------
    >>> cells = edition(read_lesson("rubric"), "zh")["cells"]
    >>> cells[0]["source"].splitlines()[0], cells[1]["metadata"]["tags"]
    ('# 第 1 课　读懂评分表', ['parameters'])
    """
    cells = [
        new_markdown_cell(_opening(lesson, lang)),
        _code(words("parameters").in_(lang), "parameters"),
        _code(_open(lesson, lang)),
    ]
    for part in lesson.parts:
        if part.exercise is not None:
            cells.append(new_markdown_cell(_question(part.exercise, lang).strip()))
            cells.append(_code(_answer(part.exercise, lang), "exercise"))
        else:
            cells.append(_code(part.code) if part.code else new_markdown_cell(part.text.in_(lang).strip()))
    cells.append(new_markdown_cell(words("result_cell").in_(lang)))
    cells += [
        _code("lesson.summary()"),
        _code("lesson.hand_in(results)"),
        _code(_must_hold(lang), "remove-cell"),
    ]
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number:02d}"
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    about = {"kernelspec": kernel, "language_info": {"name": "python"}, "title": lesson.title.in_(lang)}
    return new_notebook(cells=cells, metadata=about)


def _opening(lesson: LessonFile, lang: str) -> str:
    time = words(
        "one_sitting" if lesson.sittings == 1 else "sittings",
        minutes=lesson.minutes,
        sittings=lesson.sittings,
    )
    told = {name: getattr(lesson, name) for name in ("number", "title", "does", "learns", "needs")}
    return words("opening", **told, time=time).in_(lang)


def _open(lesson: LessonFile, lang: str) -> str:
    opened = f'lesson = open_lesson("{lesson.id}", lang, trainee)'
    return f"from perfkit.training import open_lesson\n\n{opened}\ncheck = lesson.check\nlesson"


def _question(exercise: Exercise, lang: str) -> str:
    head = say(lang, f"**练习 {exercise.id}**　", f"**Exercise {exercise.id}** ")
    lines = exercise.question.in_(lang).splitlines()
    text = "\n\n".join(
        [head + lines[0], *(f"`{line}`" if line.startswith("findings") else line for line in lines[1:])]
    )
    options = "".join(
        f"\n- {letter.upper()}. {option.in_(lang)}" for letter, option in exercise.asked.options.items()
    )
    return text + ("\n" + options if options else "")


def _answer(exercise: Exercise, lang: str) -> str:
    lines = []
    for name in exercise.fields:
        if name == "scores":
            lines += [
                "scores = {",
                *(f'    "{row}": ...,' for row in _rows(lang, exercise.asked.given.get("block", ""))),
                "}",
            ]
        else:
            lines.append(f"{name} = ...")
    return "\n".join([*lines, f'check("{exercise.id}", {", ".join(exercise.fields)})'])


def _rows(lang: str, block: str) -> list[str]:
    return [
        row.name.text.in_(lang)
        for one in Sources(1, lang).rubric.blocks
        if one.id == block
        for group in one.groups
        for row in group.indicators
    ]


def _must_hold(lang: str) -> str:
    return "\n".join(
        [
            say(lang, "# 本课必须成立的条件", "# What must hold"),
            "result = lesson.result()",
            "counted = result.right + result.after_solution + result.mistakes + result.unanswered",
            "assert sorted(counted) == sorted(result.exercises)",
            "assert all(verdict.message.zh and verdict.message.en for verdict in result.last.values())",
        ]
    )


def _code(source: str, tag: str = "") -> NotebookNode:
    return new_code_cell(source, metadata={"tags": [tag]} if tag else {})


def file_name(lesson: LessonFile, lang: str) -> str:
    """Where a lesson's edition lies below the folder of lessons."""
    return f"{lang}/{lesson.number}_{lesson.id}.ipynb"


def as_text(lesson: LessonFile, lang: str) -> str:
    """An edition as the text of its file."""
    node = edition(lesson, lang)
    nbformat.validate(node)
    return nbformat.writes(node, version=nbformat.NO_CONVERT) + "\n"


def write_editions(folder: Path) -> list[Path]:
    """Write every lesson in both languages; returns the files."""
    written = []
    for name in lesson_ids():
        for lang in LANGUAGES:
            lesson = read_lesson(name)
            path = folder / file_name(lesson, lang)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(as_text(lesson, lang), encoding="utf-8", newline="\n")
            written.append(path)
    return written


if __name__ == "__main__":
    for made in write_editions(Path(sys.argv[1])):
        print(made)
