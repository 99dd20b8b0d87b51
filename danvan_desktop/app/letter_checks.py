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
from danvan_desktop.errors import UserError
from danvan_desktop.i18n import N_, _
from danvan_desktop.records.petition_states import TO_FORWARD
from danvan_desktop.reports.letters import LetterKind
from danvan_desktop.storage import journal_reading
from danvan_desktop.storage.reading import Record
from danvan_desktop.storage.store import Store

ACCEPTING = frozenset({"kn_accept", "propose_accept", "tc_accept", "tc_accept_notice", "tc_content_notice"})
GROUP = "group_rep"
AHEAD = timedelta(days=31)  # a paper may be made ready for a day to come, not for years
_MOST = 500  # papers of one record
_NUMBER = re.compile(r"\d{1,7}[A-Za-zĐđ]?")
_OUTSIDE = N_("This petition was classified as outside your competence; the paper would say that it is within it.")
_INELIGIBLE = N_("This petition was found not eligible; the paper would say that it is accepted.")
_ONE_PERSON = N_("This petition has one sender: representatives are appointed where several people sent it.")


def refused(item: Record, kind: LetterKind, extra: Mapping[str, str]) -> str:
    """Why a paper would say what the record denies; "" where nothing stands against it."""
    values = item.values
    if kind.id in ACCEPTING and (values.get("in_competence") is False or values.get("state") == TO_FORWARD):
        return _(_OUTSIDE)
    if kind.id in ACCEPTING and values.get("eligible") is False:
        return _(_INELIGIBLE)
    return _(_ONE_PERSON) if kind.id == GROUP and "people" not in extra and _alone(item) else ""


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
