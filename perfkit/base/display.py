"""How values show themselves in a notebook cell: a heading and a small table, in the reader's browser and as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

_STYLE = "border-collapse:collapse;margin:4px 0"
_CELL = "text-align:left;padding:2px 10px 2px 0;vertical-align:top"
_MOST = 60


def card(title: str, rows: Iterable[Sequence[str]], *, heads: Sequence[str] = (), note: str = "") -> str:
    """A heading over a small table, as HTML.

    Parameters
    ----------
    rows : of texts, as many as there are heads; of name and value where no heads are given
    note : str   below the table

    Examples
    --------
    >>> card("甲", [("年度", "2020")])[:24]
    '<div class="perfkit-card'
    """
    rows = list(rows)
    columns = "".join(f'<th scope="col" style="{_CELL}">{escape(one)}</th>' for one in heads)
    head = f"<thead><tr>{columns}</tr></thead>" if heads else ""
    body = "".join(_row(row, named=not heads) for row in rows[:_MOST])
    more = f"<p>… +{len(rows) - _MOST}</p>" if len(rows) > _MOST else ""
    below = f"<p>{escape(note)}</p>" if note else ""
    return f'<div class="perfkit-card" lang="zh"><p><b>{escape(title)}</b></p><table style="{_STYLE}">{head}<tbody>{body}</tbody></table>{more}{below}</div>'


def _row(row: Sequence[str], *, named: bool) -> str:
    first, *rest = row
    tag, scope = ("th", ' scope="row"') if named else ("td", "")
    cells = "".join(f'<td style="{_CELL}">{escape(one)}</td>' for one in rest)
    return f'<tr><{tag}{scope} style="{_CELL}">{escape(first)}</{tag}>{cells}</tr>'
