"""The font inside a page: it draws what the page shows, and nothing else."""

from __future__ import annotations

import base64
import subprocess
from io import BytesIO

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from perfkit.base.paths import fonts_root
from perfkit.publish.web_font import REGULAR, web_font

TEXT = "部门整体绩效 95.50% ≥ ㎡“喆”é"


def test_each_character_is_drawn_as_in_the_whole_font():
    cut, whole = TTFont(BytesIO(web_font(TEXT))), TTFont(fonts_root() / REGULAR)
    assert set(cut.getBestCmap()) == {ord(character) for character in TEXT}
    for code in cut.getBestCmap():
        drawn = []
        for font in (cut, whole):
            name = font.getBestCmap()[code]
            pen = DecomposingRecordingPen(font.getGlyphSet())
            font.getGlyphSet()[name].draw(pen)
            drawn.append((pen.value, font["hmtx"][name][0]))
        assert drawn[0] == drawn[1], chr(code)


def test_the_same_characters_give_the_same_bytes_and_a_small_file():
    assert web_font(TEXT) == web_font(TEXT[::-1]) and len(web_font(TEXT)) < 12_000


def test_a_character_the_font_lacks_is_left_out():
    assert ord("\U0001f600") not in TTFont(BytesIO(web_font("部\U0001f600"))).getBestCmap()


@pytest.mark.browser
def test_a_browser_takes_the_font_and_draws_with_it(chromium, tmp_path):
    source = base64.b64encode(web_font(TEXT)).decode("ascii")
    script = (
        "document.fonts.load('16px Cut', '绩').then(f => { document.title = 'loaded ' + f.length }, e "
        "=> { document.title = 'refused ' + e })"
    )
    page = tmp_path / "page.html"
    page.write_text(
        f'<meta charset="utf-8"><title>waiting</title><style>@font-face {{ font-family: Cut; src: '
        f'url("data:font/woff;base64,{source}") }}</style>'
        f"<p style='font-family: Cut'>{TEXT}</p><script>{script}</script>",
        encoding="utf-8",
    )
    options = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--no-first-run",
        f"--user-data-dir={tmp_path / 'profile'}",
    ]
    done = subprocess.run(
        [str(chromium), *options, "--virtual-time-budget=5000", "--dump-dom", page.as_uri()],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert "<title>loaded 1</title>" in done.stdout
