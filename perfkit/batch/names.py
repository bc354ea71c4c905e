"""Names of units and of folders, whatever they are called on disk."""

from __future__ import annotations

from hashlib import sha256

# Of a file's name in bytes: room for what is put around it while it is written.
LONGEST_NAME = 200


def is_text(name: str) -> bool:
    """Whether a file's name is UTF-8, as Python has it.

    Examples
    --------
    >>> import os
    >>> is_text("财政局"), is_text(os.fsdecode(b"\\xb2\\xc6"))
    (True, False)
    """
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def shown_name(name: str) -> str:
    """A file's name for people and as a part of other names: what is not UTF-8 is read as Windows wrote it.

    Examples
    --------
    >>> import os
    >>> shown_name(os.fsdecode("财政局".encode("gbk"))), shown_name("a\\nb")
    ('财政局', 'a_b')
    """
    text = name
    if not is_text(name):
        raw = name.encode("utf-8", "surrogateescape")
        try:
            text = raw.decode("gb18030")
        except UnicodeDecodeError:
            text = raw.decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else "_" for letter in text)


def name_of(folder: str, rubric: str, lang: str, ending: str = "") -> str:
    """A unit's name; where it would be none that a file can bear, or two units could share it, a hash tells
    it apart.

    Examples
    --------
    >>> name_of("sz-sif-longhua_2020", "sz-2020", "zh")
    'sz-sif-longhua_2020.sz-2020.zh'
    >>> name_of("a", "b.c", "zh") == name_of("a.b", "c", "zh")
    False
    >>> len(name_of("局" * 80, "sz-2020", "zh").encode()) < LONGEST_NAME
    True
    """
    plain = f"{folder}.{rubric}.{lang}"
    shown = shown_name(plain)
    if "." not in folder + rubric and shown == plain and len(plain.encode()) <= LONGEST_NAME - 20:
        return plain + ending
    short = shown.encode()[: LONGEST_NAME - 20].decode("utf-8", "ignore")
    return (
        f"{short}-{sha256(f'{folder}/{rubric}'.encode('utf-8', 'surrogateescape')).hexdigest()[:8]}{ending}"
    )
