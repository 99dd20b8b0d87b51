"""Whether two petitions may be the same one (petitions.md §4.3): a pure function of what is written of them.

The same name with the same identity number or hamlet, or the same respondent with like content, within 24 months; of
petitions by several people also one of the others. Visits are compared as petitions are. Of a denunciation only
respondent, place and subject are looked at: its sender is nobody here (Law on Denunciations 2018, Article 8). Nothing
is decided: a person does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from danvan_desktop.domain.compared import FIELDS, VISIT_FIELDS, Sheet, sheet, visit_sheet
from danvan_desktop.domain.likeness import alike, same_place, subject_likeness

__all__ = ("FIELDS", "MONTHS", "VISIT_FIELDS", "Match", "Reason", "Sheet", "match", "match_visits", "sheet",
           "visit_sheet", "within")  # fmt: skip
MONTHS = 24


class Reason(StrEnum):
    """Why two petitions may be one; the words are app/duplicate_words.py's."""

    ID = "id"
    NAME = "name"
    NAME_FOLDED = "name_folded"
    NAME_NEAR = "name_near"
    PARTY = "party"
    PLACE = "place"
    RESPONDENT = "respondent"
    PARCEL = "parcel"
    DECISION = "decision"
    SAME_TEXT = "same_text"
    LIKE_TEXT = "like_text"
    SAME_DAY = "same_day"


_WEIGHTS = {
    Reason.ID: 45.0, Reason.NAME: 35.0, Reason.NAME_FOLDED: 30.0, Reason.NAME_NEAR: 20.0, Reason.PLACE: 15.0,
    Reason.PARTY: 25.0, Reason.SAME_DAY: 10.0, Reason.RESPONDENT: 20.0, Reason.PARCEL: 20.0, Reason.DECISION: 20.0,
}  # fmt: skip


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
    party: bool  # somebody sent both, but not as the first name of both
    others: bool  # two people who are known not to be one
    place: str | None
    elsewhere: bool
    respondent: bool
    parcel: bool
    decision: bool
    other_matter: bool
    text: float | None = None

    @property
    def known(self) -> bool:
        """Whether anything but the words speaks for it: else nothing they say is enough."""
        matter = self.respondent or self.parcel or self.decision
        if self.others:
            return matter
        return matter or self.number or self.party or self.name is not None or self.place is not None

    def like(self, least: float) -> bool:
        return self.text is not None and self.text >= least


def match(one: Sheet, other: Sheet) -> Match | None:
    """Why two petitions may be one; None when nothing speaks for it. The same answer whichever comes first."""
    if not within(one.received, other.received) or (one.round and other.round and one.round != other.round):
        return None
    found = _facts(one, other)
    if not found.known:
        return None
    found = replace(found, text=subject_likeness(one.subjects, other.subjects))
    return _told(found) if _proposed(found, secret=one.denounces or other.denounces) else None


def match_visits(one: Sheet, other: Sheet) -> Match | None:
    """Why two visits may be of one matter, or one visit written down twice: the same person on the same day."""
    found = match(one, other)
    if one.received is None or one.received != other.received:
        return found
    if found is None:
        facts = _facts(one, other)
        same = facts.number or facts.name in {Reason.NAME, Reason.NAME_FOLDED}
        found = _told(facts) if same else None
    if found is None:
        return None
    score = min(100.0, found.score + _WEIGHTS[Reason.SAME_DAY])
    return replace(found, score=score, reasons=(*found.reasons, Reason.SAME_DAY))


def _told(found: _Facts) -> Match:
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
    """All but what the words say, which costs most."""
    secret = one.denounces or other.denounces
    number = bool(one.number) and one.number == other.number and not secret
    apart = bool(one.number and other.number) and len(one.number) == len(other.number) and not number
    name = None if secret or apart else _name(one, other)
    party = name is None and not number and not secret and _party(one, other)
    two = apart or bool(one.who and other.who and name is None and not secret)
    place = same_place(one.places, other.places)
    if place is None and one.address and one.address == other.address:
        place = ""
    return _Facts(
        number, name, party, two and not number and not party,
        place, place is None and bool(one.places and other.places),
        any(alike(a, b) >= 90 for a in one.respondents for b in other.respondents),
        bool(one.parcel) and one.parcel == other.parcel, bool(one.decision) and one.decision == other.decision,
        bool(one.field and other.field) and one.field != other.field,
    )  # fmt: skip


def _party(one: Sheet, other: Sheet) -> bool:
    """Whether one of the further senders sent the other petition too."""
    return any(name in {other.who, *other.also} for name in one.also) or one.who in other.also


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
    if found.party:
        return found.parcel or found.decision or found.like(70 if found.place is None else 60)
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
    told += [(Reason.PARTY, found.party)]
    told += [(Reason.PLACE, found.place is not None), (Reason.RESPONDENT, found.respondent)]
    told += [(Reason.PARCEL, found.parcel), (Reason.DECISION, found.decision)]
    told += [(Reason.SAME_TEXT, found.like(97)), (Reason.LIKE_TEXT, found.like(70) and not found.like(97))]
    return tuple(reason for reason, holds in told if holds)
