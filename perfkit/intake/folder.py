"""A folder of filings as drafts, a line for each file: what came, whose it is, what was read, asked and
refused."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from perfkit.base.errors import PerfkitError, SubmissionError
from perfkit.base.files import write_whole
from perfkit.base.text import Text, say
from perfkit.base.yaml_source import read_yaml
from perfkit.intake.draft import read_filings
from perfkit.intake.drafted import Draft, counts
from perfkit.intake.notes import note
from perfkit.intake.open_file import SUFFIXES
from perfkit.intake.workbook import is_template, read_to_folder
from perfkit.intake.writer import write_drafts

MOST_FILES = 10_000


class Line(NamedTuple):
    """One draft: its form, who filed, the year, how many values were read and how many points are asked."""

    form: Text
    whose: Text
    year: Text
    read: int
    asked: int
    place: str


class Came(NamedTuple):
    """One file of the folder.

    Attributes
    ----------
    name : str       its path below the folder
    lines : list     a line for each draft that it gave, `place` being the draft's folder; none where it was
        refused
    refused : Text   why nothing was read; empty where something was
    """

    name: str
    lines: tuple[Line, ...] = ()
    refused: Text = Text("", "")


def read_folder(
    folder: Path | str,
    out: Path | str,
    *,
    rubric: str = "",
    one: Callable[[Path, Path, str, Collection[str]], Came] | None = None,
    step: Callable[[bool], None] | None = None,
) -> list[Came]:
    """Read every filing below a folder; each file gets a folder of its name under `out`.

    Parameters
    ----------
    folder : Path   files of any kind that `read` knows, also in folders below it
    out : Path      the drafts, and reading.md with the table; may lie inside the folder and is then not read
    rubric : str    id of the rubric whose form all of them are; recognised one by one unless given
    one : reads one file into a place; `read_one` unless given, which has no limits of its own
    step : called after each file with whether it was refused

    Returns
    -------
    list of Came   in the order of the names

    Raises
    ------
    SubmissionError   nothing to read in the folder, or more files than a run may have.
    """
    folder, out = Path(folder), Path(out)
    files = filings_below(folder, out)
    came, places = [], list(_places(folder, files))
    taken = {place.name for place in places}
    for file, place in zip(files, places, strict=True):
        found = (one or read_one)(file, out / place, rubric, taken)
        came.append(found._replace(name=file.relative_to(folder).as_posix()))
        taken |= {Path(line.place).name for line in found.lines}
        if step:
            step(bool(found.refused.zh))
    write_whole(out / "reading.md", _page(folder.name, came))
    return came


def read_one(file: Path, place: Path, rubric: str = "", taken: Collection[str] = ()) -> Came:
    """Read a file into its place; whatever is wrong with it is said and never raised."""
    try:
        read = _read(file, place, rubric, taken)
        return Came(file.name, tuple(_line(draft, written) for draft, written in read))
    except PerfkitError as error:
        return Came(file.name, refused=Text(error.show("zh"), error.show("en")))
    except OSError as error:
        why = error.strerror or type(error).__name__
        return Came(file.name, refused=Text(f"无法读写：{why}", f"cannot read or write: {why}"))
    except Exception as error:  # a fault of the reader in one file must not cost the others
        why = f"{type(error).__name__} {error}"[:120]
        told = note("reader_fault", why=why)
        return Came(file.name, refused=told)


def as_json(came: Came) -> str:
    """What came, to hand it from one process to another."""
    return json.dumps(came)


def from_json(text: str) -> Came:
    """See `as_json`.

    Examples
    --------
    >>> came = Came("a.txt", refused=Text("空", "empty"))
    >>> from_json(as_json(came)) == came
    True
    """
    name, lines, refused = json.loads(text)
    made = (Line(Text(*form), Text(*whose), Text(*year), *rest) for form, whose, year, *rest in lines)
    return Came(name, tuple(made), Text(*refused))


def _read(file: Path, place: Path, rubric: str, taken: Collection[str]) -> list[tuple[Draft, Path]]:
    if is_template(file):
        [written] = read_to_folder(file, place)
        return [(Draft(read_yaml(written / "submission.yaml").data, source=file), written)]
    drafts = read_filings(file, rubric=rubric)
    return list(zip(drafts, write_drafts(drafts, place, taken), strict=True))


def filings_below(folder: Path, out: Path) -> list[Path]:
    """The files to read: of a kind that may be a filing, neither hidden nor a lock of Word's or Excel's.

    Raises
    ------
    SubmissionError   none, or too many.
    """
    found = []
    for here, below, names in os.walk(folder):
        at = Path(here)
        below[:] = sorted(
            name for name in below if not name.startswith(".") and (at / name).resolve() != out.resolve()
        )
        found += [
            at / name
            for name in sorted(names)
            if not name.startswith((".", "~$")) and Path(name).suffix.lower() in SUFFIXES
        ]
    if not found:
        raise SubmissionError(note("nothing_to_read", folder=folder, kinds=" ".join(SUFFIXES)))
    if len(found) > MOST_FILES:
        raise SubmissionError(note("too_many_files", folder=folder, count=len(found), most_files=MOST_FILES))
    return found


def _places(folder: Path, files: list[Path]) -> Iterator[Path]:
    """Where each draft goes: the file's name without its suffix, with it where two files would share the
    place, and behind the folders above where files of different folders have one name: reports of drafts
    go by the name alone."""
    below = [file.relative_to(folder) for file in files]
    # Names that differ in case alone are one folder on some systems.
    shared = Counter(str(one.with_suffix("")).casefold() for one in below)
    named = Counter(place.rpartition(os.sep)[2] for place in shared)
    for one in below:
        plain = one.with_suffix("")
        alone = shared[str(plain).casefold()] == 1
        name = plain.name if alone else one.name.replace(".", "-")
        yield one.with_name("-".join([*one.parts[:-1], name]) if named[plain.name.casefold()] > 1 else name)


def _line(draft: Draft, written: Path) -> Line:
    filed, family = draft.submission, draft.form.family
    unknown = Text("未找到", "not found")
    form = Text("认不出", "not known") if filed.get("unconfirmed") else Text("填报工作簿", "workbook")
    names = "　".join(filter(None, (filed["department"].get("name"), filed.get("project", {}).get("name"))))
    return Line(
        form=Text(family.name.zh, family.name.en) if family else form,
        whose=Text(names, names) if names else unknown,
        year=Text(str(filed["year"]), str(filed["year"])) if "year" in filed else unknown,
        read=sum(count for kind, count in counts(draft).items() if kind != "facts"),
        asked=draft.to_decide,
        place=str(written),
    )


def table_rows(came: list[Came], lang: str) -> list[list[str]]:
    """The table, head first: file, form, who, year, values read, asked, refused and why.

    "Asked" counts what a person has to decide: what the notes ask, and whose filing it is where nobody says.
    """
    head = "文件,表式,单位或项目,年度,读出,待核对,未读原因"
    rows = [say(lang, head, "file,form,unit or project,year,read,asked,refused because").split(",")]
    for one in came:
        if one.refused.zh:
            rows.append([one.name, "", "", "", "0", "", " ".join(one.refused.in_(lang).split())])
        for line in one.lines:
            told = (text.in_(lang) for text in line[:3])
            rows.append([one.name, *told, str(line.read), str(line.asked), ""])
    return rows


def closing_line(came: list[Came], lang: str) -> str:
    """How many files came, how many drafts they gave, how many were refused."""
    drafts, refused = sum(len(one.lines) for one in came), sum(bool(one.refused.zh) for one in came)
    return note("closing_line", files=len(came), drafts=drafts, refused=refused).in_(lang)


def _page(name: str, came: list[Came]) -> str:
    lines = [f"# {name}", ""]
    for lang in ("zh", "en"):
        head, *rows = [
            [cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in table_rows(came, lang)
        ]
        lines += [closing_line(came, lang), "", f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
        lines += [*(f"| {' | '.join(row)} |" for row in rows), ""]
    return "\n".join(lines)
