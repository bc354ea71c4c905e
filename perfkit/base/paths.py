"""Where the project root, its data and its notebooks are, from a checkout or from an installed wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def data_root() -> Path:
    """The folder that holds rubrics/, departments/ and facts.yaml.

    Examples
    --------
    >>> (data_root() / "facts.yaml").is_file()
    True
    """
    bundled = _PACKAGE / "bundled" / "data"
    return bundled if bundled.is_dir() else _PACKAGE.parent / "data"


def notebooks_root() -> Path:
    """The folder that holds the notebooks.

    Examples
    --------
    >>> notebooks_root().name
    'notebooks'
    """
    bundled = _PACKAGE / "bundled" / "notebooks"
    return bundled if bundled.is_dir() else _PACKAGE.parent / "notebooks"


def fonts_root() -> Path:
    """The folder with the Chinese fonts that charts and documents use."""
    return _PACKAGE / "fonts"
