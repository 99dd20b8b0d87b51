"""The reminder letter to a unit below that is late: what came last and what it has not answered, from the journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from danvan_desktop.app import handover
from danvan_desktop.app.watermark import watermark
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.reports.organ import organ_from
from danvan_desktop.reports.reminder import Handed, ReminderInput, reminder_document
from danvan_desktop.storage import handover_log, peers
from danvan_desktop.storage.handover_log import Entry
from danvan_desktop.storage.store import Store

FORMATS = ("pdf", "docx")
_TOLD = 5  # unanswered packages named in the letter, the newest


@dataclass(frozen=True)
class Wanted:
    """Which letter: to whom, dated when, as what, and by which day the package is to come."""

    unit: str
    on: date
    format: str
    due: date | None = None


def format_of(file: Path) -> str:
    """pdf or docx by the file's name. Raises UserError for another one."""
    found = file.suffix.lower().lstrip(".")
    if found not in FORMATS:
        raise UserError(
            _("A letter is written as pdf or docx, not “{format}”.").format(format=found),
            hint=_("Let the file's name end in .docx or .pdf."),
        )
    return found


def reminder(store: Store, wanted: Wanted) -> bytes:
    """The letter in memory. Raises UserError for a unit that is not below this office."""
    given = _input(store, wanted)
    if given.due is not None and given.due < wanted.on:
        raise UserError(_("The day by which it is to come lies before the date of the letter."))
    document = reminder_document(given)
    if wanted.format == "docx":
        from danvan_desktop.documents.docx import to_docx

        return to_docx(document)
    from danvan_desktop.documents.pdf import to_pdf

    return to_pdf(document)


def _input(store: Store, wanted: Wanted) -> ReminderInput:
    peer = next((one for one in handover.peers(store) if one.unit == wanted.unit), None)
    if peer is None or peer.relation != "subordinate":
        raise UserError(
            _("Unit {unit} is not below this office; a reminder goes to a unit below.").format(unit=wanted.unit),
            kept=_("Nothing was written."), hint=_("“danvan peers” lists the units known."),
        )  # fmt: skip
    organ = organ_from(store.settings)
    entries = [entry for entry in handover_log.listed(store.conn) if entry.unit == wanted.unit and not entry.receipt]
    return ReminderInput(
        organ, _written(organ.name) or store.unit.name, peer.name, wanted.on, _last(entries, wanted.on),
        _unanswered(store, entries), wanted.due, watermark(store),
    )  # fmt: skip


def _written(name: str | None) -> str:
    """The office's name for a sentence; one that was typed as it stands in a head is none."""
    return name if name and not name.isupper() else ""


def _last(entries: list[Entry], on: date) -> Handed | None:
    """The newest package of theirs that was taken in up to the day of the letter."""
    came = [_handed(e) for e in entries if e.way == handover_log.IN and e.status in {"applied", "duplicate"}]
    return next((one for one in came if one.day <= on), None)


def _unanswered(store: Store, entries: list[Entry]) -> list[Handed]:
    """Packages of ours nothing was heard of, the newest first; each once however many parts it had."""
    open_ones = [
        _handed(e) for e in entries if e.way == handover_log.OUT and not peers.verdict_on(store.conn, e.package)
    ]
    return list({one.number: one for one in open_ones}.values())[:_TOLD]


def _handed(entry: Entry) -> Handed:
    return Handed(entry.number, datetime.fromtimestamp(entry.at / 1000).astimezone().date())
