"""Facts and figures of a draft: from blocks of money, from labels with a value, from sentences and from
targets."""

from __future__ import annotations

import re

from perfkit.base.quantities import parse_number, unit_factor
from perfkit.base.text import Text
from perfkit.filing.catalogue import fact_catalogue
from perfkit.filing.names import PARTS
from perfkit.intake.blocks import key
from perfkit.intake.clauses import projects_in
from perfkit.intake.conclusion import Parts
from perfkit.intake.drafted import Draft, Missing
from perfkit.intake.figures import ELSE, FigureReader
from perfkit.intake.label_rows import facts_of, said_of
from perfkit.intake.lexicon import Lexicon
from perfkit.intake.notes import note
from perfkit.intake.numbers import UNIT_IN_BRACKETS, plain_number
from perfkit.intake.own_figures import figure_entries, settle
from perfkit.intake.plain_tables import plain_figures
from perfkit.intake.statements import Money, Stated, amount_of, unconfirmed
from perfkit.intake.table_rows import Found
from perfkit.intake.unit_slips import KEY_FACTS, unit_slips

_KIND_NAMES = {"output": "产出", "benefit": "效益", "satisfaction": "满意度", "cost": "成本"}
_TARGET_NAMES = {"quantity": "数量", "quality": "质量", "timeliness": "时效", "cost": "成本"}
_VALUE = re.compile(r"(-?[\d,，.]+)\s*(%|‰|百万元|万元|千元|亿元|元|人|名|个)?")
_TEMPLATE = ("注", "填表说明")
_SAME = 6  # so many letters before two figures' ends say that they are one


def write_facts(draft: Draft, parts: Parts, lexicon: Lexicon) -> None:
    """Facts under their names, other figures under their labels; what no label explains is said."""
    text, found, money = parts.text, parts.found, parts.money
    reader = FigureReader(
        lexicon,
        draft.submission.get("year"),
        draft.submission["department"].get("name", ""),
        draft.submission.get("project", {}).get("name", ""),
        bool(projects_in(passage for _, _, passage in text.passages())),
    )
    stated = [*money.facts, *_paired(found, money.facts), *found.units.facts]
    tabled = len(stated)
    remarks = [
        (f"{pair.label}（{pair.place}）", pair.value) for pair in found.remarks if pair.label not in _TEMPLATE
    ]
    titles: dict[str, str] = {}
    for row in draft.submission["self_evaluation"].get("rows", ()):
        # 日常公用经费控制：预算386.00万元，决算391.50万元
        section = f"{row['name']}（{row['place']}）"
        remarks.extend((section, said) for said in said_of(row))
        titles[section] = row["name"]
    for section, passage in [*((section, passage) for _, section, passage in text.passages()), *remarks]:
        title = titles.get(section) or text.title_of(section)
        # （一）行政运行 above a passage: of one item of a table, not of the whole.
        item = ELSE if section not in titles and _is_item(title, parts, lexicon) else ""
        stated.extend(reader.read(section, passage, item, title=title, row=section in titles))
    goals = draft.submission.get("overall_goal", {}).get("actual", ())
    for passage in goals:
        stated.extend(reader.read(passage["section"], passage["text"]))
    told = list(reader.told)
    there = {statement["section"] for statement in (one.statement for one in stated)}
    for row in found.labelled:
        stated.extend(one for one in facts_of(row, reader, lexicon) if one.statement["section"] not in there)
    loose = list(reader.loose)
    stated.extend(_in_targets(reader, lexicon, draft.submission.get("targets", {})))
    reader.loose = loose
    stated.extend(_of_tasks(draft, stated, lexicon))
    more, figures, unread = settle(reader, stated)
    read = [(f["value"], f["unit"], key(f["quote"])[-_SAME:]) for _, f, _ in money.figures]
    figures = [
        one for one in figures if (one[1]["value"], one[1]["unit"], key(one[1]["quote"])[-_SAME:]) not in read
    ]
    facts = _possible(draft, [*stated, *more])
    figures += _initial_parts(facts)
    plain = plain_figures(found.plain, draft.submission["form"]["kind"])
    printed = [(one.fact, one.statement) for one in stated[:tabled]]
    printed += [(name, one) for name, one, _ in (*money.figures, *found.units.figures, *plain)]
    unit_slips(draft, facts, printed, told)
    catalogue = fact_catalogue()
    draft.submission["facts"] = {fact: facts[fact] for fact in catalogue if fact in facts}
    for one in (*(one for stated in facts.values() for one in stated), *(one for _, one, _ in figures)):
        # Statements that are written as they were read keep their keys in order.
        place = {} if "place" in one else text.place_of(one["section"], one["quote"])
        confirmed = one.pop("unconfirmed", None)
        one |= place | ({"unconfirmed": confirmed} if confirmed else {})
    if entries := figure_entries([*money.figures, *found.units.figures, *plain, *figures]):
        draft.submission["figures"] = entries
    draft.notes.extend(money.notes)
    draft.unread.extend(found.units.unread)
    _say(draft, facts, money, found, unread, lexicon)


