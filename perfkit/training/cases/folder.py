"""What a trainee is handed: the report and its documents as a page, and the answer sheet; neither key nor
seed."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp

from perfkit.base.errors import PerfkitError
from perfkit.base.markup import page_style
from perfkit.training.cases import sheet
from perfkit.training.cases.case import LEVELS, TraineeCase
from perfkit.training.cases.key import Entry, Key
from perfkit.training.cases.sheet import MOST_FALSE_ALARMS
from perfkit.training.lessons import views
from perfkit.training.page import FONT
from perfkit.training.words import synthetic_mark, words
from perfkit.views.narrative.prose import Heading, Items, Paragraph, Prose

PAGE = "case.html"


def trainees(text: str) -> tuple[int, ...]:
    """Trainee numbers as the command line takes them.

    Examples
    --------
    >>> trainees("12"), trainees("1-3,7")
    ((12,), (1, 2, 3, 7))
    """
    numbers: list[int] = []
    for part in re.split(r"[,，]", text):
        found = re.fullmatch(r"\s*(\d{1,5})\s*(?:[-~～—]\s*(\d{1,5})\s*)?", part)
        first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
        if not 1 <= first <= last:
            raise PerfkitError(words("no_trainee_number", text=text))
        numbers += range(first, last + 1)
    return tuple(dict.fromkeys(numbers))


def write_folder(key: Key, entry: Entry) -> Entry:
    """Hand out one case: the trainee's folder appears whole or not at all.

    Returns
    -------
    the entry with the fingerprint of its page.

    Raises
    ------
    PerfkitError   the folder is there already, since answers are never overwritten; it cannot be written.
    """
    case, path = key.case(entry), key.handed_out(entry)
    if path.exists():
        raise PerfkitError(words("folder_is_there", path=path))
    above = [folder for folder in (path.parent, key.root) if not folder.exists()]
    part = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = Path(mkdtemp(prefix=f".{path.name}.", dir=path.parent))
        text = page(case, key.lang, entry.name)
        (part / PAGE).write_text(text, encoding="utf-8")
        sheet.write_sheet(case, part / sheet.FILE, key.lang)
        part.chmod(0o755)
        part.rename(path)
    except OSError as error:
        raise PerfkitError(
            words("cannot_be_written_nothing_left", path=path, strerror=error.strerror)
        ) from None
    finally:
        if part is not None and part.exists():
            shutil.rmtree(part, ignore_errors=True)
        for folder in above:
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
    return replace(entry, page=fingerprint(text))


def fingerprint(text: str) -> str:
    """A short mark of a page, to see later whether it was changed."""
    return sha256(text.encode()).hexdigest()[:16]


def page(case: TraineeCase, lang: str, name: str) -> str:
    """What the trainee reads: how to go about it, what passes, the documents, the report. It holds no
    answer."""
    import nbformat

    from perfkit.publish.html import notebook_to_html

    subject = case.submission.subject
    told = words("task_case", name=name, code=case.code, level=case.level, levels=LEVELS[case.level])
    steps = tuple(words(f"task_{step}").in_(lang) for step in ("read", "sheet", "findings", "open"))
    task = Prose(
        (
            Heading(words("task", subject=subject).in_(lang), 1, "case"),
            synthetic_mark(lang),
            Paragraph(told.in_(lang), "lead"),
            Items(steps, numbered=True),
            Paragraph(words("task_aim", most_false_alarms=MOST_FALSE_ALARMS).in_(lang)),
        ),
        lang,
    )
    pieces = [
        page_style(),
        task._repr_html_(),
        f"<h2>{words('documents').in_(lang)}</h2>",
        views.materials(case, lang)._repr_html_(),
        f"<h2>{words('the_report').in_(lang)}</h2>",
        *(piece._repr_html_() for piece in views.reading_copy(case, lang).pieces),
    ]
    outputs = (nbformat.v4.new_output("display_data", data={"text/html": piece}) for piece in pieces)
    cells = [nbformat.v4.new_code_cell("", outputs=[output]) for output in outputs]
    font = f"../assets/{FONT}"
    return notebook_to_html(nbformat.v4.new_notebook(cells=cells), lang, title=subject, font=font)
