"""The scoring table: points by the rubric whose rows they are, or row by row where it is nobody's here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from perfkit.base.quantities import parse_number
from perfkit.base.text import Text
from perfkit.intake.blocks import ILLEGIBLE, Cell, distinct, key, one_line
from perfkit.intake.form_rows import Reading, read_end
from perfkit.intake.group_points import GroupPoints
from perfkit.intake.lexicon import Lexicon, bare
from perfkit.intake.notes import note
from perfkit.intake.numbers import points
from perfkit.intake.statements import Most
from perfkit.intake.table_rows import Row, names_of_several
from perfkit.intake.target_levels import NUMBERED, named_points
from perfkit.rubric.table import Rubric

_ENOUGH = 0.8
_TEXTS = ("meaning", "standard", "state", "reason")


def fitting_rubric(rows: list[Row], lexicon: Lexicon, rubrics: list[Rubric]) -> Rubric | None:
    """The rubric whose rows a scoring table prints; None where none has nearly all of its rows in it.

    Parameters
    ----------
    rubrics : those that may be meant
    """
    if not rows:
        return None
    printed = {_bare(row.columns.text(row.cells, "name")) for row in rows}
    printed |= {_bare(cell.text) for row in rows if not row.aligned for cell in distinct(row.cells)[:4]}
    best = max(rubrics, key=lambda rubric: _share(rubric, lexicon, rows, printed), default=None)
    return best if best is not None and _share(best, lexicon, rows, printed) >= _ENOUGH else None


def _share(rubric: Rubric, lexicon: Lexicon, rows: list[Row], printed: set[str]) -> float:
    """The least of: rows of the rubric that are printed, printed rows that are the rubric's, maxima that
    agree."""
    names, maxima, strange = _row_names(lexicon, rubric), [], 0
    found = {names[name] for name in printed if name in names}
    ends = {bare(key(word)) for word in (*lexicon.rows.total, *lexicon.rows.grade, *lexicon.rows.part)}
    for row in rows:
        name, most = _bare(row.columns.text(row.cells, "name")), points(row.columns.text(row.cells, "max"))
        label = next((bare(key(cell.text)) for cell in distinct(row.cells)), "")
        if name in names:
            maxima.append(most is None or parse_number(most) == rubric.by_id[names[name]].max)
        elif row.aligned and name and label not in ends:
            strange += points(row.columns.text(row.cells, "score")) is not None
    shares = [len(found) / max(len(rubric.indicators), 1), len(found) / max(len(found) + strange, 1)]
    return min(*shares, sum(maxima) / len(maxima) if maxima else 1.0)


def read_rows(
    rows: list[Row], lexicon: Lexicon, *, alone: bool = False, blocks: Iterable[str] = ()
) -> Reading:
    """A table of no rubric here: its rows as printed under `scored`, its blocks' maxima, total and grade.

    Parameters
    ----------
    alone : the form has no targets, so that a table of blocks repeats nothing
    blocks : labels of the first level that the table of targets prints, beside those known
    """
    result, part = Reading(), {key(word) for word in lexicon.rows.part}
    level1 = level2 = ""
    levels, several = set(map(key, lexicon.levels)), names_of_several(rows)
    summed, groups = _summaries(rows, lexicon, blocks), GroupPoints(rows, "max")
    if alone and summed >= {id(row.header) for row in rows}:
        summed = set()
    for row in rows:
        labels = [bare(key(cell.text)) for cell in distinct(row.cells)]
        if not labels or read_end(row, lexicon, result):
            continue
        if id(row.header) in summed:
            _block_points(result, row, labels[0], lexicon)
            continue
        if part & set(labels[:3]):
            _block_points(result, row, level1, lexicon)
            continue
        if any(bare(key(row.columns.text(row.cells, role))) in part for role in ("level2", "name")):
            continue  # the sum of a block, below the label of the block
        texts = {role: row.columns.text(row.cells, role) for role in row.columns.index}
        name1, most1 = named_points(texts.get("level1", ""), lexicon)
        if name1 and name1 != level1:
            level1, level2 = name1, ""
            result.block(name1, name1, most1, None, row.at("level1"))
        result.block(level1, level1, groups.of_block(row)[0], None, row.at("group", "max"))
        texts |= {part: "" for part in ("max", "score") if groups.is_groups(row, part)}
        level2 = re.sub(r"[（(]\s*[\d.]+\s*分?\s*[)）]$", "", one_line(texts.get("level2", ""))) or level2
        name = one_line(texts.get("name", ""))
        unclear = name in ("", ILLEGIBLE) or id(row.name) in several or row.lost
        if unclear or row.name is row.columns.cell(row.cells, "level1"):
            if len(distinct(row.cells)) > 1:
                shown = " | ".join(one_line(cell.text) for cell in distinct(row.cells))[:60]
                result.notes.append(note("scoring_row_unread", shown=shown))
            continue
        if key(name) in levels and not level1 and (whole := points(one_line(texts.get("max", "")))):
            result.block(
                name, name, whole, None, row.at("max")
            )  # 投入 | 15 | 14: a row that is a whole block
        if not texts.get("max") and (named := named_points(name, lexicon))[1]:  # 支出进度（10分）
            name, texts = named[0], texts | {"max": named[1]}
        _row(result, texts, name, level1, level2, str(row.place_of(name)))
    _blocks_apart(result, levels, lexicon)
    return result


def _blocks_apart(result: Reading, levels: set[str], lexicon: Lexicon) -> None:
    """Rows of their own for blocks (投入（20分） | 20 | 19) are none of the rows below them.

    A block is a level's name without a level, above rows whose most points are its own in sum.
    """
    kept, below = list[dict](), list[dict]()
    for entry in reversed(result.scored):
        label, most = named_points(NUMBERED.sub("", entry["name"]), lexicon)
        most = most or entry.get("max", "")
        rows = [row for row in below if "max" in row and key(row["name"]) not in levels]
        parts = [parse_number(row["max"]) for row in rows]
        whole = most and 0 < len(parts) == len(below) and sum(parts) == parse_number(most)
        if not whole or key(label) not in levels or entry["level1"]:
            kept, below = [entry, *kept], [entry, *below]
            continue
        block = next((block for word, block in lexicon.blocks if word in label), label)
        result.maxima |= {block: result.maxima.pop(entry["name"], Most(label, most, entry["place"]))}
        result.sums |= {block: (entry["score"], entry["place"])} if "score" in entry else {}
        result.missing = [one for one in result.missing if one[0] != f"self_evaluation.{entry['name']}"]
        for row in below:
            row["level1"] = row["level1"] or label
        below = []
    result.scored = kept


def _summaries(rows: list[Row], lexicon: Lexicon, known: Iterable[str]) -> set[int]:
    """Heads of tables that only repeat the points of blocks (产出 | 35 | 34.75) beside a table of rows or of
    targets."""
    blocks = {key(word) for word in (*lexicon.levels, *lexicon.execution_rows, *known)}
    ends = {bare(key(word)) for word in (*lexicon.rows.total, *lexicon.rows.grade)}
    names: dict[int, list[str]] = {}
    for row in rows:
        label = next((bare(key(cell.text)) for cell in distinct(row.cells)), "")
        if label not in ends and not {"level1", "level2"} & row.columns.index.keys():
            names.setdefault(id(row.header), []).append(re.sub(r"\(.*?\)", "", label))
    return {
        header
        for header, labels in names.items()
        if len(labels) >= 2 and sum(label in blocks for label in labels) * 3 >= len(labels) * 2
    }


def _block_points(result: Reading, row: Row, label: str, lexicon: Lexicon) -> None:
    """The most points of a block and the filer's, from a row that stands for all of it."""
    name = re.sub(r"[（(].*", "", label)
    most, score = (points(row.columns.text(row.cells, part)) for part in ("max", "score"))
    if name in map(key, lexicon.execution_rows):
        if score is not None and "execution" not in result.end:
            result.executed(score, most or "", row.at("max"), row.at("score"))
        return
    block = next((block for word, block in lexicon.blocks if word in name), name)
    if block:
        result.block(block, name, most, score, row.at("max"), row.at("score"))


