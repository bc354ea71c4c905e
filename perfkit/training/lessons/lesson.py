"""A lesson at work: it shows, asks, checks what was typed, hints first and works the solution out
afterwards."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from perfkit.base.errors import PerfkitError, check_language
from perfkit.base.markup import page_style
from perfkit.base.text import Text
from perfkit.training.cases.case import TraineeCase
from perfkit.training.lessons import (  # noqa: F401  answers register
    case_variants,
    filed_answers,
    filed_variants,
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
from perfkit.training.reference import BLANK, RIGHT, UNREADABLE, WRONG, Reference, Verdict
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
    _tries: dict[str, int] = field(default_factory=dict)

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
            lines += [(words("read_again"), self._clause(found)), (words("hint"), found.hint)]
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
        lines = [(words("read_again"), self._clause(found))]
        return Box(exercise, "hint", found.hint, self.lang, [line for line in lines if line[1].zh])

    def solution(self, exercise: str) -> Box:
        """The worked solution with its numbers; after a try of your own."""
        found = self._exercise(exercise)
        if isinstance(found, Box):
            return found
        if exercise not in self.verdicts:
            return Box(exercise, "hint", words("try_first"), self.lang)
        if exercise not in self.solved:
            self.shown.add(exercise)
        lines = self._working(found) + self._offer(found)
        return Box(exercise, "solution", words("solution"), self.lang, lines)

    def again(self, exercise: str) -> Box:
        """The same question with other figures; answer it under the id with a letter behind it.

        Every call draws other figures, from the scoring table or from cases of the trainee's own.
        """
        found = self._exercise(exercise)
        if isinstance(found, Box):
            return found
        turn = (
            sum(name.startswith(exercise) and name[len(exercise) :].isalpha() for name in self._variants) + 1
        )
        made = variant_of(found, self.sources, turn) if exercise in self.file.exercises else None
        if made is None:
            return Box(exercise, "hint", words("no_other_figures"), self.lang)
        name = made.exercise.id
        self._variants[name] = made
        call = f'check("{name}", {", ".join(made.exercise.fields)})'
        lines = [(words("answer_with"), Text(call, call))]
        if made.case is not None:
            shown = f'lesson.report("{name}")'
            lines.insert(0, (words("read_this"), Text(shown, shown)))
        return Box(name, "hint", made.exercise.question, self.lang, lines)

    def _offer(self, exercise: Exercise) -> list[tuple[Text, Text]]:
        call = f'lesson.again("{exercise.id}")'
        return [(words("once_more"), Text(call, call))]

    def _check_variant(self, exercise: Exercise, *answer: Any) -> Box:
        """The working where it is right, or wrong for the third time."""
        made = self._variants[exercise.id]
        verdict = made.reference.compare(*(answer or (...,)))
        tries = self._tries[exercise.id] = self._tries.get(exercise.id, 0) + (verdict.state == WRONG)
        shown = verdict.is_right or verdict.state == WRONG and tries > 2
        lines = [(words("working"), made.working)] if shown else []
        return Box(exercise.id, verdict.state, verdict.message, self.lang, lines)

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
            return Box(str(name), UNREADABLE, words("no_exercise", name=name, listed=listed), self.lang)
        return known[name]

    def _reference(self, exercise: Exercise) -> tuple[Reference, Text]:
        asked = exercise.asked
        return ANSWERS[asked.of](self.sources, asked)

    def _working(self, exercise: Exercise) -> list[tuple[Text, Text]]:
        reference, working = self._reference(exercise)
        shown = Text(reference.show("zh"), reference.show("en"))
        return [(words("answer"), shown), (words("working"), working)]

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
            return Box(name, "hint", words("picture_of_lesson_six"), self.lang)
        if waits and waits not in self.verdicts:
            return Box(waits, "hint", words("picture_shows_answer", waits=waits), self.lang)
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

    def report(self, case: int | str = 3) -> views.ReadingCopy:
        """What the department of your own case filed, at a level or for a question asked again."""
        made = self._variants.get(str(case))
        return views.reading_copy((made and made.case) or self._case(case), self.lang)

    def materials(self, criterion: str = "", level: int = 1) -> Table:
        """The documents of your own case."""
        return views.materials(self._case(level), self.lang, criterion)

    def kinds(self) -> Table:
        """The kinds of contradiction and how to write them."""
        return views.kinds(self.lang)

    def filed(self) -> views.ReadingCopy:
        """The report of the course as filed."""
        return views.filed_copy(self.sources)

    def _case(self, level: int | str) -> TraineeCase:
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
