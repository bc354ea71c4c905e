"""A trainee's folder: the department's report and documents to read, the submission, and the answer sheet."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from perfkit.base.errors import PerfkitError
from perfkit.base.markup import page_style
from perfkit.base.text import Text, say
from perfkit.base.yaml_source import read_yaml
from perfkit.demo import to_yaml
from perfkit.training.cases import sheet
from perfkit.training.cases.case import LEVELS, TraineeCase
from perfkit.training.lessons import views
from perfkit.views.narrative.prose import Heading, Items, Paragraph, Prose

RECORD, PAGE = "case.yaml", "case.html"
LAST_CASE = 99_999


@dataclass(frozen=True)
class TraineeFolder:
    """A trainee's folder on disk.

    Attributes
    ----------
    path : Path
    trainee : int   the trainee's number
    case : TraineeCase
    """

    path: Path
    trainee: int
    case: TraineeCase

    @property
    def name(self) -> str:
        """The folder's name, also the evaluator's id."""
        return f"trainee-{self.trainee:03d}"


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


def write_folder(
    out: Path, trainee: int, level: int, lang: str = "zh", *, case_number: int = 0
) -> TraineeFolder:
    """Make one trainee's folder.

    Parameters
    ----------
    case_number : int   the case to work on; the trainee's own number unless given, so that each has another one

    Raises
    ------
    PerfkitError   the folder is there already, since answers are never overwritten; a case or a trainee's number out of range.
    """
    if case_number and case_number > LAST_CASE:
        raise PerfkitError(
            Text(
                f"--case 应为 1～{LAST_CASE}，现为 {case_number}",
                f"--case is 1 to {LAST_CASE:,}, not {case_number}",
            )
        )
    case = TraineeCase(case_number or trainee, level)
    made = TraineeFolder(out / f"trainee-{trainee:03d}", trainee, case)
    if made.path.exists():
        raise PerfkitError(
            Text(
                f"{made.path} 已经存在；为免盖掉答案，请换一个文件夹或先移走它",
                f"{made.path} is there already; choose another folder or move it away, so that no answers are lost",
            )
        )
    is_new, part = not out.exists(), None
    try:
        out.mkdir(parents=True, exist_ok=True)
        part = Path(mkdtemp(prefix=f".{made.path.name}.", dir=out))
        _fill(part, made, lang)
        part.chmod(0o755)
        part.rename(made.path)
    except OSError as error:
        raise PerfkitError(
            Text(
                f"{made.path} 写不进去：{error.strerror}；没有留下任何文件",
                f"{made.path} cannot be written: {error.strerror}; nothing was left behind",
            )
        ) from None
    finally:
        if part is not None and part.exists():
            shutil.rmtree(part, ignore_errors=True)
        if is_new and out.is_dir() and not any(out.iterdir()):
            out.rmdir()
    return made


def _fill(path: Path, made: TraineeFolder, lang: str) -> None:
    case = made.case
    header = "# 合成数据（synthetic）：由 perfkit train 生成，不代表任何真实部门。\n"
    (path / "submission.yaml").write_text(header + to_yaml(case.department.submission), encoding="utf-8")
    (path / RECORD).write_text(
        header
        + to_yaml(
            {
                "synthetic": True,
                "trainee": str(made.trainee),
                "case": str(case.number),
                "level": str(case.level),
                "lang": lang,
            }
        ),
        encoding="utf-8",
    )
    (path / PAGE).write_text(page(case, lang), encoding="utf-8")
    sheet.write_sheet(case, path / sheet.FILE, lang)


def read_folder(path: Path) -> TraineeFolder:
    """A trainee's folder.

    Raises
    ------
    PerfkitError   no case.yaml, or one that was changed.
    """
    try:
        raw = read_yaml(path / RECORD).data
        return TraineeFolder(path, int(raw["trainee"]), TraineeCase(int(raw["case"]), int(raw["level"])))
    except (KeyError, TypeError, ValueError, PerfkitError):
        raise PerfkitError(
            Text(
                f"{path} 不是学员文件夹：{RECORD} 不存在或被改过；用 perfkit train new 重新生成",
                f"{path} is no trainee's folder: {RECORD} is missing or was changed; make it again with perfkit train new",
            )
        ) from None


def find_folders(path: Path) -> tuple[TraineeFolder, ...]:
    """One trainee's folder, or those of a class that can be read."""
    return sort_folders(path)[0]


def sort_folders(path: Path) -> tuple[tuple[TraineeFolder, ...], tuple[tuple[str, Text], ...]]:
    """One trainee's folder, or those of a class; and the names of those that cannot be read, with why.

    Raises
    ------
    PerfkitError   there is none, or the only one cannot be read.
    """
    if (path / RECORD).is_file():
        return (read_folder(path),), ()
    good, bad = [], []
    inside = {inner.parent for inner in path.glob(f"*/{RECORD}")} | {
        inner for inner in path.glob("trainee-*") if inner.is_dir()
    }
    for inner in sorted(inside):
        try:
            good.append(read_folder(inner))
        except PerfkitError as error:
            bad.append((inner.name, error.message))
    found = tuple(good)
    if not found and not bad:
        raise PerfkitError(
            Text(
                f"{path} 里没有学员文件夹；先运行 perfkit train new",
                f"there is no trainee's folder in {path}; run perfkit train new first",
            )
        )
    return found, tuple(bad)


def page(case: TraineeCase, lang: str) -> str:
    """What the trainee reads: how to go about it, the documents, the report. It holds no answer."""
    import nbformat

    from perfkit.publish.html import notebook_to_html

    name = case.submission.department.name
    task = Prose(
        (
            Heading(say(lang, f"培训案例：{name}", f"Training case: {name}"), 1, "case"),
            Paragraph(
                say(lang, "合成数据：不代表任何真实部门", "Synthetic data, no real department"), "synthetic"
            ),
            Paragraph(
                say(
                    lang,
                    f"难度 {case.level}：{LEVELS[case.level].zh}",
                    f"Level {case.level}: {LEVELS[case.level].en}",
                ),
                "lead",
            ),
            Items(
                (
                    say(
                        lang,
                        "先读佐证材料，再通读自评报告。",
                        "Read the documents first, then the whole report.",
                    ),
                    say(
                        lang,
                        "打开同一文件夹里的 answers.xlsx，在“评分”表逐条填得分、理由、材料编号。",
                        "Open answers.xlsx in the same folder and fill in points, reasons and documents.",
                    ),
                    say(
                        lang,
                        "对不上的地方写在“核查发现”表。",
                        "Write what does not add up into the sheet of findings.",
                    ),
                    say(lang, "定不下来的写“待定”。", "Where nothing decides, write open."),
                ),
                numbered=True,
            ),
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
        nbformat.v4.new_notebook(cells=cells), lang, title=name, font="../assets/NotoSansSC-Regular.ttf"
    )
