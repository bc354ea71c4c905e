"""The HTML page of an executed notebook."""

from __future__ import annotations

import base64
import re
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from perfkit.publish.html import notebook_to_html

PIXEL = base64.b64encode(b"\x89PNG not really").decode()
FRAME = (
    '<div>\n<style scoped>\n    .dataframe tbody tr th { vertical-align: top; }\n</style>\n<table border="1" '
    'class="dataframe">\n<thead><tr style="text-align: right;"><th></th><th>支出</th></tr></thead>'
    "<tbody><tr><th>人员</th><td>1</td></tr></tbody></table></div>"
)


def cell(*outputs, source="secret_code()", tags=()):
    made = new_code_cell(source, metadata={"tags": list(tags)})
    made.outputs = list(outputs)
    return made


def shown(data, metadata=None):
    return new_output("display_data", data=data, metadata=metadata or {})


def page(*cells, **options):
    return notebook_to_html(new_notebook(cells=list(cells)), **options)


class Reader(HTMLParser):
    """Every element with its attributes, and what points out of the file."""

    def __init__(self, html):
        super().__init__()
        self.elements = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


REPORT = (
    new_markdown_cell("# 2020 年度报告"),
    new_markdown_cell("## 基本情况\n\n### 职责"),
    cell(shown({"text/markdown": "## 评分\n\n一句话。"})),
    cell(
        shown(
            {"image/png": PIXEL, "text/plain": "x"},
            {"image/png": {"alt": '自评 "95.50"', "width": 700, "height": 300}},
        )
    ),
    cell(shown({"text/html": FRAME, "text/plain": "x"})),
)


def test_the_page_says_its_language_and_title():
    for lang, stated in (("zh", "zh-CN"), ("en", "en")):
        html = page(*REPORT, lang=lang)
        assert Reader(html).all("html") == [{"lang": stated}]
        assert "<title>2020 年度报告</title>" in html


def test_code_is_left_out_and_hidden_cells_too():
    html = page(*REPORT, cell(shown({"text/plain": "hidden"}), tags=["remove-cell"]))
    assert "secret_code" not in html and "hidden</pre>" not in html


def test_nothing_in_the_page_needs_a_network_or_another_file():
    html = page(*REPORT)
    reader = Reader(html)
    assert (
        all("src" not in script for script in reader.all("script"))
        and not reader.all("link")
        and not reader.all("iframe")
    )
    for _, attributes in reader.elements:
        for name in ("src", "href"):
            assert attributes.get(name, "#").startswith(("#", "data:"))
    addresses = re.findall(r"url\(\"?([^)\"]{0,40})", html)
    assert (
        addresses
        and all(address.startswith("data:font/woff;base64,") for address in addresses)
        and "@import" not in html
    )
    assert 'url("../a.ttf")' in page(*REPORT, font="../a.ttf")


def test_pictures_carry_the_alternative_text_of_their_output():
    svg = shown({"image/svg+xml": "<svg/>"}, {"image/svg+xml": {"alt": "线"}})
    pictures = Reader(page(*REPORT, cell(svg), cell(shown({"image/png": PIXEL})))).all("img")
    assert [picture["alt"] for picture in pictures] == ['自评 "95.50"', "线", "图 3（未写说明）"]
    assert (pictures[0]["width"], pictures[0]["height"]) == ("700", "300")
    assert base64.b64decode(pictures[1]["src"].partition(",")[2]) == b"<svg/>"


def test_the_contents_lead_to_every_section():
    reader = Reader(page(*REPORT, new_markdown_cell("## 评分")))
    links = [a["href"][1:] for a in reader.all("a")]
    assert links == ["main", "基本情况", "职责", "评分", "评分-2"]
    anchors = {attributes.get("id") for _, attributes in reader.elements}
    assert set(links) <= anchors


def test_there_is_one_title_and_landmarks():
    reader = Reader(page(*REPORT, new_markdown_cell("# Another")))
    assert len(reader.all("h1")) == len(reader.all("main")) == len(reader.all("nav")) == 1


def test_tables_of_pandas_get_headings_that_say_what_they_head():
    html = page(*REPORT)
    assert 'scope="col"' in html and '<th scope="row">人员' in html
    assert "style scoped" not in html and "border=" not in html
    region = next(a for a in Reader(html).all("div") if a.get("role") == "region")
    assert region["tabindex"] == "0" and region["aria-label"]


def test_text_is_escaped_and_colours_are_dropped():
    html = page(cell(new_output("stream", name="stdout", text="\x1b[31ma<b\x1b[0m")))
    assert "a&lt;b</pre>" in html


def test_an_error_is_shown_as_one():
    html = page(
        cell(
            new_output(
                "error", ename="KeyError", evalue="预算", traceback=["\x1b[0;31mKeyError\x1b[0m: 预算"]
            )
        )
    )
    assert "运行到此处出错" in html and "KeyError: 预算" in html


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_same_notebook_gives_the_same_page(lang):
    assert page(*REPORT, lang=lang) == page(*REPORT, lang=lang)


def test_a_page_without_pictures_is_small():
    assert len(page(*REPORT, font="a.ttf")) < 20_000
    assert len(page(*REPORT)) < 36_000  # with the characters it shows
    assert "@page { size: A4" in page(*REPORT)


def test_stored_notebooks_have_no_outputs():
    for path in (Path(__file__).parents[1] / "notebooks").glob("*.ipynb"):
        assert not any(cell.get("outputs") for cell in nbformat.read(path, 4).cells), path


def test_every_colour_of_text_is_readable_on_its_paper():
    css = "".join(
        (Path(notebook_to_html.__code__.co_filename).parent / "templates" / n).read_text()
        for n in ("page.css",)
    )
    for name in ("ink", "muted", "link", "bad", "doubt", "good"):
        colour = re.search(rf"--{name}: (#\w+)", css)[1]
        assert contrast(colour, "#f4f6f8") >= 4.5, name


def contrast(one: str, other: str) -> float:
    def luminance(colour):
        channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
