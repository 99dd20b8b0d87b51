"""What stands against a paper before it is made: it would say what is not so, a word it does not know, its number.

A number given by hand is read as the book counts it: “01” is 1, and a number that another paper of the same book has
is told, not refused: two computers of an office may have given it, and a person mends it (handoff.md §3).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from danvan_desktop.app.paper_numbers import PAPER, by_number, paper_key
from danvan_desktop.domain.values import Value
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import N_, _
from danvan_desktop.records.petition_states import FORWARDED, IN_SETTLEMENT, RESOLVED, TO_FORWARD
from danvan_desktop.reports.letters import LetterKind
from danvan_desktop.storage import journal_reading
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

Values = Mapping[str, Value]
ACCEPTING = frozenset({"kn_accept", "propose_accept", "tc_accept", "tc_accept_notice", "tc_content_notice"})
REJECTING, INELIGIBLE, REMINDING, GROUP = "kn_reject", "not_eligible", "reminder", "group_rep"
REASONS = {REJECTING: "reject_reason", INELIGIBLE: "ineligible_reason"}  # the paper says nothing without it
LABELS = {"reject_reason": N_("Reason of non-acceptance"), "ineligible_reason": N_("Reason it is not eligible")}
AHEAD = timedelta(days=31)  # a paper may be made ready for a day to come, not for years
_MOST = 500  # papers of one record
_NUMBER = re.compile(r"\d{1,7}[A-Za-zĐđ]?")
_NEVER_ACCEPTED = frozenset({"khong_thu_ly", "khong_du_dk", "da_luu"})
_TAKEN_ON = frozenset({*IN_SETTLEMENT, *RESOLVED})
_SENT = frozenset(FORWARDED) - {TO_FORWARD, "da_huong_dan", "da_tra"}
_SENDING = frozenset({"chuyen_don", "don_doc"})  # what was done with a petition outside the competence
_OUTSIDE = N_("This petition was classified as outside your competence; the paper would say that it is within it.")
_INELIGIBLE = N_("This petition was found not eligible; the paper would say that it is accepted.")
_REFUSED = N_("This petition was not accepted; the paper would say that it is.")
_ACCEPTED = N_("This petition was accepted for settlement; the paper would say that it is not.")
_ELIGIBLE = N_("This petition was found eligible; the paper would say that it is not.")
_NOT_SENT = N_("This petition was not forwarded to any body: there is nobody to remind.")
_ANSWERED = N_("The reply of the body it was forwarded to is in the record; the paper would say that none has come.")
_ONE_PERSON = N_("This petition has one sender: representatives are appointed where several people sent it.")


def refused(item: Record, kind: LetterKind) -> str:
    """Why a paper would say what the record denies; "" where nothing stands against it."""
    if kind.id in ACCEPTING:
        return _not_accepted(item.values)
    if kind.id in REASONS:
        return _accepted(item.values, kind.id)
    answered = kind.id == REMINDING and (item.values.get("reply_on") or item.values.get("reply_no"))
    return _(_ANSWERED) if answered else ""


def doubt(item: Record, kind: LetterKind, extra: Mapping[str, str]) -> str:
    """What the record does not know of a paper and leaves blank on it; told, for a blank is filled in by hand."""
    name = REASONS.get(kind.id, "")
    if name and not item.values.get(name) and not extra.get(name, "").strip():
        text = _("The paper says why, and “{label}” is empty: fill it in the record, or --set {name}=….")
        return text.format(label=_(LABELS[name]), name=name)
    if kind.id == REMINDING and not _was_sent(item.values, extra):
        return _(_NOT_SENT)
    return _(_ONE_PERSON) if kind.id == GROUP and "people" not in extra and _alone(item) else ""


def _not_accepted(values: Values) -> str:
    """Why no paper says that it is accepted."""
    state = values.get("state")
    if values.get("in_competence") is False or state == TO_FORWARD:
        return _(_OUTSIDE)
    if values.get("eligible") is False:
        return _(_INELIGIBLE)
    return _(_REFUSED) if state in _NEVER_ACCEPTED else ""


def _accepted(values: Values, kind: str) -> str:
    """Why no paper says that it is not accepted, or not eligible."""
    if values.get("accepted_on") is not None or values.get("state") in _TAKEN_ON:
        return _(_ACCEPTED)
    return _(_ELIGIBLE) if kind == INELIGIBLE and values.get("eligible") is True else ""


def _was_sent(values: Values, extra: Mapping[str, str]) -> bool:
    """Whether a body has it, as the record or the officer says."""
    sent = values.get("state") in _SENT or values.get("action") in _SENDING
    sent = sent or (values.get("doc_on") is not None and values.get("in_competence") is not True)
    return bool(sent or extra.get("doc_on"))


def _alone(item: Record) -> bool:
    """Whether one person sent it, as far as the record says how many did."""
    people = item.values.get("people_count")
    if isinstance(people, int):
        return people < 2
    named = item.values.get("petitioner_name") or item.values.get("petitioner_kind") == "ca_nhan"
    return bool(named) and item.values.get("petitioner_kind") != "tap_the"


def check_file(path: Path, form: str) -> None:
    """A file whose name says another format than it holds opens nowhere. Raises UserError."""
    if path.suffix.lower() != f".{form}":
        raise UserError(
            _("The file “{name}” is to be {format}.").format(name=path.name, format=form.upper()),
            kept=_("Nothing was written."), hint=_("Let its name end in .{format}.").format(format=form),
        )  # fmt: skip


def check_day(on: date, today: date) -> None:
    """A paper of a day far ahead is a slip of the finger. Raises UserError."""
    if on > today + AHEAD:
        raise UserError(
            _("The paper would be dated {day}, more than a month from today.").format(day=f"{on:%d/%m/%Y}"),
            kept=_("Nothing was written."), hint=_("Give the day it is signed."),
        )  # fmt: skip


def check_words(extra: Mapping[str, str], known: frozenset[str]) -> None:
    """A word the paper does not ask for would be lost without anybody seeing it. Raises UserError."""
    if unknown := sorted(set(extra) - known):
        raise UserError(
            _("This paper has no word “{name}”.").format(name=unknown[0][:40]), kept=_("Nothing was written."),
            hint=_("Its words: {names}.").format(names=", ".join(sorted(known))),
        )  # fmt: skip


def plain_number(number: str) -> str:
    """A number as the book writes it: “01” is “1”, “15a” stays. Raises UserError for what is no number."""
    typed = number.strip()
    if not _NUMBER.fullmatch(typed) or not typed.lstrip("0"):
        raise UserError(
            _("“{number}” is no number of a paper.").format(number=typed[:20]), kept=_("Nothing was written."),
            hint=_("Give figures, with a letter after them where there is one: 7, 15a. The symbol is added."),
        )  # fmt: skip
    return typed.lstrip("0")


def same_number(store: Store, kind: LetterKind, on: date, number: str) -> list[Record]:
    """The papers of that book and year, or term, that have this number."""
    return by_number(store, kind.code, on.year).get(paper_key(number), [])


def same_paper(store: Store, item: Record, values: Mapping[str, object]) -> Record | None:
    """The paper of a record that is filed already: the same kind, day and number, saved in another format."""
    if item.type_name not in {"petition", "reception"}:
        return None
    rows = journal_reading.linking(store.conn, store.types[PAPER], item.type_name, item.id, limit=_MOST)
    same = ("paper_kind", "signed_on", "paper_no")
    found = (one for one in store.records(PAPER, rows) if one.values.get("came_in") is not True)
    return next((one for one in found if all(one.values.get(name) == values.get(name) for name in same)), None)
