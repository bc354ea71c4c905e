"""What the numbers of a text are called: their own words, or those of the number before that they are held
against (较上年增长5%, 占26%, 完成计划的90%)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from perfkit.base.quantities import parse_number, unit_factor
from perfkit.intake.adding_up import before_number
from perfkit.intake.blocks import key
from perfkit.intake.clauses import MONEY, POINTS, RATE, last_year_at
from perfkit.intake.family import national_pattern
from perfkit.intake.figure_text import THRESHOLD, UNITS, Figure, Plain, figures_in
from perfkit.intake.figure_words import Compared
from perfkit.intake.lexicon import Lexicon
from perfkit.intake.statements import Loose

_WORDS = re.compile(r"(?:20\d\d年(?:度|末|底)?)?[\u4e00-\u9fffA-Za-z“”()、]{2,20}")
_LEVELS = re.compile(r"\d[\d.]*(?=[^\d]{1,4}以[上下内])")
_NUMBERING = re.compile(
    r"^(?:\([一二三四五六七八九十]\)|20\d\d年度?|\d+(?:\.\d+)+|\d+[.、]|截至|年末|年底|末|底)+"
)
_YEAR_OF = r"(?:(20\d\d)年(?:度|末|底)?的?|(?:上年|本年|去年|今年)(?:同期|末)?的?)?"
_PRINT = Fraction(6, 1000)
_COUNTED = re.compile(rf"\d(?:{'|'.join(UNITS)})$")
_SHORT, _VERB = 10, 4


@dataclass
class _Said:
    """A number that names what it is of: a part after 其中, or one of a list joined by 、."""

    figure: Figure
    name: str
    part: bool
    listed: bool


class FigureNames:
    """Names the numbers of texts, sentence by sentence.

    Parameters
    ----------
    lexicon : Lexicon
    year : of the filing
    """

    def __init__(self, lexicon: Lexicon, year: int | None):
        self.words, self.year = lexicon.figures, year
        self.roles = sorted(
            {key(word) for role in self.words.inherited for word in self.words.roles[role]} - {""},
            key=len,
            reverse=True,
        )
        named = (topic.words for name, topic in self.words.topics.items() if name != "overall")
        self.topics = sorted({key(word) for words in named for word in words}, key=len, reverse=True)
        self.texts: dict[int, tuple[Plain, dict[int, str]]] = {}
        self.compared: set[tuple[int, int]] = set()

    def of(self, one: Loose) -> str:
        """The name of a number; empty where its words do not say what it is."""
        if id(one.text) not in self.texts:
            self.texts[id(one.text)] = one.text, self._named(one)
        return self.texts[id(one.text)][1].get(one.figure.start, "")

    def _named(self, first: Loose) -> dict[int, str]:
        text, names, said = first.text, dict[int, str](), list[_Said]()
        subject, base, part, end = "", "", False, 0
        figures = figures_in(text)
        for number, figure in enumerate(figures):
            stretch = text.text[end : figure.start]
            if re.search("[。；;]", stretch):
                said, subject, base, part = [], "", "", False
            part = part or "其中" in stretch
            one = Loose(first.section, text, figure, end)
            before, end = before_number(one), figure.end
            found = next(
                ((c, m) for c in self.words.compared if (m := self._compares(c, before, figure))), None
            )
            if found is None:
                name = "" if figure.unit in POINTS else self.label(one)
                name = self._of_the_plan(name, figure, said) if figure.unit not in POINTS else ""
                name = name or _counted_again(figure, stretch, said)
                limit = THRESHOLD.match(text.text, figure.end)
                said.append(_Said(figure, "" if limit else name, part, stretch.startswith("、")))
                names[figure.start], subject, base = name, "", ""
                continue
            parts = {"whole": "", "word": "", **found[1].groupdict(default="")}
            base = parts.get("base", "") or base
            own = self._clean(parts["own"] if "own" in parts else before[: found[1].start()])
            subject = own or subject or self._subject(found[0], figure, said, figures[number:])
            if subject in self.roles:
                subject = next((one for one in self.topics if one in key(first.title)), "") + subject
            against = base if base.endswith("比") else f"比{base}" if base else ""
            parts |= {"subject": subject, "base": base, "against": against}
            names[figure.start] = found[0].name.format(**parts) if subject else ""
            self.compared.add((id(text), figure.start))
        return names

    def _compares(self, compared: Compared, before: str, figure: Figure) -> re.Match[str] | None:
        match = compared.compiled.search(before)
        if match is None or (compared.rates and figure.unit not in RATE):
            return None
        base = match.groupdict().get("base") or ""
        return None if base.startswith(f"{self.year}") else match

    def _subject(self, compared: Compared, figure: Figure, said: list[_Said], ahead: list[Figure]) -> str:
        """What the number is held against: the one before it of its kind, or of several the one whose change
        comes out."""
        free = compared.rates or (compared.change and figure.unit in RATE)
        fitting = [one for one in reversed(said) if free or _family(one.figure) == _family(figure)]
        families = [_family(one.figure) for one in fitting]
        if compared.rates and families[:1] == ["rate"]:
            return ""  # 及时率97%，完成率95%: of what is not said
        if compared.change and free and "rate" in families[:1] and {*families} != {"rate"}:
            return ""  # a rate changes by points; which of the amounts before it changed is not said
        if fitting and not fitting[0].listed and (compared.rates or not fitting[0].part):
            return fitting[0].name
        exact = [one for one in fitting if not compared.rates and _comes_out(one.figure, ahead)]
        return exact[0].name if len(exact) == 1 else ""

    def _of_the_plan(self, label: str, figure: Figure, said: list[_Said]) -> str:
        """The label of a number: what was planned or counted before it where it only says what was done of
        that."""
        words, nothing = self.words, ("", *self.words.generic, *self.roles)
        before = next((one for one in reversed(said) if one.name not in nothing), None)
        if before is None or label not in (*nothing, *words.done) or not label:
            return label
        thing = words.plans.compiled.sub("", before.name)
        role = next((role for role in self.roles if thing.endswith(role)), "")
        if label in self.roles:
            alike = role and _family(figure) == _family(before.figure)
            return thing.removesuffix(role) + label if alike else label
        if before.figure.unit != figure.unit:
            return thing + label if figure.unit in RATE and label in words.generic else ""
        if label not in words.done:
            return thing if thing != before.name else ""
        leads = "|".join(sorted((*words.lead, *words.verbs), key=len, reverse=True))
        return re.split(rf"(?:{leads})(?=..)", thing)[-1] + label

    def label(self, one: Loose) -> str:
        """The words that name the number: its clause without verbs before and connectors behind."""
        if reached := self.reached(one):
            return reached
        before = before_number(one)
        sentence = one.text.text[one.text.text.rfind("。", 0, one.figure.start) + 1 : one.figure.start]
        rate = one.figure.unit in RATE
        share = rate and before.endswith("的")  # 完成工程量的95%
        if share or self.words.elsewhere.compiled.search(before) or last_year_at(sentence) >= 0:
            return ""
        if (
            one.figure.unit in MONEY
            and before == sentence[-len(before) :]
            and _COUNTED.search(sentence[: -len(before)])
        ):
            before = re.split("|".join(self.words.verbs), before)[-1]  # 为326户农户发放补贴132.5万元
        name = self._clean(before, rate)
        planned = self.words.planned.compiled.match(sentence)
        return f"计划{name}" if planned and name and not name.startswith("计划") else name

    def _clean(self, before: str, rate: bool = False) -> str:
        words, year = self.words, self.year
        before = national_pattern("aside").sub("", before)
        if not year or f"{year}年" in before or "20" not in before:
            before = words.dates.compiled.sub("", before)
        before = re.sub(rf"{year}年度?", "", before) if year else before
        changed = True
        while changed:
            changed = False
            kept = before.endswith(words.whole_ends)
            for word in () if kept else sorted(words.connectors, key=len, reverse=True):
                if before.endswith(key(word)) and len(before) > len(key(word)) + 1 and len(key(word)) < 3:
                    before, changed = before[: -len(key(word))], True
                    break
            before = _NUMBERING.sub("", before)
            for word in words.lead if rate else (*words.lead, *words.verbs):  # 发放及时率, but 补助资金
                if before.startswith(key(word)) and len(before) >= len(key(word)) + 2:
                    before, changed = before[len(key(word)) :], True
        return before if _WORDS.fullmatch(_LEVELS.sub("", before)) else ""

    def reached(self, one: Loose) -> str:
        """The name before a change whose end a number is (合格率由2021年的88%升至2022年的94%); empty for others."""
        ends = "|".join(self.words.reached)
        change = (
            rf"([\u4e00-\u9fff]{{2,16}}?)[由从]{_YEAR_OF}\d[\d.]*[^\d，。；]{{1,4}}?(?:{ends}){_YEAR_OF}$"
        )
        found = re.search(change, one.text.text[: one.figure.start])
        later = found and not (found[3] and self.year and int(found[3]) != self.year)
        return found[1] if found and later and (not found[2] or found[2] != found[3]) else ""

    def things_after(self, one: Loose) -> str:
        """The noun that is counted where it follows the number (辖11个行政村), with a short verb before it."""
        if (id(one.text), one.figure.start) in self.compared:
            return self.of(one)
        after = re.match(r"[\u4e00-\u9fff]{2,}", one.text.text[one.figure.end :])
        if after is None or self.words.elsewhere.compiled.search(before_number(one)):
            return ""
        whole = re.split("|".join(self.words.verbs), after[0])[0] or after[0]  # 326户农户发放补贴
        noun, *rest = re.split("|".join(self.words.noun_ends), whole)
        if noun and rest and len(whole) <= _SHORT:
            noun = whole
        verb = self._clean(before_number(one))
        done = national_pattern("done_to").search(after[0]) if before_number(one).endswith("对") else None
        if done:  # 对12个项目进行了验收
            noun = re.split("|".join((*self.words.verbs, *self.words.noun_ends)), after[0])[0]
            return done[1] + noun if noun not in ("", *UNITS) else ""
        if verb.endswith(self.words.prepositions):
            return ""  # 由12个村报送
        if noun in UNITS or not noun:
            return self.of(one)  # 招标5个批次; 检出140批次并处置
        verb = "" if len(verb) > _VERB or verb in (*self.words.lead, *self.words.verbs) else verb
        return verb + noun if 2 <= len(noun) <= _SHORT else ""


def _counted_again(figure: Figure, stretch: str, said: list[_Said]) -> str:
    """The same things in another unit straight behind (监测对象126户、498人; 开展培训6期312人次)."""
    last = said[-1] if said else None
    counts = last is not None and _family(last.figure) == last.figure.unit != figure.unit == _family(figure)
    if last is None or not counts or not last.name or stretch not in ("", "、"):
        return ""
    return f"{last.name.partition('（')[0]}（{figure.unit}）"


def _family(figure: Figure) -> str:
    return "money" if figure.unit in MONEY else "rate" if figure.unit in RATE + POINTS else figure.unit


def _comes_out(now: Figure, ahead: list[Figure]) -> bool:
    """Whether the number after the first of `ahead` is the change from that first to `now`."""
    if len(ahead) < 2:
        return False
    one, before, change = (parse_number(f.value) * unit_factor(f.unit) for f in (now, ahead[0], ahead[1]))
    if ahead[1].unit in RATE and ahead[0].unit not in RATE:
        return bool(before) and abs(abs(one - before) / before - change) * 100 < _PRINT
    return abs(one - before) == change
