"""The outputs of a cell as HTML."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from perfkit.base.text import say
from perfkit.publish.fragments import data_address, markdown_to_html, plain

# The richest form that a page without scripts can show comes first.
ORDER = (
    "text/html",
    "image/svg+xml",
    "image/png",
    "image/jpeg",
    "image/gif",
    "text/markdown",
    "text/latex",
    "text/plain",
)
_STYLE = re.compile(r"<style scoped>.*?</style>", re.S)
_HEAD = re.compile(r"<thead>.*?</thead>", re.S)
_BODY = re.compile(r"<tbody>.*?</tbody>", re.S)
_BARE_TH = re.compile(r"<th(?![^>]*\bscope=)([\s>])")


class Outputs:
    """Shows outputs one after the other; counts tables and pictures for readers who do not see them.

    Parameters
    ----------
    lang : str   "zh" or "en"
    """

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._tables = 0
        self._pictures = 0

    def show(self, output: Any) -> str:
        """One output as HTML, '' if there is nothing to see."""
        kind = output["output_type"]
        if kind == "stream":
            return f'<pre class="{output["name"]}" tabindex="0">{plain(_text(output["text"]))}</pre>'
        if kind == "error":
            return self._error(output)
        data = output.get("data", {})
        for mime in ORDER:
            if mime in data:
                return self._rich(mime, _text(data[mime]), output.get("metadata", {}))
        return ""

    def _error(self, output: Any) -> str:
        label = say(self._lang, "运行到此处出错", "an error stopped the notebook here")
        return (
            f'<div class="error" role="alert"><p><strong>{label}</strong></p>'
            f'<pre tabindex="0">{plain(chr(10).join(output["traceback"]))}</pre></div>'
        )

    def _rich(self, mime: str, content: str, metadata: dict[str, Any]) -> str:
        if mime == "text/html":
            return self._html(content)
        if mime.startswith("image/"):
            return self._picture(mime, content, metadata.get(mime) or {})
        if mime == "text/markdown":
            return f'<section class="text">{markdown_to_html(content)}</section>'
        return f'<pre class="result" tabindex="0">{plain(content)}</pre>'

    def _html(self, content: str) -> str:
        if "<table" not in content:
            return f'<section class="html">{content}</section>'
        # pandas writes for a page that has no style of its own, and leaves out what a heading is for.
        content = (
            _STYLE.sub("", content).replace(' border="1"', "").replace(' style="text-align: right;"', "")
        )
        content = _HEAD.sub(lambda head: _BARE_TH.sub(r'<th scope="col"\1', head[0]), content)
        content = _BODY.sub(lambda body: _BARE_TH.sub(r'<th scope="row"\1', body[0]), content)
        self._tables += 1
        label = say(self._lang, f"表 {self._tables}，可左右滚动", f"Table {self._tables}, scrolls sideways")
        return f'<div class="wide" role="region" tabindex="0" aria-label="{label}">{content}</div>'

    def _picture(self, mime: str, content: str, metadata: dict[str, Any]) -> str:
        self._pictures += 1
        unnamed = say(
            self._lang, f"图 {self._pictures}（未写说明）", f"Picture {self._pictures} (no description)"
        )
        alt = escape(str(metadata.get("alt") or unnamed))
        size = "".join(
            f' {side}="{int(metadata[side])}"' for side in ("width", "height") if metadata.get(side)
        )
        if mime == "image/svg+xml":
            address = data_address(mime, content)
        else:
            address = f"data:{mime};base64,{''.join(content.split())}"
        numbers = self._numbers(metadata.get("numbers") or [])
        return f'<figure><img src="{address}" alt="{alt}"{size}>{numbers}</figure>'

    def _numbers(self, rows: list[list[str]]) -> str:
        """What a picture draws, as a table to unfold."""
        if not rows:
            return ""
        heads = "".join(
            f'<th scope="col">{escape(str(head))}</th>' if head else "<td></td>" for head in rows[0]
        )
        body = "".join(
            f'<tr><th scope="row">{escape(str(row[0]))}</th>'
            + "".join(f"<td>{escape(str(cell))}</td>" for cell in row[1:])
            + "</tr>"
            for row in rows[1:]
        )
        label = say(self._lang, "图中数据", "The numbers")
        return (
            f'<details class="numbers"><summary>{label}</summary>'
            f'<div class="wide" role="region" tabindex="0" aria-label="{label} {self._pictures}">'
            f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div></details>"
        )


def _text(value: str | list[str]) -> str:
    return value if isinstance(value, str) else "".join(value)