def _row(result: Reading, texts: dict[str, str], name: str, level1: str, level2: str, place: str) -> None:
    entry = {"name": name, "level1": level1, "level2": level2}
    for part in ("max", "score"):
        if (number := points(one_line(texts.get(part, "")))) is not None:
            entry[part] = number
    entry |= {part: one_line(texts[part]) for part in _TEXTS if texts.get(part)}
    if "score" not in entry:
        result.missing.append((f"self_evaluation.{name}", note("points_blank", name=name)))
    result.scored.append({**entry, "place": place})


def read_scores(rows: list[Row], lexicon: Lexicon, rubric: Rubric) -> Reading:
    """The scoring table of a rubric: points by indicator id; total and grade under `end`."""
    result = Reading()
    names, scores, waiting = _row_names(lexicon, rubric), dict[str, str](), ""
    for row in rows:
        cells = distinct(row.cells)
        score = points(row.columns.text(row.cells, "score"))
        if not cells or read_end(row, lexicon, result):
            continue
        found = _indicator(row, cells, names, result)
        if score is None and found and found not in scores and not row.aligned and len(cells) > 3:
            score = points(cells[-1].text)
        if found is None:
            # The second half of a row that a page end cut: the points may stand there.
            if waiting and score is not None and len(cells) <= 2:
                scores.setdefault(waiting, score)
                result.places.setdefault(waiting, str(row.place))
                waiting = ""
        elif found in scores:
            if score not in (None, scores[found]):
                told = rubric.by_id[found].name.zh
                result.notes.append(note("two_scores", name=told, shown=scores[found], found=found))
        elif score is None:
            waiting = found  # the row that is still without points
        else:
            scores[found], result.places[found], waiting = score, row.at("score"), ""
            full, own = points(row.columns.text(row.cells, "max")), rubric.by_id[found]
            if full is not None and parse_number(full) != own.max:
                zh, en = own.name.zh, own.name.en
                result.notes.append(note("maximum_differs", name_zh=zh, full=full, name_en=en))
    for indicator in rubric.indicators:
        if indicator.id not in scores:
            result.missing.append(
                (f"self_evaluation.{indicator.id}", note("points_missing", name=indicator.name))
            )
    for name, text in (
        ("total", Text("评分表的综合评分", "the total of the scoring table")),
        ("grade", Text("评分表的评分等级", "the grade of the scoring table")),
    ):
        if name not in result.end:
            result.missing.append((f"self_evaluation.{name}", text))
    result.entries = {
        indicator.id: scores[indicator.id] for indicator in rubric.indicators if indicator.id in scores
    }
    return result


