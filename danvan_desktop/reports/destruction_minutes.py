"""Minutes that propose the destruction of files whose time is over: numbers and days only, no person's name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from danvan_desktop.documents.model import (
    Align,
    Block,
    Column,
    Document,
    GroupRow,
    Paragraph,
    Row,
    Signer,
    Table,
    Title,
)
from danvan_desktop.documents.text import short_date
from danvan_desktop.reports.organ import Organ, template

KIND = "destruction-minutes"


@dataclass(frozen=True)
class MinutesLine:
    """One file: its number, what it is, how long it was kept and why."""

    number: str
    type: str
    start: date
    until: date
    basis: str
    certain: bool = True


def minutes_document(
    organ: Organ, name: str, on: date, lines: Sequence[MinutesLine], officer: str, watermark: str = ""
) -> Document:  # fmt: skip
    """The minutes, ready to be set."""
    spec = template(KIND, on)
    words = {"today": short_date(on), "organ": name, "count": str(len(lines))}
    columns = tuple(Column((c["head"],), c["width"], Align(c.get("align", "left"))) for c in spec["columns"])
    rows: list[Row] = [
        (str(place), one.number, one.type, short_date(one.start), short_date(one.until),
         one.basis if one.certain else spec["unchecked"].format(basis=one.basis))
        for place, one in enumerate(lines, 1)
    ]  # fmt: skip
    table = Table(columns, rows or [GroupRow(spec["nothing"])])
    blocks: tuple[Block, ...] = (
        *(Paragraph(text.format_map(words)) for text in spec["opening"]), table,
        *(Paragraph(text) for text in spec["closing"]),
    )  # fmt: skip
    signers = tuple(
        Signer(item["role"], item["note"], officer if place == 0 else "") for place, item in enumerate(spec["signers"])
    )
    header = replace(organ.header("", on), symbol="", number="", dated=False)
    return Document(
        organ.profile(on), header, Title(spec["kind"], spec["subject"]), blocks, signers=signers, watermark=watermark
    )  # fmt: skip