def _is_item(title: str, parts: Parts, lexicon: Lexicon) -> bool:
    topics = (key(word) for topic in lexicon.figures.topics.values() for word in topic.words)
    return key(title) in parts.sources.items and key(title) not in {*topics}


def _paired(found: Found, stated: list[Stated]) -> list[Stated]:
    """Facts that a form prints as a label with a value beside it."""
    catalogue, result = fact_catalogue(), []
    for pair in found.pairs:
        if not pair.kind.startswith("fact."):
            continue
        fact, match = pair.kind.removeprefix("fact."), _VALUE.fullmatch(pair.value.strip())
        number = plain_number(match.group(1)) if match else None
        if match is None or number is None:
            continue
        kind, unit = catalogue[fact].kind, match.group(2) or ""
        printed = UNIT_IN_BRACKETS.search(pair.label)
        if kind == "money":
            unit = unit or (printed.group(1) if printed else pair.unit)
        unit = unit or {"count": "人", "rate": "%" if "%" in pair.label else ""}.get(kind, "")
        if unit or kind == "count":
            quote = f"{pair.label}{pair.value}"
            result.append(Stated(fact, unconfirmed(number, unit, pair.place, quote)))
    return [*result, *_halves(found, [*stated, *result])]


def _halves(found: Found, stated: list[Stated]) -> list[Stated]:
    """基本支出总额 and 项目支出总额 say neither budget nor spent: the parts of the one amount of the form that they
    add up to."""
    labels = {"basic": r"基本支出(?:总额|合计|金额)?", "project": r"项目支出(?:总额|合计|金额)?"}
    parts = {
        part: [pair for pair in found.pairs if not pair.kind and re.fullmatch(words, key(pair.label))]
        for part, words in labels.items()
    }
    values = [_VALUE.fullmatch(pairs[0].value.strip()) for pairs in parts.values() if len(pairs) == 1]
    numbers = [(plain_number(value[1]) or "", value[2] or "") for value in values if value]
    if len(numbers) != 2 or not all(number for number, _ in numbers):
        return []
    wholes = {
        (one.fact.removesuffix("_total"), one.statement["unit"])
        for one in stated
        if one.fact in KEY_FACTS
        and sum(parse_number(number) * unit_factor(unit or one.statement["unit"]) for number, unit in numbers)
        == amount_of(one.statement)
    }
    if len(wholes) != 1:
        return []
    role, whole = wholes.pop()
    return [
        Stated(
            f"{part}_{role}",
            unconfirmed(number, unit or whole, pairs[0].place, f"{pairs[0].label}{pairs[0].value}"),
        )
        for (part, pairs), (number, unit) in zip(parts.items(), numbers, strict=True)
    ]


def _of_tasks(draft: Draft, stated: list[Stated], lexicon: Lexicon) -> list[Stated]:
    """The sums of the tasks of a department, where one side of them is that of all projects in the text."""
    sums = draft.submission.get("tasks", {}).get("totals", {})
    known = {one.fact: amount_of(one.statement) for one in stated}
    facts = {"budget": "project_budget", "spent": "project_spent"}
    if not any(side in sums and known.get(fact) == parse_number(sums[side]) for side, fact in facts.items()):
        return []
    section = lexicon.tables.tasks.section
    return [
        Stated(fact, unconfirmed(sums[side], "元", section, f"{lexicon.tables.tasks.totals[1]}{sums[side]}"))
        for side, fact in facts.items()
        if side in sums and fact not in known
    ]


def _possible(draft: Draft, stated: list[Stated]) -> dict[str, list[dict]]:
    """Statements by fact, without what cannot be right."""
    catalogue, facts = fact_catalogue(), dict[str, list[dict]]()
    for one in stated:
        kind, statement = catalogue[one.fact], one.statement
        amount = amount_of(statement)
        if (amount < 0 and not kind.negative) or (kind.at_most_one and amount > 1):
            draft.notes.append(
                note("cannot_be_right", section=statement["section"], quote=statement["quote"])
            )
        else:
            facts.setdefault(one.fact, []).append(statement)
    return {fact: _without_rounded(found) for fact, found in facts.items()}


