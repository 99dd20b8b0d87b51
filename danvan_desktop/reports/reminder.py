"""The letter to a unit whose package is late: sentences are data, one without its facts is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from danvan_desktop.documents.model import Document, Header, Paragraph, Title
from danvan_desktop.documents.text import short_date
from danvan_desktop.reports.organ import Organ, template
from danvan_desktop.reports.wording import Facts

KIND = "reminder"


@dataclass(frozen=True)
class Handed:
    """A package that came or went: its number and day."""

    number: int
    day: date


@dataclass(frozen=True)
class ReminderInput:
    """What the letter is made of. `last`: the newest package that came; `unanswered`: ours without a receipt."""

    organ: Organ
    organ_name: str
    unit: str
    on: date
    last: Handed | None
    unanswered: Sequence[Handed] = ()
    due: date | None = None
    watermark: str = ""


def reminder_document(given: ReminderInput) -> Document:
    """The letter, ready for PDF or DOCX."""
    spec = template(KIND, given.on)
    facts = Facts({}, _words(spec, given))
    told = (facts.paragraph(sentences) for sentences in spec["paragraphs"])
    return Document(
        given.organ.profile(given.on), _header(spec, given), Title("", ""),
        (Paragraph(facts.fill(spec["addressee"]) or "", "addressee"), *(Paragraph(text) for text in told if text)),
        signature=given.organ.signature(_recipients(spec, facts, given.organ.side)), watermark=given.watermark,
    )  # fmt: skip


def _recipients(spec: Mapping[str, Any], facts: Facts, side: str) -> tuple[str, ...]:
    """“Lưu: VT” of a State body, “Lưu Ban …” of a Party one (printing.md §1.1, 1.3); an older table has one list."""
    lines = spec["recipients"] if isinstance(spec["recipients"], list) else spec["recipients"][side]
    return tuple(text for line in lines if (text := facts.fill(line)))


def _header(spec: Mapping[str, Any], given: ReminderInput) -> Header:
    """A letter's number has no kind on the State's side."""
    organ = given.organ
    symbol = None if organ.symbol is None else spec["symbol"][organ.side].format(symbol=organ.symbol)
    return replace(organ.header("", given.on), symbol=symbol, about=spec["subject"])


def _words(spec: Mapping[str, Any], given: ReminderInput) -> dict[str, str]:
    last = given.last
    unanswered = (spec["package"].format(number=one.number, day=short_date(one.day)) for one in given.unanswered)
    return {
        "today": short_date(given.on), "organ": given.organ_name, "unit": given.unit,
        "never": "" if last else given.unit, "late": given.unit if last else "",
        "last_number": str(last.number) if last else "", "last_day": short_date(last.day) if last else "",
        "days": str((given.on - last.day).days) if last else "", "unanswered": "; ".join(unanswered),
        "due": spec["due"].format(day=short_date(given.due)) if given.due else spec["due_blank"],
    }  # fmt: skip
