"""The words of official forms: labels, headings of columns, rows of money, parts of the outline, figures in
text."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import Literal

from pydantic import Field

from perfkit.base.models import Model
from perfkit.filing.filed_tables import TargetKind
from perfkit.intake.blocks import key
from perfkit.intake.figure_words import FigureWords, Pattern, Words, with_parts


class Named(Model):
    """A name in both languages."""

    zh: str
    en: str


class IdentityLabels(Model):
    """What stands before a name or the year; `bodies` end names, `other` are labels whose values are not
    taken; `sentences` name a unit and its project, `published` whose accounts a notice gives, `spent_on` the
    project that money went to; `funds` are kinds of funds, no project's names; `alone` label a project only
    where nothing else stands in the row; `carriers` name who
    carries a project out, `regions` are the places that a title names for a body."""

    unit: Words
    user: Words
    department: Words
    authority: Words
    project: Words
    code: Words
    year: Words
    bodies: Words
    other: Words = ()
    sentences: tuple[Pattern, ...] = ()
    published: tuple[Pattern, ...] = ()
    carriers: tuple[Pattern, ...] = ()
    regions: tuple[Pattern, ...] = ()
    funds: str = "$^"
    spent_on: tuple[Pattern, ...] = ()
    alone: Words = ()


class RowWords(Model):
    """Rows that are no entries: totals, sums of a part, the grade, remarks."""

    total: Words
    part: Words
    grade: Words
    grades: dict[str, str]
    remark: Words


class TotalPattern(Pattern):
    """A pattern of points: `alone` counts only once in a line, `sum` only behind the parts that it adds
    up, `ask` is of two numbers that may both be the filer's."""

    alone: bool = False
    sum: bool = False
    ask: bool = False


class Conclusion(Model):
    """Points and grade of the whole filing in a sentence, from the surest words down.

    Attributes
    ----------
    headings : a passage under one of these that begins with points states the total
    others : words of a sentence whose points somebody else gave
    whole : the most points of all with the filer's behind them; `among` is what stands between
    of_a_block : the most points of a block, which end where its own begin
    of_a_project : what ends straight before points of one project
    execution : points for execution in a line, the label of which is one of `execution`
    blocks : points by block; only the first that a passage holds counts
    headed : a heading that is a block with both its points
    maxima : most points of the blocks named one by one
    """

    headings: Words
    others: Words
    whole: tuple[TotalPattern, ...]
    of_a_block: Pattern
    of_a_project: Pattern
    total: tuple[TotalPattern, ...]
    grade: tuple[TotalPattern, ...]
    execution: tuple[Pattern, ...]
    blocks: tuple[Pattern, ...]
    headed: tuple[Pattern, ...]
    maxima: tuple[Pattern, ...]


class ToldTargets(Model):
    """Targets told in two clauses: patterns made of named parts."""

    parts: dict[str, str]
    patterns: tuple[Pattern, ...]
    money: Pattern
    lead: Pattern
    title: Pattern
    weight: Pattern
    score: Pattern

    @cached_property
    def compiled(self) -> list[re.Pattern[str]]:
        """The patterns with their parts in them."""
        return [re.compile(with_parts(one.pattern, self.parts)) for one in self.patterns]


class ColumnWords(Model):
    """How a column's header reads.

    Attributes
    ----------
    is : one of these exactly, what stands in brackets aside
    has, with, without : or holding one of `has` and of `with`, and none of `without`
    after, alone : or holding one of `alone` straight to the right of the column `after`
    """

    exact: Words = Field(default=(), alias="is")
    has: Words = ()
    together: Words = Field(default=(), alias="with")
    without: Words = ()
    after: str = ""
    alone: Words = ()

    def fit(self, parts: list[str]) -> float:
        """How well header texts, from top to bottom, are this column's; 0 where they are not.

        Examples
        --------
        >>> words = ColumnWords.model_validate({"is": ["指标值"], "has": ["目标"], "without": ["实际"]})
        >>> words.fit(["年度指标值", "指标值"]), words.fit(["年度目标"]), words.fit(["实际目标"])
        (4.0, 2.1, 0.0)
        """
        joined = "".join(parts)
        if parts and _exact(parts[-1], self.exact_keys):
            return 4.0
        if _holds(joined, self.without):
            return 0.0
        if any(_exact(part, self.exact_keys) for part in parts):
            return 3.0
        held = [key(word) for word in self.has if key(word) in joined]
        if not held or (self.together and not _holds(joined, self.together)):
            return 0.0
        return (3.2 if self.together else 2.0) + 0.05 * max(map(len, held))

    @cached_property
    def exact_keys(self) -> frozenset[str]:
        """The exact headers as texts are compared."""
        return frozenset(key(word) for word in self.exact)


