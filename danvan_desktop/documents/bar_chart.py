"""A bar chart as plain shapes, laid out once and drawn on the screen or on a page alike.

Measures are the target's own units, y downwards. Every bar carries its number, so colour is never the only sign.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

Anchor = Literal["left", "middle", "right"]
LEFT, TOP, BOTTOM, LEGEND = 36.0, 8.0, 22.0, 26.0
STEPS = (1, 2, 4, 5, 10, 20, 25, 40, 50, 100, 200, 250, 400, 500, 1000, 2000, 2500, 4000, 5000, 10_000)


@dataclass(frozen=True)
class Box:
    """A filled rectangle of one series (0 or 1)."""

    x: float
    y: float
    width: float
    height: float
    series: int


@dataclass(frozen=True)
class Line:
    """A grid line."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class Word:
    """A text at a point of its middle line; `strong` for what is read first."""

    x: float
    y: float
    text: str
    anchor: Anchor
    strong: bool = False


Shape = Box | Line | Word


def lay_out(
    series: Sequence[tuple[str, Sequence[int]]], labels: Sequence[str], width: float, height: float,
    text_width: Callable[[str], float],
) -> list[Shape]:  # fmt: skip
    """Shapes of a chart of one or two series over the labels."""
    top, bottom = LEGEND + TOP, height - BOTTOM
    step, count = scale(max((value for _name, values in series for value in values), default=0))
    shapes: list[Shape] = _grid(step, count, width, top, bottom)
    room = (width - LEFT - 8) / max(1, len(labels))
    bar = min(22.0, room * 0.8 / max(1, len(series)))
    for place, text in enumerate(labels):
        middle = LEFT + room * (place + 0.5)
        shapes.append(Word(middle, bottom + BOTTOM / 2, text, "middle"))
        for number, (_name, values) in enumerate(series):
            x = middle + (number - len(series) / 2) * bar
            tall = (bottom - top) * values[place] / (step * count)
            shapes.append(Box(x + 1, bottom - tall, bar - 2, tall, number))
            if values[place]:
                shapes.append(Word(x + bar / 2, bottom - tall - 8, str(values[place]), "middle", bool(number)))
    return [*shapes, *_legend([name for name, _values in series], text_width)]


def scale(highest: int) -> tuple[int, int]:
    """(step, number of steps) of an axis of at most five steps over `highest`."""
    for step in STEPS:
        if step * 5 >= highest:
            return step, max(1, -(-highest // step))
    step = -(-highest // 5)
    return step, 5


def _grid(step: int, count: int, width: float, top: float, bottom: float) -> list[Shape]:
    shapes: list[Shape] = []
    for place in range(count + 1):
        y = bottom - (bottom - top) * place / count
        shapes += [Line(LEFT, y, width - 8, y), Word(LEFT - 6, y, str(step * place), "right")]
    return shapes


def _legend(names: Sequence[str], text_width: Callable[[str], float]) -> list[Shape]:
    shapes: list[Shape] = []
    x = LEFT
    for number, name in enumerate(names):
        shapes += [Box(x, 6, 11, 11, number), Word(x + 18, 11.5, name, "left")]
        x += 18 + text_width(name) + 20
    return shapes
