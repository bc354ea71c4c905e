"""Figures in running text, by their official labels: a fact is stated only where the words say which it
is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from perfkit.filing.catalogue import fact_catalogue
from perfkit.intake.blocks import any_of, key
from perfkit.intake.clauses import (
    MONEY,
    POINTS,
    RATE,
    Frame,
    Match,
    again,
    clause_of,
    clause_start,
    heading_topic,
    last_year_at,
    leads_of,
    longest_first,
    prescribed,
    role_of_parts,
    take_amount,
    unit_fits,
)
from perfkit.intake.figure_text import THRESHOLD, Figure, Plain, figures_in, plain
from perfkit.intake.figure_words import Label
from perfkit.intake.identity import without_region
from perfkit.intake.lexicon import Lexicon
from perfkit.intake.statements import Loose, Stated, unconfirmed

_HEADED = re.compile(r"(?:[(]?[一二三四五六七八九十\d]{1,3}[)、.．])*([^。，,；;:：\d]{2,16})[。:]")
ELSE = "-"  # the topic of a clause that is about one project of many


@dataclass
class FigureReader:
    """Reads passages one by one; see `read`.

    Parameters
    ----------
    lexicon : Lexicon
    year : int or None   figures of a sentence that names another year are not taken
    department, project : str   their names may stand before a label
    several : bool   a project's paper on more than one
    """

    lexicon: Lexicon
    year: int | None = None
    department: str = ""
    project: str = ""
    several: bool = False
    loose: list[Loose] = field(default_factory=list)
    told: list[tuple[str, Figure]] = field(default_factory=list)

    def __post_init__(self):
        words = self.words = self.lexicon.figures
        # In the report of one project 项目 is the whole; elsewhere it is one of many.
        self.of_projects = self.several or "项目" not in words.topics["overall"].words
        self.catalogue = fact_catalogue()
        self.topics = longest_first((word, name) for name, one in words.topics.items() for word in one.words)
        self.roles = longest_first((word, role) for role, some in words.worded.items() for word in some)
        self.labels = longest_first(
            (word, fact, one) for fact, some in words.labels.items() for one in some for word in one.words
        )
        self.bodies, self.free = list(map(key, words.topics["overall"].words)), words.without_topic.roles
        self.connector = re.compile(f"(?:{any_of(map(key, words.connectors))})+$")
        when = [*words.when, *([f"{self.year}年", f"{self.year}年度"] if self.year else [])]
        self.when = re.compile(f"(?:{any_of(map(key, when))})+$")
        names = [name for name in (self.department, self.project, without_region(self.project)) if name]
        fillers = any_of(map(key, [*words.fillers, *names]))
        self.filler = re.compile(
            rf"(?:{fillers}|20\d\d(?:年度?)?|\d{{1,2}}月|\(?[\d一二三四五六七八九十]{{1,2}}\)|\d(?:\.\d)*[、.]?)*"
        )
        topics = words.topics.items()
        self.place = {fact: (name, role) for name, one in topics for role, fact in one.facts.items()}

    def read(
        self, section: str, text: str, topic: str = "", role: str = "", title: str = "", row: bool = False
    ) -> list[Stated]:
        """Every fact that a passage states.

        Parameters
        ----------
        section, text : where the passage stands, and the passage as printed
        topic, role : what it is about from the start; nothing unless given
        title : of the heading above it; one that is a topic is what it is about
        row : what a row of a scoring table says of its own, whose facts count beside points too

        Returns
        -------
        list of Stated, in the order of the text; numbers that no label explains go to `loose`.
        """
        shown = plain(text)
        lead = _HEADED.match(shown.text)
        title = lead[1] if lead else title
        topic = topic or heading_topic(title, self.topics)
        frames, found = [Frame(topic, role)], []
        at = previous_end = 0
        nobodys = prescribed(shown.text)
        figures = figures_in(shown)
        self.told.extend((section, one) for one in figures)
        for figure in (one for one in figures if row or one.start not in nobodys):
            self._walk(shown.text, at, figure.start, frames, topic)
            at = figure.start
            limit = figure.unit in POINTS or THRESHOLD.match(shown.text, figure.end)
            match = None if limit else self._match(shown.text, figure, frames, previous_end)
            elsewhere = frames[-1].topic == ELSE and match is not None and match.topic in ("overall", "")
            own = match is not None and not elsewhere and not again(match, frames)
            if match is not None and own and self._allowed(shown.text, match, previous_end):
                self._remember(frames, match, figure)
                found.append(Stated(match.fact, self._statement(section, shown, figure, match, previous_end)))
            elif figure.start not in nobodys:
                name = self._unexplained(shown.text, figure, previous_end, frames[-1])
                self.loose.append(Loose(section, shown, figure, previous_end, name, title))
            if figure.unit in MONEY:
                take_amount(frames, figure.amount)
            previous_end = figure.end
        return found

    def _unexplained(self, text: str, figure: Figure, begin: int, frame: Frame) -> str:
        """An amount is the budget or the spending of a thing: what follows is about it. Its name, if any."""
        clause = clause_of(self.connector.sub("", text[: figure.start]), begin)
        if self.of_projects and (one := self.lexicon.pattern("project_with_money").match(clause + "0")):
            frame.topic, frame.role, frame.item = ELSE, "", one[1]
            return clause
        if figure.unit not in MONEY or frame.item:
            role = figure.unit in MONEY + RATE and clause.endswith(tuple(word for word, _ in self.roles))
            return frame.item + clause if frame.item and role else ""
        if any(key(word) in clause for word in self.words.refuse):
            return ""
        before = next((clause[: -len(word)] for word, _ in self.roles if clause.endswith(word)), clause)
        named = next((name for word, name in self.topics if before.endswith(word)), "")
        named = named if before != clause or named and self.words.topics[named].name else ""
        if named and not self.words.topics[named].strict:
            frame.topic = named
        elif frame.part and before != clause and not self.filler.fullmatch(before):
            frame.topic = ELSE  # 其中财政项目支出预算3万元，实际支出2万元: the spending of the part
        elif not frame.part and before != clause and not self.filler.fullmatch(before):
            frame.topic, frame.role = ELSE if before.endswith(self.words.things) else "", ""
        topic = self.words.topics.get(frame.topic)
        own = before != clause and (named == frame.topic or self.filler.fullmatch(before))
        return topic.name + clause[len(before) :] if topic and topic.name and own else ""

    def _walk(self, text: str, start: int, end: int, frames: list[Frame], topic: str) -> None:
        """Follow brackets, 其中 and stops between two numbers, and topics that a clause only names."""
        begun = start
        for at in range(start, end):
            letter = text[at]
            if letter == "(":
                frames.append(Frame(frames[-1].topic, frames[-1].role))
            elif letter == ")" and len(frames) > 1:
                while len(frames) > 1 and frames[-1].part:
                    frames.pop()
                if len(frames) > 1:
                    frames.pop()
            elif text.startswith("其中", at):
                facts = set[str]().union(*(frame.facts for frame in frames))
                frames.append(Frame(frames[-1].topic, frames[-1].role, part=True, whole=facts))
            elif letter == "中" and (role := dict(self.roles).get(text[begun:at].removeprefix("在"))):
                frames[-1].role = role  # 执行数中基本支出5万元
            if letter in ",，；;。:" or letter in "！？":
                self._named(text[begun:at], frames)
                begun = at + 1
            if letter in "；;。":
                while len(frames) > 1 and frames[-1].part:
                    frames.pop()
            if letter == "。":
                whole = frames[0]
                frames[:] = [Frame(topic)]
                if text.startswith("其中", at + 1):  # the sentence before goes on with its parts
                    frames[0].topic, frames[0].role = whole.topic, role_of_parts(text[at + 1 :], whole)
                    frames[0].facts = whole.facts

    def _named(self, clause: str, frames: list[Frame]) -> None:
        """A short clause that ends in a topic (公务用车运行维护费方面，) makes it the topic."""
        bare = self.lexicon.pattern("end_of_a_clause").sub("", clause.strip("()"))
        several = self.lexicon.pattern("several_evaluated").search(bare)
        if len(bare) > 30 and not several:
            return
        if several or self.of_projects and self.lexicon.pattern("of_one_project").search(bare):
            frames[-1].topic, frames[-1].role = ELSE, ""
            return
        for word, name in self.topics:
            if bare.endswith(word) and not self.words.topics[name].strict:
                frames[-1].topic, frames[-1].role = name, ""
                return

    def _match(self, text: str, figure: Figure, frames: list[Frame], begin: int) -> Match | None:
        """The longest label that ends where the number begins."""
        left = text[: figure.start]
        found: list[Match] = []
        for lead in leads_of(left, self.connector):
            found.extend(self._labels(lead, text, figure, frames))
            found.extend(self._composed(lead, figure, frames, begin))
            if found:
                break
        fitting = [match for match in found if unit_fits(figure, self.catalogue[match.fact])]
        return max(fitting, key=lambda match: match.length, default=None)

    def _labels(self, lead: str, text: str, figure: Figure, frames: list[Frame]):
        for word, fact, label in self.labels:
            if not lead.endswith(word) or not self._label_fits(
                label, lead[: -len(word)], text, figure, frames
            ):
                continue
            topic, role = self.place.get(fact, (label.topic, ""))
            within = bool(label.within)
            yield Match(len(lead) - len(word), len(word), fact, topic, role, label.strict, within=within)

    def _label_fits(self, label: Label, before: str, text: str, figure: Figure, frames: list[Frame]) -> bool:
        if label.within and frames[-1].topic != label.within:
            return False
        if label.units and figure.unit not in label.units:
            return False
        if label.not_after and before.endswith(tuple(map(key, label.not_after))):
            return False
        if figure.unit in label.closed and re.match("(?!其中|实有|在)[\u4e00-\u9fff]", text[figure.end :]):
            return False
        followed = not label.follows or text.startswith(tuple(map(key, label.follows)), figure.end)
        return followed and not any(key(word) in text for word in label.without)

    def _composed(self, lead: str, figure: Figure, frames: list[Frame], begin: int):
        """A topic with a role, a role while the topic stands, or a part that takes the role of its whole."""
        now = frames[-1]
        for word, role in self.roles:
            if not lead.endswith(word):
                continue
            before = self.when.sub("", self.connector.sub("", lead[: -len(word)]))
            named = next(((topic, name) for topic, name in self.topics if before.endswith(topic)), None)
            if named is not None and role in self.words.topics[named[1]].facts:
                topic = self.words.topics[named[1]]
                if topic.strict and now.topic not in ("", named[1], ELSE) and not now.part:
                    own = self.words.topics[now.topic].facts.get(role)
                    if own and self.filler.fullmatch(named[0]):  # 公务接待费预算3万元，全年支出2万元
                        yield Match(len(lead) - len(word), len(word), own, now.topic, role, True, True)
                        continue
                clause = clause_of(before[: -len(named[0])], begin)
                if not topic.strict or self.filler.fullmatch(clause):
                    length = len(word) + len(lead[: -len(word)]) - len(before) + len(named[0])
                    yield Match(len(lead) - length, length, topic.facts[role], named[1], role, topic.strict)
                    continue
            clause, about = clause_of(lead[: -len(word)], begin), now.topic
            if not self.filler.fullmatch(clause):
                continue
            if not about and (role in self.free or any(one in clause for one in self.bodies)):
                about = self.words.without_topic.topic
            fact = self.words.topics[about].facts.get(role) if about in self.words.topics else None
            if fact:
                yield Match(len(lead) - len(word), len(word), fact, about, role, True, bool(now.topic))
        for word, name in self.topics:
            topic = self.words.topics[name]
            if lead.endswith(word) and topic.within in ("", now.topic):
                role = self.words.inherited.get(now.role, "") if topic.takes_role else ""
                if not now.role and self.filler.fullmatch(clause_of(lead[: -len(word)], begin)):
                    role = self.words.bare
                if role in topic.facts:
                    yield Match(len(lead) - len(word), len(word), topic.facts[role], name, role, False, True)

    def _allowed(self, text: str, match: Match, begin: int) -> bool:
        """Not where the clause, or the sentence before it, speaks of another year, a change or a part."""
        before = text[: match.start]
        clause = clause_of(before, begin)
        if any(key(word) in clause for word in self.words.refuse):
            return False
        if match.strict and not self.filler.fullmatch(clause):
            return False
        sentence = before[before.rfind("。") + 1 :]
        years = re.findall(r"(20\d\d)年", sentence)
        if years and self.year and int(years[-1]) != self.year:
            return False
        past = last_year_at(sentence)
        labelled = sentence + text[match.start : match.start + match.length]
        return past < 0 or any(
            labelled.rfind(word) > past for word in ("本年", "今年", "当年", f"{self.year}年")
        )

    def _remember(self, frames: list[Frame], match: Match, figure: Figure) -> None:
        frames[-1].facts.add(match.fact)
        if match.topic and not self.words.topics[match.topic].within:
            frames[-1].topic = match.topic
        if match.role in self.words.inherited and not self.words.topics[match.topic].takes_role:
            frames[-1].role = match.role
            frames[-1].amounts[match.role] = figure.amount

    def _statement(self, section: str, shown: Plain, figure: Figure, match: Match, begin: int) -> dict:
        """The statement, quoted from the start of its clause; a role without a topic is quoted from the
        clause before."""
        start = clause_start(shown.text, match.start - 1, 0)
        if match.inherits and start > 0:
            earlier = clause_start(shown.text, start - 2, 0)
            start = earlier if figure.end - earlier <= 80 and "。" not in shown.text[earlier:start] else start
        quote = shown.quote(start, figure.end)
        return unconfirmed(figure.value, figure.unit, section, quote, figure.approximate)
