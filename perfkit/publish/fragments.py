"""Pieces of a page: Markdown, addresses that carry their content, plain text."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import lru_cache
from html import escape

_ANSI = re.compile(r"\x1b\[[0-9;]*m")


@lru_cache(maxsize=1)
def _markdown():
    import mistune

    return mistune.create_markdown(escape=False, plugins=["table", "strikethrough", "footnotes", "def_list"])


def markdown_to_html(source: str) -> str:
    """Markdown as HTML; HTML inside it stays, as in a notebook.

    Examples
    --------
    >>> markdown_to_html("# 标题")
    '<h1>标题</h1>\\n'
    """
    return _markdown()(source)


def data_address(kind: str, content: bytes | str) -> str:
    """Content as an address that holds it.

    Examples
    --------
    >>> data_address("image/svg+xml", "<svg/>")
    'data:image/svg+xml;base64,PHN2Zy8+'
    """
    raw = content.encode("utf-8") if isinstance(content, str) else content
    return f"data:{kind};base64,{b64encode(raw).decode('ascii')}"


def plain(text: str) -> str:
    """Terminal text as HTML: colours left out, the rest escaped.

    Examples
    --------
    >>> plain("\\x1b[31m<b>\\x1b[0m")
    '&lt;b&gt;'
    """
    return escape(_ANSI.sub("", text), quote=False)
