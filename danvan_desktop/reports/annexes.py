"""The annexes of a year report: all figures, and the models by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from danvan_desktop.documents.model import Align, Column, GroupRow, Row, Table
from danvan_desktop.reports.figure_value import Figures, FigureValue
from danvan_desktop.reports.model_list import ModelLine
from danvan_desktop.reports.wording import in_running_text, told_parts

_FIGURE_WIDTHS = (14, 120, 26, 46, 51)
_MODEL_WIDTHS = (12, 75, 45, 38, 25, 25, 18, 20)
_CENTRED = Align.CENTER


def figure_table(
    annex: Mapping[str, Any], figures: Figures, reported: Mapping[str, str], now: Mapping[str, str] | None = None
) -> Table | None:
    """Every figure that has something to say, by groups; `reported`: what an earlier locked report said, by code;
    `now`: the number there is now of a figure that is kept as it was reported.

    A row of the template is a code; "-" before it makes it a line under the one above, ".*" takes all parts of a
    split, "=word" says what they are parts by.
    """
    rows = [row for row, _code in figure_rows(annex, figures, reported, now or {})]
    return Table(_columns(annex["columns"], _FIGURE_WIDTHS, {0, 2, 3}), rows) if rows else None


def figure_rows(
    annex: Mapping[str, Any], figures: Figures, reported: Mapping[str, str], now: Mapping[str, str]
) -> list[tuple[Row, str]]:
    """The rows of the table, each with the code of its figure; the head of a group has none."""
    rows: list[tuple[Row, str]] = []
    number = 0
    for group in annex["groups"]:
        lines: list[tuple[Row, str]] = []
        for row in group["rows"]:
            code, _equals, by = row.lstrip("-").partition("=")
            for item in _wanted(code, figures):
                number += not row.startswith("-")
                label = _under(item, by) if row.startswith("-") else item.label
                shown = "" if row.startswith("-") else str(number)
                note = _note(item, annex, reported, now)
                lines.append(((shown, label, item.unit, item.shown(), note), item.code))
        rows += [(GroupRow(group["title"]), ""), *lines] if lines else []
    return rows


def _wanted(code: str, figures: Figures) -> list[FigureValue]:
    if code.endswith(".*"):
        return told_parts(figures, code.removesuffix(".*"))
    return [figures[code]] if code in figures and not figures[code].nothing else []


def _under(item: FigureValue, by: str) -> str:
    name = in_running_text(item.part_name or item.label)
    return f"- {by}: {name}" if by else f"- {name}"


def _note(item: FigureValue, annex: Mapping[str, Any], reported: Mapping[str, str], kept: Mapping[str, str]) -> str:
    if item.code in kept:
        return str(annex["kept"].format(now=kept[item.code]))
    before, now = reported.get(item.code, ""), item.shown()
    return str(annex["reported"].format(before=before, now=now)) if before and before != now else ""


@dataclass(frozen=True)
class UnitLine:
    """One unit with its figures, by code."""

    name: str
    figures: Mapping[str, FigureValue]


def unit_codes(spec: Mapping[str, Any]) -> tuple[str, ...]:
    """The figures the table by units has."""
    return tuple(column["code"] for column in spec["columns"])


def unit_table(spec: Mapping[str, Any], lines: Sequence[UnitLine], whole: Figures) -> Table:
    """One line for each unit; the foot has the figures of the whole, made anew and not added up."""
    codes = unit_codes(spec)
    heads = [(spec["number"],), (spec["unit"],), *(tuple(column["head"]) for column in spec["columns"])]
    columns = tuple(
        Column(head, 12 if place == 0 else 60 if place == 1 else 26, Align.LEFT if place == 1 else _CENTRED)
        for place, head in enumerate(heads)
    )
    rows = [
        (str(place), line.name, *(line.figures[code].shown() for code in codes)) for place, line in enumerate(lines, 1)
    ]
    return Table(columns, rows, total=("", spec["total"], *(whole[code].shown() for code in codes)))


def model_table(spec: Mapping[str, Any], lines: Sequence[ModelLine]) -> Table:
    """The models by name, in the order of the register."""
    rows = [
        (str(place), line.name, line.holder, line.field, line.holder_kind, line.registration,
         spec["yes"] if line.effective else "", spec["yes"] if line.recognised else "")
        for place, line in enumerate(lines, 1)
    ]  # fmt: skip
    return Table(_columns(spec["columns"], _MODEL_WIDTHS, {0, 4, 5, 6, 7}), rows)


def _columns(heads: Sequence[str], widths: Sequence[int], centred: set[int]) -> tuple[Column, ...]:
    return tuple(
        Column((head,), width, _CENTRED if place in centred else Align.LEFT)
        for place, (head, width) in enumerate(zip(heads, widths, strict=True))
    )
