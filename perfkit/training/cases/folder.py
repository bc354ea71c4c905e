"""What a trainee is handed: the report and its documents as a page, and the answer sheet; neither key nor seed."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp

from perfkit.base.errors import PerfkitError
from perfkit.base.markup import page_style
from perfkit.base.text import Text, say
from perfkit.training.cases import sheet
from perfkit.training.cases.case import LEVELS, TraineeCase
from perfkit.training.cases.key import Entry, Key
from perfkit.training.cases.sheet import MOST_FALSE_ALARMS
from perfkit.training.lessons import views
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
            raise PerfkitError(
                Text(
                    f"学员号“{text}”不对；请写一个数（12）或范围（1-30）",
                    f'"{text}" is no trainee number; write a number (12) or a range (1-30)',
                )
            )
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
        raise PerfkitError(
            Text(
                f"{path} 已经存在；为免盖掉答案，请换一个文件夹或先移走它",
                f"{path} is there already; choose another folder or move it away, so that no answers are lost",
            )
        )
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
            Text(
                f"{path} 写不进去：{error.strerror}；没有留下任何文件",
                f"{path} cannot be written: {error.strerror}; nothing was left behind",
            )
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
    """What the trainee reads: how to go about it, what passes, the documents, the report. It holds no answer."""
    import nbformat

    from perfkit.publish.html import notebook_to_html

    subject = case.submission.subject
    steps = (
        Text("先读佐证材料，再通读自评报告。", "Read the documents first, then the whole report."),
        Text(
            "打开同一文件夹里的 answers.xlsx，在“评分”表逐条填得分、理由、材料编号。",
            "Open answers.xlsx in the same folder and fill in points, reasons and documents.",
        ),
        Text("对不上的地方写在“核查发现”表。", "Write what does not add up into the sheet of findings."),
        Text("定不下来的写“待定”。", "Where nothing decides, write open."),
    )
    aim = Text(
        f"达标：每个评分点都对，不漏关系到分数的矛盾，误报不超过 {MOST_FALSE_ALARMS} 条。每条误报抵掉一个答对的。",
        f"To pass: every criterion right, no contradiction missed that points rest on, at most {MOST_FALSE_ALARMS} false alarms. Each false alarm takes one right answer away.",
    )
    task = Prose(
        (
            Heading(say(lang, f"培训案例：{subject}", f"Training case: {subject}"), 1, "case"),
            Paragraph(
                say(lang, "合成数据：不代表任何真实部门", "Synthetic data, no real department"), "synthetic"
            ),
            Paragraph(
                say(
                    lang,
                    f"{name}　案例编号 {case.code}　难度 {case.level}：{LEVELS[case.level].zh}",
                    f"{name}, case {case.code}, level {case.level}: {LEVELS[case.level].en}",
                ),
                "lead",
            ),
            Items(tuple(step.in_(lang) for step in steps), numbered=True),
            Paragraph(aim.in_(lang)),
        ),
        lang,
    )
    pieces = [
        page_style(),
        task._repr_html_(),
        f"<h2>{say(lang, '佐证材料', 'Documents')}</h2>",
        views.materials(case, lang)._repr_html_(),
        f"<h2>{say(lang, '自评报告', 'The report')}</h2>",
        views.reading_copy(case, lang)._repr_html_(),
    ]
    cells = [
        nbformat.v4.new_code_cell(
            "", outputs=[nbformat.v4.new_output("display_data", data={"text/html": piece})]
        )
        for piece in pieces
    ]
    return notebook_to_html(
        nbformat.v4.new_notebook(cells=cells), lang, title=subject, font="../assets/NotoSansSC-Regular.ttf"
    )
