"""The hand-over slip of a package: read with this office's keys, checked, counted, set for both sides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from danvan_desktop.app import handover
from danvan_desktop.app.verify import Verdict, verify
from danvan_desktop.app.watermark import watermark
from danvan_desktop.domain.record_type import RecordType
from danvan_desktop.errors import UserError
from danvan_desktop.handoff.reading import Package
from danvan_desktop.handoff.verifying import PACKAGE, RECEIPT
from danvan_desktop.i18n import _, vi
from danvan_desktop.reports.handover_slip import KindCount, SlipInput, handover_slip
from danvan_desktop.reports.organ import organ_from
from danvan_desktop.storage.store import Store


@dataclass(frozen=True)
class MadeSlip:
    """The finished slip."""

    pdf: bytes
    short_code: str
    records: int
    pages: int


def slip(store: Store, file: Path, on: date) -> MadeSlip:
    """The slip of a package to or from this office. Raises UserError for any other file and for one not intact."""
    from danvan_desktop.documents.hand_slip import hand_slip_pdf
    from danvan_desktop.documents.pdf import page_count

    verdict = verify(file, store=store)
    package = _good_package(verdict)
    given = _input(store, verdict, package, on)
    pdf = hand_slip_pdf(handover_slip(given))
    return MadeSlip(pdf, verdict.short_code, sum(item.records for item in given.counts), page_count(pdf))


def _good_package(verdict: Verdict) -> Package:
    package = verdict.looked.package
    if package is None or not verdict.intact or verdict.looked.kind not in {PACKAGE, RECEIPT}:
        raise UserError(
            _("There is no slip for “{name}”.").format(name=verdict.file.name), kept=_("Nothing was written."),
            hint=verdict.lines()[-1],
        )  # fmt: skip
    return package


def _input(store: Store, verdict: Verdict, package: Package, on: date) -> SlipInput:
    looked, names = verdict.looked, handover.unit_names(store)
    sender = package.manifest.sender.unit
    return SlipInput(
        organ_from(store.settings), on, _unit(sender.code, names.get(sender.code, sender.name)),
        _unit(looked.to, names.get(looked.to, "")), looked.kind == RECEIPT, looked.number, looked.part, looked.parts,
        verdict.file.name, looked.size, datetime.fromtimestamp(looked.made_ms / 1000).astimezone(),
        counts(package, store.types), verdict.short_code, qr_text(verdict, package), watermark(store),
    )  # fmt: skip


def counts(package: Package, types: Mapping[str, RecordType]) -> list[KindCount]:
    """Records and saves by kind, the most first; kinds this program does not know together at the end."""
    rows: dict[str, set[bytes]] = {}
    saves: dict[str, int] = {}
    for _segment, ops in package.segments:
        for op in ops:
            name = op.type_name if op.type_name in types else ""
            rows.setdefault(name, set()).add(op.row)
            saves[name] = saves.get(name, 0) + 1
    found = [KindCount(vi(types[name].label) if name else "", len(ids), saves[name]) for name, ids in rows.items()]
    return sorted(found, key=lambda item: (not item.label, -item.records, item.label))


def qr_text(verdict: Verdict, package: Package) -> str:
    """Which package it is, for a reader of QR codes: DANVAN1 number of whom to whom, its SHA-256, its short code."""
    looked = verdict.looked
    name = f"{package.manifest.sender.unit.code}-{looked.number}-{looked.part}of{looked.parts}"
    return f"DANVAN1 {name} {looked.to} {looked.digest.hex()} {verdict.short_code.replace(' ', '-')}"


def _unit(code: str, name: str) -> str:
    return f"{name} (mã {code})" if name else f"mã {code}"