def _initial_parts(facts: dict[str, list[dict]]) -> list[tuple[str, dict, str]]:
    """基本支出 and 项目支出 that add up to the initial budget and not to the adjusted one are no parts of the
    latter."""
    parts = [facts.get(name, []) for name in ("basic_budget", "project_budget")]
    wholes = [facts.get(name, []) for name in ("budget_initial", "budget_total")]
    if any(len(found) != 1 for found in (*parts, *wholes)):
        return []
    total = sum(amount_of(found[0]) for found in parts)
    initial, adjusted = (amount_of(found[0]) for found in wholes)
    if total != initial or initial == adjusted:
        return []
    names = {"basic_budget": "基本支出年初预算", "project_budget": "项目支出年初预算"}
    return [(label, facts.pop(name)[0], "money") for name, label in names.items()]


def _without_rounded(found: list[dict]) -> list[dict]:
    """Statements without those that only round another one (约2067万元 beside 2067.45万元)."""
    exact = [amount_of(one) for one in found if not one.get("approximate")]
    return [
        one
        for one in found
        if not one.get("approximate")
        or not any(abs(amount - amount_of(one)) * 2 <= unit_factor(one["unit"]) for amount in exact)
    ]


def _say(
    draft: Draft, facts: dict, money: Money, found: Found, unread: list[tuple[str, str]], lexicon: Lexicon
) -> None:
    """What is missing of the money, and numbers without a label."""
    catalogue, family = fact_catalogue(), draft.form.family
    expected = family.expects if family else ()
    wanted = lexicon.figures.facts if "facts" in expected else KEY_FACTS if "money" in expected else ()
    for fact in (*wanted, *(one for one in expected if one in catalogue)):
        if fact not in facts:
            draft.not_found.append(Missing(f"facts.{fact}", catalogue[fact].name))
    for word in (one for one in expected if not one.isascii()):  # a figure by its printed name
        if not any(word in figure["name"] for figure in draft.submission.get("figures", ())):
            draft.not_found.append(Missing(f"figures.{word}", Text(word, word)))
    if "narrative" in expected:
        for part, name in PARTS.items():
            if part != "overall_goal" and part not in draft.submission.get("narrative", {}):
                draft.not_found.append(Missing(f"narrative.{part}", name))
    figures = draft.submission.get("figures", ())
    statements = [*facts.values(), *(figure["statements"] for figure in figures)]
    taken = {one["section"].rpartition(" ")[2] for stated in statements for one in stated}
    for pair in found.pairs:
        if str(pair.place) in taken:
            continue
        if (not pair.kind or (pair.kind.startswith("fact.") and pair.kind[5:] not in facts)) and plain_number(
            pair.value
        ) is not None:
            told = f"{pair.place} {pair.label} {pair.value}"
            draft.unread.append(note("meaning_unknown", told=told))
    topics = lexicon.figures.topics.items()
    named = {
        key(word) for name, topic in topics if name != "overall" and not topic.name for word in topic.words
    }
    for figure in figures:
        if key(figure["name"]) in named:
            told = f"{figure['name']} {figure['statements'][0]['value']}{figure['statements'][0]['unit']}"
            draft.unread.append(note("budget_or_spent", told=told))
    for asked in money.asked:
        draft.unread.append(note("no_unit_of", asked=asked))
    for section, quote in unread:
        draft.unread.append(note("without_label", section=section, quote=quote))


def _in_targets(reader: FigureReader, lexicon: Lexicon, targets: dict):
    """Figures that a target states about one of the lexicon's topics, such as 采购资金的支付数."""
    counts: dict[str, int] = {}
    for target in targets.get("rows", ()):
        counts[target["kind"]] = counts.get(target["kind"], 0) + 1
        named = lexicon.figures.targets.items()
        topic = next(
            (one for one, names in named if key(target["name"]).startswith(tuple(map(key, names)))), ""
        )
        if topic:
            kind = _TARGET_NAMES.get(target["kind"], _KIND_NAMES[target["block"]])
            section = f"四 目标表 {kind}指标{counts[target['kind']]}"
            for side in ("expected", "actual"):
                for one in reader.read(section, target[side], topic):
                    one.statement["place"] = target["place"]
                    yield one
