"""Whether two petitions may be the same one (petitions.md §4.3): a pure function of what is written of them.

The same name with the same identity number or hamlet, or the same respondent with like content, within 24 months. Of a
denunciation only respondent, place and subject are looked at: its sender is nobody here (Law on Denunciations 2018,
Article 8). Nothing is decided: a person does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from danvan_desktop.domain.likeness import (
    Place,
    alike,
    name_key,
    place_of,
    same_place,
    subject_key,
    subject_likeness,
    village_of,
)
from danvan_desktop.domain.text import clean, fold_key
from danvan_desktop.domain.values import Value

MONTHS = 24
DENUNCIATION = "to_cao"
FIELDS = (
    "received_on", "type", "round", "field", "state", "original", "case", "petitioner_name", "petitioner_id_no",
    "petitioner_address", "respondent_name", "summary_redacted", "content", "village", "map_sheet", "parcel_no",
    "decision_no", "decision_by",
)  # fmt: skip


class Reason(StrEnum):
    """Why two petitions may be one; the words are app/duplicate_words.py's."""

    ID = "id"
    NAME = "name"
    NAME_FOLDED = "name_folded"
    NAME_NEAR = "name_near"
    PLACE = "place"
    RESPONDENT = "respondent"
    PARCEL = "parcel"
    DECISION = "decision"
    SAME_TEXT = "same_text"
    LIKE_TEXT = "like_text"


_WEIGHTS = {
    Reason.ID: 45.0, Reason.NAME: 35.0, Reason.NAME_FOLDED: 30.0, Reason.NAME_NEAR: 20.0, Reason.PLACE: 15.0,
    Reason.RESPONDENT: 20.0, Reason.PARCEL: 20.0, Reason.DECISION: 20.0,
}  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """What of a petition is compared, folded. `who` is empty where nobody may be known by name."""

    received: date | None = None
    denounces: bool = False
    round: str = ""
    field: str = ""
    who: str = ""  # key of the petitioner's name
    written: str = ""  # the name with its accents
    number: str = ""  # of identity
    places: tuple[Place, ...] = ()
    address: str = ""
    respondent: str = ""
    parcel: str = ""
    decision: str = ""
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True)
class Match:
    """Two petitions that may be one: 0…100 for the order of a list, and why. `place` the word for what they share."""

    score: float
    reasons: tuple[Reason, ...]
    place: str = ""


@dataclass(frozen=True)
class _Facts:
    number: bool
    name: Reason | None
    others: bool  # two people who are known not to be one
    place: str | None
    elsewhere: bool
    respondent: bool
    parcel: bool
    decision: bool
    text: float | None
    other_matter: bool

    def like(self, least: float) -> bool:
        return self.text is not None and self.text >= least


def sheet(values: Mapping[str, Value]) -> Sheet:
    """A petition's values as they are compared. Of a denunciation neither sender nor raw content is read."""
    told = {name: value for name in FIELDS if isinstance(value := values.get(name), str)}
    received = values.get("received_on")
    secret = told.get("type") == DENUNCIATION
    if secret:
        told = {name: text for name, text in told.items() if not name.startswith("petitioner_") and name != "content"}
    address = told.get("petitioner_address", "")
    places = (village_of(told.get("village", "")), place_of(address))
    name = told.get("petitioner_name", "")
    subjects = (subject_key(told.get("summary_redacted", "")), subject_key(told.get("content", "")))
    return Sheet(
        received if isinstance(received, date) else None, secret, told.get("round", ""), told.get("field", ""),
        name_key(name), _bare_name(name), "".join(re.findall(r"\d", told.get("petitioner_id_no", ""))),
        tuple(place for place in places if place is not None), fold_key(address),
        name_key(told.get("respondent_name", "")), _joined(told, "map_sheet", "parcel_no"),
        _joined(told, "decision_no"), tuple(text for text in subjects if text),
    )  # fmt: skip


def _bare_name(name: str) -> str:
    words = clean(name).casefold().split()
    return " ".join(sorted(words[-len(name_key(name).split()) :])) if words else ""


