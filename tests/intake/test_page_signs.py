"""What a PDF writes otherwise than it shows: radicals for signs, lines across the rules of a cell."""

from __future__ import annotations

from perfkit.intake.blocks import Document, Paragraph, grid, number_places
from perfkit.intake.pdf_page import closed, overflowing

TITLE = Paragraph("青禾市水利局2023年度部门整体支出绩效自评表")
HEAD = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]


def test_radicals_become_the_signs_that_they_stand_for():
    blocks = [Paragraph("⾦额⽀出⻓期⻔⻋⼾"), grid([["⽤⼈⽅⾯"]])]
    read_again = number_places(Document("a", "pdf", blocks)).blocks
    assert read_again[0].text == "金额支出长期门车户" and read_again[1].rows[0][0].text == "用人方面"


def test_lines_that_overflow_a_low_cell_go_back_to_it():
    def line(text: str, middle: float) -> list[dict]:
        return [
            {
                "text": sign,
                "x0": 10.0 * n,
                "x1": 10.0 * n + 9,
                "top": middle - 5,
                "bottom": middle + 5,
                "size": 10.0,
            }
            for n, sign in enumerate(text)
        ]

    cells = [(0.0, 0.0, 90.0, 14.0), (0.0, 14.0, 90.0, 28.0), (0.0, 28.0, 90.0, 42.0)]
    own, above, below = line("9.8", 6.0), line("偏差原因", 14.0), line("分析", 28.0)
    found, rest = overflowing(cells, [*own, *above, *below])
    assert {box: "".join(char["text"] for char in chars) for box, chars in found.items()} == {
        cells[1]: "偏差原因分析"
    }
    assert rest == own
    assert overflowing(cells, [*own, *above])[0] == {}  # one line across a rule may be anybody's


def test_a_narrow_gap_between_a_figure_and_a_word_is_no_space():
    def line(*signs: tuple[str, float]) -> list[float]:
        shape = {"top": 0.0, "bottom": 10.0, "size": 10.0, "upright": True}
        chars = [{"text": text, "x0": left, "x1": left + 10.0, **shape} for text, left in signs]
        return [char["x1"] for char in closed(chars)]

    assert line(("9", 0.0), ("个", 12.5), ("月", 25.0)) == [12.5, 22.5, 35.0]
    assert line(("个", 0.0), ("①", 13.0)) == [13.0, 23.0]
    assert line(("9", 0.0), (" ", 10.0), ("个", 22.0)) == [10.0, 20.0, 32.0]  # a space that is printed
    assert line(("9", 0.0), ("个", 15.0)) == [10.0, 25.0]  # another column
