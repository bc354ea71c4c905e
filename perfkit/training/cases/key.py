"""The trainer's key of a class: the secret, who has which case, and what was handed out; trainees never get
it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from perfkit.base.errors import PerfkitError
from perfkit.base.files import write_whole
from perfkit.base.yaml_source import read_yaml
from perfkit.demo import to_yaml
from perfkit.training.cases.calibration import anchor_of
from perfkit.training.cases.case import TraineeCase
from perfkit.training.csv_file import read_lines, write_lines
from perfkit.training.words import words

TRAINEES, TRAINER, KEY, NAMES = "trainees", "trainer", "key.yaml", "names.csv"
PRE, POST = "pre", "post"
_HEADER = "# 培训人的答案钥匙，不要发给学员（合成数据） / The trainer's key, not for trainees (synthetic)\n"


@dataclass(frozen=True, slots=True)
class Entry:
    """What one trainee was given.

    Attributes
    ----------
    trainee, number, level : int   number is the case's
    test : str       pre or post, a test before or after the course; anchor-1 … a round of calibration; empty
        for an exercise
    page : str       fingerprint of the page handed out
    """

    trainee: int
    number: int
    level: int
    form: str
    rubric: str
    test: str = ""
    page: str = ""

    @property
    def name(self) -> str:
        """Name of the trainee's folder, also the evaluator's id."""
        return f"trainee-{self.trainee:03d}" + (f"-{self.test}" if self.test else "")


@dataclass(frozen=True)
class Key:
    """A class as its trainer holds it.

    Attributes
    ----------
    root : Path     holds the trainees' folder and the trainer's
    entries : what was handed out
    """

    root: Path
    secret: str
    lang: str = "zh"
    entries: tuple[Entry, ...] = field(default=())

    def case(self, entry: Entry) -> TraineeCase:
        """The case of an entry; anchor cases are the same for everybody."""
        anchor = anchor_of(entry.test)
        if anchor is not None:
            return anchor.case
        return TraineeCase(entry.number, entry.level, self.secret, entry.form, entry.rubric)

    @property
    def codes(self) -> dict[str, tuple[Entry, ...]]:
        """Code on the sheet → who was given that case."""
        found: dict[str, tuple[Entry, ...]] = {}
        for entry in self.entries:
            code = self.case(entry).code
            found[code] = (*found.get(code, ()), entry)
        return found

    def handed_out(self, entry: Entry) -> Path:
        """The folder that a trainee gets."""
        return self.root / TRAINEES / entry.name

    def graded(self, entry: Entry) -> Path:
        """The trainer's folder on a trainee."""
        return self.root / TRAINER / "graded" / entry.name

    @property
    def trainer(self) -> Path:
        """The trainer's own folder."""
        return self.root / TRAINER

    def with_entries(self, made: Sequence[Entry]) -> Key:
        """The key with more entries."""
        return replace(self, entries=(*self.entries, *made))


def new_key(root: Path, lang: str, secret: str = "") -> Key:
    """The key of a class, as it stands or new; a secret of its own is drawn unless one is given."""
    if (root / TRAINER / KEY).is_file():
        key = read_key(root)
        if secret and secret != key.secret:
            raise PerfkitError(words("another_secret", root=root))
        return replace(key, lang=lang)
    return Key(root, secret or secrets.token_hex(8), lang)


def read_key(folder: Path) -> Key:
    """The key of a class; its folder may be named, or either of the two inside it.

    Raises
    ------
    PerfkitError   no key, or one that cannot be read.
    """
    root = next((one for one in (folder, folder.parent) if (one / TRAINER / KEY).is_file()), None)
    if root is None:
        raise PerfkitError(words("no_key", folder=folder, trainer=TRAINER, key=KEY))
    path = root / TRAINER / KEY
    try:
        raw = read_yaml(path).data
        entries = tuple(
            Entry(
                int(one["trainee"]),
                int(one["case"]),
                int(one["level"]),
                *(str(one[name]) for name in ("form", "rubric", "test", "page")),
            )
            for one in raw["cases"]
        )
        return Key(root, str(raw["secret"]), str(raw["lang"]), entries)
    except (KeyError, TypeError, ValueError, PerfkitError):
        raise PerfkitError(words("key_unreadable", path=path)) from None


def write_key(key: Key) -> Path:
    """Write the key into the trainer's folder."""
    path = key.trainer / KEY
    cases = [
        {"case" if name == "number" else name: str(value) for name, value in asdict(entry).items()}
        for entry in key.entries
    ]
    record = {"synthetic": True, "secret": key.secret, "lang": key.lang, "cases": cases}
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, _HEADER + to_yaml(record))
    return path


def write_names(key: Key) -> Path:
    """Write the table of names with a line for every trainee; what the trainer wrote into it stays."""
    known = names_of(key.trainer)
    numbers = sorted({entry.trainee for entry in key.entries})
    lines = ({"trainee": str(number), "name": known.get(str(number), "")} for number in numbers)
    return write_lines(key.trainer / NAMES, ("trainee", "name"), lines)


def names_of(folder: Path) -> dict[str, str]:
    """Trainee's number → name, as the trainer wrote it; trainees' folders and sheets bear numbers only."""
    lines = read_lines(folder / NAMES)
    return {line["trainee"]: line["name"].strip() for line in lines if line.get("name", "").strip()}
