"""Tables of a class that rest on files of their own: the lessons that were handed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from perfkit.base.text import Text, say
from perfkit.training.lessons.lesson_file import lesson_ids, read_lesson
from perfkit.views.narrative.prose import Paragraph, Prose
from perfkit.views.tables.table import CENTRE, NUMBER, TEXT, Cell, Column, Table


def lessons_table(lessons: Sequence[Mapping[str, str]], lang: str) -> Table | Prose:
    """The lessons that trainees handed in, as `perfkit train collect` found them."""
    rows = tuple(
        (
            Cell(line["trainee"], strong=True),
            Cell(
                read_lesson(line["lesson"]).title.in_(lang)
                if line["lesson"] in lesson_ids()
                else line["lesson"]
            ),
            Cell(f"{line['right']}/{line['exercises']}"),
            *(Cell(line[name]) for name in ("after_solution", "mistakes", "unanswered", "tries")),
        )
        for line in lessons
    )
    if not rows:
        words = say(
            lang,
            "还没有收到课程成绩（perfkit train collect）",
            "No lesson results yet (perfkit train collect)",
        )
        return Prose((Paragraph(words, "note"),), lang)
    caption = say(lang, "课程成绩", "Lessons")
    heads = (
        Text("学员", "Trainee"),
        Text("课程", "Lesson"),
        Text("答对", "Right"),
        Text("看过解答后答对", "After the solution"),
        Text("答错", "Wrong"),
        Text("未作答", "Not answered"),
        Text("作答次数", "Tries"),
    )
    columns = tuple(
        Column(head.in_(lang), NUMBER if n > 1 else CENTRE if not n else TEXT) for n, head in enumerate(heads)
    )
    return Table("lessons", caption, columns, rows, lang)
