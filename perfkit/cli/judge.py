"""`perfkit judge`: an evaluator goes through what waits for a judgement, at the terminal; every answer is
saved at once."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Callable
from datetime import date

from perfkit.base.errors import PerfkitError, SubmissionError
from perfkit.base.quantities import show_exact, show_number
from perfkit.base.text import say
from perfkit.base.wording import show_span
from perfkit.evaluation.shown import show_fact
from perfkit.filing.folders import find_departments
from perfkit.outlook.item import WAITS, Item
from perfkit.outlook.judging import Session

_MOST_CLAIMS = 4


def run(options: argparse.Namespace) -> int:
    """List what is open, or go through it."""
    folders = find_departments([options.path])
    if len(folders) != 1:
        raise SubmissionError(
            f"{options.path} 中有 {len(folders)} 个部门，请指定一个",
            f"{options.path} holds {len(folders)} departments; name one",
        )
    session = Session(folders[0], options.evaluator, options.rubric)
    if options.list:
        print(listing(session, options.lang))
        return 0
    return _Dialogue(session, options.lang, input).run()


def listing(session: Session, lang: str) -> str:
    """Every item with its bounds and what it waits for, done ones marked, and the total so far."""
    lines = [_head(session, lang)]
    for item in session.items:
        if item.mine is not None:
            state = say(lang, "已评 ", "judged ") + _given(item, lang)
        elif item.scored is None:
            state = say(lang, "未定", "undecided")
        else:
            state = WAITS[item.scored.waits_for].in_(lang)
        bounds = say(lang, "是／否", "yes/no") if item.is_modifier else item.bounds_words(lang)
        lines.append(f"  {'✓' if item.mine else '·'} {item.name.in_(lang)}  [{bounds}]  {state}  {item.id}")
    return "\n".join(lines)


def _head(session: Session, lang: str) -> str:
    evaluation, items = session.evaluation, session.items
    done = sum(item.mine is not None for item in items)
    grades = evaluation.grades
    names = [say(lang, grades[end].name, grades[end].name_en) for end in ("low", "high")]
    grade = names[0] if names[0] == names[1] else "～".join(names)
    mark = say(lang, "（合成数据）", " (synthetic)") if session.submission.synthetic else ""
    department = f"{session.submission.department.name} {session.submission.year}{mark} [{session.rubric.id}]"
    return say(
        lang,
        f"{department}\n已评 {done}／{len(items)} 项（{session.unit(lang)}）；总分 "
        f"{show_span(evaluation.points)} {grade}",
        f"{department}\n{done} of {len(items)} judged ({session.unit(lang)}); total "
        f"{show_span(evaluation.points)} {grade}",
    )


def _given(item: Item, lang: str) -> str:
    if item.awarded is None:
        applies = item.mine is not None and item.mine.triggered
        return say(lang, "适用", "applies") if applies else say(lang, "不适用", "does not apply")
    return say(lang, f"{show_number(item.awarded)} 分", show_number(item.awarded))


class _Leave(Exception):
    """The evaluator stops here."""


class _Dialogue:
    def __init__(self, session: Session, lang: str, ask: Callable[[str], str]):
        self.session, self.lang, self.ask = session, lang, ask

    def say(self, zh: str, en: str) -> str:
        return say(self.lang, zh, en)

    def run(self) -> int:
        print(_head(self.session, self.lang))
        print(
            self.say(
                "命令：回车 跳过；b 上一项；? 条款全文；m 登记见到的材料；f 录入材料中的数字；x 撤回本项；q 结束。每答一项即保存。",
                "Commands: Enter skips; b back; ? whole clause; m register a document seen; f record "
                "a figure from a document; x take back; q leave. Each answer is saved at once.",
            )
        )
        waiting = [item.id for item in self.session.open_items] or [item.id for item in self.session.items]
        at = 0
        try:
            while at < len(waiting):
                at += self._one(waiting[at], at + 1, len(waiting))
                at = max(at, 0)
        except (_Leave, EOFError):
            print()
        print(_head(self.session, self.lang))
        if self.session.judged.judgements or self.session.judged.evidence or self.session.judged.facts:
            print(self.say(f"已保存在 {self.session.path}", f"saved in {self.session.path}"))
        return 0

    def _one(self, name: str, number: int, total: int) -> int:
        """One item until it is answered or left; how far to step."""
        try:
            item = self.session.item(name)
        except SubmissionError:
            return 1  # a figure recorded for another item has decided it
        print(f"\n[{number}/{total}] {describe(item, self.lang)}")
        while True:
            answer = self.ask(self._prompt(item)).strip()
            if answer in ("", "b", "q", "?", "？", "m", "f", "x"):
                step = self._command(answer, item)
                if step is not None:
                    return step
                if all(one.id != name for one in self.session.items):
                    print(self.say("数据已定出本项分数。", "The figures have decided this item."))
                    return 1
                item = self.session.item(name)
                continue
            try:
                self._answer(item, answer)
            except PerfkitError as error:
                print("  ✗ " + error.show(self.lang))
                continue
            self.session.save()
            print(self.say("  ✓ 已保存", "  ✓ saved"))
            return 1

    def _prompt(self, item: Item) -> str:
        if item.is_modifier:
            return self.say("适用吗（y 是，n 否）> ", "does it apply (y, n)> ")
        if item.steps:
            return self.say(
                f"分数（{'、'.join(map(show_exact, item.steps))}）> ",
                f"points ({', '.join(map(show_exact, item.steps))})> ",
            )
        return self.say(
            f"分数（{item.span}，或占满分的百分比，如 90%）> ",
            f"points ({item.span}, or a share such as 90%)> ",
        )

    def _command(self, command: str, item: Item) -> int | None:
        if command == "q":
            raise _Leave
        if command in ("", "b"):
            return 1 if command == "" else -1
        try:
            if command in ("?", "？"):
                print(textwrap.indent(item.standard or item.clause.in_(self.lang), "    "))
            elif command == "m":
                document = self.ask(self.say("  材料名称> ", "  document> "))
                seen = self.session.see(item.id, document, day=self._day())
                print(self.say(f"  ✓ 已登记为 {seen}", f"  ✓ registered as {seen}"))
                self.session.save()
            elif command == "f":
                self._figure(item)
            elif command == "x":
                self.session.withdraw(item.id)
                self.session.save()
        except PerfkitError as error:
            print("  ✗ " + error.show(self.lang))
        return None

    def _figure(self, item: Item) -> None:
        known = [found.fact for found in item.facts]
        wanted = item.missing or tuple(known)
        if not wanted:
            print(self.say("  本项不取数据。", "  No figure decides this item."))
            return
        fact = (
            self.ask(
                self.say(f"  哪个数据（{'、'.join(wanted)}）> ", f"  which figure ({', '.join(wanted)})> ")
            ).strip()
            or wanted[0]
        )
        value = self.ask(self.say("  数值（只写数字）> ", "  value (digits only)> ")).strip()
        unit = self.ask(self.say("  单位（元、万元、%、个……）> ", "  unit (元, 万元, %, 个 …)> ")).strip()
        document = self.ask(self.say("  取自哪份材料> ", "  from which document> "))
        self.session.establish(fact, value, unit, document, day=self._day())
        self.session.save()
        print(self.say("  ✓ 已保存", "  ✓ saved"))

    def _answer(self, item: Item, answer: str) -> None:
        if item.is_modifier:
            if answer.lower() not in ("y", "n", "是", "否"):
                raise SubmissionError("请答 y 或 n", "answer y or n")
            applies = answer.lower() in ("y", "是")
            self.session.decide(item.id, applies, self._reason(), self._evidence(item), day=self._day())
            return
        self.session.award(item.id, answer, self._reason(), self._evidence(item), day=self._day())

    def _reason(self) -> str:
        return self.ask(self.say("  理由> ", "  reason> "))

    def _evidence(self, item: Item) -> tuple[str, ...]:
        if not self.session.judged.evidence:
            return ()
        ids = "、".join(one.id for one in item.seen) or "—"
        given = self.ask(
            self.say(
                f"  依据的材料编号（本项已登记：{ids}；可空）> ",
                f"  documents it rests on (registered here: {ids}; may be empty)> ",
            )
        )
        return tuple(
            part for part in given.replace("，", ",").replace("、", ",").replace(" ", ",").split(",") if part
        )

    def _day(self) -> date:
        return date.today()


def describe(item: Item, lang: str) -> str:
    """An item with clause, formula, claims, facts and documents beside each other."""
    lines = [f"{item.name.in_(lang)}  {item.id}", _line(lang, "条款", "clause", item.clause.in_(lang))]
    if item.formula(lang):
        lines.append(_line(lang, "规则", "rule", item.formula(lang)))
    for found in item.facts:
        lines.append(
            _line(
                lang,
                "数据",
                "figure",
                show_fact(found, lang) + "".join(f"〔{s.section}〕" for s in found.statements[:2]),
            )
        )
    for zh, en, places in (("部门称", "claims", item.claims), ("部门承认", "admits", item.admissions)):
        lines += [_line(lang, zh, en, place.show()) for place in places[:_MOST_CLAIMS]]
        if len(places) > _MOST_CLAIMS:
            lines.append(
                _line(
                    lang,
                    "",
                    "",
                    say(
                        lang,
                        f"……另有 {len(places) - _MOST_CLAIMS} 处",
                        f"… and {len(places) - _MOST_CLAIMS} more",
                    ),
                )
            )
    lines += [_line(lang, "应见材料", "to be seen", wanted.in_(lang)) for wanted in item.documents]
    lines += [_line(lang, "已见材料", "seen", f"{one.id} {one.document} {one.date}") for one in item.seen]
    if item.mine is not None:
        lines.append(_line(lang, "原评", "judged", f"{_given(item, lang)}　{item.mine.reason}"))
    return "\n".join(lines)


def _line(lang: str, zh: str, en: str, text: str) -> str:
    label = say(lang, zh, en)
    return f"  {label}{say(lang, '：', ': ') if label else ''}{text}"
