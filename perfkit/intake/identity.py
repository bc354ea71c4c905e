"""Whose filing it is: department, year, project, title; the unit that carried it out before the authority
above it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256

from perfkit.base.text import Text
from perfkit.intake.blocks import ILLEGIBLE, any_of, key, one_line
from perfkit.intake.clauses import projects_in
from perfkit.intake.label_pairs import Pair, label_kinds, pairs_of_lines
from perfkit.intake.lexicon import Lexicon, bare
from perfkit.intake.named_bodies import (
    body_in_a_title,
    body_of_a_place,
    carriers,
    hits,
    signed_by,
    unit_and_project,
    whose_accounts,
)
from perfkit.intake.notes import note
from perfkit.intake.numbers import first_year, most_named
from perfkit.intake.sources import Sources

_WIDE_DIGIT = re.compile("[０-９]")
_CODE = re.compile(r"^[A-Za-z0-9]{6,}\s*[-—－_]\s*|^\d{3,}\s*[-—－_ ]?\s*(?=[\u4e00-\u9fff])")
_REGION = re.compile(r"^[\u4e00-\u9fff]{1,8}?[省市县区镇乡](?:本级|直)?")


@dataclass
class Named:
    """Who filed what for which year; empty where it is not printed.

    `places` has by value the cell that prints it beside its label, `dated` the line or cell of the year.
    """

    department: str = ""
    year: int | None = None
    title: str = ""
    project: str = ""
    code: str = ""
    authority: str = ""
    user: str = ""
    unit: str = ""
    places: dict[str, str] = field(default_factory=dict)
    dated: str = ""
    notes: list[Text] = field(default_factory=list)

    def identifier(self, digest: str) -> str:
        """An id that no other unit, project or document has; a person may give a readable one."""
        if not self.department:
            return f"unit-{digest[:12]}"
        whole = f"{self.department}|{self.project}" if self.project else self.department
        return ("proj-" if self.project else "dept-") + sha256(whole.encode()).hexdigest()[:12]


def identify(
    front: list[str],
    pairs: list[Pair],
    lexicon: Lexicon,
    text: Iterable[str],
    kind: str = "",
    year: int | None = None,
) -> Named:
    """The identity of a filing.

    Parameters
    ----------
    front : titles and lines before the first heading, from top to bottom
    pairs : labels with their values, from tables
    text : every paragraph, for a year that stands in the text alone
    kind : department, project or accounts; a project's name is looked for in a title only where it is one
    year : of the document that holds this filing and others
    """
    wide = _WIDE_DIGIT.search
    front = [(unicodedata.normalize("NFKC", line) if wide(line) else line).strip() for line in front]
    labels = label_kinds(lexicon)
    # These words head lines (项目：某工程); in a table they head columns as well.
    alone = dict.fromkeys((key(word) for word in lexicon.identity.alone), "identity.project")
    printed = [*pairs_of_lines(front, alone | labels if kind == "project" else labels, lexicon), *pairs]
    found = Named(title=_title(front))
    for part in ("unit", "user", "department", "authority", "project", "code"):
        for pair in printed:
            value = _name(pair.value, labels, lexicon) if part != "code" else one_line(pair.value)
            if pair.kind == f"identity.{part}" and value:
                setattr(found, part, value)
                found.places.setdefault(value, str(pair.place))
                answers = part == "department" and pair.label in lexicon.identity.authority
                user = found.user
                if (
                    answers
                    and user.endswith(lexicon.identity.bodies)
                    and not lexicon.pattern("several_bodies").search(user)
                ):
                    found.department = user
                break
    own = found.department
    # Of 各县（市、区）教育局 the authority answers.
    several = found.authority and lexicon.pattern("collective_unit").search(found.unit)
    found.department = ("" if several else found.unit) or own
    if kind != "project" and own:
        found.department = own
    text = list(text)
    titled = body_in_a_title(found.title, front, lexicon)
    found.department = found.department or found.user or body_of_a_place(titled, text, lexicon) or titled
    said = (
        unit_and_project(text, lexicon)
        if kind == "project" and not (found.department and found.project)
        else ("", "")
    )
    published = lexicon.pattern("published_by").search(" ".join(front))
    given = whose_accounts([found.title, *front, *text], lexicon) if kind == "accounts" else ""
    found.department = found.department or given or said[0] or found.authority
    found.department = found.department or (published[1] if published else "") or signed_by(text, lexicon)
    unnamed = kind == "project" and not found.department
    ours = unnamed and lexicon.pattern("a_body_answers").search("".join(text))
    place = _carrier(found, text, lexicon) if unnamed and not ours else ""
    _left_open(found, printed, [labels.get(bare(key(line)), "") for line in front], lexicon)
    if not found.project and kind == "project":
        titled = _project_of(found.title, lexicon)
        found.project = said[1] or (
            "" if lexicon.pattern("several_names").search(titled) and projects_in(text) else titled
        )
        spent_on = {hit[1] for hit in hits(lexicon.identity.spent_on, text)}
        found.project = found.project or (spent_on.pop() if len(spent_on) == 1 else "")
    found.project = _CODE.sub("", found.project) if kind == "project" else ""
    for name in (found.department, place):
        if len(found.project) > len(name) + 1:
            found.project = found.project.removeprefix(name)
    if kind == "project" and not found.code:
        coded = next((p.value for p in printed if p.kind == "identity.project" and _CODE.match(p.value)), "")
        found.code = re.split(r"\s*[-—－_]\s*", coded)[0] if coded else ""
    _year(found, front, printed, text, year, lexicon)
    return found


def _left_open(found: Named, printed: list[Pair], alone: list[str], lexicon: Lexicon) -> None:
    """Nobody is named where the label of the unit that filed stands without a name that could be read: the
    authority above it is somebody else.

    Parameters
    ----------
    alone : kinds of the labels that stand alone on a line
    """
    above = {found.authority} | {one_line(p.value) for p in printed if p.label in lexicon.identity.authority}
    kinds = [
        p.kind for p in printed if key(p.value) == ILLEGIBLE and p.label not in lexicon.identity.authority
    ]
    own = {"identity.unit", "identity.user", "identity.department"} & {*kinds, *alone}
    if own and found.department in above and not found.unit and not found.user:
        found.department = ""


def _name(value: str, labels: dict[str, str], lexicon: Lexicon) -> str:
    """A name as printed: without the code before it, the stamp behind it and what follows on the line."""
    name = lexicon.pattern("stamp").sub(
        "", lexicon.pattern("after_a_value").split(one_line(value).strip())[0]
    )
    bare_name = re.sub(r"\s+", "", name)
    if not re.search(r"[\u4e00-\u9fffA-Za-z]", bare_name) or len(bare_name) > 60 or len(bare_name) < 2:
        return ""
    if any(
        len(label) > 3 and label in key(bare_name)
        for label, kind in labels.items()
        if kind.startswith("identity.")
    ):
        return ""  # a line of labels and values that run together
    if labels.get(bare(key(bare_name))) or lexicon.pattern("only_units").match(bare_name):
        return ""
    return re.sub(r"^\d{3,}\s*[-—－_]?\s*(?=[\u4e00-\u9fff])", "", bare_name)


def _title(front: list[str]) -> str:
    lines = [one_line(line) for line in front]
    for wanted in (("自评", "评价报告"), ("绩效", "决算")):
        for line in lines:
            if any(word in line for word in wanted) and len(line) < 80 and "：" not in line:
                return line
    return ""


def _carrier(found: Named, text: list[str], lexicon: Lexicon) -> str:
    """The place that the title names: it answers, and is asked, unless one body carries the project out."""
    named = carriers(text, lexicon)
    place = next((hit[1] for hit in hits(lexicon.identity.regions, [found.title])), "")
    if len(named) == 1 and not lexicon.pattern("several_bodies").search(min(named)):
        found.department = named.pop()
    elif place:
        found.department = place
        found.notes.append(note("department_is_a_place", name=place))
    return place


def _project_of(title: str, lexicon: Lexicon) -> str:
    """The project that a title names (某工程项目支出绩效自评报告)."""
    plain = lexicon.pattern("before_a_project").sub("", re.sub(r"\s+", "", title))
    plain = lexicon.pattern("who_reports_on").sub("", plain)
    name = lexicon.pattern("after_a_project").sub(r"\1", plain)
    ends = any_of(lexicon.identity.bodies)
    if lexicon.pattern("no_project").fullmatch(name):
        return ""
    if re.search(lexicon.identity.funds, _REGION.sub("", name)) or re.fullmatch(
        rf".{{2,30}}(?:{ends})(?:项目)?", name
    ):
        return ""
    whole = re.search(rf"{re.escape(name)}项目(?=的?(?:绩效|自评))", plain)  # 某工程项目绩效自评情况
    return (name + "项目" * bool(whole)) if 3 <= len(name) <= 40 else ""


def cited(named: Named, project: dict[str, str], there: Sources) -> dict[str, str]:
    """Where unit, year, title and project are printed: beside their label, else where they first stand."""
    texts = {"department.name": named.department, "year": named.dated, "title": named.title} | project
    places = {}
    for path, text in texts.items():
        found = there.find("", text) if text and text not in there.cells else None
        place = named.places.get(text) or (str(found.place) if found else text if text in there.cells else "")
        places[path] = place
    return places


def without_region(name: str) -> str:
    """A project's name as its own place calls it.

    Examples
    --------
    >>> without_region("清河县高龄津贴")
    '高龄津贴'
    """
    return _REGION.sub("", name)


def _year(
    found: Named,
    front: list[str],
    printed: list[Pair],
    text: Iterable[str],
    whole: int | None,
    lexicon: Lexicon,
) -> None:
    dates, of_a_title = lexicon.pattern("date_of_paper"), lexicon.pattern("year_of_a_title")
    labelled = (
        (y, str(pair.place) or pair.value)
        for pair in printed
        if pair.kind == "identity.year" and (y := first_year(pair.value + "年"))
    )
    titles = [line for line in (found.title, *front) if not lexicon.pattern("year_before").search(line)]
    lines = [
        *((first_year(line, of_a_title), line) for line in titles),
        *((first_year(dates.sub("", line)), line) for line in titles if "：" not in line),
    ]
    stated, cell = next(labelled, (None, ""))
    titled, line = next((one for one in lines if one[0]), (None, ""))
    found.year, found.dated = titled or stated or whole, line or cell
    if titled and stated and titled != stated:
        found.notes.append(note("year_differs", titled=titled, stated=stated))
    if found.year is None:
        plain = dates.sub("", unicodedata.normalize("NFKC", "\n".join(text)))
        whole, named = (
            most_named(re.findall(pattern, plain)) for pattern in (r"(20\d\d)年度", r"(20\d\d)年")
        )
        found.year = None if whole and named not in (whole, None) else whole or named
        if found.year:
            found.dated = next((one for one in text if f"{found.year}年" in key(one)), "")
            found.notes.append(note("year_from_text", year=found.year))
