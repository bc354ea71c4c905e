"""A lesson at work: it shows, asks, checks what was typed, hints first and works the solution out
afterwards."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from perfkit.base.errors import PerfkitError, check_language
from perfkit.base.markup import page_style
from perfkit.base.text import Text
from perfkit.training.lessons import (  # noqa: F401  answers register
    filed_answers,
    pictures,
    rubric_answers,
    views,
    whole_answers,
)
from perfkit.training.lessons.answers import ANSWERS
from perfkit.training.lessons.box import Box, Progress
from perfkit.training.lessons.cell_text import watch_cells
from perfkit.training.lessons.lesson_file import Exercise, LessonFile, read_lesson
from perfkit.training.lessons.results import handed_in_words, write_results
from perfkit.training.lessons.sources import Sources
from perfkit.training.lessons.variants import Variant, variant_of
from perfkit.training.reference import BLANK, RIGHT, UNREADABLE, Reference, Verdict
from perfkit.training.words import words
from perfkit.views.charts.chart import Chart
from perfkit.views.narrative.prose import Prose
from perfkit.views.tables.table import Table


def open_lesson(lesson: str, lang: str = "zh", trainee: int = 1) -> Lesson:
    """Open a lesson.

    Parameters
    ----------
    lesson : str    rubric, ratios, evidence, targets, contradictions or longhua
    lang : str      "zh" or "en"
    trainee : int   your number, 1 to 99999; exercises on invented departments use your own case

    Raises
    ------
    PerfkitError   no such lesson, language or number.

    Examples
    --------
    >>> lesson = open_lesson("ratios", "en")
    >>> print(lesson.check("2.1", ...))
    2.1 Not answered yet: put your answer in place of ... and run the cell again.
    """
    check_language(lang)
    if isinstance(trainee, bool) or not isinstance(trainee, int) or not 1 <= trainee <= 99_999:
        raise PerfkitError(words("trainee_number", trainee=repr(trainee)))
    opened = Lesson(read_lesson(lesson), lang, trainee)
    watch_cells()
    return opened


@dataclass
class Lesson:
    """A lesson with the answers given so far.

    Attributes
    ----------
    file : LessonFile
    lang : str
    trainee : int
    verdicts : exercise id → every verdict so far that could be read
    shown : exercises whose solution was shown before they were right
    solved, after : exercises answered right; and those only after the solution
    """

    file: LessonFile
    lang: str
    trainee: int = 1
    verdicts: dict[str, list[Verdict]] = field(default_factory=dict)
    shown: set[str] = field(default_factory=set)
    solved: set[str] = field(default_factory=set)
    after: set[str] = field(default_factory=set)
    _variants: dict[str, Variant] = field(default_factory=dict)

    @cached_property
    def sources(self) -> Sources:
        """Where its figures come from."""
        return Sources(self.trainee, self.lang)

    def check(self, exercise: str, *answer: Any) -> Box:
        """Say at once whether an answer is right; never raises for what a trainee typed.

        The first wrong answer brings a direction, the second what to read again and a hint, the third the
        worked solution. An answer that is right only after the solution was shown counts apart; a new
        variant is offered.
        """
        found = self._exercise(exercise)
        if isinstance(found, Box):
            return found
        if found.id in self._variants:
            return self._check_variant(found, *answer)
        if not answer:
            answer = (...,)
        verdict = self._reference(found)[0].compare(*answer)
        if verdict.state in (BLANK, UNREADABLE):
            return Box(exercise, verdict.state, verdict.message, self.lang)
        tries = self.verdicts.setdefault(exercise, [])
        tries.append(verdict)
        if verdict.state == RIGHT:
            first = exercise not in self.solved
            if first and exercise in self.shown:
                self.after.add(exercise)
            self.solved.add(exercise)
            lines = self._working(found) + (self._offer(found) if exercise in self.after else [])
            return Box(exercise, RIGHT, verdict.message, self.lang, lines)
        lines = []
        if len(tries) > 1:
            lines += [(Text("再读", "Read again"), self._clause(found)), (Text("提示", "Hint"), found.hint)]
        if len(tries) > 2:
            self.shown.add(exercise)
            lines += self._working(found) + self._offer(found)
        return Box(
            exercise, verdict.state, verdict.message, self.lang, [line for line in lines if line[1].zh]
        )

    def hint(self, exercise: str) -> Box:
        """A hint, with the clause to read again."""
        found = self._exercise(exercise)
        if isinstance(found, Box):
            return found
        lines = [(Text("再读", "Read again"), self._clause(found))]
        return Box(exercise, "hint", found.hint, self.lang, [line for line in lines if line[1].zh])

    def solution(self, exercise: str) -> Box:
        """The worked solution with its numbers; after a try of your own."""
        found = self._exercise(exercise)
        if isinstance(found, Box):
            return found
        if exercise not in self.verdicts:
            return Box(
                exercise,
                "hint",
                words("try_first"),
                self.lang,
            )
        if exercise not in self.solved:
            self.shown.add(exercise)
        lines = self._working(found) + self._offer(found)
        return Box(exercise, "solution", Text("解答", "Worked solution"), self.lang, lines)

    def again(self, exercise: str) -> Box:
        """The same question with other figures, of a case of your own; answer it under the id with a b
        behind it."""
        found = self._exercise(exercise)
        if isinstance(found, Box):
            return found
        variant = variant_of(found, self.sources)
        if variant is None:
            return Box(
                exercise,
                "hint",
                Text("这道题没有另一组数。", "There are no other figures for this exercise."),
                self.lang,
            )
        self._variants[variant.exercise.id] = variant
        return Box(
            variant.exercise.id,
            "hint",
            variant.exercise.question,
            self.lang,
            [(Text("作答", "Answer with"), Text(*[f'check("{variant.exercise.id}", …)'] * 2))],
        )

    def _offer(self, exercise: Exercise) -> list[tuple[Text, Text]]:
        if variant_of(exercise, self.sources) is None:
            return []
        call = f'lesson.again("{exercise.id}")'
        return [(Text("换一组数再练", "Once more with other figures"), Text(call, call))]

    def _check_variant(self, exercise: Exercise, *answer: Any) -> Box:
        variant = self._variants[exercise.id]
        verdict = variant.reference.compare(*(answer or (...,)))
        shown = [(Text("演算", "Working"), variant.working)] if verdict.is_right else []
        return Box(exercise.id, verdict.state, verdict.message, self.lang, shown)

    def reference(self, exercise: str) -> Reference:
        """What an exercise expects."""
        return self._reference(self.file.exercises[exercise])[0]

    def result(self) -> Progress:
        """How far the trainee has come: the last answer to every exercise counts."""
        return Progress(
            tuple(self.file.exercises),
            {name: tries[-1] for name, tries in self.verdicts.items()},
            {name: len(tries) for name, tries in self.verdicts.items()},
            self.lang,
            tuple(name for name in self.file.exercises if name in self.after),
        )

    def hand_in(self, folder: str = "") -> Box:
        """Write the results of the lesson into a folder, for the trainer to collect; nothing where no folder
        is named."""
        path = write_results(self.file.id, self.trainee, self.result(), folder) if folder else None
        return Box(self.file.id, RIGHT if path else "hint", handed_in_words(path), self.lang)

    def _exercise(self, name: str) -> Exercise | Box:
        known = {**self.file.exercises, **{one: made.exercise for one, made in self._variants.items()}}
        if name not in known:
            listed = ", ".join(known)
            return Box(
                str(name),
                UNREADABLE,
                words("no_exercise", name=name, listed=listed),
                self.lang,
            )
        return known[name]

    def _reference(self, exercise: Exercise) -> tuple[Reference, Text]:
        asked = exercise.asked
        return ANSWERS[asked.of](self.sources, asked)

    def _working(self, exercise: Exercise) -> list[tuple[Text, Text]]:
        reference, working = self._reference(exercise)
        shown = Text(reference.show("zh"), reference.show("en"))
        return [(Text("答案", "Answer"), shown), (Text("演算", "Working"), working)]

    def _clause(self, exercise: Exercise) -> Text:
        return views.clause_to_read(self.sources.rubric, exercise.clause)

    def picture(self, name: str, *what: str) -> Chart | Box:
        """A picture by its name; one that shows an answer waits for a try of your own."""
        closed = self._closed(name)
        return closed if closed else pictures.draw(name, self.sources, *what)

    def _closed(self, name: str) -> Box | None:
        """What is said instead of a picture that shows an answer, until that exercise was tried."""
        waits = self.file.gates.get(name, "")
        if name in pictures.ANSWERS_OF_THE_LAST_LESSON and name not in self.file.gates:
            zh, en = (
                "这张图是第 6 课的答案，到那一课做完再看。",
                "This picture answers lesson 6; look at it there.",
            )
            return Box(name, "hint", Text(zh, en), self.lang)
        if waits and waits not in self.verdicts:
            zh = f"这张图里有练习 {waits} 的答案。先作答，再运行这一格。"
            en = f"This picture shows the answer to exercise {waits}. Answer it first, then run this cell."
            return Box(waits, "hint", Text(zh, en), self.lang)
        return None

    def clause(self, indicator: str) -> Prose:
        """The standard of a row, word for word."""
        return views.standard(self.sources.rubric, indicator, self.lang)

    def clauses(self, block: str) -> Prose:
        """The standards of all rows of a block."""
        return views.standards(self.sources.rubric, block, self.lang)

    def quotes(self, *figures: str) -> Table:
        """Where the report of the course prints some figures."""
        return views.quotes(self.sources, figures)

    def targets(self, *names: str) -> Table:
        """Targets of the report of the course as filed."""
        return views.targets(self.sources, names)

    def report(self, level: int = 3) -> views.ReadingCopy:
        """Your own case: what the department filed, as a report to read."""
        return views.reading_copy(self._case(level), self.lang)

    def materials(self, criterion: str = "", level: int = 1) -> Table:
        """The documents of your own case."""
        return views.materials(self._case(level), self.lang, criterion)

    def kinds(self) -> Table:
        """The kinds of contradiction and how to write them."""
        return views.kinds(self.lang)

    def filed(self) -> views.ReadingCopy:
        """The report of the course as filed."""
        return views.filed_copy(self.sources)

    def _case(self, level: int):
        return self.sources.complete_case if level == 1 else self.sources.faulty_case

    def summary(self) -> Table:
        """Every exercise with what became of it."""
        return views.summary(self.file, self.result(), self.lang)

    def _repr_html_(self) -> str:
        return page_style() + f'<p class="perfkit" lang="{self.lang}">{self}</p>'

    def __str__(self) -> str:
        count = len(self.file.exercises)
        return words(
            "lesson_open", number=self.file.number, title=self.file.title, count=count, trainee=self.trainee
        ).in_(self.lang)

    __repr__ = __str__
