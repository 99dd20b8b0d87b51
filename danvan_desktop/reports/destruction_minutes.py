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


@dataclass(frozen=True)
class Executed:
    """What was destroyed by which decided minutes."""

    decision: str
    values: int
    files: int


def minutes_document(  # noqa: PLR0913, PLR0917  what stands on the page
    organ: Organ, name: str, on: date, lines: Sequence[MinutesLine], officer: str, watermark: str = "",
    done: Executed | None = None,
) -> Document:  # fmt: skip
    """The minutes, ready to be set: of what is proposed, or with `done` of what was destroyed."""
    spec = template(KIND, on)
    words = {"today": short_date(on), "organ": name, "count": str(len(lines))}
    said = spec if done is None else {**spec, **spec["done"]}
    if done is not None:
        words |= {"decision": done.decision, "values": str(done.values), "files": str(done.files)}
    columns = tuple(Column((c["head"],), c["width"], Align(c.get("align", "left"))) for c in spec["columns"])
    rows: list[Row] = [
        (str(place), one.number, one.type, short_date(one.start), short_date(one.until),
         one.basis if one.certain else spec["unchecked"].format(basis=one.basis))
        for place, one in enumerate(lines, 1)
    ]  # fmt: skip
    table = Table(columns, rows or [GroupRow(spec["nothing"])])
    blocks: tuple[Block, ...] = (
        *(Paragraph(text.format_map(words)) for text in said["opening"]), table,
        *(Paragraph(text.format_map(words)) for text in said["closing"]),
    )  # fmt: skip
    signers = tuple(
        Signer(item["role"], item["note"], officer if place == 0 else "") for place, item in enumerate(said["signers"])
    )
    header = replace(organ.header("", on), symbol="", number="", dated=False)
    return Document(
        organ.profile(on), header, Title(said["kind"], said["subject"]), blocks, signers=signers, watermark=watermark
    )  # fmt: skip
