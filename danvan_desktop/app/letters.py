"""Making a paper for a petition, a visit or a reception day: filled, numbered from its book, filed on the record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from danvan_desktop.app import doors, extensions, letter_checks, number_books, parties, withdrawal
from danvan_desktop.app.disclosure import Disclosure
from danvan_desktop.app.number_books import BookKey
from danvan_desktop.app.watermark import watermark
from danvan_desktop.domain import denouncer
from danvan_desktop.domain.masking import Level
from danvan_desktop.domain.organ_side import is_committee
from danvan_desktop.domain.values import Value
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
    letter_checks.check_file(path, wanted.format)
    item, kind = _checked(store, wanted)
    with store.writing():
        number = _number(store, kind, wanted)
        data = _bytes(store, item, kind, wanted, officer, number)
        write_whole(path, data)
        row = _file(store, item, kind, wanted, officer, number)
    disclosed(item).note(store, doors.SAVED, path.name)
    return row


def disclosed(item: Record) -> Disclosure:
    """What a paper lets out, for the access log: a citizen by name, or the content of a denunciation."""
    code = denouncer.code_of(item.values, item.id) if is_secret(item) else ""
    return Disclosure(Level.FULL, content=bool(code), codes=[code] if code else [], named=not code)


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
    letter_checks.check_words(wanted.extra, _known_words(kind, wanted))
    if why := letter_checks.refused(item, kind):
        raise UserError(why, kept=_("Nothing was written."), hint=_("Correct the record first if it is wrong."))
    if is_secret(item) and not wanted.redacted:
        raise UserError(
            _("This is a denunciation: nothing that gives the denouncer away may leave."),
            kept=_("Nothing was written."),
            hint=_("Read the summary once more, then tick “identities removed” (--redacted in the command)."),
        )
    return item, kind


def _known_words(kind: LetterKind, wanted: LetterWanted) -> frozenset[str]:
    """The words this paper asks for, in our text or in the province's own."""
    own = letter_templates.of_kind(kind.id, wanted.on) if wanted.format == "docx" else None
    return letters.words_of(kind.id) | (letter_templates.words_of(own) if own is not None else frozenset())


def _leader(organ: Organ) -> str:
    """Who decides: “Chủ tịch Ủy ban nhân dân xã …”, from the signer's post without “K/T”; "" until it is set.

    A People's Committee's papers are decided by its chairman, whoever signs them.
    """
    post = (organ.signer_post or "").split("\n")[0].removeprefix("K/T ").removeprefix("KT. ").strip().capitalize()
    if not post and is_committee(organ.name or ""):
        post = "Chủ tịch"  # paper is Vietnamese whatever the screen shows
    if not post or not organ.name:
        return post
    first = organ.name.partition(" ")[0]
    named = post.casefold().split()[-1] == first.casefold()  # “Trưởng ban” of “Ban Xây dựng Đảng”
    return f"{post.rpartition(' ')[0]} {organ.name}" if named else f"{post} {organ.name}"


def _bytes(
    store: Store, item: Record, kind: LetterKind, wanted: LetterWanted, officer: str, number: str | None
) -> bytes:  # fmt: skip
    """The paper: as DOCX in the province's own words where it has sent some, else in ours."""
    organ = organ_from(store.settings)
    given = _given(store, item, wanted, officer)
    own = letter_templates.of_kind(kind.id, wanted.on) if wanted.format == "docx" else None
    if own is not None:
        return letter_templates.filled(kind, own, given, organ, number)
    document = replace(letters.letter_document(kind.id, given, organ, number), watermark=watermark(store))
    if wanted.format == "docx":
        from danvan_desktop.documents.docx import to_docx

        return to_docx(document)
    from danvan_desktop.documents.pdf import to_pdf

    return to_pdf(document)


def _given(store: Store, item: Record, wanted: LetterWanted, officer: str) -> LetterInput:
    organ = organ_from(store.settings)
    organ = replace(organ, name=organ.name or store.unit.name)
    return LetterInput(item, str(organ.name), wanted.on, officer, _leader(organ), _extra(store, item, wanted))


