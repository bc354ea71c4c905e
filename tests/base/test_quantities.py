"""Parts of a whole as they are printed."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from perfkit.base.quantities import round_half_up, rounded_parts, show_number
from perfkit.evaluation.results import Standing

_PART = st.one_of(
    st.just(Fraction(0)),
    st.builds(Fraction, st.integers(0, 50_000), st.sampled_from([1, 100, 300, 700, 1000])),
)


@given(st.lists(_PART, min_size=1, max_size=6), st.integers(0, 6))
def test_rounded_parts_sum_to_the_rounded_whole_and_none_moves_by_a_cent(parts, kept):
    stated = rounded_parts(parts, kept=min(kept, len(parts)))
    assert sum(stated) == round_half_up(sum(parts, Fraction(0)))
    for part, shown in zip(parts, stated, strict=True):
        assert abs(Fraction(shown) - part) < Fraction(1, 100)
        assert part or not shown, "nothing is nothing"


def test_the_parts_that_were_printed_beside_94_30_now_sum_to_it():
    parts = [Fraction(text) for text in ("67.455", "1.736", "6.517", "18.587")]
    assert show_number(sum(parts)) == "94.30"
    alone = [show_number(part) for part in parts]
    assert alone == ["67.46", "1.74", "6.52", "18.59"] and sum(map(Fraction, alone)) == Fraction("94.31")
    stated = Standing(*parts).stated
    assert [show_number(part) for part in stated] == ["67.46", "1.74", "6.52", "18.58"]


@given(st.tuples(_PART, _PART, _PART, _PART))
def test_confirmed_points_keep_their_digits_where_what_is_open_can_make_up(parts):
    standing = Standing(*parts)
    whole, stated = round_half_up(sum(parts)), standing.stated
    rest = whole - round_half_up(standing.confirmed)
    others = [int(part * 100) for part in parts[1:]]
    least, most = sum(others), sum(-int(-part * 100 // 1) for part in parts[1:])
    if least <= rest * 100 <= most:
        assert stated.confirmed == Fraction(round_half_up(standing.confirmed))