def _joined(told: Mapping[str, str], *names: str) -> str:
    parts = [fold_key(told.get(name, "")) for name in names]
    return "/".join(parts) if all(parts) else ""


def match(one: Sheet, other: Sheet) -> Match | None:
    """Why two petitions may be one; None when nothing speaks for it. The same answer whichever comes first."""
    if not within(one.received, other.received) or (one.round and other.round and one.round != other.round):
        return None
    found = _facts(one, other)
    if not _proposed(found, secret=one.denounces or other.denounces):
        return None
    reasons = _reasons(found)
    score = sum(_WEIGHTS.get(reason, 0.0) for reason in reasons) + 0.3 * (found.text or 0.0)
    return Match(min(100.0, score), reasons, found.place or "")


def within(one: date | None, other: date | None) -> bool:
    """Whether two days lie at most 24 months apart; a day that is not known does."""
    if one is None or other is None:
        return True
    early, late = sorted((one, other))
    months = 12 * (late.year - early.year) + late.month - early.month
    return months < MONTHS or (months == MONTHS and late.day <= early.day)


def _facts(one: Sheet, other: Sheet) -> _Facts:
    secret = one.denounces or other.denounces
    number = bool(one.number) and one.number == other.number and not secret
    apart = bool(one.number and other.number) and len(one.number) == len(other.number) and not number
    name = None if secret or apart else _name(one, other)
    place = same_place(one.places, other.places)
    if place is None and one.address and one.address == other.address:
        place = ""
    respondent = bool(one.respondent and other.respondent) and alike(one.respondent, other.respondent) >= 90
    return _Facts(
        number, name, not number and (apart or bool(one.who and other.who and name is None and not secret)),
        place, place is None and bool(one.places and other.places), respondent,
        bool(one.parcel) and one.parcel == other.parcel, bool(one.decision) and one.decision == other.decision,
        subject_likeness(one.subjects, other.subjects), bool(one.field and other.field) and one.field != other.field,
    )  # fmt: skip


def _name(one: Sheet, other: Sheet) -> Reason | None:
    if not one.who or not other.who:
        return None
    if one.who == other.who:
        return Reason.NAME if one.written == other.written else Reason.NAME_FOLDED
    return Reason.NAME_NEAR if alike(one.who, other.who) >= 90 else None


def _proposed(found: _Facts, *, secret: bool) -> bool:
    return _by_person(found) or _by_matter(found, secret=secret)


def _by_person(found: _Facts) -> bool:
    """The same person: by number, or by name and something beside it."""
    unlike = found.other_matter and found.text is not None and not found.like(60)
    if found.number:
        return not unlike
    if found.name is None:
        return False
    if found.name is Reason.NAME_NEAR:
        return found.place is not None and found.like(70)
    if found.parcel or found.decision or found.place is not None:
        return not unlike
    return found.like(85 if found.elsewhere else 70)


def _by_matter(found: _Facts, *, secret: bool) -> bool:
    """The same matter, whoever wrote: more is asked for where two different people are known."""
    if found.others:
        return found.like(90) and (found.respondent or found.parcel or found.decision)
    if found.respondent and (
        found.like(75) or (secret and found.text is None and found.place and not found.other_matter)
    ):
        return True
    return found.like(70 if found.parcel or found.decision else 85) and (
        found.place is not None or found.parcel or found.decision
    )


def _reasons(found: _Facts) -> tuple[Reason, ...]:
    told = [(Reason.ID, found.number), (found.name or Reason.NAME, found.name is not None)]
    told += [(Reason.PLACE, found.place is not None), (Reason.RESPONDENT, found.respondent)]
    told += [(Reason.PARCEL, found.parcel), (Reason.DECISION, found.decision)]
    told += [(Reason.SAME_TEXT, found.like(97)), (Reason.LIKE_TEXT, found.like(70) and not found.like(97))]
    return tuple(reason for reason, holds in told if holds)