def _exact(part: str, words: frozenset[str]) -> bool:
    return part in words or bare(part) in words


@lru_cache(maxsize=16_384)
def bare(label: str) -> str:
    """A label (from `key`) without what stands in brackets, colons and the English beside the Chinese.

    Examples
    --------
    >>> bare(key("全年预算数（A）")), bare(key("分值 Weight")), bare("总分:")
    ('全年预算数', '分值', '总分')
    """
    plain = re.sub(r"\(.*?\)|[:：*]", "", label)
    return (
        re.sub(r"[a-z0-9 .&/'-]+$", "", plain) if re.search(r"[\u4e00-\u9fff]", plain) else plain
    ) or plain


def _holds(joined: str, words: Words) -> bool:
    return any(key(word) in joined for word in words)


class ColumnTable(Model):
    """A kind of table: the columns it needs, those of which it needs one, and how each is headed."""

    section: str
    needs: Words
    any: Words = ()
    columns: dict[str, ColumnWords]


class TaskTable(ColumnTable):
    """The task table: also its total rows, how sums of some rows end, and names of basic expenditure."""

    totals: Words
    sums: Words
    basic: Words


class PlainTable(Model):
    """A table of the report's own: heads of columns without figures, words in heads of money, and what heads
    of whole numbers end in, by the unit that these count."""

    beside: Words
    amounts: Words
    counted: dict[str, Words]


class GoalTable(Model):
    """The yearly overall goal: headers of the expected side, of that after a change, of the reached side
    and of a rate."""

    section: str
    expected: Words
    adjusted: Words
    rate: Words
    actual: Words


class ScoreTable(ColumnTable):
    """The scoring table: also other printings of the rows' names."""

    also: dict[str, Words] = Field(default_factory=dict)


class SmallTableWords(Model):
    """Heads of a table of blocks with their points."""

    block: Words
    max: Words
    score: Words


class TableWords(Model):
    """The official tables; `operators` are signs and words of a column of theirs, with the sign each is."""

    operators: dict[str, str]
    periods: Words
    parts: Pattern
    header_words: Words
    plain: PlainTable
    header_exact: Words
    known: Words
    lists: SmallTableWords
    goal: GoalTable
    tasks: TaskTable
    targets: ColumnTable
    scores: ScoreTable
    money: ColumnTable


class UnitWords(Model):
    """Tables with a row for each unit: the head of their names, the row of all of them, words in heads of
    numbers of people, and heads that are facts."""

    heads: Words
    persons: Words
    whole: Words
    facts: dict[str, Words]


class Lexicon(Model):
    """What the forms of one family say: the national words with what the family adds or takes away."""

    identity: IdentityLabels
    outline: dict[str, Words]
    signing: Words
    rows: RowWords
    blocks: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, TargetKind], ...]
    kinds_by_name: tuple[tuple[str, TargetKind], ...]
    levels: Words
    none: Words
    tables: TableWords
    funds: dict[Literal["overall", "income", "units", "projects", "items", "numbered", "numbers"], Words]
    funds_of: dict[str, Words]
    funds_under: dict[str, Words]
    pairs: dict[str, Words]
    units: UnitWords
    lists: dict[Literal["label", "value", "unit", "remark"], Words]
    reviews: Words
    patterns: dict[str, Pattern]
    whole: dict[Literal["titles", "reports", "chapters"], Words]
    prompts: tuple[Pattern, ...]
    remark_parts: tuple[tuple[str, str], ...]
    execution: Words
    execution_rows: Words
    conclusion: Conclusion
    told_targets: ToldTargets
    figures: FigureWords

    @cached_property
    def level_words(self) -> list[str]:
        """What names a block or a kind."""
        return [word for word, _ in (*self.blocks, *self.kinds)]

    def pattern(self, name: str) -> re.Pattern[str]:
        """A pattern of the data by its name."""
        return self.patterns[name].compiled
