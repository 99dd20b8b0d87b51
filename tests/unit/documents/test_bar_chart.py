"""A chart's shapes: bars as tall as their numbers say, nothing outside, every number written."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from danvan_desktop.documents.bar_chart import Box, Word, lay_out, scale

NUMBERS = st.lists(st.integers(0, 100_000), min_size=12, max_size=12)
LABELS = [str(month) for month in range(1, 13)]


@given(NUMBERS, NUMBERS)
def test_bars_stand_inside_and_in_the_proportion_of_their_numbers(first: list[int], second: list[int]) -> None:
    shapes = lay_out([("Nhận", first), ("Đã giải quyết", second)], LABELS, 560, 250, lambda text: 7.0 * len(text))
    bars = [shape for shape in shapes if isinstance(shape, Box)][:24]
    numbers = [number for pair in zip(first, second, strict=True) for number in pair]
    tallest = max(numbers)
    for bar, number in zip(bars, numbers, strict=True):
        assert min(bar.x, bar.y, 560 - bar.x - bar.width) >= 0
        if tallest:
            assert abs(bar.height * tallest - max(b.height for b in bars) * number) < 1e-3 * tallest
    written = [shape.text for shape in shapes if isinstance(shape, Word)]
    assert all(str(number) in written for number in numbers if number)


@given(st.integers(0, 10**7))
def test_an_axis_has_at_most_five_steps_and_reaches_the_highest(highest: int) -> None:
    step, count = scale(highest)
    assert 1 <= count <= 5
    assert step * count >= highest
