"""The first and second level that a row of the target table stands under, and the block and kind that they
mean."""

from __future__ import annotations

import re

from perfkit.intake.blocks import key, one_line
from perfkit.intake.lexicon import Lexicon, bare
from perfkit.intake.statements import Most

_KIND_NAMES = ("数量", "质量", "时效", "成本", "经济", "社会", "生态", "可持续", "满意")
NUMBERED = re.compile(r"^[（(]?[一二三四五六七八九十\d]+[)）、.]?")


def named_points(text: str, lexicon: Lexicon) -> tuple[str, str]:
    """A label and the points that it gives; none where it gives none.

    Examples
    --------
    >>> from perfkit.intake.family import national_lexicon
    >>> [named_points(label, national_lexicon()) for label in ("预算执行（10分）", "效益指标（30）", "产出")]
    [('预算执行', '10'), ('效益指标', '30'), ('产出', '')]
    """
    label = one_line(text)
    found = lexicon.pattern("most_points").search(label)
    return (label[: found.start()].strip(" （("), found[1] or found[2]) if found else (label, "")


def name_and_points(name: str, head: str, lexicon: Lexicon) -> tuple[str, str]:
    """A target's name without the points behind it, and these; without 分 only under a head of points.

    Examples
    --------
    >>> from perfkit.intake.family import national_lexicon
    >>> def read(*texts):
    ...     return name_and_points(*texts, national_lexicon())
    >>> read("改造小区数（10分）", "指标名称"), read("培训人次[8]", "三级指标（分值）")
    (('改造小区数', '10'), ('培训人次', '8'))
    >>> read("占比（权重5%）", "三级指标"), read("增长率（3%）", "三级指标")
    (('占比', '5'), ('增长率（3%）', ''))
    """
    found = lexicon.pattern("points_behind_a_name").search(name)
    named = found and (found[2] == "分" or found[3] or lexicon.pattern("says_points").search(found[0] + head))
    return (name[: found.start()], found[1] or found[3]) if found and named else (name, "")


def block_named(name: str, lexicon: Lexicon) -> str:
    """The block that a label means, or the label itself where it joins two; empty for others.

    Examples
    --------
    >>> from perfkit.intake.family import national_lexicon
    >>> [block_named(name, national_lexicon()) for name in ("产出指标", "产出与效益情况", "过程")]
    ['output', '产出与效益', '']
    """
    block = next((block for word, block in lexicon.blocks if word in key(name)), "")
    return (block and without_kind(name, lexicon)) or block


def without_kind(name: str, lexicon: Lexicon) -> str:
    """A label that joins two blocks without the word 指标 behind it; empty for one of one block."""
    joins = lexicon.pattern("joins_blocks").search(name)
    return lexicon.pattern("kind_of_block").sub("", name) if joins else ""


class Levels:
    """The levels that are open while the rows are read.

    Parameters
    ----------
    lexicon : Lexicon
    maxima : where the most points of a block go that its label prints; `place`: of the row that is read
    """

    def __init__(self, lexicon: Lexicon, maxima: dict[str, Most]):
        self.lexicon, self.maxima, self.place = lexicon, maxima, ""
        self.words = {key(word) for word in lexicon.levels}
        self.execution = {bare(key(word)) for word in (*lexicon.execution, *lexicon.execution_rows)}
        self.level1 = self.level2 = ""

    def is_level(self, text: str) -> bool:
        label = re.sub(r"\(.*?\)", "", key(text))
        if label in self.words:
            return True
        return (
            self.names_kind(label)
            and label.endswith("指标")
            and len(label) <= 10
            or label in {word + "指标" for word in _KIND_NAMES}
        )

    def is_kind(self, text: str) -> bool:
        """A level, or a kind that its column names without 指标 (数量, 满意度)."""
        return self.is_level(text) or (len(key(text)) <= 4 and self.names_kind(text))

    def set_level(self, text: str) -> None:
        label = re.sub(r"\(.*?\)", "", named_points(key(text), self.lexicon)[0])
        if label in self.words and not (label.startswith(("满意", "成本")) and self.level1):
            self.first_level(text)
        else:
            self.level2 = text

    def first_level(self, printed: str) -> None:
        """A first-level label, with the most points of its block where it prints them (产出指标（50分）)."""
        (name, most), self.level2 = named_points(printed, self.lexicon), ""
        self.level1 = name
        if most:
            self.maxima.setdefault(block_named(name, self.lexicon) or name, Most(name, most, self.place))

    def names_kind(self, text: str) -> bool:
        return any(word in key(text) for word, _ in self.lexicon.kinds)

    def kind(self) -> str:
        # Newer forms have cost as a first level, with 经济成本 or 生态环境成本 below it.
        for level in (self.level2, self.level1):
            label = key(level)
            for word, kind in self.lexicon.kinds:
                if word in label and label:
                    return kind
        return ""

    def kind_by_name(self, name: str) -> str:
        found = next((kind for pattern, kind in self.lexicon.kinds_by_name if re.search(pattern, name)), "")
        block = self.block()
        if block == "benefit" and found not in ("economic", "ecological", "sustainable", "satisfaction"):
            return "social"
        return found or "quantity"

    def block(self) -> str:
        label = key(self.level1)
        return next((block for word, block in self.lexicon.blocks if word in label and label), "")