def blanks(store: Store, item: Record, wanted: LetterWanted, officer: str) -> list[str]:
    """The words of a paper that neither the record nor the office tells: dotted blanks, in the order of the page."""
    told = letters.letter_words(_given(store, item, wanted, officer))
    return [name for name in letters.blank_words(wanted.kind) if not told.get(name)]


def _extra(store: Store, item: Record, wanted: LetterWanted) -> dict[str, str]:
    """Words for this one paper: the representatives listed, what was withdrawn, then what the officer adds."""
    kept = withdrawal.minutes_words(store, item) if wanted.kind == withdrawal.KIND else {}
    longer = extensions.letter_words(store, item) if wanted.kind == extensions.KIND else {}
    return {**parties.letter_words(store, item), **kept, **longer, **wanted.extra}


def _number(store: Store, kind: LetterKind, wanted: LetterWanted) -> str | None:
    """The number on the paper. A Party committee counts by its term, a State body by the year (printing.md §1.1)."""
    if not kind.numbered or wanted.number is None:
        return None
    if not wanted.number:
        return number_books.take(store, _book(store, kind), wanted.on)
    number = letter_checks.plain_number(wanted.number)
    figures = number if number.isdecimal() else number[:-1]
    number_books.used(store, _book(store, kind), int(figures), wanted.on.year)
    return number


def doubts(store: Store, wanted: LetterWanted) -> str:
    """What is to be said of a paper before it is saved: its number, what it leaves blank. Raises UserError."""
    kind, item = letters.kind(wanted.kind), store.get(wanted.record_type, wanted.row)
    if kind is None or item is None:
        return ""
    told = (_number_doubt(store, wanted, item, kind), letter_checks.doubt(item, kind, wanted.extra))
    return " ".join(filter(None, told))


def _number_doubt(store: Store, wanted: LetterWanted, item: Record, kind: LetterKind) -> str:
    """What is to be said of a number given by hand; "" where nothing is. Raises UserError."""
    if not kind.numbered or not wanted.number:
        return ""
    number = letter_checks.plain_number(wanted.number)
    same = letter_checks.same_paper(store, item, _identity(kind, wanted, number))
    others = [one for one in letter_checks.same_number(store, kind, wanted.on, number) if not same or one.id != same.id]
    if not others:
        return ""
    days = ", ".join(f"{on:%d/%m/%Y}" for one in others if isinstance(on := one.values.get("signed_on"), date))
    text = _("The number {number} stands on another paper of this book already ({days}).")
    return text.format(number=number, days=days)


def _identity(kind: LetterKind, wanted: LetterWanted, number: str | None) -> dict[str, Value]:
    """What tells one paper of a record from another."""
    return {"paper_kind": kind.id, "signed_on": wanted.on, "paper_no": number}


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
        "unit": item.values.get("unit"), **_identity(kind, wanted, number), "formats": wanted.format.upper(),
        "signer": organ.signer_name, "template": letters.version(wanted.on),
        "target_org": item.values.get("competent_body") if kind.id in {"transfer", "reminder", "guidance"} else None,
        **({link: item.id} if link else {}),
    }  # fmt: skip
    begun = withdrawal.minutes_of(store, item.id) if kind.id == withdrawal.KIND else None
    again = letter_checks.same_paper(store, item, values)
    with store.batch(officer=officer) as batch:
        if begun is not None and begun.values.get("template") is None:  # written down before they were printed
            batch.edit("paper", begun.id, {name: values[name] for name in ("signer", "template", "formats")})
            return begun.id
        if again is not None:
            batch.edit("paper", again.id, {"formats": _with_format(again, wanted.format)})
            return again.id
        return batch.new("paper", {name: value for name, value in values.items() if value is not None})


def _with_format(paper: Record, form: str) -> str:
    """“PDF, DOCX”: one paper, in whatever formats it was saved."""
    saved = [name for name in str(paper.values.get("formats") or "").split(", ") if name]
    return ", ".join(dict.fromkeys([*saved, form.upper()]))
