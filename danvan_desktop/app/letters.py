"""Making a paper for a petition, a visit or a reception day: filled, numbered from its book, filed on the record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from danvan_desktop.app import access_log, doors, number_books, parties
from danvan_desktop.app.number_books import BookKey
from danvan_desktop.app.watermark import watermark
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import _
from danvan_desktop.reports import letter_templates, letters
from danvan_desktop.reports.letter_facts import LetterInput, is_secret
from danvan_desktop.reports.letters import LetterKind
from danvan_desktop.reports.organ import Organ, organ_from
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

FORMATS = ("pdf", "docx")


@dataclass(frozen=True)
class LetterWanted:
    """Which paper: its id, the record's type and id, its day.

    `number`: as the văn thư gave it; "" takes the next of the book; None leaves a blank. `redacted`: a person has
    looked and says that nothing in the paper gives a denouncer away. `extra`: words for this one paper.
    """

    kind: str
    record_type: str
    row: bytes
    on: date
    format: str = "pdf"
    number: str | None = None
    redacted: bool = False
    extra: Mapping[str, str] = field(default_factory=dict)


def kinds_for(item: Record) -> list[LetterKind]:
    """The papers that can be made for a record."""
    kind = str(item.values.get("type") or item.values.get("kind") or "")
    return [one for one in letters.kinds() if one.fits(item.type_name, kind)]


def letter(store: Store, wanted: LetterWanted, officer: str) -> bytes:
    """The paper in memory, nothing filed: for the preview. Raises UserError."""
    item, kind = _checked(store, wanted)
    return _bytes(store, item, kind, wanted, officer, wanted.number or None)


def write(store: Store, wanted: LetterWanted, path: Path, officer: str) -> bytes:
    """Save the paper as a file and file it on the record; returns the row of the filed paper. Raises UserError."""
    from danvan_desktop.documents.files import write_whole

    doors.allow(store)
    item, kind = _checked(store, wanted)
    with store.writing():
        number = _number(store, kind, wanted)
        data = _bytes(store, item, kind, wanted, officer, number)
        write_whole(path, data)
        row = _file(store, item, kind, wanted, officer, number)
    access_log.note_softly(store, "saved_as", path.name)
    return row


def _checked(store: Store, wanted: LetterWanted) -> tuple[Record, LetterKind]:
    kind = letters.kind(wanted.kind)
    if kind is None or wanted.format not in FORMATS:
        names = ", ".join(one.id for one in letters.kinds())
        raise UserError(
            _("There is no paper “{kind}” as {format}.").format(kind=wanted.kind, format=wanted.format),
            hint=_("Papers there are: {names}.").format(names=names),
        )
    item = store.get(wanted.record_type, wanted.row)
    if item is None:
        raise UserError(_("There is no such record."), hint=_("“danvan records” lists the ids."))
    if kind not in kinds_for(item):
        raise UserError(
            _("The paper “{kind}” is not made for this record.").format(kind=kind.title),
            hint=_("For it there are: {names}.").format(names=", ".join(one.id for one in kinds_for(item))),
        )
    if is_secret(item) and not wanted.redacted:
        raise UserError(
            _("This is a denunciation: nothing that gives the denouncer away may leave."),
            kept=_("Nothing was written."),
            hint=_("Read the summary once more, then tick “identities removed” (--redacted in the command)."),
        )
    return item, kind


def _leader(organ: Organ) -> str:
    """Who decides: the post of the signer without “K/T” and the like; a blank until it is set."""
    return (organ.signer_post or "").split("\n")[0].removeprefix("K/T ").removeprefix("KT. ").strip()


def _bytes(
    store: Store, item: Record, kind: LetterKind, wanted: LetterWanted, officer: str, number: str | None
) -> bytes:  # fmt: skip
    """The paper: as DOCX in the province's own words where it has sent some, else in ours."""
    organ = organ_from(store.settings)
    given = LetterInput(
        item, organ.name or store.unit.name, wanted.on, officer, _leader(organ), _extra(store, item, wanted)
    )
    own = letter_templates.of_kind(kind.id, wanted.on) if wanted.format == "docx" else None
    if own is not None:
        return letter_templates.filled(kind, own, given, organ, number)
    document = replace(letters.letter_document(kind.id, given, organ, number), watermark=watermark(store))
    if wanted.format == "docx":
        from danvan_desktop.documents.docx import to_docx

        return to_docx(document)
    from danvan_desktop.documents.pdf import to_pdf

    return to_pdf(document)


def _extra(store: Store, item: Record, wanted: LetterWanted) -> dict[str, str]:
    """Words for this one paper: the representatives listed, then what the officer adds."""
    return {**parties.letter_words(store, item), **wanted.extra}


def _number(store: Store, kind: LetterKind, wanted: LetterWanted) -> str | None:
    """The number on the paper. A Party committee counts by its term, a State body by the year (printing.md §1.1)."""
    if not kind.numbered or wanted.number is None:
        return None
    return wanted.number or number_books.take(store, _book(store, kind), wanted.on)


def _book(store: Store, kind: LetterKind) -> BookKey:
    term = store.settings.get("organ.term") if organ_from(store.settings).side == "party" else ""
    return BookKey(kind.code, term=term)


def next_number(store: Store, kind: LetterKind, on: date) -> str:
    """The number the book would give, without taking it; "" where it is not numbered or must wait."""
    if not kind.numbered:
        return ""
    found = number_books.standing(store, _book(store, kind), on.year)
    return str(found.next) if found.ours else ""


def _file(
    store: Store, item: Record, kind: LetterKind, wanted: LetterWanted, officer: str, number: str | None
) -> bytes:  # fmt: skip
    """The line on the record that says what was made: never the file itself, which the officer has."""
    organ = organ_from(store.settings)
    link = {"petition": "petition", "reception": "reception"}.get(item.type_name)
    values = {
        "unit": item.values.get("unit"), "paper_kind": kind.id, "paper_no": number, "signed_on": wanted.on,
        "signer": organ.signer_name, "template": letters.version(wanted.on),
        "target_org": item.values.get("competent_body") if kind.id in {"transfer", "reminder", "guidance"} else None,
        **({link: item.id} if link else {}),
    }  # fmt: skip
    with store.batch(officer=officer) as batch:
        return batch.new("paper", {name: value for name, value in values.items() if value is not None})
