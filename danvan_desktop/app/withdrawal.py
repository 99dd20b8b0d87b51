"""Rút đơn: as a whole, which ends the petition, or in part, and the rest goes on (petitions.md §4.3).

A complaint may be withdrawn at any time of its settlement (Luật Khiếu nại Art. 10), a denunciation before the
conclusion (Luật Tố cáo Art. 33), by a letter of the sender or by minutes. The tables count only what was withdrawn as
a whole. The letter or the minutes are a paper of the petition; what was withdrawn stands in its note.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from danvan_desktop.app import editing, terms
from danvan_desktop.app.editing import ChildEdit
from danvan_desktop.app.lists import code_label
from danvan_desktop.app.present import present
from danvan_desktop.app.saving import Saved
from danvan_desktop.domain.record_checks import WITHDRAWN_BY_SOME, WITHDRAWN_FREELY
from danvan_desktop.domain.record_type import Transition
from danvan_desktop.domain.text import clean, clean_long
from danvan_desktop.domain.values import Value
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import N_, _
from danvan_desktop.records.petition_states import BEFORE_ACCEPTANCE, IN_SETTLEMENT, TO_FORWARD
from danvan_desktop.storage import journal_reading
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

TYPE, ENDED, PAPER, KIND = "petition", "dinh_chi", "paper", "withdrawal"
_OPEN = frozenset({None, TO_FORWARD, *BEFORE_ACCEPTANCE, *IN_SETTLEMENT})
_COLUMNS = {"khieu_nai": "03/GQKN", "to_cao": "04/GQTC"}  # tables whose column 6 counts what was withdrawn
GOES_ON, FORCED = WITHDRAWN_BY_SOME, WITHDRAWN_FREELY
TOO_LATE = N_("This petition is settled or was passed on; it can no longer be withdrawn here.")
TWICE = N_("This petition was withdrawn as a whole already.")
UNCLASSIFIED = N_(
    "It is not classified: table 02/XLD counts it as processed, and {table} in column 6 only once it is written that it"
    " is eligible and within competence."
)


@dataclass(frozen=True)
class Withdrawal:
    """What is withdrawn and how. `contents` and `reason` are words without identities; both may be empty.

    `by_letter`: the sender wrote that the petition is withdrawn; otherwise minutes are taken of it.
    """

    whole: bool
    on: date
    by_letter: bool = False
    contents: str = ""
    reason: str = ""

    def paper(self) -> dict[str, Value]:
        """The letter that came, or the minutes that are made."""
        said = (clean_long(self.contents), clean(self.reason))
        note = "\n".join(f"{head}{text}" for head, text in zip(NOTE_HEADS, said, strict=True) if text)
        return {"paper_kind": KIND, "signed_on": self.on, "came_in": self.by_letter, "note": note or None}


NOTE_HEADS = ("Nội dung rút: ", "Lý do rút: ")  # as on the minutes: paper is Vietnamese whatever the screen shows


def withdraw(  # noqa: PLR0913  a withdrawal as a command words it
    store: Store, row: bytes, *, whole: bool, on: date, officer: str, today: date, by_letter: bool = False,
    contents: str = "", reason: str = "",
) -> Saved:  # fmt: skip
    """Write that a petition was withdrawn on a day. Raises UserError where it is too late or too early for that."""
    return write(store, row, Withdrawal(whole, on, by_letter, contents, reason), officer=officer, today=today)


def write(store: Store, row: bytes, wanted: Withdrawal, *, officer: str, today: date) -> Saved:
    """Write a withdrawal with its paper as one act that `undo` takes back whole. Raises UserError."""
    item = present(store, TYPE, row)
    if why := refused(store, item, whole=wanted.whole):
        raise UserError(why, kept=_("Nothing was changed."))
    received = item.values.get("received_on")
    if wanted.on > today or (isinstance(received, date) and wanted.on < received):
        raise UserError(
            _("The day of the withdrawal lies between the day of receipt and today."), kept=_("Nothing was changed.")
        )
    children = {PAPER: [ChildEdit(None, wanted.paper())]}
    if not wanted.whole:
        return editing.save(
            store, TYPE, row, {"withdrawn": "mot_phan"}, before=item.values, officer=officer, today=today,
            children=children,
        )  # fmt: skip
    given: dict[str, Value] = {"withdrawn": "toan_bo", "ended_on": wanted.on}
    return editing.move(store, TYPE, row, _step(store, item), given, officer, today=today, children=children)


def refused(_store: Store, item: Record, *, whole: bool) -> str:
    """Why a petition cannot be withdrawn as a whole, or in part; empty where it can: at any time (KN Art. 10)."""
    if item.values.get("state") not in _OPEN:
        return _(TOO_LATE)
    if item.values.get("withdrawn") == "toan_bo":
        return _(TWICE)
    return ""


def _step(store: Store, item: Record) -> Transition:
    """The step that ends it. From a state that has none, before anybody has classified it, only a withdrawal leads."""
    state = code if isinstance(code := item.values.get("state"), str) else None
    known = (one for one in store.types[TYPE].transitions if one.source == state and one.target == ENDED)
    return next(known, Transition(f"{state}__{ENDED}", "", state, ENDED))  # type: ignore[arg-type]  # no state at all


def consequences(store: Store, item: Record, *, whole: bool, on: date) -> list[str]:
    """What the withdrawal does to the state, the term and the tables, and what is to be thought of; one line each."""
    lines = _of_whole(store, item, on) if whole else _of_part(store, item)
    return [*lines, *(_(text) for text in cautions(item))]


def _of_whole(store: Store, item: Record, on: date) -> list[str]:
    ended = code_label(store.types[TYPE].field("state"), ENDED)
    lines = [_("The petition ends on {day} with the state “{state}”; its term no longer runs.").format(
        day=f"{on:%d/%m/%Y}", state=ended)]  # fmt: skip
    table = _COLUMNS.get(str(item.values.get("type")))
    if table and not _counted(item):
        lines.append(_(UNCLASSIFIED).format(table=table))
    elif table:
        lines.append(_("Table {table} counts it in column 6, withdrawn or terminated.").format(table=table))
    lines.append(_("What was withdrawn is not opened again, unless the person was forced or threatened."))
    return lines


def _counted(item: Record) -> bool:
    """Whether the tables know that it is ours (words.COMPETENT)."""
    values = item.values
    if values.get("accepted_on") is not None:
        return values.get("eligible") is not False and values.get("in_competence") is not False
    return values.get("eligible") is True and values.get("in_competence") is True


def _of_part(store: Store, item: Record) -> list[str]:
    state = code_label(store.types[TYPE].field("state"), item.values.get("state"))
    lines = [_("The rest is settled: the state stays “{state}”.").format(state=state)]
    term = terms.term_of(terms.law(store), item.values)
    if term is not None and term.due is not None:
        lines.append(_("The term does not change: {day}.").format(day=f"{term.due:%d/%m/%Y}"))
    lines.append(_("The tables do not count it as withdrawn: they count only what is withdrawn as a whole."))
    return lines


def cautions(item: Record) -> list[str]:
    """What is to be thought of before a petition is ended so; source texts."""
    if item.values.get("type") != "to_cao":
        return []
    count = item.values.get("people_count")
    return [*([GOES_ON] if isinstance(count, int) and count > 1 else []), FORCED]


def minutes_of(store: Store, row: bytes) -> Record | None:
    """The newest minutes of a withdrawal of a petition; a letter of the sender is none."""
    rows = journal_reading.linking(store.conn, store.types[PAPER], TYPE, row, limit=editing.CHILDREN)
    found = [one for one in store.records(PAPER, rows) if one.values.get("paper_kind") == KIND]
    return found[-1] if found and found[-1].values.get("came_in") is not True else None


def minutes_words(store: Store, item: Record) -> dict[str, str]:
    """What the minutes say beyond the record: what is withdrawn, and why."""
    found = minutes_of(store, item.id)
    note = str(found.values.get("note") or "") if found else ""
    content, reason = NOTE_HEADS
    before, sign, after = note.partition(reason)
    said = {"withdrawn_content": before.removeprefix(content).strip(), "withdraw_reason": after.strip()}
    return said if sign or note.startswith(content) else {}
