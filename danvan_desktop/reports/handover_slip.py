"""The hand-over slip: texts are data, what was handed over comes from the package. No record's words stand on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from danvan_desktop.documents.hand_slip import HandSlip, Signer
from danvan_desktop.documents.model import Align, Column, GroupRow, Row, Table, Title
from danvan_desktop.documents.text import number
from danvan_desktop.reports.organ import Organ, template

KIND = "handover-slip"


@dataclass(frozen=True)
class KindCount:
    """Records of one kind in a package and how often they were saved. `label` is empty for kinds not known here."""

    label: str
    records: int
    saves: int


@dataclass(frozen=True)
class SlipInput:
    """What a slip is made of. Units as 'code - name'."""

    organ: Organ
    on: date
    sender: str
    receiver: str
    receipt: bool
    number: int
    part: int
    parts: int
    file: str
    size: int
    made: datetime
    counts: Sequence[KindCount]
    short_code: str
    qr_text: str
    watermark: str = ""


def handover_slip(given: SlipInput) -> HandSlip:
    """The slip, ready to be set."""
    spec = template(KIND, given.on)
    header = replace(given.organ.header("", given.on), symbol="", number="")
    words = _words(spec, given)
    one, two = (Signer(item["side"], item["note"]) for item in spec["signers"])
    return HandSlip(
        given.organ.profile(given.on), header, Title(spec["kind"], spec["subject"]), tuple(spec["copies"]),
        tuple(text.format_map(words) for text in spec["opening"]), _table(spec, given.counts), spec["code_label"],
        given.short_code, spec["code_note"], given.qr_text, tuple(spec["closing"]), (one, two), given.watermark,
    )  # fmt: skip


def _words(spec: Mapping[str, Any], given: SlipInput) -> dict[str, str]:
    return {
        "what": spec["receipt"] if given.receipt else spec["package"], "sender": given.sender,
        "receiver": given.receiver, "number": str(given.number), "part": str(given.part), "parts": str(given.parts),
        "file": given.file, "size": number(given.size), "made": f"{given.made:%H:%M} ngày {given.made:%d/%m/%Y}",
    }  # fmt: skip


def _table(spec: Mapping[str, Any], counts: Sequence[KindCount]) -> Table:
    aligns = (Align.CENTER, Align.LEFT, Align.RIGHT, Align.RIGHT)
    columns = tuple(
        Column((item["head"],), item["width"], align) for item, align in zip(spec["columns"], aligns, strict=True)
    )
    rows: list[Row] = [
        (str(place), item.label or spec["later"], number(item.records), number(item.saves))
        for place, item in enumerate(counts, 1)
    ]
    if not rows:
        return Table(columns, [GroupRow(spec["empty"])])
    records, saves = sum(item.records for item in counts), sum(item.saves for item in counts)
    return Table(columns, rows, total=("", spec["total"], number(records), number(saves)))