def _row_names(lexicon: Lexicon, rubric: Rubric) -> dict[str, str]:
    names = {_bare(indicator.name.zh): indicator.id for indicator in rubric.indicators}
    for indicator, others in lexicon.tables.scores.also.items():
        if indicator in rubric.by_id:
            names.update({_bare(other): indicator for other in others})
    return names


def _bare(name: str) -> str:
    return re.sub(r"\(.*?\)|[、,，。.\s\d]|等$", "", key(name))


def _indicator(row: Row, cells: list[Cell], names: dict[str, str], result: Reading) -> str | None:
    """The row of the rubric that a row of the table is: by its exact name, else by the one name that is
    nearly it."""
    named = row.columns.cell(row.cells, "name")
    candidates = ([named] if named is not None else []) + cells[:4]
    for cell in candidates:
        if _bare(cell.text) in names:
            return names[_bare(cell.text)]
    printed = _bare(named.text) if named is not None else ""
    if named is None or not 3 <= len(printed) <= 40:
        return None
    ranked = sorted(((SequenceMatcher(None, printed, name).ratio(), name) for name in names), reverse=True)
    if ranked[0][0] >= 0.8 and (len(ranked) == 1 or ranked[1][0] < ranked[0][0] - 0.1):
        shown = one_line(named.text)
        result.notes.append(note("row_taken_as", shown=shown, name=ranked[0][1], row=names[ranked[0][1]]))
        return names[ranked[0][1]]
    return None
